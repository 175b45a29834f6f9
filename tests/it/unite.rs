//! Random pairs of records in random layouts, made one: the dataset stays clean, nothing names
//! the record that is gone, no comment is lost, and all other bytes are as they were.

use std::fmt::Write as _;
use std::sync::Arc;

use amur::diagnostic::{Diagnostic, Sink};
use amur::merge::{self, Plan, Wish};
use amur::record::Index;
use amur::run::{self, Choice};
use amur::schema::{self, Schemas};
use amur::source::{File, Root, Texts};
use proptest::prelude::*;

use crate::merge::{dataset, texts};

/// Numbers that look random and are the same for the same seed.
struct Dice {
    state: u64,
    comments: usize,
}

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).expect("a small number")
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.below(sides) == 0
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// Returns a comment that stands nowhere else.
    fn comment(&mut self) -> String {
        self.comments += 1;
        format!("# c{};", self.comments)
    }

    fn behind(&mut self) -> String {
        match self.one_in(4) {
            true => format!(" {}", self.comment()),
            false => String::new(),
        }
    }
}

/// A value that can be laid out in many ways.
enum Value {
    /// Must stand without quotes.
    Bare(String),
    /// An id, a word or a number.
    Text(String),
    /// Free text.
    Words(&'static str),
    List(Vec<Value>),
    Map(Vec<(&'static str, Value)>),
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// Lays a record out.
fn record(dice: &mut Dice, entries: &[(&'static str, Value)]) -> String {
    let mut out = String::new();
    if dice.one_in(4) {
        let _ = write!(out, "{}\n\n", dice.comment());
    }
    entries_in_lines(dice, entries, 0, &mut out);
    if dice.one_in(5) {
        let _ = writeln!(out, "{}", dice.comment());
    }
    if dice.one_in(5) {
        out = out.trim_end().to_owned();
    }
    if dice.one_in(4) { out.replace('\n', "\r\n") } else { out }
}

fn entries_in_lines(
    dice: &mut Dice,
    entries: &[(&'static str, Value)],
    indent: usize,
    out: &mut String,
) {
    for (at, (key, value)) in entries.iter().enumerate() {
        // The first key of an item stands behind its dash.
        if out.ends_with('\n') || out.is_empty() {
            above(dice, indent, out);
            let _ = write!(out, "{:indent$}", "");
        } else if at > 0 {
            unreachable!("every entry ends its line");
        }
        let _ = write!(out, "{key}:");
        in_lines(dice, value, indent, true, out);
    }
}

fn above(dice: &mut Dice, indent: usize, out: &mut String) {
    if dice.one_in(8) {
        out.push('\n');
    }
    if dice.one_in(5) {
        let _ = writeln!(out, "{:indent$}{}", "", dice.comment());
    }
}

/// Lays a value out behind its key or dash, to the end of the line.
fn in_lines(dice: &mut Dice, value: &Value, indent: usize, keyed: bool, out: &mut String) {
    match value {
        Value::Text(text) if dice.one_in(8) => {
            let sign = dice.pick(&["|-", ">-"]);
            in_a_block(dice, sign, text, indent + 2, out);
        }
        Value::Words(text) if dice.one_in(4) => {
            let sign = dice.pick(&["|-", ">-", "|", ">+", ">"]);
            in_a_block(dice, sign, text, indent + 2, out);
        }
        Value::List(items) if keyed && dice.one_in(2) => {
            let _ = writeln!(out, "{}", dice.behind());
            let inner = indent + [0, 2, 4][dice.below(3)];
            for item in items {
                above(dice, inner, out);
                let _ = write!(out, "{:inner$}-", "");
                in_lines(dice, item, inner, false, out);
            }
        }
        Value::Map(entries) if dice.one_in(2) => {
            let inner = indent + 2;
            match keyed {
                true => drop(writeln!(out, "{}", dice.behind())),
                false => out.push(' '),
            }
            entries_in_lines(dice, entries, inner, out);
        }
        value => {
            out.push(' ');
            in_brackets(dice, value, indent + 2, out);
            let _ = writeln!(out, "{}", dice.behind());
        }
    }
}

fn in_a_block(dice: &mut Dice, sign: &str, text: &str, indent: usize, out: &mut String) {
    let _ = writeln!(out, " {sign}{}\n{:indent$}{text}", dice.behind(), "");
}

/// Lays a value out so that it may stand within brackets.
fn in_brackets(dice: &mut Dice, value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Bare(text) => out.push_str(text),
        Value::Words(words) => in_brackets(dice, &text(words), indent, out),
        Value::Text(text) => match dice.below(3) {
            0 if !text.starts_with('>') => out.push_str(text),
            1 => out.push_str(&format!("'{text}'")),
            _ => out.push_str(&format!("\"{text}\"")),
        },
        Value::List(items) => {
            let broken = dice.one_in(4);
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                    match broken {
                        true => drop(write!(out, "{}\n{:indent$}", dice.behind(), "")),
                        false => out.push(' '),
                    }
                }
                in_brackets(dice, item, indent, out);
            }
            out.push(']');
        }
        Value::Map(entries) => {
            out.push('{');
            for (at, (key, value)) in entries.iter().enumerate() {
                let _ = write!(out, "{}{key}: ", if at > 0 { ", " } else { "" });
                in_brackets(dice, value, indent, out);
            }
            out.push('}');
        }
    }
}

const ORGANIZATIONS: [&str; 3] = ["keep-college", "gone-college", "harbin-college"];
const PLACES: [&str; 3] = ["keep-city", "gone-city", "harbin"];

/// Returns some of these, each at most once.
fn some(dice: &mut Dice, of: &[&str]) -> Vec<Value> {
    let from = dice.below(of.len());
    let count = 1 + dice.below(of.len());
    (0..count).map(|at| text(of[(from + at) % of.len()])).collect()
}

fn visit(dice: &mut Dice, whole: Option<&str>) -> Vec<(&'static str, Value)> {
    let mut title = vec![("en", Value::Words("Tour"))];
    if dice.one_in(3) {
        title.push(("ru", Value::Words("Поездка")));
    }
    let mut entries = vec![
        ("title", Value::Map(title)),
        ("dates", text(dice.pick(&["2025-10", "2025-10", "2025-11"]))),
        ("status", text("held")),
    ];
    if dice.one_in(2) {
        entries.push(("host", text(dice.pick(&ORGANIZATIONS))));
    }
    if dice.one_in(2) {
        entries.push(("cities", Value::List(some(dice, &PLACES))));
    }
    if dice.one_in(2) {
        entries.push(("topics", Value::List(some(dice, &["trade", "science"]))));
    }
    if dice.one_in(3) {
        entries.push(("meetings", text(dice.pick(&["5", ">5"]))));
    }
    if dice.one_in(2) {
        let from = some(dice, &ORGANIZATIONS).into_iter().map(|from| {
            let name = Value::Map(vec![("en", text("A. Nobody"))]);
            Value::Map(vec![("name", name), ("from", from), ("head", Value::Bare("true".into()))])
        });
        entries.push(("members", Value::List(from.collect())));
    }
    if dice.one_in(3) {
        let mut route = vec![("by", Value::Words(["train", "a plane"][dice.below(2)]))];
        if dice.one_in(2) {
            route.push(("length", Value::Bare("540.5".into())));
        }
        entries.push(("route", Value::Map(route)));
    }
    if let Some(whole) = whole {
        entries.push(("part_of", text(whole)));
    }
    let sources = some(dice, &["amur-news", "far-news"]).into_iter().map(|source| {
        let mut citation = vec![("source", source)];
        if dice.one_in(3) {
            let paths = dice.pick(&["dates", "title"]);
            citation.push(("supports", Value::List(vec![text("status"), text(paths)])));
        }
        Value::Map(citation)
    });
    entries.push(("sources", Value::List(sources.collect())));
    entries
}

fn organization(dice: &mut Dice, former: &str) -> Vec<(&'static str, Value)> {
    let mut entries = vec![("name", Value::Map(vec![("en", Value::Words("College"))]))];
    if dice.one_in(2) {
        entries.push(("aliases", Value::List(some(dice, &["HC", "the College", "school"]))));
    }
    if dice.one_in(2) {
        entries.push(("seat", text(dice.pick(&PLACES))));
    }
    if dice.one_in(2) {
        entries.push(("former_ids", Value::List(vec![text(former)])));
    }
    entries
}

/// Puts random records beside those that all share.
fn fill(dice: &mut Dice, texts: &mut Texts) {
    let mut put = |path: String, text: String| {
        texts.insert(Arc::from(path), Some(text));
    };
    for id in ["keep-visit", "gone-visit", "part-one", "part-two"] {
        let whole = match id {
            "part-one" => Some("gone-visit"),
            "part-two" => Some(dice.pick(&["gone-visit", "keep-visit"])),
            _ => None,
        };
        let entries = visit(dice, whole);
        put(format!("records/visits/{id}.yaml"), record(dice, &entries));
    }
    for side in ["keep", "gone"] {
        let entries = organization(dice, &format!("old-{side}"));
        put(format!("records/organizations/{side}-college.yaml"), record(dice, &entries));
        let city = vec![("name", Value::Map(vec![("en", text("City"))]))];
        put(format!("records/places/{side}-city.yaml"), record(dice, &city));
    }
}

fn check(root: &Root) -> Vec<Diagnostic> {
    run::check(root, &Choice::default(), &|_, _| ()).expect("memory does not fail")
}

fn plan(root: &Root, schemas: &Schemas, keep: &str, gone: &str, follow: bool) -> Plan {
    let index = Index::list(root, schemas, &mut Sink::new()).expect("memory does not fail");
    let find = |id| index.get(id).expect("it is there");
    let wish = Wish { keep: find(keep), gone: find(gone), follow, claims: &[] };
    let read = |listed: &amur::record::Listed| {
        let file: File = root.read(&listed.file, &mut Sink::new()).expect("a text");
        wish.concerns(&schemas.kinds[listed.kind], &file).then_some((listed.kind, file))
    };
    let files: Vec<_> = index.records().iter().filter_map(read).collect();
    merge::plan(schemas, &wish, &files).expect("the layout can be kept")
}

/// Returns whether the letters of one text stand in another, in their order.
fn is_within(part: &str, whole: &str) -> bool {
    let mut letters = whole.chars();
    part.chars().all(|letter| letters.any(|other| other == letter))
}

/// Holds what must be true of a merge.
fn hold(before: &Texts, plan: &Plan, keep: &str, gone: &str) {
    let mut after = before.clone();
    for change in &plan.changes {
        after.insert(change.path.clone(), change.after.clone());
        let Some(new) = &change.after else { continue };
        if change.path.ends_with(&format!("/{keep}.yaml")) {
            assert!(is_within(&change.before, new), "{}\n→\n{new}", change.before);
        } else if change.repeats == 0 {
            assert_eq!(*new, change.before.replace(gone, keep));
        }
    }
    let faults = check(&Root::of_texts(after.clone()));
    assert!(faults.iter().all(|fault| !fault.is_error()), "{faults:#?}\n{after:#?}");
    let all = |texts: &Texts| texts.values().flatten().cloned().collect::<Vec<_>>().join("\n");
    let (old, new) = (all(before), all(&after));
    assert_eq!(new.matches(gone).count(), 1, "only a former id is left\n{new}");
    let cited = plan.left.iter().any(|(what, _)| what == "a citation");
    let left = |comment: &str| {
        let text = |place: &amur::diagnostic::Place| {
            before[&place.file].as_ref().and_then(|text| text.get(place.span())).unwrap_or_default()
        };
        plan.left.iter().any(|(_, place)| text(place).contains(comment))
    };
    for part in old.split("# c").skip(1) {
        let comment = format!("# c{};", part.split(';').next().expect("it ends"));
        let count = new.matches(&comment).count();
        assert!(
            count == 1 || (count == 0 && (cited || left(&comment))),
            "{comment}\n{old}\n→\n{new}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_pairs_become_one(seed: u64, follow: bool) {
        let folder = dataset();
        let mut before = texts(&folder);
        let mut dice = Dice { state: seed, comments: 0 };
        fill(&mut dice, &mut before);
        let root = Root::of_texts(before.clone());
        let faults = check(&root);
        prop_assert!(faults.iter().all(|fault| !fault.is_error()), "{faults:#?}\n{before:#?}");
        let schemas = schema::load(&root, &mut Sink::new()).expect("memory does not fail");
        for what in ["visit", "college", "city"] {
            let (keep, gone) = (format!("keep-{what}"), format!("gone-{what}"));
            let plan = plan(&root, &schemas, &keep, &gone, follow);
            match plan.conflicts.is_empty() {
                true => hold(&before, &plan, &keep, &gone),
                false => prop_assert!(!follow && plan.differences == plan.conflicts.len()),
            }
        }
    }
}
