//! Single texts to their files: what a person asked for by name is written, a new file or one
//! in the place of another, which is there whole at every moment.

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

/// Writes a text in the place of a file; the path goes from the root.
pub fn replace(root: &Root, path: &str, text: &str) -> Result<()> {
    let full = root.path().join(path);
    let name = full.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let aside = full.with_file_name(format!(".{name}.new"));
    let written = fs::write(&aside, text).and_then(|()| fs::rename(&aside, &full));
    written.map_err(|error| {
        _ = fs::remove_file(&aside);
        Error::io("write", &full, error)
    })
}
