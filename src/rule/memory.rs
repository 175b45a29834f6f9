//! What the rules found the last time: while people write, most of it is found again. The names
//! of tables that changed enter; the hits and diagnostics that still hold leave.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Rules;
use super::hit::{Hit, Places};
use super::page::Rule;
use crate::diagnostic::{Diagnostic, Sink};
use crate::record::Index;
use crate::source::Stamp;

/// What a rule found: its hits, and what is wrong with its page.
pub(super) type Found = (Vec<Hit>, Sink);

/// What is remembered of rules, for the pages that they were read from.
#[derive(Debug, Default)]
pub struct Memory {
    index: Index,
    /// By the rule.
    found: HashMap<String, Found>,
    /// By the rule, the record and the field.
    shown: HashMap<(String, Arc<str>, String), Shown>,
}

/// A hit as it was shown.
#[derive(Debug)]
pub(super) struct Shown {
    hit: Hit,
    /// Of the files that it speaks of.
    stamps: Vec<Option<Stamp>>,
    pub(super) diagnostic: Diagnostic,
}

impl Memory {
    /// Forgets what rules found in these tables, and everything where other records are there.
    pub fn forget(&mut self, rules: &Rules, changed: &BTreeSet<String>, index: &Index) {
        if !self.index.same(index) {
            *self = Memory { index: index.clone(), ..Memory::default() };
        }
        for rule in rules.all.iter().filter(|rule| !rule.tables.is_disjoint(changed)) {
            self.found.remove(&rule.id);
        }
    }

    /// Returns what a rule found, if it would find it again.
    pub(super) fn found(&self, rule: &Rule) -> Option<&Found> {
        self.found.get(&rule.id)
    }

    /// Returns a hit with its diagnostic. Only files that were written since are read.
    pub(super) fn show(&self, rule: &Rule, hit: &Hit, places: &mut Places<'_>) -> Shown {
        // Asked before reading: what is written later has another stamp.
        let stamps: Vec<_> = hit.files().map(|file| places.root.stamp(file)).collect();
        let known = self.shown.get(&key(rule, hit));
        let known = known.filter(|known| known.stamps == stamps && known.hit == *hit);
        let diagnostic = match known {
            Some(known) => known.diagnostic.clone(),
            None => hit.diagnostic(rule, places),
        };
        Shown { hit: hit.clone(), stamps, diagnostic }
    }

    /// Remembers what rules found.
    pub(super) fn keep_found(&mut self, all: &[(&Rule, Found)]) {
        for (rule, found) in all {
            self.found.entry(rule.id.clone()).or_insert_with(|| found.clone());
        }
    }

    /// Remembers what was shown of rules, and nothing that was shown before.
    pub(super) fn keep_shown(&mut self, all: Vec<(&Rule, Shown)>) {
        self.shown = all.into_iter().map(|(rule, shown)| (key(rule, &shown.hit), shown)).collect();
    }
}

fn key(rule: &Rule, hit: &Hit) -> (String, Arc<str>, String) {
    (rule.id.clone(), hit.record.clone(), hit.field.clone())
}
