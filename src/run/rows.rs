//! `amur query`: rows of an answer enter, a table, CSV or JSON lines leave; SQL that does not
//! run is shown with its place.

use std::collections::BTreeSet;

use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{CellAlignment, Table as Drawing};

use super::screen::{Screen, Stream};
use crate::cli::QueryFormat;
use crate::error::{Error, Result};
use crate::output;
use crate::query::{Answer, Cell, SqlFault};
use crate::render;
use crate::sentence;

/// Prints the rows of an answer.
pub(super) fn answer(answer: &Answer, format: QueryFormat, screen: &mut Screen) -> Result<()> {
    match format {
        QueryFormat::Table => {
            let drawn = table(answer);
            screen.print(Stream::Out, &drawn)
        }
        QueryFormat::Csv => {
            let text = csv(answer)?;
            let text = if screen.is_terminal() { render::visible(&text) } else { text };
            screen.print(Stream::Out, &text)
        }
        QueryFormat::Json => json(answer, screen),
    }
}

/// Prints why SQL did not run, and where.
pub(super) fn fault(fault: &SqlFault, sql: &str, screen: &mut Screen) -> Result<()> {
    let help: Vec<String> = fault.help.iter().cloned().collect();
    let style = screen.style(Stream::Err);
    let text = render::sql(&fault.message, sql, fault.span.clone(), &help, style);
    screen.print(Stream::Err, &text)
}

fn table(answer: &Answer) -> String {
    let mut drawing = Drawing::new();
    drawing.load_preset(ASCII_MARKDOWN).set_header(answer.columns.iter().map(|name| plain(name)));
    for row in &answer.rows {
        drawing.add_row(row.iter().map(|cell| plain(&cell.to_string())));
    }
    for (index, column) in drawing.column_iter_mut().enumerate() {
        let number = |row: &Vec<Cell>| {
            matches!(row.get(index), Some(Cell::Integer(_) | Cell::Number(_) | Cell::Null))
        };
        let known = |row: &Vec<Cell>| !matches!(row.get(index), Some(Cell::Null));
        if answer.rows.iter().all(number) && answer.rows.iter().any(known) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    format!("{drawing}\n{}\n", sentence::counted(answer.rows.len(), "row"))
}

/// Returns a cell on one line, without what a terminal would obey or Markdown would split.
fn plain(text: &str) -> String {
    render::visible(text).replace(['\n', '\t'], " ").replace('|', "\\|")
}

fn csv(answer: &Answer) -> Result<String> {
    let rows = answer.rows.iter().map(|row| row.iter().map(Cell::to_string));
    let bytes = output::csv_rows("CSV", &answer.columns, rows)?;
    String::from_utf8(bytes).map_err(|error| Error::library("writing CSV", error))
}

fn json(answer: &Answer, screen: &mut Screen) -> Result<()> {
    let mut seen = BTreeSet::new();
    if let Some(twice) = answer.columns.iter().find(|name| !seen.insert(*name)) {
        let text = format!("two columns are called `{twice}`: name one of them with `as`");
        return Err(Error::Request(text));
    }
    for row in &answer.rows {
        if screen.is_closed() {
            break;
        }
        let object: serde_json::Map<String, serde_json::Value> =
            answer.columns.iter().cloned().zip(row.iter().map(value)).collect();
        screen.print(Stream::Out, &format!("{}\n", serde_json::Value::Object(object)))?;
    }
    Ok(())
}

fn value(cell: &Cell) -> serde_json::Value {
    match cell {
        Cell::Null => serde_json::Value::Null,
        Cell::Integer(number) => (*number).into(),
        Cell::Number(number) => (*number).into(),
        Cell::Text(text) => text.as_str().into(),
    }
}
