//! Diagnostics as programs read them: one object a line. The form is kept stable; what it
//! holds is written in `json.md`, which follows.
#![doc = ""]
#![doc = include_str!("json.md")]

use serde::Serialize;

use super::texts::Texts;
use crate::diagnostic::{Diagnostic, Label, Place};
use crate::source::{Lines, Position, Root};

/// Writes diagnostics one by one as JSON.
pub struct Json<'a> {
    texts: Texts<'a>,
}

#[derive(Serialize)]
struct Object<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    primary: Located<'a>,
    related: Vec<Located<'a>>,
    help: &'a [String],
    notes: &'a [String],
    fix: Option<Replacement<'a>>,
}

#[derive(Serialize)]
struct Located<'a> {
    file: &'a str,
    start: Option<Point>,
    end: Option<Point>,
    label: &'a str,
}

#[derive(Serialize)]
struct Replacement<'a> {
    file: &'a str,
    start: Option<Point>,
    end: Option<Point>,
    replacement: &'a str,
}

/// A point in a text, as people, editors and programs count.
#[derive(Serialize)]
struct Point {
    #[serde(flatten)]
    position: Position,
    /// Byte in the text, from 0.
    byte: usize,
}

impl<'a> Json<'a> {
    /// Returns a writer for faults of this dataset.
    pub fn new(root: &'a Root) -> Json<'a> {
        Json { texts: Texts::new(root) }
    }

    /// Returns one diagnostic as an object on one line, without a line break.
    pub fn one(&mut self, diagnostic: &Diagnostic) -> String {
        let object = Object {
            code: &diagnostic.code,
            name: &diagnostic.name,
            severity: diagnostic.severity.word(),
            message: &diagnostic.message,
            primary: self.located(&diagnostic.primary),
            related: diagnostic.related.iter().map(|label| self.located(label)).collect(),
            help: &diagnostic.help,
            notes: &diagnostic.notes,
            fix: diagnostic.fix.as_ref().map(|fix| {
                let (start, end) = self.points(&fix.place);
                Replacement { file: &fix.place.file, start, end, replacement: &fix.replacement }
            }),
        };
        serde_json::to_string(&object).unwrap_or_default()
    }

    fn located<'d>(&mut self, label: &'d Label) -> Located<'d> {
        let (start, end) = self.points(&label.place);
        Located { file: &label.place.file, start, end, label: &label.text }
    }

    fn points(&mut self, place: &Place) -> (Option<Point>, Option<Point>) {
        let Some(text) = self.texts.get(&place.file) else { return (None, None) };
        (Some(point(&text, place.start)), Some(point(&text, place.end)))
    }
}

fn point(text: &Lines<'_>, offset: usize) -> Point {
    Point { position: text.position(offset), byte: text.floor(offset) }
}
