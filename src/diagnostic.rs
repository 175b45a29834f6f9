//! Faults of the data as plain values: a code, places, words and a cure. They enter a sink
//! from every room and leave it sorted by place; nothing here prints or knows any rule.

use std::ops::Range;
use std::sync::Arc;

use crate::codes::Code;

/// A range of bytes in a file's text.
pub type Span = Range<usize>;

/// Where diagnostics are dropped.
pub type Sink = Vec<Diagnostic>;

/// How much a diagnostic weighs. Errors stop a build; the others do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The record may not enter the dataset.
    Error,
    /// Probably wrong; a person should look.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// Returns the severity of this word.
    pub fn find(word: &str) -> Option<Severity> {
        let all = [Severity::Error, Severity::Warning, Severity::Info];
        all.into_iter().find(|severity| severity.word() == word)
    }

    /// Returns the word that pages and messages use.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// A range of bytes in one file of the dataset.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path from the dataset's root, with `/` between folders.
    pub file: Arc<str>,
    /// First byte.
    pub start: usize,
    /// One past the last byte; equal to `start` where the place is a point or a whole file.
    pub end: usize,
}

impl Place {
    /// Returns the place of `span` in `file`.
    pub fn new(file: &Arc<str>, span: Span) -> Place {
        Place { file: file.clone(), start: span.start, end: span.end }
    }

    /// Returns the place that stands for a whole file: its very beginning.
    pub fn file(file: &Arc<str>) -> Place {
        Place::new(file, 0..0)
    }

    /// Returns the range of bytes.
    pub fn span(&self) -> Span {
        self.start..self.end
    }
}

/// A place with the few words printed under it; the words may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What to say there.
    pub text: String,
}

/// One fault: what is wrong, where, and what would cure it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The code's short id, such as `V103`.
    pub code: String,
    /// The code's name, such as `unknown-key`.
    pub name: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The fault in one line: lowercase, no full stop, identifiers in backticks.
    pub message: String,
    /// Where it is.
    pub primary: Label,
    /// Other places that take part in it.
    pub related: Vec<Label>,
    /// What to do, one proposal each.
    pub help: Vec<String>,
    /// What else is worth knowing.
    pub notes: Vec<String>,
    /// The text that would cure it, where that is certain.
    pub fix: Option<Fix>,
}

/// A replacement that cures a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What to replace.
    pub place: Place,
    /// What to put there.
    pub replacement: String,
}

impl Diagnostic {
    /// Returns a diagnostic of `code` at `place`; the message states the fault.
    pub fn new(code: &Code, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code: code.id().to_owned(),
            name: code.name.to_owned(),
            severity: code.severity(),
            ..Diagnostic::uncoded(place, message)
        }
    }

    /// Returns what stands against a request, at `place`. It has no code and no page, since the
    /// dataset itself has no fault.
    pub fn uncoded(place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code: String::new(),
            name: String::new(),
            severity: Severity::Error,
            message: message.into(),
            primary: Label { place, text: String::new() },
            related: Vec::new(),
            help: Vec::new(),
            notes: Vec::new(),
            fix: None,
        }
    }

    /// Sets the words under the primary place.
    pub fn label(mut self, text: impl Into<String>) -> Diagnostic {
        self.primary.text = text.into();
        self
    }

    /// Adds another place, with its words.
    pub fn related(mut self, place: Place, text: impl Into<String>) -> Diagnostic {
        self.related.push(Label { place, text: text.into() });
        self
    }

    /// Adds a proposal.
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help.push(text.into());
        self
    }

    /// Proposes the name that was probably meant, to be put in the place of what is there.
    pub fn meant(self, name: impl Into<String>) -> Diagnostic {
        let (place, name) = (self.primary.place.clone(), name.into());
        self.help(format!("did you mean `{name}`?")).fix(place, name)
    }

    /// Adds a remark.
    pub fn note(mut self, text: impl Into<String>) -> Diagnostic {
        self.notes.push(text.into());
        self
    }

    /// Sets the text that would cure the fault if put at `place`.
    pub fn fix(mut self, place: Place, replacement: impl Into<String>) -> Diagnostic {
        self.fix = Some(Fix { place, replacement: replacement.into() });
        self
    }

    /// Returns whether this stops a build.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Returns whether one of these faults stops a build.
pub fn has_error(faults: &[Diagnostic]) -> bool {
    faults.iter().any(Diagnostic::is_error)
}

/// Faults of one file that are shown; a file with more was not written by hand.
const MOST_FAULTS: usize = 200;

/// Sorts by file, place, code and message, drops exact repeats, and keeps of each file no more
/// faults than anybody would read; the last one kept says how many are left out.
pub fn sort(sink: &mut Sink) {
    sink.sort_by(|a, b| {
        (&a.primary.place, &a.code, &a.message).cmp(&(&b.primary.place, &b.code, &b.message))
    });
    sink.dedup();
    let all = std::mem::take(sink);
    for faults in all.chunk_by(|a, b| a.primary.place.file == b.primary.place.file) {
        sink.extend_from_slice(&faults[..faults.len().min(MOST_FAULTS)]);
        if let (Some(last), true) = (sink.last_mut(), faults.len() > MOST_FAULTS) {
            let left_out = faults.len() - MOST_FAULTS;
            last.notes.push(format!("{left_out} more faults in this file are not shown"));
        }
    }
}
