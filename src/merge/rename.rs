//! References to one record made references to another: a record's text and tree enter, the
//! changed text leaves. Only values that the schema calls references are touched.

use super::edit::Edits;
use super::layout::{Layout, is_bracketed};
use super::remove::{self, Comments};
use super::tree;
use crate::diagnostic::Span;
use crate::schema::{self, Field, Type};
use crate::yaml::{self, Content, Node, Style};

/// Whose name goes, and whose stands in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) keep: &'a str,
    pub(super) gone: &'a str,
}

/// What became of a record.
#[derive(Debug)]
pub(super) struct Renamed {
    pub(super) text: String,
    /// How many references were changed.
    pub(super) references: usize,
    /// How many items were dropped because another says the same.
    pub(super) repeats: usize,
}

/// Returns the places of references to this record, each with the path of its field.
pub(super) fn references(node: &Node, fields: &[Field], id: &str) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    for entry in node.map().unwrap_or_default() {
        if let Some(field) = fields.iter().find(|field| field.name == entry.key) {
            find(&entry.node, &field.holds, &field.name, id, &mut found);
        }
    }
    found
}

fn find(node: &Node, holds: &Type, path: &str, id: &str, found: &mut Vec<(String, Span)>) {
    match (holds, &node.content) {
        (Type::Reference(_), Content::Scalar(scalar)) if scalar.text == id => {
            found.push((path.to_owned(), node.span.clone()));
        }
        (Type::List(item), Content::List(nodes)) => {
            nodes.iter().for_each(|node| find(node, &item.holds, path, id, found));
        }
        (Type::Map(fields), Content::Map(_)) => {
            let inner = references(node, fields, id).into_iter();
            found.extend(inner.map(|(field, span)| (schema::path(path, &field), span)));
        }
        _ => {}
    }
}

/// Returns the text with every reference changed and the tree that it must have. Nothing leaves
/// where the layout of the text is too unusual.
pub(super) fn rename(
    text: &str,
    root: &Node,
    fields: &[Field],
    names: Names<'_>,
) -> Option<(Renamed, Node)> {
    let mut renamer = Renamer {
        layout: Layout::of(text, root),
        names,
        edits: Edits::default(),
        references: 0,
        repeats: 0,
    };
    renamer.map(root, fields, false)?;
    let Renamer { edits, references, repeats, .. } = renamer;
    let text = edits.apply(text)?;
    Some((Renamed { text, references, repeats }, renamed_map(root, fields, names)))
}

struct Renamer<'a> {
    layout: Layout<'a>,
    names: Names<'a>,
    edits: Edits,
    references: usize,
    repeats: usize,
}

impl Renamer<'_> {
    fn map(&mut self, node: &Node, fields: &[Field], flow: bool) -> Option<()> {
        let flow = flow || is_bracketed(self.layout.text, node);
        for entry in node.map()? {
            if let Some(field) = fields.iter().find(|field| field.name == entry.key) {
                self.value(&entry.node, &field.holds, flow)?;
            }
        }
        Some(())
    }

    fn value(&mut self, node: &Node, holds: &Type, flow: bool) -> Option<()> {
        match (holds, &node.content) {
            (Type::Reference(_), Content::Scalar(scalar)) if scalar.text == self.names.gone => {
                self.references += 1;
                self.edits.replace(node.span.clone(), written(self.names.keep, scalar.style));
            }
            (Type::Map(fields), Content::Map(_)) => self.map(node, fields, flow)?,
            (Type::List(item), Content::List(nodes)) => {
                let drop = repeats(nodes, item, self.names);
                let inside = flow || is_bracketed(self.layout.text, node);
                for (node, drop) in nodes.iter().zip(&drop) {
                    match drop {
                        true => self.repeats += 1,
                        false => self.value(node, &item.holds, inside)?,
                    }
                }
                let comments = Comments::Stay;
                remove::items(&self.layout, node, flow, &drop, comments, &mut self.edits)?;
            }
            _ => {}
        }
        Some(())
    }
}

/// Returns an id as it stands in the place of another.
fn written(id: &str, style: Style) -> String {
    match style {
        Style::Plain => yaml::quoted(id).into_owned(),
        Style::Block => id.to_owned(),
        Style::Single | Style::Double => yaml::written(id, style),
    }
}

/// Says of each item whether it repeats another once the names are changed, and did not before.
fn repeats(nodes: &[Node], item: &Field, names: Names<'_>) -> Vec<bool> {
    let changed: Vec<bool> = nodes.iter().map(|node| mentions(node, &item.holds, names)).collect();
    if !changed.contains(&true) {
        return changed;
    }
    let new: Vec<Node> = nodes.iter().map(|node| renamed(node, &item.holds, names)).collect();
    let repeats = |at: usize| {
        let rival = |other: usize| other < at || !changed[other];
        changed[at]
            && (0..new.len())
                .any(|other| other != at && rival(other) && tree::same(&new[other], &new[at]))
    };
    (0..new.len()).map(repeats).collect()
}

fn mentions(node: &Node, holds: &Type, names: Names<'_>) -> bool {
    let mut found = Vec::new();
    find(node, holds, "", names.gone, &mut found);
    !found.is_empty()
}

/// Returns the value as it will be.
fn renamed(node: &Node, holds: &Type, names: Names<'_>) -> Node {
    let mut new = node.clone();
    match (holds, &mut new.content) {
        (Type::Reference(_), Content::Scalar(scalar)) if scalar.text == names.gone => {
            names.keep.clone_into(&mut scalar.text);
        }
        (Type::Map(fields), Content::Map(_)) => return renamed_map(node, fields, names),
        (Type::List(item), Content::List(nodes)) => {
            let drop = repeats(nodes, item, names);
            let kept = nodes.iter().zip(drop).filter(|(_, drop)| !drop);
            *nodes = kept.map(|(node, _)| renamed(node, &item.holds, names)).collect();
        }
        _ => {}
    }
    new
}

fn renamed_map(node: &Node, fields: &[Field], names: Names<'_>) -> Node {
    let mut new = node.clone();
    if let Content::Map(entries) = &mut new.content {
        for entry in entries {
            if let Some(field) = fields.iter().find(|field| field.name == entry.key) {
                entry.node = renamed(&entry.node, &field.holds, names);
            }
        }
    }
    new
}
