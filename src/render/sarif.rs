//! Diagnostics as SARIF 2.1.0, the form of code scanners. All faults and the pages of their codes
//! enter, one JSON text leaves; nothing in it depends on where the dataset lies on this machine.
#![doc = ""]
#![doc = include_str!("sarif.md")]

use std::collections::{BTreeMap, HashMap};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::texts::Texts;
use super::words;
use crate::codes::Described;
use crate::diagnostic::{Diagnostic, Fix, Label, Place, Severity};
use crate::source::Root;

/// Where the published schema of the form stands.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name that stands for the top folder of the repository.
const BASE: &str = "%SRCROOT%";

/// What a path keeps as it is.
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Returns the faults as a SARIF log, with one rule for each of these pages.
pub fn sarif(faults: &[Diagnostic], root: &Root, pages: &[Described<'_>]) -> String {
    let mut log = Log {
        texts: Texts::new(root),
        folder: root.in_repository(),
        rules: pages.iter().enumerate().map(|(index, page)| (page.id, index)).collect(),
        seen: BTreeMap::new(),
    };
    let results: Vec<Value> = faults.iter().map(|fault| log.result(fault)).collect();
    let run = json!({
        "tool": {"driver": {
            "name": "Amur",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": pages.iter().map(rule).collect::<Vec<Value>>(),
        }},
        "originalUriBaseIds": {BASE: {"description": {
            "text": "The top folder of the repository; where there is none, the dataset's folder."
        }}},
        "columnKind": "utf16CodeUnits",
        "results": results,
    });
    let log = json!({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]});
    format!("{log:#}\n")
}

/// Returns the page of a code as a rule.
fn rule(page: &Described<'_>) -> Value {
    json!({
        "id": page.id,
        "name": page.name,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": why(page)},
        "help": {"text": page.text, "markdown": page.text},
        "defaultConfiguration": {"level": level(page.severity)},
    })
}

/// Returns what a page says under Why, or its summary.
fn why<'p>(page: &Described<'p>) -> &'p str {
    let rest = page.text.split_once("\n## Why\n").map_or("", |(_, rest)| rest);
    let why = rest.split("\n## ").next().unwrap_or_default().trim();
    if why.is_empty() { page.summary } else { why }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A log in the making.
struct Log<'a> {
    texts: Texts<'a>,
    /// The way from the top of the repository to the dataset.
    folder: String,
    rules: HashMap<&'a str, usize>,
    /// How often a fault with this print has come.
    seen: BTreeMap<String, usize>,
}

impl Log<'_> {
    fn result(&mut self, fault: &Diagnostic) -> Value {
        let mut result = Map::new();
        result.insert("ruleId".into(), json!(fault.code));
        if let Some(index) = self.rules.get(&*fault.code) {
            result.insert("ruleIndex".into(), json!(index));
        }
        result.insert("level".into(), json!(level(fault.severity)));
        result.insert("message".into(), message(&words::body(fault)));
        result.insert("locations".into(), json!([self.location(&fault.primary)]));
        if !fault.related.is_empty() {
            let related = fault.related.iter().map(|label| self.location(label));
            result.insert("relatedLocations".into(), related.collect());
        }
        result.insert("partialFingerprints".into(), json!({"amurFault/v1": self.print(fault)}));
        if let Some(fix) = fault.fix.as_ref().and_then(|fix| self.fix(fault, fix)) {
            result.insert("fixes".into(), json!([fix]));
        }
        Value::Object(result)
    }

    fn location(&mut self, label: &Label) -> Value {
        let place = &label.place;
        let whole = place.end == 0 && label.text.is_empty();
        let region = if whole { None } else { self.region(place) };
        let mut location = json!({"physicalLocation": {
            "artifactLocation": self.artifact(place),
            "region": region.unwrap_or_else(|| json!({"startLine": 1})),
        }});
        if !label.text.is_empty() {
            location["message"] = message(&super::visible::line(&label.text));
        }
        location
    }

    fn artifact(&self, place: &Place) -> Value {
        let path = format!("{}{}", self.folder, place.file);
        json!({"uri": utf8_percent_encode(&path, ESCAPED).to_string(), "uriBaseId": BASE})
    }

    /// Returns the lines and columns of a place, where its file can be read as text.
    fn region(&mut self, place: &Place) -> Option<Value> {
        let text = self.texts.get(&place.file)?;
        let (start, end) = (text.position(place.start), text.position(place.end));
        Some(json!({
            "startLine": start.line,
            "startColumn": start.utf16,
            "endLine": end.line,
            "endColumn": end.utf16,
        }))
    }

    /// Returns what stays the same while the fault moves about in its file: a digest of code,
    /// file and message, and which one of those alike this is.
    fn print(&mut self, fault: &Diagnostic) -> String {
        let known = [&*fault.code, &*fault.primary.place.file, &*fault.message].join("\0");
        let digest = Sha256::digest(known.as_bytes());
        let print: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let times = self.seen.entry(print.clone()).or_default();
        *times += 1;
        format!("{print}:{times}")
    }

    fn fix(&mut self, fault: &Diagnostic, fix: &Fix) -> Option<Value> {
        let words = fault.help.first().unwrap_or(&fault.message);
        Some(json!({
            "description": message(&super::visible::line(words)),
            "artifactChanges": [{
                "artifactLocation": self.artifact(&fix.place),
                "replacements": [{
                    "deletedRegion": self.region(&fix.place)?,
                    "insertedContent": {"text": fix.replacement},
                }],
            }],
        }))
    }
}

/// Returns a text as a message. Single braces would hold the place of an argument, and what
/// looks like `[text](number)` would be a link.
fn message(text: &str) -> Value {
    let mut text = text.replace('{', "{{").replace('}', "}}");
    if text.contains("](") {
        text = text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    }
    json!({"text": text})
}
