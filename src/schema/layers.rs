//! What a field says and what it refers to, as one: a map of keywords enters, the maps that its
//! `$ref` leads to stand behind it. Nothing is copied; each keyword keeps its page.

use std::collections::BTreeSet;

use super::load::{COMMON, Page};
use super::profile::Broken;
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::suggest::nearest;
use crate::yaml::{Entry, Node};

/// All pages that could be read.
pub(super) struct Pages<'a> {
    pub(super) pages: &'a [Page],
    /// The names of all pages, also of those that could not be read.
    pub(super) names: &'a BTreeSet<String>,
    pub(super) broken: &'a Broken,
}

/// One map of keywords and its page.
#[derive(Clone, Copy)]
pub(super) struct Layer<'a> {
    pub(super) page: &'a Page,
    pub(super) node: &'a Node,
}

/// A map of keywords, then the one it refers to, and so on.
pub(super) struct Layers<'a>(pub(super) Vec<Layer<'a>>);

/// A definition that is being looked into: its page and its name.
pub(super) type Open<'a> = Vec<(&'a str, &'a str)>;

impl<'a> Layers<'a> {
    /// Returns the first entry of this name, with its layer: what a field says itself counts
    /// before what it refers to.
    pub(super) fn entry(&self, key: &str) -> Option<(Layer<'a>, &'a Entry)> {
        self.0.iter().find_map(|layer| Some((*layer, layer.node.entry(key)?)))
    }

    /// Returns the first value of this name.
    pub(super) fn get(&self, key: &str) -> Option<&'a Node> {
        self.entry(key).map(|(_, entry)| &entry.node)
    }

    /// Returns the first text of this name that is not empty.
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        self.get(key)?.text().filter(|text| !text.trim().is_empty())
    }

    /// Returns what is referred to last, which has the type.
    pub(super) fn last(&self) -> Option<Layer<'a>> {
        self.0.last().copied()
    }
}

impl<'a> Pages<'a> {
    /// Returns a map of keywords with all that it refers to, and adds those to `open`; none
    /// where a reference leads nowhere or back to where it came from.
    pub(super) fn layers(
        &self,
        start: Layer<'a>,
        open: &mut Open<'a>,
        sink: &mut Sink,
    ) -> Option<Layers<'a>> {
        let mut layers = vec![start];
        let mut layer = start;
        while let Some(reference) = layer.node.get("$ref") {
            let (page, entry) = self.follow(layer, reference, sink)?;
            if open.contains(&(&page.name, &entry.key)) {
                let place = layer.page.place(&reference.span);
                let message = format!("`{}` contains itself", entry.key);
                sink.push(
                    Diagnostic::new(&codes::NO_COLUMN, place, message)
                        .label("no table is deep enough")
                        .help("make it a kind of its own and refer to its records with `x-ref`"),
                );
                return None;
            }
            open.push((&page.name, &entry.key));
            layer = Layer { page, node: &entry.node };
            layers.push(layer);
        }
        Some(Layers(layers))
    }

    /// Returns whether a map of keywords has a fault of its own.
    pub(super) fn is_broken(&self, layers: &Layers<'a>) -> bool {
        layers.0.iter().any(|layer| self.broken.has(&layer.page.file, layer.node))
    }

    /// Returns the common page.
    fn common(&self, place: &Place, sink: &mut Sink) -> Option<&'a Page> {
        let page = self.pages.iter().find(|page| page.name == COMMON);
        // A page that is there and could not be read has a fault of its own.
        if page.is_none() && !self.names.contains(COMMON) {
            let message = "there is no page `common.yaml`";
            let fault = Diagnostic::new(&codes::UNKNOWN_DEFINITION, place.clone(), message);
            // One message, however many definitions are missed.
            if !sink.iter().any(|said| said.message == fault.message) {
                sink.push(fault);
            }
        }
        page
    }

    fn follow(
        &self,
        layer: Layer<'a>,
        reference: &'a Node,
        sink: &mut Sink,
    ) -> Option<(&'a Page, &'a Entry)> {
        let text = reference.text()?;
        let place = layer.page.place(&reference.span);
        let Some((file, name)) = text.split_once("#/$defs/") else {
            sink.push(odd_form(place, text));
            return None;
        };
        let page = match file {
            "" => layer.page,
            "common.yaml" => self.common(&place, sink)?,
            _ => {
                sink.push(odd_form(place, text));
                return None;
            }
        };
        let definitions = page.node.get("$defs");
        if let Some(entry) = definitions.and_then(|definitions| definitions.entry(name)) {
            return Some((page, entry));
        }
        let message = format!("`{text}` points to nothing");
        let fault = Diagnostic::new(&codes::UNKNOWN_DEFINITION, place.clone(), message);
        let names = definitions.and_then(Node::map).unwrap_or_default();
        sink.push(match nearest(name, names.iter().map(|entry| entry.key.as_str())) {
            Some(near) => {
                let right = format!("{file}#/$defs/{near}");
                fault.help(format!("did you mean `{right}`?")).fix(place, format!("\"{right}\""))
            }
            None => fault.help(format!("add `{name}` to the `$defs` of that page")),
        });
        None
    }
}

fn odd_form(place: Place, text: &str) -> Diagnostic {
    let message = format!("`{text}` is not a reference that pages may use");
    Diagnostic::new(&codes::UNKNOWN_DEFINITION, place, message)
        .help("write `common.yaml#/$defs/<name>`, or `#/$defs/<name>` for this page")
}
