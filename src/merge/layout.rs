//! How a text is laid out: a text and its tree enter; lines, columns, comments and the lines that
//! belong to a value leave. Nothing is changed here.

use crate::diagnostic::Span;
use crate::yaml::{Content, Node};

/// A text with its lines and comments.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    pub(super) text: &'a str,
    /// Every comment, from its `#` to the end of its line, in the order of the text.
    pub(super) comments: Vec<Span>,
    /// How its lines end.
    pub(super) newline: &'static str,
}

impl<'a> Layout<'a> {
    pub(super) fn of(text: &'a str, root: &Node) -> Layout<'a> {
        let newline = match text.find('\n') {
            Some(end) if text[..end].ends_with('\r') => "\r\n",
            _ => "\n",
        };
        Layout { text, comments: comments(text, root), newline }
    }

    /// Returns where the line of this byte starts.
    pub(super) fn line(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// Returns where the line after that of this byte starts, or the end of the text.
    pub(super) fn next_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    /// Returns the number of bytes before this one on its line.
    pub(super) fn column(&self, at: usize) -> usize {
        at - self.line(at)
    }

    /// Returns whether only blanks stand before this byte on its line.
    pub(super) fn starts_line(&self, at: usize) -> bool {
        self.text[self.line(at)..at].trim().is_empty()
    }

    /// Returns the lines of a key or dash with its value: comments on lines of their own above
    /// it, no deeper than it, and deeper ones below it are its own too.
    pub(super) fn lines(&self, start: usize, end: usize) -> Span {
        let column = self.column(start);
        let mut first = self.line(start);
        while first > 0 {
            let above = self.line(first - 1);
            match self.remark(above) {
                Some(indent) if indent <= column => first = above,
                _ => break,
            }
        }
        let mut last = self.next_line(end);
        while last < self.text.len() && self.remark(last).is_some_and(|indent| indent > column) {
            last = self.next_line(last);
        }
        first..last
    }

    /// Returns the column of the comment that the line starting here holds and nothing else.
    fn remark(&self, line: usize) -> Option<usize> {
        let end = self.next_line(line);
        let raw = &self.text[line..end];
        let at = line + raw.len() - raw.trim_start().len();
        let found = self.comments.binary_search_by_key(&at, |comment| comment.start);
        found.is_ok().then_some(at - line)
    }

    /// Returns whether the line above the one that starts here is blank.
    pub(super) fn blank_above(&self, line: usize) -> bool {
        line > 0 && self.text[self.line(line - 1)..line].trim().is_empty()
    }

    /// Returns the dash of an item of a block list; `from` is where the list starts or the item
    /// before it ends.
    pub(super) fn dash(&self, from: usize, value: usize) -> Option<usize> {
        let mut at = from;
        loop {
            let rest = &self.text[at..value];
            at += rest.len() - rest.trim_start().len();
            match self.text[at..value].bytes().next()? {
                b'-' => return Some(at),
                b'#' => at = self.next_line(at).min(value),
                _ => return None,
            }
        }
    }

    /// Returns the comments that start within these bytes.
    pub(super) fn comments_in(&self, span: &Span) -> impl Iterator<Item = &Span> {
        let span = span.clone();
        self.comments.iter().filter(move |comment| span.contains(&comment.start))
    }
}

/// Returns whether a list or map has brackets.
pub(super) fn is_bracketed(text: &str, node: &Node) -> bool {
    node.scalar().is_none() && text[node.span.start..].starts_with(['[', '{'])
}

/// Returns every comment of a text: a `#` outside of all keys and values, to the end of its line.
fn comments(text: &str, root: &Node) -> Vec<Span> {
    let mut words = Vec::new();
    collect(root, &mut words);
    words.push(text.len()..text.len());
    let mut found = Vec::new();
    let mut from = 0;
    for word in words {
        let mut at = from;
        while let Some(sign) = text.get(at..word.start).and_then(|gap| gap.find('#')) {
            let start = at + sign;
            let line = text[start..].find('\n').map_or(text.len(), |end| start + end);
            found.push(start..start + text[start..line].trim_end().len());
            at = line;
        }
        from = from.max(word.end);
    }
    found
}

/// Collects the bytes of keys and single values, in the order of the text.
fn collect(node: &Node, words: &mut Vec<Span>) {
    match &node.content {
        Content::Scalar(_) => words.push(node.span.clone()),
        Content::List(items) => items.iter().for_each(|item| collect(item, words)),
        Content::Map(entries) => {
            for entry in entries {
                words.push(entry.key_span.clone());
                collect(&entry.node, words);
            }
        }
    }
}
