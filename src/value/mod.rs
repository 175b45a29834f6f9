//! The small languages that values are written in: a scalar's text enters, a typed value or a
//! [`Fault`] leaves. Nothing here knows a file, a schema or a record.

pub mod count;
pub mod date;
mod plain;
pub mod reference;
pub mod text;

use crate::codes::Code;
use crate::diagnostic::Span;

/// Why a text is not a value of its type.
#[derive(Debug, Clone)]
pub struct Fault {
    /// The code.
    pub code: &'static Code,
    /// The bytes of the text that are at fault.
    pub at: Span,
    /// The fault in one line.
    pub message: String,
    /// The words under the place.
    pub label: String,
    /// What to do.
    pub help: Option<String>,
    /// What to write instead of the whole text, where that is certain.
    pub fix: Option<String>,
}

impl Fault {
    fn new(code: &'static Code, at: Span, message: impl Into<String>) -> Fault {
        Fault { code, at, message: message.into(), label: String::new(), help: None, fix: None }
    }

    fn label(mut self, text: impl Into<String>) -> Fault {
        self.label = text.into();
        self
    }

    fn help(mut self, text: impl Into<String>) -> Fault {
        self.help = Some(text.into());
        self
    }

    fn fix(mut self, text: impl Into<String>) -> Fault {
        self.fix = Some(text.into());
        self
    }
}

/// Returns a value in backticks as YAML takes it: quoted where its first sign means something else.
fn written(value: &str) -> String {
    if value.starts_with(['>', '[', '{']) { format!("`\"{value}\"`") } else { format!("`{value}`") }
}

/// Returns a text in backticks for a message: on one line, cut after 40 characters, and without
/// what cannot be seen.
pub fn quote(text: &str) -> String {
    const MOST: usize = 40;
    let shown: String = text
        .chars()
        .take(MOST)
        .map(|c| match c {
            '`' => '\'',
            c if c.is_whitespace() => ' ',
            c if c.is_control() || plain::is_invisible(c) => '\u{fffd}',
            c => c,
        })
        .collect();
    let more = if text.chars().nth(MOST).is_some() { "…" } else { "" };
    format!("`{shown}{more}`")
}
