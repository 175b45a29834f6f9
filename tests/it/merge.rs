//! Two records made one. Cases stand as pages in `tests/fixtures/merge/cases`: the records before,
//! what the program says, and every file that is another one after.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use amur::codes::sections;
use amur::source::Texts;
use snapbox::Data;

use crate::folder::{Folder, fixture};

/// Returns a folder of the pages and records that all cases share.
pub(crate) fn dataset() -> Folder {
    let folder = Folder::with(&fixture("small/schemas"), Some(&fixture("merge/records")));
    let own = fixture("merge/schemas/kinds");
    for entry in fs::read_dir(own).expect("the pages are there") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_owned();
        folder.write(Path::new("schemas/kinds").join(name), fs::read(&path).expect("a page"));
    }
    folder
}

/// Returns every file below `records/`, hidden ones too.
pub(crate) fn records(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.path().join("records")];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(folder.path()).expect("inside").display().to_string();
            found.insert(name, fs::read(&path).expect("a file"));
        }
    }
    found
}

/// Returns those files as texts of a dataset in memory, with its pages.
pub(crate) fn texts(folder: &Folder) -> Texts {
    let mut texts = Texts::new();
    for part in ["schemas", "records"] {
        let root = folder.root();
        for path in root.list(part, &mut Vec::new()).expect("a folder") {
            let text = root.text(&path);
            texts.insert(path, text);
        }
    }
    texts
}

/// In blocks, `␍` stands for a carriage return and `<BOM>` for a byte-order mark.
fn bytes(text: &str) -> String {
    text.replace('␍', "\r").replace("<BOM>", "\u{feff}").replace("<NO END>\n", "")
}

fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace('\r', "␍").replace('\u{feff}', "<BOM>");
    let end = if text.ends_with('\n') { "" } else { "<NO END>\n" };
    format!("{text}{end}")
}

/// Runs a page and returns it as it should read.
fn run(page: &str) -> String {
    let folder = dataset();
    let sections = sections(page);
    let before = sections.iter().find(|section| section.title == "Before").expect("Before");
    for block in &before.blocks {
        folder.write(block.info.split_once(' ').expect("a path").1, bytes(block.text));
    }
    let (head, _) = page.split_once("## Said").expect("Said");
    let mut out = format!("{head}## Said\n");
    let first = records(&folder);
    for line in page.lines().filter_map(|line| line.strip_prefix("    amur ")) {
        let arguments = line.split('"').enumerate().flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().collect(),
            _ => vec![part],
        });
        let mut command = Command::new(env!("CARGO_BIN_EXE_amur"));
        let ran = command.args(arguments).current_dir(folder.path()).output().expect("it runs");
        let (said, aside) = (shown(&ran.stdout), shown(&ran.stderr));
        let code = ran.status.code().expect("it ended by itself");
        let said = format!("{said}{aside}").replace("<NO END>\n", "");
        let _ = write!(out, "```text exit {code}\n{said}```\n");
    }
    out.push_str("\n## After\n");
    let mut after = records(&folder);
    for (path, bytes) in first {
        match after.remove(&path) {
            None => out.push_str(&format!("```gone {path}\n```\n")),
            Some(new) if new != bytes => {
                out.push_str(&format!("```yaml {path}\n{}```\n", shown(&new)));
            }
            Some(_) => {}
        }
    }
    for path in after.keys() {
        let _ = write!(out, "```new {path}\n```\n");
    }
    out
}

#[test]
fn cases() {
    let folder = fixture("merge/cases");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the cases are there")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    assert!(paths.len() > 10);
    for path in paths {
        let page = fs::read_to_string(&path).expect("a page");
        snapbox::assert_data_eq!(run(&page), Data::read_from(&path, None).raw());
    }
}
