//! Changes to a text by spans of its bytes: they enter in any order, the new text leaves. Bytes
//! that no change names stay as they are.

use crate::diagnostic::Span;

/// Changes that are not yet made.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Span, String)>);

impl Edits {
    /// Puts a text in the place of these bytes.
    pub(super) fn replace(&mut self, span: Span, text: impl Into<String>) {
        self.0.push((span, text.into()));
    }

    /// Puts a text before this byte, behind what was put there already.
    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// Takes these bytes away.
    pub(super) fn remove(&mut self, span: Span) {
        self.replace(span, "");
    }

    /// Returns the changed text; nothing, where two changes touch the same bytes.
    pub(super) fn apply(mut self, text: &str) -> Option<String> {
        self.0.sort_by_key(|(span, _)| (span.start, span.end));
        let mut out = String::with_capacity(text.len() + 256);
        let mut at = 0;
        for (span, new) in &self.0 {
            out.push_str(text.get(at..span.start)?);
            out.push_str(new);
            at = span.end;
        }
        out.push_str(text.get(at..)?);
        Some(out)
    }
}
