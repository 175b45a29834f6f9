//! The texts that diagnostics point into: paths enter, texts with their lines leave, read
//! again and kept for a while. Whatever a place says, an offset never leaves its text.

use std::rc::Rc;
use std::sync::Arc;

use crate::source::Root;

/// How many texts are kept at hand; diagnostics come sorted by file.
const KEPT: usize = 8;

/// Texts of a dataset, read when first asked for.
pub(super) struct Texts<'a> {
    root: &'a Root,
    kept: Vec<(Arc<str>, Option<Rc<Text>>)>,
}

/// One text with the first byte of each of its lines.
pub(super) struct Text {
    pub(super) text: String,
    starts: Vec<usize>,
}

/// A point in a text, as people and editors count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub(super) struct Point {
    /// Line, from 1.
    pub(super) line: usize,
    /// Column in characters, from 1.
    pub(super) column: usize,
    /// Column in UTF-16 units, from 1.
    pub(super) utf16: usize,
    /// Byte in the text, from 0.
    pub(super) byte: usize,
}

impl<'a> Texts<'a> {
    pub(super) fn new(root: &'a Root) -> Texts<'a> {
        Texts { root, kept: Vec::new() }
    }

    /// Returns the text of this file, if there is one.
    pub(super) fn get(&mut self, path: &Arc<str>) -> Option<Rc<Text>> {
        if let Some(at) = self.kept.iter().position(|(kept, _)| kept == path) {
            self.kept[..=at].rotate_right(1);
        } else {
            self.kept.truncate(KEPT - 1);
            let text = self.root.text(path).map(|text| Rc::new(Text::new(text)));
            self.kept.insert(0, (path.clone(), text));
        }
        self.kept[0].1.clone()
    }
}

impl Text {
    pub(super) fn new(text: String) -> Text {
        let breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1);
        let starts = std::iter::once(0).chain(breaks).collect();
        Text { text, starts }
    }

    /// Returns the nearest offset, not behind this one, at which a character starts.
    pub(super) fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// Returns the line, from 0, that holds this byte.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    /// Returns the first byte of a line and one past its last, the line break left out.
    pub(super) fn bounds(&self, line: usize) -> (usize, usize) {
        let start = self.starts[line];
        let next = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let content = self.text[start..next].trim_end_matches('\n');
        let content =
            content.strip_suffix('\r').filter(|_| next > start + content.len()).unwrap_or(content);
        (start, start + content.len())
    }

    /// Returns how people and editors call this byte.
    pub(super) fn point(&self, offset: usize) -> Point {
        let byte = self.floor(offset);
        let line = self.line(byte);
        let before = &self.text[self.starts[line]..byte];
        Point {
            line: line + 1,
            column: before.chars().count() + 1,
            utf16: before.encode_utf16().count() + 1,
            byte,
        }
    }
}
