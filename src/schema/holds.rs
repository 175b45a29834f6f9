//! What a field holds: a map of keywords with all that it refers to enters, a [`Type`] leaves.
//! What no column can hold is refused here.

use super::field::{Builder, Spot};
use super::layers::{Layer, Layers};
use super::load::{COMMON, Page};
use super::{Field, Type, vocabulary};
use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::sentence::both;
use crate::suggest::nearest;
use crate::yaml::Node;

const DEEPEST: usize = 4;

/// The words of `x-value` and what they stand for; a page adds the kinds of its money.
pub(super) static VALUES: [(&str, Type); 5] = [
    ("date", Type::Date),
    ("count", Type::Count),
    ("decimal", Type::Decimal),
    ("money", Type::Money(Vec::new())),
    ("text", Type::Text),
];

impl<'p> Builder<'p, '_> {
    /// Returns what a field holds; none where it has no type.
    pub(super) fn holds(&mut self, layers: &Layers<'p>, spot: Spot) -> Option<Type> {
        if layers.get("x-value").is_some() {
            return self.value(layers, spot);
        }
        let last = layers.last()?;
        let Some(entry) = last.node.entry("type") else {
            if !self.pages.is_broken(layers) {
                let first = last.node.map().and_then(<[_]>::first);
                let span = first.map_or(last.node.span.clone(), |entry| entry.key_span.clone());
                self.no_column(
                    last.page,
                    &span,
                    "a field has no `type`",
                    "add `type`, or a `$ref` to a definition in `common.yaml`",
                );
            }
            return None;
        };
        let Some(word) = entry.node.text() else {
            if !spot.several {
                self.no_column(
                    last.page,
                    &entry.node.span,
                    "a column has one type",
                    "name one type; dates and counts stand in `common.yaml`",
                );
            }
            return Some(Type::String);
        };
        Some(match word {
            "string" if layers.get("x-ref").is_some() => Type::Reference(self.kinds(layers)),
            "string" if layers.get("enum").is_some() => words(layers),
            "string" => Type::String,
            "integer" => Type::Integer,
            "number" => Type::Number,
            "boolean" => Type::Boolean,
            "object" => self.map(layers, last, spot)?,
            "array" => self.list(layers, last, spot)?,
            // The word was reported as unknown.
            _ => return None,
        })
    }

    /// Returns the kinds that a reference may name.
    fn kinds(&mut self, layers: &Layers<'p>) -> Vec<String> {
        let Some((layer, entry)) = layers.entry("x-ref") else { return Vec::new() };
        let single = std::slice::from_ref(&entry.node);
        let nodes = entry.node.list().unwrap_or(single);
        let names = &self.pages.names;
        let known = || names.iter().map(String::as_str).filter(|name| *name != COMMON);
        let mut kinds = Vec::new();
        for node in nodes {
            let Some(kind) = node.text() else { continue };
            if known().any(|name| name == kind) {
                kinds.push(kind.to_owned());
                continue;
            }
            let (place, message) =
                (layer.page.place(&node.span), format!("there is no kind `{kind}`"));
            let fault = Diagnostic::new(&codes::REFERENCE_TO_NO_KIND, place, message);
            self.sink.push(match nearest(kind, known()) {
                Some(near) => fault.meant(near),
                None => fault.help(format!("a kind has a page `schemas/kinds/{kind}.yaml`")),
            });
        }
        kinds
    }

    fn map(&mut self, layers: &Layers<'p>, last: Layer<'p>, spot: Spot) -> Option<Type> {
        if spot.maps == DEEPEST {
            let span = last.node.get("type").map_or(0..0, |node| node.span.clone());
            let message = format!("maps are nested more than {DEEPEST} deep");
            let help = "make it a kind of its own, or use fewer maps";
            self.no_column(last.page, &span, &message, help);
            return None;
        }
        let inside = Spot { maps: spot.maps + 1, item: false, definition: false, ..spot };
        let inside = Spot { rows: spot.rows || spot.item, ..inside };
        Some(Type::Map(self.fields(layers, inside)))
    }

    fn list(&mut self, layers: &Layers<'p>, last: Layer<'p>, spot: Spot) -> Option<Type> {
        let Some((layer, entry)) = layers.entry("items") else {
            if !self.pages.is_broken(layers) {
                let span = last.node.get("type").map_or(0..0, |node| node.span.clone());
                let message = "a list does not say what it holds";
                self.no_column(last.page, &span, message, "describe one item under `items`");
            }
            return None;
        };
        let inside = Spot { definition: false, ..spot };
        let item = self.item(Layer { page: layer.page, node: &entry.node }, inside)?;
        let (message, help) = match &item.holds {
            Type::Map(_) if spot.rows => (
                "a list of maps inside a list of maps".to_owned(),
                "make the inner one a kind of its own and refer to its records with `x-ref`",
            ),
            Type::Word(_) | Type::String | Type::Reference(_) | Type::Map(_) => {
                return Some(Type::List(Box::new(item)));
            }
            other => (
                format!("no column can hold a list of which each item is {}", other.noun()),
                "make the items maps with this as a key",
            ),
        };
        // Where a definition is used is at fault, not the definition.
        let (layer, entry) = match layers.0.first() {
            Some(own) => (*own, own.node.entry("$ref").unwrap_or(entry)),
            None => (layer, entry),
        };
        self.no_column(layer.page, &entry.key_span, &message, help);
        None
    }

    fn no_column(&mut self, page: &Page, span: &Span, message: &str, help: &str) {
        let fault = Diagnostic::new(&codes::NO_COLUMN, page.place(span), message);
        self.sink.push(fault.help(help));
    }

    /// Returns the type of a value that the engine reads itself.
    fn value(&mut self, layers: &Layers<'p>, spot: Spot) -> Option<Type> {
        let (layer, entry) = layers.entry("x-value")?;
        let definitions = layer.page.node.get("$defs").and_then(Node::map).unwrap_or_default();
        let defined =
            definitions.iter().any(|definition| std::ptr::eq(&definition.node, layer.node));
        let word = entry.node.text().unwrap_or_default();
        if layer.page.name != COMMON || !defined {
            let place = layer.page.place(&entry.key_span);
            self.sink.push(
                Diagnostic::new(&codes::MISPLACED_KEYWORD, place, "`x-value` cannot stand here")
                    .label("belongs to the `$defs` of `common.yaml`")
                    .help(format!("write `$ref: \"common.yaml#/$defs/{word}\"`")),
            );
            return None;
        }
        let (_, empty) = VALUES.iter().find(|(known, _)| *known == word)?;
        let parts =
            if spot.definition { self.parts(layer, word, empty.keys()) } else { Vec::new() };
        Some(match empty {
            Type::Money(_) => {
                Type::Money(match parts.into_iter().find(|part| part.name == "kind") {
                    Some(Field { holds: Type::Word(words), .. }) => words,
                    _ => money_kinds(layer.node),
                })
            }
            other => other.clone(),
        })
    }

    /// Checks the keys of a value type that is a map, and returns them.
    fn parts(&mut self, layer: Layer<'p>, word: &str, wanted: &[&str]) -> Vec<Field> {
        if wanted.is_empty() {
            return Vec::new();
        }
        let entry = layer.node.entry("properties");
        let entries = entry.and_then(|entry| entry.node.map()).unwrap_or_default();
        let wrong = |span: &Span, message: String| {
            Diagnostic::new(&codes::WRONG_KEYWORD_VALUE, layer.page.place(span), message)
                .help(format!("the engine reads {}", both(wanted)))
        };
        for name in wanted {
            if !entries.iter().any(|entry| entry.key == *name) {
                let span = layer.node.get("x-value").map_or(0..0, |node| node.span.clone());
                self.sink.push(wrong(&span, format!("`x-value: {word}` without the key `{name}`")));
            }
        }
        let mut fields = Vec::new();
        for entry in entries {
            if !wanted.contains(&entry.key.as_str()) {
                let message = format!("`x-value: {word}` has no key `{}`", entry.key);
                self.sink.push(wrong(&entry.key_span, message));
                continue;
            }
            let inside = Layer { page: layer.page, node: &entry.node };
            let spot = Spot { maps: 1, several: entry.key == "amount", ..Spot::default() };
            fields.extend(self.field(entry, inside, false, spot));
        }
        fields
    }
}

fn words(layers: &Layers<'_>) -> Type {
    let labels = layers.get("x-labels");
    Type::Word(layers.get("enum").map(|words| vocabulary::words(words, labels)).unwrap_or_default())
}

fn money_kinds(node: &Node) -> Vec<super::Word> {
    let kind = node.get("properties").and_then(|properties| properties.get("kind"));
    let words =
        kind.and_then(|kind| Some(vocabulary::words(kind.get("enum")?, kind.get("x-labels"))));
    words.unwrap_or_default()
}
