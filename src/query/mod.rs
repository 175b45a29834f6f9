//! SQL over the tables: frames enter a temporary SQLite, rows leave, and summary pages become
//! tables again. The SQL is the part that DuckDB and Spark run unchanged, and it can only read.

mod fault;
mod functions;
mod guard;
mod head;
mod load;
mod summary;
mod year;

pub use fault::SqlFault;
pub use head::{Declared, Page, REPORT};
pub use summary::{pages, pages_in, summarise};
pub use year::year_table;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;

use crate::error::{Error, Result};
use crate::table::Table;

/// The tables in SQLite.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    columns: BTreeMap<String, Vec<String>>,
    indexes: Vec<String>,
}

/// What a query returned.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The columns' names.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing known.
    Null,
    /// A whole number; also 0 and 1 for false and true.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Text; also days, as ISO 8601, and lists, as JSON.
    Text(String),
}

impl fmt::Display for Cell {
    /// Writes a cell as text; what is not known is nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Null => Ok(()),
            Cell::Integer(number) => number.fmt(f),
            Cell::Number(number) => number.fmt(f),
            Cell::Text(text) => f.write_str(text),
        }
    }
}

impl Database {
    /// Loads these tables into memory. With `queries`, only the rows of the tables that these
    /// read are loaded; the other tables are there, but empty.
    pub fn load(tables: &[Table], queries: Option<&[&str]>) -> Result<Database> {
        let failed = |error: rusqlite::Error| Error::library("loading tables into SQLite", error);
        let mut connection = open().map_err(failed)?;
        load::declare(&connection, tables).map_err(failed)?;
        let read = match queries {
            Some(queries) => Some(guard::reads(&mut connection, queries).map_err(failed)?),
            None => None,
        };
        for table in tables {
            if read.as_ref().is_none_or(|read| read.contains(&table.name)) {
                load::fill(&mut connection, table)?;
            }
        }
        guard::close(&mut connection).map_err(failed)?;
        Ok(Database {
            connection,
            columns: tables.iter().map(|table| (table.name.clone(), names(table))).collect(),
            indexes: load::indexes(tables),
        })
    }

    /// Runs one SELECT.
    pub fn run(&self, sql: &str) -> std::result::Result<Answer, SqlFault> {
        self.answer(sql).map_err(|error| fault::explain(error, sql, &self.columns))
    }

    /// Writes the tables, with an index on each column that names a record, as an SQLite file.
    /// The file must not exist. The same tables give the same bytes.
    pub fn save(&mut self, path: &Path) -> Result<()> {
        let failed =
            |error: rusqlite::Error| Error::library(format!("writing `{}`", path.display()), error);
        let target = path.to_str().ok_or_else(|| {
            Error::Request(format!(
                "SQLite cannot write to `{}`: the path is not UTF-8",
                path.display()
            ))
        })?;
        guard::open(&mut self.connection).map_err(failed)?;
        for index in self.indexes.drain(..) {
            self.connection.execute_batch(&index).map_err(failed)?;
        }
        self.connection.execute("VACUUM INTO ?1", [target]).map_err(failed)?;
        guard::close(&mut self.connection).map_err(failed)
    }

    fn answer(&self, sql: &str) -> rusqlite::Result<Answer> {
        let mut statement = self.connection.prepare(sql)?;
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut answer = Answer { columns, rows: Vec::new() };
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let cells: rusqlite::Result<Vec<Cell>> =
                (0..answer.columns.len()).map(|column| Ok(cell(row.get_ref(column)?))).collect();
            answer.rows.push(cells?);
        }
        Ok(answer)
    }
}

fn open() -> rusqlite::Result<Connection> {
    // A temporary file, kept in memory while it is small: a large dataset would fill it.
    let connection = Connection::open("")?;
    connection.execute_batch(
        "PRAGMA page_size = 4096;
         PRAGMA cache_size = -65536;
         PRAGMA foreign_keys = OFF;
         PRAGMA journal_mode = OFF;
         PRAGMA synchronous = OFF;
         PRAGMA temp_store = MEMORY;
         PRAGMA case_sensitive_like = ON;",
    )?;
    // Else a misspelt "column" would be taken for a text, which no other engine does.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    functions::register(&connection)?;
    Ok(connection)
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Real(number) => Cell::Number(number),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            Cell::Text(String::from_utf8_lossy(bytes).into_owned())
        }
    }
}

fn names(table: &Table) -> Vec<String> {
    table.columns.iter().map(|column| column.name.clone()).collect()
}
