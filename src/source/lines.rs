//! Byte offsets enter; lines and columns leave, for people and for editors. Built once for a
//! text, so that many places cost little.

/// Where a byte stands, counted from 1 as people and most formats do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column in characters (Unicode scalar values).
    pub column: usize,
    /// The column in UTF-16 code units, which language servers count (from 0: take off one).
    pub utf16: usize,
}

/// The beginnings of a text's lines.
#[derive(Debug, Clone)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of this text.
    pub fn new(text: &'a str) -> Lines<'a> {
        let after = |(at, byte): (usize, u8)| (byte == b'\n').then_some(at + 1);
        let starts = std::iter::once(0).chain(text.bytes().enumerate().filter_map(after));
        Lines { text, starts: starts.collect() }
    }

    /// Returns the line, from 1, that holds this byte.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// Returns the line and the columns of this byte; one inside a character counts as its first.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line(offset);
        let before = &self.text[self.starts[line - 1]..offset];
        Position {
            line,
            column: 1 + before.chars().count(),
            utf16: 1 + before.chars().map(char::len_utf16).sum::<usize>(),
        }
    }
}
