//! Why two records cannot be made one: what stands against it enters, diagnostics with both
//! places leave. They have no code, since the dataset as it is has no fault.

use std::sync::Arc;

use super::rename::Names;
use super::unite::Difference;
use crate::diagnostic::{Diagnostic, Place, Span};

/// The files of the two records.
#[derive(Debug, Clone, Copy)]
pub(super) struct Files<'a> {
    pub(super) keep: &'a Arc<str>,
    pub(super) gone: &'a Arc<str>,
}

/// The two give a value differently.
pub(super) fn differs(difference: &Difference, names: Names<'_>, files: Files<'_>) -> Diagnostic {
    let Names { keep, gone } = names;
    let Difference { path, keep: here, gone: there, .. } = difference;
    let message = format!("`{path}` differs between `{keep}` and `{gone}`");
    Diagnostic::uncoded(Place::new(files.keep, here.clone()), message)
        .label(format!("`{keep}`, which stays"))
        .related(Place::new(files.gone, there.clone()), format!("`{gone}`, which goes"))
}

/// What goes cannot be written as a claim.
pub(super) fn no_claim(fault: Diagnostic, gone: &str) -> Diagnostic {
    fault.note(format!(
        "this cannot be a claim: that takes a fact in one word, and one source of `{gone}` for it"
    ))
}

/// One names the other, and would name itself.
pub(super) fn refers(field: &str, file: &Arc<str>, span: Span, names: Names<'_>) -> Diagnostic {
    let message = format!("`{field}` would name the record that it stands in");
    let Names { keep, gone } = names;
    Diagnostic::uncoded(Place::new(file, span), message)
        .label(format!("`{gone}` would become `{keep}`"))
        .help("if one is a part of the other or came after it, they are two: do not merge them")
        .help("if they are one and the same, take this reference away")
}

/// A person has said that they are two.
pub(super) fn are_two(file: &Arc<str>, span: Span, names: Names<'_>) -> Diagnostic {
    let message = format!("a verdict says that `{}` and `{}` are two", names.keep, names.gone);
    Diagnostic::uncoded(Place::new(file, span), message)
        .label("the verdict")
        .help("if they are one and the same after all, change the verdict first, and say why")
}

/// Two verdicts would speak of one pair.
pub(super) fn twice(
    first: (&Arc<str>, Span),
    second: (&Arc<str>, Span),
    names: Names<'_>,
    other: &str,
) -> Diagnostic {
    let message = format!("two verdicts would speak of `{}` and `{other}`", names.keep);
    Diagnostic::uncoded(Place::new(second.0, second.1), message)
        .label(format!("this one too, as soon as `{}` is `{}`", names.gone, names.keep))
        .related(Place::new(first.0, first.1), "this one")
        .help("keep the one that is right, and delete the file of the other")
}
