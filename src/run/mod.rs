//! One short function a command: the only place where rooms are joined. A [`Cli`] enters, an
//! exit code leaves; what is printed goes through the [`Screen`].

mod build;
mod choice;
mod compile;
mod decide;
mod duplicates;
mod explain;
mod format;
mod merge;
mod new;
mod progress;
mod report;
mod rows;
mod rules;
mod screen;
mod show;
mod watch;

pub use build::build;
pub use choice::Choice;
pub use screen::Screen;

use std::path::Path;
use std::process::ExitCode;

use chrono::NaiveDate;

use crate::cli::{CheckFormat, Cli, Command, Deny, QueryFormat};
use crate::diagnostic::{self, Diagnostic, Severity, Sink};
use crate::error::{Error, Result};
use crate::output;
use crate::query::Database;
use crate::record::Index;
use crate::render;
use crate::rule::Rules;
use crate::schema::{self, Schemas};
use crate::sentence::counted;
use crate::source::Root;
use compile::{Compiled, compile, compile_with_rules, judge};
use progress::Progress;
use screen::Stream;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All is well: 0.
    Clean,
    /// The data has faults: 1.
    Faults,
    /// The tool could not work, or was asked for what cannot be: 2.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Clean => 0,
            Exit::Faults => 1,
            Exit::Failed => 2,
        })
    }
}

/// Hears how many records are read of how many.
pub type Hear<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Does what the command line says.
pub fn run(cli: &Cli, screen: &mut Screen) -> Result<Exit> {
    let exit = match &cli.command {
        Command::Explain { code } => {
            let rules = match open(cli.root.as_deref()) {
                Ok(root) => Rules::read(&root, &mut Sink::new())?,
                // The codes of the engine are explained anywhere.
                Err(_) => Rules::default(),
            };
            explain::explain(code.as_deref(), &rules, screen).map(|()| Exit::Clean)
        }
        command => in_dataset(command, &open(cli.root.as_deref())?, screen),
    }?;
    screen.finish()?;
    Ok(exit)
}

fn in_dataset(command: &Command, root: &Root, screen: &mut Screen) -> Result<Exit> {
    if let Some(records) = output::recover(root)? {
        let records = counted(records, "record");
        let note = format!("note: a merge broke off; {records} stand as before it\n");
        screen.print(Stream::Err, &note)?;
    }
    match command {
        Command::Check { format, only, skip, deny, baseline, watch, day } => {
            let choice = Choice {
                only: only.clone(),
                skip: skip.clone(),
                baseline: *baseline,
                as_of: day.as_of,
            };
            match watch {
                true => watch::watch(root, &choice, *format, screen),
                false => check_command(root, &choice, *format, *deny, screen),
            }
        }
        Command::Build { baseline, day } => {
            let choice = Choice { baseline: *baseline, as_of: day.as_of, ..Choice::default() };
            build_command(root, &choice, screen)
        }
        Command::Rules { format, accept, day } => {
            rules::list(root, day.as_of, *format, *accept, screen)
        }
        Command::Baseline { code } => rules::baseline(root, code, screen),
        Command::Query { sql, format, day } => query_command(root, sql, *format, day.as_of, screen),
        Command::Show { id } => show_command(root, id, screen),
        Command::New { kind, id, print } => new_command(root, kind, id, *print, screen),
        Command::Duplicates(wanted) => duplicates::list(root, wanted, screen),
        Command::Decide(decision) => decide::decide(root, decision, screen),
        Command::Merge { keep, gone, follow, claims, dry_run } => {
            let ask = merge::Ask { keep, gone, follow: *follow, claims, dry_run: *dry_run };
            merge::merge(root, &ask, screen)
        }
        Command::Report { year, day } => report_command(root, *year, day.as_of, screen),
        Command::Explain { .. } => Ok(Exit::Clean),
    }
}

/// Opens the dataset in this folder, or else the nearest one from here upwards.
fn open(given: Option<&Path>) -> Result<Root> {
    if let Some(folder) = given {
        return Root::open(folder);
    }
    let here = std::env::current_dir().map_err(|error| Error::io("read", ".", error))?;
    here.ancestors().find_map(|folder| Root::open(folder).ok()).ok_or_else(|| {
        Error::Request(format!(
            "`{}` is not in a dataset: neither it nor a folder above it has `schemas/kinds`; \
             `--root DIR` says where the dataset is",
            here.display()
        ))
    })
}

/// Returns every fault of the dataset, sorted. Fails where the tool cannot work, not where the
/// data is wrong.
///
/// ```
/// use amur::{run, source::Root};
///
/// let root = Root::open("tests/fixtures/faulty".as_ref())?;
/// let faults = run::check(&root, &run::Choice::default(), &|_done, _total| ())?;
/// assert_eq!(faults[0].code, "R101");
/// # Ok::<(), amur::error::Error>(())
/// ```
pub fn check(root: &Root, choice: &Choice, hear: Hear<'_>) -> Result<Vec<Diagnostic>> {
    let mut sink = Sink::new();
    let schemas = schema::load(root, &mut sink)?;
    if !diagnostic::has_error(&sink) {
        let (rules, compiled) = compile_with_rules(root, &schemas, choice, hear, &mut sink)?;
        let pages = |sink: &mut Sink| build::try_pages(root, &schemas, sink);
        judge(root, &schemas, choice, &rules, &compiled, pages, &mut sink)?;
    }
    sink.retain(|fault| choice.shows(&fault.code, &fault.name));
    diagnostic::sort(&mut sink);
    Ok(sink)
}

/// Reads the pages of a dataset for a command that needs them, with remarks on them. Where they
/// have errors, that is said instead.
fn pages(root: &Root, screen: &mut Screen) -> Result<Option<(Schemas, Sink)>> {
    let mut sink = Sink::new();
    let schemas = schema::load(root, &mut sink)?;
    if !diagnostic::has_error(&sink) {
        return Ok(Some((schemas, sink)));
    }
    diagnostic::sort(&mut sink);
    screen.faults(Stream::Err, &sink, root, 0)?;
    Ok(None)
}

/// What tables are wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// To look at single records; those with errors may be missing.
    Look,
    /// To ask something of all records, be they right or wrong by the rules.
    Ask,
    /// To publish something, for which the rules must be kept too.
    Publish,
}

/// Reads a dataset for a command that answers from its tables. Where what it needs has errors,
/// that is said instead.
fn tables(
    root: &Root,
    as_of: Option<NaiveDate>,
    wanted: Use,
    screen: &mut Screen,
) -> Result<Option<(Schemas, Compiled)>> {
    let Some((schemas, mut sink)) = pages(root, screen)? else { return Ok(None) };
    let progress = Progress::begin();
    let hear = |done, total| progress.at(done, total);
    let compiled = compile(root, &schemas, as_of, &hear, &mut sink)?;
    if wanted == Use::Publish {
        let rules = Rules::read(root, &mut sink)?;
        let choice = Choice { as_of, ..Choice::default() };
        judge(root, &schemas, &choice, &rules, &compiled, |_| Ok(()), &mut sink)?;
    }
    let records = progress.end();
    if diagnostic::has_error(&sink) {
        diagnostic::sort(&mut sink);
        let summary = render::summary(&sink, records);
        let (word, rest) = match wanted {
            Use::Look => ("note", "what they touch is missing here"),
            Use::Ask | Use::Publish => ("error", "the tables would lack what they touch"),
        };
        let text = format!("{word}: {summary}: {rest}; `amur check` shows them\n");
        screen.print(Stream::Err, &text)?;
        if wanted != Use::Look {
            return Ok(None);
        }
    }
    Ok(Some((schemas, compiled)))
}

fn check_command(
    root: &Root,
    choice: &Choice,
    format: CheckFormat,
    deny: Option<Deny>,
    screen: &mut Screen,
) -> Result<Exit> {
    let progress = Progress::begin();
    let faults = check(root, choice, &|done, total| progress.at(done, total))?;
    let records = progress.end();
    let worst = worst(deny);
    format::print(&faults, format, root, records, worst, screen)?;
    Ok(exit(&faults, worst))
}

/// Returns the weight from which on faults are taken for faults.
fn worst(deny: Option<Deny>) -> Severity {
    match deny {
        None => Severity::Error,
        Some(Deny::Warnings) => Severity::Warning,
        Some(Deny::Infos) => Severity::Info,
    }
}

fn build_command(root: &Root, choice: &Choice, screen: &mut Screen) -> Result<Exit> {
    let progress = Progress::begin();
    let faults = build(root, choice, &|done, total| progress.at(done, total))?;
    let records = progress.end();
    screen.faults(Stream::Err, &faults, root, records)?;
    let exit = exit(&faults, Severity::Error);
    if exit == Exit::Clean {
        screen.print(Stream::Out, "built outputs/\n")?;
    }
    Ok(exit)
}

fn report_command(
    root: &Root,
    year: i32,
    as_of: Option<NaiveDate>,
    screen: &mut Screen,
) -> Result<Exit> {
    let Some((schemas, compiled)) = tables(root, as_of, Use::Publish, screen)? else {
        return Ok(Exit::Faults);
    };
    match report::write(root, year, &schemas, compiled)? {
        Ok(path) => {
            screen.print(Stream::Out, &format!("wrote {path}\n"))?;
            Ok(Exit::Clean)
        }
        Err(faults) => {
            screen.faults(Stream::Err, &faults, root, 0)?;
            Ok(Exit::Faults)
        }
    }
}

/// Returns how a command ended that takes faults of this weight and above for faults.
fn exit(faults: &[Diagnostic], worst: Severity) -> Exit {
    match faults.iter().any(|fault| fault.severity <= worst) {
        true => Exit::Faults,
        false => Exit::Clean,
    }
}

fn query_command(
    root: &Root,
    sql: &str,
    format: QueryFormat,
    as_of: Option<NaiveDate>,
    screen: &mut Screen,
) -> Result<Exit> {
    let Some((_, compiled)) = tables(root, as_of, Use::Ask, screen)? else {
        return Ok(Exit::Faults);
    };
    let database = Database::load(&compiled.tables, Some(&[sql]))?;
    match database.run(sql) {
        Ok(answer) => rows::answer(&answer, format, screen).map(|()| Exit::Clean),
        Err(fault) => rows::fault(&fault, sql, screen).map(|()| Exit::Failed),
    }
}

fn show_command(root: &Root, word: &str, screen: &mut Screen) -> Result<Exit> {
    let Some((schemas, compiled)) = tables(root, None, Use::Look, screen)? else {
        return Ok(Exit::Faults);
    };
    let database = Database::load(&compiled.tables, Some(&show::QUERIES))?;
    let known = show::Known::new(root, &compiled.index, database)?;
    let kinds: Vec<&str> = schemas.kinds.iter().map(|schema| schema.kind.as_str()).collect();
    let text = known.record(&known.find(word)?, &kinds, screen.style(Stream::Out))?;
    screen.print(Stream::Out, &text)?;
    Ok(Exit::Clean)
}

fn new_command(
    root: &Root,
    kind: &str,
    id: &str,
    print: bool,
    screen: &mut Screen,
) -> Result<Exit> {
    let Some((schemas, mut sink)) = pages(root, screen)? else { return Ok(Exit::Faults) };
    let schema = new::schema(&schemas, kind)?;
    new::check_id(id)?;
    // Faults of other files do not matter here.
    let index = Index::list(root, &schemas, &mut sink)?;
    if let Some(taken) = index.get(id) {
        return Err(Error::Request(format!("the id `{id}` is taken by {}", taken.file)));
    }
    let text = new::skeleton(schema);
    if print {
        screen.print(Stream::Out, &text)?;
        return Ok(Exit::Clean);
    }
    let path = format!("records/{kind}/{id}.yaml");
    output::create(root, &path, &text)?;
    let next = format!("wrote {path}: fill it in, then run `amur check`\n");
    screen.print(Stream::Out, &next)?;
    Ok(Exit::Clean)
}
