//! Items taken out of lists: a list and the items to drop enter, changes to its text leave.
//! One item at least stays.

use super::edit::Edits;
use super::layout::{Layout, is_bracketed};
use crate::diagnostic::Span;
use crate::yaml::Node;

/// What becomes of the comments of an item that is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comments {
    /// They stay where they are.
    Stay,
    /// They go with their item.
    Go,
}

/// Takes the items out for which `drop` holds true.
pub(super) fn items(
    layout: &Layout<'_>,
    list: &Node,
    flow: bool,
    drop: &[bool],
    comments: Comments,
    edits: &mut Edits,
) -> Option<()> {
    if !drop.contains(&true) {
        return Some(());
    }
    let items = list.list()?;
    let flow = flow || is_bracketed(layout.text, list);
    let kept = drop.iter().position(|drop| !drop)?;
    for at in (0..items.len()).filter(|at| drop[*at]) {
        match flow {
            true => from_brackets(layout, items, at, at > kept, edits),
            false => {
                let dash = dash(layout, list, items, at)?;
                lines(layout, dash, items[at].span.end, comments, edits);
            }
        }
    }
    Some(())
}

/// Returns the dash of an item, which must be the first thing on its line.
fn dash(layout: &Layout<'_>, list: &Node, items: &[Node], at: usize) -> Option<usize> {
    let from = if at == 0 { list.span.start } else { items[at - 1].span.end };
    let dash = layout.dash(from, items[at].span.start)?;
    layout.starts_line(dash).then_some(dash)
}

/// Takes an item's lines out of a block list.
fn lines(layout: &Layout<'_>, dash: usize, end: usize, comments: Comments, edits: &mut Edits) {
    if comments == Comments::Go {
        edits.remove(layout.lines(dash, end));
        return;
    }
    let span = layout.line(dash)..layout.next_line(end);
    let blanks = " ".repeat(layout.column(dash));
    let line =
        |comment: &Span| format!("{blanks}{}{}", &layout.text[comment.clone()], layout.newline);
    let left: String = layout.comments_in(&span).map(line).collect();
    edits.replace(span, left);
}

/// Takes an item out of a list in brackets, with one comma. `kept_before` says whether an item
/// before it stays.
fn from_brackets(
    layout: &Layout<'_>,
    items: &[Node],
    at: usize,
    kept_before: bool,
    edits: &mut Edits,
) {
    let own = items[at].span.clone();
    let before = at.checked_sub(1).map(|at| items[at].span.end);
    let behind = items.get(at + 1).map(|next| next.span.start);
    let whole = match (kept_before, before, behind) {
        (true, Some(before), _) => before..own.end,
        (false, _, Some(behind)) => own.start..behind,
        _ => return,
    };
    if layout.comments_in(&whole).next().is_none() {
        edits.remove(whole);
        return;
    }
    // Without a next item, a comma stays behind, as YAML allows.
    if let Some(behind) = behind {
        edits.remove(comma(layout, &(own.end..behind)));
    }
    edits.remove(own);
}

/// Returns the comma between two items.
fn comma(layout: &Layout<'_>, gap: &Span) -> Span {
    let commented = |at: usize| layout.comments.iter().any(|comment| comment.contains(&at));
    let found = layout.text[gap.clone()].match_indices(',').map(|(at, _)| gap.start + at);
    let at = found.into_iter().find(|at| !commented(*at));
    at.map_or(gap.start..gap.start, |at| at..at + 1)
}
