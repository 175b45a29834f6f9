//! `schemas/dataset.yaml`, the dataset's description of itself: a text enters, a
//! [`DatasetPage`] leaves, or faults with their lines do.

use std::sync::Arc;

use super::DatasetPage;
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::sentence;
use crate::source::File;
use crate::suggest::nearest;
use crate::yaml::{self, Entry, Node};

pub(super) const PAGE: &str = "schemas/dataset.yaml";
const KEYS: &[&str] =
    &["name", "title", "description", "version", "license", "citation", "languages"];

/// Reports that there is no such page.
pub(super) fn missing(path: &Arc<str>, sink: &mut Sink) {
    sink.push(
        Diagnostic::new(&codes::DATASET_PAGE, Place::file(path), "there is no such page")
            .help(format!("write one with the keys {}", sentence::both(KEYS))),
    );
}

/// Reads the page.
pub(super) fn read(file: &File, sink: &mut Sink) -> Option<DatasetPage> {
    let node = yaml::parse(file, sink)?;
    let faults = sink.len();
    check(file, &node, sink);
    if sink.len() > faults {
        return None;
    }
    match serde_yaml::from_str(&file.text) {
        Ok(page) => Some(page),
        Err(error) => {
            sink.push(refused(file, &error));
            None
        }
    }
}

fn check(file: &File, node: &Node, sink: &mut Sink) {
    let Some(entries) = node.map() else {
        let place = Place::new(&file.path, node.span.clone());
        let message = "the page is not a map";
        sink.push(
            Diagnostic::new(&codes::DATASET_PAGE, place, message)
                .help(format!("write the keys {}", sentence::both(KEYS))),
        );
        return;
    };
    let missing = || KEYS.iter().copied().filter(|key| node.get(key).is_none());
    let mut meant = Vec::new();
    for entry in entries {
        if !KEYS.contains(&entry.key.as_str()) {
            let near = nearest(&entry.key, missing());
            meant.extend(near);
            sink.push(unknown(file, entry, near));
        } else if let Some(fault) = empty(file, entry) {
            sink.push(fault);
        }
    }
    for key in missing().filter(|key| !meant.contains(key)) {
        let span = entries.first().map_or(0..0, |entry| entry.key_span.clone());
        let message = format!("the dataset's page has no `{key}`");
        let place = Place::new(&file.path, span);
        sink.push(
            Diagnostic::new(&codes::DATASET_PAGE, place, message).help(format!("add `{key}`")),
        );
    }
}

fn unknown(file: &File, entry: &Entry, near: Option<&str>) -> Diagnostic {
    let place = Place::new(&file.path, entry.key_span.clone());
    let message = format!("the dataset's page has no key `{}`", entry.key);
    let fault = Diagnostic::new(&codes::DATASET_PAGE, place, message);
    match near {
        Some(near) => fault.meant(near),
        None => fault.help(format!("it may have {}", sentence::both(KEYS))),
    }
}

fn empty(file: &File, entry: &Entry) -> Option<Diagnostic> {
    let filled = |node: &Node| node.text().is_some_and(|text| !text.trim().is_empty());
    let (sound, wants) = match entry.key.as_str() {
        "languages" => {
            let items = entry.node.list().unwrap_or_default();
            (!items.is_empty() && items.iter().all(filled), "a list, such as `[en, ru, zh]`")
        }
        _ => (filled(&entry.node), "a text"),
    };
    (!sound).then(|| {
        let place = Place::new(&file.path, entry.node.span.clone());
        Diagnostic::new(&codes::DATASET_PAGE, place, format!("`{}` wants {wants}", entry.key))
    })
}

/// Returns the fault that only the second reader found, at the place it speaks of.
fn refused(file: &File, error: &serde_yaml::Error) -> Diagnostic {
    let at = error.location().map_or(0, |location| location.index());
    let at = file.text.floor_char_boundary(at);
    let place = Place::new(&file.path, at..at);
    Diagnostic::new(&codes::DATASET_PAGE, place, "the page is not plain enough to be read")
        .note(error.to_string())
        .help("write each key on a line of its own, with its text in quotes")
}
