//! Rows as CSV, for readers that know no Parquet: cells as texts enter, the bytes of a file in
//! UTF-8 leave.

use super::cells;
use crate::error::{Error, Result};
use crate::table::Table;

/// Returns the table as CSV in UTF-8 with a header: days in ISO 8601, lists as JSON, nothing
/// where nothing is known.
pub fn csv(table: &Table) -> Result<Vec<u8>> {
    let columns: Vec<_> = table.frame.columns().iter().map(cells::texts).collect();
    let header = table.columns.iter().map(|column| &column.name);
    let rows = (0..table.frame.height())
        .map(|row| columns.iter().map(move |column| column[row].as_deref().unwrap_or_default()));
    csv_rows(&format!("{}.csv", table.name), header, rows)
}

/// Returns rows of texts as CSV in UTF-8 under a header; `name` is what a failure speaks of.
pub fn csv_rows<H, R, C>(name: &str, header: H, rows: R) -> Result<Vec<u8>>
where
    H: IntoIterator<Item: AsRef<[u8]>>,
    R: IntoIterator<Item = C>,
    C: IntoIterator<Item: AsRef<[u8]>>,
{
    let failed = |message: String| Error::library(format!("writing {name}"), message);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(|error| failed(error.to_string()))?;
    for row in rows {
        writer.write_record(row).map_err(|error| failed(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| failed(error.to_string()))
}
