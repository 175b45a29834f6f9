//! A table as a Parquet file: the same table gives the same bytes. Descriptions and units stand
//! with the columns in the file's Arrow schema, and what the table is with the file.

use std::collections::BTreeMap;

use polars::io::parquet::write::KeyValueMetadata;
use polars::prelude::{
    ArrowDataType, ArrowField, ArrowSchema, CompatLevel, ParquetCompression, ParquetWriter,
    PlSmallStr, SchemaExt, StatisticsOptions,
};
use polars_parquet::write::schema_to_metadata_key;

use crate::error::{Error, Result};
use crate::schema::DatasetPage;
use crate::table::{Column, Table};

/// Returns the table as Parquet.
///
/// Each column's Arrow field has the metadata `description` and, where it has one, `unit`. The
/// file has `title`, `description` and `table` of the table, and `dataset`, `version`, `license`
/// and `citation` of the dataset.
pub fn parquet(table: &Table, dataset: &DatasetPage) -> Result<Vec<u8>> {
    let failed =
        |message: String| Error::library(format!("writing {}.parquet", table.name), message);
    let mut metadata = vec![arrow_schema(table)];
    metadata.extend(about(table, dataset));
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes)
        .with_compression(ParquetCompression::Zstd(None))
        .with_statistics(StatisticsOptions::full())
        // Whoever writes many tables shares them out among the cores.
        .set_parallel(false)
        .with_key_value_metadata(Some(KeyValueMetadata::from_static(metadata)))
        .finish(&mut table.frame.clone())
        .map_err(|error| failed(error.to_string()))?;
    Ok(bytes)
}

/// Returns the columns' types as older readers know them (strings as `large_string`), each with
/// its description.
fn arrow_schema(table: &Table) -> (String, String) {
    let schema = table.frame.schema().to_arrow(CompatLevel::oldest());
    let fields = schema
        .iter_values()
        .zip(table.columns.iter())
        .map(|(field, column)| described(field, column));
    let entry = schema_to_metadata_key(&ArrowSchema::from_iter(fields));
    (entry.key, entry.value.unwrap_or_default())
}

fn described(field: &ArrowField, column: &Column) -> ArrowField {
    let mut metadata: BTreeMap<PlSmallStr, PlSmallStr> =
        field.metadata.as_deref().cloned().unwrap_or_default();
    metadata.insert("description".into(), column.description.as_str().into());
    if let Some(unit) = &column.unit {
        metadata.insert("unit".into(), unit.as_str().into());
    }
    let mut field = field.clone().with_metadata(metadata);
    // The order of words is for showing them; statistics must not take it for a scale.
    if let ArrowDataType::Dictionary(_, _, ordered) = &mut field.dtype {
        *ordered = false;
    }
    field
}

fn about(table: &Table, dataset: &DatasetPage) -> Vec<(String, String)> {
    [
        ("table", &table.name),
        ("title", &table.title),
        ("description", &table.description),
        ("dataset", &dataset.title),
        ("version", &dataset.version),
        ("license", &dataset.license),
        ("citation", &dataset.citation),
    ]
    .map(|(key, text)| (key.to_owned(), text.clone()))
    .into()
}
