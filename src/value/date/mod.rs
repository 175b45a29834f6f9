//! Dates in EDTF (ISO 8601-2), as exact or as vague as the source: a text enters, its bounds
//! and precision leave. No date is ever filled up to a day that nobody printed.
//!
//! All of levels 0 to 2 is read, but for what a researcher can only have typed by mistake:
//! times of day, years outside 1000 to 2999, the codes 25 to 32 (seasons of one hemisphere),
//! because `2025-26` is how many write two years, and the codes 37 to 39 (four months), which
//! an interval says as well. A winter (`2025-24`) begins in December of its year, a spring in
//! March, a summer in June, an autumn in September.

mod notation;
mod parts;
mod phrase;
mod refusal;
mod words;

pub use phrase::english;

use chrono::NaiveDate;
use edtf_core::{Bound, BoundDate, Date as Point, Edtf, IntervalEndpoint, SetElement, YearKind};

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
    /// Marked with `~` or `%`, in any part.
    pub approximate: bool,
    /// Marked with `?` or `%`, in any part.
    pub uncertain: bool,
}

/// How exact a date is: the finest part of it that is wholly known.
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

impl Precision {
    /// Every precision, from the finest.
    pub const ALL: [Precision; 11] = [
        Precision::Day,
        Precision::Month,
        Precision::Season,
        Precision::Quarter,
        Precision::Half,
        Precision::Year,
        Precision::Decade,
        Precision::Century,
        Precision::Interval,
        Precision::Set,
        Precision::Unknown,
    ];

    /// Returns the word that tables use.
    pub fn word(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::Month => "month",
            Precision::Season => "season",
            Precision::Quarter => "quarter",
            Precision::Half => "half",
            Precision::Year => "year",
            Precision::Decade => "decade",
            Precision::Century => "century",
            Precision::Interval => "interval",
            Precision::Set => "set",
            Precision::Unknown => "unknown",
        }
    }
}

/// The longest text that is looked at; the longest real date is a set of a few intervals.
const LONGEST: usize = 200;

/// Reads a date. The fault says what is wrong and, where that is certain, what to write instead.
///
/// ```
/// use amur::value::date::{self, Precision};
///
/// let date = date::parse("2025-10/2025-12")?;
/// assert_eq!(date.precision, Precision::Interval);
/// assert_eq!(date.latest.map(|day| day.to_string()).as_deref(), Some("2025-12-31"));
///
/// let fault = date::parse("21.10.2025").unwrap_err();
/// assert_eq!(fault.fix.as_deref(), Some("2025-10-21"));
/// # Ok::<(), amur::value::Fault>(())
/// ```
pub fn parse(text: &str) -> Result<Date, Fault> {
    if text.len() > LONGEST {
        return Err(refusal::too_long(text));
    }
    let edtf = match Edtf::parse(text) {
        Ok(edtf) => edtf,
        Err(error) => {
            return Err(notation::recognise(text)
                .unwrap_or_else(|| refusal::explain(text, error.offset, error.message)));
        }
    };
    if let Some(fault) = refusal::refuse(text, &edtf) {
        return Err(fault);
    }
    let (earliest, latest) = bounds(&edtf);
    Ok(Date {
        edtf: text.to_owned(),
        earliest,
        latest,
        precision: precision(&edtf),
        approximate: edtf.is_approximate(),
        uncertain: edtf.is_uncertain(),
    })
}

/// Returns whether the text is a date, without a word on why not.
fn is_date(text: &str) -> bool {
    Edtf::parse(text).is_ok_and(|edtf| refusal::refuse(text, &edtf).is_none())
}

fn precision(edtf: &Edtf) -> Precision {
    match edtf {
        Edtf::Date(point) => precision_of(point),
        Edtf::DateTime(moment) => precision_of(&moment.date),
        Edtf::Interval(_) => Precision::Interval,
        Edtf::Set(_) => Precision::Set,
    }
}

fn precision_of(point: &Point) -> Precision {
    match known_digits(point) {
        4 => {}
        3 => return Precision::Decade,
        2 => return Precision::Century,
        _ => return Precision::Unknown,
    }
    match point.month.map(|month| month.value()) {
        None | Some(None) => Precision::Year,
        Some(Some(1..=12)) => match point.day {
            Some(day) if !day.has_unspecified() => Precision::Day,
            _ => Precision::Month,
        },
        Some(Some(33..=36)) => Precision::Quarter,
        Some(Some(40 | 41)) => Precision::Half,
        Some(Some(_)) => Precision::Season,
    }
}

/// Returns how many leading digits of the year are known.
fn known_digits(point: &Point) -> usize {
    if let Some(digits) = point.year.significant_digits {
        return digits as usize;
    }
    match point.year.kind {
        YearKind::Standard { digits, .. } => digits.iter().take_while(|d| d.is_some()).count(),
        _ => 0,
    }
}

fn bounds(edtf: &Edtf) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let bounds = edtf.bounds();
    let (mut earliest, mut latest) = (day(bounds.earliest), day(bounds.latest));
    match edtf {
        Edtf::Interval(interval) => {
            if endpoint(&interval.start).is_some_and(yearless) {
                earliest = None;
            }
            if endpoint(&interval.end).is_some_and(yearless) {
                latest = None;
            }
        }
        _ => {
            if points(edtf).into_iter().any(yearless) {
                (earliest, latest) = (None, None);
            }
        }
    }
    (earliest, latest)
}

fn day(bound: Bound) -> Option<NaiveDate> {
    let Bound::Date(BoundDate { year, month, day }) = bound else { return None };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, u32::from(month), u32::from(day))
}

/// Returns whether not even the thousands of the year are known.
fn yearless(point: &Point) -> bool {
    known_digits(point) == 0
}

fn endpoint(endpoint: &IntervalEndpoint) -> Option<&Point> {
    match endpoint {
        IntervalEndpoint::Date(point)
        | IntervalEndpoint::OnOrBefore(point)
        | IntervalEndpoint::OnOrAfter(point) => Some(point),
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => None,
    }
}

/// Returns every single date that takes part, in the order of the text.
fn points(edtf: &Edtf) -> Vec<&Point> {
    match edtf {
        Edtf::Date(point) => vec![point],
        Edtf::DateTime(moment) => vec![&moment.date],
        Edtf::Interval(interval) => {
            [&interval.start, &interval.end].into_iter().filter_map(endpoint).collect()
        }
        Edtf::Set(set) => set
            .elements
            .iter()
            .flat_map(|element| match element {
                SetElement::Date(point)
                | SetElement::OnOrBefore(point)
                | SetElement::OnOrAfter(point) => vec![point],
                SetElement::Range(from, to) => vec![from, to],
            })
            .collect(),
    }
}
