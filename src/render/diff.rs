//! A text before and after as a unified diff, such as `git apply` takes. Texts enter,
//! lines leave; nothing is judged here.

use similar::{ChangeTag, TextDiff};

use super::style::Style;
use super::visible::visible;

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// Returns what changes in a file; it is deleted where there is no text after.
pub fn diff(path: &str, before: &str, after: Option<&str>, style: Style) -> String {
    let new = match after {
        Some(_) => format!("b/{path}"),
        None => "/dev/null".to_owned(),
    };
    let mut out = format!("--- a/{path}\n+++ {new}\n");
    let diff = TextDiff::from_lines(before, after.unwrap_or_default());
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        out.push_str(&format!("{}\n", hunk.header()));
        for change in hunk.iter_changes() {
            let raw = change.value().trim_end_matches('\n');
            let text = raw.trim_end_matches('\r');
            // The end of a line stays what it is, so that the diff can be applied.
            let line = format!("{}{}{}", change.tag(), visible(text), &raw[text.len()..]);
            out.push_str(&match change.tag() {
                ChangeTag::Insert => style.green(&line),
                ChangeTag::Delete => style.red(&line),
                ChangeTag::Equal => line,
            });
            out.push('\n');
            if change.missing_newline() {
                out.push_str("\\ No newline at end of file\n");
            }
        }
    }
    out
}
