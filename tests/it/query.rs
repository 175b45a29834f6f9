//! Frames in SQLite: what goes in comes out, queries only read, faults say where they are.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use amur::query::{Answer, Cell, Database};
use amur::table::{Column, Holds, Table};
use polars::prelude::*;

fn column(name: &str, holds: Holds, references: &[&str]) -> amur::table::Column {
    Column {
        name: name.to_owned(),
        description: String::new(),
        holds,
        unit: None,
        nullable: name != "id",
        references: references.iter().map(|&kind| kind.to_owned()).collect(),
    }
}

fn table(name: &str, columns: Vec<Column>, frame: DataFrame) -> Table {
    let key = vec!["id".to_owned()];
    let (title, description) = (String::new(), String::new());
    let columns = columns.into();
    Table { name: name.to_owned(), title, description, columns, key, frame }
}

/// Two tables with every type of column.
fn tables() -> Vec<Table> {
    let words = FrozenCategories::new(["planned", "held"]).unwrap();
    let status_column =
        StringChunked::from_slice_options("status".into(), &[Some("held"), None, Some("planned")])
            .into_series()
            .cast(&DataType::from_frozen_categories(words))
            .unwrap();
    let topics = ListChunked::from_iter([
        Some(Series::new("".into(), ["trade", "наука"])),
        Some(Series::new_empty("".into(), &DataType::String)),
        None,
    ]);
    let days = Int32Chunked::from_slice_options(
        "when_earliest".into(),
        &[Some(20_382), None, Some(-719_528)],
    );
    let visits = DataFrame::new(
        3,
        vec![
            Series::new("id".into(), ["a", "b", "c"]).into_column(),
            Series::new("title".into(), [Some("Осень"), None, Some("it's \"it\"")]).into_column(),
            status_column.into_column(),
            days.into_date().into_column(),
            Series::new("meetings".into(), [Some(21i64), None, Some(-1)]).into_column(),
            Series::new("share".into(), [Some(0.5f64), None, Some(2.0)]).into_column(),
            Series::new("recommended".into(), [Some(true), None, Some(false)]).into_column(),
            topics.with_name("topics".into()).into_series().into_column(),
            Series::new("place_id".into(), [Some("harbin"), None, Some("harbin")]).into_column(),
        ],
    );
    let columns = vec![
        column("id", Holds::Text, &[]),
        column("title", Holds::Text, &[]),
        column("status", Holds::Word(Vec::new()), &[]),
        column("when_earliest", Holds::Date, &[]),
        column("meetings", Holds::Integer, &[]),
        column("share", Holds::Number, &[]),
        column("recommended", Holds::Boolean, &[]),
        column("topics", Holds::TextList, &[]),
        column("place_id", Holds::Text, &["places"]),
    ];
    let places = DataFrame::new(1, vec![Series::new("id".into(), ["harbin"]).into_column()]);
    vec![
        table("places", vec![column("id", Holds::Text, &[])], places.unwrap()),
        table("visits", columns, visits.unwrap()),
    ]
}

pub(crate) fn database() -> Database {
    Database::load(&tables(), None).unwrap()
}

/// Writes cells as a row of text, null as nothing.
pub(crate) fn rows(answer: &Answer) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Null => String::from("∅"),
        Cell::Integer(number) => number.to_string(),
        Cell::Number(number) => format!("{number:?}"),
        Cell::Text(text) => text.clone(),
    };
    let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>().join(" | ");
    answer.rows.iter().map(row).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_type_of_column_comes_out_as_it_went_in() {
    let answer = database().run("SELECT * FROM visits ORDER BY id").unwrap();
    let expected = "\
a | Осень | held | 2025-10-21 | 21 | 0.5 | 1 | [\"trade\",\"наука\"] | harbin
b | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | [] | ∅
c | it's \"it\" | planned | 0000-01-01 | -1 | 2.0 | 0 | ∅ | harbin";
    assert_eq!(rows(&answer), expected);
}

#[test]
fn functions_do_what_duckdb_and_spark_do() {
    let database = database();
    for (sql, expected) in [
        (
            "year('2025-10-21'), quarter('2025-10-21'), month('2025-10-21'), day('2025-10-21')",
            "2025 | 4 | 10 | 21",
        ),
        (
            "year(null), greatest(null, 1, 3, 2), least(2, null, 1.5), greatest(null, null)",
            "∅ | 3 | 1.5 | ∅",
        ),
        ("greatest('2025-10-21', '2025-10-30'), least('б', 'а')", "2025-10-30 | а"),
        (
            "date_diff('day', '2025-10-21', '2025-11-01'), date_diff('day', '2025-01-01', null)",
            "11 | ∅",
        ),
        ("date_diff('day', '2024-03-01', '2024-02-01')", "-29"),
        ("lower('ШЭНЬЯН'), upper('Khabarovsk край'), lower(null)", "шэньян | KHABAROVSK КРАЙ | ∅"),
        ("'Harbin' LIKE 'har%', 'Harbin' LIKE 'Har%'", "0 | 1"),
        ("true, 'a' || 'b', count(*) FILTER (WHERE recommended) FROM visits", "1 | ab | 1"),
    ] {
        assert_eq!(rows(&database.run(&format!("SELECT {sql}")).unwrap()), expected, "{sql}");
    }
}

#[test]
fn queries_can_only_read() {
    let database = database();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.sqlite");
    for sql in [
        "DELETE FROM visits",
        "INSERT INTO places VALUES ('x')",
        "CREATE TEMP TABLE x (y)",
        "DROP TABLE visits",
        "PRAGMA query_only = OFF",
        "BEGIN",
        "SELECT load_extension('x')",
        &format!("ATTACH '{}' AS x", file.display()),
        &format!("VACUUM INTO '{}'", file.display()),
    ] {
        let fault = database.run(sql).unwrap_err();
        assert_eq!(fault.message, "a query may only read the tables", "{sql}");
    }
    assert!(!file.exists());
    assert_eq!(rows(&database.run("SELECT count(*) FROM visits").unwrap()), "3");
}

#[test]
fn faults_say_what_was_meant_and_where() {
    let database = database();
    // The SQL, with the place in brackets; the message; the help.
    for (marked, message, help) in [
        ("SELECT * FROM [visit]", "there is no table `visit`", "did you mean `visits`?"),
        (
            "SELECT * FROM [zzz]",
            "there is no table `zzz`",
            "the tables are `places`, `visits`; what is a list there has a table `TABLE_FIELD`; summaries are files in `outputs/summaries/`",
        ),
        (
            "SELECT 'titel', [titel] FROM visits",
            "there is no column `titel`",
            "did you mean `title`?",
        ),
        (
            "SELECT /* Шэньян */ v.[sttus] FROM visits v",
            "there is no column `v.sttus`",
            "did you mean `status`?",
        ),
        ("SELECT v.[id2] FROM places AS v", "there is no column `v.id2`", "did you mean `id`?"),
        (
            "WITH x AS (SELECT id AS visit FROM visits) SELECT [vist] FROM x",
            "there is no column `vist`",
            "did you mean `visit`?",
        ),
        (
            "SELECT [\"harbin\"] FROM visits",
            "there is no column `harbin`",
            "a text stands in single quotes",
        ),
        (
            "SELECT [id] FROM visits, places",
            "`id` may be a column of more than one table",
            "write the table before it, as in `events.id`",
        ),
        ("SELECT id [FORM] visits", "SQL does not expect `FORM` here", "did you mean `FROM`?"),
        (
            "SELECT id FROM visits [ORDR] BY id",
            "SQL does not expect `ORDR` here",
            "did you mean `ORDER`?",
        ),
        ("SELECT id visits, [,] 2", "SQL does not expect `,` here", ""),
        ("SELECT id FROM (SELECT 1[]", "the SQL ends before the statement does", ""),
        (
            "SELECT [strftime2](title) FROM visits",
            "there is no function `strftime2`",
            "use only functions that SQLite, DuckDB and Spark all have; of days these are `year`, `quarter`, `month`, `day`",
        ),
        ("SELECT 1; [SELECT] 2", "there is more than one SQL statement", "write one SELECT"),
        ("SELECT 1; [SELCT] 2", "SQL does not expect `SELCT` here", "did you mean `SELECT`?"),
        ("[]-- nothing", "there is no SQL here", "write one SELECT"),
        ("[DELETE] FROM visits", "a query may only read the tables", "write one SELECT"),
    ] {
        let sql = marked.replace(['[', ']'], "");
        let fault = database.run(&sql).unwrap_err();
        assert_eq!(fault.message, message);
        assert_eq!(fault.help.as_deref().unwrap_or_default(), help, "{sql}");
        let span = fault.span.unwrap_or(0..0);
        let shown = format!("{}[{}]{}", &sql[..span.start], &sql[span.clone()], &sql[span.end..]);
        assert_eq!(shown, marked);
    }
    let fault = database.run("SELECT year(title) FROM visits").unwrap_err();
    assert_eq!(
        fault.message,
        "SQLite cannot run this: `year` takes a day such as 2025-10-21, not `Осень`"
    );
}

#[test]
fn hostile_sql_is_a_fault_or_an_answer() {
    use proptest::prelude::*;
    let database = database();
    let word =
        "SELECT |FROM |visits|\"|'|;|--|/\\*|\n|\\(|id|v\\.|х|\u{0}|,|year\\(|AS |\\*|1e999|x'ff'";
    proptest!(|(words in proptest::collection::vec(word, 0..12))| {
        let sql = words.concat();
        for sql in [sql.clone(), format!("SELECT {sql}")] {
            if let Err(fault) = database.run(&sql) {
                let span = fault.span.unwrap_or(0..0);
                prop_assert!(sql.get(span).is_some(), "{sql:?}");
            }
        }
    });
}

#[test]
fn only_the_tables_that_queries_read_are_filled() {
    let database =
        Database::load(&tables(), Some(&["SELECT count(*) FROM places", "SELCT"])).unwrap();
    let counts = "SELECT (SELECT count(*) FROM places), (SELECT count(*) FROM visits)";
    assert_eq!(rows(&database.run(counts).unwrap()), "1 | 0");
}

/// Many rows are loaded on all cores, into several databases.
#[test]
fn many_tables_answer_as_one_database() {
    let many = |name: &str, from: i64| {
        let ids: Vec<String> = (from..from + 1_000).map(|number| format!("{number:04}")).collect();
        let ids = Series::new("id".into(), ids).into_column();
        let frame = DataFrame::new(1_000, vec![ids]).unwrap();
        table(name, vec![column("id", Holds::Text, &[])], frame)
    };
    let tables: Vec<Table> =
        ["a", "b", "c", "d"].into_iter().zip((0..).step_by(300)).map(|(n, f)| many(n, f)).collect();
    let common = "SELECT count(*), min(a.id), max(d.id) FROM a JOIN b ON b.id = a.id \
                  JOIN c ON c.id = b.id JOIN d ON d.id = c.id";
    for queries in [None, Some(&[common][..]), Some(&[common, "SELECT d.id FROM d"])] {
        let database = Database::load(&tables, queries).unwrap();
        assert_eq!(rows(&database.run(common).unwrap()), "100 | 0900 | 0999", "{queries:?}");
        let fault = database.run("SELECT b.it FROM b").unwrap_err();
        assert_eq!(fault.message, "there is no column `b.it`", "{queries:?}");
        assert!(database.run("DELETE FROM d").is_err(), "{queries:?}");
    }
    // `amur query` is asked for the names of all tables.
    let names = "SELECT group_concat(name, ' ') FROM sqlite_schema WHERE type = 'table'";
    let database = Database::load(&tables, Some(&[names])).unwrap();
    assert_eq!(rows(&database.run(names).unwrap()).len(), "a b c d".len());
}

/// Each text is the rows of a table, one letter each, in the place of those before it.
#[test]
fn rows_take_the_place_of_others_in_their_order() {
    let letters = |rows: &str| {
        let ids: Vec<String> = rows.chars().map(String::from).collect();
        let ids = Series::new("id".into(), &ids).into_column();
        let frame = DataFrame::new(rows.len(), vec![ids]).unwrap();
        table("letters", vec![column("id", Holds::Text, &[])], frame)
    };
    let all = "SELECT coalesce(group_concat(id, ''), '') FROM letters";
    let mut before = "abc";
    let load = |rows| Database::load(&[letters(rows)], Some(&[all, "SELECT 1"])).unwrap();
    let mut database = load(before);
    for now in ["abc", "ac", "abc", "axxc", "abxc", "abxyc", "wabxyc", "", "c", "cba", "abba", "aa"]
    {
        let changed = database.reload(&[letters(now)]).unwrap();
        assert_eq!(changed.contains("letters"), now != before, "{before} to {now}");
        assert_eq!(rows(&database.run(all).unwrap()), now, "after {before}");
        before = now;
    }
    // Every type of column, and one row among others.
    let queries = ["SELECT * FROM visits", "SELECT id FROM places"];
    let whole = tables();
    let without = |row: u8| {
        let frame = &whole[1].frame;
        let frame = frame.slice(0, row.into()).vstack(&frame.slice(i64::from(row) + 1, 9));
        [whole[0].clone(), Table { frame: frame.unwrap(), ..whole[1].clone() }]
    };
    let answers = |database: &Database| rows(&database.run(queries[0]).unwrap());
    let mut database = Database::load(&whole, Some(&queries)).unwrap();
    let expected = answers(&database);
    for row in 0..3 {
        database.reload(&without(row)).unwrap();
        assert_eq!(answers(&database), answers(&Database::load(&without(row), None).unwrap()));
        database.reload(&whole).unwrap();
        assert_eq!(answers(&database), expected);
    }
}

#[test]
fn the_saved_file_is_sound_and_always_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["one.sqlite", "two.sqlite"].map(|name| folder.path().join(name));
    for path in &paths {
        Database::create(path, &tables()).unwrap();
    }
    assert_eq!(std::fs::read(&paths[0]).unwrap(), std::fs::read(&paths[1]).unwrap());
    let saved = rusqlite::Connection::open(&paths[0]).unwrap();
    let one = |sql: &str| saved.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(one("PRAGMA integrity_check"), "ok");
    assert_eq!(one("SELECT count(*) || '' FROM pragma_foreign_key_check"), "0");
    assert_eq!(
        one(
            "SELECT \"table\" || ' ' || \"from\" || ' ' || \"to\" FROM pragma_foreign_key_list('visits')"
        ),
        "places place_id id"
    );
    assert_eq!(
        one("SELECT group_concat(name || pk, ' ') FROM pragma_table_info('visits') WHERE pk"),
        "id1"
    );
    assert_eq!(
        one(
            "SELECT group_concat(name, ' ') FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ),
        "visits_by_place_id"
    );
    assert_eq!(
        one("SELECT group_concat(type, ' ') FROM pragma_table_info('visits')"),
        "TEXT TEXT TEXT TEXT INTEGER REAL BOOLEAN TEXT TEXT"
    );
    assert!(Database::create(&paths[0], &tables()).is_err(), "an existing file is not overwritten");
}
