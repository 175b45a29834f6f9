//! A table as CSV, for readers that know no Parquet.

use super::cells;
use crate::error::{Error, Result};
use crate::table::Table;

/// Returns the table as CSV in UTF-8 with a header: days in ISO 8601, lists as JSON, nothing
/// where nothing is known.
pub fn csv(table: &Table) -> Result<Vec<u8>> {
    let failed = |message: String| Error::library(format!("writing {}.csv", table.name), message);
    let columns: Vec<_> = table.frame.columns().iter().map(cells::texts).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = table.columns.iter().map(|column| column.name.as_str());
    writer.write_record(header).map_err(|error| failed(error.to_string()))?;
    for row in 0..table.frame.height() {
        let cells = columns.iter().map(|column| column[row].as_deref().unwrap_or_default());
        writer.write_record(cells).map_err(|error| failed(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| failed(error.to_string()))
}
