//! A new record's text enters, a file under `records/` leaves. No file that is there already
//! is touched.

use std::fs;
use std::io::Write;

use crate::error::{Error, Result};
use crate::source::Root;

/// Writes a file that is not there yet, and the folders on its way; the path goes from the root.
pub fn create(root: &Root, path: &str, text: &str) -> Result<()> {
    let full = root.path().join(path);
    if let Some(folder) = full.parent() {
        fs::create_dir_all(folder).map_err(|error| Error::io("create", folder, error))?;
    }
    let failed = |error| Error::io("write", &full, error);
    let mut file = fs::File::create_new(&full).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(|error| {
        // Half a record would only be in the way.
        _ = fs::remove_file(&full);
        failed(error)
    })
}
