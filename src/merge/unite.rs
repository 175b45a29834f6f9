//! Two records of one kind made one: their texts and trees enter, the text leaves that has what
//! both say, and every value in which they differ. What they differ in stays as the first has it.

use super::edit::Edits;
use super::graft::{self, Source};
use super::layout::{Layout, is_bracketed};
use super::tree;
use crate::diagnostic::Span;
use crate::schema::{self, Field, Type};
use crate::yaml::{Content, Entry, Node};

/// A record's text with its tree.
#[derive(Debug, Clone)]
pub(super) struct Read {
    pub(super) text: String,
    pub(super) root: Node,
}

/// A value that two records give differently.
#[derive(Debug, Clone)]
pub(super) struct Difference {
    /// The path of the field.
    pub(super) path: String,
    pub(super) keep: Span,
    pub(super) gone: Span,
    /// Whether it is a fact in one word, which a claim can hold.
    pub(super) claimable: bool,
}

/// What two records are together.
#[derive(Debug)]
pub(super) struct United {
    pub(super) text: String,
    pub(super) tree: Node,
    pub(super) differences: Vec<Difference>,
    /// How many fields the first lacked.
    pub(super) fields: usize,
    /// How many items its lists lacked.
    pub(super) items: usize,
    /// Comments of the second that stand at a value which was not taken over.
    pub(super) left: Vec<Span>,
}

/// Returns what two records of these fields are together. Nothing leaves where a layout is too
/// unusual to be kept.
pub(super) fn unite(keep: &Read, gone: &Read, fields: &[Field]) -> Option<United> {
    let (target, origin) = (Layout::of(&keep.text, &keep.root), Layout::of(&gone.text, &gone.root));
    let mut union = Union {
        keep: &target,
        gone: &origin,
        edits: Edits::default(),
        differences: Vec::new(),
        carried: Vec::new(),
        fields: 0,
        items: 0,
    };
    let pair = Pair { keep: &keep.root, gone: &gone.root, keep_flow: false, gone_flow: false };
    let tree = union.map(pair, &parts(fields), "");
    let left = union.comments(&keep.root, &gone.root)?;
    let Union { edits, differences, fields, items, .. } = union;
    let text = edits.apply(&keep.text)?;
    Some(United { text, tree, differences, fields, items, left })
}

/// A part of a map: its key and, where the engine does not read the map as one value, its field.
type Part<'a> = (&'a str, Option<&'a Field>);

fn parts(fields: &[Field]) -> Vec<Part<'_>> {
    fields.iter().map(|field| (field.name.as_str(), Some(field))).collect()
}

fn keys(holds: &Type) -> Vec<Part<'_>> {
    holds.keys().iter().map(|key| (*key, None)).collect()
}

/// A value of both records, and whether it stands within brackets there.
#[derive(Clone, Copy)]
struct Pair<'a> {
    keep: &'a Node,
    gone: &'a Node,
    keep_flow: bool,
    gone_flow: bool,
}

struct Union<'a> {
    keep: &'a Layout<'a>,
    gone: &'a Layout<'a>,
    edits: Edits,
    differences: Vec<Difference>,
    /// The lines of the second text that were taken over as they are.
    carried: Vec<Span>,
    fields: usize,
    items: usize,
}

impl<'a> Union<'a> {
    fn map(&mut self, pair: Pair<'a>, parts: &[Part<'a>], path: &str) -> Node {
        let mut entries = pair.keep.map().unwrap_or_default().to_vec();
        let inside = Pair {
            keep_flow: pair.keep_flow || is_bracketed(self.keep.text, pair.keep),
            gone_flow: pair.gone_flow || is_bracketed(self.gone.text, pair.gone),
            ..pair
        };
        for (key, field) in parts {
            let Some(gone) = pair.gone.entry(key) else { continue };
            let Some(keep) = pair.keep.entry(key) else {
                self.add(inside, parts, gone, *field);
                entries.push(gone.clone());
                continue;
            };
            let values = Pair { keep: &keep.node, gone: &gone.node, ..inside };
            let node = self.both(values, *field, &schema::path(path, key));
            entries.iter_mut().filter(|entry| entry.key == *key).for_each(|entry| {
                entry.node = node.clone();
            });
        }
        Node { span: pair.keep.span.clone(), content: Content::Map(entries) }
    }

    /// Takes an entry over that the first record lacks.
    fn add(
        &mut self,
        pair: Pair<'a>,
        parts: &[Part<'a>],
        entry: &'a Entry,
        field: Option<&'a Field>,
    ) {
        let order: Vec<&str> = parts.iter().map(|(key, _)| *key).collect();
        let source = Source {
            layout: self.gone,
            node: &entry.node,
            start: entry.key_span.start,
            flow: pair.gone_flow,
            field,
        };
        let edits = &mut self.edits;
        let span =
            graft::entry(self.keep, pair.keep, pair.keep_flow, &order, &entry.key, &source, edits);
        self.carried.extend(span);
        self.fields += 1;
    }

    /// Returns the value that two records have together.
    fn both(&mut self, pair: Pair<'a>, field: Option<&'a Field>, path: &str) -> Node {
        let holds = field.map(|field| &field.holds);
        match holds {
            Some(Type::List(item)) => self.list(pair, item),
            Some(Type::Map(fields)) => self.map(pair, &parts(fields), path),
            Some(holds @ Type::Text) => self.map(pair, &keys(holds), path),
            // What sort of sum it is says nothing of another sum.
            Some(holds @ Type::Money(_)) if same_sum(pair) => self.map(pair, &keys(holds), path),
            _ => {
                if !tree::same(pair.keep, pair.gone) {
                    self.differences.push(Difference {
                        path: path.to_owned(),
                        keep: pair.keep.span.clone(),
                        gone: pair.gone.span.clone(),
                        claimable: holds.is_some_and(is_fact),
                    });
                }
                pair.keep.clone()
            }
        }
    }

    /// Takes over the items that the first record's list lacks.
    fn list(&mut self, pair: Pair<'a>, item: &'a Field) -> Node {
        let mut items = pair.keep.list().unwrap_or_default().to_vec();
        let nodes = pair.gone.list().unwrap_or_default();
        let flow = pair.gone_flow || is_bracketed(self.gone.text, pair.gone);
        let mut sources = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            if items.iter().any(|present| tree::same(present, node)) {
                continue;
            }
            let from = if at == 0 { pair.gone.span.start } else { nodes[at - 1].span.end };
            let dash = if flow { None } else { self.gone.dash(from, node.span.start) };
            let start = dash.unwrap_or(node.span.start);
            let field = Some(item);
            sources.push(Source { layout: self.gone, node, start, flow: dash.is_none(), field });
            items.push(node.clone());
        }
        if !sources.is_empty() {
            self.items += sources.len();
            let edits = &mut self.edits;
            let carried = graft::items(self.keep, pair.keep, pair.keep_flow, &sources, edits);
            self.carried.extend(carried);
        }
        Node { span: pair.keep.span.clone(), content: Content::List(items) }
    }

    /// Puts what is left of the second record's comments where the first has the same field.
    /// Returns those at values in which the two differ: there they would be wrong.
    fn comments(&mut self, keep: &Node, gone: &Node) -> Option<Vec<Span>> {
        let taken = |comment: &Span| self.carried.iter().any(|span| span.contains(&comment.start));
        let loose: Vec<Span> =
            self.gone.comments.iter().filter(|comment| !taken(comment)).cloned().collect();
        let mut left = Vec::new();
        for comment in loose {
            let key = owner(self.gone, gone, comment.start)?;
            let differs = |difference: &Difference| {
                let rest = difference.path.strip_prefix(key);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            let words = &self.gone.text[comment.clone()];
            if self.differences.iter().any(differs) {
                left.push(comment);
            } else if !self
                .keep
                .comments
                .iter()
                .any(|other| &self.keep.text[other.clone()] == words)
            {
                let anchor = match keep.entry(key) {
                    Some(entry) if !is_bracketed(self.keep.text, keep) => entry.key_span.start,
                    _ => keep.span.start,
                };
                graft::comment(self.keep, anchor, words, &mut self.edits);
            }
        }
        Some(left)
    }
}

/// Returns the key of the top-level entry that a comment belongs to.
fn owner<'n>(layout: &Layout<'_>, root: &'n Node, at: usize) -> Option<&'n str> {
    let entries = root.map()?;
    let start = |entry: &Entry| layout.lines(entry.key_span.start, entry.node.span.end).start;
    let owner = entries.iter().rev().find(|entry| start(entry) <= at);
    owner.or(entries.first()).map(|entry| entry.key.as_str())
}

fn same_sum(pair: Pair<'_>) -> bool {
    ["amount", "currency"].iter().all(|key| match (pair.keep.get(key), pair.gone.get(key)) {
        (Some(keep), Some(gone)) => tree::same(keep, gone),
        _ => false,
    })
}

/// Returns whether a value is a fact in one word, rather than our own words or a name.
fn is_fact(holds: &Type) -> bool {
    match holds {
        Type::Word(_)
        | Type::Integer
        | Type::Number
        | Type::Boolean
        | Type::Date
        | Type::Count
        | Type::Decimal
        | Type::Reference(_) => true,
        Type::String | Type::Money(_) | Type::Text | Type::Map(_) | Type::List(_) => false,
    }
}
