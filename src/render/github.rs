//! Diagnostics as GitHub Actions reads them from a step's output: one command a line. All faults
//! enter, lines leave in which no text of the data can pass for a command of its own.
#![doc = ""]
#![doc = include_str!("github.md")]

use super::summary::stage;
use super::texts::Texts;
use super::{visible, words};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Root;

/// Returns these words on all faults as a notice, then one command a fault, those to mend first
/// at the beginning.
pub fn github(faults: &[Diagnostic], root: &Root, summary: &str) -> String {
    let mut texts = Texts::new(root);
    let folder = root.in_repository();
    let mut ordered: Vec<&Diagnostic> = faults.iter().collect();
    ordered.sort_by_key(|fault| (fault.severity, stage(&fault.code)));
    let mut lines = String::new();
    if !faults.is_empty() {
        let title = [("title", "amur check".to_owned())];
        lines.push_str(&command(Severity::Info, &title, summary.trim_end()));
    }
    for fault in ordered {
        let place = &fault.primary.place;
        let mut properties = vec![("file", format!("{folder}{}", place.file))];
        if let Some(text) = texts.get(&place.file) {
            let (start, end) = (text.position(place.start), text.position(place.end));
            // A place that ends where a line begins ends with the line before.
            let last = if end.utf16 == 1 { end.line.max(2) - 1 } else { end.line };
            let last = last.max(start.line);
            properties.push(("line", start.line.to_string()));
            properties.push(("endLine", last.to_string()));
            // GitHub takes columns only where both are on one line.
            if start.line == end.line {
                properties.push(("col", start.utf16.to_string()));
                properties.push(("endColumn", end.utf16.to_string()));
            }
        }
        properties.push(("title", format!("{} {}", fault.code, fault.name)));
        lines.push_str(&command(fault.severity, &properties, &message(fault, &folder, &mut texts)));
    }
    lines
}

/// Returns what a fault says; the other places, at which a command cannot point, become words.
fn message(fault: &Diagnostic, folder: &str, texts: &mut Texts<'_>) -> String {
    let mut message = words::body(fault);
    for label in fault.related.iter().filter(|label| !label.text.is_empty()) {
        message.push_str(&format!("\n{folder}{}", visible::line(&label.place.file)));
        if let Some(text) = texts.get(&label.place.file) {
            message.push_str(&format!(":{}", text.line(text.floor(label.place.start))));
        }
        message.push_str(&format!(": {}", visible::line(&label.text)));
    }
    message
}

fn command(severity: Severity, properties: &[(&str, String)], message: &str) -> String {
    let word = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let properties: Vec<String> = properties
        .iter()
        .map(|(key, value)| {
            format!("{key}={}", data(value).replace(':', "%3A").replace(',', "%2C"))
        })
        .collect();
    format!("::{word} {}::{}\n", properties.join(","), data(message))
}

/// Returns a text with what would end a command escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}
