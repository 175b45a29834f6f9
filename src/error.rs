//! Failures of the tool itself: a path, a disk, a library. Faults of the data are never
//! errors; they are diagnostics (see [`crate::diagnostic`]).

use std::path::PathBuf;

/// A reason why the tool could not work. `main` prints the chain and exits with 2.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("cannot {action} `{path}`")]
    Io {
        /// What was tried, as a verb: `read`, `write`, `create`, `rename`.
        action: &'static str,
        /// The path as the user would name it.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// The folder is not a dataset: it has no `schemas/kinds`.
    #[error("`{0}` is not a dataset folder: it has no `schemas/kinds`")]
    NotADataset(PathBuf),
    /// The user asked for something that does not exist or cannot be done; the text says what.
    #[error("{0}")]
    Request(String),
    /// A library failed at something that the data cannot cause.
    #[error("{doing}: {message}")]
    Library {
        /// What was being done, as a noun phrase: `writing events.parquet`.
        doing: String,
        /// What the library said.
        message: String,
    },
}

/// A result whose failure is the tool's, not the data's.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Returns an I/O failure with the path and the verb that name it.
    pub fn io(action: &'static str, path: impl Into<PathBuf>, source: std::io::Error) -> Error {
        Error::Io { action, path: path.into(), source }
    }

    /// Returns a library's failure with what was being done.
    pub fn library(doing: impl Into<String>, message: impl ToString) -> Error {
        Error::Library { doing: doing.into(), message: message.to_string() }
    }
}
