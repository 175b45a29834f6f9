//! What a field holds: a map of keywords with all that it refers to enters, a [`Type`] leaves.
//! What no column can hold is refused here.

use super::field::{Builder, Spot};
use super::layers::{Layer, Layers};
use super::load::COMMON;
use super::{Field, Type, vocabulary};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::suggest::nearest;
use crate::yaml::Node;

const DEEPEST: usize = 4;
const MONEY: &[&str] = &["amount", "currency", "kind"];
const TEXT: &[&str] = &["en", "ru", "zh"];

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
                let fault =
                    self.fault(&codes::NO_COLUMN, last.page, &span, "a field has no `type`");
                fault
                    .help
                    .push("add `type`, or a `$ref` to a definition in `common.yaml`".to_owned());
            }
            return None;
        };
        let Some(word) = entry.node.text() else {
            if !spot.several {
                let message = "a column has one type";
                let fault = self.fault(&codes::NO_COLUMN, last.page, &entry.node.span, message);
                fault
                    .help
                    .push("name one type; dates and counts stand in `common.yaml`".to_owned());
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
        let mut kinds = Vec::new();
        for node in nodes {
            let Some(kind) = node.text() else { continue };
            let mut known = self.pages.names.iter().map(String::as_str).filter(|n| *n != COMMON);
            if known.any(|name| name == kind) {
                kinds.push(kind.to_owned());
                continue;
            }
            let known = self.pages.names.iter().map(String::as_str).filter(|n| *n != COMMON);
            let near = nearest(kind, known);
            let message = format!("there is no kind `{kind}`");
            let fault = self.fault(&codes::REFERENCE_TO_NO_KIND, layer.page, &node.span, message);
            let place = fault.primary.place.clone();
            *fault = match near {
                Some(near) => {
                    fault.clone().help(format!("did you mean `{near}`?")).fix(place, near)
                }
                None => {
                    fault.clone().help(format!("a kind has a page `schemas/kinds/{kind}.yaml`"))
                }
            };
        }
        kinds
    }

    fn map(&mut self, layers: &Layers<'p>, last: Layer<'p>, spot: Spot) -> Option<Type> {
        if spot.maps == DEEPEST {
            let span = last.node.get("type").map_or(0..0, |node| node.span.clone());
            let message = format!("maps are nested more than {DEEPEST} deep");
            let fault = self.fault(&codes::NO_COLUMN, last.page, &span, message);
            fault.help.push("make it a kind of its own, or use fewer maps".to_owned());
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
                let fault = self.fault(&codes::NO_COLUMN, last.page, &span, message);
                fault.help.push("describe one item under `items`".to_owned());
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
        let fault = self.fault(&codes::NO_COLUMN, layer.page, &entry.key_span, message);
        fault.help.push(help.to_owned());
        None
    }

    /// Returns the type of a value that the engine reads itself.
    fn value(&mut self, layers: &Layers<'p>, spot: Spot) -> Option<Type> {
        let (layer, entry) = layers.entry("x-value")?;
        let definitions = layer.page.node.get("$defs").and_then(Node::map).unwrap_or_default();
        let defined =
            definitions.iter().any(|definition| std::ptr::eq(&definition.node, layer.node));
        if layer.page.name != COMMON || !defined {
            let message = "`x-value` cannot stand here";
            let fault = self.fault(&codes::MISPLACED_KEYWORD, layer.page, &entry.key_span, message);
            fault.primary.text = "belongs to the `$defs` of `common.yaml`".to_owned();
            fault.help.push(format!(
                "write `$ref: \"common.yaml#/$defs/{}\"`",
                entry.node.text().unwrap_or_default()
            ));
            return None;
        }
        let parts =
            if spot.definition { self.parts(layer, entry.node.text()?) } else { Vec::new() };
        Some(match entry.node.text()? {
            "date" => Type::Date,
            "count" => Type::Count,
            "text" => Type::Text,
            "money" => Type::Money(match parts.into_iter().find(|part| part.name == "kind") {
                Some(Field { holds: Type::Word(words), .. }) => words,
                _ => money_kinds(layer.node),
            }),
            _ => return None,
        })
    }

    /// Checks the keys of a value type that is a map, and returns them.
    fn parts(&mut self, layer: Layer<'p>, word: &str) -> Vec<Field> {
        let wanted = match word {
            "money" => MONEY,
            "text" => TEXT,
            _ => return Vec::new(),
        };
        let entry = layer.node.entry("properties");
        let entries = entry.and_then(|entry| entry.node.map()).unwrap_or_default();
        let mut fields = Vec::new();
        for name in wanted {
            if !entries.iter().any(|entry| entry.key == *name) {
                let span = layer.node.get("x-value").map_or(0..0, |node| node.span.clone());
                let message = format!("`x-value: {word}` without the key `{name}`");
                let keys = super::profile::both(wanted);
                let fault = self.fault(&codes::WRONG_KEYWORD_VALUE, layer.page, &span, message);
                fault.help.push(format!("the engine reads {keys}"));
            }
        }
        for entry in entries {
            if !wanted.contains(&entry.key.as_str()) {
                let message = format!("`x-value: {word}` has no key `{}`", entry.key);
                let keys = super::profile::both(wanted);
                let code = &codes::WRONG_KEYWORD_VALUE;
                let fault: &mut Diagnostic = self.fault(code, layer.page, &entry.key_span, message);
                fault.help.push(format!("the engine reads {keys}"));
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
