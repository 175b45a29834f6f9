//! The only reader: folders enter, texts leave, in path order. What cannot be read as text is
//! a diagnostic; nothing here looks into a text.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Sink;
use crate::error::{Error, Result};

/// The dataset's folder, which holds `records/`, `schemas/` and `outputs/`.
#[derive(Debug, Clone)]
pub struct Root {
    path: PathBuf,
}

/// One text file.
#[derive(Debug, Clone)]
pub struct File {
    /// Path from the root, with `/` between folders.
    pub path: Arc<str>,
    /// The text, without a byte-order mark.
    pub text: String,
}

impl Root {
    /// Opens the dataset in this folder.
    pub fn open(path: &Path) -> Result<Root> {
        if !path.join("schemas/kinds").is_dir() {
            return Err(Error::NotADataset(path.to_owned()));
        }
        Ok(Root { path: path.to_owned() })
    }

    /// Returns the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lists every file below `folder`, in path order, hidden ones left out.
    pub fn list(&self, folder: &str, sink: &mut Sink) -> Result<Vec<Arc<str>>> {
        let _ = (folder, sink);
        Ok(Vec::new())
    }

    /// Reads one listed file.
    pub fn read(&self, path: &Arc<str>, sink: &mut Sink) -> Option<File> {
        let _ = (path, sink);
        None
    }
}

impl File {
    /// Returns the line, from 1, that holds this byte.
    pub fn line(&self, offset: usize) -> usize {
        1 + self.text.as_bytes()[..offset.min(self.text.len())]
            .iter()
            .filter(|b| **b == b'\n')
            .count()
    }
}
