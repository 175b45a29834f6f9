//! `amur report`: a dataset and a year enter, `outputs/reports/<year>.html` leaves, or the faults
//! of the pages and templates in `schemas/report/` that prevent it.

use super::Compiled;
use crate::diagnostic::{self, Diagnostic, Sink};
use crate::error::{Error, Result};
use crate::output::{self, Templates};
use crate::query::{self, Database, Page};
use crate::schema::{DatasetPage, Schemas};
use crate::source::Root;
use crate::table::Table;

/// Any year: it shows whether the pages and templates run, with tables that have no rows.
const TRIAL: i32 = 2000;

/// Writes the report of a year and returns its path from the root; or returns the faults,
/// sorted, and writes nothing.
pub(super) fn write(
    root: &Root,
    year: i32,
    schemas: &Schemas,
    compiled: Compiled,
) -> Result<std::result::Result<String, Vec<Diagnostic>>> {
    let mut sink = Sink::new();
    let templates = Templates::read(root, &mut sink)?;
    if !templates.holds(output::YEAR) && !diagnostic::has_error(&sink) {
        return Err(Error::Request(format!(
            "there is no template of the report: write one at `{}/{}`",
            query::REPORT,
            output::YEAR
        )));
    }
    let page = fill(root, &templates, year, &schemas.dataset, compiled.tables, &mut sink)?;
    let Some(page) = page.filter(|_| !diagnostic::has_error(&sink)) else {
        diagnostic::sort(&mut sink);
        return Ok(Err(sink));
    };
    let path = format!("reports/{year}.html");
    output::write_one(root, &path, &page)?;
    Ok(Ok(format!("outputs/{path}")))
}

/// Drops the faults of the pages and templates in `schemas/report/` that tables without rows
/// can show.
pub(super) fn check(
    root: &Root,
    templates: &Templates,
    dataset: &DatasetPage,
    empty: &[Table],
    sink: &mut Sink,
) -> Result<()> {
    fill(root, templates, TRIAL, dataset, empty.to_vec(), sink).map(drop)
}

fn fill(
    root: &Root,
    templates: &Templates,
    year: i32,
    dataset: &DatasetPage,
    mut tables: Vec<Table>,
    sink: &mut Sink,
) -> Result<Option<Vec<u8>>> {
    let before = sink.len();
    let pages = query::pages_in(root, query::REPORT, sink)?;
    tables.push(query::year_table(year)?);
    let sections = sections(&pages, &tables, sink)?;
    let itself = tables.iter().find(|table| table.name == "dataset");
    // A section that is missing would only be missed by the template.
    match itself.filter(|_| sink.len() == before && templates.holds(output::YEAR)) {
        Some(itself) => Ok(output::report_html(templates, year, dataset, itself, &sections, sink)),
        None => Ok(None),
    }
}

fn sections(pages: &[Page], tables: &[Table], sink: &mut Sink) -> Result<Vec<Table>> {
    let queries: Vec<&str> = pages.iter().map(|page| page.sql.as_str()).collect();
    let database = Database::load(tables, Some(&queries))?;
    let mut sections = Vec::new();
    for page in pages {
        sections.extend(query::summarise(&database, page, sink)?);
    }
    Ok(sections)
}
