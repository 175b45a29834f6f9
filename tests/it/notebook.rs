//! The notebooks, and the first lines of Python in the README, on a build of the real records.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::python;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a new folder");
    for entry in fs::read_dir(from).expect("a folder of the repository") {
        let path = entry.expect("an entry of that folder").path();
        let target = to.join(path.file_name().expect("a name"));
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(fs::copy(&path, &target).expect("a copy")),
        }
    }
}

/// Builds the real records in a folder of their own, and returns it.
fn build() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a new folder");
    copy(&root().join("records"), &folder.path().join("records"));
    copy(&root().join("schemas"), &folder.path().join("schemas"));
    let build = Command::new(env!("CARGO_BIN_EXE_amur"))
        .args(["build", "--root"])
        .arg(folder.path())
        .output()
        .expect("amur runs");
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    folder
}

#[test]
fn every_notebook_runs() {
    let folder = build();
    let outputs = folder.path().join("outputs");
    let notebooks = fs::read_dir(root().join("notebooks")).expect("the folder of notebooks");
    let mut ran = 0;
    for entry in notebooks {
        let path = entry.expect("an entry of that folder").path();
        if path.extension().is_some_and(|ending| ending == "ipynb") {
            let arguments = [path.as_os_str(), outputs.as_os_str()];
            python::run("tests/notebook/execute.py", &arguments, root());
            ran += 1;
        }
    }
    assert!(ran > 0, "no notebook");
}

#[test]
fn the_python_of_the_readme_runs() {
    let folder = build();
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let block = readme.split("```python\n").nth(1).and_then(|rest| rest.split("```").next());
    let program = folder.path().join("readme.py");
    fs::write(&program, block.expect("a block of Python")).expect("the program");
    let printed = python::run(program.to_str().expect("a path in UTF-8"), &[], folder.path());
    assert!(printed.contains("khabarovsk-krai-china-2025"), "{printed}");
}
