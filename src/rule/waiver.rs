//! Waivers: what a record says of rules that do not apply to it, and why, enters with the hits;
//! the hits that are not waived leave, and what is waived for nothing is said.

use std::collections::HashSet;

use super::Rules;
use super::hit::{Hit, Places};
use super::page::Rule;
use crate::codes;
use crate::diagnostic::{Diagnostic, Sink};
use crate::query::{Cell, Database};
use crate::record::Index;
use crate::suggest::nearest;

/// The waivers of all records; the table is there where a kind page has the field.
pub(super) const QUERY: &str =
    "SELECT record_id, code, position FROM waivers ORDER BY record_id, position";

/// The waivers of a dataset.
#[derive(Debug, Default)]
pub struct Waivers {
    all: Vec<Waiver>,
    used: HashSet<usize>,
}

#[derive(Debug)]
struct Waiver {
    record: String,
    code: String,
    position: i64,
}

impl Waivers {
    /// Reads the waivers, of which there are none where no kind page has the field.
    pub fn read(database: &Database) -> Waivers {
        let rows = database.run(QUERY).map(|answer| answer.rows).unwrap_or_default();
        let all = rows.into_iter().filter_map(|row| match row.as_slice() {
            [Cell::Text(record), Cell::Text(code), Cell::Integer(position)] => {
                Some(Waiver { record: record.clone(), code: code.clone(), position: *position })
            }
            _ => None,
        });
        Waivers { all: all.collect(), used: HashSet::new() }
    }

    /// Returns whether a hit is waived, and remembers by what.
    pub fn cover(&mut self, rule: &Rule, hit: &Hit) -> bool {
        let first = self.all.partition_point(|waiver| *waiver.record < *hit.record);
        let own = self.all[first..].iter().take_while(|waiver| *waiver.record == *hit.record);
        let found =
            own.enumerate().find(|(_, waiver)| waiver.code == rule.id || waiver.code == rule.name);
        found.is_some_and(|(at, _)| {
            self.used.insert(first + at);
            true
        })
    }

    /// Says which waivers waived nothing, of the rules that `ran`.
    pub(super) fn judge(
        &self,
        rules: &Rules,
        ran: impl Fn(&Rule) -> bool,
        index: &Index,
        places: &mut Places<'_>,
        sink: &mut Sink,
    ) {
        for (at, waiver) in self.all.iter().enumerate() {
            let rule = rules.find(&waiver.code);
            let idle = rule.is_none_or(&ran) && !self.used.contains(&at);
            let Some(listed) = index.get(&waiver.record).filter(|_| idle) else { continue };
            let place = places.find(&listed.file, &format!("waive.{}.code", waiver.position));
            let code = &waiver.code;
            let fault = |message| Diagnostic::new(&codes::UNUSED_WAIVER, place.clone(), message);
            sink.push(match rule {
                Some(_) => fault(format!("`{code}` has nothing to say of this record"))
                    .help("take the waiver away, or it would hide the next fault of this sort"),
                None if codes::find(code).is_some() => fault(format!("`{code}` cannot be waived"))
                    .help("only rules of `schemas/rules/` can; mend the record"),
                None => {
                    let words = rules.all.iter().flat_map(|rule| [&*rule.id, &*rule.name]);
                    let fault = fault(format!("there is no rule `{code}`"));
                    match nearest(code, words) {
                        Some(near) => fault.meant(near),
                        None => fault.help("`amur rules` lists them"),
                    }
                }
            });
        }
    }
}
