//! `amur build`: a dataset enters, the files of `outputs/` leave, or the faults that prevent it.

use chrono::NaiveDate;

use super::{Hear, compile, report};
use crate::diagnostic::{self, Diagnostic, Sink};
use crate::error::Result;
use crate::output::{self, Artifact, Resource, Templates};
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
    report::check(root, &schemas, &mut faults)?;
    let codebook = codebook(root, &schemas, &compiled.tables, &summaries, &mut faults)?;
    diagnostic::sort(&mut faults);
    if let Some(codebook) = codebook.filter(|_| !faults.iter().any(Diagnostic::is_error)) {
        let artifacts = artifacts(&schemas, &compiled.tables, &summaries, codebook, database)?;
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

/// Returns the codebook; none where its template has a fault.
pub(super) fn codebook(
    root: &Root,
    schemas: &Schemas,
    tables: &[Table],
    summaries: &[Table],
    sink: &mut Sink,
) -> Result<Option<Vec<u8>>> {
    let mut templates = Templates::read(root, sink)?;
    Ok(output::codebook_html(&mut templates, schemas, tables, summaries, sink))
}

fn artifacts(
    schemas: &Schemas,
    tables: &[Table],
    summaries: &[Table],
    codebook: Vec<u8>,
    mut database: Database,
) -> Result<Vec<Artifact<'static>>> {
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
    let csv = output::codebook_csv(schemas, tables, summaries)?;
    let mut artifacts = vec![
        Artifact::bytes("datapackage.json", package),
        Artifact::bytes("codebook.html", codebook),
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
