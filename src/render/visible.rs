//! Characters that a terminal would obey or hide become characters that a person sees. Texts
//! of the data enter, texts that are safe to print leave; nothing else about them changes.

/// The longest line of a message that is printed whole, in characters.
const LONG: usize = 400;

/// The most lines of a message that are printed.
const MOST_LINES: usize = 60;

/// Returns what to print instead of a character that a terminal would obey, reorder or hide.
/// Line breaks and tabs are the caller's business.
pub(super) fn stand_in(c: char) -> Option<String> {
    let code = u32::from(c);
    match code {
        0x09 | 0x0A => None,
        0x00..=0x1F => char::from_u32(0x2400 + code).map(String::from),
        0x7F => Some("\u{2421}".to_owned()),
        0x80..=0x9F
        | 0xAD
        | 0x061C
        | 0x115F..=0x1160
        | 0x17B4..=0x17B5
        | 0x180B..=0x180F
        | 0x200B..=0x200F
        | 0x2028..=0x202E
        | 0x2060..=0x206F
        | 0x3164
        | 0xFDD0..=0xFDEF
        | 0xFE00..=0xFE0F
        | 0xFEFF
        | 0xFFA0
        | 0xFFF0..=0xFFFB
        | 0x1BCA0..=0x1BCA3
        | 0x1D173..=0x1D17A
        | 0xE0000..=0xE0FFF => Some(format!("<U+{code:04X}>")),
        _ if code & 0xFFFE == 0xFFFE => Some(format!("<U+{code:04X}>")),
        _ => None,
    }
}

/// Returns a text in which nothing is hidden and nothing is obeyed by a terminal; line breaks
/// and tabs stay.
pub fn visible(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        push(c, &mut safe);
    }
    safe
}

fn push(c: char, safe: &mut String) {
    match stand_in(c) {
        Some(text) => safe.push_str(&text),
        None => safe.push(c),
    }
}

/// Returns one line that is safe to print, brief where the text is very long.
pub(super) fn line(text: &str) -> String {
    let mut safe = String::with_capacity(text.len().min(8 * LONG));
    push_line(&text.trim_end().replace('\n', "\u{240A}").replace('\t', " "), &mut safe);
    safe
}

/// Returns a text that is safe to print, its lines brief where they are very long; line breaks
/// stay.
pub(super) fn paragraph(text: &str) -> String {
    let mut safe = String::with_capacity(text.len().min(8 * LONG));
    for (position, line) in text.trim_end().split('\n').enumerate() {
        if position == MOST_LINES {
            safe.push_str("\n\u{2026}");
            break;
        }
        if position > 0 {
            safe.push('\n');
        }
        push_line(line, &mut safe);
    }
    safe
}

fn push_line(line: &str, safe: &mut String) {
    let count = line.chars().count();
    for (position, c) in line.chars().enumerate() {
        if count > LONG && (LONG * 3 / 4..count - LONG / 4).contains(&position) {
            if position == LONG * 3 / 4 {
                safe.push_str(" \u{2026} ");
            }
            continue;
        }
        push(c, safe);
    }
}
