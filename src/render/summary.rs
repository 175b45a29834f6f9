//! The last lines of a check: all diagnostics enter, one sentence on how many there are and
//! the order in which to mend them leave.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
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
    let faults = faults(diagnostics.iter());
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

/// Returns how many faults there are of each stage, in the order in which people mend them,
/// where there is more than one.
pub fn stages(diagnostics: &[Diagnostic]) -> Option<String> {
    let mut said = Vec::new();
    for (letters, words) in STAGES {
        let of_stage = |d: &&Diagnostic| d.code.starts_with(|c| letters.contains(c));
        let here: Vec<&Diagnostic> = diagnostics.iter().filter(of_stage).collect();
        let used =
            letters.chars().filter(|letter| here.iter().any(|d| d.code.starts_with(*letter)));
        let used: Vec<String> = used.map(String::from).collect();
        if !here.is_empty() {
            said.push((faults(here).join(", "), words, used.join(",")));
        }
    }
    let [(_, _, first), _, ..] = said.as_slice() else { return None };
    let width = said.iter().map(|(faults, ..)| faults.len()).max().unwrap_or(0);
    let mut text = "mend them from the top, since one may follow from another:\n".to_owned();
    for (faults, words, _) in &said {
        text.push_str(&format!("  {faults:width$}  {words}\n"));
    }
    text.push_str(&format!("`amur check --only {first}` shows the first of these alone"));
    Some(text)
}

/// Returns the numbers of faults by severity, in words.
fn faults<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<String> {
    let mut counts = [0; 3];
    for diagnostic in diagnostics {
        counts[diagnostic.severity as usize] += 1;
    }
    let words = ["error", "warning", "info"];
    let there = words.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    there.map(|(word, count)| counted(count, word)).collect()
}
