//! `amur build`: a dataset enters, the files of `outputs/` leave, or the faults that prevent it.

use super::{Choice, Hear, compile, report};
use crate::diagnostic::{self, Diagnostic, Sink};
use crate::error::Result;
use crate::output::{self, Artifact, Codebook, Resource, Templates};
use crate::query::{self, Database};
use crate::rule::Rules;
use crate::schema::{self, DatasetPage, Schemas};
use crate::source::Root;
use crate::table::{Builder, Table};

/// Builds the outputs and returns every fault that was found, sorted. Where one of them is an
/// error, nothing is written. Fails where the tool cannot work, not where the data is wrong.
///
/// ```
/// use amur::{run, source::Root};
///
/// let root = Root::open("tests/fixtures/faulty".as_ref())?;
/// let faults = run::build(&root, &run::Choice::default(), &|_done, _total| ())?;
/// assert!(faults.iter().any(|fault| fault.is_error()));
/// assert!(!root.path().join("outputs").exists());
/// # Ok::<(), amur::error::Error>(())
/// ```
pub fn build(root: &Root, choice: &Choice, hear: Hear<'_>) -> Result<Vec<Diagnostic>> {
    let mut sink = Sink::new();
    let schemas = schema::load(root, &mut sink)?;
    if diagnostic::has_error(&sink) {
        diagnostic::sort(&mut sink);
        return Ok(sink);
    }
    let rules = Rules::read(root, &mut sink)?;
    let compiled = compile(root, &schemas, choice, Some(&rules), hear, sink)?;
    let mut faults = compiled.faults;
    if diagnostic::has_error(&faults) {
        try_pages(root, &schemas, &mut faults)?;
    } else {
        fill_outputs(root, &schemas, &compiled.tables, &mut faults)?;
    }
    diagnostic::sort(&mut faults);
    Ok(faults)
}

/// Runs the summaries, the report and the codebook over tables without rows, which shows nearly
/// all that can be wrong with their pages.
pub(super) fn try_pages(root: &Root, schemas: &Schemas, sink: &mut Sink) -> Result<()> {
    let empty = Builder::new(schemas).finish(None)?;
    let summaries = run_pages(root, &Database::load(&empty, None)?, sink)?;
    report::check(root, schemas, sink)?;
    Codebook::of(schemas, &empty, &summaries).html(&mut Templates::read(root, sink)?, sink);
    Ok(())
}

/// Writes the outputs, unless a page is at fault. SQLite and Parquet are filled side by side.
fn fill_outputs(root: &Root, schemas: &Schemas, tables: &[Table], sink: &mut Sink) -> Result<()> {
    let (counted, files) = rayon::join(
        || -> Result<_> {
            let database = Database::load(tables, None)?;
            let mut faults = Sink::new();
            let summaries = run_pages(root, &database, &mut faults)?;
            Ok((database, summaries, faults))
        },
        || parquet_files("tables", tables, &schemas.dataset),
    );
    let (mut database, summaries, mut faults) = counted?;
    let mut files = files?;
    sink.append(&mut faults);
    report::check(root, schemas, sink)?;
    let codebook = Codebook::of(schemas, tables, &summaries);
    let page = codebook.html(&mut Templates::read(root, sink)?, sink);
    let Some(page) = page.filter(|_| !diagnostic::has_error(sink)) else {
        return Ok(());
    };
    files.extend(parquet_files("summaries", &summaries, &schemas.dataset)?);
    let described = tables.iter().chain(&summaries).zip(&files);
    let resources: Vec<Resource<'_>> =
        described.map(|(table, (path, bytes))| Resource { table, path, bytes }).collect();
    let mut artifacts = vec![
        Artifact::bytes("datapackage.json", output::package(&schemas.dataset, &resources)?),
        Artifact::bytes("codebook.html", page),
        Artifact::bytes("codebook.csv", codebook.csv()?),
        Artifact::written("amur.sqlite", move |path| database.save(path)),
    ];
    for summary in &summaries {
        let path = format!("summaries/{}.csv", summary.name);
        artifacts.push(Artifact::bytes(path, output::csv(summary)?));
    }
    artifacts.extend(files.into_iter().map(|(path, bytes)| Artifact::bytes(path, bytes)));
    output::write(root, artifacts)
}

/// Runs the summary pages over these tables; those with a fault are left out.
fn run_pages(root: &Root, database: &Database, sink: &mut Sink) -> Result<Vec<Table>> {
    let mut summaries = Vec::new();
    for page in &query::pages(root, sink)? {
        summaries.extend(query::summarise(database, page, sink)?);
    }
    Ok(summaries)
}

/// Returns the path inside `outputs/` and the bytes of a Parquet file for each table.
fn parquet_files(
    folder: &str,
    tables: &[Table],
    dataset: &DatasetPage,
) -> Result<Vec<(String, Vec<u8>)>> {
    let file = |table: &Table| {
        Ok((format!("{folder}/{}.parquet", table.name), output::parquet(table, dataset)?))
    };
    tables.iter().map(file).collect()
}
