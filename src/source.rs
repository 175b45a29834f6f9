//! The only reader: folders enter, texts leave, in path order. What cannot be read as text is
//! a diagnostic; nothing here looks into a text.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Sink;
use crate::error::Result;

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
