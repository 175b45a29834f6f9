//! The walk over all record files: listed once, read in chunks on all cores, each record
//! handed on and dropped, so that memory does not grow with texts.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::convert::{Dangling, Pending};
use super::index::{Index, Listed};
use super::{Admitter, Record, Validators, Value};
use crate::diagnostic::{Place, Sink};
use crate::error::Result;
use crate::schema::{Field, Role, Schemas, Type};
use crate::source::Root;

/// Files that one thread reads before it reports; the order of chunks is the order of records.
const CHUNK: usize = 256;

/// What takes up admitted records: tables under construction, or nothing.
pub trait Rows: Send {
    /// Takes one record.
    fn push(&mut self, record: &Record);
    /// Takes what another of the same sort took, after its own.
    fn append(&mut self, other: Self);
}

impl Rows for () {
    fn push(&mut self, _: &Record) {}
    fn append(&mut self, _: ()) {}
}

/// What is known of all records once they were read.
#[derive(Debug, Clone)]
pub struct Dataset<R> {
    /// The record files.
    pub index: Index,
    /// What the records filled.
    pub rows: R,
    /// What only the whole dataset can judge.
    pub facts: Facts,
}

/// What only the whole dataset can judge.
#[derive(Debug, Default, Clone)]
pub struct Facts {
    /// References to ids that no record has.
    pub dangling: Vec<Dangling>,
    /// Every name of every admitted record, with its id.
    pub names: Vec<(Arc<str>, String)>,
    /// Former ids, with the id of the record that had them and their place.
    pub former: Vec<(String, Arc<str>, Place)>,
    /// Ids of records that count another one already, with the id of that and the place.
    pub wholes: Vec<(String, Arc<str>, Place)>,
}

/// What a chunk of the records came to: what they filled, what is known of them, their faults.
pub(super) type Part<R> = (R, Facts, Sink);

/// Reads and admits every record under `records/`, in the order of kinds and ids, and returns
/// what `start` began and every record filled. `progress` hears how many files are done of how
/// many.
pub fn read<R: Rows>(
    root: &Root,
    schemas: &Schemas,
    start: impl Fn() -> R + Sync,
    progress: &(dyn Fn(usize, usize) + Sync),
    sink: &mut Sink,
) -> Result<Dataset<R>> {
    let (index, validators) =
        rayon::join(|| Index::list(root, schemas, sink), || Validators::of(schemas));
    let index = index?;
    let admitter = Admitter::with(schemas, &index, validators?);
    admitter.check_examples(sink);
    let done = AtomicUsize::new(0);
    let total = index.records().len();
    let chunk = |listed: &[Listed]| {
        let tell = || progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
        read_part(root, &admitter, listed, start(), &tell)
    };
    let parts: Vec<_> = index.records().par_chunks(CHUNK).with_max_len(1).map(chunk).collect();
    let (rows, facts) = join(start(), parts, sink);
    drop(admitter);
    Ok(Dataset { index, rows, facts })
}

/// Reads and admits, on this thread and with validators that were compiled before, the records
/// of an index that come to a dataset which was read already.
pub fn read_more<R: Rows>(
    root: &Root,
    index: Index,
    schemas: &Schemas,
    validators: Validators,
    known: Dataset<R>,
    sink: &mut Sink,
) -> Dataset<R> {
    let admitter = Admitter::with(schemas, &index, validators);
    let mut part = (known.rows, known.facts, Sink::new());
    for listed in index.records() {
        if known.index.get(&listed.id).is_none_or(|before| before.file != listed.file) {
            read_one(root, &admitter, listed, schemas, &mut part);
        }
    }
    drop(admitter);
    let (rows, facts, mut faults) = part;
    sink.append(&mut faults);
    Dataset { index, rows, facts }
}

/// Reads some records into `rows`; `tell` is called after each.
pub(super) fn read_part<R: Rows>(
    root: &Root,
    admitter: &Admitter<'_>,
    listed: &[Listed],
    rows: R,
    tell: &dyn Fn(),
) -> Part<R> {
    let mut part = (rows, Facts::default(), Sink::new());
    for listed in listed {
        read_one(root, admitter, listed, admitter.schemas, &mut part);
        tell();
    }
    part
}

/// Puts parts together, in their order.
pub(super) fn join<R: Rows>(
    mut rows: R,
    parts: impl IntoIterator<Item = Part<R>>,
    sink: &mut Sink,
) -> (R, Facts) {
    let mut facts = Facts::default();
    for (part, mut known, mut faults) in parts {
        rows.append(part);
        facts.dangling.append(&mut known.dangling);
        facts.names.append(&mut known.names);
        facts.former.append(&mut known.former);
        facts.wholes.append(&mut known.wholes);
        sink.append(&mut faults);
    }
    (rows, facts)
}

fn read_one<R: Rows>(
    root: &Root,
    admitter: &Admitter<'_>,
    listed: &Listed,
    schemas: &Schemas,
    (rows, facts, sink): &mut (R, Facts, Sink),
) {
    let Some(file) = root.read(&listed.file, sink) else { return };
    let (record, pending) = admitter.admit(listed, &file, sink);
    facts.take(&listed.id, pending);
    if let Some(record) = record {
        facts.learn(&record, &schemas.kinds[record.kind].fields, &record.values);
        rows.push(&record);
    }
}

impl Facts {
    fn take(&mut self, record: &Arc<str>, mut pending: Pending) {
        let of_record = |(id, place): (String, Place)| (id, record.clone(), place);
        self.dangling.append(&mut pending.dangling);
        self.former.extend(pending.former.into_iter().map(of_record));
        self.wholes.extend(pending.wholes.into_iter().map(of_record));
    }

    fn learn(&mut self, record: &Record, fields: &[Field], values: &[Option<Value>]) {
        for (field, value) in fields.iter().zip(values) {
            match (value, &field.holds) {
                (Some(Value::List(items)), Type::List(item)) => {
                    for inner in items {
                        self.learn_value(record, item, &inner.value);
                    }
                }
                (Some(value), _) => self.learn_value(record, field, value),
                (None, _) => {}
            }
        }
    }

    fn learn_value(&mut self, record: &Record, field: &Field, value: &Value) {
        match (value, field.role) {
            (Value::Trilingual(text), Some(Role::Title | Role::Alias)) => {
                let names = text.each().map(|(_, name)| (record.id.clone(), name.to_owned()));
                self.names.extend(names);
            }
            (Value::Text(name), Some(Role::Title | Role::Alias)) => {
                self.names.push((record.id.clone(), name.clone()));
            }
            _ => {}
        }
    }
}
