//! Examples that nobody has replaced: the tree of a record and its text enter, a diagnostic
//! leaves for each value that still has the mark of the skeleton. Values are not looked at.

use std::sync::Arc;

use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink, Span};
use crate::yaml::{Content, Node};

/// What a skeleton has behind a value that is only an example.
pub const MARK: &str = "# example";

/// Drops a diagnostic for each marked value.
pub(super) fn report(root: &Node, text: &str, file: &Arc<str>, sink: &mut Sink) {
    if text.contains(MARK) {
        values(root, text, file, sink);
    }
}

/// Returns whether this value or one inside it has the mark.
fn values(node: &Node, text: &str, file: &Arc<str>, sink: &mut Sink) -> bool {
    let mut any = false;
    match &node.content {
        Content::Scalar(_) => {}
        Content::List(items) => {
            for item in items {
                any |= values(item, text, file, sink);
            }
        }
        Content::Map(entries) => {
            for entry in entries {
                let key = &entry.key_span;
                let mut marked = is_marked(text, key.end, ":");
                if !marked {
                    let inside = values(&entry.node, text, file, sink);
                    any |= inside;
                    marked = !inside && is_marked(text, entry.node.span.end, "");
                }
                if marked {
                    sink.push(unfilled(&entry.key, key.start..entry.node.span.end, file));
                }
                any |= marked;
            }
        }
    }
    any
}

/// Returns whether the mark follows on the same line, behind this sign.
fn is_marked(text: &str, from: usize, sign: &str) -> bool {
    let rest = text.get(from..).unwrap_or_default().lines().next().unwrap_or_default();
    rest.trim_start().strip_prefix(sign).is_some_and(|rest| rest.trim() == MARK)
}

fn unfilled(key: &str, span: Span, file: &Arc<str>) -> Diagnostic {
    let message = format!("`{key}` still holds the example of its page");
    Diagnostic::new(&codes::UNFILLED_EXAMPLE, Place::new(file, span), message)
        .label("an example, not a fact")
        .help("write what the source says, and take `# example` away")
}
