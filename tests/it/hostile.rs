//! Whatever the bytes: no panic, places that lie in the text, and a tree if and only if
//! nothing was found wrong. A second YAML reader has to agree with every tree.

use std::fmt::Write as _;
use std::sync::Arc;

use amur::diagnostic::Sink;
use amur::source::{Lines, Root};
use amur::yaml::{Content, Node, Style};
use proptest::prelude::*;
use saphyr_parser::{Event, Parser};

use crate::folder::{Folder, fixture};
use crate::reading::read;

/// Pieces that mean something in YAML, or nearly.
const PIECES: [&str; 48] = [
    "a",
    "title",
    "en",
    "2025",
    ">20",
    ">5",
    "~",
    "null",
    "Харбин",
    "哈尔滨",
    "😀",
    ": ",
    ":",
    "：",
    "- ",
    "-",
    "?",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    "\n",
    "\n  ",
    "\n    ",
    "\n- ",
    "\r\n",
    "\t",
    " ",
    "  ",
    "\"",
    "'",
    "\\",
    "\\x4",
    "|",
    ">-\n",
    "|2\n",
    " #",
    "# x\n",
    "&x ",
    "*x",
    "!t ",
    "<<: ",
    "---\n",
    "...\n",
    "%Y",
];

/// Holds what must be true of any text.
fn check(text: &str) {
    let (node, sink) = read(text);
    assert_eq!(node.is_none(), !sink.is_empty());
    let lines = Lines::new(text);
    for fault in &sink {
        let fix = fault.fix.iter().map(|fix| &fix.place);
        let labels = fault.related.iter().map(|label| &label.place);
        for place in labels.chain(fix).chain([&fault.primary.place]) {
            assert!(text.get(place.span()).is_some(), "{} {place:?} of {text:?}", fault.code);
            assert_eq!(lines.position(place.start).line, lines.line(place.start));
        }
    }
    if let Some(node) = node {
        check_spans(text, &node);
        let mut ours = String::new();
        show(&node, &mut ours);
        match theirs(text) {
            Some(theirs) => assert_eq!(ours, theirs, "{text:?}"),
            // It knows no tab as white space after a colon or dash.
            None => assert!(text.contains('\t'), "only the second reader refuses {text:?}"),
        }
    }
}

fn check_spans(text: &str, node: &Node) {
    let slice = text.get(node.span.clone()).unwrap_or_else(|| panic!("{:?}", node.span));
    let within =
        |span: &std::ops::Range<usize>| node.span.start <= span.start && span.end <= node.span.end;
    match &node.content {
        Content::Scalar(scalar) => {
            let (first, last) = (slice.chars().next(), slice.chars().next_back());
            let quote = match scalar.style {
                Style::Single => Some('\''),
                Style::Double => Some('"'),
                Style::Plain | Style::Block => first.filter(|c| !c.is_whitespace()),
            };
            assert!(scalar.style == Style::Block || first == quote, "{slice:?}");
            assert!(last.is_some_and(|c| !c.is_ascii_whitespace()), "{slice:?} ends in space");
            for (at, c) in scalar.text.char_indices().take(200) {
                let part = node.part(at..at + c.len_utf8());
                let part = text.get(part.clone()).unwrap_or_else(|| panic!("part {part:?}"));
                assert!(part == slice || part.starts_with(c), "{part:?} is not {c:?}");
            }
        }
        Content::List(items) => {
            assert!(slice.starts_with(['-', '[']), "{slice:?}");
            for item in items {
                assert!(within(&item.span));
                check_spans(text, item);
            }
        }
        Content::Map(entries) => {
            for entry in entries {
                assert!(within(&entry.key_span) && within(&entry.node.span));
                assert!(entry.key_span.end < entry.node.span.start);
                check_spans(text, &entry.node);
            }
        }
    }
}

fn show(node: &Node, out: &mut String) {
    let _ = match &node.content {
        Content::Scalar(scalar) => writeln!(out, "{:?}", scalar.text),
        Content::List(items) => {
            out.push_str("[\n");
            items.iter().for_each(|item| show(item, out));
            writeln!(out, "]")
        }
        Content::Map(entries) => {
            out.push_str("{\n");
            for entry in entries {
                let _ = writeln!(out, "{:?}", entry.key);
                show(&entry.node, out);
            }
            writeln!(out, "}}")
        }
    };
}

/// Returns what the second reader reads.
fn theirs(text: &str) -> Option<String> {
    let mut out = String::new();
    for event in Parser::new_from_str(text) {
        let _ = match event.ok()?.0 {
            Event::Scalar(text, _, _, _) => writeln!(out, "{text:?}"),
            Event::SequenceStart(..) => writeln!(out, "["),
            Event::SequenceEnd => writeln!(out, "]"),
            Event::MappingStart(..) => writeln!(out, "{{"),
            Event::MappingEnd => writeln!(out, "}}"),
            _ => Ok(()),
        };
    }
    Some(out)
}

/// The fixture's records.
fn records() -> Vec<String> {
    let root = Root::open(&fixture("small")).expect("the fixture is a dataset");
    let mut sink = Sink::new();
    let paths = root.list("records", &mut sink).expect("the fixture has records");
    paths.iter().filter_map(|path| Some(root.read(path, &mut sink)?.text)).collect()
}

/// Changes a text at some places: a piece put in, a stretch taken out or repeated.
fn mutate(text: &str, changes: &[(usize, usize, usize)]) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for &(at, what, length) in changes {
        let at = at % (text.len() + 1);
        let end = (at + length).min(text.len());
        match what % (PIECES.len() + 2) {
            0 => drop(text.drain(at..end)),
            1 => {
                let again = text[at..end].to_vec();
                text.splice(at..at, again);
            }
            piece => drop(text.splice(at..at, PIECES[piece - 2].chars())),
        }
    }
    text.into_iter().collect()
}

proptest! {
    // `PROPTEST_CASES` asks for more.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_heap_of_pieces_is_read_or_refused(pieces in prop::collection::vec(0..PIECES.len(), 0..40)) {
        check(&pieces.into_iter().map(|piece| PIECES[piece]).collect::<String>());
    }

    #[test]
    fn any_change_of_a_record_is_read_or_refused(
        record in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<usize>(), any::<usize>(), 0..30usize), 1..4),
    ) {
        let records = records();
        let record: &String = record.get(&records);
        check(&mutate(record, &changes));
    }

    #[test]
    fn any_bytes_in_a_file_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let folder = Folder::empty();
        folder.write("a.yaml", &bytes);
        let root = folder.root();
        let mut sink = Sink::new();
        let file = root.read(&Arc::from("a.yaml"), &mut sink);
        prop_assert_eq!(file.is_none(), std::str::from_utf8(&bytes).is_err());
        let text = root.text("a.yaml").expect("text to show");
        for fault in &sink {
            prop_assert!(text.get(fault.primary.place.span()).is_some());
        }
        check(&text);
    }
}

#[test]
fn large_and_deep_texts_end_soon() {
    let codes = |text: &str| {
        check(text);
        let (_, sink) = read(text);
        sink.iter().map(|fault| fault.code.clone()).collect::<Vec<_>>()
    };
    let steps = |n: usize| (0..n).map(|i| format!("{}a:\n", " ".repeat(i))).collect::<String>();
    let keys = |n: usize| (0..n).map(|i| format!("k{i}: v\n")).collect::<String>();
    let bomb: String = (1..40).map(|i| format!("a{i}: &a{i} [*a{0}, *a{0}]\n", i - 1)).collect();
    let none: [&str; 0] = [];
    assert_eq!(codes(&format!("a: {}{}", "[".repeat(63), "]".repeat(63))), none);
    assert_eq!(codes(&format!("a: {}{}", "[".repeat(64), "]".repeat(64))), ["Y110"]);
    assert_eq!(codes(&"[".repeat(100_000)), ["Y110"]);
    assert_eq!(codes(&"{a: ".repeat(100_000)), ["Y110"]);
    assert_eq!(codes(&"- ".repeat(100_000)), ["Y110"]);
    assert_eq!(codes(&"? ".repeat(100_000)), ["Y110"]);
    assert_eq!(codes(&steps(64)), ["Y109"]);
    assert_eq!(codes(&steps(1000)), ["Y110"]);
    assert_eq!(codes(&format!("a: \"{}\"", "x\\n".repeat(300_000))), none);
    assert_eq!(codes(&format!("a: |\n{}", "  x\n".repeat(250_000))), none);
    assert_eq!(codes(&format!("a: [{}]", "x, ".repeat(300_000))), none);
    assert_eq!(codes(&format!("a: {}", "\"".repeat(1_000_000))), ["Y124"]);
    assert_eq!(codes(&keys(10_000)), none);
    // Of one file no more faults are kept than anybody would read.
    assert_eq!(codes(&keys(10_000).repeat(2)), vec!["Y102"; 200]);
    assert_eq!(codes(&bomb), vec!["Y103"; 3 * 39]);
}
