//! The codebook: tables enter; a page for people and a table for programs leave, which say what
//! every column of every table means and how far it is filled.

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::described::{self, Counted, Described, Group, Used};
use super::template::Templates;
use crate::diagnostic::Sink;
use crate::error::{Error, Result};
use crate::schema::{DatasetPage, Schemas};
use crate::table::Table;

/// The page's template, where a dataset has none of its own.
const BUILT_IN: &str = include_str!("../../schemas/report/codebook.html");

/// The template of the codebook, below `schemas/report/`.
const TEMPLATE: &str = "codebook.html";

const HEADER: [&str; 18] = [
    "table",
    "column",
    "type",
    "unit",
    "description",
    "may_be_absent",
    "key",
    "references",
    "rows",
    "filled",
    "least",
    "most",
    "word",
    "label_en",
    "label_ru",
    "label_zh",
    "definition",
    "times",
];

/// What every column of every table means and how far it is filled, counted once for both forms.
#[derive(Debug)]
pub struct Codebook<'t> {
    dataset: &'t DatasetPage,
    groups: Vec<Group<'t>>,
}

impl<'t> Codebook<'t> {
    /// Counts what the columns of these tables hold.
    pub fn of(schemas: &'t Schemas, tables: &'t [Table], summaries: &'t [Table]) -> Codebook<'t> {
        let groups = described::groups(schemas, tables, summaries);
        Codebook { dataset: &schemas.dataset, groups }
    }

    /// Returns the codebook as one HTML page that needs no other file, or drops a fault of its
    /// template.
    pub fn html(&self, templates: &mut Templates, sink: &mut Sink) -> Option<Vec<u8>> {
        templates.add_missing(TEMPLATE, BUILT_IN, sink);
        let groups = Value::from(Serde(&self.groups));
        let dataset = Value::from(Serde(self.dataset));
        templates.fill(TEMPLATE, context! { dataset, groups }, sink)
    }

    /// Returns the codebook as CSV: a row for each column, followed by one for each of its words.
    pub fn csv(&self) -> Result<Vec<u8>> {
        let failed = |message: String| Error::library("writing codebook.csv", message);
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut row = |cells: &[&str; 18]| {
            writer.write_record(cells).map_err(|error| failed(error.to_string()))
        };
        row(&HEADER)?;
        for table in self.groups.iter().flat_map(|group| &group.tables) {
            for column in &table.columns {
                column_row(table, column, &mut row)?;
            }
        }
        writer.into_inner().map_err(|error| failed(error.to_string()))
    }
}

fn column_row(
    table: &Described<'_>,
    column: &Counted<'_>,
    row: &mut impl FnMut(&[&str; 18]) -> Result<()>,
) -> Result<()> {
    let mut cells = [""; 18];
    let (rows, filled) = (table.rows.to_string(), column.filled.to_string());
    let references = column.references.join(" ");
    cells[..12].copy_from_slice(&[
        table.name,
        column.name,
        column.holds,
        column.unit.unwrap_or_default(),
        column.description,
        truth(column.nullable),
        truth(column.key),
        &references,
        &rows,
        &filled,
        column.least.as_deref().unwrap_or_default(),
        column.most.as_deref().unwrap_or_default(),
    ]);
    row(&cells)?;
    for Used { word, en, ru, zh, definition, times } in &column.words {
        let mut cells = [""; 18];
        let times = times.to_string();
        cells[..2].copy_from_slice(&[table.name, column.name]);
        cells[12..].copy_from_slice(&[word, en, ru, zh, definition, &times]);
        row(&cells)?;
    }
    Ok(())
}

fn truth(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}
