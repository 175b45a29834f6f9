//! Pages as JSON Schema for the validator: a page's tree enters, one self-contained value
//! leaves. Only what constrains a record is kept; dates and counts are plain strings there,
//! since the value room reads them.

use std::collections::BTreeSet;

use serde_json::{Map, Number, Value};

use super::load::{COMMON, Page};
use crate::yaml::{Node, Style};

/// Returns a page with all definitions that it needs.
pub(super) fn page(page: &Page, common: Option<&Page>) -> Value {
    let mut definitions = Map::new();
    for source in [Some(page), common].into_iter().flatten() {
        let entries = source.node.get("$defs").and_then(Node::map).unwrap_or_default();
        for entry in entries {
            let name = definition(&entry.key, source.name == COMMON);
            definitions.insert(name, schema(&entry.node, source));
        }
    }
    whole(schema(&page.node, page), &definitions)
}

fn whole(schema: Value, definitions: &Map<String, Value>) -> Value {
    let mut needed = BTreeSet::new();
    reach(&schema, definitions, &mut needed);
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into());
    if let Value::Object(entries) = schema {
        whole.extend(entries);
    }
    let kept: Map<String, Value> = definitions
        .iter()
        .filter(|(name, _)| needed.contains(*name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if !kept.is_empty() {
        whole.insert("$defs".to_owned(), Value::Object(kept));
    }
    Value::Object(whole)
}

/// Adds the names of all definitions that a schema leads to.
fn reach(schema: &Value, definitions: &Map<String, Value>, needed: &mut BTreeSet<String>) {
    match schema {
        Value::Object(entries) => {
            let name = entries
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|reference| reference.strip_prefix("#/$defs/"));
            if let Some(definition) = name.and_then(|name| definitions.get(name))
                && needed.insert(name.unwrap_or_default().to_owned())
            {
                reach(definition, definitions, needed);
            }
            entries.values().for_each(|value| reach(value, definitions, needed));
        }
        Value::Array(items) => items.iter().for_each(|item| reach(item, definitions, needed)),
        _ => {}
    }
}

fn definition(name: &str, common: bool) -> String {
    if common { format!("{COMMON}.{name}") } else { name.to_owned() }
}

/// Returns one map of keywords.
pub(super) fn schema(node: &Node, page: &Page) -> Value {
    if node.get("x-value").is_some() && node.get("properties").is_none() {
        return serde_json::json!({ "type": "string" });
    }
    let entries = node.map().unwrap_or_default();
    let kept = entries
        .iter()
        .filter(|entry| entry.key != "$defs")
        .filter_map(|entry| Some((entry.key.clone(), keyword(&entry.key, &entry.node, page)?)));
    Value::Object(kept.collect())
}

fn keyword(key: &str, node: &Node, page: &Page) -> Option<Value> {
    match key {
        "$ref" => reference(node.text()?, page),
        // Values of several types are written as texts, which the value room reads.
        "type" => Some(node.text().unwrap_or("string").into()),
        "properties" => {
            let entries = node.map()?.iter();
            let entries = entries.map(|entry| (entry.key.clone(), schema(&entry.node, page)));
            Some(Value::Object(entries.collect()))
        }
        "items" | "if" | "then" => Some(schema(node, page)),
        "required" | "enum" => {
            Some(node.list()?.iter().filter_map(Node::text).map(Value::from).collect())
        }
        "const" | "pattern" | "format" => Some(node.text()?.into()),
        "minimum" | "maximum" => number(node).map(Value::Number),
        "minItems" | "maxItems" | "minLength" | "maxLength" | "minProperties" => {
            whole_number(node).map(Value::from)
        }
        "uniqueItems" | "additionalProperties" => flag(node).map(Value::Bool),
        _ => None,
    }
}

fn reference(text: &str, page: &Page) -> Option<Value> {
    let (file, name) = text.split_once("#/$defs/")?;
    let common = file == "common.yaml" || page.name == COMMON;
    Some(format!("#/$defs/{}", definition(name, common)).into())
}

fn plain(node: &Node) -> Option<&str> {
    let scalar = node.scalar()?;
    (scalar.style == Style::Plain).then_some(scalar.text.as_str())
}

/// Returns the value of `true` or `false`.
pub(super) fn flag(node: &Node) -> Option<bool> {
    match plain(node)? {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// Returns a whole number that is not negative.
pub(super) fn whole_number(node: &Node) -> Option<u64> {
    let text = plain(node)?;
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// Returns a number.
pub(super) fn number(node: &Node) -> Option<Number> {
    let text = plain(node)?;
    if let Ok(number) = text.parse::<i64>() {
        return Some(number.into());
    }
    let digits = text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+');
    Number::from_f64(text.parse::<f64>().ok().filter(|_| digits)?)
}
