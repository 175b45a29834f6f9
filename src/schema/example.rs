//! Examples of values, as pages show them and as YAML text. What is written here, every YAML
//! reader takes for the same thing, also one that reads `no` as false and `1e3` as a number.

use std::collections::BTreeSet;

use super::layers::Layers;
use super::{Example, Field, Schemas, Type};
use crate::yaml::{Content, Entry, Node, is_syntax, quoted};

/// An example with the field that it shows.
#[derive(Debug, Clone)]
pub struct Shown<'a> {
    /// Position of the kind in [`Schemas::kinds`].
    pub kind: usize,
    /// The field's path, with dots and without indexes.
    pub path: String,
    /// The field; the items of a list are a field of their own, with the path of the list.
    pub field: &'a Field,
    /// The value and its place.
    pub example: &'a Example,
}

/// Returns every example of every field.
pub(super) fn all(schemas: &Schemas) -> Vec<Shown<'_>> {
    let mut shown = Vec::new();
    let mut seen = BTreeSet::new();
    for (kind, schema) in schemas.kinds.iter().enumerate() {
        for field in &schema.fields {
            of(kind, field, &field.name, &mut seen, &mut shown);
        }
    }
    shown
}

fn of<'a>(
    kind: usize,
    field: &'a Field,
    path: &str,
    seen: &mut BTreeSet<(&'a str, usize, usize)>,
    shown: &mut Vec<Shown<'a>>,
) {
    for example in &field.examples {
        let span = &example.node.span;
        if seen.insert((&example.file, span.start, span.end)) {
            shown.push(Shown { kind, path: path.to_owned(), field, example });
        }
    }
    let inner = match &field.holds {
        Type::Map(fields) => fields,
        Type::List(item) => return of(kind, item, path, seen, shown),
        _ => return,
    };
    for field in inner {
        of(kind, field, &super::path(path, &field.name), seen, shown);
    }
}

/// Returns the examples of a field: its own, those of what it refers to, or one made of the
/// examples of its parts.
pub(super) fn collect(layers: &Layers<'_>, holds: &Type) -> Vec<Example> {
    if let Some((layer, entry)) = layers.entry("examples") {
        let file = &layer.page.file;
        let nodes = entry.node.list().unwrap_or_default().iter();
        return nodes.map(|node| Example { file: file.clone(), node: node.clone() }).collect();
    }
    match holds {
        Type::Text | Type::Money(_) => of_parts(layers).into_iter().collect(),
        Type::List(item) => item
            .examples
            .first()
            .map(|example| Example {
                file: example.file.clone(),
                node: Node {
                    span: example.node.span.clone(),
                    content: Content::List(vec![example.node.clone()]),
                },
            })
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

fn of_parts(layers: &Layers<'_>) -> Option<Example> {
    let (layer, properties) = layers.entry("properties")?;
    let entries: Vec<Entry> = properties
        .node
        .map()?
        .iter()
        .filter_map(|entry| {
            let node = entry.node.get("examples")?.list()?.first()?.clone();
            Some(Entry { key: entry.key.clone(), key_span: node.span.clone(), node })
        })
        .collect();
    let span = entries.first()?.node.span.start..entries.last()?.node.span.end;
    let node = Node { span, content: Content::Map(entries) };
    Some(Example { file: layer.page.file.clone(), node })
}

/// Returns the first example of a field as YAML on one line.
pub(super) fn text(field: &Field) -> Option<String> {
    if let Some(example) = field.examples.first() {
        return Some(node(&example.node, Some(field)));
    }
    match &field.holds {
        Type::Map(fields) => map(fields),
        Type::List(item) => Some(format!("[{}]", text(item)?)),
        _ => None,
    }
}

/// Returns a map made of the examples of its fields: the required ones, or all.
fn map(fields: &[Field]) -> Option<String> {
    let none = !fields.iter().any(|field| field.required);
    let parts: Vec<String> = fields
        .iter()
        .filter(|field| none || field.required)
        .filter_map(|field| Some(format!("{}: {}", quoted(&field.name), text(field)?)))
        .collect();
    (!parts.is_empty()).then(|| format!("{{{}}}", parts.join(", ")))
}

pub(super) fn node(value: &Node, field: Option<&Field>) -> String {
    match &value.content {
        Content::Scalar(scalar) => scalar_text(&scalar.text, field),
        Content::List(items) => {
            let item = field.and_then(|field| match &field.holds {
                Type::List(item) => Some(&**item),
                _ => None,
            });
            let items: Vec<String> = items.iter().map(|value| node(value, item)).collect();
            format!("[{}]", items.join(", "))
        }
        Content::Map(entries) => {
            let parts: Vec<String> = entries
                .iter()
                .map(|entry| {
                    let inner = field.and_then(|field| part(field, &entry.key));
                    format!("{}: {}", quoted(&entry.key), node(&entry.node, inner))
                })
                .collect();
            format!("{{{}}}", parts.join(", "))
        }
    }
}

fn part<'a>(field: &'a Field, key: &str) -> Option<&'a Field> {
    match &field.holds {
        Type::Map(fields) => fields.iter().find(|inner| inner.name == key),
        _ => None,
    }
}

/// Numbers, dates and truth values stand bare where the field holds them: every reader then
/// sees what is meant. All else is text.
fn scalar_text(text: &str, field: Option<&Field>) -> String {
    let bare = match field.map(|field| &field.holds) {
        Some(Type::Integer | Type::Number | Type::Boolean) => true,
        Some(Type::Date) => !is_syntax(text),
        Some(Type::Count) => text.bytes().all(|byte| byte.is_ascii_digit()),
        Some(Type::Decimal) => text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'),
        _ => false,
    };
    if bare && !text.is_empty() { text.to_owned() } else { quoted(text).into_owned() }
}
