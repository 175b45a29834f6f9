//! Byte offsets enter; lines and columns leave, for people and for editors. Whatever offset is
//! asked for, none leaves that is outside the text or within a character.

use std::borrow::Cow;

use serde::Serialize;

/// Where a byte stands, counted from 1 as people and most formats do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column in characters (Unicode scalar values).
    pub column: usize,
    /// The column in UTF-16 code units, which language servers count (from 0: take off one).
    pub utf16: usize,
}

/// A text with the first byte of each of its lines.
#[derive(Debug, Clone)]
pub struct Lines<'a> {
    text: Cow<'a, str>,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of this text.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Lines<'a> {
        let text = text.into();
        let after = |(at, byte): (usize, u8)| (byte == b'\n').then_some(at + 1);
        let starts = std::iter::once(0).chain(text.bytes().enumerate().filter_map(after)).collect();
        Lines { text, starts }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the line, from 1, that holds this byte.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// Returns the first byte of a line, counted from 1, and one past its last, the line break
    /// left out.
    pub fn bounds(&self, line: usize) -> (usize, usize) {
        let start = self.starts[line - 1];
        let next = self.starts.get(line).copied().unwrap_or(self.text.len());
        let whole = &self.text[start..next];
        let content = whole.strip_suffix('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        (start, start + content.unwrap_or(whole).len())
    }

    /// Returns this offset, or the nearest before it at which a character starts.
    pub fn floor(&self, offset: usize) -> usize {
        self.text.floor_char_boundary(offset)
    }

    /// Returns the line and the columns of this byte; one inside a character counts as its first.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.floor(offset);
        let line = self.line(offset);
        let before = &self.text[self.starts[line - 1]..offset];
        Position {
            line,
            column: 1 + before.chars().count(),
            utf16: 1 + before.encode_utf16().count(),
        }
    }
}
