//! `amur build`: a dataset enters, the files of `outputs/` leave, or the faults that prevent it.

use chrono::NaiveDate;

use super::{Hear, compile};
use crate::diagnostic::{self, Diagnostic, Sink};
use crate::error::Result;
use crate::output;
use crate::query::{self, Database};
use crate::schema;
use crate::source::Root;
use crate::table::Table;

/// Builds the outputs and returns every fault that was found, sorted. Where one of them is an
/// error, nothing is written.
pub fn build(root: &Root, as_of: Option<NaiveDate>, hear: Hear<'_>) -> Result<Vec<Diagnostic>> {
    let mut sink = Sink::new();
    let schemas = schema::load(root, &mut sink)?;
    if sink.iter().any(Diagnostic::is_error) {
        diagnostic::sort(&mut sink);
        return Ok(sink);
    }
    let compiled = compile(root, &schemas, as_of, hear, sink)?;
    let mut faults = compiled.faults;
    let mut database = Database::load(&compiled.tables, None)?;
    let summaries = run_pages(root, &database, &mut faults)?;
    diagnostic::sort(&mut faults);
    if !faults.iter().any(Diagnostic::is_error) {
        output::build(root, &schemas, &compiled.tables, &summaries, Some(&mut database))?;
    }
    Ok(faults)
}

/// Runs the summary pages over these tables; those with a fault are left out.
pub(super) fn summaries(root: &Root, tables: &[Table], sink: &mut Sink) -> Result<Vec<Table>> {
    run_pages(root, &Database::load(tables, None)?, sink)
}

fn run_pages(root: &Root, database: &Database, sink: &mut Sink) -> Result<Vec<Table>> {
    let mut summaries = Vec::new();
    for page in &query::pages(root, sink)? {
        summaries.extend(query::summarise(database, page, sink)?);
    }
    Ok(summaries)
}
