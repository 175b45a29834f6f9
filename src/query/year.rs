//! The year of a report as a table: a year enters, a table of one row leaves, which the pages of
//! the report read beside the others. It is in no output.

use polars::prelude::{Column as Values, DataFrame, NamedFrom, Series};

use crate::error::{Error, Result};
use crate::table::{Column, Holds, Table};

/// Returns the table `report`, whose one row holds the year.
pub fn year_table(year: i32) -> Result<Table> {
    let values = Values::from(Series::new("year".into(), [i64::from(year)]));
    let frame = DataFrame::new(1, vec![values])
        .map_err(|error| Error::library("making the table of the year", error))?;
    Ok(Table {
        name: String::from("report"),
        title: String::from("Report"),
        description: String::from("The year that the report is of."),
        columns: vec![Column::new("year", "The year.", Holds::Integer)].into(),
        key: Vec::new(),
        frame,
    })
}
