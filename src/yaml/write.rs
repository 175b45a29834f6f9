//! Scalars as YAML text: a value and a style enter, text leaves that every reader of YAML, 1.1
//! or 1.2, takes for the same string.

use super::Style;

/// Returns the text as a scalar of this style, quoted where the style or the text asks for it.
pub fn written(text: &str, style: Style) -> String {
    match style {
        Style::Single if !text.contains(char::is_control) => {
            format!("'{}'", text.replace('\'', "''"))
        }
        Style::Plain if is_safe_plain(text) => text.to_owned(),
        _ => serde_json::Value::from(text).to_string(),
    }
}

/// Returns whether a plain scalar of this text is a string to every reader, and stays whole
/// inside `[]` and `{}` too. Dates may stay bare: each reader sees the date or its text.
pub fn is_safe_plain(text: &str) -> bool {
    let indicators = "-?:,[]{}#&*!|>'\"%@`=~<";
    let date = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/');
    if text.starts_with(|c: char| c.is_ascii_digit()) && text.len() >= 7 && text.chars().all(date) {
        return true;
    }
    !text.is_empty()
        && !text.starts_with(|c: char| indicators.contains(c) || c == '.' || c == '+')
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.contains(['[', ']', '{', '}', ',', '"', '\u{feff}'])
        && !text.contains(char::is_control)
        && text.trim() == text
        && !WORDS.contains(&text.to_lowercase().as_str())
}

/// Words that some reader of YAML takes for a bool or for nothing.
const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
