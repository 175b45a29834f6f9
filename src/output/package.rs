//! What the built tables are, for programs: tables and their files enter, a Data Package leaves
//! (`datapackage.json`, version 2 of the standard).

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::schema::DatasetPage;
use crate::table::{Column, Holds, Table};

/// A table with what is to be said of the Parquet file that holds it.
#[derive(Debug, Clone)]
pub struct Resource<'a> {
    table: &'a Table,
    path: String,
    size: usize,
    sha256: String,
}

impl<'a> Resource<'a> {
    /// Measures a file that is these bytes. `path` is inside `outputs/`.
    pub fn new(table: &'a Table, path: String, bytes: &[u8]) -> Resource<'a> {
        let sum = Sha256::digest(bytes);
        let sha256 = sum.iter().map(|byte| format!("{byte:02x}")).collect();
        Resource { table, path, size: bytes.len(), sha256 }
    }
}

/// Returns the description of these files, with their sizes and SHA-256 sums.
pub fn package(dataset: &DatasetPage, resources: &[Resource<'_>]) -> Result<Vec<u8>> {
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "version": dataset.version,
        "licenses": [{
            "name": dataset.license,
            "path": format!("https://spdx.org/licenses/{}.html", dataset.license),
        }],
        "citation": dataset.citation,
        "languages": dataset.languages,
        "resources": resources.iter().map(|each| resource(each, resources)).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&package)
        .map_err(|error| Error::library("writing datapackage.json", error))?;
    text.push('\n');
    Ok(text.into_bytes())
}

fn resource(resource: &Resource<'_>, all: &[Resource<'_>]) -> Value {
    let table = resource.table;
    json!({
        "name": table.name,
        "type": "table",
        "path": resource.path,
        "title": table.title,
        "description": table.description,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": resource.size,
        "hash": format!("sha256:{}", resource.sha256),
        "schema": schema(table, all),
    })
}

fn schema(table: &Table, all: &[Resource<'_>]) -> Value {
    let mut schema = Map::new();
    let fields: Vec<Value> = table.columns.iter().map(field).collect();
    schema.insert("fields".to_owned(), fields.into());
    if !table.key.is_empty() {
        schema.insert("primaryKey".to_owned(), table.key.clone().into());
    }
    let keys: Vec<Value> = table.columns.iter().filter_map(|column| foreign(column, all)).collect();
    if !keys.is_empty() {
        schema.insert("foreignKeys".to_owned(), keys.into());
    }
    schema.into()
}

fn field(column: &Column) -> Value {
    let mut field = Map::new();
    let mut put = |key: &str, value: Value| field.insert(key.to_owned(), value);
    put("name", column.name.as_str().into());
    put("type", type_name(&column.holds).into());
    put("description", column.description.as_str().into());
    if let Some(unit) = &column.unit {
        put("unit", unit.as_str().into());
    }
    if let Holds::Word(words) = &column.holds {
        let words = words.iter().map(|word| json!({"value": word.word, "label": word.en}));
        put("categories", words.collect());
    }
    if !column.nullable {
        put("constraints", json!({"required": true}));
    }
    field.into()
}

fn type_name(holds: &Holds) -> &'static str {
    match holds {
        Holds::Text | Holds::Word(_) => "string",
        Holds::Integer => "integer",
        Holds::Number => "number",
        Holds::Boolean => "boolean",
        Holds::Date => "date",
        Holds::TextList => "array",
    }
}

/// Returns the key of a column whose values name rows of one other table.
fn foreign(column: &Column, all: &[Resource<'_>]) -> Option<Value> {
    let [target] = column.references.as_slice() else { return None };
    let there = all.iter().any(|each| each.table.name == *target && each.table.key == ["id"]);
    (there && column.holds != Holds::TextList).then(|| {
        json!({
            "fields": [column.name],
            "reference": {"resource": target, "fields": ["id"]},
        })
    })
}
