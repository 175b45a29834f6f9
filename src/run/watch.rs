//! `amur check --watch`: saves enter, a new report leaves after each. Pages are read again when
//! one of them changes, and of the records only those that do.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::compile::{add_examples, judge_records, tabulate};
use super::screen::{Screen, Stream};
use super::{Choice, Exit, build, format};
use crate::cli::CheckFormat;
use crate::diagnostic::{self, Diagnostic, Severity, Sink};
use crate::error::{Error, Result};
use crate::query::Database;
use crate::record;
use crate::rule::{self, Rules};
use crate::schema::{self, Schemas};
use crate::source::{Root, Stamp, Watch};
use crate::table::Builder;

/// The folder of all pages.
const PAGES: &str = "schemas";

/// Clears a terminal and what was scrolled out of it.
const CLEAR: &str = "\x1b[H\x1b[2J\x1b[3J";

/// Reports the faults of a dataset after every save, until nobody reads the reports. Fails
/// where the first one cannot be made.
pub(super) fn watch(
    root: &Root,
    choice: &Choice,
    format: CheckFormat,
    screen: &mut Screen,
) -> Result<Exit> {
    if !matches!(format, CheckFormat::Text | CheckFormat::Json) {
        let text = "`--watch` reports as text or as json: the other forms are for one report";
        return Err(Error::Request(text.to_owned()));
    }
    let mut reports = Reports { root, format, screen, any: false, failed: None };
    let mut watch = Watch::begin(root);
    while !reports.screen.is_closed() {
        watch.cover();
        if let Err(error) = with_pages(root, choice, &mut watch, &mut reports) {
            if !reports.any {
                return Err(error);
            }
            // A folder may be away for a moment, as while another branch is checked out.
            let text = Some(error.to_string());
            if reports.failed != text {
                reports.screen.error(&error);
                reports.failed = text;
            }
            watch.wait();
        }
    }
    Ok(Exit::Clean)
}

/// Reports as long as the pages are what they are.
fn with_pages(
    root: &Root,
    choice: &Choice,
    watch: &mut Watch,
    reports: &mut Reports<'_>,
) -> Result<()> {
    let pages = Pages { root, stamps: root.stamps(PAGES)? };
    let mut sink = Sink::new();
    let schemas = schema::load(root, &mut sink)?;
    if diagnostic::has_error(&sink) {
        reports.add(sink, 0)?;
        while pages.stay(watch, reports)? {}
        return Ok(());
    }
    let rules = Rules::read(root, &mut sink)?;
    choice.judge(&rules)?;
    build::try_pages(root, &schemas, &mut sink)?;
    let mut session = Session {
        root,
        choice,
        schemas: &schemas,
        rules: &rules,
        sink,
        records: record::Memory::default(),
        found: rule::Memory::default(),
        database: None,
        examples: None,
    };
    loop {
        if let Some((faults, records)) = session.check()? {
            reports.add(faults, records)?;
        }
        if !pages.stay(watch, reports)? {
            return Ok(());
        }
    }
}

/// The pages as they were when they were read.
struct Pages<'a> {
    root: &'a Root,
    stamps: Vec<(Arc<str>, Option<Stamp>)>,
}

impl Pages<'_> {
    /// Waits until something may have changed, and says whether the pages have not, and there is
    /// still a reader.
    fn stay(&self, watch: &mut Watch, reports: &Reports<'_>) -> Result<bool> {
        if reports.screen.is_closed() {
            return Ok(false);
        }
        watch.wait();
        watch.cover();
        Ok(self.root.stamps(PAGES)? == self.stamps)
    }
}

/// What stays the same while only records change.
struct Session<'a> {
    root: &'a Root,
    choice: &'a Choice,
    schemas: &'a Schemas,
    rules: &'a Rules,
    /// The faults of the pages.
    sink: Sink,
    records: record::Memory<Builder<'a>>,
    found: rule::Memory,
    /// What the rules read of the tables, once these are known.
    database: Option<Database>,
    /// The faults of the examples of rules, once they were tried.
    examples: Option<Sink>,
}

impl<'a> Session<'a> {
    /// Returns all faults, sorted, and the number of records; nothing, where no record has
    /// changed.
    fn check(&mut self) -> Result<Option<(Vec<Diagnostic>, usize)>> {
        let Session { root, choice, schemas, rules, .. } = *self;
        let empty = Builder::new(schemas);
        let start = || empty.clone();
        if !self.records.refresh(root, schemas, start)? {
            return Ok(None);
        }
        let mut sink = self.sink.clone();
        let dataset = self.records.dataset(start, &mut sink);
        let compiled = tabulate(dataset, schemas, choice.as_of, &mut sink)?;
        let (database, changed) = match self.database.take() {
            Some(mut database) => {
                let changed = database.reload(&compiled.tables)?;
                (database, changed)
            }
            None => {
                let queries = rule::queries(rules);
                (Database::load(&compiled.tables, Some(&queries))?, BTreeSet::new())
            }
        };
        self.found.forget(rules, &changed, &compiled.index);
        let database = &*self.database.insert(database);
        let memory = Some(&mut self.found);
        sink.append(&mut judge_records(root, choice, rules, &compiled, database, memory)?);
        add_examples(self.examples()?, &mut sink);
        sink.retain(|fault| choice.shows(&fault.code, &fault.name));
        diagnostic::sort(&mut sink);
        Ok(Some((sink, compiled.index.records().len())))
    }

    fn examples(&mut self) -> Result<&Sink> {
        let tried = match self.examples.take() {
            Some(tried) => tried,
            None => rule::try_examples(self.rules, self.schemas, |rule| self.choice.wants(rule))?,
        };
        Ok(self.examples.insert(tried))
    }
}

/// The reports so far, and where they go.
struct Reports<'a> {
    root: &'a Root,
    format: CheckFormat,
    screen: &'a mut Screen,
    any: bool,
    /// The last thing that kept us from checking.
    failed: Option<String>,
}

impl Reports<'_> {
    /// Shows a report in the place of the last one, or after it.
    fn add(&mut self, mut faults: Vec<Diagnostic>, records: usize) -> Result<()> {
        diagnostic::sort(&mut faults);
        let Reports { root, format, screen, .. } = self;
        let terminal = screen.is_terminal();
        match format {
            CheckFormat::Text if terminal => screen.print(Stream::Out, CLEAR)?,
            CheckFormat::Text if self.any => screen.print(Stream::Out, "\n")?,
            _ => {}
        }
        format::print(&faults, *format, root, records, Severity::Error, screen)?;
        if *format == CheckFormat::Json {
            let end = serde_json::json!({"checked": records, "faults": faults.len()});
            screen.print(Stream::Out, &format!("{end}\n"))?;
        } else if terminal {
            screen.print(Stream::Out, "checked again after every save; Ctrl-C ends this\n")?;
        }
        (self.any, self.failed) = (true, None);
        screen.finish()
    }
}
