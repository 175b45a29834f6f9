//! What a diagnostic says, without its places: the diagnostic enters, a few lines of plain text
//! leave, safe to print. No format's own escapes are put in here.

use super::visible;
use crate::diagnostic::Diagnostic;

/// Returns the headline, then the label, the cures and the remarks, each on a line of its own.
pub(super) fn body(fault: &Diagnostic) -> String {
    let mut lines = vec![visible::line(&fault.message)];
    if !fault.primary.text.is_empty() {
        lines.push(visible::line(&fault.primary.text));
    }
    lines.extend(fault.help.iter().map(|help| format!("help: {}", visible::paragraph(help))));
    lines.extend(fault.notes.iter().map(|note| format!("note: {}", visible::paragraph(note))));
    lines.join("\n")
}
