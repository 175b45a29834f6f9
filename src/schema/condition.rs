//! The one form of condition that a page may hold: where a field is a certain word, other
//! fields are required. Faults leave, nothing else.

use std::sync::Arc;

use super::profile::{self, Walk};
use super::{Field, Type, object};
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink, Span};
use crate::yaml::{Entry, Node};

const FORM: &str = "write `if: {properties: {status: {const: word}}, required: [status]}` and \
                    `then: {required: [field]}`";

/// Checks `if` and `then` beside these properties.
pub(super) fn check(walk: &mut Walk<'_>, node: &Node, properties: &Node) {
    match (node.entry("if"), node.entry("then")) {
        (None, None) => {}
        (Some(entry), None) => odd(walk, node, &entry.key_span, "`if` without `then`"),
        (None, Some(entry)) => odd(walk, node, &entry.key_span, "`then` without `if`"),
        (Some(condition), Some(consequence)) => {
            // A value of the wrong sort has been reported as such.
            if condition.node.map().is_some() && consequence.node.map().is_some() {
                premise(walk, node, &condition.node, properties);
                conclusion(walk, node, &consequence.node, properties);
            }
        }
    }
}

/// Reports a condition in a map of keywords that does not describe a map.
pub(super) fn out_of_place(walk: &mut Walk<'_>, node: &Node, entry: &Entry) {
    odd(walk, node, &entry.key_span, "a condition stands beside the `properties` it speaks of");
}

fn odd(walk: &mut Walk<'_>, node: &Node, span: &Span, message: &str) {
    let place = walk.place(span);
    walk.fault(node, Diagnostic::new(&codes::ODD_CONDITION, place, message).help(FORM));
}

fn premise(walk: &mut Walk<'_>, node: &Node, condition: &Node, properties: &Node) {
    let entries = condition.map().unwrap_or_default();
    if let Some(entry) = entries.iter().find(|e| e.key != "properties" && e.key != "required") {
        let message = format!("`if` can hold no `{}`", entry.key);
        return odd(walk, node, &entry.key_span, &message);
    }
    let Some(tested) = condition.get("properties").and_then(Node::map).filter(|t| !t.is_empty())
    else {
        return odd(walk, node, &condition.span, "`if` names no field");
    };
    let required = condition.get("required").and_then(Node::list).unwrap_or_default();
    for entry in tested {
        if properties.get(&entry.key).is_none() {
            let span = &entry.key_span;
            let fault = object::no_property(walk.file, span, &entry.key, properties);
            walk.fault(node, fault);
            continue;
        }
        if !required.iter().any(|word| word.text() == Some(&entry.key)) {
            let message = format!("`if` must also hold `required: [{}]`", entry.key);
            odd(walk, node, &entry.key_span, &message);
        }
        if words(entry).is_none() {
            let message = format!("`if` can only compare `{}` with words", entry.key);
            odd(walk, node, &entry.node.span, &message);
        }
    }
    for word in required {
        // A field that is tested and not there has been reported.
        if let Some(text) = word.text().filter(|text| !tested.iter().any(|e| e.key == *text)) {
            let message = format!("`if` requires `{text}` and does not ask what it is");
            odd(walk, node, &word.span, &message);
        }
    }
}

/// Returns the words that a field is compared with.
fn words(tested: &Entry) -> Option<&[Node]> {
    let words = match tested.node.map()? {
        [only] if only.key == "const" => std::slice::from_ref(&only.node),
        [only] if only.key == "enum" => only.node.list()?,
        _ => return None,
    };
    let sound = !words.is_empty() && words.iter().all(|word| word.text().is_some());
    sound.then_some(words)
}

/// Checks that each field under `if` is compared with words of its own vocabulary.
pub(super) fn vocabulary(file: &Arc<str>, node: &Node, fields: &[Field], sink: &mut Sink) {
    let tested = node
        .get("if")
        .filter(|_| node.get("then").is_some())
        .and_then(|condition| condition.get("properties"));
    for entry in tested.and_then(Node::map).unwrap_or_default() {
        let Some(field) = fields.iter().find(|field| field.name == entry.key) else { continue };
        // Anything but words has been reported.
        let Some(words) = words(entry) else { continue };
        let Type::Word(vocabulary) = &field.holds else {
            let place = Place::new(file, entry.key_span.clone());
            let message = format!("`{}` has no vocabulary that `if` could ask for", entry.key);
            sink.push(Diagnostic::new(&codes::ODD_CONDITION, place, message).help(FORM));
            continue;
        };
        let vocabulary: Vec<&str> = vocabulary.iter().map(|word| word.word.as_str()).collect();
        for word in words {
            if let Some(text) = word.text().filter(|text| !vocabulary.contains(text)) {
                sink.push(profile::unknown_word(file, &entry.key, word, text, &vocabulary));
            }
        }
    }
}

fn conclusion(walk: &mut Walk<'_>, node: &Node, consequence: &Node, properties: &Node) {
    let entries = consequence.map().unwrap_or_default();
    if let Some(entry) = entries.iter().find(|entry| entry.key != "required") {
        let message = format!("`then` can hold no `{}`", entry.key);
        return odd(walk, node, &entry.key_span, &message);
    }
    let words = consequence.get("required");
    if words.and_then(Node::list).is_none_or(|list| list.iter().any(|word| word.text().is_none())) {
        return odd(walk, node, &consequence.span, "`then` names no field");
    }
    object::required(walk, node, words, properties);
}
