//! The project's own folder, and datasets in folders of their own, which are gone when the test
//! ends.

use std::fs;
use std::path::{Path, PathBuf};

use amur::source::Root;
use tempfile::TempDir;

/// Returns the folder of the project.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns a file or folder of the fixtures.
pub(crate) fn fixture(path: &str) -> PathBuf {
    project().join("tests/fixtures").join(path)
}

/// A dataset in a folder of its own.
pub(crate) struct Folder(TempDir);

impl Folder {
    /// Returns a dataset without pages and records.
    pub(crate) fn empty() -> Folder {
        let folder = Folder(tempfile::tempdir().expect("a temporary folder"));
        fs::create_dir_all(folder.path().join("schemas/kinds")).expect("a folder");
        folder
    }

    /// Returns a copy of the pages and records of a dataset.
    pub(crate) fn of(dataset: &Path) -> Folder {
        Folder::with(&dataset.join("schemas"), Some(&dataset.join("records")))
    }

    /// Returns a dataset of these pages and records.
    pub(crate) fn with(schemas: &Path, records: Option<&Path>) -> Folder {
        let folder = Folder::empty();
        copy(schemas, &folder.path().join("schemas"));
        if let Some(records) = records {
            copy(records, &folder.path().join("records"));
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Opens the dataset.
    pub(crate) fn root(&self) -> Root {
        Root::open(self.path()).expect("a dataset")
    }

    /// Writes a file, and the folders on its way.
    pub(crate) fn write(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder that is there") {
        let path = entry.expect("an entry of that folder").path();
        let target = to.join(path.file_name().expect("a name"));
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(fs::copy(&path, &target).expect("a copy")),
        }
    }
}
