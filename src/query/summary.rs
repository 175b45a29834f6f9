//! Summary pages run over the tables: pages and a database enter, tables leave, or faults with
//! their places in the pages. A page can only read.

use polars::prelude::{
    BooleanChunked, Column as Values, DataFrame, Float64Chunked, Int32Chunked, Int64Chunked,
    IntoColumn, NewChunkedArray, StringChunked,
};

use super::head::SUMMARIES;
use super::{Answer, Cell, Database, Declared, Page};
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::error::{Error, Result};
use crate::sentence::listed;
use crate::source::Root;
use crate::suggest;
use crate::table::{Column, Holds, Table};

/// Reads the summary pages of a dataset, in the order of their names.
pub fn pages(root: &Root, sink: &mut Sink) -> Result<Vec<Page>> {
    pages_in(root, SUMMARIES, sink)
}

/// Reads the pages in one folder, in the order of their names.
pub fn pages_in(root: &Root, folder: &str, sink: &mut Sink) -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    for path in root.list(folder, sink)? {
        if path.ends_with(".sql") {
            let file = root.read(&path, sink);
            pages.extend(file.and_then(|file| Page::parse(file, sink)));
        }
    }
    Ok(pages)
}

/// Runs a page and returns its result as a table described by how it was counted.
pub fn summarise(database: &Database, page: &Page, sink: &mut Sink) -> Result<Option<Table>> {
    let answer = match database.run(&page.sql) {
        Ok(answer) => answer,
        Err(fault) => {
            sink.push(fault.diagnostic(&codes::SUMMARY_SQL, &page.file, 0));
            return Ok(None);
        }
    };
    let before = sink.len();
    compare(page, &answer, sink);
    if sink.len() == before {
        fit(page, &answer, sink);
    }
    if sink.len() > before {
        return Ok(None);
    }
    let frame = frame(page, &answer).map_err(|error| {
        Error::library(format!("making the table of the summary `{}`", page.name), error)
    })?;
    Ok(Some(Table {
        name: page.name.clone(),
        title: page.title.clone(),
        description: page.how_counted.clone(),
        columns: page.columns.iter().map(described).collect::<Vec<_>>().into(),
        key: Vec::new(),
        frame,
    }))
}

fn described(declared: &Declared) -> Column {
    let Declared { name, description, holds, .. } = declared.clone();
    Column { nullable: true, ..Column::new(name, description, holds) }
}

/// Drops a fault for each difference between the declared and the returned columns.
fn compare(page: &Page, answer: &Answer, sink: &mut Sink) {
    let declared: Vec<&str> = page.columns.iter().map(|column| column.name.as_str()).collect();
    if declared == answer.columns {
        return;
    }
    let before = sink.len();
    let mut extra: Vec<&str> = answer.columns.iter().map(String::as_str).collect();
    let mut missing = Vec::new();
    for column in &page.columns {
        match extra.iter().position(|name| *name == column.name) {
            Some(at) => drop(extra.remove(at)),
            None => missing.push(column),
        }
    }
    for column in missing {
        sink.push(not_returned(column, &mut extra));
    }
    let heading = last_place(page);
    for name in extra {
        sink.push(
            Diagnostic::new(
                &codes::SUMMARY_COLUMNS,
                heading.clone(),
                format!("the column `{name}` is not declared"),
            )
            .label("the last declared column")
            .help("declare it under `columns`: its name, its type, what it holds"),
        );
    }
    if sink.len() == before {
        sink.push(other_order(page, answer));
    }
}

/// Returns the fault of a declared column that the query does not return; what it returns
/// instead is taken out of `extra`.
fn not_returned(column: &Declared, extra: &mut Vec<&str>) -> Diagnostic {
    let message = format!("the query does not return the column `{}`", column.name);
    let fault = Diagnostic::new(&codes::SUMMARY_COLUMNS, column.name_place.clone(), message)
        .label("declared here");
    match suggest::nearest(&column.name, extra.iter().copied()).map(str::to_owned) {
        Some(near) => {
            extra.retain(|name| *name != near);
            fault
                .help(format!("it returns `{near}`; give both the same name"))
                .fix(column.name_place.clone(), near)
        }
        None => fault.help("return it from the SELECT, or take it out of `columns`"),
    }
}

fn other_order(page: &Page, answer: &Answer) -> Diagnostic {
    let pairs = page.columns.iter().zip(&answer.columns);
    let first = pairs.into_iter().find(|(column, name)| column.name != **name);
    let place = first.map_or(last_place(page), |(column, _)| column.name_place.clone());
    let message = "the columns are declared in another order than the query returns them";
    Diagnostic::new(&codes::SUMMARY_COLUMNS, place, message)
        .help(format!("the query returns {}", listed(&answer.columns)))
}

fn last_place(page: &Page) -> Place {
    page.columns.last().map_or(Place::file(&page.file), |column| column.name_place.clone())
}

/// Drops a fault for each column with a value that does not fit its type, at its first one.
fn fit(page: &Page, answer: &Answer, sink: &mut Sink) {
    for (index, column) in page.columns.iter().enumerate() {
        let misfit = answer.rows.iter().position(|row| !fits(&row[index], &column.holds));
        let Some(row) = misfit else { continue };
        let value = match &answer.rows[row][index] {
            // A number is no whole number, even where it has no decimals.
            Cell::Number(number) => format!("{number:?}"),
            cell => cell.to_string(),
        };
        let wanted = match column.holds {
            Holds::Integer => "a whole number",
            Holds::Number => "a number",
            Holds::Boolean => "0 or 1",
            Holds::Date => "a day such as 2025-10-21",
            Holds::Text | Holds::Word(_) | Holds::TextList => "a text",
        };
        sink.push(
            Diagnostic::new(
                &codes::SUMMARY_VALUE,
                column.type_place.clone(),
                format!("the column `{}` holds `{value}`, which is not {wanted}", column.name),
            )
            .label(format!("declared as `{}`", column.type_word()))
            .note(format!("it is the value in row {} of the result", row + 1))
            .help("declare the type that the query returns, or change the query"),
        );
    }
}

fn fits(cell: &Cell, holds: &Holds) -> bool {
    match (cell, holds) {
        (Cell::Null, _)
        | (Cell::Integer(_), Holds::Integer | Holds::Number)
        | (Cell::Number(_), Holds::Number)
        | (Cell::Integer(0 | 1), Holds::Boolean)
        | (Cell::Text(_), Holds::Text | Holds::Word(_) | Holds::TextList) => true,
        (Cell::Text(text), Holds::Date) => text.parse::<chrono::NaiveDate>().is_ok(),
        _ => false,
    }
}

fn frame(page: &Page, answer: &Answer) -> polars::prelude::PolarsResult<DataFrame> {
    let columns = page.columns.iter().enumerate().map(|(index, column)| {
        let cells = answer.rows.iter().map(|row| &row[index]);
        series(&column.name, &column.holds, cells)
    });
    DataFrame::new(answer.rows.len(), columns.collect())
}

fn series<'a>(name: &str, holds: &Holds, cells: impl Iterator<Item = &'a Cell>) -> Values {
    let name = name.into();
    let integer = |cell: &Cell| match cell {
        Cell::Integer(number) => Some(*number),
        _ => None,
    };
    match holds {
        Holds::Integer => Int64Chunked::from_iter_options(name, cells.map(integer)).into_column(),
        Holds::Number => Float64Chunked::from_iter_options(name, cells.map(number)).into_column(),
        Holds::Boolean => {
            let flags = cells.map(|cell| integer(cell).map(|number| number == 1));
            BooleanChunked::from_iter_options(name, flags).into_column()
        }
        Holds::Date => {
            Int32Chunked::from_iter_options(name, cells.map(days)).into_date().into_column()
        }
        Holds::Text | Holds::Word(_) | Holds::TextList => {
            StringChunked::from_iter_options(name, cells.map(text)).into_column()
        }
    }
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Integer(number) => Some(*number as f64),
        Cell::Number(number) => Some(*number),
        Cell::Null | Cell::Text(_) => None,
    }
}

fn text(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) => Some(text),
        _ => None,
    }
}

fn days(cell: &Cell) -> Option<i32> {
    text(cell)?.parse::<chrono::NaiveDate>().ok().map(|day| day.to_epoch_days())
}
