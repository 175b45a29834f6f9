//! The machine formats of `check`: each is read back by a reader that is not ours, and says the
//! right places in the units that its readers count.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, LazyLock};

use amur::codes;
use amur::diagnostic::{Diagnostic, Place, Severity};
use amur::render;
use amur::run::Choice;
use amur::source::Root;
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::folder::{Folder, fixture, project};
use crate::pages;
use crate::python;

/// The published schema of SARIF.
static SARIF: LazyLock<Validator> = LazyLock::new(|| {
    let text = fs::read_to_string(fixture("published/sarif-schema-2.1.0.json"));
    // A pattern has a bracket too many, which the errata of the standard take away.
    let text = text.expect("the schema").replace("{2}]?$", "{2}$");
    let schema = serde_json::from_str(&text).expect("JSON");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
});

/// A dataset with one file, and a fault at `⟦…⟧` of its text, which a `!` would cure.
fn fault_at(marked: &str) -> (Folder, Root, Diagnostic) {
    let folder = Folder::empty();
    folder.write("records/a.yaml", marked.replace(['⟦', '⟧'], ""));
    let text = marked.trim_start_matches('\u{feff}');
    let start = text.find('⟦').expect("a mark");
    let end = text.find('⟧').expect("a mark") - '⟦'.len_utf8();
    let place = Place::new(&"records/a.yaml".into(), start..end);
    let fault = Diagnostic::new(&codes::NOT_UTF8, place.clone(), "a fault").label("here");
    let root = folder.root();
    (folder, root, fault.fix(place, "!"))
}

/// The log of faults, which must be valid.
fn sarif(faults: &[Diagnostic], root: &Root) -> Value {
    let pages: Vec<_> = codes::ALL.iter().map(|code| code.described()).collect();
    let log: Value =
        serde_json::from_str(&render::sarif(faults, root, &pages)).expect("the log is JSON");
    let wrong: Vec<String> = SARIF.iter_errors(&log).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    log
}

/// The results of a log.
fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().expect("results")
}

/// A command of GitHub's runner: its word, its properties and its message.
type Call = (String, Vec<(String, String)>, String);

/// Reads the commands as the runner does.
fn commands(printed: &str) -> Vec<Call> {
    let data = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let property = |text: &str| data(&text.replace("%3A", ":").replace("%2C", ","));
    let commands = printed.lines().map(|line| {
        let (head, message) =
            line.strip_prefix("::").and_then(|line| line.split_once("::")).expect("a command");
        let (word, properties) = head.split_once(' ').expect("properties");
        let properties = properties.split(',').map(|pair| {
            let (key, value) = pair.split_once('=').expect("a value");
            (key.to_owned(), property(value))
        });
        (word.to_owned(), properties.collect(), data(message))
    });
    commands.collect()
}

#[test]
fn the_forms_read_as_they_should() {
    let folder = Folder::of(&fixture("faulty"));
    let root = folder.root();
    let faults = amur::run::check(&root, &Choice::default(), &|_, _| ()).expect("a check");
    let pages = [codes::DANGLING_REFERENCE.described()];
    let records: Vec<Arc<str>> =
        vec!["records/places/shenyang.yaml".into(), "records/visits/tour-2025.yaml".into()];
    assert_data_eq!(
        render::sarif(&faults, &root, &pages),
        snapbox::file!["../fixtures/formats/sarif.json"]
    );
    assert_data_eq!(
        render::junit(&faults, &root, &records, &[], Severity::Error),
        snapbox::file!["../fixtures/formats/junit.xml"]
    );
    assert_data_eq!(
        render::github(&faults, &root, "1 error in 1 of 2 records\n"),
        snapbox::file!["../fixtures/formats/github.txt"]
    );
}

#[test]
fn places_are_told_in_utf16_units() {
    let cases = [
        "a: ⟦b⟧\n",
        "имя: ⟦Амур⟧\n",
        "zh: 哈尔滨 ⟦学院⟧\n",
        "a: 😀 ⟦😀b⟧\n",
        "ru: Шанхаи\u{306} ⟦x⟧\n",
        "a: 1\r\nb: ⟦2⟧\r\n",
        "\u{feff}имя: ⟦b⟧\n",
        "a:\n⟦  b: 1\n  c: 2\n⟧d: 1\n",
        "a: [1\n⟦⟧",
        "⟦⟧",
    ];
    let mut told = String::new();
    for marked in cases {
        let (_folder, root, fault) = fault_at(marked);
        let region =
            sarif(std::slice::from_ref(&fault), &root)["runs"][0]["results"][0]["locations"][0]
                ["physicalLocation"]["region"]
                .to_string();
        let (_, properties, _) = commands(&render::github(&[fault], &root, "")).remove(1);
        let pairs: Vec<String> =
            properties[1..].iter().map(|(key, value)| format!("{key}={value}")).collect();
        told += &format!("{marked:?}\n  {region}\n  {}\n", pairs.join(" "));
    }
    assert_data_eq!(
        told,
        str![[r#"
"a: ⟦b⟧/n"
  {"startLine":1,"startColumn":4,"endLine":1,"endColumn":5}
  line=1 endLine=1 col=4 endColumn=5 title=F101 not-utf8
"имя: ⟦Амур⟧/n"
  {"startLine":1,"startColumn":6,"endLine":1,"endColumn":10}
  line=1 endLine=1 col=6 endColumn=10 title=F101 not-utf8
"zh: 哈尔滨 ⟦学院⟧/n"
  {"startLine":1,"startColumn":9,"endLine":1,"endColumn":11}
  line=1 endLine=1 col=9 endColumn=11 title=F101 not-utf8
"a: 😀 ⟦😀b⟧/n"
  {"startLine":1,"startColumn":7,"endLine":1,"endColumn":10}
  line=1 endLine=1 col=7 endColumn=10 title=F101 not-utf8
"ru: Шанхаи/u{306} ⟦x⟧/n"
  {"startLine":1,"startColumn":13,"endLine":1,"endColumn":14}
  line=1 endLine=1 col=13 endColumn=14 title=F101 not-utf8
"a: 1/r/nb: ⟦2⟧/r/n"
  {"startLine":2,"startColumn":4,"endLine":2,"endColumn":5}
  line=2 endLine=2 col=4 endColumn=5 title=F101 not-utf8
"/u{feff}имя: ⟦b⟧/n"
  {"startLine":1,"startColumn":6,"endLine":1,"endColumn":7}
  line=1 endLine=1 col=6 endColumn=7 title=F101 not-utf8
"a:/n⟦  b: 1/n  c: 2/n⟧d: 1/n"
  {"startLine":2,"startColumn":1,"endLine":4,"endColumn":1}
  line=2 endLine=3 title=F101 not-utf8
"a: [1/n⟦⟧"
  {"startLine":2,"startColumn":1,"endLine":2,"endColumn":1}
  line=2 endLine=2 col=1 endColumn=1 title=F101 not-utf8
"⟦⟧"
  {"startLine":1,"startColumn":1,"endLine":1,"endColumn":1}
  line=1 endLine=1 col=1 endColumn=1 title=F101 not-utf8

"#]]
    );
}

#[test]
fn nothing_in_a_text_ends_a_form_early() {
    let folder = Folder::empty();
    let file: Arc<str> = "records/places/a, b:100% [#é].yaml".into();
    folder.write(&*file, "a: {b: <c>}\n");
    let root = folder.root();
    let fault = Diagnostic::new(
        &codes::NOT_UTF8,
        Place::new(&file, 3..11),
        "50%, `{a}` & [b](1)\r\n::error::",
    )
    .label("<\u{1b}[31m\u{0}\u{fffe}>")
    .related(Place::new(&"gone.yaml".into(), 0..0), "]]> --> \"'")
    .help("one\ntwo");
    let mut remark = Diagnostic::new(&codes::NOT_UTF8, Place::file(&file), "a remark");
    remark.severity = Severity::Info;
    let faults = [remark, fault];
    let log = sarif(&faults, &root);
    let parts = [
        format!("{:#}", Value::Array(results(&log).clone())),
        render::github(&faults, &root, "100%\n"),
        render::junit(&faults, &root, &[], &[], Severity::Error),
    ];
    assert_data_eq!(parts.join("\n"), snapbox::file!["../fixtures/formats/escapes.txt"]);
}

#[test]
fn a_record_that_passes_is_told_from_one_that_was_not_read() {
    let folder = Folder::empty();
    let (a, b): (Arc<str>, Arc<str>) = ("records/places/a.yaml".into(), "records/b.yaml".into());
    let mut warning = Diagnostic::new(&codes::NOT_UTF8, Place::file(&a), "a warning");
    warning.severity = Severity::Warning;
    let page = Place::file(&"schemas/kinds/places.yaml".into());
    let error = Diagnostic::new(&codes::NOT_UTF8, page, "a fault of a page");
    let root = folder.root();
    let records = [b, a];
    let only = std::slice::from_ref(&warning);
    let read = render::junit(only, &root, &records, &[], Severity::Error);
    let denied = render::junit(only, &root, &records, &[], Severity::Warning);
    let unread = render::junit(&[error], &root, &[], &records, Severity::Error);
    assert_data_eq!(read + &denied + &unread, snapbox::file!["../fixtures/formats/outcomes.xml"]);
}

#[test]
fn a_fault_keeps_its_print_when_lines_move() {
    let print = |marked: &str, times: usize| {
        let (_folder, root, fault) = fault_at(marked);
        let log = sarif(&vec![fault; times], &root);
        let last = results(&log).last().expect("a result").clone();
        last["partialFingerprints"]["amurFault/v1"].as_str().expect("a print").to_owned()
    };
    let first = print("a: ⟦b⟧\n", 1);
    assert_eq!(first, print("# new\n\n\na: 1\nc: {d: ⟦b⟧}\n", 1));
    assert_ne!(first, print("a: ⟦b⟧\n", 2), "the second one alike is another");
}

#[test]
fn the_path_begins_at_the_top_of_the_repository() {
    let folder = Folder::empty();
    folder.write("data/one two/schemas/kinds/common.yaml", "");
    folder.write(".git/HEAD", "");
    let way =
        |path: &str| Root::open(&folder.path().join(path)).expect("a dataset").in_repository();
    assert_eq!([way("data/one two"), way("")], ["data/one two/", ""]);
    assert_eq!(Folder::empty().root().in_repository(), "");
}

#[test]
fn the_program_prints_each_form_with_the_rules_of_the_dataset() {
    let folder = Folder::of(&project().join("tests/console/many.in"));
    let printed = |format: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amur"));
        command.args(["check", "--deny", "infos", "--format", format]);
        let output = command.current_dir(folder.path()).output().expect("the program runs");
        assert_eq!(output.status.code(), Some(1), "{format}");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let faults = printed("json").lines().count();
    let log: Value = serde_json::from_str(&printed("sarif")).expect("JSON");
    assert!(SARIF.is_valid(&log));
    assert_eq!(results(&log).len(), faults);
    let result = results(&log).iter().find(|result| result["ruleId"] == "M902").expect("a hit");
    let index = result["ruleIndex"].as_u64().expect("a number") as usize;
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][index];
    assert_eq!(rule["name"], "visit-without-city");
    assert_eq!(rule["defaultConfiguration"]["level"], "note");
    assert_eq!(rule["fullDescription"]["text"], "Maps and counts by place leave such a visit out.");
    assert_eq!(commands(&printed("github")).len(), faults + 1);
    let reports = tempfile::tempdir().expect("a temporary folder");
    fs::write(reports.path().join("many.xml"), printed("junit")).expect("a report");
    read_reports(reports.path(), 1);
}

/// Has Python read the JUnit reports of a folder.
fn read_reports(folder: &Path, number: usize) {
    let schema = fixture("published/junit-10.xsd");
    let arguments: [&OsStr; 2] = [schema.as_ref(), folder.as_ref()];
    let printed = python::run("tests/interop/junit.py", &arguments, folder);
    assert_eq!(printed, format!("{number} reports are valid\n"));
}

/// Every page's Wrong gives faults of its own shape; each form of them is read by its reader.
#[test]
fn the_faults_of_every_page_have_every_form() {
    let reports = tempfile::tempdir().expect("a temporary folder");
    let mut fixes = 0;
    for code in codes::ALL {
        let (root, faults, _folder) =
            pages::outcome(&pages::section(code.page, "Wrong")).expect("faults");
        let log = sarif(&faults, &root);
        assert!(!log.to_string().contains(root.path().to_str().expect("UTF-8")), "{}", code.name);
        for (result, fault) in results(&log).iter().zip(&faults) {
            let rule = &log["runs"][0]["tool"]["driver"]["rules"]
                [result["ruleIndex"].as_u64().expect("a rule") as usize];
            assert_eq!((&rule["id"], &rule["name"]), (&result["ruleId"], &Value::from(code.name)));
            fixes += usize::from(fault.fix.is_some() && result["fixes"].is_array());
        }
        let told = commands(&render::github(&faults, &root, "a sum"));
        assert_eq!(told.len(), faults.len() + 1, "{}", code.name);
        let report = render::junit(&faults, &root, &[], &[], Severity::Error);
        fs::write(reports.path().join(format!("{}.xml", code.name)), report).expect("a report");
    }
    assert!(fixes > 10, "{fixes}");
    read_reports(reports.path(), codes::ALL.len());
}

proptest! {
    /// Cuts the text by the lines and columns that were told, counting as an editor does.
    #[test]
    fn an_editor_finds_the_place_and_can_cure_it(
        before in "[a: \nжй哈😀\u{301}]{0,12}(\r\n[a ж哈😀]{0,5}){0,3}",
        inside in "[a: \nж哈😀\u{301}]{0,6}",
        after in "[a: \r\nж哈😀]{0,12}",
        bom in "\u{feff}?",
    ) {
        let (_folder, root, fault) = fault_at(&format!("{bom}{before}⟦{inside}⟧{after}"));
        let log = sarif(&[fault], &root);
        let text: Vec<u16> = format!("{before}{inside}{after}").encode_utf16().collect();
        let at = |region: &Value, line: &str, column: &str| {
            let [line, column] = [line, column].map(|key| region[key].as_u64().expect("a number") as usize);
            let breaks = text.iter().enumerate().filter(|(_, unit)| **unit == u16::from(b'\n'));
            let starts: Vec<usize> = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
            starts[line - 1] + column - 1
        };
        let place = &results(&log)[0]["locations"][0]["physicalLocation"]["region"];
        let (start, end) = (at(place, "startLine", "startColumn"), at(place, "endLine", "endColumn"));
        prop_assert_eq!(String::from_utf16_lossy(&text[start..end]), inside);
        let cure = &results(&log)[0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
        prop_assert_eq!(&cure["deletedRegion"], place);
        prop_assert_eq!(&cure["insertedContent"]["text"], "!");
    }
}
