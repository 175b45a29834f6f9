//! The rules of the house, read from where they are written down: the order of rooms from
//! `src/lib.rs`, the place of each dependency from the table in `CONTRIBUTING.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use crate::folder::project;

/// The rooms that are one vocabulary: they may speak of one another.
const VOCABULARY: [&str; 3] = ["error", "diagnostic", "codes"];

/// Names that say nothing.
const EMPTY_NAMES: [&str; 8] =
    ["util", "utils", "common", "helper", "helpers", "misc", "manager", "types"];

/// What the table says of a dependency that is plain enough for every room.
const ANYWHERE: &str = "any";

/// Lines that a file may have.
const LONGEST_FILE: usize = 400;

fn read(path: &str) -> String {
    fs::read_to_string(project().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Returns every file below a folder that ends so, as paths from the root, in order.
fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![project().join(folder)];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|error| panic!("{next:?}: {error}")) {
            let path = entry.expect("a folder that was just listed").path();
            match path.is_dir() {
                true => open.push(path),
                false => found.push(relative(path)),
            }
        }
    }
    found.retain(|path| path.ends_with(ending));
    found.sort();
    found
}

fn relative(path: PathBuf) -> String {
    let path = path.strip_prefix(project()).expect("a path below the root");
    path.to_str().expect("a path in UTF-8").replace('\\', "/")
}

/// Returns the room that a file of `src/` belongs to.
fn room(path: &str) -> &str {
    let inside = path.trim_start_matches("src/");
    inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
}

/// Returns the numbered lines of a file that are code.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Returns the words that follow `before` in a line, wherever it starts a path.
fn words_after<'a>(line: &'a str, before: &str) -> Vec<&'a str> {
    let name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let starts = line.match_indices(before).filter(|(at, _)| {
        let head = &line[..*at];
        !head.ends_with(name) && !head.ends_with("::")
    });
    starts
        .map(|(at, _)| line[at + before.len()..].split(|c| !name(c)).next().unwrap_or_default())
        .collect()
}

/// Fails with every line of `faults`, if there is one.
fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn imports_point_up_the_list_of_rooms() {
    let lib = read("src/lib.rs");
    let rooms: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(rooms.len() > 10 && rooms.starts_with(&VOCABULARY), "{rooms:?}");
    let place = |name: &str| rooms.iter().position(|room| *room == name);
    let mut faults = Vec::new();
    for path in files("src", ".rs") {
        let own = room(&path);
        if ["lib", "main"].contains(&own) {
            continue;
        }
        let here = place(own).unwrap_or_else(|| panic!("{path} is in no room of src/lib.rs"));
        for (number, line) in code(&read(&path)) {
            for name in words_after(line, "crate::") {
                let allowed = name == own
                    || (VOCABULARY.contains(&name) && VOCABULARY.contains(&own))
                    || place(name).is_some_and(|there| there < here);
                if !allowed {
                    faults.push(format!("{path}:{number}: `{own}` may not import `{name}`"));
                }
            }
        }
    }
    none(faults);
}

/// One row of the table of dependencies: its name, its rooms, why it is there.
type Row = (String, Vec<String>, String);

fn dependency_table() -> Vec<Row> {
    let text = read("CONTRIBUTING.md");
    let rows = text.split("## Dependencies").nth(1).expect("the heading of the table");
    let rows = rows.split("\n## ").next().unwrap_or(rows);
    let cells = rows.lines().filter(|line| line.starts_with("| `")).map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [name, rooms, why] = cells[..] else { panic!("three cells are wanted: {line}") };
        let rooms = rooms.split(',').map(|room| room.trim().trim_matches('`').to_owned());
        (name.trim_matches('`').to_owned(), rooms.collect(), why.to_owned())
    });
    cells.collect()
}

fn dependencies() -> BTreeSet<String> {
    let manifest = read("Cargo.toml");
    let mut section = "";
    let mut names = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if let (true, Some((name, _))) =
            (section.ends_with("dependencies]"), line.split_once('='))
        {
            names.insert(name.trim().to_owned());
        }
    }
    names
}

#[test]
fn the_table_of_dependencies_is_the_manifest() {
    let rows = dependency_table();
    let listed: BTreeSet<String> = rows.iter().map(|(name, ..)| name.clone()).collect();
    assert_eq!(listed, dependencies(), "left: CONTRIBUTING.md, right: Cargo.toml");
    assert_eq!(rows.len(), listed.len(), "a dependency has two rows");
    none(rows.into_iter().filter(|row| row.2.len() < 10).map(|row| row.0).collect());
}

#[test]
fn a_dependency_stays_in_its_rooms() {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let rows = dependency_table();
    let mut faults = Vec::new();
    for path in files("src", ".rs") {
        let text = read(&path);
        for (name, rooms, _) in &rows {
            let start = format!("{}::", name.replace('-', "_"));
            for (number, line) in code(&text) {
                if words_after(line, &start).is_empty() {
                    continue;
                }
                let own = room(&path).to_owned();
                if !rooms.contains(&own) && rooms != &[ANYWHERE] {
                    faults.push(format!("{path}:{number}: `{name}` may not be used in `{own}`"));
                }
                used.entry(name.clone()).or_default().insert(own);
            }
        }
    }
    for (name, rooms, _) in &rows {
        let nowhere = BTreeSet::new();
        let used = used.get(name).unwrap_or(&nowhere);
        for room in
            rooms.iter().filter(|room| ![ANYWHERE, "tests", "benches"].contains(&room.as_str()))
        {
            if !used.contains(room) {
                faults.push(format!("CONTRIBUTING.md: `{room}` does not use `{name}`"));
            }
        }
    }
    none(faults);
}

#[test]
fn every_file_is_short_says_what_it_is_and_has_a_name_that_says_something() {
    let mut faults = Vec::new();
    for path in ["src", "tests", "benches"].into_iter().flat_map(|folder| files(folder, ".rs")) {
        let text = read(&path);
        let lines = text.lines().count();
        let stem = path.rsplit('/').next().unwrap_or(&path).trim_end_matches(".rs");
        if !text.starts_with("//! ") {
            faults.push(format!("{path} does not open with what enters and what leaves"));
        }
        if lines > LONGEST_FILE {
            faults.push(format!("{path} has {lines} lines, and {LONGEST_FILE} are the most"));
        }
        if EMPTY_NAMES.contains(&stem) {
            faults.push(format!("{path} has a name that says nothing"));
        }
    }
    none(faults);
}

#[test]
fn every_path_that_the_documents_name_exists() {
    let mut faults = Vec::new();
    for document in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = prose(&read(document));
        let spans = text.split('`').skip(1).step_by(2);
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for path in
            spans.filter(|span| is_path(span)).chain(links.filter(|link| !link.contains(':')))
        {
            let path = path.split('#').next().unwrap_or(path);
            if !project().join(path).exists() {
                faults.push(format!("{document}: there is no {path}"));
            }
        }
    }
    none(faults);
}

/// Returns a Markdown text without its fenced blocks.
fn prose(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// Returns whether an inline span names a file or folder that stands in the repository: built
/// ones do not, nor do patterns.
fn is_path(span: &str) -> bool {
    let endings = [".md", ".rs", ".toml", ".yaml", ".json", ".ipynb", ".txt", ".sql", ".yml"];
    let named = span.contains('/') || endings.iter().any(|ending| span.ends_with(ending));
    let built = ["outputs/", "target/"]
        .iter()
        .any(|folder| span.len() > folder.len() && span.starts_with(folder));
    named
        && !built
        && !span.contains(|c: char| " <>*:=…".contains(c))
        && !span.starts_with(['/', '~', '"'])
}

#[test]
fn every_code_has_one_page_and_one_number() {
    let mut faults = Vec::new();
    let mut pages: BTreeSet<String> = files("src/codes", ".md")
        .iter()
        .map(|path| path.trim_start_matches("src/codes/").trim_end_matches(".md").to_owned())
        .collect();
    let mut ids = BTreeSet::new();
    for code in amur::codes::ALL {
        let heading = format!("# {} {} ({})", code.id(), code.name, code.severity().word());
        if code.page.lines().next() != Some(&heading) {
            faults.push(format!("{}.md should begin with `{heading}`", code.name));
        }
        let (letter, number) = code.id().split_at(1);
        if !"FYSVRDM".contains(letter) || number.len() != 3 || number.parse::<u16>().is_err() {
            faults.push(format!("{}: `{}` is no letter and three digits", code.name, code.id()));
        }
        if !ids.insert(code.id()) {
            faults.push(format!("{}: the number {} is taken", code.name, code.id()));
        }
        if !pages.remove(code.name) {
            faults.push(format!("{}: two lines, or no page", code.name));
        }
    }
    faults.extend(pages.iter().map(|page| format!("{page}.md has no line in src/codes/mod.rs")));
    none(faults);
}

#[test]
fn the_changelog_names_every_code() {
    let changelog = read("CHANGELOG.md");
    let missing = amur::codes::ALL.iter().filter(|code| !changelog.contains(code.id()));
    none(missing.map(|code| format!("CHANGELOG.md: {} {}", code.id(), code.name)).collect());
}
