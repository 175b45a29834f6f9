//! Whether a file is as it was: a path enters, a mark leaves that changes when somebody writes
//! to the file. No file is opened for that.

use std::fs;
use std::sync::Arc;
use std::time::SystemTime;

use super::Root;
use crate::diagnostic::Sink;
use crate::error::Result;

/// How a file was: as long as nobody has written to it, the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    written: Option<SystemTime>,
    /// When anything of it was changed, such as who may read it.
    changed: Option<(i64, i64)>,
}

impl Root {
    /// Returns the stamp of a file, if it is there.
    pub fn stamp(&self, path: &str) -> Option<Stamp> {
        let known = fs::metadata(self.path().join(path)).ok()?;
        let changed = changed(&known);
        Some(Stamp { length: known.len(), written: known.modified().ok(), changed })
    }

    /// Returns the files below a folder with their stamps, in the order of their paths.
    pub fn stamps(&self, folder: &str) -> Result<Vec<(Arc<str>, Option<Stamp>)>> {
        let files = self.list(folder, &mut Sink::new())?;
        Ok(files.into_iter().map(|file| (file.clone(), self.stamp(&file))).collect())
    }
}

#[cfg(unix)]
fn changed(known: &fs::Metadata) -> Option<(i64, i64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((known.ctime(), known.ctime_nsec()))
}

#[cfg(not(unix))]
fn changed(_: &fs::Metadata) -> Option<(i64, i64)> {
    None
}
