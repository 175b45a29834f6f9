//! Pages to schemas: cases stand as data in `tests/fixtures/schemas`.

use std::fmt::Write as _;
use std::fs;

use amur::diagnostic::{Place, Sink};
use amur::schema::{self, Field, Schemas, Type};
use amur::source::{File, Root};
use amur::yaml::quoted;
use proptest::prelude::*;
use snapbox::Data;

use crate::folder::{fixture, project};

const HEAD: &str =
    "title: Tours\ndescription: A tour.\ntype: object\nadditionalProperties: false\n";

fn file(path: &str, text: impl Into<String>) -> File {
    File { path: path.into(), text: text.into() }
}

/// The pages of the small dataset.
fn small() -> Vec<File> {
    let names = ["common", "organizations", "places", "sources", "visits"];
    let mut paths: Vec<_> = names.map(|name| format!("schemas/kinds/{name}.yaml")).into();
    paths.push("schemas/dataset.yaml".to_owned());
    let read = |path: &String| fs::read_to_string(fixture("small").join(path));
    paths.iter().map(|path| file(path, read(path).expect("a page"))).collect()
}

/// Returns what is at fault when these pages join the small dataset or take the place of its own.
fn compile(pages: Vec<File>) -> (Vec<File>, Schemas, Sink) {
    let mut files = small();
    if pages.iter().any(|page| page.path.ends_with("common.yaml")) {
        // The kinds of the small dataset need its own common page.
        files.retain(|file| file.path.ends_with("dataset.yaml"));
    }
    files.retain(|file| pages.iter().all(|page| page.path != file.path));
    files.extend(pages);
    let mut sink = Sink::new();
    let schemas = schema::compile(&files, &mut sink);
    (files, schemas, sink)
}

/// The pages of a case: after each `### path`, or else one kind `tours`, whose head need not
/// be written.
fn pages(input: &str) -> Vec<File> {
    let Some(input) = input.strip_prefix("### ") else {
        let headed = input.lines().any(|line| line.starts_with("title:"));
        let head = if headed { "" } else { HEAD };
        return vec![file("schemas/kinds/tours.yaml", format!("{input}{head}"))];
    };
    input
        .split("\n### ")
        .map(|page| {
            let (path, text) = page.split_once('\n').expect("a path");
            file(path, format!("{text}\n"))
        })
        .collect()
}

fn at(files: &[File], place: &Place) -> String {
    let Some(file) = files.iter().find(|file| file.path == place.file) else {
        return format!("{} (not there)", place.file);
    };
    let before = file.text.get(..place.start).expect("the place is in the text");
    assert!(file.text.get(place.span()).is_some(), "{place:?} is not in the text");
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    let name = place.file.rsplit('/').next().unwrap_or_default();
    format!("{name}:{}:{column}", 1 + before.matches('\n').count())
}

fn show(input: &str) -> String {
    let (files, _, sink) = compile(pages(input));
    let mut out = String::new();
    for fault in sink {
        let place = at(&files, &fault.primary.place);
        if !fault.code.starts_with('S') {
            // The faults of other rooms are worded there.
            let _ = writeln!(out, "{place} {}", fault.name);
            continue;
        }
        let _ = write!(out, "{place} {} {}", fault.code, fault.message);
        if !fault.primary.text.is_empty() {
            let _ = write!(out, " ({})", fault.primary.text);
        }
        out.push('\n');
        for label in &fault.related {
            let _ = writeln!(out, "  {} {}", at(&files, &label.place), label.text);
        }
        for help in fault.help.iter().chain(&fault.notes) {
            let _ = writeln!(out, "  {help}");
        }
        if let Some(fix) = &fault.fix {
            at(&files, &fix.place);
        }
    }
    out
}

#[test]
fn faults_of_pages_are_found_where_they_are() {
    let mut paths: Vec<_> = fs::read_dir(fixture("schemas"))
        .expect("the cases are there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    for path in paths {
        let cases = fs::read_to_string(&path).expect("cases");
        let mut actual = String::new();
        for case in cases.split("=== ").skip(1) {
            let (title, rest) = case.split_once('\n').expect("a title");
            let input = rest.split("---\n").next().unwrap_or_default();
            let _ = write!(actual, "=== {title}\n{input}---\n{}", show(input));
        }
        snapbox::assert_data_eq!(actual, Data::read_from(&path, None).raw());
    }
}

fn outline(fields: &[Field], indent: usize, out: &mut String) {
    for field in fields {
        let (mut holds, mut inner) = (field.holds.noun().to_owned(), field.fields());
        if let Type::List(item) = &field.holds {
            let _ = write!(holds, " of which each is {}", item.holds.noun());
        }
        let reference = match &field.holds {
            Type::List(item) => &item.holds,
            holds => holds,
        };
        match reference {
            Type::Reference(kinds) => holds = format!("{holds} to {}", kinds.join(", ")),
            Type::Word(words) | Type::Money(words) => {
                let words = words.iter().map(|word| {
                    format!("{}{}", word.word, if word.counted { "" } else { " (not counted)" })
                });
                holds = format!("{holds}: {}", words.collect::<Vec<_>>().join(", "));
            }
            _ => {}
        }
        if field.skip {
            inner = &[];
        }
        let item = match &field.holds {
            Type::List(item) => item.role,
            _ => None,
        };
        let mut facts = vec![holds];
        facts.extend(field.required.then(|| "required".to_owned()));
        facts.extend(field.role.or(item).map(|role| format!("role {}", role.word())));
        facts.extend(field.unit.as_ref().map(|unit| format!("in {unit}")));
        facts.extend(field.table.as_ref().map(|table| format!("table {table}")));
        facts.extend(field.example_text().map(|text| format!("such as {text}")));
        let _ = writeln!(out, "{:indent$}{}: {}", "", field.name, facts.join("; "));
        outline(inner, indent + 2, out);
    }
}

#[test]
fn the_small_dataset_has_these_fields() {
    let root = Root::open(&fixture("small")).expect("a dataset");
    let mut sink = Sink::new();
    let schemas = schema::load(&root, &mut sink).expect("the tool works");
    assert_eq!(sink, []);
    let mut out = format!("{:?}\n", schemas.dataset);
    for schema in &schemas.kinds {
        let event = if schema.event { " (event)" } else { "" };
        let _ = writeln!(out, "\n{}{event}: {}", schema.kind, schema.description);
        outline(&schema.fields, 2, &mut out);
    }
    let path = fixture("schemas/small-fields.snap");
    snapbox::assert_data_eq!(out, Data::read_from(&path, None).raw());
}

#[test]
fn the_pages_of_this_dataset_are_sound() {
    let root = Root::open(project()).expect("a dataset");
    let mut sink = Sink::new();
    let schemas = schema::load(&root, &mut sink).expect("the tool works");
    assert_eq!(sink, []);
    for schema in &schemas.kinds {
        assert!(jsonschema::validator_for(&schema.json).is_ok(), "{}", schema.json);
        let bare = schema.fields.iter().find(|field| field.example_text().is_none());
        assert!(bare.is_none(), "{bare:?}");
    }
}

#[test]
fn the_validator_takes_every_page() {
    let (_, schemas, _) = compile(Vec::new());
    for schema in &schemas.kinds {
        assert!(jsonschema::validator_for(&schema.json).is_ok(), "{}", schema.json);
    }
    let visits = schemas.kind("visits").expect("the kind");
    let path = fixture("schemas/visits-json.snap");
    let json = serde_json::to_string_pretty(&visits.json).expect("JSON");
    snapbox::assert_data_eq!(json + "\n", Data::read_from(&path, None).raw());
}

#[test]
fn examples_are_listed_once_with_their_paths() {
    let (files, schemas, _) = compile(Vec::new());
    let mut out = String::new();
    for shown in schemas.examples() {
        let place = at(&files, &Place::new(&shown.example.file, shown.example.node.span.clone()));
        let kind = &schemas.kinds[shown.kind].kind;
        let _ = writeln!(out, "{kind} {} {place}", shown.path);
    }
    let path = fixture("schemas/small-examples.snap");
    snapbox::assert_data_eq!(out, Data::read_from(&path, None).raw());
}

#[test]
fn texts_are_quoted_for_every_reader() {
    for bare in
        ["Harbin", "哈尔滨", "harbin-college", "A. Nobody", "3rd forum", "more than 20", "a~b"]
    {
        assert_eq!(quoted(bare), bare);
    }
    for (text, expected) in [
        ("", "\"\""),
        ("no", "\"no\""),
        ("NO", "\"NO\""),
        ("y", "\"y\""),
        ("Null", "\"Null\""),
        ("~", "\"~\""),
        ("007", "\"007\""),
        ("1_000", "\"1_000\""),
        ("0x1F", "\"0x1F\""),
        ("12:30:45", "\"12:30:45\""),
        ("1e3", "\"1e3\""),
        (".5", "\".5\""),
        ("-.inf", "\"-.inf\""),
        ("2025-10-21", "\"2025-10-21\""),
        ("2001-12-14t21:59:43.10-05:00", "\"2001-12-14t21:59:43.10-05:00\""),
        (">20", "\">20\""),
        ("~100", "\"~100\""),
        ("a, b", "\"a, b\""),
        ("a: b", "\"a: b\""),
        ("a #b", "\"a #b\""),
        ("a:", "\"a:\""),
        (" a", "\" a\""),
        ("- a", "\"- a\""),
        ("say \"no\" \\", "say \"no\" \\"),
        ("\"no\" \\", "\"\\\"no\\\" \\\\\""),
        ("a\nb\u{7}", "\"a\\nb\\u0007\""),
        ("\u{feff}a", "\"\\uFEFFa\""),
    ] {
        assert_eq!(quoted(text), expected);
    }
}

/// Words that make sense somewhere in a page, and some that make sense nowhere.
const WORDS: &[&str] = &[
    "$ref",
    "type",
    "array",
    "object",
    "items",
    "properties",
    "required",
    "enum",
    "x-labels",
    "if",
    "then",
    "const",
    "x-ref",
    "x-role",
    "x-value",
    "x-table",
    "\"#/$defs/text\"",
    "[",
    "]",
    "{",
    "}",
    ":",
    "- ",
    "\n",
    "  ",
    "-1",
    "9e999",
    "true",
    "''",
    "харбин",
    "date",
    "title",
    "\"common.yaml#/$defs/citations\"",
    "examples",
    "[]",
    "{}",
    "minimum",
    "pattern",
    "\"[\"",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Pages with lines lost, doubled, swapped and words put in: never a panic, every place in
    /// its text, and what is found without fault is something that the validator takes.
    #[test]
    fn hurt_pages_are_faults(
        page in 0..6_usize,
        steps in prop::collection::vec((0..5_usize, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..5),
    ) {
        let mut files = small();
        let mut lines: Vec<String> = files[page].text.lines().map(str::to_owned).collect();
        for (what, a, b) in steps {
            let (i, j) = (a.index(lines.len()), b.index(lines.len()));
            match what {
                0 => drop(lines.remove(i)),
                1 => lines.insert(j, lines[i].clone()),
                2 => lines.swap(i, j),
                3 => {
                    let mut words: Vec<&str> = lines[i].split(' ').collect();
                    words[b.index(lines[i].split(' ').count())] = WORDS[b.index(WORDS.len())];
                    lines[i] = words.join(" ");
                }
                _ => {
                    let space: usize = lines[i].chars().take_while(|c| *c == ' ').count();
                    lines.insert(i, format!("{:space$}{}: {}", "", WORDS[a.index(WORDS.len())], WORDS[b.index(WORDS.len())]));
                }
            }
            if lines.is_empty() {
                lines.push("a: b".to_owned());
            }
        }
        files[page].text = lines.join("\n") + "\n";
        let mut sink = Sink::new();
        let schemas = schema::compile(&files, &mut sink);
        for fault in &sink {
            at(&files, &fault.primary.place);
            fault.related.iter().for_each(|label| drop(at(&files, &label.place)));
        }
        if sink.is_empty() {
            for schema in &schemas.kinds {
                prop_assert!(jsonschema::validator_for(&schema.json).is_ok(), "{}", files[page].text);
            }
        }
        for shown in schemas.examples() {
            shown.field.example_text();
        }
    }
}
