//! The small languages that values are written in: a scalar's text enters, a typed value or a
//! [`Fault`] leaves. Nothing here knows a file, a schema or a record.

pub mod count;
pub mod date;
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
