//! The pages in a real editor's language server, with the settings that the project ships.

use crate::folder::project;
use crate::python;

#[test]
fn the_yaml_language_server_knows_the_pages() {
    let server = project().join("target/node/node_modules/yaml-language-server");
    assert!(server.exists(), "target/node is missing: run `make test`, which installs it by npm");
    let printed = python::run("tests/editor/drive.py", &[], project());
    assert!(printed.contains(" passed, 0 failed"), "{printed}");
}
