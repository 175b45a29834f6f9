//! The project's summary pages over records that try them: what they count, that their order
//! leaves nothing open, and that DuckDB gives the same cells. And what is wrong with a page.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use amur::diagnostic::Sink;
use amur::query::{Database, Page, pages, summarise};
use amur::schema::{DatasetPage, Schemas};
use amur::source::File;
use amur::table::{Builder, Table};
use amur::{output, record, schema};
use polars::prelude::DataType;
use snapbox::Data;

use crate::folder::{Folder, fixture, project};
use crate::query::{database, rows};

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

fn parse(text: &str) -> (Option<Page>, Sink) {
    let mut sink = Sink::new();
    let file =
        File { path: Arc::from("schemas/summaries/visits_by_status.sql"), text: text.to_owned() };
    let page = Page::parse(file, &mut sink);
    (page, sink)
}

const PAGE: &str = "\
-- title: Visits by status
-- how counted: Every record counts once,
--   whatever it is.
-- columns:
--   status   text     How far it has come,
--     by its own word.
--   visits   integer  How many.
--   share    number   Mean share.
--   any      boolean  Whether one counts.
--   first    date     The first day.
SELECT status, count(*) AS visits, avg(share) AS share, max(recommended) AS any, min(when_earliest) AS first
FROM visits GROUP BY status ORDER BY status NULLS LAST
";

#[test]
fn a_page_becomes_a_described_and_typed_table() {
    let (page, mut sink) = parse(PAGE);
    let page = page.unwrap();
    let table = summarise(&database(), &page, &mut sink).unwrap().unwrap();
    assert_eq!(sink, []);
    assert_eq!(table.title, "Visits by status");
    assert_eq!(table.description, "Every record counts once, whatever it is.");
    assert_eq!(table.columns[0].description, "How far it has come, by its own word.");
    let types: Vec<_> = table.frame.dtypes();
    use DataType::*;
    assert_eq!(types, [String, Int64, Float64, Boolean, Date]);
    let again = Database::load(&[table], None).unwrap();
    let answer = again.run("SELECT * FROM visits_by_status ORDER BY 1 NULLS LAST").unwrap();
    assert_eq!(
        rows(&answer),
        "held | 1 | 0.5 | 1 | 2025-10-21\nplanned | 1 | 2.0 | 0 | 0000-01-01\n∅ | 1 | ∅ | ∅ | ∅"
    );
}

#[test]
fn a_faulty_page_is_shown_where_it_is_wrong() {
    let database = database();
    // What to replace in the page, by what; then code, place and message of each fault.
    for (from, to, expected) in [
        (PAGE, "SELECT 1", "S201 `SELECT 1` the summary `visits_by_status` has no head comment"),
        (
            "-- title: Visits by status\n",
            "",
            "S201 `-- how counted: Every record counts once,` the summary `visits_by_status` does not say its `title`",
        ),
        ("title:", "titel:", "S201 `titel` `titel` is no heading of a summary page"),
        (": Visits by status", ":", "S201 `title` nothing stands under `title`"),
        (
            "--   whatever",
            "-- whatever",
            "S201 `whatever it is.` `whatever it is.` is no heading of a summary page",
        ),
        ("integer ", "intger ", "S201 `intger` `intger` is no type of a column"),
        ("integer  How many.", "", "S201 `visits` the column `visits` has no type"),
        (
            "  How many.",
            "",
            "S201 `visits   integer` the column `visits` does not say what it holds",
        ),
        ("--   share  ", "--   visits ", "S201 `visits` the column `visits` is declared twice"),
        ("--   share  ", "--   Share ", "S201 `Share` `Share` cannot be the name of a column"),
        ("avg(share) AS share", "avg(shore) AS share", "S202 `shore` there is no column `shore`"),
        ("ORDER BY", "ORDR BY", "S202 `ORDR` SQL does not expect `ORDR` here"),
        ("FROM visits", "FROM visit", "S202 `visit` there is no table `visit`"),
        ("LAST\n", "LAST; SELECT 1\n", "S202 `SELECT` there is more than one SQL statement"),
        ("AS visits", "AS visit", "S203 `visits` the query does not return the column `visits`"),
        ("avg(share) AS share, ", "", "S203 `share` the query does not return the column `share`"),
        (
            "SELECT status,",
            "SELECT status, 1 AS one,",
            "S203 `first` the column `one` is not declared",
        ),
        (
            "SELECT status, count(*) AS visits,",
            "SELECT count(*) AS visits, status,",
            "S203 `status` the columns are declared in another order than the query returns them",
        ),
        (
            "boolean",
            "date",
            "S204 `date` the column `any` holds `1`, which is not a day such as 2025-10-21",
        ),
        (
            "number ",
            "integer ",
            "S204 `integer` the column `share` holds `0.5`, which is not a whole number",
        ),
        (
            "text    ",
            "boolean ",
            "S204 `boolean` the column `status` holds `held`, which is not 0 or 1",
        ),
        ("integer  ", "text  ", "S204 `text` the column `visits` holds `1`, which is not a text"),
    ] {
        assert!(PAGE.contains(from), "{from}");
        let text = PAGE.replacen(from, to, 1);
        let (page, mut sink) = parse(&text);
        if let Some(page) = page {
            assert!(summarise(&database, &page, &mut sink).unwrap().is_none());
        }
        let found: Vec<_> = sink
            .iter()
            .map(|fault| {
                format!("{} `{}` {}", fault.code, &text[fault.primary.place.span()], fault.message)
            })
            .collect();
        assert_eq!(found, [expected]);
    }
}
