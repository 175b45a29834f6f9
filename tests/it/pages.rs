//! Every page of a code is a test: what stands under Wrong gives this code and only this, the
//! Message matches to the letter, and what stands under Right gives nothing.

use std::fs;
use std::path::{Path, PathBuf};

use amur::codes::{self, Code};
use amur::diagnostic::Diagnostic;
use amur::source::Root;

use crate::folder::{Folder, fixture};

/// A section's fenced blocks: what follows the fence (a language, a path and, where the text is
/// to be repeated, `times` with a number), and the text.
pub(crate) type Blocks = Vec<(String, String)>;

#[test]
fn every_page_is_true() {
    let mut failures = Vec::new();
    for code in codes::ALL {
        if let Err(failure) = check_page(code) {
            failures.push(format!("{}.md: {failure}", code.name));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn check_page(code: &Code) -> Result<(), String> {
    let path = PathBuf::from(format!("src/codes/{}.md", code.name));
    let page = fs::read_to_string(&path).map_err(|error| error.to_string())?;
    let heading = page.lines().next().unwrap_or_default();
    let wanted = format!("# {} {} ({})", code.id(), code.name, code.severity().word());
    if heading != wanted || code.summary().is_empty() {
        return Err(format!("the page must open with `{wanted}` and a summary"));
    }
    let (root, found, _folder) = outcome(&section(&page, "Wrong"))?;
    if found.is_empty() || found.iter().any(|diagnostic| diagnostic.code != code.id()) {
        return Err(format!(
            "Wrong should give only {}, but gave:\n{}",
            code.id(),
            shown(&root, &found)
        ));
    }
    let message = shown(&root, &found);
    compare(&path, &page, &message)?;
    let (root, found, _folder) = outcome(&section(&page, "Right"))?;
    if !found.is_empty() {
        return Err(format!("Right should be silent, but gave:\n{}", shown(&root, &found)));
    }
    Ok(())
}

/// Writes the blocks into a folder with the fixture schemas and checks it.
pub(crate) fn outcome(blocks: &Blocks) -> Result<(Root, Vec<Diagnostic>, Folder), String> {
    let folder = Folder::with(&fixture("small/schemas"), None);
    if blocks.iter().all(|(info, _)| info.contains(" schemas/")) {
        // A page about schemas needs no record of its own, but a dataset needs one.
        folder.write("records/places/harbin.yaml", "name: {en: Harbin}\n");
    }
    for (info, text) in blocks {
        let (language, path) = info.split_once(' ').ok_or("a block has no path")?;
        let (path, times) = path.split_once(" times ").unwrap_or((path, "1"));
        let times = times.parse().map_err(|_| "`times` needs a number")?;
        let bytes = match language {
            "bytes" => unescaped(text),
            _ => text.repeat(times).into_bytes(),
        };
        folder.write(path, bytes);
    }
    let root = folder.root();
    let choice = amur::run::Choice { baseline: true, ..Default::default() };
    // Only a build runs the summaries over rows.
    let found = match blocks.iter().any(|(info, _)| info.contains(" schemas/summaries/")) {
        true => amur::run::build(&root, &choice, &|_, _| ()),
        false => amur::run::check(&root, &choice, &|_, _| ()),
    };
    let found = found.map_err(|error| error.to_string())?;
    Ok((root, found, folder))
}

fn shown(root: &Root, found: &[Diagnostic]) -> String {
    format!("{}\n", amur::render::text(found, root, amur::render::Style::PLAIN).trim_end())
}

/// Holds the page's Message against what was printed, or accepts it.
fn compare(path: &Path, page: &str, message: &str) -> Result<(), String> {
    let sections = codes::sections(page);
    let blocks = sections.iter().filter(|section| section.title == "Message");
    let [block] = blocks.flat_map(|section| &section.blocks).collect::<Vec<_>>()[..] else {
        return Err("Message must hold one block".to_owned());
    };
    if block.text == message {
        return Ok(());
    }
    if std::env::var("SNAPSHOTS").as_deref() != Ok("overwrite") {
        return Err(format!("Message should read:\n{message}"));
    }
    let mut page = page.to_owned();
    page.replace_range(block.start..block.start + block.text.len(), message);
    fs::write(path, page).map_err(|error| error.to_string())
}

/// Returns the fenced blocks under a heading.
pub(crate) fn section(page: &str, title: &str) -> Blocks {
    let sections = codes::sections(page).into_iter().filter(|section| section.title == title);
    let blocks = sections.flat_map(|section| section.blocks);
    blocks.map(|block| (block.info.to_owned(), block.text.to_owned())).collect()
}

/// Reads `\xff` and `\n` as bytes, in blocks whose bytes are no text.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\x") {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let value = u8::from_str_radix(&rest[at + 2..at + 4], 16);
        bytes.push(value.expect("two hexadecimal digits follow \\x"));
        rest = &rest[at + 4..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}
