//! SQL over the tables: frames enter a temporary SQLite, rows leave, and summary pages become
//! tables again. The SQL is the part that DuckDB and Spark run unchanged, and it can only read.

mod fault;
mod functions;
mod guard;
mod head;
mod load;
mod summary;
mod year;

pub use fault::{SqlFault, names};
pub use head::{Declared, Page, REPORT};
pub use summary::{pages, pages_in, summarise};
pub use year::year_table;

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::fs::File;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use rayon::prelude::*;
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};
use crate::table::Table;

/// Queries that run at once, however many cores there are: each has a cache of its own.
const MOST_READERS: usize = 8;

/// Rows from which on it pays to open a reader for each core.
const MANY_ROWS: usize = 1_000;

/// The tables in SQLite.
#[derive(Debug)]
pub struct Database {
    /// One, or several where the tables lie in a file: as many queries run at once.
    readers: Vec<Mutex<Connection>>,
    columns: BTreeMap<String, Vec<String>>,
    /// All tables, empty, where only what certain queries read was loaded.
    whole: Option<Arc<Mutex<Connection>>>,
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
    /// Loads these tables into memory. With `queries`, only the columns that these read are
    /// loaded; tables that none reads are there, but empty.
    pub fn load(tables: &[Table], queries: Option<&[&str]>) -> Result<Database> {
        match queries {
            Some(queries) => Database::load_for(tables, &Needs::of(tables, queries)?),
            None => {
                let readers = loaded(tables, &[], 1)?;
                Ok(Database { readers, columns: columns(tables), whole: None })
            }
        }
    }

    /// Loads into memory what queries need of these tables.
    pub fn load_for(tables: &[Table], needs: &Needs) -> Result<Database> {
        let narrow: Result<Vec<Table>> =
            tables.iter().map(|table| load::narrow(table, needs.read.get(&table.name))).collect();
        let parts = if needs.several { cores() } else { 1 };
        let readers = loaded(&narrow?, &needs.indexes, parts)?;
        let whole = Some(Arc::clone(&needs.whole));
        Ok(Database { readers, columns: columns(tables), whole })
    }

    /// Writes the tables, with an index on each column that names a record, as an SQLite file,
    /// and answers from it. The file must not exist. The same tables give the same bytes.
    pub fn create(path: &Path, tables: &[Table]) -> Result<Database> {
        let failed =
            |error: rusqlite::Error| Error::library(format!("writing `{}`", path.display()), error);
        File::create_new(path).map_err(|error| Error::io("create", path, error))?;
        drop(fill(path, tables, &load::indexes(tables), failed)?);
        let readers = readers(&[path.to_owned()]).map_err(failed)?;
        Ok(Database { readers, columns: columns(tables), whole: None })
    }

    /// Runs one SELECT.
    pub fn run(&self, sql: &str) -> std::result::Result<Answer, SqlFault> {
        let idle = self.readers.iter().find_map(|reader| reader.try_lock().ok());
        let reader = idle.unwrap_or_else(|| locked(&self.readers[0]));
        answer(&reader, sql).map_err(|error| {
            // Of a query that does not run, nothing was loaded: that is not what is wrong with it.
            let whole = self.whole.as_ref().and_then(|whole| locked(whole).prepare(sql).err());
            fault::explain(whole.unwrap_or(error), sql, &self.columns)
        })
    }
}

/// What some queries need of tables of these names and columns.
#[derive(Debug)]
pub struct Needs {
    /// Whether there is more than one query.
    several: bool,
    read: guard::Read,
    /// The indexes that they use.
    indexes: Vec<load::Index>,
    /// The tables without rows.
    whole: Arc<Mutex<Connection>>,
}

impl Needs {
    /// Asks SQLite what these queries read, and which indexes it would use.
    pub fn of(tables: &[Table], queries: &[&str]) -> Result<Needs> {
        let failed = |error: rusqlite::Error| Error::library("preparing queries", error);
        let mut whole = Connection::open_in_memory().and_then(speaking).map_err(failed)?;
        load::declare(&whole, tables).map_err(failed)?;
        // An index pays where several queries share it.
        let several = queries.len() > 1;
        let mut indexes = if several { load::indexes(tables) } else { Vec::new() };
        for index in &indexes {
            whole.execute_batch(&index.statement).map_err(failed)?;
        }
        let (read, steps) = guard::reads(&mut whole, queries).map_err(failed)?;
        guard::close(&mut whole).map_err(failed)?;
        let used: HashSet<&str> = steps.iter().flat_map(|step| step.split(' ')).collect();
        indexes.retain(|index| used.contains(index.name.as_str()));
        Ok(Needs { several, read, indexes, whole: Arc::new(Mutex::new(whole)) })
    }
}

fn locked(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the address of a new database in memory, which several connections may share.
fn in_memory() -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    PathBuf::from(format!("file:/amur-{number}?vfs=memdb"))
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

/// Loads tables into so many databases in memory at once and returns readers that see all of
/// them. A query that asks for the names of tables learns those of the first.
fn loaded(
    tables: &[Table],
    indexes: &[load::Index],
    parts: usize,
) -> Result<Vec<Mutex<Connection>>> {
    let failed = |error: rusqlite::Error| Error::library("loading tables into SQLite", error);
    let rows: usize = tables.iter().map(|table| table.frame.height()).sum();
    if rows < MANY_ROWS {
        let mut connection = fill(&in_memory(), tables, indexes, failed)?;
        guard::close(&mut connection).map_err(failed)?;
        return Ok(vec![Mutex::new(connection)]);
    }
    // What is in memory lasts as long as a connection to it. One that has filled it locks the
    // others out, so there is another, which does nothing.
    let part = |share: &Vec<Table>| -> Result<_> {
        let place = in_memory();
        let filled = fill(&place, share, indexes, failed)?;
        let anchor = Connection::open(&place).map_err(failed)?;
        drop(filled);
        Ok((place, anchor))
    };
    let shares = load::shares(tables.to_vec(), parts);
    let parts: Result<Vec<_>> = shares.par_iter().map(part).collect();
    let (places, _anchors): (Vec<_>, Vec<_>) = parts?.into_iter().unzip();
    readers(&places).map_err(failed)
}

/// Fills a new database and returns the connection to it, which locks all others out.
fn fill(
    place: &Path,
    tables: &[Table],
    indexes: &[load::Index],
    failed: impl Fn(rusqlite::Error) -> Error,
) -> Result<Connection> {
    let mut connection = Connection::open(place).and_then(writer).map_err(&failed)?;
    let transaction = connection.transaction().map_err(&failed)?;
    load::declare(&transaction, tables).map_err(&failed)?;
    for table in tables {
        load::fill(&transaction, table)?;
        for index in indexes.iter().filter(|index| index.table == table.name) {
            transaction.execute_batch(&index.statement).map_err(&failed)?;
        }
    }
    transaction.commit().map_err(&failed)?;
    Ok(connection)
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

/// Opens finished databases for queries, once for each core.
fn readers(places: &[PathBuf]) -> rusqlite::Result<Vec<Mutex<Connection>>> {
    (0..cores()).map(|_| reader(places).map(Mutex::new)).collect()
}

/// Opens finished databases as one that can only be read.
fn reader(places: &[PathBuf]) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(&places[0], flags)?;
    connection.execute_batch("PRAGMA cache_size = -32768;")?;
    for (number, place) in places.iter().enumerate().skip(1) {
        connection.execute(&format!("ATTACH ? AS part_{number}"), [place.to_string_lossy()])?;
        connection.execute_batch(&format!("PRAGMA part_{number}.cache_size = -32768;"))?;
    }
    let mut connection = speaking(connection)?;
    guard::close(&mut connection)?;
    Ok(connection)
}

/// Returns how many queries run at once.
fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get).min(MOST_READERS)
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
