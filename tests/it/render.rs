//! Diagnostics as drawn: marks stand right under any script, nothing that a terminal obeys is
//! printed, and no text or place makes the drawing fail.

use std::sync::Arc;

use amur::codes;
use amur::diagnostic::{Diagnostic, Place, Severity};
use amur::render::{self, Style};
use amur::source::Root;
use proptest::prelude::*;
use snapbox::{assert_data_eq, str};

use crate::folder::Folder;

/// A dataset folder with these files.
fn root(files: &[(&str, &[u8])]) -> (Folder, Root) {
    let folder = Folder::empty();
    files.iter().for_each(|(path, bytes)| folder.write(path, bytes));
    let root = folder.root();
    (folder, root)
}

/// A fault at each `⟦…⟧` of the text: the first is the primary place, the others are related.
fn draw(marked: &str) -> String {
    let mut text = String::new();
    let mut spans = Vec::new();
    for c in marked.chars() {
        match c {
            '⟦' => spans.push((text.len(), 0)),
            '⟧' => spans.last_mut().expect("an opening mark").1 = text.len(),
            c => text.push(c),
        }
    }
    let file: Arc<str> = "records/a.yaml".into();
    let place = |(start, end): (usize, usize)| Place::new(&file, start..end);
    let mut spans = spans.into_iter();
    let primary = place(spans.next().expect("a mark"));
    let mut diagnostic = Diagnostic::new(&codes::NOT_UTF8, primary, "a fault").label("here");
    for span in spans {
        diagnostic = diagnostic.related(place(span), "and there");
    }
    let (_folder, root) = root(&[("records/a.yaml", text.as_bytes())]);
    render::text(&[diagnostic], &root, Style::PLAIN)
}

#[test]
fn marks_stand_under_every_script() {
    assert_data_eq!(
        draw("title: {en: Harbin, ru: ⟦Харбин⟧, zh: ⟦哈尔滨⟧}\n"),
        str![[r#"
error[F101]: a fault
 --> records/a.yaml:1:25
  |
1 | title: {en: Harbin, ru: Харбин, zh: 哈尔滨}
  |                         ^^^^^^ here ------ and there
  |
  = note: `amur explain F101` says more


"#]]
    );
    assert_data_eq!(
        draw("zh: 哈尔滨 ⟦学院⟧\n"),
        str![[r#"
error[F101]: a fault
 --> records/a.yaml:1:9
  |
1 | zh: 哈尔滨 学院
  |            ^^^^ here
  |
  = note: `amur explain F101` says more


"#]]
    );
    assert_data_eq!(
        draw("a:\n\t⟦b⟧: 1\r\nc: ⟦2⟧\r\n"),
        str![[r#"
error[F101]: a fault
 --> records/a.yaml:2:2
  |
2 |     b: 1
  |     ^ here
3 | c: 2
  |    - and there
  |
  = note: `amur explain F101` says more


"#]]
    );
    assert_data_eq!(
        draw("decomposed: Шанхаи\u{306} ⟦x⟧\n"),
        str![[r#"
error[F101]: a fault
 --> records/a.yaml:1:21
  |
1 | decomposed: Шанхай x
  |                    ^ here
  |
  = note: `amur explain F101` says more


"#]]
    );
}

#[test]
fn places_at_the_edges_are_drawn() {
    assert_data_eq!(
        draw("⟦⟧"),
        str![[r#"
error[F101]: a fault
 --> records/a.yaml:1:1
  |
1 |
  | ^ here
  |
  = note: `amur explain F101` says more


"#]]
    );
    assert_data_eq!(
        draw("a: [1\n⟦⟧"),
        str![[r#"
error[F101]: a fault
 --> records/a.yaml:1:6
  |
1 | a: [1
  |      ^ here
  |
  = note: `amur explain F101` says more


"#]]
    );
    assert_data_eq!(
        draw("a: [1⟦⟧"),
        str![[r#"
error[F101]: a fault
 --> records/a.yaml:1:6
  |
1 | a: [1
  |      ^ here
  |
  = note: `amur explain F101` says more


"#]]
    );
    assert_data_eq!(
        draw("a: 1⟦\r\n\r\n\r\n⟧"),
        str![[r#"
error[F101]: a fault
 --> records/a.yaml:1:5
  |
1 | a: 1
  |     ^ here
  |
  = note: `amur explain F101` says more


"#]]
    );
    assert_data_eq!(
        draw("a:\n⟦  - b: 1\n    c: 2\n⟧d: 1\n"),
        str![[r#"
error[F101]: a fault
 --> records/a.yaml:2:1
  |
2 | /   - b: 1
3 | |     c: 2
  | |________^ here
  |
  = note: `amur explain F101` says more


"#]]
    );
}

#[test]
fn far_places_are_drawn_with_what_is_between_left_out() {
    let between = "x: 1\n".repeat(40);
    assert_data_eq!(
        draw(&format!("⟦a⟧: 1\n{between}⟦a⟧: 2\n")),
        str![[r#"
error[F101]: a fault
  --> records/a.yaml:1:1
   |
 1 | a: 1
   | ^ here
...
42 | a: 2
   | - and there
   |
   = note: `amur explain F101` says more


"#]]
    );
    let items = "  - 1\n".repeat(40);
    assert_data_eq!(
        draw(&format!("a:\n⟦{items}⟧b: 2\n")),
        str![[r#"
error[F101]: a fault
  --> records/a.yaml:2:1
   |
 2 | /   - 1
 3 | |   - 1
 4 | |   - 1
 5 | |   - 1
...  |
40 | |   - 1
41 | |   - 1
   | |_____^ here
   |
   = note: `amur explain F101` says more


"#]]
    );
}

#[test]
fn long_lines_are_cut_around_the_places() {
    let long = "д".repeat(200_000);
    assert_data_eq!(
        draw(&format!("a: [{long}, ⟦b⟧, {long}, ⟦c⟧]\n")),
        str![[r#"
error[F101]: a fault
 --> records/a.yaml:1:200007
  |
1 | …ддддддддддддддддддддддддддддд, b, дддддддддддддддддддддддддддд…ддддддддддддддддддддддддддддд, c]
  |                                 ^ here                                                         - and there
  |
  = note: `amur explain F101` says more


"#]]
    );
    assert_data_eq!(
        draw(&format!("⟦{long}⟧\n")),
        str![[r#"
error[F101]: a fault
 --> records/a.yaml:1:1
  |
1 | дддддддддддддддддддддддддддддд…ддддддддддддддд
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ here
  |
  = note: `amur explain F101` says more


"#]]
    );
}

#[test]
fn nothing_that_a_terminal_obeys_is_printed() {
    assert_data_eq!(
        draw("a: \u{1b}[31m\u{202e}x\u{200b}⟦y\u{7}⟧\u{feff}\rb\n"),
        str![[r#"
error[F101]: a fault
 --> records/a.yaml:1:12
  |
1 | a: ␛[31m<U+202E>x<U+200B>y␇<U+FEFF>␍b
  |                          ^^ here
  |
  = note: `amur explain F101` says more


"#]]
    );
}

#[test]
fn other_files_cures_and_remarks_follow() {
    let a: Arc<str> = "records/places/a.yaml".into();
    let b: Arc<str> = "records/places/odd \u{1b}\n名.yaml".into();
    let (_folder, root) = root(&[(&a, b"name: {en: A}\n"), (&b, b"# a comment\nname: {en: B}\n")]);
    let first = Diagnostic::new(&codes::NOT_UTF8, Place::new(&a, 0..4), "two of one\u{1b} kind")
        .label("one")
        .related(Place::new(&b, 12..16), "the other")
        .help("keep one")
        .help("or write\nname: {en: C}")
        .note("both were read");
    let mut second = Diagnostic::new(&codes::NOT_UTF8, Place::file(&b), "the whole file");
    second.severity = Severity::Warning;
    let third = Diagnostic::new(&codes::NOT_UTF8, Place::file(&"gone.yaml".into()), "no file");
    assert_data_eq!(
        render::text(&[first, second, third], &root, Style::PLAIN),
        str![[r#"
error[F101]: two of one␛ kind
 --> records/places/a.yaml:1:1
  |
1 | name: {en: A}
  | ^^^^ one
  |
 ::: records/places/odd ␛␊名.yaml:2:1
  |
2 | name: {en: B}
  | ---- the other
  |
  = help: keep one
  = help: or write
          name: {en: C}
  = note: both were read
  = note: `amur explain F101` says more

warning[F101]: the whole file
 --> records/places/odd ␛␊名.yaml

error[F101]: no file
 --> gone.yaml


"#]]
    );
}

#[test]
fn many_infos_do_not_hide_what_weighs_more() {
    let rule = |id: &str, severity| Diagnostic {
        code: id.to_owned(),
        severity,
        ..Diagnostic::new(&codes::UNKNOWN_KEY, Place::new(&"a.yaml".into(), 0..1), id)
    };
    let mut faults: Vec<_> = (0..7).map(|_| rule("M603", Severity::Info)).collect();
    faults.iter_mut().enumerate().for_each(|(at, fault)| fault.message = at.to_string());
    let shown = |faults: &[Diagnostic]| {
        let mut told = render::arranged(faults);
        let left_out = render::shorten(&mut told);
        (told.len(), left_out.get("M603").copied())
    };
    assert_eq!(shown(&faults), (7, None), "one code was asked for");
    faults.push(rule("M104", Severity::Warning));
    assert_eq!(shown(&faults), (6, Some(2)));
}

#[test]
fn the_json_form_counts_in_four_ways() {
    let file: Arc<str> = "records/a.yaml".into();
    let text = "\u{feff}a: 1\r\nзh: 😀 哈\n";
    let (_folder, root) = root(&[("records/a.yaml", text.as_bytes())]);
    let at = text.find('哈').expect("in the text") - "\u{feff}".len();
    let place = Place::new(&file, at..at + 3);
    let diagnostic = Diagnostic::new(&codes::NOT_UTF8, place.clone(), "a \"fault\"\n")
        .label("here")
        .related(Place::file(&"gone.yaml".into()), "")
        .help("mend")
        .fix(place, "哈尔滨");
    assert_data_eq!(
        render::Json::new(&root).one(&diagnostic),
        str![[
            r#"{"code":"F101","name":"not-utf8","severity":"error","message":"a /"fault/"/n","file":"records/a.yaml","start":{"line":2,"column":7,"utf16":8,"byte":16},"end":{"line":2,"column":8,"utf16":9,"byte":19},"label":"here","related":[{"file":"gone.yaml","start":null,"end":null,"label":""}],"help":["mend"],"notes":[],"fix":{"file":"records/a.yaml","start":{"line":2,"column":7,"utf16":8,"byte":16},"end":{"line":2,"column":8,"utf16":9,"byte":19},"replacement":"哈尔滨"}}"#
        ]]
    );
}

proptest! {
    #[test]
    fn no_text_and_no_place_makes_the_drawing_fail(
        text in "[a:\\[\\]\t \n\rж哈😀\u{301}\u{200b}\u{1b}\u{202e}\u{fdd0}]{0,60}",
        spans in proptest::collection::vec((0usize..300, 0usize..300), 1..4),
        repeat in 1usize..40,
        width in 0usize..200,
    ) {
        let text = text.repeat(repeat);
        let (_folder, root) = root(&[("records/a.yaml", text.as_bytes())]);
        let file: Arc<str> = "records/a.yaml".into();
        let mut places = spans.iter().map(|(start, end)| Place::new(&file, *start..*end));
        let primary = places.next().expect("at least one");
        let mut diagnostic = Diagnostic::new(&codes::NOT_UTF8, primary, text.clone()).label("x");
        for place in places {
            diagnostic = diagnostic.related(place, text.clone()).help(text.clone());
        }
        let drawn = render::text(&[diagnostic.clone()], &root, Style { color: false, width });
        let obeyed = |c: char| (c.is_control() && c != '\n' && c != '\t') || "\u{200b}\u{202e}\u{fdd0}".contains(c);
        prop_assert!(!drawn.contains(obeyed), "{drawn:?}");
        let line = render::Json::new(&root).one(&diagnostic);
        prop_assert!(!line.contains('\n') && serde_json::from_str::<serde_json::Value>(&line).is_ok());
    }
}
