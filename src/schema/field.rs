//! Descriptions to [`Field`]s: a map of keywords and what it refers to enter, one field leaves,
//! or faults do. What a field holds is decided in [`super::holds`].

use std::collections::BTreeMap;

use super::layers::{Layer, Layers, Open, Pages};
use super::load::{COMMON, Page};
use super::{Field, Role, Schema, Type, condition, example, json, object};
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink, Span};
use crate::translit::Bearer;
use crate::yaml::{Entry, Node};

/// One page being read.
pub(super) struct Builder<'p, 's> {
    pub(super) pages: &'p Pages<'p>,
    pub(super) open: Open<'p>,
    pub(super) sink: &'s mut Sink,
    /// The roles that a record has once, with the field that has them.
    once: BTreeMap<&'static str, Place>,
}

/// Where a description stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Spot {
    /// How many maps it is nested in.
    pub(super) maps: usize,
    /// Whether it is in a list of maps.
    pub(super) rows: bool,
    /// Whether it describes the items of a list.
    pub(super) item: bool,
    /// Whether it is a definition, which others refer to.
    pub(super) definition: bool,
    /// Whether it may have several types, as parts of value types may.
    pub(super) several: bool,
}

/// Checks every definition on its own, also those that nothing refers to.
pub(super) fn definitions(pages: &Pages<'_>, sink: &mut Sink) {
    for page in pages.pages {
        let entries = page.node.get("$defs").and_then(Node::map).unwrap_or_default();
        for entry in entries {
            let open = vec![(page.name.as_str(), entry.key.as_str())];
            let mut builder = Builder { pages, open, sink, once: BTreeMap::new() };
            let layer = Layer { page, node: &entry.node };
            builder.field(entry, layer, false, Spot { definition: true, ..Spot::default() });
        }
    }
}

/// Returns the schema of one kind.
pub(super) fn kind<'p>(pages: &'p Pages<'p>, page: &'p Page, sink: &mut Sink) -> Schema {
    let mut builder = Builder { pages, open: Vec::new(), sink, once: BTreeMap::new() };
    let layer = Layer { page, node: &page.node };
    let layers = Layers(vec![layer]);
    if page.node.map().is_some() && !pages.is_broken(&layers) {
        builder.head(layer);
    }
    let fields = builder.fields(&layers, Spot::default());
    let common = pages.pages.iter().find(|page| page.name == COMMON);
    let text = |key| layers.text(key).unwrap_or_default().to_owned();
    Schema {
        kind: page.name.clone(),
        file: page.file.clone(),
        title: text("title"),
        description: text("description"),
        event: page.node.get("x-role").and_then(Node::text) == Some("event"),
        fields,
        json: json::page(page, common),
    }
}

impl<'p> Builder<'p, '_> {
    /// Checks what stands at the top of a kind's page.
    fn head(&mut self, layer: Layer<'p>) {
        for key in ["title", "description"] {
            if layer.node.get(key).is_none() {
                let message = format!("the page of `{}` has no `{key}`", layer.page.name);
                let place = layer.page.place(&start(layer.node));
                self.sink.push(
                    Diagnostic::new(&codes::UNDESCRIBED_FIELD, place, message)
                        .help("say what one record of this kind is"),
                );
            }
        }
        if layer.node.get("type").and_then(Node::text) != Some("object") {
            let span = layer.node.get("type").map_or(start(layer.node), |node| node.span.clone());
            let message = format!("a record of `{}` is not said to be a map", layer.page.name);
            self.sink.push(
                Diagnostic::new(&codes::NO_COLUMN, layer.page.place(&span), message)
                    .help("write `type: object` at the top of the page"),
            );
        }
    }

    /// Returns the fields under `properties`.
    pub(super) fn fields(&mut self, layers: &Layers<'p>, spot: Spot) -> Vec<Field> {
        let Some((layer, entry)) = layers.entry("properties") else { return Vec::new() };
        let mut fields = Vec::new();
        for inner in entry.node.map().unwrap_or_default() {
            let required = layers.0.iter().any(|layer| requires(layer.node, &inner.key));
            let inside = Layer { page: layer.page, node: &inner.node };
            fields.extend(self.field(inner, inside, required, spot));
        }
        let file = &layer.page.file;
        condition::vocabulary(file, layer.node, &fields, self.sink);
        fields
    }

    /// Returns the field that an entry describes.
    pub(super) fn field(
        &mut self,
        entry: &'p Entry,
        layer: Layer<'p>,
        required: bool,
        spot: Spot,
    ) -> Option<Field> {
        self.build(&entry.key, &entry.key_span, layer, required, spot)
    }

    /// Returns the field that describes the items of a list.
    pub(super) fn item(&mut self, layer: Layer<'p>, spot: Spot) -> Option<Field> {
        self.build("", &start(layer.node), layer, false, Spot { item: true, ..spot })
    }

    fn build(
        &mut self,
        name: &str,
        span: &Span,
        layer: Layer<'p>,
        required: bool,
        spot: Spot,
    ) -> Option<Field> {
        let depth = self.open.len();
        let layers = self.pages.layers(layer, &mut self.open, self.sink);
        let field = layers.and_then(|layers| {
            let holds = self.holds(&layers, spot)?;
            self.keywords(&layers, &holds);
            let role = self.role(&layers, &holds, span, spot);
            let examples = example::collect(&layers, &holds);
            if !self.pages.is_broken(&layers) {
                self.described(&layers, &holds, span, spot, examples.is_empty());
            }
            Some(Field {
                name: name.to_owned(),
                description: layers.text("description").unwrap_or_default().trim().to_owned(),
                required,
                holds,
                role,
                unit: layers.text("x-unit").map(str::to_owned),
                table: layers.text("x-table").map(str::to_owned),
                bearer: self.bearer(&layers, role),
                examples,
                deprecated: layers.get("deprecated").and_then(json::flag).unwrap_or(false),
                skip: layers.text("x-column").is_some(),
                place: layer.page.place(span),
            })
        });
        self.open.truncate(depth);
        field
    }

    /// Checks that a coder is told what to put and shown an example.
    fn described(
        &mut self,
        layers: &Layers<'p>,
        holds: &Type,
        span: &Span,
        spot: Spot,
        bare: bool,
    ) {
        let Some(own) = layers.0.first() else { return };
        if spot.item || spot.definition {
            return;
        }
        if layers.text("description").is_none() {
            let help = "say what to put there, and what not";
            self.undescribed(own.page, span, "description", help);
        }
        let rows = matches!(holds, Type::List(item) if matches!(item.holds, Type::Map(_)));
        if bare && !rows && !matches!(holds, Type::Map(_)) {
            let help = "add a value as a record may have it, such as `examples: [...]`";
            self.undescribed(own.page, span, "example", help);
        }
    }

    fn undescribed(&mut self, page: &Page, span: &Span, what: &str, help: &str) {
        let message = format!("this field has no {what}");
        let fault = Diagnostic::new(&codes::UNDESCRIBED_FIELD, page.place(span), message);
        self.sink.push(fault.help(help));
    }

    /// Returns the role of a field, if it can have it there.
    fn role(&mut self, layers: &Layers<'p>, holds: &Type, span: &Span, spot: Spot) -> Option<Role> {
        let (layer, entry) = layers.entry("x-role")?;
        let role = Role::find(entry.node.text()?)?;
        let misplaced = |message: String| {
            let place = layer.page.place(&entry.node.span);
            Diagnostic::new(&codes::MISPLACED_KEYWORD, place, message)
        };
        if !role.fits(holds) {
            let fault = misplaced(format!("`x-role: {}` wants {}", role.word(), role.wants()))
                .label(format!("this field holds {}", holds.noun()));
            self.sink.push(match holds {
                Type::List(_) => fault.help("in a list, write `x-role` under `items`"),
                _ => fault,
            });
            return None;
        }
        if !role.once() || spot.definition {
            return Some(role);
        }
        let page = layers.0.first()?.page;
        if spot.rows || spot.item {
            let message = format!("`x-role: {}` in a list", role.word());
            self.sink.push(misplaced(message).label("a record has it once only"));
            return None;
        }
        let place = page.place(span);
        if let Some(first) = self.once.insert(role.word(), place.clone()) {
            let message = format!("two fields have the role `{}`", role.word());
            self.sink.push(
                Diagnostic::new(&codes::REPEATED_ROLE, place, message)
                    .label("a second time")
                    .related(first, "first here"),
            );
        }
        Some(role)
    }

    /// Returns whose names a field holds, if it holds names at all.
    fn bearer(&mut self, layers: &Layers<'p>, role: Option<Role>) -> Option<Bearer> {
        let (layer, entry) = layers.entry("x-transliterate")?;
        let bearer = Bearer::find(entry.node.text()?)?;
        if !matches!(role, Some(Role::Title | Role::Alias)) {
            let place = layer.page.place(&entry.key_span);
            let message = "`x-transliterate` stands on a field that holds no names";
            self.sink.push(
                Diagnostic::new(&codes::MISPLACED_KEYWORD, place, message)
                    .help("names have `x-role: title` or `x-role: alias`"),
            );
            return None;
        }
        Some(bearer)
    }

    /// Checks that each keyword says something about such values.
    fn keywords(&mut self, layers: &Layers<'p>, holds: &Type) {
        for layer in &layers.0 {
            let refers = layer.node.get("$ref").is_some();
            for entry in layer.node.map().unwrap_or_default() {
                let key = entry.key.as_str();
                let (message, help) = if refers && OF_TARGET.contains(&key) {
                    let help = "what `$ref` points to decides this";
                    (format!("`{key}` cannot stand beside `$ref`"), Some(help))
                } else if !applies(key, holds) {
                    if key == "x-labels" && layer.node.get("enum").is_some() {
                        continue;
                    }
                    (format!("`{key}` says nothing about {}", holds.noun()), remedy(key, holds))
                } else {
                    continue;
                };
                let place = layer.page.place(&entry.key_span);
                let mut fault = Diagnostic::new(&codes::MISPLACED_KEYWORD, place, message);
                fault.help.extend(help.map(str::to_owned));
                self.sink.push(fault);
            }
            if refers {
                self.required_beside(*layer, layers);
            }
        }
    }

    /// Checks `required` beside a `$ref` against the keys of what it points to.
    fn required_beside(&mut self, layer: Layer<'p>, layers: &Layers<'p>) {
        let Some(properties) = layers.get("properties") else { return };
        let words = layer.node.get("required").and_then(Node::list).unwrap_or_default();
        for word in words {
            if let Some(text) = word.text().filter(|text| properties.get(text).is_none()) {
                let file = &layer.page.file;
                self.sink.push(object::no_property(file, &word.span, text, properties));
            }
        }
    }
}

/// Keywords that say what a field is, and so belong to what a `$ref` points to.
const OF_TARGET: &[&str] = &[
    "type",
    "properties",
    "additionalProperties",
    "items",
    "enum",
    "x-labels",
    "x-ref",
    "x-value",
    "if",
    "then",
];

/// Returns whether a keyword says something about such values.
fn applies(keyword: &str, holds: &Type) -> bool {
    match keyword {
        "minimum" | "maximum" => matches!(holds, Type::Integer | Type::Number),
        "x-unit" => matches!(holds, Type::Integer | Type::Number | Type::Count | Type::Decimal),
        "minLength" | "maxLength" | "pattern" | "format" => matches!(holds, Type::String),
        "items" | "minItems" | "maxItems" | "uniqueItems" => matches!(holds, Type::List(_)),
        "enum" | "x-labels" => matches!(holds, Type::Word(_)),
        "x-ref" => matches!(holds, Type::Reference(_)),
        "x-table" => {
            matches!(holds, Type::List(item) if matches!(item.holds, Type::Map(_)))
        }
        "properties" | "additionalProperties" | "required" | "minProperties" => {
            matches!(holds, Type::Map(_) | Type::Text | Type::Money(_))
        }
        "if" | "then" => matches!(holds, Type::Map(_)),
        _ => true,
    }
}

/// Returns what to do about a keyword that says nothing about such values.
fn remedy(keyword: &str, holds: &Type) -> Option<&'static str> {
    match (keyword, holds) {
        (_, Type::List(_)) => Some("for the items of a list, write it under `items`"),
        ("x-labels", Type::String) => Some("list the words under `enum`"),
        ("enum" | "x-ref", _) => Some("words and ids are of `type: string`"),
        _ => None,
    }
}

fn requires(node: &Node, name: &str) -> bool {
    let words = node.get("required").and_then(Node::list).unwrap_or_default();
    words.iter().any(|word| word.text() == Some(name))
}

/// Returns the first key of a map, which stands for the whole.
fn start(node: &Node) -> Span {
    match node.map() {
        Some([first, ..]) => first.key_span.clone(),
        _ => node.span.clone(),
    }
}
