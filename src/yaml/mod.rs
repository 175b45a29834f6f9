//! One YAML document as a tree of places: text enters, a [`Node`] tree leaves, in which every
//! key and value keeps its raw text, its style and its bytes. No value is interpreted here.

mod enclosed;
mod parse;
mod refuse;
mod scene;
mod syntax;
mod write;

pub use parse::parse;
pub use write::{is_syntax, quoted, written};

use crate::diagnostic::Span;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The bytes of the value, quotes and brackets included. A block collection goes from its
    /// first key or dash to the end of its last value; a block text (`|`, `>`) from the first
    /// letter of its first line to the last of its last.
    pub span: Span,
    /// What stands there.
    pub content: Content,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A single value.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the text.
    Map(Vec<Entry>),
}

/// A single value: its text after YAML's unquoting and folding, and how it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    /// The text.
    pub text: String,
    /// How it was written.
    pub style: Style,
    /// What the schema takes the text for; [`Reading::Text`] until the schema has spoken.
    pub reading: Reading,
}

/// How a scalar was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In `'single'` quotes.
    Single,
    /// In `"double"` quotes.
    Double,
    /// As a block, after `|` or `>`.
    Block,
}

/// What a scalar's text is taken for. The schema decides, not YAML's guess.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// Text.
    Text,
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// The key's bytes.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

impl Node {
    /// Returns the scalar, if this is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.content {
            Content::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// Returns the scalar's text, if this is one.
    pub fn text(&self) -> Option<&str> {
        self.scalar().map(|scalar| scalar.text.as_str())
    }

    /// Returns the items, if this is a list.
    pub fn list(&self) -> Option<&[Node]> {
        match &self.content {
            Content::List(items) => Some(items),
            _ => None,
        }
    }

    /// Returns the entries, if this is a map.
    pub fn map(&self) -> Option<&[Entry]> {
        match &self.content {
            Content::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// Returns the entry with this key, if this is a map that has it.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.map()?.iter().find(|entry| entry.key == key)
    }

    /// Returns the value under this key, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// Returns the bytes in the file of a part of this scalar's text, given as a range in
    /// bytes of the text. Where folding or escapes moved the text, the whole value.
    pub fn part(&self, part: Span) -> Span {
        let Some(scalar) = self.scalar() else { return self.span.clone() };
        let quote = match scalar.style {
            Style::Plain => 0,
            // The four characters whose escapes are not longer than they themselves.
            Style::Double if scalar.text.contains(['\u{85}', '\u{a0}', '\u{2028}', '\u{2029}']) => {
                return self.span.clone();
            }
            Style::Single | Style::Double => 1,
            Style::Block => return self.span.clone(),
        };
        // Unquoting and folding only ever shorten, so that equal lengths mean equal bytes.
        if self.span.len() != scalar.text.len() + 2 * quote || part.end > scalar.text.len() {
            return self.span.clone();
        }
        self.span.start + quote + part.start..self.span.start + quote + part.end
    }
}
