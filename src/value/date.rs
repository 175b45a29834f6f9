//! Dates in EDTF (ISO 8601-2), as exact or as vague as the source: a text enters, its bounds
//! and precision leave. No date is ever filled up to a day that nobody printed.

use chrono::NaiveDate;

use super::Fault;

/// A date, an interval or a set of dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// The text as written.
    pub edtf: String,
    /// The first day it can be; none where it is open or the year is unknown.
    pub earliest: Option<NaiveDate>,
    /// The last day it can be; none where it is open or the year is unknown.
    pub latest: Option<NaiveDate>,
    /// How exact it is.
    pub precision: Precision,
    /// Marked with `~`.
    pub approximate: bool,
    /// Marked with `?`.
    pub uncertain: bool,
}

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A season.
    Season,
    /// A quarter of a year.
    Quarter,
    /// A half of a year.
    Half,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// From one date to another.
    Interval,
    /// One or all of several dates.
    Set,
    /// Less than a century is known of it.
    Unknown,
}

/// Reads a date.
pub fn parse(text: &str) -> Result<Date, Fault> {
    let _ = text;
    todo!()
}
