//! What was meant: a word, key or value that does not fit enters, and what the schema page has
//! for it leaves, if anything. No message is put together here.

use crate::schema::{Field, Schema, Type, Word, path};
use crate::suggest::nearest;
use crate::yaml::{Entry, Node};

/// Returns the word that was meant, found by itself or by its label in any language, whole or
/// cut short.
pub(super) fn word<'a>(text: &str, words: &'a [Word]) -> Option<&'a Word> {
    if let Some(found) = nearest(text, words.iter().flat_map(names)) {
        return words.iter().find(|word| names(word).contains(&found));
    }
    let begun = format!("{} ", text.trim().to_lowercase());
    only(words, |word| names(word).iter().any(|name| name.to_lowercase().starts_with(&begun)))
}

fn names(word: &Word) -> [&str; 4] {
    [&word.word, &word.en, &word.ru, &word.zh]
}

/// Returns the one word that begins so, or whose definition speaks of this text.
pub(super) fn defined<'a>(text: &str, words: &'a [Word]) -> Option<&'a Word> {
    let wanted = text.trim().to_lowercase();
    if wanted.chars().count() < 4 {
        return None;
    }
    if let Some(word) = only(words, |word| word.word.starts_with(&wanted)) {
        return Some(word);
    }
    let parts = |text: &str| -> Vec<String> {
        text.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
    };
    only(words, |word| parts(&word.definition).contains(&wanted))
}

fn only(words: &[Word], fits: impl Fn(&Word) -> bool) -> Option<&Word> {
    let mut found = words.iter().filter(|word| fits(word));
    match (found.next(), found.next()) {
        (Some(word), None) => Some(word),
        _ => None,
    }
}

/// Returns whether a map, or an item of a list, has this key misspelt, which is said elsewhere.
pub(super) fn misspelt(node: &Node, key: &str, keys: &[&str]) -> bool {
    let here = |node: &Node| {
        let mut unknown = node.map().unwrap_or_default().iter().map(|entry| entry.key.as_str());
        unknown.any(|other| {
            !keys.contains(&other) && nearest(other, keys.iter().copied()) == Some(key)
        })
    };
    here(node) || node.list().unwrap_or_default().iter().any(here)
}

/// Returns the path of the nested map that has a field of this name.
pub(super) fn path_of(key: &str, fields: &[Field], above: &str) -> Option<String> {
    // Of waivers every record may have some; nobody looks for their keys elsewhere.
    let told = |field: &&Field| field.table.as_deref() != Some("waivers");
    fields.iter().filter(told).filter(|field| !field.fields().is_empty()).find_map(|field| {
        let path = path(above, &field.name);
        match field.fields().iter().any(|field| field.name == key) {
            true => Some(path),
            false => path_of(key, field.fields(), &path),
        }
    })
}

/// Returns the field that a bare value most likely was meant for: the only one required, where
/// it holds one value.
pub(super) fn only_scalar(fields: &[Field]) -> Option<&Field> {
    let mut required = fields.iter().filter(|field| field.required);
    match (required.next(), required.next()) {
        (Some(field), None) => match field.holds {
            Type::Map(_) | Type::List(_) | Type::Text | Type::Money(_) => None,
            _ => Some(field),
        },
        _ => None,
    }
}

/// Returns the entry of a record, and its word, that make another field required (`if` and
/// `then` of the page).
pub(super) fn condition<'a>(schema: &Schema, record: &'a Node) -> Option<(&'a Entry, &'a str)> {
    let tested = schema.json.get("if")?.get("properties")?.as_object()?;
    let entry = tested.keys().find_map(|key| record.entry(key))?;
    Some((entry, entry.node.text()?))
}
