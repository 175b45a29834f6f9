//! The examples of a rule's page, run: what stands under Wrong must be hit and what stands under
//! Right must not, each with the records of the stage around it. What is otherwise is said.

use std::sync::{Mutex, PoisonError};

use super::Rules;
use super::hit::{Places, hits};
use super::page::{Examples, Rule};
use crate::check;
use crate::codes;
use crate::diagnostic::{self, Diagnostic, Sink};
use crate::error::Result;
use crate::query::Database;
use crate::record::{self, Dataset, Facts, Index, Validators};
use crate::render::{self, Style};
use crate::schema::Schemas;
use crate::source::Root;
use crate::table::Builder;

/// What examples are tried with.
#[derive(Debug)]
pub(super) struct Bench<'a> {
    schemas: &'a Schemas,
    validators: Validators,
    empty: Builder<'a>,
    /// The records of the stage, as they were read, and the faults in them.
    stage: (Dataset<Builder<'a>>, Sink),
    /// Databases that no example is using. They have all tables.
    idle: Mutex<Vec<Database>>,
}

impl<'a> Bench<'a> {
    pub(super) fn of(rules: &Rules, schemas: &'a Schemas) -> Result<Bench<'a>> {
        let (validators, empty) = (Validators::of(schemas)?, Builder::new(schemas));
        let root = Root::of_texts(rules.stage.clone());
        // What is wrong with the list of files is said when that of an example is made.
        let index = Index::list(&root, schemas, &mut Sink::new())?;
        let (validator, known, mut faults) = (validators.clone(), blank(&empty), Sink::new());
        let stage = record::read_more(&root, index, schemas, validator, known, &mut faults);
        let stage = (stage, faults);
        Ok(Bench { schemas, validators, empty, stage, idle: Mutex::default() })
    }

    fn database(&self) -> Result<Database> {
        match self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            Some(database) => Ok(database),
            None => Database::load(&self.empty.clone().finish(None)?, None),
        }
    }
}

/// Returns a dataset without records.
fn blank<'a>(empty: &Builder<'a>) -> Dataset<Builder<'a>> {
    Dataset { index: Index::default(), rows: empty.clone(), facts: Facts::default() }
}

/// Drops what is wrong with the examples of a page whose query runs.
pub(super) fn check(rule: &Rule, rules: &Rules, bench: &Bench<'_>, sink: &mut Sink) -> Result<()> {
    let fault =
        |span, message: String| Diagnostic::new(&codes::RULE_EXAMPLE, rule.place(span), message);
    match printed(rule, rules, bench)? {
        Err(other) => sink.push(
            fault(rule.wrong.heading.clone(), "these records have another fault".to_owned())
                .note(other)
                .help("the example of a rule shows nothing but what the rule is about"),
        ),
        Ok(text) if text.is_empty() => sink.push(
            fault(rule.wrong.heading.clone(), format!("`{}` does not hit these records", rule.id))
                .help("mend the query or the records"),
        ),
        Ok(text) if text != rule.text[rule.message.clone()] => sink.push(
            fault(rule.message.clone(), "the rule says something else of its example".to_owned())
                .note(format!("it says:\n{}", text.trim_end()))
                .help("`amur rules --accept` writes that here"),
        ),
        Ok(_) => {}
    }
    let (root, mut found) = outcome(rule, &rule.right, rules, bench)?;
    found.retain(|fault| fault.primary.place.file != rule.file);
    if !found.is_empty() {
        sink.push(
            fault(rule.right.heading.clone(), "these records have a fault".to_owned())
                .note(render::text(&found, &root, Style::PLAIN).trim_end())
                .help("under Right stand the records of the example, cured"),
        );
    }
    Ok(())
}

/// Returns a page's text with what its rule says now of the example in the place of what it
/// should say; nothing where that is the same, or the example is not hit.
pub fn accept(rule: &Rule, rules: &Rules, schemas: &Schemas) -> Result<Option<String>> {
    let text = printed(rule, rules, &Bench::of(rules, schemas)?)?.unwrap_or_default();
    if text.is_empty() || text == rule.text[rule.message.clone()] {
        return Ok(None);
    }
    let mut page = rule.text.clone();
    page.replace_range(rule.message.clone(), &text);
    Ok(Some(page))
}

/// Returns what the rule says of its wrong example, or what else there is to be said of it.
fn printed(
    rule: &Rule,
    rules: &Rules,
    bench: &Bench<'_>,
) -> Result<std::result::Result<String, String>> {
    let (root, found) = outcome(rule, &rule.wrong, rules, bench)?;
    let text = |found: &[Diagnostic]| match render::text(found, &root, Style::PLAIN).trim_end() {
        "" => String::new(),
        text => format!("{text}\n"),
    };
    // What is wrong with the page itself was said when the rule was run.
    if found.iter().any(|fault| fault.primary.place.file == rule.file) {
        return Ok(Ok(rule.text[rule.message.clone()].to_owned()));
    }
    let others: Vec<_> = found.iter().filter(|fault| fault.code != rule.id).cloned().collect();
    Ok(if others.is_empty() { Ok(text(&found)) } else { Err(text(&others)) })
}

/// Returns a dataset of the records that the page says are wrong, with the stage around them.
pub fn wrong(rule: &Rule, rules: &Rules) -> Root {
    staged(&rule.wrong, rules)
}

fn staged(examples: &Examples, rules: &Rules) -> Root {
    let mut texts = rules.stage.clone();
    let own = examples.files.iter().map(|(path, text)| (path.clone(), Some(text.clone())));
    texts.extend(own);
    Root::of_texts(texts)
}

/// Returns the records of an example with the stage around them, and all faults of them.
fn outcome(
    rule: &Rule,
    examples: &Examples,
    rules: &Rules,
    bench: &Bench<'_>,
) -> Result<(Root, Vec<Diagnostic>)> {
    let root = staged(examples, rules);
    let mut sink = Sink::new();
    let Bench { schemas, validators, empty, stage: (stage, faults), idle } = bench;
    let known = match examples.files.iter().any(|(path, _)| rules.stage.contains_key(path)) {
        true => blank(empty),
        false => {
            sink.extend_from_slice(faults);
            stage.clone()
        }
    };
    let index = Index::list(&root, schemas, &mut sink)?;
    let dataset = record::read_more(&root, index, schemas, validators.clone(), known, &mut sink);
    check::dataset(&dataset.index, &dataset.facts, schemas, &mut sink);
    if !diagnostic::has_error(&sink) {
        let tables = dataset.rows.finish_some(None, &|name| rule.tables.contains(name))?;
        let mut database = bench.database()?;
        database.reload(&tables)?;
        let mut places = Places::of(&root);
        let hits = hits(rule, &database, &dataset.index, &mut sink);
        sink.extend(hits.iter().map(|hit| hit.diagnostic(rule, &mut places)));
        idle.lock().unwrap_or_else(PoisonError::into_inner).push(database);
    }
    diagnostic::sort(&mut sink);
    Ok((root, sink))
}
