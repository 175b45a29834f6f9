//! Records as tables and tables as files: what the tables are, that every reader gets the same
//! cells, that the same records give the same bytes, and that files come all or none.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use amur::diagnostic::{Diagnostic, Sink};
use amur::output::{self, Codebook, Staging, Templates};
use amur::record::{self, Record, Rows};
use amur::run;
use amur::schema::{self, Schemas};
use amur::source::Root;
use amur::table::{Builder, Holds, Table};
use polars::prelude::AnyValue;
use serde_json::json;
use snapbox::Data;

use crate::folder::{Folder, fixture};

/// Records as they are read.
struct Kept(Vec<Record>);

impl Rows for Kept {
    fn push(&mut self, record: &Record) {
        self.0.push(record.clone());
    }

    fn append(&mut self, other: Kept) {
        self.0.extend(other.0);
    }
}

/// Returns the schemas and the records of a fixture, which must be without faults.
fn read(dataset: &str) -> (Schemas, Vec<Record>) {
    let root = Root::open(&fixture(dataset)).unwrap();
    let mut sink = Sink::new();
    let schemas = schema::load(&root, &mut sink).unwrap();
    let read = record::read(&root, &schemas, || Kept(Vec::new()), &|_, _| (), &mut sink).unwrap();
    sink.retain(Diagnostic::is_error);
    assert_eq!(sink, []);
    (schemas, read.rows.0)
}

fn build(schemas: &Schemas, records: &[Record]) -> Vec<Table> {
    let mut builder = Builder::new(schemas);
    records.iter().for_each(|record| builder.push(record));
    builder.finish(None).unwrap()
}

fn type_name(holds: &Holds) -> String {
    match holds {
        Holds::Word(words) => {
            let words: Vec<_> = words.iter().map(|word| word.word.as_str()).collect();
            format!("word {}", words.join(" "))
        }
        other => format!("{other:?}").to_lowercase(),
    }
}

/// Returns all that is known of a table as text.
fn shown(table: &Table) -> String {
    let Table { name, title, description, key, .. } = table;
    let mut text = format!("## {name}: {title}\n{description}\nkey: {}\n\n", key.join(", "));
    for column in table.columns.iter() {
        let null = if column.nullable { "?" } else { "" };
        let unit = column.unit.iter().map(|unit| format!(" [{unit}]")).collect::<String>();
        let to = match column.references.join("|") {
            to if to.is_empty() => to,
            to => format!(" -> {to}"),
        };
        let holds = type_name(&column.holds);
        let line = format!("- {}: {holds}{null}{unit}{to} — {}", column.name, column.description);
        text += &(line + "\n");
    }
    let rows = String::from_utf8(output::csv(table).unwrap()).unwrap();
    text + "\n" + &rows + "\n"
}

#[test]
fn every_shape_has_its_columns() {
    for (dataset, expected) in
        [("small", "tables/small.txt"), ("tables/shapes", "tables/shapes.txt")]
    {
        let (schemas, records) = read(dataset);
        let text: String = build(&schemas, &records).iter().map(shown).collect();
        snapbox::assert_data_eq!(text, Data::read_from(&fixture(expected), None).raw());
    }
}

#[test]
fn the_codebook_says_what_columns_hold() {
    let (schemas, records) = read("small");
    let tables = build(&schemas, &records);
    let csv = String::from_utf8(Codebook::of(&schemas, &tables).csv().unwrap()).unwrap();
    let expected = Data::read_from(&fixture("tables/codebook.csv"), None).raw();
    snapbox::assert_data_eq!(csv, expected);
    let folder = Folder::empty();
    let page = || {
        let mut sink = Sink::new();
        let mut templates = Templates::read(&folder.root(), &mut sink).unwrap();
        let html = Codebook::of(&schemas, &tables).html(&mut templates, &mut sink);
        (html.map(|html| String::from_utf8(html).unwrap()), sink)
    };
    let (html, faults) = page();
    assert_eq!(faults, []);
    let html = html.unwrap();
    for table in &tables {
        assert!(html.contains(&format!("<article id=\"{}\">", table.name)), "{}", table.name);
    }
    for outside in ["src=", "href=\"http", "url(", "@import", "<link"] {
        assert!(!html.contains(outside), "the page needs another file: {outside}");
    }
    let own = folder.path().join("schemas/report/codebook.html");
    fs::create_dir_all(own.parent().unwrap()).unwrap();
    fs::write(&own, "{{ dataset.title }}: {{ groups|length }}").unwrap();
    assert_eq!(page().0.unwrap(), "A small dataset for tests: 5");
    fs::write(&own, "\n{{ dataset.titel }}").unwrap();
    let (html, faults) = page();
    let places: Vec<_> = faults.iter().map(|fault| fault.primary.place.start).collect();
    assert_eq!((html, places), (None, vec![4]));
}

fn cell(value: &AnyValue<'_>) -> serde_json::Value {
    match value {
        AnyValue::Null => json!(null),
        AnyValue::Boolean(value) => json!(value),
        AnyValue::Int64(value) => json!(value),
        AnyValue::Float64(value) => json!(value),
        AnyValue::Date(days) => json!(days),
        AnyValue::List(items) => items.iter().map(|item| cell(&item)).collect(),
        text => json!(text.get_str().expect("a text")),
    }
}

/// Returns the values of a table for Python to compare with.
fn dump(table: &Table) -> serde_json::Value {
    let columns = table.columns.iter().zip(table.frame.columns()).map(|(column, values)| {
        let words = match &column.holds {
            Holds::Word(words) => words.iter().map(|word| json!(word.word)).collect(),
            _ => json!(null),
        };
        let values = values.as_materialized_series().rechunk();
        json!({
            "name": column.name, "holds": type_name(&column.holds).split(' ').next(), "words": words,
            "unit": column.unit, "description": column.description,
            "values": values.iter().map(|value| cell(&value)).collect::<Vec<_>>(),
        })
    });
    json!({"name": table.name, "title": table.title, "columns": columns.collect::<Vec<_>>()})
}

#[test]
fn python_reads_back_what_was_written() {
    let mut said = String::new();
    for dataset in ["small", "tables/shapes", "../.."] {
        let (schemas, records) = read(dataset);
        let folder = Folder::of(&fixture(dataset));
        let mut faults = run::build(&folder.root(), &run::Choice::default(), &|_, _| ()).unwrap();
        faults.retain(Diagnostic::is_error);
        assert_eq!(faults, []);
        let dump: Vec<_> = build(&schemas, &records).iter().map(dump).collect();
        let expected = folder.path().join("dump.json");
        fs::write(&expected, serde_json::to_string(&dump).unwrap()).unwrap();
        let outputs = folder.path().join("outputs");
        let arguments: [&OsStr; 2] = [outputs.as_os_str(), expected.as_os_str()];
        said += &crate::python::run("tests/interop/check.py", &arguments, folder.path());
    }
    snapbox::assert_data_eq!(
        said,
        snapbox::str![[r#"
[..] tables, [..] cells alike in pyarrow, pandas, polars and DuckDB
[..] tables, [..] cells alike in pyarrow, pandas, polars and DuckDB
[..] tables, [..] cells alike in pyarrow, pandas, polars and DuckDB

"#]]
    );
}

/// Returns more records like these, so that they fill more than one chunk.
fn grown(records: &[Record], times: usize) -> Vec<Record> {
    let mut grown = Vec::new();
    for record in records {
        grown.extend((0..times).map(|number| Record {
            id: format!("{}-{number:04}", record.id).into(),
            ..record.clone()
        }));
    }
    grown
}

#[test]
fn chunks_make_no_difference() {
    let (schemas, records) = read("tables/shapes");
    let records = grown(&records, 300);
    let bytes = |tables: Vec<Table>| -> Vec<Vec<u8>> {
        tables.iter().map(|table| output::parquet(table, &schemas.dataset).unwrap()).collect()
    };
    let expected = bytes(build(&schemas, &records));
    assert_eq!(expected, bytes(build(&schemas, &records)), "built twice");
    for size in [1, 7, 256, 1000] {
        let mut whole = Builder::new(&schemas);
        for chunk in records.chunks(size) {
            let mut part = Builder::new(&schemas);
            chunk.iter().for_each(|record| part.push(record));
            whole.append(part);
        }
        assert_eq!(expected, bytes(whole.finish(None).unwrap()), "in chunks of {size}");
    }
}

#[test]
fn the_day_of_the_dataset_may_be_given() {
    let (schemas, _) = read("small");
    let day = chrono::NaiveDate::from_ymd_opt(2026, 2, 3);
    let tables = Builder::new(&schemas).finish(day).unwrap();
    let dataset = tables.iter().find(|table| table.name == "dataset").unwrap();
    let text = String::from_utf8(output::csv(dataset).unwrap()).unwrap();
    assert!(text.ends_with(",2026-02-03,0\n"), "{text}");
}

/// Returns every file in `outputs/` with its text, but for the mark of a build.
fn outputs(folder: &Folder) -> Vec<(String, String)> {
    let outputs = folder.path().join("outputs");
    let mut found = Vec::new();
    let mut open = vec![outputs.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let inside = path.strip_prefix(&outputs).unwrap().display().to_string();
            if inside != MARK {
                found.push((inside, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// What every build makes, by which its folder is known.
const MARK: &str = "datapackage.json";

/// Builds outputs of one file, and the mark of a build.
fn write(folder: &Folder, text: &'static str) -> amur::error::Result<()> {
    staged(folder, text)?.finish()
}

fn staged(folder: &Folder, text: &'static str) -> amur::error::Result<Staging> {
    let staging = Staging::begin(&folder.root())?;
    staging.add(MARK, b"")?;
    staging.add("tables/a.txt", text.as_bytes())?;
    Ok(staging)
}

fn pairs(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn a_build_replaces_what_was_built_and_keeps_what_was_not() {
    let folder = Folder::empty();
    write(&folder, "one").unwrap();
    assert_eq!(outputs(&folder), pairs(&[("tables/a.txt", "one")]));
    folder.write("outputs/README.md", "read me");
    folder.write("outputs/old.txt", "of an older version");
    output::write_one(&folder.root(), "reports/2025.html", b"report").unwrap();
    output::write_one(&folder.root(), "reports/2025.html", b"newer report").unwrap();
    write(&folder, "two").unwrap();
    let kept =
        [("README.md", "read me"), ("reports/2025.html", "newer report"), ("tables/a.txt", "two")];
    assert_eq!(outputs(&folder), pairs(&kept));
    let beside: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(
        !beside.iter().any(|name| name == ".outputs.new" || name == ".outputs.old"),
        "{beside:?}"
    );
}

#[test]
fn a_failed_build_leaves_the_last_good_one() {
    let folder = Folder::empty();
    write(&folder, "good").unwrap();
    let staging = staged(&folder, "bad").unwrap();
    assert!(staging.add("tables", b"a folder already").is_err());
    assert_eq!(outputs(&folder), pairs(&[("tables/a.txt", "good")]));
    drop(staging);
    assert_eq!(outputs(&folder), pairs(&[("tables/a.txt", "good")]));
    assert!(!folder.path().join(".outputs.new").exists(), "what was begun is gone");
    // What a killed build leaves: files beside, or the old folder already moved away.
    fs::create_dir_all(folder.path().join(".outputs.new/half")).unwrap();
    fs::rename(folder.path().join("outputs"), folder.path().join(".outputs.old")).unwrap();
    output::write_one(&folder.root(), "reports/1.html", b"report").unwrap();
    let both = [("reports/1.html", "report"), ("tables/a.txt", "good")];
    assert_eq!(outputs(&folder), pairs(&both));
    write(&folder, "better").unwrap();
    let both = [("reports/1.html", "report"), ("tables/a.txt", "better")];
    assert_eq!(outputs(&folder), pairs(&both));
}

#[test]
fn what_cannot_be_written_is_named() {
    let folder = Folder::empty();
    write(&folder, "good").unwrap();
    fs::remove_file(folder.path().join(".outputs.lock")).unwrap();
    folder.write(".outputs.lock/a", "not a file");
    let refused = write(&folder, "bad").unwrap_err().to_string();
    assert!(
        refused.starts_with("cannot create `") && refused.ends_with(".outputs.lock`"),
        "{refused}"
    );
    assert_eq!(outputs(&folder), pairs(&[("tables/a.txt", "good")]));
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let folder = Folder::empty();
    let first = staged(&folder, "first").unwrap();
    let refused = write(&folder, "second").unwrap_err().to_string();
    assert!(refused.starts_with("another `amur` is writing to "), "{refused}");
    first.finish().unwrap();
    assert_eq!(outputs(&folder), pairs(&[("tables/a.txt", "first")]));
    write(&folder, "third").unwrap();
}

#[test]
fn what_no_build_made_is_not_deleted() {
    let folder = Folder::empty();
    folder.write("outputs/README.md", "read me");
    folder.write("outputs/thesis.docx", "years of work");
    let refused = write(&folder, "new").unwrap_err().to_string();
    assert!(refused.contains("thesis.docx` was not made by a build"), "{refused}");
    let both = [("README.md", "read me"), ("thesis.docx", "years of work")];
    assert_eq!(outputs(&folder), pairs(&both));
}

#[cfg(unix)]
#[test]
fn protected_folders_and_links_are_left_as_they_are() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::empty();
    let path = folder.path().join("outputs");
    let protect = |inside: &str, mode| {
        fs::set_permissions(path.join(inside), fs::Permissions::from_mode(mode)).unwrap();
    };
    write(&folder, "one").unwrap();
    fs::create_dir(path.join("reports")).unwrap();
    symlink("..", path.join("reports/up")).unwrap();
    protect("tables", 0o555);
    write(&folder, "two").unwrap();
    assert_eq!(fs::read_link(path.join("reports/up")).unwrap(), Path::new(".."));
    assert!(!folder.path().join(".outputs.new").exists(), "a protected folder is removed, too");
    protect("", 0o555);
    let refused = write(&folder, "three").unwrap_err().to_string();
    assert!(refused.ends_with("outputs` is write-protected"), "{refused}");
    protect("", 0o755);
    assert_eq!(fs::read_to_string(path.join("tables/a.txt")).unwrap(), "two");
}

#[cfg(unix)]
#[test]
fn outputs_may_be_elsewhere_but_must_be_a_folder() {
    let folder = Folder::empty();
    let elsewhere = folder.path().join("disk/results");
    fs::create_dir_all(&elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, folder.path().join("outputs")).unwrap();
    write(&folder, "there").unwrap();
    assert_eq!(fs::read_to_string(elsewhere.join("tables/a.txt")).unwrap(), "there");
    assert!(fs::symlink_metadata(folder.path().join("outputs")).unwrap().is_symlink());
    let folder = Folder::empty();
    fs::write(folder.path().join("outputs"), "a file").unwrap();
    let refused = write(&folder, "never").unwrap_err().to_string();
    assert!(refused.ends_with("outputs` is a file, and a build needs a folder there"), "{refused}");
    assert_eq!(fs::read_to_string(folder.path().join("outputs")).unwrap(), "a file");
}
