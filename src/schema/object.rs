//! What a map's description must say: which keys it has, which of them are required, and that
//! it has no others. Faults leave, nothing else.

use std::sync::Arc;

use super::profile::Walk;
use super::{condition, json};
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::suggest::nearest;
use crate::yaml::Node;

/// Checks one map of keywords, if it describes a map.
pub(super) fn check(walk: &mut Walk<'_>, node: &Node) {
    if let Some(properties) = node.get("properties") {
        required(walk, node, node.get("required"), properties);
        condition::check(walk, node, properties);
    } else if let Some(entry) = node.entry("if").or(node.entry("then")) {
        condition::out_of_place(walk, node, entry);
    }
    if node.get("type").and_then(Node::text) == Some("object") && !walk.is_broken(node) {
        closed(walk, node);
        if node.get("properties").is_none() {
            let place =
                walk.place(&node.entry("type").map_or(0..0, |entry| entry.node.span.clone()));
            let fault = Diagnostic::new(&codes::NO_COLUMN, place, "a map without `properties`")
                .label("no key of it would have a column")
                .help("name its keys under `properties`");
            walk.fault(node, fault);
        }
    }
}

/// Checks that each of these words is a property.
pub(super) fn required(walk: &mut Walk<'_>, node: &Node, words: Option<&Node>, properties: &Node) {
    for word in words.and_then(Node::list).unwrap_or_default() {
        if let Some(text) = word.text().filter(|text| properties.get(text).is_none()) {
            let fault = no_property(walk.file, &word.span, text, properties);
            walk.fault(node, fault);
        }
    }
}

/// Returns the fault of a word that should be a property.
pub(super) fn no_property(
    file: &Arc<str>,
    span: &Span,
    text: &str,
    properties: &Node,
) -> Diagnostic {
    let place = Place::new(file, span.clone());
    let fault = Diagnostic::new(
        &codes::REQUIRED_WITHOUT_PROPERTY,
        place,
        format!("`{text}` is not among the `properties`"),
    );
    let names = properties.map().unwrap_or_default().iter().map(|entry| entry.key.as_str());
    match nearest(text, names) {
        Some(name) => fault.meant(name),
        None => fault.help(format!("describe `{text}` under `properties`, or take it out here")),
    }
}

fn closed(walk: &mut Walk<'_>, node: &Node) {
    let fault = match node.entry("additionalProperties") {
        Some(entry) if json::flag(&entry.node) == Some(false) => return,
        Some(entry) => {
            let place = walk.place(&entry.node.span);
            Diagnostic::new(&codes::OPEN_MAP, place.clone(), "this map is open to any key")
                .label("a misspelt key would pass")
                .help("write `additionalProperties: false`")
                .fix(place, "false")
        }
        None => {
            let span = node
                .entry("type")
                .map_or(node.span.clone(), |entry| entry.key_span.start..entry.node.span.end);
            Diagnostic::new(&codes::OPEN_MAP, walk.place(&span), "this map is open to any key")
                .label("a misspelt key would pass")
                .help("add `additionalProperties: false`")
        }
    };
    walk.fault(node, fault);
}
