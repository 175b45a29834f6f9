//! Records to tables, held against the rules, for every command that needs that: a folder enters,
//! tables and faults leave. Nothing is printed or written here.

use chrono::NaiveDate;

use super::{Choice, Hear};
use crate::check;
use crate::diagnostic::{self, Diagnostic, Sink};
use crate::error::Result;
use crate::query::Database;
use crate::record::{self, Dataset, Index};
use crate::rule::{self, Baseline, Judge, Rules};
use crate::schema::Schemas;
use crate::source::Root;
use crate::table::{Builder, Table};

/// A dataset as tables in memory.
pub(super) struct Compiled {
    pub(super) index: Index,
    pub(super) tables: Vec<Table>,
    /// Whether no record and no page has an error, so that nothing is missing from the tables.
    pub(super) whole: bool,
}

/// Reads a dataset whose schema pages are without errors.
pub(super) fn compile(
    root: &Root,
    schemas: &Schemas,
    as_of: Option<NaiveDate>,
    hear: Hear<'_>,
    sink: &mut Sink,
) -> Result<Compiled> {
    let empty = Builder::new(schemas);
    let dataset = record::read(root, schemas, || empty.clone(), hear, sink)?;
    tabulate(dataset, schemas, as_of, sink)
}

/// Reads the rules of a dataset and, beside them, all that [`compile`] reads.
pub(super) fn compile_with_rules(
    root: &Root,
    schemas: &Schemas,
    choice: &Choice,
    hear: Hear<'_>,
    sink: &mut Sink,
) -> Result<(Rules, Compiled)> {
    let empty = Builder::new(schemas);
    let mut faults = Sink::new();
    let (rules, dataset) = rayon::join(
        || Rules::read(root, sink),
        || record::read(root, schemas, || empty.clone(), hear, &mut faults),
    );
    let rules = rules?;
    choice.judge(&rules)?;
    sink.append(&mut faults);
    Ok((rules, tabulate(dataset?, schemas, choice.as_of, sink)?))
}

/// Makes the tables of records that were read.
pub(super) fn tabulate(
    dataset: Dataset<Builder<'_>>,
    schemas: &Schemas,
    as_of: Option<NaiveDate>,
    sink: &mut Sink,
) -> Result<Compiled> {
    check::dataset(&dataset.index, &dataset.facts, schemas, sink);
    let whole = !diagnostic::has_error(sink);
    let tables = dataset.rows.finish(as_of)?;
    Ok(Compiled { index: dataset.index, tables, whole })
}

/// Holds a dataset against its rules, and beside that tries other pages and the examples of the
/// rules.
pub(super) fn judge(
    root: &Root,
    schemas: &Schemas,
    choice: &Choice,
    rules: &Rules,
    compiled: &Compiled,
    try_pages: impl FnOnce(&mut Sink) -> Result<()> + Send,
    sink: &mut Sink,
) -> Result<()> {
    let mut faults = Sink::new();
    let (judged, tried) = rayon::join(
        || {
            let database = Database::load(&compiled.tables, Some(&rule::queries(rules)))?;
            judge_records(root, choice, rules, compiled, &database, None)
        },
        || {
            try_pages(&mut faults)?;
            rule::try_examples(rules, schemas, |rule| choice.wants(rule))
        },
    );
    sink.append(&mut judged?);
    sink.append(&mut faults);
    add_examples(&tried?, sink);
    Ok(())
}

/// Adds what is wrong with the examples of rules, unless there is something wrong with other
/// pages, which each example would say once more.
pub(super) fn add_examples(tried: &[Diagnostic], sink: &mut Sink) {
    if !sink.iter().any(|fault| fault.primary.place.file.starts_with("schemas/")) {
        sink.extend_from_slice(tried);
    }
}

/// Holds a dataset, whose tables are in this database, against its rules.
pub(super) fn judge_records(
    root: &Root,
    choice: &Choice,
    rules: &Rules,
    compiled: &Compiled,
    database: &Database,
    memory: Option<&mut rule::Memory>,
) -> Result<Sink> {
    let mut sink = Sink::new();
    let baseline = match choice.baseline {
        true => Some(Baseline::read(root, &mut sink)?),
        false => None,
    };
    let Compiled { index, whole, .. } = compiled;
    let judge = Judge { root, index, whole: *whole, baseline: baseline.as_ref() };
    judge.run(rules, |rule| choice.wants(rule), database, memory, &mut sink);
    Ok(sink)
}
