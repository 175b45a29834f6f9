//! `amur explain`: a code's id or name enters, its page leaves as a terminal shows it.

use super::screen::{Screen, Stream};
use crate::codes::{self, Code};
use crate::error::{Error, Result};
use crate::render::Style;
use crate::suggest;

/// Prints the page of a code, or the list of all.
pub(super) fn explain(word: Option<&str>, screen: &mut Screen) -> Result<()> {
    let style = screen.style(Stream::Out);
    let text = match word {
        Some(word) => page(codes::find(word).ok_or_else(|| unknown(word))?.page, style),
        None => list(),
    };
    screen.print(Stream::Out, &text)
}

fn unknown(word: &str) -> Error {
    let words = codes::ALL.iter().flat_map(|code| [code.id(), code.name]);
    let cure = match suggest::nearest(word, words) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`amur explain` lists all codes".to_owned(),
    };
    Error::Request(format!("there is no code `{word}`: {cure}"))
}

fn list() -> String {
    let mut codes: Vec<&Code> = codes::ALL.to_vec();
    codes.sort_by_key(|code| (letter(code), code.id()));
    let width = codes.iter().map(|code| code.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (position, code) in codes.iter().enumerate() {
        let first = position == 0 || letter(codes[position - 1]) != letter(code);
        if let (true, Some((_, family))) = (first, family(code)) {
            text.push_str(if position == 0 { "" } else { "\n" });
            text.push_str(&format!("{family}\n"));
        }
        text.push_str(&format!("  {}  {:width$}  {}\n", code.id(), code.name, code.summary()));
    }
    text
}

/// The families of codes, in the order in which faults are mended.
const FAMILIES: [(char, &str); 6] = [
    ('F', "Files and folders"),
    ('Y', "YAML"),
    ('S', "Schema and summary pages"),
    ('V', "Values and the shape of records"),
    ('R', "References"),
    ('D', "Duplicates and the dataset"),
];

fn family(code: &Code) -> Option<(char, &'static str)> {
    FAMILIES.into_iter().find(|(letter, _)| code.id().starts_with(*letter))
}

fn letter(code: &Code) -> usize {
    FAMILIES.iter().position(|(letter, _)| code.id().starts_with(*letter)).unwrap_or(usize::MAX)
}

/// Returns a page with its headings bold and its code set in.
fn page(markdown: &str, style: Style) -> String {
    let mut text = String::new();
    let mut code = false;
    for line in markdown.lines() {
        if let Some(info) = line.strip_prefix("```") {
            code = !code;
            if let (true, Some((_, title))) = (code, info.split_once(' ')) {
                text.push_str(&format!("  {title}\n"));
            }
        } else if code {
            text.push_str(format!("    {line}").trim_end());
            text.push('\n');
        } else if line.starts_with('#') {
            text.push_str(&style.bold(line.trim_start_matches('#').trim_start()));
            text.push('\n');
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}
