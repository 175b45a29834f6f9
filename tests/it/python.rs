//! Runs the Python programs of the tests in the environment that `make test` installs.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use crate::folder::project;

/// Runs a Python program of the repository and returns what it printed; where it fails, so does
/// the test, with all that was printed.
pub(crate) fn run(program: &str, arguments: &[&OsStr], folder: &Path) -> String {
    let python = project().join("target/python/bin/python");
    assert!(python.exists(), "target/python is missing: run `make test`, which installs it");
    let output = Command::new(python)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .arg(project().join(program))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} failed:\n{printed}\n{complaints}");
    printed
}
