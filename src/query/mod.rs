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

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::fs::File;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
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
    /// As many queries run at once.
    readers: Vec<Mutex<Connection>>,
    /// The parts that lie in memory.
    parts: Vec<Part>,
    columns: BTreeMap<String, Vec<String>>,
    /// What was loaded, where it is only what certain queries read.
    needs: Option<Needs>,
}

/// A database in memory that has some of the tables. It lasts as long as a connection to it.
#[derive(Debug)]
struct Part {
    place: PathBuf,
    writer: Mutex<Connection>,
    tables: Vec<Table>,
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
    /// loaded, without keys; tables that none reads are there, but empty.
    pub fn load(tables: &[Table], queries: Option<&[&str]>) -> Result<Database> {
        let needs = queries.map(|queries| Needs::of(tables, queries)).transpose()?;
        let needed = needed(tables, needs.as_ref())?;
        let rows: usize = needed.iter().map(|table| table.frame.height()).sum();
        let several = needs.as_ref().is_some_and(|needs| needs.several);
        let cores = if rows < MANY_ROWS { 1 } else { cores() };
        // A query that asks for the names of tables learns those of the first part.
        let shares = load::shares(needed, if several { cores } else { 1 });
        let indexes = needs.as_ref().map_or(&[][..], |needs| &needs.indexes);
        let parts: Result<Vec<Part>> =
            shares.into_par_iter().map(|share| Part::fill(share, indexes)).collect();
        let parts = parts?;
        let places: Vec<PathBuf> = parts.iter().map(|part| part.place.clone()).collect();
        let readers = readers(&places, cores).map_err(loading)?;
        Ok(Database { readers, parts, columns: columns(tables), needs })
    }

    /// Puts the rows of these tables in the place of those that tables of these names had, and
    /// returns the names of those in which queries can see a difference. Their columns are those
    /// of the tables that were loaded.
    pub fn reload(&mut self, tables: &[Table]) -> Result<BTreeSet<String>> {
        let needed = needed(tables, self.needs.as_ref())?;
        let changed: Result<Vec<_>> =
            self.parts.par_iter_mut().map(|part| part.reload(&needed)).collect();
        Ok(changed?.into_iter().flatten().collect())
    }

    /// Writes the tables, with an index on each column that names a record, as an SQLite file,
    /// and answers from it. The file must not exist. The same tables give the same bytes.
    pub fn create(path: &Path, tables: &[Table]) -> Result<Database> {
        let failed =
            |error: rusqlite::Error| Error::library(format!("writing `{}`", path.display()), error);
        File::create_new(path).map_err(|error| Error::io("create", path, error))?;
        drop(fill(path, tables, &load::indexes(tables), failed)?);
        let readers = readers(&[path.to_owned()], cores()).map_err(failed)?;
        Ok(Database { readers, parts: Vec::new(), columns: columns(tables), needs: None })
    }

    /// Runs one SELECT.
    pub fn run(&self, sql: &str) -> std::result::Result<Answer, SqlFault> {
        let idle = self.readers.iter().find_map(|reader| reader.try_lock().ok());
        let reader = idle.unwrap_or_else(|| locked(&self.readers[0]));
        answer(&reader, sql).map_err(|error| {
            // Of a query that does not run, nothing was loaded: that is not what is wrong with it.
            let whole = self.needs.as_ref().map(|needs| locked(&needs.whole));
            let whole = whole.and_then(|whole| whole.prepare(sql).err());
            fault::explain(whole.unwrap_or(error), sql, &self.columns)
        })
    }
}

impl Part {
    fn fill(tables: Vec<Table>, indexes: &[load::Index]) -> Result<Part> {
        let place = in_memory();
        let writer = Mutex::new(fill(&place, &tables, indexes, loading)?);
        Ok(Part { place, writer, tables })
    }

    /// Returns the names of the tables that were not the same.
    fn reload(&mut self, tables: &[Table]) -> Result<Vec<String>> {
        let writer = self.writer.get_mut().unwrap_or_else(PoisonError::into_inner);
        let transaction = writer.transaction().map_err(loading)?;
        let mut changed = Vec::new();
        for new in tables {
            let mine = self.tables.iter_mut().find(|mine| mine.name == new.name);
            let Some(mine) = mine.filter(|mine| !mine.frame.equals_missing(&new.frame)) else {
                continue;
            };
            load::replace(&transaction, mine, new)?;
            mine.frame = new.frame.clone();
            changed.push(new.name.clone());
        }
        transaction.commit().map_err(loading)?;
        Ok(changed)
    }
}

/// Returns of these tables what is needed of them.
fn needed(tables: &[Table], needs: Option<&Needs>) -> Result<Vec<Table>> {
    let Some(needs) = needs else { return Ok(tables.to_vec()) };
    tables.iter().map(|table| load::narrow(table, needs.read.get(&table.name))).collect()
}

fn loading(error: rusqlite::Error) -> Error {
    Error::library("loading tables into SQLite", error)
}

/// What some queries need of tables of these names and columns.
#[derive(Debug)]
struct Needs {
    /// Whether there is more than one query.
    several: bool,
    read: guard::Read,
    /// The indexes that they use.
    indexes: Vec<load::Index>,
    /// The tables without rows.
    whole: Mutex<Connection>,
}

impl Needs {
    /// Asks SQLite what these queries read, and which indexes it would use.
    fn of(tables: &[Table], queries: &[&str]) -> Result<Needs> {
        let failed = |error: rusqlite::Error| Error::library("preparing queries", error);
        let mut whole = Connection::open_in_memory().and_then(speaking).map_err(failed)?;
        let tables: Vec<Table> = tables.iter().map(load::keyless).collect();
        load::declare(&whole, &tables).map_err(failed)?;
        // An index pays where several queries share it.
        let several = queries.len() > 1;
        let mut indexes = if several { load::indexes(&tables) } else { Vec::new() };
        for index in &indexes {
            whole.execute_batch(&index.statement).map_err(failed)?;
        }
        let (read, steps) = guard::reads(&mut whole, queries).map_err(failed)?;
        guard::close(&mut whole).map_err(failed)?;
        let used: HashSet<&str> = steps.iter().flat_map(|step| step.split(' ')).collect();
        indexes.retain(|index| used.contains(index.name.as_str()));
        Ok(Needs { several, read, indexes, whole: Mutex::new(whole) })
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

/// Fills a new database and returns the connection to it.
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
    // The connection may stay, but what it keeps in mind of the pages need not.
    connection.execute_batch("PRAGMA shrink_memory;").map_err(&failed)?;
    Ok(connection)
}

/// Sets up a connection for filling a new database, which nobody else sees before it is done.
fn writer(connection: Connection) -> rusqlite::Result<Connection> {
    connection.execute_batch(
        "PRAGMA page_size = 4096;
         PRAGMA cache_size = -65536;
         PRAGMA foreign_keys = OFF;
         PRAGMA journal_mode = OFF;
         PRAGMA synchronous = OFF;",
    )?;
    speaking(connection)
}

/// Opens finished databases for so many queries at once.
fn readers(places: &[PathBuf], wanted: usize) -> rusqlite::Result<Vec<Mutex<Connection>>> {
    (0..wanted).map(|_| reader(places).map(Mutex::new)).collect()
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
