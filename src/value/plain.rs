//! What keyboards and web pages make of plain digits and signs: a text enters, the same text in
//! ASCII digits, hyphens and spaces leaves. It serves proposals only; no value is read from it.

/// Returns the text with full-width forms, odd dashes, odd spaces and invisible characters
/// made plain, without spaces and typographic quotes at its ends.
pub(super) fn plain(text: &str) -> String {
    let folded: String = text.chars().filter(|&c| !is_invisible(c)).map(fold).collect();
    unquoted(folded.trim()).to_owned()
}

/// Returns the text without the typographic quotes that an office program put around it.
fn unquoted(text: &str) -> &str {
    const OPEN: [char; 4] = ['“', '„', '‘', '«'];
    const CLOSE: [char; 4] = ['”', '“', '’', '»'];
    text.strip_prefix(OPEN).and_then(|rest| rest.strip_suffix(CLOSE)).map_or(text, str::trim)
}

fn fold(c: char) -> char {
    match c {
        // The full-width block repeats ASCII in the same order.
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xff01 + u32::from('!')).unwrap_or(c)
        }
        '〜' | '∼' => '~',
        '−' | '‐' | '‑' | '﹣' => '-',
        '‒' | '―' | '—' => '–',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Returns whether a character is one of Chinese writing.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// Returns whether a character shows nothing: zero-width signs, hidden tags, line ends of other
/// alphabets' typesetting and signs that turn the direction of writing.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}
