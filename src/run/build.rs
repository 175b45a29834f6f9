//! `amur build`: a dataset enters, the files of `outputs/` leave, or the faults that prevent it.

use rayon::prelude::*;

use super::compile::{Compiled, add_examples, compile_with_rules, judge, judge_records};
use super::{Choice, Hear, report};
use crate::diagnostic::{self, Diagnostic, Sink};
use crate::error::Result;
use crate::output::{self, Codebook, Resource, Staging, Templates};
use crate::query::{self, Database, Page};
use crate::rule::{self, Rules};
use crate::schema::{self, DatasetPage, Schemas};
use crate::source::Root;
use crate::table::{Builder, Table};

/// Builds the outputs and returns every fault that was found, sorted. Where one of them is an
/// error, nothing is written. Fails where the tool cannot work, not where the data is wrong.
///
/// ```
/// use amur::{run, source::Root};
///
/// let root = Root::open("tests/fixtures/faulty".as_ref())?;
/// let faults = run::build(&root, &run::Choice::default(), &|_done, _total| ())?;
/// assert!(faults.iter().any(|fault| fault.is_error()));
/// assert!(!root.path().join("outputs").exists());
/// # Ok::<(), amur::error::Error>(())
/// ```
pub fn build(root: &Root, choice: &Choice, hear: Hear<'_>) -> Result<Vec<Diagnostic>> {
    let mut sink = Sink::new();
    let schemas = schema::load(root, &mut sink)?;
    if diagnostic::has_error(&sink) {
        diagnostic::sort(&mut sink);
        return Ok(sink);
    }
    let (rules, compiled) = compile_with_rules(root, &schemas, choice, hear, &mut sink)?;
    if compiled.whole {
        fill_outputs(root, &schemas, choice, &rules, &compiled, &mut sink)?;
    } else {
        let pages = |sink: &mut Sink| try_pages(root, &schemas, sink);
        judge(root, &schemas, choice, &rules, &compiled, pages, &mut sink)?;
    }
    diagnostic::sort(&mut sink);
    Ok(sink)
}

/// Runs the summaries, the report and the codebook over tables without rows, which shows nearly
/// all that can be wrong with their pages.
pub(super) fn try_pages(root: &Root, schemas: &Schemas, sink: &mut Sink) -> Result<()> {
    let empty = Builder::new(schemas).finish(None)?;
    let summaries = run_pages(root, &Database::load(&empty, None)?, sink)?;
    let codebook = Codebook::of(schemas, &empty).with(&summaries);
    let mut templates = Templates::read(root, sink)?;
    report::check(root, &templates, &schemas.dataset, &empty, sink)?;
    codebook.html(&mut templates, sink);
    Ok(())
}

/// Writes the outputs, unless a page is at fault. SQLite is filled beside all that does not need
/// it; the rules ask narrow tables in memory.
fn fill_outputs(
    root: &Root,
    schemas: &Schemas,
    choice: &Choice,
    rules: &Rules,
    compiled: &Compiled,
    sink: &mut Sink,
) -> Result<()> {
    let staging = Staging::begin(root)?;
    let (dataset, tables) = (&schemas.dataset, &compiled.tables);
    let (database, described) = rayon::join(
        || Database::create(&staging.path("amur.sqlite")?, tables),
        || -> Result<_> {
            let files = add_parquet(&staging, "tables", tables, dataset)?;
            let templates = Templates::read(root, sink)?;
            let empty = Builder::new(schemas).finish(None)?;
            report::check(root, &templates, dataset, &empty, sink)?;
            let tried = rule::try_examples(rules, schemas, |rule| choice.wants(rule))?;
            let narrow = Database::load(tables, Some(&rule::queries(rules)))?;
            Ok((files, templates, Codebook::of(schemas, tables), tried, narrow))
        },
    );
    let database = database?;
    let (mut files, mut templates, codebook, tried, narrow) = described?;
    let mut faults = Sink::new();
    let (judged, summaries) = rayon::join(
        || judge_records(root, choice, rules, compiled, &narrow, None),
        || run_pages(root, &database, &mut faults),
    );
    let summaries = summaries?;
    sink.append(&mut judged?);
    sink.append(&mut faults);
    add_examples(&tried, sink);
    let codebook = codebook.with(&summaries);
    let (page, added) = rayon::join(
        || codebook.html(&mut templates, sink),
        || add_parquet(&staging, "summaries", &summaries, dataset),
    );
    let Some(page) = page.filter(|_| !diagnostic::has_error(sink)) else {
        return Ok(());
    };
    files.extend(added?);
    staging.add("datapackage.json", &output::package(dataset, &files)?)?;
    staging.add("codebook.html", &page)?;
    staging.add("codebook.csv", &codebook.csv()?)?;
    for summary in &summaries {
        staging.add(&format!("summaries/{}.csv", summary.name), &output::csv(summary)?)?;
    }
    staging.finish()
}

/// Runs the summary pages over these tables, several at once; those with a fault are left out.
fn run_pages(root: &Root, database: &Database, sink: &mut Sink) -> Result<Vec<Table>> {
    let run = |page: &Page| -> Result<_> {
        let mut faults = Sink::new();
        Ok((query::summarise(database, page, &mut faults)?, faults))
    };
    let pages = query::pages(root, sink)?;
    let done: Result<Vec<_>> = pages.par_iter().map(run).collect();
    let mut summaries = Vec::new();
    for (summary, mut faults) in done? {
        summaries.extend(summary);
        sink.append(&mut faults);
    }
    Ok(summaries)
}

/// Writes a Parquet file for each table into a folder of the outputs, several at once.
fn add_parquet<'t>(
    staging: &Staging,
    folder: &str,
    tables: &'t [Table],
    dataset: &DatasetPage,
) -> Result<Vec<Resource<'t>>> {
    let add = |table: &'t Table| {
        let path = format!("{folder}/{}.parquet", table.name);
        let bytes = output::parquet(table, dataset)?;
        staging.add(&path, &bytes)?;
        Ok(Resource::new(table, path, &bytes))
    };
    tables.par_iter().map(add).collect()
}
