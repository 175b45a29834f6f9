//! The last lines of a check: all diagnostics enter, one sentence on how many there are and
//! one on where to begin leave.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Severity};
use crate::sentence::counted;

/// What must be mended before what: families of codes, by the first letter, in that order.
const STAGES: [(&str, &str); 5] = [
    ("FY", "what cannot be read"),
    ("S", "the pages in schemas/"),
    ("V", "the shape and the values of single records"),
    ("RD", "references and duplicates"),
    ("M", "what the records mean"),
];

/// Returns when faults of this code are to be mended: the smaller, the sooner.
pub(super) fn stage(code: &str) -> usize {
    let of_code = |(letters, _): &(&str, &str)| code.starts_with(|c| letters.contains(c));
    STAGES.iter().position(of_code).unwrap_or(STAGES.len())
}

/// Returns how many faults there are in how many of these records, such as `3 errors and 1
/// warning in 2 of 20 records`, or that the records are clean.
pub fn summary(diagnostics: &[Diagnostic], records: usize) -> String {
    let faults = faults(diagnostics);
    if faults.is_empty() {
        return match records {
            0 => "no records yet: `amur new KIND ID` starts one".to_owned(),
            1 => "1 record is clean".to_owned(),
            n => format!("{n} records are clean"),
        };
    }
    let files: BTreeSet<&str> = diagnostics.iter().map(|d| &*d.primary.place.file).collect();
    let below = |folder: &str| files.iter().filter(|file| file.starts_with(folder)).count();
    let (in_records, pages) = (below("records/"), below("schemas/"));
    let mut places = Vec::new();
    if in_records > 0 && records > 0 {
        let of = records.max(in_records);
        places.push(format!("{in_records} of {}", counted(of, "record")));
    } else if in_records > 0 {
        places.push(counted(in_records, "record"));
    }
    if pages > 0 {
        places.push(counted(pages, "page"));
    }
    match places.is_empty() {
        true => faults.join(" and "),
        false => format!("{} in {}", faults.join(" and "), places.join(" and ")),
    }
}

/// Returns what to mend first, where that is not plain.
pub fn begin_with(diagnostics: &[Diagnostic]) -> Option<String> {
    let errors = || diagnostics.iter().filter(|d| d.is_error());
    let mut stages = STAGES.iter().filter_map(|(letters, words)| {
        let of_stage = |d: &&Diagnostic| d.code.starts_with(|c| letters.contains(c));
        let first = errors().find(of_stage)?;
        Some((words, &first.primary.place.file, errors().filter(of_stage).count()))
    });
    let (words, file, count) = stages.next()?;
    stages.next()?;
    let file = super::visible::line(file);
    let faults = counted(count, "error");
    Some(format!("begin with {words} ({faults}, the first in {file}): the rest may follow from it"))
}

/// Returns the numbers of faults by severity, in words.
fn faults(diagnostics: &[Diagnostic]) -> Vec<String> {
    let words =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "remark")];
    let mut said = Vec::new();
    for (severity, word) in words {
        match diagnostics.iter().filter(|d| d.severity == severity).count() {
            0 => {}
            n => said.push(counted(n, word)),
        }
    }
    said
}
