//! The report of a year: the tables that its pages gave enter, one HTML page leaves, filled in
//! from the dataset's own template. What stands in it is decided there, not here.

use std::collections::BTreeMap;

use minijinja::value::Serde;
use minijinja::{Value, context};
use polars::prelude::AnyValue;

use super::cells;
use super::template::Templates;
use crate::diagnostic::Sink;
use crate::schema::DatasetPage;
use crate::table::{Holds, Table};

/// The template of the report, below `schemas/report/`.
pub const YEAR: &str = "year.html";

/// Returns the report as one HTML page, or drops a fault of its template. `dataset` is the table
/// of that name, `sections` are the tables that the report's pages gave.
pub fn report_html(
    templates: &Templates,
    year: i32,
    page: &DatasetPage,
    dataset: &Table,
    sections: &[Table],
    sink: &mut Sink,
) -> Option<Vec<u8>> {
    let mut facts = rows(dataset).pop().unwrap_or_default();
    facts.insert("description", Value::from(&page.description));
    facts.insert("languages", Value::from(Serde(&page.languages)));
    let sections: BTreeMap<&str, Value> =
        sections.iter().map(|table| (table.name.as_str(), section(table))).collect();
    let dataset = Value::from_pairs(facts);
    let sections = Value::from_pairs(sections);
    templates.fill(YEAR, context! { dataset, year, sections }, sink)
}

fn section(table: &Table) -> Value {
    let columns = table.columns.iter().map(|column| {
        context! { name => &column.name, description => &column.description,
        number => matches!(column.holds, Holds::Integer | Holds::Number) }
    });
    context! {
        title => &table.title,
        how_counted => &table.description,
        columns => columns.collect::<Vec<Value>>(),
        rows => rows(table).into_iter().map(Value::from_pairs).collect::<Vec<Value>>(),
    }
}

fn rows(table: &Table) -> Vec<BTreeMap<&str, Value>> {
    let mut rows = vec![BTreeMap::new(); table.frame.height()];
    for (column, values) in table.columns.iter().zip(table.frame.columns()) {
        let values = values.as_materialized_series().rechunk();
        for (row, cell) in rows.iter_mut().zip(values.iter()) {
            row.insert(column.name.as_str(), value(&cell));
        }
    }
    rows
}

fn value(cell: &AnyValue<'_>) -> Value {
    match cell {
        AnyValue::Null => Value::from(()),
        AnyValue::Boolean(flag) => Value::from(*flag),
        AnyValue::Int64(number) => Value::from(*number),
        AnyValue::Float64(number) => Value::from(*number),
        other => Value::from(cells::text(other)),
    }
}
