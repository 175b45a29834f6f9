//! The codebook: tables enter; a page for people and a table for programs leave, which say what
//! every column of every table means and how far it is filled.

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::csv::csv_rows;
use super::described::{self, Counted, Described, Group, Used};
use super::template::Templates;
use crate::diagnostic::Sink;
use crate::error::Result;
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
    pub fn of(schemas: &'t Schemas, tables: &'t [Table]) -> Codebook<'t> {
        Codebook { dataset: &schemas.dataset, groups: described::groups(schemas, tables) }
    }

    /// Counts the summaries, too.
    pub fn with(mut self, summaries: &'t [Table]) -> Codebook<'t> {
        self.groups.extend(described::summaries(summaries));
        self
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
        let mut rows = Vec::new();
        for table in self.groups.iter().flat_map(|group| &group.tables) {
            for column in table.columns.iter() {
                rows.push(column_row(table, column));
                rows.extend(column.words.iter().map(|used| word_row(table, column, used)));
            }
        }
        csv_rows("codebook.csv", HEADER, rows)
    }
}

fn column_row(table: &Described<'_>, column: &Counted<'_>) -> Vec<String> {
    let bound = |bound: &Option<String>| bound.clone().unwrap_or_default();
    let mut row = vec![
        table.name.to_owned(),
        column.name.to_owned(),
        column.holds.to_owned(),
        column.unit.unwrap_or_default().to_owned(),
        column.description.to_owned(),
        column.nullable.to_string(),
        column.key.to_string(),
        column.references.join(" "),
        table.rows.to_string(),
        column.filled.to_string(),
        bound(&column.least),
        bound(&column.most),
    ];
    row.resize(HEADER.len(), String::new());
    row
}

fn word_row(table: &Described<'_>, column: &Counted<'_>, used: &Used<'_>) -> Vec<String> {
    let mut row = vec![table.name.to_owned(), column.name.to_owned()];
    row.resize(HEADER.len() - 6, String::new());
    let Used { word, en, ru, zh, definition, times } = used;
    row.extend([word, en, ru, zh, definition].map(|text| (*text).to_owned()));
    row.push(times.to_string());
    row
}
