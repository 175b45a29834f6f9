//! Records that are counted in themselves: what each record is counted in enters, a diagnostic
//! leaves for each circle. Sums would leave out all of its records.

use std::collections::{HashMap, HashSet};

use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::record::Facts;

/// What counts a record already, and where the record says so.
type Wholes<'a> = HashMap<&'a str, (&'a str, &'a Place)>;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    let mut wholes = Wholes::new();
    for (whole, part, place) in &facts.wholes {
        wholes.entry(part).or_insert((whole, place));
    }
    let mut seen = HashSet::new();
    for (_, part, _) in &facts.wholes {
        let mut way: Vec<&str> = Vec::new();
        let mut here = &**part;
        while let Some((whole, _)) = wholes.get(here).filter(|_| seen.insert(here)) {
            way.push(here);
            here = whole;
        }
        if let Some(first) = way.iter().position(|id| *id == here) {
            sink.extend(circle(&way[first..], &wholes));
        }
    }
}

/// Returns the fault of records of which each is counted in the next, the last in the first.
fn circle(ids: &[&str], wholes: &Wholes<'_>) -> Option<Diagnostic> {
    let (first, others) = ids.split_first()?;
    let counted = |id: &str| wholes.get(id).map(|(whole, place)| (*place, label(whole)));
    let (place, text) = counted(first)?;
    let message = format!("`{first}` is counted in itself, by way of `{}`", others.join("`, `"));
    let fault = Diagnostic::new(&codes::CIRCULAR_REFERENCE, place.clone(), message)
        .label(text)
        .help("a part names its whole, never the whole its part: take one of these lines away");
    let others = others.iter().filter_map(|id| counted(id));
    Some(others.fold(fault, |fault, (place, text)| fault.related(place.clone(), text)))
}

fn label(whole: &str) -> String {
    format!("counted in `{whole}`")
}
