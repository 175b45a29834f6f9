//! Dates in English for readers: a date in EDTF enters, a phrase leaves that is no more exact.
//! What has no plain phrase stays as it is written.

use edtf_core::{
    Date as Point, DateField, Edtf, Interval, IntervalEndpoint, Set, SetElement, SetKind, YearKind,
};

use super::known_digits;
use super::words::MONTHS;

/// Returns a date in words, such as `21–27 October 2025` or `about 2025`.
pub fn english(text: &str) -> String {
    let phrase = Edtf::parse(text).ok().and_then(|edtf| match &edtf {
        Edtf::Date(date) => point(date),
        Edtf::DateTime(_) => None,
        Edtf::Interval(dates) => interval(dates),
        Edtf::Set(dates) => set(dates),
    });
    phrase.unwrap_or_else(|| text.to_owned())
}

fn point(date: &Point) -> Option<String> {
    let about = if date.is_approximate() { "about " } else { "" };
    let doubtful = if date.is_uncertain() { " (doubtful)" } else { "" };
    Some(format!("{about}{}{doubtful}", plain(date)?))
}

/// Returns a date without what is said of its certainty.
fn plain(date: &Point) -> Option<String> {
    let year = year(date);
    let Some(field) = date.month else {
        return Some(year.unwrap_or_else(|| "in a year that is not known".to_owned()));
    };
    let Some(month) = field.value() else {
        return Some(format!("{}, month not known", year?));
    };
    match (MONTHS.get(usize::from(month).wrapping_sub(1)), date.day, year) {
        (Some(month), None, Some(year)) => Some(format!("{month} {year}")),
        (Some(month), None, None) => Some(format!("{month}, year not known")),
        (Some(month), Some(day), year) => Some(match (day_of(day), year) {
            (Some(day), Some(year)) => format!("{day} {month} {year}"),
            (Some(day), None) => format!("{day} {month}, year not known"),
            (None, Some(year)) => format!("a day in {month} {year}"),
            (None, None) => format!("a day in {month}, year not known"),
        }),
        (None, None, Some(year)) => part(month, &year),
        _ => None,
    }
}

fn day_of(field: DateField) -> Option<u8> {
    if field.has_unspecified() { None } else { field.value() }
}

/// Returns the year, or the years that it may be; nothing where less than a century is known.
fn year(date: &Point) -> Option<String> {
    let YearKind::Standard { digits, .. } = date.year.kind else { return None };
    let digits: String = digits.iter().map_while(|digit| *digit).map(|d| d.to_string()).collect();
    let known = digits.get(..known_digits(date).min(digits.len()))?;
    match known.len() {
        4 => Some(known.to_owned()),
        3 => Some(format!("the {known}0s")),
        2 => Some(format!("the years {known}00 to {known}99")),
        _ => None,
    }
}

/// Returns a season, a quarter or a half of a year.
fn part(number: u8, year: &str) -> Option<String> {
    let name = match number {
        21 => "spring",
        22 => "summer",
        23 => "autumn",
        24 => "winter from December",
        33 => "first quarter of",
        34 => "second quarter of",
        35 => "third quarter of",
        36 => "last quarter of",
        40 => "first half of",
        41 => "second half of",
        _ => return None,
    };
    Some(format!("{name} {year}"))
}

fn interval(dates: &Interval) -> Option<String> {
    use IntervalEndpoint::{Date, Open, Unknown};
    match (&dates.start, &dates.end) {
        (Date(from), Date(to)) => range(from, to, "–", " – "),
        (Date(from), Open) => Some(format!("since {}", point(from)?)),
        (Open, Date(to)) => Some(format!("until {}", point(to)?)),
        (Date(from), Unknown) => Some(format!("from {}, end not known", point(from)?)),
        (Unknown, Date(to)) => Some(format!("until {}, beginning not known", point(to)?)),
        _ => None,
    }
}

/// Returns two dates with what they share said once; `close` joins bare numbers, `wide` words.
fn range(from: &Point, to: &Point, close: &str, wide: &str) -> Option<String> {
    let marked = [from, to].iter().any(|date| date.is_approximate() || date.is_uncertain());
    let last = point(to)?;
    let shared = !marked && year(from).is_some() && year(from) == year(to);
    let days = (from.day.and_then(day_of), to.day.and_then(day_of));
    let months = (from.month.and_then(DateField::value), to.month.and_then(DateField::value));
    let name = |month: u8| MONTHS.get(usize::from(month).wrapping_sub(1));
    match (shared, days, months) {
        (true, (Some(first), Some(_)), (Some(a), Some(b))) if a == b => {
            Some(format!("{first}{close}{last}"))
        }
        (true, (Some(first), Some(_)), (Some(a), Some(_))) => {
            Some(format!("{first} {}{wide}{last}", name(a)?))
        }
        (true, (None, None), (Some(a), Some(b))) if name(a).is_some() && name(b).is_some() => {
            Some(format!("{}{wide}{last}", name(a)?))
        }
        (_, _, (None, None)) if !marked => Some(format!("{}{close}{last}", point(from)?)),
        _ => Some(format!("{}{wide}{last}", point(from)?)),
    }
}

fn set(dates: &Set) -> Option<String> {
    let one = dates.kind == SetKind::OneMember;
    let phrases: Option<Vec<String>> = dates
        .elements
        .iter()
        .map(|element| match element {
            SetElement::Date(date) => point(date),
            SetElement::OnOrBefore(date) => {
                Some(format!("{} or before {}", at(date), point(date)?))
            }
            SetElement::OnOrAfter(date) => Some(format!("{} or after {}", at(date), point(date)?)),
            SetElement::Range(from, to) if one => {
                Some(format!("between {}", range(from, to, " and ", " and ")?))
            }
            SetElement::Range(from, to) => range(from, to, "–", " – "),
        })
        .collect();
    Some(phrases?.join(if one { " or " } else { " and " }))
}

fn at(date: &Point) -> &'static str {
    if date.day.is_some() { "on" } else { "in" }
}
