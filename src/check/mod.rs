//! What holds between records: what is known of the whole dataset enters, diagnostics leave
//! for references that name nothing, records counted in themselves and ids used twice. No file is opened here.

mod circle;
mod reference;

use crate::diagnostic::Sink;
use crate::record::{Facts, Index};
use crate::schema::Schemas;

/// Judges what only the whole dataset can tell.
pub fn dataset(index: &Index, facts: &Facts, schemas: &Schemas, sink: &mut Sink) {
    reference::check(index, facts, schemas, sink);
    circle::check(facts, sink);
}
