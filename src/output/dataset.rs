//! A whole build: a dataset's tables and summaries enter, every file of `outputs/` leaves.

use std::path::Path;

use super::codebook::{TEMPLATE, codebook_csv, codebook_html};
use super::csv::csv;
use super::package::{Resource, package};
use super::parquet::parquet;
use super::place::{Artifact, write};
use crate::error::Result;
use crate::query::Database;
use crate::schema::Schemas;
use crate::source::Root;
use crate::table::Table;

/// Writes the tables, the summaries, the codebook, the description of the package and, where it
/// is given, the database with all of these tables.
pub fn build(
    root: &Root,
    schemas: &Schemas,
    tables: &[Table],
    summaries: &[Table],
    database: Option<&mut Database>,
) -> Result<()> {
    let mut files = Vec::new();
    for (folder, tables) in [("tables", tables), ("summaries", summaries)] {
        for table in tables {
            let path = format!("{folder}/{}.parquet", table.name);
            files.push((table, path, parquet(table, &schemas.dataset)?));
        }
    }
    let resources: Vec<Resource<'_>> =
        files.iter().map(|(table, path, bytes)| Resource { table, path, bytes }).collect();
    let template = root.text(TEMPLATE);
    let page = codebook_html(template.as_deref(), schemas, tables, summaries)?;
    let mut artifacts = vec![
        Artifact::bytes("datapackage.json", package(&schemas.dataset, &resources)?),
        Artifact::bytes("codebook.html", page),
        Artifact::bytes("codebook.csv", codebook_csv(schemas, tables, summaries)?),
    ];
    for summary in summaries {
        artifacts.push(Artifact::bytes(format!("summaries/{}.csv", summary.name), csv(summary)?));
    }
    artifacts.extend(files.into_iter().map(|(_, path, bytes)| Artifact::bytes(path, bytes)));
    if let Some(database) = database {
        let save = move |path: &Path| database.save(path);
        artifacts.push(Artifact::written("amur.sqlite", save));
    }
    write(root, artifacts)
}
