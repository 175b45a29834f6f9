//! The closed profile: which keywords a page may use, where, and with what sort of value. A
//! page's tree enters; what leaves is only faults and which maps they stand in.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::holds::VALUES;
use super::load::{Page, is_name};
use super::{Role, json, limits, object, vocabulary};
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink, Span};
use crate::sentence;
use crate::suggest::nearest;
use crate::translit::Bearer;
use crate::yaml::{Content, Entry, Node};

/// What sort of map a keyword stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// The top of a kind's page.
    Kind,
    /// The top of `common.yaml`.
    Common,
    /// The description of a field, an item or a definition.
    Field,
}

/// What a keyword's value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wants {
    Text,
    Word(&'static [&'static str]),
    Role,
    Value,
    Types,
    Words,
    WordOrWords,
    Flag,
    Whole,
    Number,
    List,
    Map,
    Schema,
    Schemas,
}

const EVERYWHERE: &[Position] = &[Position::Kind, Position::Common, Position::Field];
const TOP: &[Position] = &[Position::Kind, Position::Common];
const MAPS: &[Position] = &[Position::Kind, Position::Field];
const FIELD: &[Position] = &[Position::Field];

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
pub(super) const TYPES: &[&str] = &["string", "integer", "number", "boolean", "object", "array"];

/// The schema language: each keyword, what it wants and where it may stand.
const KEYWORDS: &[(&str, Wants, &[Position])] = &[
    ("$schema", Wants::Word(&[DRAFT]), TOP),
    ("$ref", Wants::Text, FIELD),
    ("$defs", Wants::Schemas, TOP),
    ("title", Wants::Text, EVERYWHERE),
    ("description", Wants::Text, EVERYWHERE),
    ("type", Wants::Types, MAPS),
    ("properties", Wants::Schemas, MAPS),
    ("required", Wants::Words, MAPS),
    ("additionalProperties", Wants::Flag, MAPS),
    ("items", Wants::Schema, FIELD),
    ("enum", Wants::Words, FIELD),
    ("const", Wants::Text, &[]),
    ("pattern", Wants::Text, FIELD),
    ("format", Wants::Word(&["uri", "iri", "email"]), FIELD),
    ("minimum", Wants::Number, FIELD),
    ("maximum", Wants::Number, FIELD),
    ("minItems", Wants::Whole, FIELD),
    ("maxItems", Wants::Whole, FIELD),
    ("minLength", Wants::Whole, FIELD),
    ("maxLength", Wants::Whole, FIELD),
    ("uniqueItems", Wants::Flag, FIELD),
    ("minProperties", Wants::Whole, MAPS),
    ("examples", Wants::List, FIELD),
    ("deprecated", Wants::Flag, FIELD),
    ("if", Wants::Map, MAPS),
    ("then", Wants::Map, MAPS),
    ("x-ref", Wants::WordOrWords, FIELD),
    ("x-labels", Wants::Map, FIELD),
    ("x-unit", Wants::Text, FIELD),
    ("x-role", Wants::Role, MAPS),
    ("x-column", Wants::Word(&["skip"]), FIELD),
    ("x-value", Wants::Value, FIELD),
    ("x-table", Wants::Word(&["citations", "claims", "waivers"]), FIELD),
    ("x-transliterate", Wants::Word(&Bearer::WORDS), FIELD),
];

/// The maps that have a fault of their own: what they lack is not asked for, so that one
/// mistake gives one message.
#[derive(Debug, Default)]
pub(super) struct Broken(BTreeSet<(Arc<str>, usize, usize)>);

impl Broken {
    pub(super) fn add(&mut self, file: &Arc<str>, node: &Node) {
        self.0.insert((file.clone(), node.span.start, node.span.end));
    }

    pub(super) fn has(&self, file: &Arc<str>, node: &Node) -> bool {
        self.0.contains(&(file.clone(), node.span.start, node.span.end))
    }
}

/// One page on its walk.
pub(super) struct Walk<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) sink: &'a mut Sink,
    broken: &'a mut Broken,
}

/// Checks every keyword of a page, and what can be judged without looking at other pages.
pub(super) fn check(page: &Page, position: Position, broken: &mut Broken, sink: &mut Sink) {
    Walk { file: &page.file, sink, broken }.schema(&page.node, position);
}

impl Walk<'_> {
    /// Reports a fault in `node`, which is the map that the fault stands in.
    pub(super) fn fault(&mut self, node: &Node, fault: Diagnostic) {
        self.broken.add(self.file, node);
        self.sink.push(fault);
    }

    /// Returns whether this map has a fault of its own already.
    pub(super) fn is_broken(&self, node: &Node) -> bool {
        self.broken.has(self.file, node)
    }

    pub(super) fn place(&self, span: &Span) -> Place {
        Place::new(self.file, span.clone())
    }

    fn schema(&mut self, node: &Node, position: Position) {
        let Some(entries) = node.map() else {
            let fault = self.wrong(&node.span, "a field is described by a map of keywords");
            return self.fault(node, fault);
        };
        for entry in entries {
            self.keyword(node, entry, position);
        }
        object::check(self, node);
        limits::check(self, node);
        vocabulary::check(self, node);
    }

    fn keyword(&mut self, node: &Node, entry: &Entry, position: Position) {
        let known = KEYWORDS.iter().find(|(name, ..)| *name == entry.key);
        let Some((name, wants, positions)) = known else {
            let fault = self.unknown(entry, position);
            return self.fault(node, fault);
        };
        if !positions.contains(&position) {
            let fault = self.misplaced(entry, position);
            return self.fault(node, fault);
        }
        match wants {
            Wants::Schema => self.schema(&entry.node, Position::Field),
            Wants::Schemas => self.schemas(node, entry),
            Wants::Word(words) => self.word(node, entry, words),
            Wants::Role if position == Position::Kind => self.word(node, entry, &["event"]),
            Wants::Role => self.word(node, entry, &Role::ALL.map(Role::word)),
            Wants::Value => self.word(node, entry, &VALUES.each_ref().map(|(word, _)| *word)),
            Wants::Types => self.types(node, entry),
            _ => {
                if let Err((span, fault)) = fits(&entry.node, *wants) {
                    let fault = self.wrong(&span, format!("`{name}` {fault}"));
                    self.fault(node, fault);
                }
            }
        }
    }

    fn schemas(&mut self, node: &Node, entry: &Entry) {
        let Some(entries) = entry.node.map().filter(|entries| !entries.is_empty()) else {
            let fault = self.wrong(
                &entry.node.span,
                format!("`{}` wants a map from names to descriptions", entry.key),
            );
            return self.fault(node, fault);
        };
        for inner in entries {
            if !is_name(&inner.key) {
                let place = self.place(&inner.key_span);
                let message = format!("`{}` cannot name a column", inner.key);
                let fault = Diagnostic::new(&codes::UNFIT_NAME, place, message)
                    .help("use small Latin letters, digits and `_`, and start with a letter");
                self.fault(&inner.node, fault);
            }
            self.schema(&inner.node, Position::Field);
        }
    }

    fn word(&mut self, node: &Node, entry: &Entry, words: &[&str]) {
        let Some(text) = entry.node.text() else {
            let fault = self.wrong(&entry.node.span, format!("`{}` wants one word", entry.key));
            return self.fault(node, fault);
        };
        if !words.contains(&text) {
            let mut fault = unknown_word(self.file, &entry.key, &entry.node, text, words);
            if (entry.key.as_str(), text) == ("format", "date") {
                fault = fault.help("a date is `$ref: \"common.yaml#/$defs/date\"`");
            }
            self.fault(node, fault);
        }
    }

    fn types(&mut self, node: &Node, entry: &Entry) {
        let single = std::slice::from_ref(&entry.node);
        let words = entry.node.list().unwrap_or(single);
        for word in words {
            match word.text() {
                Some(text) if TYPES.contains(&text) => {}
                Some(text) => {
                    let fault = unknown_word(self.file, &entry.key, word, text, TYPES);
                    self.fault(node, fault);
                }
                None => {
                    let fault = self.wrong(&word.span, "`type` wants one word");
                    self.fault(node, fault);
                }
            }
        }
    }

    fn unknown(&self, entry: &Entry, position: Position) -> Diagnostic {
        let place = self.place(&entry.key_span);
        let message = format!("the schema language has no keyword `{}`", entry.key);
        let fault = Diagnostic::new(&codes::UNKNOWN_KEYWORD, place, message).label("not a keyword");
        let here = KEYWORDS.iter().filter(|(_, _, positions)| positions.contains(&position));
        match nearest(&entry.key, here.map(|(name, ..)| *name)) {
            Some(name) => fault.meant(name),
            None => fault.note(
                "pages are written in a closed part of JSON Schema 2020-12, so that every field \
                 has a column",
            ),
        }
    }

    fn misplaced(&self, entry: &Entry, position: Position) -> Diagnostic {
        let place = self.place(&entry.key_span);
        let message = format!("`{}` cannot stand here", entry.key);
        let fault = Diagnostic::new(&codes::MISPLACED_KEYWORD, place, message);
        match (entry.key.as_str(), position) {
            ("const", _) => fault
                .label("stands only under `if`")
                .help("a vocabulary of one word is `enum: [word]` with `x-labels`"),
            (_, Position::Common) => {
                fault.label("`common.yaml` holds definitions").help("put it under `$defs`")
            }
            (_, Position::Kind) => fault.label("belongs to a field").help("put it under a field"),
            (_, Position::Field) => fault.label("belongs to the top of a page"),
        }
    }

    pub(super) fn wrong(&self, span: &Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(&codes::WRONG_KEYWORD_VALUE, self.place(span), message)
    }
}

/// Returns the fault of a word that is not one of `words`.
pub(super) fn unknown_word(
    file: &Arc<str>,
    of: &str,
    node: &Node,
    text: &str,
    words: &[&str],
) -> Diagnostic {
    let place = Place::new(file, node.span.clone());
    let message = format!("`{of}` has no word `{text}`");
    let fault = Diagnostic::new(&codes::UNKNOWN_SCHEMA_WORD, place, message);
    match nearest(text, words.iter().copied()) {
        Some(word) => fault.meant(word),
        None => fault.help(format!("it may be {}", sentence::either(words))),
    }
}

/// Says why a value is not what its keyword wants.
fn fits(node: &Node, wants: Wants) -> Result<(), (Span, &'static str)> {
    let span = node.span.clone();
    let text = |node: &Node| node.text().is_some_and(|text| !text.trim().is_empty());
    match wants {
        Wants::Text if !text(node) => Err((span, "wants a text")),
        Wants::Flag if json::flag(node).is_none() => Err((span, "wants `true` or `false`")),
        Wants::Whole if json::whole_number(node).is_none() => {
            Err((span, "wants a whole number, without quotes"))
        }
        Wants::Number if json::number(node).is_none() => {
            Err((span, "wants a number, without quotes"))
        }
        Wants::Map if node.map().is_none() => Err((span, "wants a map")),
        Wants::List if node.list().is_none_or(<[Node]>::is_empty) => {
            Err((span, "wants a list, such as `[one, two]`"))
        }
        Wants::WordOrWords if matches!(node.content, Content::Scalar(_)) => fits(node, Wants::Text),
        Wants::Words | Wants::WordOrWords => words(node),
        _ => Ok(()),
    }
}

fn words(node: &Node) -> Result<(), (Span, &'static str)> {
    let Some(items) = node.list().filter(|items| !items.is_empty()) else {
        return Err((node.span.clone(), "wants a list of words, such as `[one, two]`"));
    };
    let mut seen = BTreeSet::new();
    for item in items {
        match item.text().filter(|text| !text.trim().is_empty()) {
            None => return Err((item.span.clone(), "wants a list of words")),
            Some(text) if !seen.insert(text) => {
                return Err((item.span.clone(), "has this word twice"));
            }
            Some(_) => {}
        }
    }
    Ok(())
}
