//! The text around a place: its lines, and the quotes, brackets and dashes there. Places leave;
//! what is wrong is said elsewhere.

use std::sync::Arc;

use crate::diagnostic::{Place, Span};
use crate::source::File;

/// Where reading stopped.
pub(super) struct Scene<'a> {
    path: &'a Arc<str>,
    pub(super) text: &'a str,
    /// Where granit stopped.
    pub(super) at: usize,
    /// Where what was read for certain ends.
    from: usize,
    /// The brackets that stand open before `from`.
    open: Vec<usize>,
}

/// What stands between what was read and where reading stopped.
#[derive(Default)]
pub(super) struct Gap {
    /// The last quoted text that is closed.
    pub(super) closed: Option<Span>,
    /// The quote that is not closed.
    pub(super) quote: Option<usize>,
    /// The brackets that stand open.
    pub(super) brackets: Vec<usize>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(file: &'a File, at: usize, from: usize, open: Vec<usize>) -> Scene<'a> {
        let text = file.text.as_str();
        let at = text.floor_char_boundary(at);
        let from = text.floor_char_boundary(from).min(at);
        Scene { path: &file.path, text, at, from, open }
    }

    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(self.path, span)
    }

    /// Returns the character where reading stopped.
    pub(super) fn char(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// Returns the line around this byte, without its end.
    pub(super) fn line(&self, at: usize) -> Span {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |end| at + end);
        let length = self.text[start..end].trim_end_matches('\r').len();
        start..(start + length).max(at.min(end))
    }

    /// Returns the lines above this byte's line that are neither blank nor comments, the
    /// nearest first, each from its first letter on.
    pub(super) fn above(&self, at: usize) -> impl Iterator<Item = Span> + '_ {
        let mut end = self.line(at).start;
        std::iter::from_fn(move || {
            while end > 0 {
                let line = self.line(end - 1);
                end = line.start;
                let code = self.code(line);
                if !code.is_empty() {
                    return Some(code);
                }
            }
            None
        })
    }

    /// Returns what stands on a line between its indentation and its comment.
    pub(super) fn code(&self, line: Span) -> Span {
        let raw = &self.text[line.clone()];
        let start = line.start + raw.len() - raw.trim_start().len();
        if self.text[start..line.end].starts_with('#') { start..start } else { self.rest(start) }
    }

    /// Returns what stands from this byte to the end of its line or to a comment.
    pub(super) fn rest(&self, at: usize) -> Span {
        let raw = &self.text[at..self.line(at).end];
        let code = raw.find(" #").map_or(raw, |comment| &raw[..comment]);
        at..at + code.trim_end().len()
    }

    /// Returns the value that starts at this byte: to the end of the line, or within brackets
    /// to the next comma or bracket.
    pub(super) fn value(&self, at: usize) -> Span {
        let rest = self.rest(at);
        if self.gap().brackets.is_empty() {
            return rest;
        }
        let raw = &self.text[rest.clone()];
        let first = raw.chars().next().map_or(0, char::len_utf8);
        let end = raw[first..].find([',', ']', '}']).map_or(raw.len(), |end| first + end);
        at..at + raw[..end].trim_end().len()
    }

    /// Returns the column, from 1, in characters.
    pub(super) fn column(&self, at: usize) -> usize {
        1 + self.text[self.line(at).start..at].chars().count()
    }

    /// Returns whether only spaces and tabs stand before this byte on its line.
    pub(super) fn starts_line(&self, at: usize) -> bool {
        self.text[self.line(at).start..at].trim().is_empty()
    }

    /// Returns the key that starts a line's code, without list dashes, where there is one.
    pub(super) fn key(&self, code: &Span) -> Option<Span> {
        let raw = &self.text[code.clone()];
        let start = code.start + raw.len() - raw.trim_start_matches(['-', ' ']).len();
        let raw = &self.text[start..code.end];
        let end = raw.find(": ").or_else(|| raw.strip_suffix(':').map(str::len))?;
        Some(start..start + end)
    }

    /// Reads quotes and brackets up to where reading stopped, roughly as YAML would.
    pub(super) fn gap(&self) -> Gap {
        let mut gap = Gap { brackets: self.open.clone(), ..Gap::default() };
        let bytes = self.text.as_bytes();
        // Whether a value may start here: only there are quotes and brackets more than text.
        let mut fresh = true;
        let mut i = self.from;
        while i < self.at {
            let blank_after = bytes.get(i + 1).is_none_or(u8::is_ascii_whitespace);
            match bytes[i] {
                quote @ (b'"' | b'\'') if fresh => match closing(bytes, i, quote) {
                    Some(end) if end <= self.at => {
                        gap.closed = Some(i..end);
                        i = end - 1;
                        fresh = false;
                    }
                    _ => {
                        gap.quote = Some(i);
                        return gap;
                    }
                },
                b'[' | b'{' if fresh => gap.brackets.push(i),
                b']' | b'}' => drop(gap.brackets.pop()),
                b'#' if i == 0 || bytes[i - 1].is_ascii_whitespace() => {
                    i = self.line(i).end;
                    fresh = true;
                }
                b'\n' => fresh = true,
                b',' => fresh = !gap.brackets.is_empty(),
                b':' | b'-' | b'?' => fresh = blank_after,
                byte if byte.is_ascii_whitespace() => {}
                _ => fresh = false,
            }
            i += 1;
        }
        gap
    }
}

/// Returns the end of the quoted text that starts at `open`.
fn closing(bytes: &[u8], open: usize, quote: u8) -> Option<usize> {
    let mut i = open + 1;
    while i < bytes.len() {
        match bytes[i] {
            b'\\' if quote == b'"' => i += 1,
            byte if byte == quote => {
                if quote == b'"' || bytes.get(i + 1) != Some(&quote) {
                    return Some(i + 1);
                }
                i += 1;
            }
            _ => {}
        }
        i += 1;
    }
    None
}

/// Returns where the first dash of a list is, of which something starts at `start`.
pub(super) fn first_dash(text: &str, from: usize, start: usize) -> usize {
    let mut line = from.min(start);
    for part in text[line..].split_inclusive('\n') {
        let code = part.trim_start();
        let dash = line + part.len() - code.len();
        if code.starts_with('-') && dash <= start {
            return dash;
        }
        line += part.len();
        if line > start {
            break;
        }
    }
    start
}

/// Returns the bytes of a block's text without the white space behind it, or of the block's
/// head where there is no text.
pub(super) fn block_text(text: &str, from: usize, span: Span) -> Span {
    let content = text[span.clone()].trim_end();
    if !content.is_empty() {
        return span.start..span.start + content.len();
    }
    let mut line = from.min(span.start);
    for part in text[line..span.end].split_inclusive('\n') {
        let code = part.split(" #").next().unwrap_or_default();
        if !code.trim_start().starts_with('#')
            && let Some(head) = code.find(['|', '>'])
        {
            return line + head..line + code.trim_end().len();
        }
        line += part.len();
    }
    span.start..span.start
}
