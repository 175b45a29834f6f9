//! The evidence of values that are not taken over: a record and the values in which it differs
//! enter; its text without their citations leaves, and what it says as claims. A citation must
//! not end up under a value that its source does not give.

use super::edit::Edits;
use super::layout::{Layout, is_bracketed};
use super::remove::{self, Comments};
use super::tree;
use super::unite::{Difference, Read};
use crate::diagnostic::Span;
use crate::schema::{self, Field, Role, Type};
use crate::yaml::{Entry, Node, quoted};

/// The shared tables that hold evidence.
const CITATIONS: &str = "citations";
const CLAIMS: &str = "claims";

/// Returns a record's text without citations of these values only, and where those stood; and
/// without claims that say of them what `keep` does. Nothing leaves where the layout is too
/// unusual.
pub(super) fn without(
    gone: &Read,
    keep: &Read,
    fields: &[Field],
    dropped: &[&Difference],
) -> Option<(String, Vec<Span>)> {
    let layout = Layout::of(&gone.text, &gone.root);
    let mut edits = Edits::default();
    let mut lost = Vec::new();
    let flow = is_bracketed(&gone.text, &gone.root);
    for (entry, item) in tables(&gone.root, fields, CITATIONS) {
        let Some(supports) = item.fields().iter().find(|field| is_paths(field)) else { continue };
        let nodes = entry.node.list()?;
        let kept: Vec<Option<Vec<bool>>> = nodes
            .iter()
            .map(|node| unsupported(node.get(&supports.name)?, &gone.root, dropped))
            .collect();
        let drop: Vec<bool> = kept
            .iter()
            .map(|drop| drop.as_ref().is_some_and(|drop| drop.iter().all(|drop| *drop)))
            .collect();
        lost.extend(
            nodes.iter().zip(&drop).filter(|(_, drop)| **drop).map(|(n, _)| n.span.clone()),
        );
        let inside = flow || is_bracketed(&gone.text, &entry.node);
        for (node, paths) in nodes.iter().zip(&kept) {
            let (Some(paths), Some(list)) = (paths, node.get(&supports.name)) else { continue };
            if !paths.iter().all(|drop| *drop) {
                let inside = inside || is_bracketed(&gone.text, node);
                remove::items(&layout, list, inside, paths, Comments::Stay, &mut edits)?;
            }
        }
        take_out(&layout, entry, flow, &drop, &mut edits)?;
    }
    for (entry, item) in tables(&gone.root, fields, CLAIMS) {
        let Some(path) = path_field(item) else { continue };
        let said = |node: &Node| {
            let (path, value) = (node.get(path)?.text()?, node.get("value")?);
            let difference = dropped.iter().find(|difference| difference.path == path)?;
            let kept = at(&keep.root, &difference.path)?;
            Some(tree::words(kept)? == tree::words(value)?)
        };
        let drop: Vec<bool> =
            entry.node.list()?.iter().map(|node| said(node).unwrap_or(false)).collect();
        take_out(&layout, entry, flow, &drop, &mut edits)?;
    }
    Some((edits.apply(&gone.text)?, lost))
}

/// Returns a record with a claim for what `gone` says of this value, and the reason not to follow
/// it. Nothing leaves where the value is no fact, or not exactly one source gives it.
pub(super) fn claim(
    gone: &Read,
    fields: &[Field],
    difference: &Difference,
    why_not: &str,
) -> Option<String> {
    let claims = fields.iter().find(|field| field.table.as_deref() == Some(CLAIMS))?;
    let Type::List(item) = &claims.holds else { return None };
    let path = path_field(item)?;
    let has = |name: &str| item.fields().iter().any(|field| field.name == name);
    let fits = difference.claimable && ["value", "source", "why_not"].into_iter().all(has);
    let value = at(&gone.root, &difference.path).and_then(tree::words).filter(|_| fits)?;
    let citations = cited(&gone.root, fields, &difference.path);
    let mut sources: Vec<&str> =
        citations.iter().filter_map(|node| node.get("source")?.text()).collect();
    sources.dedup();
    let [source] = sources[..] else { return None };
    let wording = item.fields().iter().find(|field| field.name == "wording");
    let wording = match (&citations[..], wording) {
        ([only], Some(field)) => only.get("wording").map(|node| field.written(node)),
        _ => None,
    };
    let wording = wording.map(|wording| format!("    wording: {wording}\n")).unwrap_or_default();
    Some(format!(
        "{}:\n  - {path}: {}\n    value: {}\n    source: {}\n{wording}    why_not: {}\n",
        claims.name,
        quoted(&difference.path),
        quoted(value),
        quoted(source),
        quoted(why_not),
    ))
}

/// Returns the citations of a value: those that name it, or else those of the whole record.
fn cited<'a>(root: &'a Node, fields: &'a [Field], path: &str) -> Vec<&'a Node> {
    let (mut named, mut whole) = (Vec::new(), Vec::new());
    for (entry, item) in tables(root, fields, CITATIONS) {
        let supports = item.fields().iter().find(|field| is_paths(field));
        for node in entry.node.list().unwrap_or_default() {
            let paths = supports.and_then(|field| node.get(&field.name)?.list());
            match paths {
                None => whole.push(node),
                Some(paths) if paths.iter().filter_map(Node::text).any(|p| holds(p, path)) => {
                    named.push(node);
                }
                Some(_) => {}
            }
        }
    }
    if named.is_empty() { whole } else { named }
}

/// Returns the lists of a record that go to this shared table, with the field of their items.
fn tables<'a>(
    root: &'a Node,
    fields: &'a [Field],
    table: &'a str,
) -> impl Iterator<Item = (&'a Entry, &'a Field)> {
    fields.iter().filter(move |field| field.table.as_deref() == Some(table)).filter_map(|field| {
        let Type::List(item) = &field.holds else { return None };
        Some((root.entry(&field.name)?, &**item))
    })
}

fn is_paths(field: &Field) -> bool {
    matches!(&field.holds, Type::List(item) if item.role == Some(Role::Path))
}

fn path_field(item: &Field) -> Option<&str> {
    let field = item.fields().iter().find(|field| field.role == Some(Role::Path))?;
    Some(&field.name)
}

/// Says of each path in a list whether nothing that is there is taken over.
fn unsupported(paths: &Node, root: &Node, dropped: &[&Difference]) -> Option<Vec<bool>> {
    let is_dropped = |path: &str| is_dropped(at(root, path), path, dropped);
    Some(paths.list()?.iter().map(|node| node.text().is_some_and(is_dropped)).collect())
}

/// Returns whether a value differs, or each of its parts does.
fn is_dropped(node: Option<&Node>, path: &str, dropped: &[&Difference]) -> bool {
    let parts = node.and_then(Node::map).unwrap_or_default();
    let part =
        |entry: &Entry| is_dropped(Some(&entry.node), &schema::path(path, &entry.key), dropped);
    dropped.iter().any(|difference| holds(&difference.path, path))
        || (!parts.is_empty() && parts.iter().all(part))
}

/// Returns whether a path leads to what is at another, or inside that.
fn holds(outer: &str, path: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Takes items out of a list, or the whole list where none would stay.
fn take_out(
    layout: &Layout<'_>,
    entry: &Entry,
    flow: bool,
    drop: &[bool],
    edits: &mut Edits,
) -> Option<()> {
    if drop.contains(&false) || drop.is_empty() {
        return remove::items(layout, &entry.node, flow, drop, Comments::Go, edits);
    }
    if flow {
        return None;
    }
    edits.remove(layout.lines(entry.key_span.start, entry.node.span.end));
    Some(())
}

/// Returns the value at a path through maps.
fn at<'a>(root: &'a Node, path: &str) -> Option<&'a Node> {
    path.split('.').try_fold(root, |node, key| node.get(key))
}
