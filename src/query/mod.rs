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
use std::fs::File;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};
use crate::table::Table;

/// Queries that run at once, however many cores there are: each has a cache of its own.
const MOST_READERS: usize = 8;

/// The tables in SQLite.
#[derive(Debug)]
pub struct Database {
    /// One, or several where the tables lie in a file: as many queries run at once.
    readers: Vec<Mutex<Connection>>,
    columns: BTreeMap<String, Vec<String>>,
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
        // A temporary file, kept in memory while it is small: a large dataset would fill it.
        let mut connection = Connection::open("").and_then(writer).map_err(failed)?;
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
        Ok(Database { readers: vec![Mutex::new(connection)], columns: columns(tables) })
    }

    /// Runs one SELECT.
    pub fn run(&self, sql: &str) -> std::result::Result<Answer, SqlFault> {
        let idle = self.readers.iter().find_map(|reader| reader.try_lock().ok());
        let reader =
            idle.unwrap_or_else(|| self.readers[0].lock().unwrap_or_else(PoisonError::into_inner));
        answer(&reader, sql).map_err(|error| fault::explain(error, sql, &self.columns))
    }

    /// Writes the tables, with an index on each column that names a record, as an SQLite file,
    /// and answers from it. The file must not exist. The same tables give the same bytes.
    pub fn create(path: &Path, tables: &[Table]) -> Result<Database> {
        let failed =
            |error: rusqlite::Error| Error::library(format!("writing `{}`", path.display()), error);
        File::create_new(path).map_err(|error| Error::io("create", path, error))?;
        let mut connection = Connection::open(path).and_then(writer).map_err(failed)?;
        load::declare(&connection, tables).map_err(failed)?;
        for table in tables {
            load::fill(&mut connection, table)?;
        }
        for index in load::indexes(tables) {
            connection.execute_batch(&index).map_err(failed)?;
        }
        drop(connection);
        let cores =
            thread::available_parallelism().map_or(1, |cores| cores.get().min(MOST_READERS));
        let readers = (0..cores).map(|_| reader(path).map(Mutex::new));
        let readers: rusqlite::Result<_> = readers.collect();
        Ok(Database { readers: readers.map_err(failed)?, columns: columns(tables) })
    }
}

fn answer(connection: &Connection, sql: &str) -> rusqlite::Result<Answer> {
    let mut statement = connection.prepare(sql)?;
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

/// Sets up a connection for filling a new database, which nobody else sees before it is done.
fn writer(connection: Connection) -> rusqlite::Result<Connection> {
    connection.execute_batch(
        "PRAGMA page_size = 4096;
         PRAGMA cache_size = -65536;
         PRAGMA foreign_keys = OFF;
         PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA journal_mode = OFF;
         PRAGMA synchronous = OFF;",
    )?;
    speaking(connection)
}

/// Opens a finished file for queries.
fn reader(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.execute_batch("PRAGMA cache_size = -32768;")?;
    let mut connection = speaking(connection)?;
    guard::close(&mut connection)?;
    Ok(connection)
}

/// Makes a connection understand what DuckDB and Spark do.
fn speaking(connection: Connection) -> rusqlite::Result<Connection> {
    connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA case_sensitive_like = ON;")?;
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

/// Returns the names of the columns of each table.
fn columns(tables: &[Table]) -> BTreeMap<String, Vec<String>> {
    let names = |table: &Table| table.columns.iter().map(|column| column.name.clone()).collect();
    tables.iter().map(|table| (table.name.clone(), names(table))).collect()
}
