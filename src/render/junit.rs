//! Diagnostics as a JUnit report, the form of test results. The faults and the record files
//! enter, one XML text leaves, in which each file is a test; no time is told.
#![doc = ""]
#![doc = include_str!("junit.md")]

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Style, Text, visible};
use crate::diagnostic::{Diagnostic, Severity};
use crate::sentence::counted;
use crate::source::Root;

/// Files by folder, each with its faults.
type Suites<'f> = BTreeMap<&'f str, BTreeMap<&'f str, Vec<&'f Diagnostic>>>;

/// XML in the making.
type Xml = Writer<Vec<u8>>;

/// Returns the faults as a report in which each record file is a test, and so is every other file
/// with faults. A test fails by faults of this weight and above; what was not read is skipped.
pub fn junit(
    faults: &[Diagnostic],
    root: &Root,
    read: &[Arc<str>],
    unread: &[Arc<str>],
    worst: Severity,
) -> String {
    let mut suites = Suites::new();
    for file in read.iter().chain(unread) {
        suites.entry(folder(file).0).or_default().entry(file).or_default();
    }
    for fault in faults {
        let file = &*fault.primary.place.file;
        suites.entry(folder(file).0).or_default().entry(file).or_default().push(fault);
    }
    let unread = unread.iter().map(|file| &**file).collect();
    let report = Report { root, folder: root.in_repository(), unread, worst };
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Memory takes all that is written to it.
    let _ = report.write(&suites, &mut xml);
    String::from_utf8(xml.into_inner()).unwrap_or_default() + "\n"
}

/// Returns the folder and the name of a file.
fn folder(file: &str) -> (&str, &str) {
    file.rsplit_once('/').unwrap_or(("", file))
}

/// What the tests of a report have in common.
struct Report<'a> {
    root: &'a Root,
    /// The way from the top of the repository to the dataset.
    folder: String,
    /// Records that were not read.
    unread: BTreeSet<&'a str>,
    /// The least weight of a fault that fails a test.
    worst: Severity,
}

impl Report<'_> {
    fn write(&self, suites: &Suites<'_>, xml: &mut Xml) -> io::Result<()> {
        let all: Vec<_> = suites.values().flatten().collect();
        let (tests, failures) =
            (all.len(), all.iter().filter(|(_, faults)| self.fails(faults)).count());
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.create_element("testsuites")
            .with_attribute(("name", "amur check"))
            .with_attribute(("tests", &*tests.to_string()))
            .with_attribute(("failures", &*failures.to_string()))
            .with_attribute(("errors", "0"))
            .write_inner_content(|xml| {
                suites.iter().try_for_each(|(name, cases)| self.suite(name, cases, xml))
            })?;
        Ok(())
    }

    fn suite(
        &self,
        name: &str,
        cases: &BTreeMap<&str, Vec<&Diagnostic>>,
        xml: &mut Xml,
    ) -> io::Result<()> {
        let failures = cases.values().filter(|faults| self.fails(faults)).count();
        let skipped = cases.iter().filter(|(file, faults)| self.skips(file, faults)).count();
        xml.create_element("testsuite")
            .with_attribute(("name", &*visible::line(name)))
            .with_attribute(("tests", &*cases.len().to_string()))
            .with_attribute(("failures", &*failures.to_string()))
            .with_attribute(("errors", "0"))
            .with_attribute(("skipped", &*skipped.to_string()))
            .write_inner_content(|xml| {
                cases.iter().try_for_each(|(file, faults)| self.case(file, faults, xml))
            })?;
        Ok(())
    }

    fn case(&self, file: &str, faults: &[&Diagnostic], xml: &mut Xml) -> io::Result<()> {
        let (folder, name) = folder(file);
        let case = xml
            .create_element("testcase")
            .with_attribute(("name", &*visible::line(name)))
            .with_attribute(("classname", &*visible::line(&folder.replace('/', "."))))
            .with_attribute(("file", &*visible::line(&format!("{}{file}", self.folder))));
        if self.skips(file, faults) {
            let why = "not read: the pages in schemas/ have errors";
            case.write_inner_content(|xml| {
                xml.create_element("skipped").with_attribute(("message", why)).write_empty()?;
                Ok(())
            })?;
        } else if faults.is_empty() {
            case.write_empty()?;
        } else {
            case.write_inner_content(|xml| self.outcome(faults, xml))?;
        }
        Ok(())
    }

    /// Writes a failure where one of the faults weighs enough; others are told, but break nothing.
    fn outcome(&self, faults: &[&Diagnostic], xml: &mut Xml) -> io::Result<()> {
        let mut drawing = Text::new(self.root, Style::PLAIN);
        let drawn: String = faults.iter().map(|fault| drawing.one(fault)).collect();
        let text = BytesText::new(drawn.trim_end());
        let fatal: Vec<_> = faults.iter().filter(|fault| self.is_fatal(fault)).collect();
        let Some(first) = fatal.first() else {
            xml.create_element("system-out").write_text_content(text)?;
            return Ok(());
        };
        let mut message = visible::line(&first.message);
        if fatal.len() > 1 {
            message.push_str(&format!("; and {} more", counted(fatal.len() - 1, "fault")));
        }
        xml.create_element("failure")
            .with_attribute(("message", &*message))
            .with_attribute(("type", &*format!("{} {}", first.code, first.name)))
            .write_text_content(text)?;
        Ok(())
    }

    fn is_fatal(&self, fault: &Diagnostic) -> bool {
        fault.severity <= self.worst
    }

    fn fails(&self, faults: &[&Diagnostic]) -> bool {
        faults.iter().any(|fault| self.is_fatal(fault))
    }

    fn skips(&self, file: &str, faults: &[&Diagnostic]) -> bool {
        faults.is_empty() && self.unread.contains(file)
    }
}
