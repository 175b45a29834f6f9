//! The project's rules: that their pages are true, and that DuckDB finds the same hits over the
//! Parquet files as SQLite does here.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;

use amur::diagnostic::Sink;
use amur::query::{Cell, Database};
use amur::rule::{self, Rules};
use amur::schema::{self, Schemas};
use amur::source::Root;
use amur::table::Builder;
use amur::{output, record, render, run};
use serde_json::{Value, json};

use crate::folder::{Folder, project};

/// The project's pages over the records of their stage.
fn staged() -> Folder {
    let schemas = project().join("schemas");
    Folder::with(&schemas, Some(&schemas.join("rules/stage")))
}

fn read(root: &Root) -> (Schemas, Rules) {
    let mut sink = Sink::new();
    let schemas = schema::load(root, &mut sink).unwrap();
    let rules = Rules::read(root, &mut sink).unwrap();
    assert_eq!(render::text(&sink, root, render::Style::PLAIN), "");
    (schemas, rules)
}

#[test]
fn every_page_is_true() {
    let folder = staged();
    let root = folder.root();
    let (schemas, rules) = read(&root);
    assert!(rules.all.len() > 30, "there are {} rules", rules.all.len());
    if std::env::var("SNAPSHOTS").as_deref() == Ok("overwrite") {
        for rule in &rules.all {
            if let Some(page) = rule::accept(rule, &rules, &schemas).unwrap() {
                fs::write(project().join(&*rule.file), &page).unwrap();
                folder.write(&*rule.file, &page);
            }
        }
    }
    let mut faults = run::check(&root, &run::Choice::default(), &|_, _| ()).unwrap();
    faults.retain(|fault| fault.code.starts_with('S'));
    assert_eq!(render::text(&faults, &root, render::Style::PLAIN), "");
}

#[test]
fn duckdb_finds_the_same_hits() {
    let folder = staged();
    let (schemas, rules) = read(&folder.root());
    for rule in &rules.all {
        let case = format!("cases/{}", rule.id);
        folder.write(format!("{case}/query.sql"), &rule.query);
        let hits = hits(rule, &rules, &schemas, &folder.path().join(&case));
        folder.write(format!("{case}/hits.json"), hits.to_string());
    }
    let cases = folder.path().join("cases");
    let said = crate::python::run("tests/interop/rules.py", &[cases.as_os_str()], folder.path());
    assert_eq!(said.trim(), format!("{} rules, 0 differences", rules.all.len()));
}

/// Returns the rows that a rule finds in its wrong example, whose tables become Parquet files.
fn hits(rule: &rule::Rule, rules: &Rules, schemas: &Schemas, folder: &Path) -> Value {
    let (root, mut sink) = (rule::wrong(rule, rules), Sink::new());
    let read = record::read(&root, schemas, || Builder::new(schemas), &|_, _| (), &mut sink);
    let mut tables = read.unwrap().rows.finish(None).unwrap();
    // Only what the query names is worth a file.
    tables.retain(|table| rule.query.contains(&table.name));
    for table in &tables {
        let bytes = output::parquet(table, &schemas.dataset).unwrap();
        fs::write(folder.join(format!("{}.parquet", table.name)), bytes).unwrap();
    }
    let answer = Database::load(&tables, None).unwrap().run(&rule.query).unwrap();
    let cell = |cell: &Cell| match cell {
        Cell::Null => Value::Null,
        Cell::Integer(number) => json!(number),
        Cell::Number(number) => json!(number),
        Cell::Text(text) => json!(text),
    };
    let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Value>();
    json!({"columns": answer.columns, "rows": answer.rows.iter().map(row).collect::<Value>()})
}

#[test]
fn the_baseline_only_shrinks() {
    let folder = Folder::of(&project().join("tests/console/rules.in"));
    let amur = |line: &str| {
        let words = line.split(' ');
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_amur"))
            .args(words)
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        format!("$ amur {line}\n{}\n", String::from_utf8(said).unwrap())
    };
    let visit = "records/visits/day-in-harbin.yaml";
    let text = fs::read_to_string(folder.path().join(visit)).unwrap();
    let mut said = amur("baseline part-before-visit");
    said += &fs::read_to_string(folder.path().join("schemas/baseline.yaml")).unwrap();
    said += &amur("check --baseline");
    said += &amur("build --baseline");
    said += "\n# A day is changed, and the rule still hits.\n";
    folder.write(visit, text.replace("2025-10-03", "2025-10-04"));
    said += &amur("check --baseline");
    said += "\n# The day is right now.\n";
    folder.write(visit, text.replace("2025-10-03", "2025-10-23"));
    said += &amur("check --baseline");
    said += &amur("baseline");
    said += &amur("baseline");
    said += &amur("check --baseline");
    said += &amur("baseline M101");
    let path = crate::folder::fixture("rules/baseline.txt");
    snapbox::assert_data_eq!(said, snapbox::Data::read_from(&path, None).raw());
}
