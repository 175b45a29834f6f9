//! Values without their places: two trees enter, whether they say the same leaves. How a value
//! is quoted or laid out does not matter here.

use crate::yaml::{Content, Node, Style};

/// Returns a scalar's text without the line ends that YAML leaves at the end of a block.
pub(super) fn words(node: &Node) -> Option<&str> {
    let scalar = node.scalar()?;
    match scalar.style {
        Style::Block => Some(scalar.text.trim_end_matches('\n')),
        _ => Some(&scalar.text),
    }
}

/// Returns whether two values say the same; the order of keys does not matter, that of items
/// does.
pub(super) fn same(one: &Node, other: &Node) -> bool {
    match (&one.content, &other.content) {
        (Content::Scalar(_), Content::Scalar(_)) => words(one) == words(other),
        (Content::List(one), Content::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Content::Map(entries), Content::Map(others)) => {
            let twin = |key: &str| other.get(key);
            entries.len() == others.len()
                && entries.iter().all(|e| twin(&e.key).is_some_and(|twin| same(&e.node, twin)))
        }
        _ => false,
    }
}

/// Returns a value whose blocks have no line ends at their end.
pub(super) fn without_line_ends(node: &Node) -> Node {
    let mut node = node.clone();
    trim(&mut node);
    node
}

fn trim(node: &mut Node) {
    match &mut node.content {
        Content::Scalar(scalar) if scalar.style == Style::Block => {
            scalar.text.truncate(scalar.text.trim_end_matches('\n').len());
        }
        Content::Scalar(_) => {}
        Content::List(items) => items.iter_mut().for_each(trim),
        Content::Map(entries) => entries.iter_mut().for_each(|entry| trim(&mut entry.node)),
    }
}

/// Returns whether blank lines at the end of a value are a part of it.
pub(super) fn ends_in_blank_lines(node: &Node) -> bool {
    match &node.content {
        Content::Scalar(scalar) => scalar.style == Style::Block && scalar.text.ends_with("\n\n"),
        Content::List(items) => items.last().is_some_and(ends_in_blank_lines),
        Content::Map(entries) => entries.last().is_some_and(|e| ends_in_blank_lines(&e.node)),
    }
}
