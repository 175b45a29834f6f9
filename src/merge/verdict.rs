//! Verdicts on pairs of records when two records become one: verdicts enter, those leave that
//! have nothing more to say, and what stands against the merge.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::conflict;
use super::rename::Names;
use crate::diagnostic::{Diagnostic, Span};
use crate::duplicate;
use crate::schema::{Role, Schema};
use crate::yaml::Node;

/// A verdict on a pair of records.
pub(super) struct Verdict<'a> {
    file: &'a Arc<str>,
    pair: [String; 2],
    place: Span,
    different: Option<Span>,
}

impl<'a> Verdict<'a> {
    /// Returns what a record says, if it is a verdict on a pair.
    pub(super) fn read(schema: &Schema, file: &'a Arc<str>, root: &Node) -> Option<Verdict<'a>> {
        let pair = schema.with_role(Role::Compared)?;
        let word = schema.with_role(Role::Verdict)?;
        let list = root.get(&pair.name)?;
        let [one, other] = list.list()? else { return None };
        let pair = [one.text()?.to_owned(), other.text()?.to_owned()];
        let different = root
            .get(&word.name)
            .filter(|word| {
                word.text().and_then(duplicate::Verdict::find)
                    == Some(duplicate::Verdict::Different)
            })
            .map(|word| word.span.clone());
        Some(Verdict { file, pair, place: list.span.clone(), different })
    }

    /// Returns whether it is on the two that become one.
    pub(super) fn is_settled(&self, names: Names<'_>) -> bool {
        let has = |id: &str| self.pair.iter().any(|other| other == id);
        has(names.keep) && has(names.gone)
    }

    /// Returns the record that it holds against one of the two.
    fn other(&self, names: Names<'_>) -> Option<&str> {
        let own = |id: &String| *id == names.keep || *id == names.gone;
        let [one, other] = &self.pair;
        match (own(one), own(other)) {
            (true, false) => Some(other),
            (false, true) => Some(one),
            _ => None,
        }
    }
}

/// Returns what stands against the merge.
pub(super) fn conflicts(verdicts: &[Verdict<'_>], names: Names<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut first: BTreeMap<&str, &Verdict<'_>> = BTreeMap::new();
    for verdict in verdicts {
        if verdict.is_settled(names) {
            let span = verdict.different.clone();
            found.extend(span.map(|span| conflict::are_two(verdict.file, span, names)));
        } else if let Some(other) = verdict.other(names) {
            let place = |verdict: &Verdict<'_>| verdict.place.clone();
            if let Some(first) = first.get(other) {
                let (one, two) = ((first.file, place(first)), (verdict.file, place(verdict)));
                found.push(conflict::twice(one, two, names, other));
            } else {
                first.insert(other, verdict);
            }
        }
    }
    found
}
