//! Vocabularies: the words of an `enum` with their labels in three languages and a definition.
//! A map of keywords enters; words leave, or faults do.

use super::Word;
use super::json;
use super::profile::Walk;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::sentence::both;
use crate::suggest::nearest;
use crate::value::text::{self, LANGUAGES};
use crate::yaml::{Entry, Node};

const WANTED: &[&str] = &["en", "ru", "zh", "definition"];
const ALLOWED: &[&str] = &["en", "ru", "zh", "definition", "counted"];

/// Checks that every word has its labels and every label its word.
pub(super) fn check(walk: &mut Walk<'_>, node: &Node) {
    let (words, labels) = (node.entry("enum"), node.entry("x-labels"));
    match (words, labels) {
        // Labels without words are found where the field's type is known.
        (None, _) => {}
        (Some(entry), None) => {
            if !walk.is_broken(node) {
                let place = walk.place(&entry.key_span);
                let fault = Diagnostic::new(
                    &codes::UNLABELLED_WORD,
                    place,
                    "the words of this vocabulary have no labels",
                )
                .help("add `x-labels`, with `en`, `ru`, `zh` and `definition` for each word");
                walk.fault(node, fault);
            }
        }
        (Some(words), Some(labels)) => compare(walk, node, &words.node, &labels.node),
    }
}

fn compare(walk: &mut Walk<'_>, node: &Node, words: &Node, labels: &Node) {
    let (Some(items), Some(entries)) = (words.list(), labels.map()) else { return };
    let texts: Vec<&str> = items.iter().filter_map(Node::text).collect();
    for entry in entries {
        if texts.contains(&entry.key.as_str()) {
            label(walk, entry);
            continue;
        }
        let place = walk.place(&entry.key_span);
        let message = format!("`{}` is labelled but is no word of the vocabulary", entry.key);
        let fault = Diagnostic::new(&codes::UNLABELLED_WORD, place, message);
        let missing = texts.iter().copied().filter(|text| labels.get(text).is_none());
        let fault = match nearest(&entry.key, missing) {
            Some(word) => fault.meant(word),
            None => fault.help("add the word to `enum`, or take the label out"),
        };
        walk.fault(node, fault);
    }
    if walk.is_broken(node) {
        return;
    }
    for item in items {
        if let Some(word) = item.text().filter(|text| labels.get(text).is_none()) {
            let message = format!("`{word}` has no labels");
            let fault = Diagnostic::new(&codes::UNLABELLED_WORD, walk.place(&item.span), message)
                .help(format!(
                    "add `{word}` to `x-labels`, with `en`, `ru`, `zh` and `definition`"
                ));
            walk.fault(node, fault);
        }
    }
}

/// Checks the labels of one word.
fn label(walk: &mut Walk<'_>, entry: &Entry) {
    let Some(parts) = entry.node.map() else {
        let message = format!("the labels of `{}` are a map", entry.key);
        let fault = walk.wrong(&entry.node.span, message);
        return walk.fault(&entry.node, fault);
    };
    for part in parts {
        part_of(walk, &entry.node, part);
    }
    let missing: Vec<&str> =
        WANTED.iter().copied().filter(|name| entry.node.get(name).is_none()).collect();
    if !missing.is_empty() && !walk.is_broken(&entry.node) {
        let message = format!("`{}` has no {}", entry.key, both(&missing));
        let fault = Diagnostic::new(&codes::UNLABELLED_WORD, walk.place(&entry.key_span), message)
            .help("a word has a label in each language and says when to use it");
        walk.fault(&entry.node, fault);
    }
}

fn part_of(walk: &mut Walk<'_>, node: &Node, part: &Entry) {
    let place = walk.place(&part.key_span);
    if !ALLOWED.contains(&part.key.as_str()) {
        let message = format!("the labels of a word have no `{}`", part.key);
        let fault = Diagnostic::new(&codes::UNKNOWN_KEYWORD, place, message);
        let fault = match nearest(&part.key, ALLOWED.iter().copied()) {
            Some(name) => fault.meant(name),
            None => fault.help(format!("they may have {}", both(ALLOWED))),
        };
        return walk.fault(node, fault);
    }
    if part.key == "counted" {
        if json::flag(&part.node).is_none() {
            let fault = walk.wrong(&part.node.span, "`counted` wants `true` or `false`");
            walk.fault(node, fault);
        }
        return;
    }
    let Some(text) = part.node.text().filter(|text| !text.trim().is_empty()) else {
        let fault = walk.wrong(&part.node.span, format!("`{}` wants a text", part.key));
        return walk.fault(node, fault);
    };
    if !LANGUAGES.contains(&part.key.as_str()) {
        return;
    }
    if let Err(wrong) = text::check(&part.key, text) {
        let place = walk.place(&part.node.part(wrong.at));
        let fault = Diagnostic::new(&codes::UNLABELLED_WORD, place, wrong.message);
        walk.fault(node, fault.label(wrong.label));
    }
}

/// Returns the words of a sound vocabulary.
pub(super) fn words(words: &Node, labels: Option<&Node>) -> Vec<Word> {
    let items = words.list().unwrap_or_default().iter().filter_map(Node::text);
    items
        .map(|word| {
            let label = labels.and_then(|labels| labels.get(word));
            let part = |name| {
                let text = label.and_then(|label| label.get(name)).and_then(Node::text);
                text.unwrap_or_default().to_owned()
            };
            let counted = label.and_then(|label| label.get("counted")).and_then(json::flag);
            Word {
                word: word.to_owned(),
                en: part("en"),
                ru: part("ru"),
                zh: part("zh"),
                definition: part("definition"),
                counted: counted.unwrap_or(true),
            }
        })
        .collect()
}
