//! Records that may be one: planted pairs and what is found of them, addresses, and names that
//! nobody would give. Cases stand as data in `tests/fixtures/duplicates`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use amur::diagnostic::{Diagnostic, Sink};
use amur::duplicate::{Pair, Profiles, canonical};
use amur::record::{self, Record, Rows as _, Value};
use amur::run;
use amur::schema::{self, Role, Schemas};
use amur::source::Root;
use amur::value::date;
use amur::value::text::Trilingual;
use proptest::prelude::*;
use snapbox::Data;

use crate::folder::{Folder, fixture, project};

fn schemas(root: &Root) -> Schemas {
    let mut sink = Sink::new();
    let schemas = schema::load(root, &mut sink).expect("the tool works");
    assert_eq!(sink, []);
    schemas
}

fn ids<'a>(pair: &'a Pair<'_>) -> [&'a str; 2] {
    let mut ids = [&*pair.one.id, &*pair.other.id];
    ids.sort_unstable();
    ids
}

fn shown(pair: &Pair<'_>) -> String {
    let mut text = format!("{} {} {}\n", pair.score, pair.one.id, pair.other.id);
    for reason in &pair.reasons {
        let _ = writeln!(text, "  {:+.1} {}", reason.weight, reason.text(pair.one, pair.other));
    }
    text
}

/// What was planted: of each two records, whether they are the same, and how they differ.
fn planted() -> BTreeMap<[String; 2], (bool, String)> {
    let text = fs::read_to_string(fixture("duplicates/planted.csv")).expect("the pairs");
    let row = |line: &str| {
        let cells: Vec<&str> = line.splitn(4, ',').collect();
        let [one, other, verdict, what] = cells[..] else { panic!("four cells: {line}") };
        assert!(["same", "different"].contains(&verdict), "{line}");
        let what = what.trim_matches('"').to_owned();
        ([one.to_owned(), other.to_owned()], (verdict == "same", what))
    };
    text.lines().skip(1).map(row).collect()
}

#[test]
fn planted_pairs_are_found_and_near_misses_are_not() {
    let records = fixture("duplicates/records");
    let folder = Folder::with(&project().join("schemas"), Some(&records));
    let (root, mut sink) = (folder.root(), Sink::new());
    let schemas = schemas(&root);
    let start = || Profiles::new(&schemas);
    let read = record::read(&root, &schemas, start, &|_, _| (), &mut sink).expect("it is read");
    sink.retain(Diagnostic::is_error);
    assert_eq!(sink, []);
    let found = read.rows.pairs(None, 50);
    let planted = planted();
    let mut out = String::from("# Found, at a score of 50 or more\n\n");
    let (mut right, mut wrong) = (0, 0);
    for pair in &found {
        let known = planted.get(&ids(pair).map(str::to_owned));
        let same = known.is_some_and(|(same, _)| *same);
        *(if same { &mut right } else { &mut wrong }) += 1;
        let what = known.map_or("not planted", |(_, what)| what);
        let _ = writeln!(out, "{}: {what}\n{}", if same { "right" } else { "WRONG" }, shown(pair));
    }
    out += "# Missed\n\n";
    let all = read.rows.pairs(None, 0);
    for (pair, (same, what)) in &planted {
        let listed = |pairs: &[Pair<'_>]| pairs.iter().position(|found| ids(found) == *pair);
        if *same && listed(&found).is_none() {
            let _ = writeln!(out, "{what}");
            out += &listed(&all).map_or(format!("{pair:?}\n"), |at| shown(&all[at]));
        }
    }
    let same = planted.values().filter(|(same, _)| *same).count();
    let _ = write!(
        out,
        "\n# Sum\n\n{right} of {same} pairs that are the same were found; {} that are not\n\
         were planted, and {wrong} of {} that were found are wrong.\n",
        planted.len() - same,
        found.len()
    );
    let expected = Data::read_from(&fixture("duplicates/expected.txt"), None).raw();
    snapbox::assert_data_eq!(out, expected);
}

#[test]
fn a_verdict_on_a_record_that_is_gone_is_a_fault() {
    let folder = Folder::of(&project().join("tests/console/duplicates.in"));
    let text = "records: [harbin, dalian]\nverdict: same\nbecause: one\ndecided: 2026-11-20\n";
    folder.write("records/verdicts/harbin-or-dalian.yaml", text);
    let faults =
        run::check(&folder.root(), &run::Choice::default(), &|_, _| ()).expect("the tool works");
    let said: Vec<_> = faults.iter().map(|fault| (fault.code.as_str(), &fault.help[..])).collect();
    let help = "if that record is gone, the verdict has nothing to be about: delete this file";
    assert_eq!(said, [("R101", &[help.to_owned()][..])]);
}

#[test]
fn addresses_of_one_page_are_one() {
    let path = fixture("duplicates/addresses.txt");
    let mut out = String::new();
    for group in fs::read_to_string(&path).expect("the addresses").split("\n\n") {
        let addresses: Vec<&str> = group.lines().filter(|line| !line.starts_with('=')).collect();
        let one = |address: &&str| canonical(address).unwrap_or("no address".to_owned());
        let all: BTreeSet<String> = addresses.iter().map(one).collect();
        let all: Vec<String> = all.into_iter().collect();
        let _ = writeln!(out, "{}\n= {}\n", addresses.join("\n"), all.join("\n= "));
    }
    snapbox::assert_data_eq!(out.trim_end().to_owned() + "\n", Data::read_from(&path, None).raw());
}

/// Returns records of the first kind of event with these names and days.
fn events(schemas: &Schemas, all: &[(String, String)]) -> Vec<Record> {
    let kind = schemas.kinds.iter().position(|schema| schema.event).expect("a kind of event");
    let fields = &schemas.kinds[kind].fields;
    let at = |role: Role| fields.iter().position(|field| field.role == Some(role));
    let (title, when) = (at(Role::Title).expect("a title"), at(Role::When).expect("a date"));
    let record = |(number, (name, day)): (usize, &(String, String))| {
        let mut values = vec![None; fields.len()];
        let name = Trilingual { en: Some(name.clone()), ..Trilingual::default() };
        values[title] = Some(Value::Trilingual(name));
        values[when] = date::parse(day).ok().map(Value::Date);
        let id: Arc<str> = format!("event-{number:03}").into();
        Record { kind, file: id.clone(), id, line: 1, values }
    };
    all.iter().enumerate().map(record).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_name_and_no_date_is_too_much(
        names in prop::collection::vec(
            ("\\PC{0,12}|[a-zа-яё第三届中俄IVX0-9 .-]{0,30}|[ńʼ\u{200d}\u{0}-\u{1f}🙂]{0,5}",
             "20[0-9]{2}(-1[0-2])?|\\.\\./2025|1000/2999|2025-02-30|2025~"),
            0..12,
        ),
        long in 0usize..3,
    ) {
        let schemas = schemas(&Root::open(&fixture("small")).expect("a dataset"));
        let mut names = names;
        names.extend((0..long).map(|_| ("Ы 中a".repeat(3000), "2025".to_owned())));
        let mut profiles = Profiles::new(&schemas);
        events(&schemas, &names).iter().for_each(|record| profiles.push(record));
        let pairs = profiles.pairs(None, 0);
        prop_assert!(pairs.iter().all(|pair| pair.score <= 99 && pair.one.id < pair.other.id));
        let again = profiles.pairs(None, 0);
        let text = |pairs: &[Pair<'_>]| pairs.iter().map(shown).collect::<String>();
        prop_assert_eq!(text(&pairs), text(&again));
    }

    #[test]
    fn no_address_is_too_much(address in "\\PC{0,40}|(https?://)?[a-z.:@%/?&#=0-9é]{0,40}") {
        if let Some(one) = canonical(&address) {
            prop_assert_eq!(canonical(&one), Some(one), "once more changes nothing");
        }
    }
}
