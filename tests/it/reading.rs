//! Files to texts, texts to trees: cases stand as data in `tests/fixtures/yaml`.

use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use amur::diagnostic::{Diagnostic, Sink, sort};
use amur::source::{File, Lines, Position};
use amur::yaml::{Content, Node, Style, parse};
use snapbox::Data;

use crate::folder::{Folder, fixture};

/// Reads a text, and returns its tree or its faults in order.
pub(crate) fn read(text: &str) -> (Option<Node>, Sink) {
    let mut sink = Sink::new();
    let file = File { path: Arc::from("case.yaml"), text: text.to_owned() };
    let node = parse(&file, &mut sink);
    sort(&mut sink);
    (node, sink)
}

/// Cases are blocks `=== name`, input, `~~~`, result. In the input `␉ ␍ ␁` stand for the
/// control characters of that name, `␣` for a space, `<BOM>` for a byte-order mark.
fn check_cases(name: &str, show: impl Fn(&str) -> String) {
    let path = fixture("yaml").join(name);
    let cases = fs::read_to_string(&path).expect("the cases are there");
    let mut actual = String::new();
    for case in cases.split("=== ").skip(1) {
        let (title, rest) = case.split_once('\n').expect("a title");
        let input = rest.split("~~~\n").next().unwrap_or_default();
        let sign = |c: char| match u32::from(c) {
            0x2423 => ' ',
            n @ 0x2400..=0x241f => char::from_u32(n - 0x2400).unwrap_or(c),
            _ => c,
        };
        let text: String = input.chars().map(sign).collect();
        let shown = show(&text.replace("<BOM>", "\u{feff}").replace("<NO END>\n", ""));
        let _ = write!(actual, "=== {title}\n{input}~~~\n{shown}");
    }
    snapbox::assert_data_eq!(actual, Data::read_from(&path, None).raw());
}

/// Shows the text that a span covers, its line ends as `⏎`.
fn bytes(text: &str, span: std::ops::Range<usize>) -> String {
    let slice = text.get(span).unwrap_or("NOT IN THE TEXT");
    format!("⟨{}⟩", slice.replace('\r', "␍").replace('\n', "⏎"))
}

fn show_tree(text: &str, node: &Node, path: &str, out: &mut String) {
    let join = |key: &str| format!("{path}{}{key}", if path.is_empty() { "" } else { "." });
    let span = bytes(text, node.span.clone());
    let _ = match &node.content {
        Content::Scalar(scalar) => {
            let style = match scalar.style {
                Style::Plain => "",
                Style::Single => "'",
                Style::Double => "\"",
                Style::Block => "|",
            };
            writeln!(out, "{path} = {style}{:?} {span}", scalar.text)
        }
        Content::List(_) => writeln!(out, "{path} list {span}"),
        Content::Map(_) => writeln!(out, "{path} map {span}"),
    };
    for (at, item) in node.list().unwrap_or_default().iter().enumerate() {
        show_tree(text, item, &join(&at.to_string()), out);
    }
    for entry in node.map().unwrap_or_default() {
        let key = join(&entry.key);
        let _ = writeln!(out, "{key} key {}", bytes(text, entry.key_span.clone()));
        show_tree(text, &entry.node, &key, out);
    }
}

fn show_fault(text: &str, fault: &Diagnostic, out: &mut String) {
    let place = bytes(text, fault.primary.place.span());
    let line = Lines::new(text).line(fault.primary.place.start);
    let _ = writeln!(out, "{} {} line {line} {place}", fault.code, fault.name);
    let _ = writeln!(out, "  {}: {}", fault.message, fault.primary.text);
    for label in &fault.related {
        let _ = writeln!(out, "  also {} {}", bytes(text, label.place.span()), label.text);
    }
    for help in &fault.help {
        let _ = writeln!(out, "  help {help}");
    }
    if let Some(fix) = &fault.fix {
        let mut fixed = text.to_owned();
        fixed.replace_range(fix.place.span(), &fix.replacement);
        let (tree, faults) = read(&fixed);
        let good = tree.is_some() || faults.iter().all(|other| other.code != fault.code);
        let _ = writeln!(out, "  fix {}{}", fix.replacement, if good { "" } else { " FAILS" });
    }
}

#[test]
fn trees_keep_every_place() {
    check_cases("trees.txt", |text| {
        let (node, sink) = read(text);
        let mut out = String::new();
        if let Some(node) = node {
            show_tree(text, &node, "", &mut out);
        }
        sink.iter().for_each(|fault| show_fault(text, fault, &mut out));
        out
    });
}

#[test]
fn faults_are_named_and_placed() {
    check_cases("faults.txt", |text| {
        let (node, sink) = read(text);
        let mut out = String::new();
        sink.iter().for_each(|fault| show_fault(text, fault, &mut out));
        if node.is_some() {
            out.push_str("READ\n");
        }
        out
    });
}

/// Writes a tree as the test suite writes events: ` +MAP`, ` =VAL :text`.
fn show_events(node: &Node, out: &mut String) {
    match &node.content {
        Content::Scalar(scalar) => {
            let style = match scalar.style {
                Style::Plain => ':',
                Style::Single => '\'',
                Style::Double => '"',
                Style::Block => '|',
            };
            let _ = writeln!(out, "=VAL {style}{}", escaped(&scalar.text));
        }
        Content::List(items) => {
            out.push_str("+SEQ\n");
            items.iter().for_each(|item| show_events(item, out));
            out.push_str("-SEQ\n");
        }
        Content::Map(entries) => {
            out.push_str("+MAP\n");
            for entry in entries {
                let _ = writeln!(out, "KEY {}", escaped(&entry.key));
                show_events(&entry.node, out);
            }
            out.push_str("-MAP\n");
        }
    }
}

fn escaped(text: &str) -> String {
    [('\\', "\\\\"), ('\n', "\\n"), ('\t', "\\t"), ('\r', "\\r"), ('\u{8}', "\\b")]
        .iter()
        .fold(text.to_owned(), |text, (sign, escape)| text.replace(*sign, escape))
}

/// Brings the suite's events into the form of [`show_events`]: keys without their style.
fn events(tree: &str) -> String {
    let mut out = String::new();
    // For each open map whether a key comes next; nothing for a list.
    let mut keys: Vec<Option<bool>> = Vec::new();
    for line in tree.lines().map(str::trim_start) {
        let word = line.split(' ').next().unwrap_or_default();
        let wants_key = keys.last() == Some(&Some(true));
        let _ = match word {
            "=VAL" if wants_key => writeln!(out, "KEY {}", &line[6..]),
            "=VAL" => writeln!(out, "{}", line.replacen("=VAL >", "=VAL |", 1)),
            "+MAP" | "+SEQ" | "-MAP" | "-SEQ" => writeln!(out, "{word}"),
            _ => continue,
        };
        match word {
            "+MAP" => keys.push(Some(true)),
            "+SEQ" => keys.push(None),
            "-MAP" | "-SEQ" => drop(keys.pop()),
            _ => {}
        }
        if !word.starts_with('+')
            && let Some(Some(next)) = keys.last_mut()
        {
            *next = !(word == "=VAL" && wants_key);
        }
    }
    out
}

#[test]
fn the_public_test_suite_is_read_right_or_refused() {
    let path = fixture("yaml/suite.jsonl");
    let suite = fs::read_to_string(path).expect("the suite is there");
    let (mut right, mut right_below_a_key, mut report) = (0, 0, String::new());
    for line in suite.lines() {
        let case: serde_json::Value = serde_json::from_str(line).expect("a case");
        let text = |key: &str| case[key].as_str().unwrap_or_default();
        let (node, sink) = read(text("yaml"));
        let refused = |code: &str| sink.iter().any(|fault| fault.code == code);
        match (node, case["tree"].as_str()) {
            (Some(node), Some(tree)) => {
                let mut found = String::new();
                show_events(&node, &mut found);
                assert_eq!(found, events(tree), "{}: {}", text("id"), text("yaml"));
                right += 1;
            }
            (Some(_), None) => panic!("{} is not YAML, and was read", text("id")),
            // Good YAML may only be refused for a reason that has nothing to do with syntax.
            (None, Some(_)) if SYNTAX.iter().any(|code| refused(code)) => {
                let codes: Vec<&str> = sink.iter().map(|fault| fault.code.as_str()).collect();
                let _ = writeln!(report, "{} {codes:?} {:?}", text("id"), text("yaml"));
            }
            // What is refused for not being a map is read below a key.
            (None, Some(tree))
                if sink.iter().all(|fault| fault.code == "Y113")
                    && !text("yaml").lines().any(|line| line.starts_with("---")) =>
            {
                let below: String =
                    text("yaml").lines().map(|line| format!("  {line}\n")).collect();
                if let (Some(node), _) = read(&format!("key:\n{below}")) {
                    let mut found = String::new();
                    show_events(node.get("key").expect("the key"), &mut found);
                    assert_eq!(found, events(tree), "{}: {}", text("id"), text("yaml"));
                    right_below_a_key += 1;
                }
            }
            (None, _) => assert!(!sink.is_empty(), "{}: refused in silence", text("id")),
        }
    }
    assert_eq!(report, "");
    assert_eq!((right, right_below_a_key), (77, 66), "cases that are read, not refused");
}

/// The codes of texts that are not YAML. `Y116` may also refuse a mere text such as `a:b`.
const SYNTAX: [&str; 9] = ["Y101", "Y114", "Y115", "Y117", "Y118", "Y120", "Y122", "Y123", "Y124"];

#[test]
fn columns_count_characters_and_utf16_units() {
    let text = "a: 哈😀b\r\nв: г";
    let lines = Lines::new(text);
    let expected =
        [("a", 1, 1, 1), ("哈", 1, 4, 4), ("b", 1, 6, 7), ("в", 2, 1, 1), ("г", 2, 4, 4)];
    for (word, line, column, utf16) in expected {
        let at = text.find(word).expect("the word is there");
        assert_eq!(lines.position(at), Position { line, column, utf16 }, "{word}");
    }
    let end = Position { line: 2, column: 5, utf16: 5 };
    assert_eq!(lines.position(1000), end);
    assert_eq!(lines.position(4), lines.position(3), "within a character is at it");
}

#[test]
fn parts_of_a_value_are_found_in_the_text() {
    let text = "a: 哈尔滨\nb: \"2025-13\"\nc: 'it''s'\nd: \"\\u0041b\"\ne: |\n  xyz\n";
    let (node, _) = read(text);
    let node = node.expect("a tree");
    let part = |key: &str, part| &text[node.get(key).expect("the key").part(part)];
    assert_eq!(part("a", 3..6), "尔");
    assert_eq!(part("b", 5..7), "13");
    // Where quoting or folding moved the text, the whole value.
    assert_eq!(
        (part("c", 0..1), part("d", 1..2), part("e", 0..1)),
        ("'it''s'", "\"\\u0041b\"", "xyz")
    );
}

#[test]
fn the_first_wrong_byte_is_shown() {
    let folder = Folder::empty();
    let root = folder.root();
    for bytes in [&b"\xef\xbb\xbfa: b\nc: \xd5\xe0"[..], b"a: b\nc: \xe5\x93", b"c: \xff"] {
        folder.write("a.yaml", bytes);
        let mut sink = Sink::new();
        assert!(root.read(&Arc::from("a.yaml"), &mut sink).is_none());
        let text = root.text("a.yaml").expect("text to show");
        let start = sink[0].primary.place.start;
        assert_eq!(
            (&text[sink[0].primary.place.span()], &text[start - 3..start]),
            ("\u{fffd}", "c: ")
        );
    }
}
