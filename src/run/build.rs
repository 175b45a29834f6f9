//! `amur build`: a dataset enters, the files of `outputs/` leave, or the faults that prevent it.

use chrono::NaiveDate;

use super::{Hear, compile};
use crate::diagnostic::{self, Diagnostic, Sink};
use crate::error::Result;
use crate::output::{self, Artifact, Resource};
use crate::query::{self, Database};
use crate::schema::{self, Schemas};
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
    let database = Database::load(&compiled.tables, None)?;
    let summaries = run_pages(root, &database, &mut faults)?;
    diagnostic::sort(&mut faults);
    if !faults.iter().any(Diagnostic::is_error) {
        let artifacts = artifacts(root, &schemas, &compiled.tables, &summaries, database)?;
        output::write(root, artifacts)?;
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

fn artifacts(
    root: &Root,
    schemas: &Schemas,
    tables: &[Table],
    summaries: &[Table],
    mut database: Database,
) -> Result<Vec<Artifact>> {
    let mut files = Vec::new();
    for table in tables {
        let bytes = output::parquet(table, &schemas.dataset)?;
        files.push((table, format!("tables/{}.parquet", table.name), bytes));
    }
    for table in summaries {
        let bytes = output::parquet(table, &schemas.dataset)?;
        files.push((table, format!("summaries/{}.parquet", table.name), bytes));
    }
    let resources: Vec<Resource<'_>> =
        files.iter().map(|(table, path, bytes)| Resource { table, path, bytes }).collect();
    let package = output::package(&schemas.dataset, &resources)?;
    let template = root.text(output::TEMPLATE);
    let html = output::codebook_html(template.as_deref(), schemas, tables, summaries)?;
    let csv = output::codebook_csv(schemas, tables, summaries)?;
    let mut artifacts = vec![
        Artifact::bytes("datapackage.json", package),
        Artifact::bytes("codebook.html", html),
        Artifact::bytes("codebook.csv", csv),
        Artifact::written("amur.sqlite", move |path| database.save(path)),
    ];
    for table in summaries {
        artifacts
            .push(Artifact::bytes(format!("summaries/{}.csv", table.name), output::csv(table)?));
    }
    artifacts.extend(files.into_iter().map(|(_, path, bytes)| Artifact::bytes(path, bytes)));
    Ok(artifacts)
}
