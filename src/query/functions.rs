//! The functions that SQLite lacks and that DuckDB and Spark both have; texts and numbers
//! enter, one value leaves. Nothing is added here that only one of them understands.

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Error, Result};

type Part = fn(NaiveDate) -> i64;
type Change = fn(&str) -> String;

/// Makes the functions known: `year`, `quarter`, `month` and `day` of a day, `date_diff` of two,
/// `greatest` and `least` that pass over nulls, and `lower` and `upper` for every script.
pub(super) fn register(connection: &Connection) -> Result<()> {
    let parts: [(&str, Part); 4] = [
        ("year", |day| i64::from(day.year())),
        ("quarter", |day| i64::from(day.month0() / 3 + 1)),
        ("month", |day| i64::from(day.month())),
        ("day", |day| i64::from(day.day())),
    ];
    for (name, part) in parts {
        connection.create_scalar_function(name, 1, flags(), move |context| {
            Ok(day(name, context.get_raw(0))?.map(part))
        })?;
    }
    for (name, wanted) in [("greatest", Ordering::Greater), ("least", Ordering::Less)] {
        connection
            .create_scalar_function(name, -1, flags(), move |context| extreme(context, wanted))?;
    }
    connection.create_scalar_function("date_diff", 3, flags(), |context| {
        if context.get_raw(0) != ValueRef::Text(b"day") {
            let text = "`date_diff` counts days: `date_diff('day', earlier, later)`";
            return Err(Error::UserFunctionError(text.into()));
        }
        let [from, to] = [1, 2].map(|index| day("date_diff", context.get_raw(index)));
        Ok(from?.zip(to?).map(|(from, to)| (to - from).num_days()))
    })?;
    let cases: [(&str, Change); 2] = [("lower", str::to_lowercase), ("upper", str::to_uppercase)];
    for (name, change) in cases {
        connection.create_scalar_function(name, 1, flags(), move |context| {
            Ok(context.get::<Option<String>>(0)?.map(|text| change(&text)))
        })?;
    }
    Ok(())
}

fn flags() -> FunctionFlags {
    FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS
}

fn day(function: &str, value: ValueRef<'_>) -> Result<Option<NaiveDate>> {
    if value == ValueRef::Null {
        return Ok(None);
    }
    if let ValueRef::Text(bytes) = value
        && let Some(day) = iso(bytes)
    {
        return Ok(Some(day));
    }
    let text = match value {
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes),
        ValueRef::Integer(number) => number.to_string().into(),
        ValueRef::Real(number) => number.to_string().into(),
        ValueRef::Null | ValueRef::Blob(_) => "bytes".into(),
    };
    Err(Error::UserFunctionError(
        format!("`{function}` takes a day such as 2025-10-21, not `{text}`").into(),
    ))
}

/// Returns the day that exactly ten characters name, such as `2025-10-21`.
fn iso(text: &[u8]) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0u32, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
        })
    };
    let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[m1, m2])?, number(&[d1, d2])?)
}

fn extreme(context: &Context<'_>, wanted: Ordering) -> Result<Value> {
    let mut best = ValueRef::Null;
    for index in 0..context.len() {
        let value = context.get_raw(index);
        if value == ValueRef::Null {
            continue;
        }
        if best == ValueRef::Null || compare(value, best)? == wanted {
            best = value;
        }
    }
    best.try_into().map_err(|error| Error::UserFunctionError(Box::new(error)))
}

fn compare(a: ValueRef<'_>, b: ValueRef<'_>) -> Result<Ordering> {
    match (a, b) {
        (ValueRef::Text(a), ValueRef::Text(b)) => Ok(a.cmp(b)),
        (ValueRef::Integer(a), ValueRef::Integer(b)) => Ok(a.cmp(&b)),
        (ValueRef::Integer(a), ValueRef::Real(b)) => Ok((a as f64).total_cmp(&b)),
        (ValueRef::Real(a), ValueRef::Integer(b)) => Ok(a.total_cmp(&(b as f64))),
        (ValueRef::Real(a), ValueRef::Real(b)) => Ok(a.total_cmp(&b)),
        _ => Err(Error::UserFunctionError("numbers and texts cannot be compared".into())),
    }
}
