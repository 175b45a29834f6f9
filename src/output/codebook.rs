//! The codebook: tables enter; a page for people and a table for programs leave, which say what
//! every column of every table means and how far it is filled.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, HtmlEscape, UndefinedBehavior, Value, context};

use super::described::{self, Counted, Described, Used};
use crate::error::{Error, Result};
use crate::schema::Schemas;
use crate::table::Table;

/// The page's template, where a dataset has none of its own at [`TEMPLATE`].
const BUILT_IN: &str = include_str!("../../schemas/report/codebook.html");

/// Where a dataset keeps the template of its codebook.
pub const TEMPLATE: &str = "schemas/report/codebook.html";

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

/// Returns the codebook as one HTML page that needs no other file; `template` is the dataset's
/// own, where it has one.
pub fn codebook_html(
    template: Option<&str>,
    schemas: &Schemas,
    tables: &[Table],
    summaries: &[Table],
) -> Result<Vec<u8>> {
    let failed = |error: minijinja::Error| Error::library(format!("filling in {TEMPLATE}"), error);
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(failed)?);
    environment.add_template("codebook.html", template.unwrap_or(BUILT_IN)).map_err(failed)?;
    environment.add_filter("ticks", ticks);
    let groups = Value::from(Serde(described::groups(schemas, tables, summaries)));
    let dataset = Value::from(Serde(&schemas.dataset));
    let page = environment.get_template("codebook.html").map_err(failed)?;
    let text = page.render(context! { dataset, groups }).map_err(failed)?;
    Ok(text.into_bytes())
}

/// Returns a text as HTML, with what stands between backticks as code.
fn ticks(text: &str) -> Value {
    let mut html = String::new();
    for (place, part) in text.split('`').enumerate() {
        let code = place % 2 == 1;
        html.push_str(if code { "<code>" } else { "" });
        html.push_str(&HtmlEscape(part).to_string());
        html.push_str(if code { "</code>" } else { "" });
    }
    Value::from_safe_string(html)
}

/// Returns the codebook as CSV: a row for each column, followed by one for each of its words.
pub fn codebook_csv(schemas: &Schemas, tables: &[Table], summaries: &[Table]) -> Result<Vec<u8>> {
    let failed = |message: String| Error::library("writing codebook.csv", message);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut row =
        |cells: &[&str; 18]| writer.write_record(cells).map_err(|error| failed(error.to_string()));
    row(&HEADER)?;
    for group in described::groups(schemas, tables, summaries) {
        for table in &group.tables {
            for column in &table.columns {
                column_row(table, column, &mut row)?;
            }
        }
    }
    writer.into_inner().map_err(|error| failed(error.to_string()))
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
