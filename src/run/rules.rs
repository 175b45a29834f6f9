//! `amur rules` and `amur baseline`: a dataset enters; the list of its rules leaves, or pages
//! and a baseline that say what is so now.

use std::time::Instant;

use chrono::NaiveDate;

use super::screen::{Screen, Stream};
use super::{Compiled, Exit, choice, compile, pages, rows};
use crate::cli::QueryFormat;
use crate::diagnostic::{self, Sink};
use crate::error::Result;
use crate::output;
use crate::query::{Answer, Cell, Database};
use crate::rule::{self, BASELINE, Baseline, Hit, Rule, Rules, Waivers};
use crate::schema::Schemas;
use crate::sentence::counted;
use crate::source::Root;

const COLUMNS: [&str; 7] = ["code", "name", "severity", "hits", "waived", "ms", "summary"];

/// What a rule found.
struct Run<'a> {
    rule: &'a Rule,
    /// The hits that are not waived.
    hits: Vec<Hit>,
    waived: usize,
    milliseconds: f64,
}

/// Lists the rules with their hits and times, or rewrites the messages in their pages.
pub(super) fn list(
    root: &Root,
    as_of: Option<NaiveDate>,
    format: QueryFormat,
    accept: bool,
    screen: &mut Screen,
) -> Result<Exit> {
    let Some((schemas, rules)) = read(root, screen)? else { return Ok(Exit::Faults) };
    if accept {
        return rewrite(root, &schemas, &rules, screen);
    }
    let compiled = compile(root, &schemas, as_of, &|_, _| (), &mut Sink::new())?;
    let Some(runs) = run(root, &rules, &compiled, screen)? else { return Ok(Exit::Faults) };
    if !compiled.whole {
        let text = "note: some records have errors and are left out; `amur check` shows them\n";
        screen.print(Stream::Err, text)?;
    }
    let row = |Run { rule, hits, waived, milliseconds }: Run<'_>| {
        let tenths = (milliseconds * 10.0).round() / 10.0;
        vec![
            Cell::Text(rule.id.clone()),
            Cell::Text(rule.name.clone()),
            Cell::Text(rule.severity.word().to_owned()),
            Cell::Integer(hits.len() as i64),
            Cell::Integer(waived as i64),
            Cell::Number(tenths),
            Cell::Text(rule.summary.clone()),
        ]
    };
    let columns = COLUMNS.map(str::to_owned).to_vec();
    let answer = Answer { columns, rows: runs.into_iter().map(row).collect() };
    rows::answer(&answer, format, screen)?;
    Ok(Exit::Clean)
}

/// Writes into each page what its rule says now of its example.
fn rewrite(root: &Root, schemas: &Schemas, rules: &Rules, screen: &mut Screen) -> Result<Exit> {
    for rule in &rules.all {
        if let Some(page) = rule::accept(rule, rules, schemas)? {
            output::replace(root, &rule.file, &page)?;
            screen.print(Stream::Out, &format!("wrote {}\n", rule.file))?;
        }
    }
    Ok(Exit::Clean)
}

/// Takes the present hits of these rules into the baseline; without any, takes out what is
/// cured.
pub(super) fn baseline(root: &Root, words: &[String], screen: &mut Screen) -> Result<Exit> {
    let Some((schemas, rules)) = read(root, screen)? else { return Ok(Exit::Faults) };
    let mut sink = Sink::new();
    let mut baseline = Baseline::read(root, &mut sink)?;
    let new: Result<Vec<&Rule>> = words
        .iter()
        .map(|word| rules.find(word).ok_or_else(|| choice::unknown(word, &rules)))
        .collect();
    let new = new?;
    let compiled = compile(root, &schemas, None, &|_, _| (), &mut sink)?;
    if !sound(root, sink, screen)? {
        return Ok(Exit::Faults);
    }
    let Some(runs) = run(root, &rules, &compiled, screen)? else { return Ok(Exit::Faults) };
    let mut text = String::new();
    for Run { rule, hits, .. } in &runs {
        let cured = baseline.shrink(rule, hits, root);
        if cured > 0 {
            text += &format!("{}: took out {}\n", rule.id, counted(cured, "record"));
        }
        if new.iter().any(|new| new.id == rule.id) {
            let kept = baseline.take_up(rule, hits, root)?;
            text += &format!("{}: keeps its hits on {}\n", rule.id, counted(kept, "record"));
        }
    }
    if text.is_empty() {
        screen.print(Stream::Out, "nothing is cured that the baseline keeps\n")?;
        return Ok(Exit::Clean);
    }
    output::replace(root, BASELINE, &baseline.text())?;
    screen.print(Stream::Out, &format!("{text}wrote {BASELINE}\n"))?;
    Ok(Exit::Clean)
}

/// Reads the pages of a dataset and of its rules; where they have errors, that is said instead.
fn read(root: &Root, screen: &mut Screen) -> Result<Option<(Schemas, Rules)>> {
    let Some((schemas, mut sink)) = pages(root, screen)? else { return Ok(None) };
    let rules = Rules::read(root, &mut sink)?;
    Ok(sound(root, sink, screen)?.then_some((schemas, rules)))
}

/// Runs every rule by itself; where a page is at fault, that is said instead.
fn run<'a>(
    root: &Root,
    rules: &'a Rules,
    compiled: &Compiled,
    screen: &mut Screen,
) -> Result<Option<Vec<Run<'a>>>> {
    let database = Database::load(&compiled.tables, Some(&rule::queries(rules)))?;
    let mut waivers = Waivers::read(&database);
    let mut sink = Sink::new();
    let mut runs = Vec::new();
    for rule in &rules.all {
        let begun = Instant::now();
        let mut hits = rule::hits(rule, &database, &compiled.index, &mut sink);
        let milliseconds = begun.elapsed().as_secs_f64() * 1000.0;
        let all = hits.len();
        hits.retain(|hit| !waivers.cover(rule, hit));
        runs.push(Run { rule, waived: all - hits.len(), hits, milliseconds });
    }
    Ok(sound(root, sink, screen)?.then_some(runs))
}

/// Returns whether there is no error among these faults, which are shown otherwise.
fn sound(root: &Root, mut sink: Sink, screen: &mut Screen) -> Result<bool> {
    if !diagnostic::has_error(&sink) {
        return Ok(true);
    }
    diagnostic::sort(&mut sink);
    screen.faults(Stream::Err, &sink, root, 0)?;
    Ok(false)
}
