//! Frames to SQLite tables: declarations with keys and references, then the rows. Days become
//! ISO 8601 text, lists JSON text, booleans 0 and 1; nothing is read back here.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use polars::prelude::{DataFrame, DataType, PolarsResult, Series};
use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};

use crate::error::{Error, Result};
use crate::table::{Column, Holds, Table};

type Cells<'a> = Box<dyn Iterator<Item = ToSqlOutput<'a>> + 'a>;

/// Creates the tables, empty, with their keys and references.
pub(super) fn declare(connection: &Connection, tables: &[Table]) -> rusqlite::Result<()> {
    for table in tables {
        connection.execute_batch(&declaration(table, tables))?;
    }
    Ok(())
}

/// An index on one column.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) name: String,
    pub(super) table: String,
    /// The statement that makes it.
    pub(super) statement: String,
}

/// Returns an index on each column that names a record.
pub(super) fn indexes(tables: &[Table]) -> Vec<Index> {
    let mut indexes = Vec::new();
    for table in tables {
        for column in table.columns.iter() {
            // Its own id may be the key, which has an index.
            let names_record = !column.references.is_empty()
                || column.name.ends_with("_id")
                || column.name == "id";
            if names_record
                && column.holds != Holds::TextList
                && table.key.first() != Some(&column.name)
            {
                let name = format!("{}_by_{}", table.name, column.name);
                let on = format!("{} ({})", quoted(&table.name), quoted(&column.name));
                let statement = format!("CREATE INDEX {} ON {on}", quoted(&name));
                indexes.push(Index { name, table: table.name.clone(), statement });
            }
        }
    }
    indexes
}

/// Returns a table without its key: where records are at fault, two may have one id.
pub(super) fn keyless(table: &Table) -> Table {
    Table { key: Vec::new(), ..table.clone() }
}

/// Returns a table with those of its columns that are read; without rows where none is.
pub(super) fn narrow(table: &Table, read: Option<&BTreeSet<String>>) -> Result<Table> {
    let table = keyless(table);
    let Some(read) = read else {
        return Ok(Table { frame: table.frame.clear(), ..table });
    };
    let kept = |column: &&Column| read.contains(&column.name);
    let mut columns: Vec<Column> = table.columns.iter().filter(kept).cloned().collect();
    if columns.is_empty() {
        // Its rows are only counted.
        columns.extend(table.columns.first().cloned());
    }
    let frame = table.frame.select(columns.iter().map(|column| column.name.as_str()));
    let frame = frame.map_err(|error| {
        Error::library(format!("choosing columns of the table `{}`", table.name), error)
    })?;
    Ok(Table { columns: columns.into(), frame, ..table })
}

/// Shares tables out so that each share has about as many cells.
pub(super) fn shares(mut tables: Vec<Table>, wanted: usize) -> Vec<Vec<Table>> {
    let cells = |table: &Table| table.frame.height() * table.columns.len();
    tables.sort_by_key(|table| Reverse(cells(table)));
    let mut shares: Vec<(usize, Vec<Table>)> = vec![(0, Vec::new()); wanted];
    for table in tables {
        if let Some((size, share)) = shares.iter_mut().min_by_key(|(size, _)| *size) {
            *size += cells(&table);
            share.push(table);
        }
    }
    shares.into_iter().map(|(_, share)| share).collect()
}

/// Adds the rows of one table.
pub(super) fn fill(connection: &Connection, table: &Table) -> Result<()> {
    add(connection, table, None)
}

/// How far apart the numbers of rows are once some of them had to make room for others.
const ROOM: i64 = 64;

/// The numbers, both excluded, between which rows may be put.
#[derive(Clone, Copy)]
struct Gap {
    before: i64,
    after: i64,
}

impl Gap {
    const WHOLE: Gap = Gap { before: 0, after: i64::MAX };

    /// Returns how far apart the numbers of so many rows can be in it; 0 if they do not fit.
    fn step(self, rows: usize) -> i64 {
        ((self.after - self.before) / number(rows).saturating_add(1)).min(ROOM)
    }
}

/// Puts rows in the place of those that a table without a key has. Their order is that of the
/// new ones, and only those are written that lie between the first and the last change.
pub(super) fn replace(connection: &Connection, old: &Table, new: &Table) -> Result<()> {
    let failed = |error: rusqlite::Error| {
        Error::library(format!("changing rows of the table `{}`", old.name), error)
    };
    let (head, tail) = unchanged(&old.frame, &new.frame);
    let mut gap = gap(connection, old, head, tail).map_err(failed)?;
    let mut frame = new.frame.slice(number(head), new.frame.height() - head - tail);
    if gap.step(frame.height()) == 0 {
        (gap, frame) = (Gap::WHOLE, new.frame.clone());
    }
    let delete = format!("DELETE FROM {} WHERE rowid > ? AND rowid < ?", quoted(&old.name));
    connection.execute(&delete, [gap.before, gap.after]).map_err(failed)?;
    add(connection, &Table { frame, ..new.clone() }, Some(gap))
}

/// Returns the numbers around the rows of a table that are not among so many at its beginning
/// and so many at its end.
fn gap(connection: &Connection, table: &Table, head: usize, tail: usize) -> rusqlite::Result<Gap> {
    let row = |place: usize| {
        let name = quoted(&table.name);
        let query = format!("SELECT rowid FROM {name} ORDER BY rowid LIMIT 1 OFFSET ?");
        connection.query_one(&query, [number(place)], |row| row.get(0))
    };
    Ok(Gap {
        before: if head == 0 { Gap::WHOLE.before } else { row(head - 1)? },
        after: if tail == 0 { Gap::WHOLE.after } else { row(table.frame.height() - tail)? },
    })
}

/// Returns how many rows are the same at the beginning, and how many of the others at the end.
fn unchanged(old: &DataFrame, new: &DataFrame) -> (usize, usize) {
    let shorter = old.height().min(new.height());
    let same =
        |from: i64, rows: usize| old.slice(from, rows).equals_missing(&new.slice(from, rows));
    let head = longest(shorter, |rows| same(number(rows.start), rows.len()));
    let tail = longest(shorter - head, |rows| same(-number(rows.end), rows.len()));
    (head, tail)
}

/// Returns how many of so many rows have what all of the rows in some ranges have, up to the
/// first that has it not. Each row is asked for about once.
fn longest(rows: usize, have: impl Fn(Range<usize>) -> bool) -> usize {
    let (mut known, mut most) = (0, rows);
    while known < most {
        let middle = known + (most - known).div_ceil(2);
        match have(known..middle) {
            true => known = middle,
            false => most = middle - 1,
        }
    }
    known
}

fn number(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// Adds rows to a table, within a gap where there is one.
fn add(connection: &Connection, table: &Table, gap: Option<Gap>) -> Result<()> {
    let doing = || format!("loading the table `{}` into SQLite", table.name);
    let columns: PolarsResult<Vec<Series>> =
        table.columns.iter().map(|column| plain(table, column)).collect();
    let columns = columns.map_err(|error| Error::library(doing(), error))?;
    let mut cells = Vec::new();
    for (column, series) in table.columns.iter().zip(&columns) {
        cells.push(values(series, &column.holds).map_err(|error| Error::library(doing(), error))?);
    }
    let mut names: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
    if let Some(gap) = gap {
        let step = gap.step(table.frame.height());
        let numbers = (1..).map(move |row| owned(Some(gap.before + row * step)));
        names.push("rowid".to_owned());
        cells.push(Box::new(numbers));
    }
    insert(connection, table, &names, cells).map_err(|error| Error::library(doing(), error))
}

fn insert(
    connection: &Connection,
    table: &Table,
    names: &[String],
    mut cells: Vec<Cells<'_>>,
) -> rusqlite::Result<()> {
    let (into, names) = (quoted(&table.name), names.join(", "));
    let places = vec!["?"; cells.len()].join(", ");
    let statement = format!("INSERT INTO {into} ({names}) VALUES ({places})");
    let mut statement = connection.prepare(&statement)?;
    for _ in 0..table.frame.height() {
        for (index, column) in cells.iter_mut().enumerate() {
            let cell = column.next().unwrap_or(ToSqlOutput::Owned(Value::Null));
            statement.raw_bind_parameter(index + 1, cell)?;
        }
        statement.raw_execute()?;
    }
    Ok(())
}

fn declaration(table: &Table, tables: &[Table]) -> String {
    let mut lines: Vec<String> = table.columns.iter().map(declared).collect();
    if !table.key.is_empty() {
        let key: Vec<String> = table.key.iter().map(|name| quoted(name)).collect();
        lines.push(format!("PRIMARY KEY ({})", key.join(", ")));
    }
    for column in table.columns.iter() {
        if let Some(target) = target(column, tables) {
            lines.push(format!(
                "FOREIGN KEY ({}) REFERENCES {} (\"id\")",
                quoted(&column.name),
                quoted(target)
            ));
        }
    }
    format!("CREATE TABLE {} (\n  {}\n)", quoted(&table.name), lines.join(",\n  "))
}

fn declared(column: &Column) -> String {
    let holds = match column.holds {
        Holds::Text | Holds::Word(_) | Holds::Date | Holds::TextList => "TEXT",
        Holds::Integer => "INTEGER",
        Holds::Number => "REAL",
        Holds::Boolean => "BOOLEAN",
    };
    let required = if column.nullable { "" } else { " NOT NULL" };
    format!("{} {holds}{required}", quoted(&column.name))
}

/// Returns the table that a column's values name rows of, where it is one table.
fn target<'a>(column: &'a Column, tables: &[Table]) -> Option<&'a str> {
    let [target] = column.references.as_slice() else { return None };
    let keyed = |table: &Table| table.name == *target && table.key == ["id"];
    (column.holds != Holds::TextList && tables.iter().any(keyed)).then_some(target)
}

/// Returns a column's values in the one representation that its type has here.
fn plain(table: &Table, column: &Column) -> PolarsResult<Series> {
    let wanted = match column.holds {
        Holds::Text | Holds::Word(_) => DataType::String,
        Holds::Integer => DataType::Int64,
        Holds::Number => DataType::Float64,
        Holds::Boolean => DataType::Boolean,
        Holds::Date => DataType::Date,
        Holds::TextList => DataType::List(Box::new(DataType::String)),
    };
    let series = table.frame.column(&column.name)?.as_materialized_series();
    if *series.dtype() == wanted { Ok(series.clone()) } else { series.cast(&wanted) }
}

fn values<'a>(series: &'a Series, holds: &Holds) -> PolarsResult<Cells<'a>> {
    Ok(match holds {
        Holds::Text | Holds::Word(_) => Box::new(series.str()?.iter().map(|text| match text {
            Some(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            None => ToSqlOutput::Owned(Value::Null),
        })),
        Holds::Integer => Box::new(series.i64()?.iter().map(owned)),
        Holds::Number => Box::new(series.f64()?.iter().map(owned)),
        Holds::Boolean => Box::new(series.bool()?.iter().map(owned)),
        Holds::Date => Box::new(series.date()?.physical().iter().map(|days| {
            owned(days.and_then(chrono::NaiveDate::from_epoch_days).map(|day| day.to_string()))
        })),
        Holds::TextList => {
            let lists = series.list()?;
            Box::new(
                (0..lists.len()).map(move |row| owned(lists.get_as_series(row).as_ref().map(json))),
            )
        }
    })
}

fn owned<'a, T: Into<Value>>(value: Option<T>) -> ToSqlOutput<'a> {
    ToSqlOutput::Owned(value.map_or(Value::Null, Into::into))
}

fn json(list: &Series) -> String {
    let texts: Vec<serde_json::Value> = list
        .str()
        .map(|texts| {
            texts.iter().map(|text| text.map_or(serde_json::Value::Null, Into::into)).collect()
        })
        .unwrap_or_default();
    serde_json::Value::Array(texts).to_string()
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
