//! All rules over a dataset: tables in SQLite enter, diagnostics leave for the hits that are
//! neither waived nor kept by the baseline, for idle waivers and for pages whose examples lie.

use rayon::prelude::*;

use super::Rules;
use super::baseline::Baseline;
use super::example::{self, Bench};
use super::hit::{Hit, Places, hits};
use super::memory::Memory;
use super::page::Rule;
use super::waiver::{self, Waivers};
use crate::diagnostic::Sink;
use crate::error::Result;
use crate::query::Database;
use crate::record::Index;
use crate::schema::Schemas;
use crate::source::Root;

/// Hits whose places are looked up by one thread at a time.
const CHUNK: usize = 64;

/// What the rules are run with.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'a> {
    /// The dataset.
    pub root: &'a Root,
    /// Its records.
    pub index: &'a Index,
    /// Whether every record could be read, so that what is missing is missing indeed.
    pub whole: bool,
    /// The hits to leave out, if any.
    pub baseline: Option<&'a Baseline>,
}

/// Returns the queries that the rules and the waivers put to the tables.
pub fn queries(rules: &Rules) -> Vec<&str> {
    rules.all.iter().map(|rule| rule.query.as_str()).chain([waiver::QUERY]).collect()
}

impl Judge<'_> {
    /// Runs these rules, of all that there are, and drops what they find. With a memory, only
    /// those run whose tables have changed.
    pub fn run(
        &self,
        rules: &Rules,
        wanted: impl Fn(&Rule) -> bool + Sync,
        database: &Database,
        mut memory: Option<&mut Memory>,
        sink: &mut Sink,
    ) {
        let mut waivers = Waivers::read(database);
        let mut found: Vec<(&Rule, Hit)> = Vec::new();
        let runs = |rule: &Rule| wanted(rule) && (self.whole || !rule.whole);
        let known = memory.as_deref();
        let find = |rule| match known.and_then(|known| known.found(rule)) {
            Some(found) => (rule, found.clone()),
            None => {
                let mut faults = Sink::new();
                (rule, (hits(rule, database, self.index, &mut faults), faults))
            }
        };
        // Of the queries a few take most of the time, so each core takes one after another.
        let each = rules.all.par_iter().with_max_len(1);
        let all: Vec<_> = each.filter(|rule| runs(rule)).map(find).collect();
        if let Some(memory) = &mut memory {
            memory.keep_found(&all);
        }
        for (rule, (mut hits, mut faults)) in all {
            sink.append(&mut faults);
            hits.retain(|hit| !waivers.cover(rule, hit));
            if let Some(baseline) = self.baseline {
                baseline.judge(rule, &hits, sink);
                hits.retain(|hit| !baseline.keeps(rule, hit, self.root));
            }
            found.extend(hits.into_iter().map(|hit| (rule, hit)));
        }
        let ran = |rule: &Rule| runs(rule);
        waivers.judge(rules, ran, self.index, &mut Places::of(self.root), sink);
        found.sort_by(|(_, a), (_, b)| a.file.cmp(&b.file));
        let Some(memory) = memory else {
            let show =
                |rule: &Rule, hit: &Hit, places: &mut Places<'_>| hit.diagnostic(rule, places);
            return sink.extend(self.each(&found, show).into_iter().map(|(_, shown)| shown));
        };
        let shown = self.each(&found, |rule, hit, places| memory.show(rule, hit, places));
        sink.extend(shown.iter().map(|(_, shown)| shown.diagnostic.clone()));
        memory.keep_shown(shown);
    }

    /// Returns what `show` makes of each hit.
    fn each<'r, T: Send>(
        &self,
        found: &[(&'r Rule, Hit)],
        show: impl Fn(&Rule, &Hit, &mut Places<'_>) -> T + Sync,
    ) -> Vec<(&'r Rule, T)> {
        let show = |hits: &[(&'r Rule, Hit)]| -> Vec<_> {
            let mut places = Places::of(self.root);
            hits.iter().map(|(rule, hit)| (*rule, show(rule, hit, &mut places))).collect()
        };
        found.par_chunks(CHUNK).flat_map_iter(show).collect()
    }
}

/// Runs the examples of these rules and returns what is wrong with them.
pub fn try_examples(
    rules: &Rules,
    schemas: &Schemas,
    wanted: impl Fn(&Rule) -> bool + Sync,
) -> Result<Sink> {
    let bench = Bench::of(rules, schemas)?;
    let one = |rule: &Rule| {
        let mut faults = Sink::new();
        example::check(rule, rules, &bench, &mut faults).map(|()| faults)
    };
    let all: Result<Vec<Sink>> =
        rules.all.par_iter().filter(|rule| wanted(rule)).map(one).collect();
    Ok(all?.into_iter().flatten().collect())
}
