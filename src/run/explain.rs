//! `amur explain`: a code's id or name enters, its page leaves as a terminal shows it.

use super::choice;
use super::screen::{Screen, Stream};
use crate::codes::{self, Described};
use crate::error::Result;
use crate::render::Style;
use crate::rule::{Rule, Rules};

/// Prints the page of a code of the engine or of a rule, or the list of all.
pub(super) fn explain(word: Option<&str>, rules: &Rules, screen: &mut Screen) -> Result<()> {
    let style = screen.style(Stream::Out);
    let found = |word| {
        let engine = codes::find(word).map(|code| code.page);
        engine.or_else(|| rules.find(word).map(|rule| rule.described().text))
    };
    let text = match word {
        Some(word) => page(found(word).ok_or_else(|| choice::unknown(word, rules))?, style),
        None => list(rules),
    };
    screen.print(Stream::Out, &text)
}

fn list(rules: &Rules) -> String {
    let mut codes: Vec<Described<'_>> = codes::ALL.iter().map(|code| code.described()).collect();
    codes.sort_by_key(|code| (letter(code), code.id));
    codes.extend(rules.all.iter().map(Rule::described));
    let width = codes.iter().map(|code| code.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (position, code) in codes.iter().enumerate() {
        let first = position == 0 || letter(&codes[position - 1]) != letter(code);
        if let (true, Some((_, family))) = (first, family(code)) {
            text.push_str(if position == 0 { "" } else { "\n" });
            text.push_str(&format!("{family}\n"));
        }
        text.push_str(&format!("  {}  {:width$}  {}\n", code.id, code.name, code.summary));
    }
    text
}

/// The families of codes, in the order in which faults are mended.
const FAMILIES: [(char, &str); 7] = [
    ('F', "Files and folders"),
    ('Y', "YAML"),
    ('S', "Schema and summary pages"),
    ('V', "Values and the shape of records"),
    ('R', "References"),
    ('D', "Duplicates and the dataset"),
    ('M', "What records mean: the rules of this dataset"),
];

fn family(code: &Described<'_>) -> Option<(char, &'static str)> {
    FAMILIES.into_iter().find(|(letter, _)| code.id.starts_with(*letter))
}

fn letter(code: &Described<'_>) -> usize {
    FAMILIES.iter().position(|(letter, _)| code.id.starts_with(*letter)).unwrap_or(usize::MAX)
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
