//! Scalars as YAML text: a value and a style enter, text leaves that every reader of YAML, 1.1
//! or 1.2, takes for the same thing, also one that reads `no` as false and `1e3` as a number.

use std::borrow::Cow;

use super::Style;

/// Returns what to put in the place of a scalar of this style, so that its text becomes this.
pub fn written(text: &str, style: Style) -> String {
    match style {
        Style::Single if text.chars().all(is_printable) => single_quoted(text),
        Style::Plain if !is_syntax(text) => text.to_owned(),
        _ => double_quoted(text),
    }
}

/// Returns a text as YAML on one line, quoted where a reader could take it for anything else.
pub fn quoted(text: &str) -> Cow<'_, str> {
    if !is_syntax(text) && !is_guessed(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(double_quoted(text))
}

/// Returns a text in the quotes that need the fewest escapes.
pub(super) fn in_quotes(text: &str) -> String {
    if text.contains(['"', '\\']) && text.chars().all(is_printable) {
        single_quoted(text)
    } else {
        double_quoted(text)
    }
}

fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if !is_printable(c) => out.push_str(&escaped(c)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn escaped(c: char) -> String {
    let number = u32::from(c);
    if number <= 0xFFFF { format!("\\u{number:04X}") } else { format!("\\U{number:08X}") }
}

fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Returns whether YAML would not read these characters as one plain text, also inside `[]`.
pub fn is_syntax(text: &str) -> bool {
    text.is_empty()
        || text.trim() != text
        || text.starts_with(|c| "-?:,[]{}#&*!|>'\"%@`<=".contains(c))
        || text.starts_with("---")
        || text.starts_with("...")
        || text.ends_with(':')
        || text.contains(": ")
        || text.contains(" #")
        || text.contains(|c: char| ",[]{}".contains(c) || !is_printable(c))
}

/// Returns whether a YAML reader may take this text for a truth value, a number, a date or
/// nothing, as YAML 1.1 does.
fn is_guessed(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", ".inf", ".nan", "+.inf",
        "-.inf", "inf", "nan", "na",
    ];
    let lower = text.to_lowercase();
    let number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_hexdigit() || "xXoO_.:+-tTzZ ".contains(c));
    WORDS.contains(&lower.as_str()) || text.starts_with('~') || number
}
