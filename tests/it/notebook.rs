//! The notebooks, and the first lines of Python in the README, on a build of the real records.

use std::fs;
use std::process::Command;

use crate::folder::{Folder, project};
use crate::python;

/// Builds the real records in a folder of their own, and returns it.
fn build() -> Folder {
    let folder = Folder::of(project());
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
    let notebooks = fs::read_dir(project().join("notebooks")).expect("the folder of notebooks");
    let mut ran = 0;
    for entry in notebooks {
        let path = entry.expect("an entry of that folder").path();
        if path.extension().is_some_and(|ending| ending == "ipynb") {
            let arguments = [path.as_os_str(), outputs.as_os_str()];
            python::run("tests/notebook/execute.py", &arguments, project());
            ran += 1;
        }
    }
    assert!(ran > 0, "no notebook");
}

#[test]
fn the_python_of_the_readme_runs() {
    let folder = build();
    let readme = fs::read_to_string(project().join("README.md")).expect("the README");
    let block = readme.split("```python\n").nth(1).and_then(|rest| rest.split("```").next());
    let program = folder.path().join("readme.py");
    fs::write(&program, block.expect("a block of Python")).expect("the program");
    let printed = python::run(program.to_str().expect("a path in UTF-8"), &[], folder.path());
    assert!(printed.contains("khabarovsk-krai-china-2025"), "{printed}");
}
