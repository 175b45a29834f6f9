//! Values from one text into another: an entry or item with its place enters, text leaves that
//! says the same where it is put, letter for letter where the layouts allow it.

use super::edit::Edits;
use super::layout::{Layout, is_bracketed};
use super::tree;
use crate::diagnostic::Span;
use crate::schema::Field;
use crate::yaml::{Entry, Node, Style, is_syntax, quoted};

/// A value in the text that it comes from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) layout: &'a Layout<'a>,
    pub(super) node: &'a Node,
    /// Where its key or dash is.
    pub(super) start: usize,
    /// Whether it stands within brackets.
    pub(super) flow: bool,
    pub(super) field: Option<&'a Field>,
}

impl Source<'_> {
    /// Returns the value on one line, as it may stand within brackets.
    fn inline(&self) -> String {
        let raw = &self.layout.text[self.node.span.clone()];
        let fits = match self.node.scalar().map(|scalar| scalar.style) {
            Some(Style::Plain) => self.flow || !is_syntax(raw),
            Some(Style::Single | Style::Double) => true,
            Some(Style::Block) => false,
            None => is_bracketed(self.layout.text, self.node),
        };
        if fits && !raw.contains('\n') {
            return raw.to_owned();
        }
        let node = tree::without_line_ends(self.node);
        match self.field {
            Some(field) => field.written(&node),
            None => quoted(node.text().unwrap_or_default()).into_owned(),
        }
    }

    /// Returns the value with `head`, its key or dash, as lines that start at this column, and
    /// the lines that it has in its own text, if they were taken as they are, comments and all.
    fn block(&self, head: &str, column: usize, newline: &str) -> (String, Option<Span>) {
        if self.flow {
            let line = format!("{}{head} {}", " ".repeat(column), self.inline());
            return (line, None);
        }
        let lines = self.layout.lines(self.start, self.node.span.end);
        let raw = self.layout.text[lines.clone()].trim_end_matches(['\r', '\n']);
        (shifted(raw, self.layout.column(self.start), column, newline), Some(lines))
    }
}

/// Returns lines moved from one column to another.
fn shifted(raw: &str, from: usize, to: usize, newline: &str) -> String {
    let more = " ".repeat(to.saturating_sub(from));
    let move_line = |line: &str| {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        match line.is_empty() {
            true => String::new(),
            false => format!("{more}{}", &line[blanks.min(from.saturating_sub(to))..]),
        }
    };
    raw.lines().map(move_line).collect::<Vec<_>>().join(newline)
}

/// Puts an entry into a map, where the order of these keys wants it. Returns the lines of its own
/// text, if they were taken over as they are.
pub(super) fn entry(
    target: &Layout<'_>,
    map: &Node,
    flow: bool,
    order: &[&str],
    key: &str,
    source: &Source<'_>,
    edits: &mut Edits,
) -> Option<Span> {
    let entries = map.map().unwrap_or_default();
    let written = || format!("{}: {}", quoted(key), source.inline());
    let Some((neighbour, after)) = neighbour(entries, order, key) else {
        edits.replace(map.span.clone(), format!("{{{}}}", written()));
        return None;
    };
    let (start, end) = (neighbour.key_span.start, neighbour.node.span.end);
    if flow || is_bracketed(target.text, map) {
        match after {
            true => edits.insert(end, format!(", {}", written())),
            false => edits.insert(start, format!("{}, ", written())),
        }
        return None;
    }
    let head = format!("{}:", quoted(key));
    let (lines, carried) = source.block(&head, target.column(start), target.newline);
    let newline = target.newline;
    let own = target.lines(start, end);
    let spaced = is_spaced(target, entries);
    if after {
        let at = if tree::ends_in_blank_lines(&neighbour.node) {
            past_blank_lines(target.text, own.end)
        } else {
            own.end
        };
        let lines = if spaced { format!("{newline}{lines}") } else { lines };
        insert_lines(target, at, &lines, edits);
    } else {
        let gap = if spaced { newline } else { "" };
        edits.insert(own.start, format!("{lines}{newline}{gap}"));
    }
    carried
}

/// Puts items behind those of a list. Returns the lines of their own text that were taken over as
/// they are.
pub(super) fn items(
    target: &Layout<'_>,
    list: &Node,
    flow: bool,
    sources: &[Source<'_>],
    edits: &mut Edits,
) -> Vec<Span> {
    let present = list.list().unwrap_or_default();
    let written = || sources.iter().map(Source::inline).collect::<Vec<_>>().join(", ");
    let Some(last) = present.last() else {
        edits.replace(list.span.clone(), format!("[{}]", written()));
        return Vec::new();
    };
    let from = present.iter().rev().nth(1).map_or(list.span.start, |item| item.span.end);
    let dash = match flow || is_bracketed(target.text, list) {
        true => None,
        false => target.dash(from, last.span.start),
    };
    let Some(dash) = dash else {
        edits.insert(last.span.end, format!(", {}", written()));
        return Vec::new();
    };
    let at = target.lines(dash, last.span.end).end;
    let mut carried = Vec::new();
    for source in sources {
        let (lines, span) = source.block("-", target.column(dash), target.newline);
        insert_lines(target, at, &lines, edits);
        carried.extend(span);
    }
    carried
}

/// Puts a comment on a line of its own above the line of this byte.
pub(super) fn comment(target: &Layout<'_>, at: usize, text: &str, edits: &mut Edits) {
    let blanks = " ".repeat(if target.starts_line(at) { target.column(at) } else { 0 });
    edits.insert(target.line(at), format!("{blanks}{text}{}", target.newline));
}

/// Puts lines before the line that starts here, which may be the end of a text without a line
/// end.
fn insert_lines(target: &Layout<'_>, at: usize, lines: &str, edits: &mut Edits) {
    let newline = target.newline;
    match at == target.text.len() && !target.text.ends_with('\n') {
        true => edits.insert(at, format!("{newline}{lines}")),
        false => edits.insert(at, format!("{lines}{newline}")),
    }
}

/// Returns the entry that a new key stands next to, and whether it comes after it: the nearest
/// one before it in the order, or else the nearest one behind it.
fn neighbour<'e>(entries: &'e [Entry], order: &[&str], key: &str) -> Option<(&'e Entry, bool)> {
    let place = |key: &str| order.iter().position(|name| *name == key).unwrap_or(usize::MAX);
    let own = place(key);
    let before = entries.iter().filter(|entry| place(&entry.key) < own);
    let behind = entries.iter().filter(|entry| place(&entry.key) > own);
    before
        .max_by_key(|entry| place(&entry.key))
        .map(|entry| (entry, true))
        .or_else(|| behind.min_by_key(|entry| place(&entry.key)).map(|entry| (entry, false)))
}

/// Returns whether blank lines stand between the entries of a map.
fn is_spaced(target: &Layout<'_>, entries: &[Entry]) -> bool {
    let lines = |entry: &Entry| target.lines(entry.key_span.start, entry.node.span.end);
    entries.len() > 1 && entries[1..].iter().all(|entry| target.blank_above(lines(entry).start))
}

fn past_blank_lines(text: &str, from: usize) -> usize {
    let blank = |line: &&str| line.trim().is_empty();
    from + text[from..].split_inclusive('\n').take_while(blank).map(str::len).sum::<usize>()
}
