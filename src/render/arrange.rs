//! The order in which people read faults, and which of them are one. Faults enter sorted by
//! place, the same ones leave, those to mend first at the beginning. Only infos may be left out, and
//! they are counted.

use std::collections::{BTreeMap, HashMap};

use super::summary::stage;
use crate::diagnostic::{Diagnostic, Place, Severity};

/// So many faults alike are told as one.
const ALIKE: usize = 3;

/// So many infos of one code are shown where there are faults of other codes.
const INFOS: usize = 5;

/// A fault that is shown, and where else it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<'f> {
    /// The fault.
    pub fault: &'f Diagnostic,
    /// The other places, in their order.
    pub again: Vec<&'f Place>,
}

/// All that is said of a fault but its place.
type Words<'f> = (&'f str, &'f str, &'f str, &'f [String], &'f [String]);

/// What is mended first: what weighs more, and of that what others may follow from.
type Rank = (Severity, usize);

/// Returns the faults in the order in which to mend them. Those of one file stay together, and
/// those that say the same of many places are one: they have one cause.
pub fn arranged(faults: &[Diagnostic]) -> Vec<Told<'_>> {
    let mut counts: HashMap<Words<'_>, usize> = HashMap::new();
    for fault in faults {
        *counts.entry(words(fault)).or_default() += 1;
    }
    let many = |fault: &Diagnostic| {
        fault.related.is_empty() && counts.get(&words(fault)).is_some_and(|count| *count >= ALIKE)
    };
    let mut first: HashMap<Words<'_>, usize> = HashMap::new();
    let mut files: BTreeMap<&str, Rank> = BTreeMap::new();
    let mut told: Vec<Told<'_>> = Vec::new();
    for fault in faults {
        if many(fault) {
            if let Some(position) = first.get(&words(fault)) {
                told[*position].again.push(&fault.primary.place);
                continue;
            }
            first.insert(words(fault), told.len());
        } else {
            let file = files.entry(&fault.primary.place.file).or_insert(rank(fault));
            *file = rank(fault).min(*file);
        }
        told.push(Told { fault, again: Vec::new() });
    }
    told.sort_by_key(|told| match told.again.is_empty() {
        true => files.get(&*told.fault.primary.place.file).copied().unwrap_or(rank(told.fault)),
        false => rank(told.fault),
    });
    told
}

/// Takes out all but the first infos of each code, so that they do not hide what weighs more.
/// Returns the codes of those taken out, with their numbers; where all faults are of one code,
/// somebody asked for it, and none is taken out.
pub fn shorten<'f>(told: &mut Vec<Told<'f>>) -> BTreeMap<&'f str, usize> {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let first = told.first().map(|told| &told.fault.code);
    if told.iter().all(|told| Some(&told.fault.code) == first) {
        return numbers;
    }
    told.retain(|told| {
        if told.fault.severity != Severity::Info {
            return true;
        }
        let number = numbers.entry(&told.fault.code).or_default();
        *number += 1;
        *number <= INFOS
    });
    numbers.retain(|_, number| *number > INFOS);
    numbers.values_mut().for_each(|number| *number -= INFOS);
    numbers
}

fn words(fault: &Diagnostic) -> Words<'_> {
    (&fault.code, &fault.message, &fault.primary.text, &fault.help, &fault.notes)
}

fn rank(fault: &Diagnostic) -> Rank {
    (fault.severity, stage(&fault.code))
}
