//! The ids that name records: kebab-case Latin, which is also how their files are named. A text
//! enters, a fault leaves where it has another form; whether the record exists is not asked here.

use super::{Fault, quote};
use crate::codes::ID_FORM;

/// The longest id; with folder and ending it still makes a file name that every system takes.
const LONGEST: usize = 100;

/// Names that no file can have on Windows, whatever its ending.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// Checks that a text has the form of an id.
pub fn check(text: &str) -> Result<(), Fault> {
    if is_device(text) {
        let message = format!("`{text}` cannot be an id: no file can be called so on Windows");
        let fault = Fault::new(&ID_FORM, 0..text.len(), message);
        return Err(fault.label("the name of a device").help("add a word to it"));
    }
    if is_id(text) {
        return Ok(());
    }
    let message = format!("{} does not have the form of an id", quote(text));
    let (at, label) = first_fault(text);
    let fault = Fault::new(&ID_FORM, at, message).label(label);
    Err(match proposal(text) {
        Some(better) => fault.help(format!("write `{better}`")).fix(better),
        None => fault.help(
            "an id has small Latin letters, digits and single hyphens between them, such as \
             `shenyang-forum-2025`",
        ),
    })
}

fn is_id(text: &str) -> bool {
    text.len() <= LONGEST
        && text.bytes().any(|b| b.is_ascii_lowercase())
        && text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

fn is_device(text: &str) -> bool {
    let port = text.strip_prefix("com").or_else(|| text.strip_prefix("lpt"));
    DEVICES.contains(&text) || port.is_some_and(|n| matches!(n.as_bytes(), [b'0'..=b'9']))
}

/// Returns the place of the first character that an id cannot have, and what is wrong with it.
fn first_fault(text: &str) -> (std::ops::Range<usize>, &'static str) {
    let ending = text.strip_suffix(".yaml").or_else(|| text.strip_suffix(".yml"));
    let wrong = text.char_indices().find(|(at, c)| {
        let double = *c == '-' && (*at == 0 || text[..*at].ends_with('-') || at + 1 == text.len());
        double || !(c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-')
    });
    let Some((start, c)) = wrong else {
        let label = match text {
            "" => "nothing here",
            _ if text.len() > LONGEST => "longer than 100 characters",
            _ => "no letter in it",
        };
        return (0..text.len(), label);
    };
    if let Some(stem) = ending.filter(|stem| stem.len() == start) {
        return (stem.len()..text.len(), "an id is the file's name without its ending");
    }
    let label = match c {
        '/' | '\\' => "an id is the file's name without its folder",
        '-' => "one hyphen between two parts",
        '_' => "parts are joined by hyphens",
        c if c.is_whitespace() => "parts are joined by hyphens",
        c if c.is_ascii_uppercase() => "capital letter",
        c if c.is_alphabetic() => "not a Latin letter from a to z",
        _ => "not a letter, digit or hyphen",
    };
    (start..start + c.len_utf8(), label)
}

/// Returns the id that was most likely meant, where its letters are Latin already.
fn proposal(text: &str) -> Option<String> {
    let name = text.trim().rsplit(['/', '\\']).next()?;
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")).unwrap_or(&name);
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || "-_ .–".contains(c)) {
        return None;
    }
    let parts: Vec<&str> =
        name.split(['-', '_', ' ', '.', '–']).filter(|part| !part.is_empty()).collect();
    Some(parts.join("-")).filter(|id| is_id(id))
}
