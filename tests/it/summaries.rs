//! The project's summary pages over records that try them: what they count, that their order
//! leaves nothing open, and that DuckDB gives the same cells.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;

use amur::diagnostic::Sink;
use amur::query::{Database, Page, pages, summarise};
use amur::schema::{DatasetPage, Schemas};
use amur::table::{Builder, Table};
use amur::{output, record, schema};
use snapbox::Data;

use crate::folder::{Folder, fixture, project};

/// The project's schemas over other records, compiled.
struct Compiled {
    folder: Folder,
    dataset: DatasetPage,
    pages: Vec<Page>,
    tables: Vec<Table>,
}

fn compile(records: &Path) -> Compiled {
    let folder = Folder::with(&project().join("schemas"), Some(records));
    let root = folder.root();
    let mut sink = Sink::new();
    let schemas: Schemas = schema::load(&root, &mut sink).unwrap();
    let pages = pages(&root, &mut sink).unwrap();
    let read = record::read(&root, &schemas, || Builder::new(&schemas), &|_, _| (), &mut sink);
    let tables = read.unwrap().rows.finish(None).unwrap();
    assert_eq!(sink, []);
    assert!(!pages.is_empty());
    Compiled { folder, dataset: schemas.dataset.clone(), pages, tables }
}

fn trial() -> Compiled {
    compile(&fixture("summaries/records"))
}

fn summaries(pages: &[Page], tables: &[Table]) -> Vec<Table> {
    let database = Database::load(tables, None).unwrap();
    let mut sink = Sink::new();
    let made = pages.iter().filter_map(|page| summarise(&database, page, &mut sink).unwrap());
    let made = made.collect();
    assert_eq!(sink, []);
    made
}

#[test]
fn the_pages_count_as_they_say() {
    let compiled = trial();
    for table in summaries(&compiled.pages, &compiled.tables) {
        let path = fixture(&format!("summaries/expected/{}.csv", table.name));
        let written = String::from_utf8(output::csv(&table).unwrap()).unwrap();
        snapbox::assert_data_eq!(written, Data::read_from(&path, None).raw());
    }
}

#[test]
fn the_pages_run_over_the_records() {
    let compiled = compile(&project().join("records"));
    let tables = summaries(&compiled.pages, &compiled.tables);
    assert!(tables.iter().all(|table| table.frame.height() > 0));
}

#[test]
fn all_tables_fit_into_one_sqlite_file() {
    for compiled in [trial(), compile(&project().join("records"))] {
        let paths = ["one.sqlite", "two.sqlite"].map(|name| compiled.folder.path().join(name));
        for path in &paths {
            Database::create(path, &compiled.tables).unwrap();
        }
        assert!(fs::read(&paths[0]).unwrap() == fs::read(&paths[1]).unwrap());
        let saved = rusqlite::Connection::open(&paths[0]).unwrap();
        let one = |sql: &str| saved.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
        assert_eq!(one("PRAGMA integrity_check"), "ok");
        assert_eq!(one("SELECT count(*) || '' FROM pragma_foreign_key_check"), "0");
        assert_eq!(
            one(
                "SELECT \"table\" FROM pragma_foreign_key_list('forums') WHERE \"from\" = 'series_id'"
            ),
            "series"
        );
        for table in &compiled.tables {
            let count = format!("SELECT count(*) || '' FROM \"{}\"", table.name);
            assert_eq!(one(&count), table.frame.height().to_string(), "{}", table.name);
        }
    }
}

#[test]
fn the_order_of_rows_is_the_page_s_and_not_the_table_s() {
    let compiled = trial();
    let backwards: Vec<Table> = compiled
        .tables
        .iter()
        .map(|table| Table { frame: table.frame.reverse(), ..table.clone() })
        .collect();
    let [one, other] = [&compiled.tables, &backwards].map(|tables| {
        let tables = summaries(&compiled.pages, tables);
        tables.iter().map(|table| output::csv(table).unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(one, other);
}

#[test]
fn duckdb_gives_the_same_cells() {
    let compiled = trial();
    let made = summaries(&compiled.pages, &compiled.tables);
    for (folder, tables) in [("tables", &compiled.tables), ("summaries", &made)] {
        let folder = compiled.folder.path().join("outputs").join(folder);
        fs::create_dir_all(&folder).unwrap();
        for table in tables {
            let bytes = output::parquet(table, &compiled.dataset).unwrap();
            fs::write(folder.join(format!("{}.parquet", table.name)), bytes).unwrap();
        }
    }
    let folder = compiled.folder.path();
    let said = crate::python::run("tests/interop/summaries.py", &[folder.as_os_str()], folder);
    assert_eq!(said.trim(), format!("{} summaries, 0 differences", compiled.pages.len()));
}
