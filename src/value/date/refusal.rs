//! What is said of a text that is no date: the place and the reason that the EDTF reader gives
//! enter, a fault in words for historians leaves. Other notations are `notation`'s business.

use edtf_core::{Date as Point, Edtf, YearKind};

use super::super::{Fault, quote, written};
use super::words::MONTHS;
use super::{is_date, points};
use crate::codes::{DATE_FORM, IMPOSSIBLE_DATE, INVALID_DATE};
use crate::diagnostic::Span;
use crate::sentence::counted;

const FORMS: &str = "write a day `2025-10-21`, a month `2025-10`, a year `2025`, an interval \
     `2025-10-21/2025-10-27`; `2025~` is about 2025, `2025?` is uncertain";

const ABSENT: &str = "leave the field out where the date is not known";

/// Returns the fault of a text that is longer than any date.
pub(super) fn too_long(text: &str) -> Fault {
    Fault::new(&INVALID_DATE, 0..text.len(), "this text is too long for a date")
        .label("not a date")
        .help(FORMS)
}

/// Returns the fault of a date that the standard allows and no source can mean.
pub(super) fn refuse(text: &str, edtf: &Edtf) -> Option<Fault> {
    if let Edtf::DateTime(_) = edtf {
        let at = text.find('T').unwrap_or(0);
        return Some(time_of_day(text, at));
    }
    pieces(text).zip(points(edtf)).find_map(|(at, point)| refuse_point(text, at, point))
}

/// Returns the fault of a date with a time of day after it, which begins at `at`.
pub(super) fn time_of_day(text: &str, at: usize) -> Fault {
    let date = text[..at].trim_end();
    let fault =
        Fault::new(&DATE_FORM, at..text.len(), "a date has no time of day").label("a time of day");
    if is_date(date) {
        fault.help(format!("write `{date}`; the hour may go into a note")).fix(date)
    } else {
        fault.help("write the day alone, such as `2025-10-21`")
    }
}

fn refuse_point(text: &str, at: Span, point: &Point) -> Option<Fault> {
    let piece = &text[at.clone()];
    let (negative, digits) = match point.year.kind {
        YearKind::Standard { negative, digits } => (negative, digits),
        YearKind::Big { .. } | YearKind::Exponential { .. } => {
            return Some(long_year(
                at,
                &format!("the year {} has more than four digits", quote(piece)),
            ));
        }
    };
    if negative {
        let positive = piece.replacen('-', "", 1);
        return Some(
            Fault::new(&DATE_FORM, at, "a year before the year 0 cannot be meant")
                .label("a minus stands before the year")
                .help(format!(
                    "write `{positive}`, or `../{positive}` where only the end is known"
                )),
        );
    }
    if !matches!(digits[0], None | Some(1 | 2)) {
        let year: String =
            piece.chars().filter(|c| c.is_ascii_digit() || *c == 'X').take(4).collect();
        return Some(
            Fault::new(&DATE_FORM, at, format!("the year `{year}` is outside 1000 to 2999"))
                .label("hardly a year that a source prints")
                .help("look up the year in the source; it has four digits, such as `2025`"),
        );
    }
    match point.month.and_then(|month| month.value()) {
        Some(code @ 25..=32) => Some(hemisphere(piece, at, code)),
        Some(code @ 37..=39) => Some(four_months(text, at, code)),
        _ => None,
    }
}

fn long_year(at: Span, message: &str) -> Fault {
    Fault::new(&DATE_FORM, at, message)
        .label("a year has four digits")
        .help("write the year with four digits, such as `2025`")
}

/// The fault of the codes for seasons of one hemisphere, most often two years in disguise.
fn hemisphere(piece: &str, at: Span, code: u8) -> Fault {
    let year: String = piece.chars().filter(char::is_ascii_digit).take(4).collect();
    let season = match code {
        25 | 29 => "21",
        26 | 30 => "22",
        27 | 31 => "23",
        _ => "24",
    };
    let mut help = format!("for the season write `{year}-{season}`");
    let other = format!("{}{code}", &year[..year.len().min(2)]);
    let interval = format!("{year}/{other}");
    if is_date(&interval) {
        help = format!("for the years from {year} to {other} write `{interval}`; {help}");
    }
    Fault::new(&DATE_FORM, at, format!("`{year}-{code}` is neither a month nor a span of years"))
        .label("in EDTF: a season of one hemisphere")
        .help(help)
}

/// The fault of the codes for four months, which people rather type by mistake.
fn four_months(text: &str, at: Span, code: u8) -> Fault {
    let year: String = text[at.clone()].chars().filter(char::is_ascii_digit).take(4).collect();
    let first = (code - 37) * 4 + 1;
    let interval = format!("{year}-{first:02}/{year}-{:02}", first + 3);
    let alone = at == (0..text.len()) && text.len() == 7;
    let fault = Fault::new(&DATE_FORM, at, format!("there is no month {code}"))
        .label("in EDTF: four months of a year")
        .help(format!("for these four months write `{interval}`"));
    if alone && is_date(&interval) { fault.fix(interval) } else { fault }
}

/// Returns the fault of a text in which the EDTF reader stopped at `offset` with `reason`.
pub(super) fn explain(text: &str, offset: usize, reason: &str) -> Fault {
    if text.trim().is_empty() {
        return Fault::new(&INVALID_DATE, 0..text.len(), "the date is empty")
            .label("nothing here")
            .help(ABSENT);
    }
    if is_unknown(text) {
        return not_a_date(text, 0..text.len(), "says nothing").help(ABSENT);
    }
    let piece = pieces(text).find(|piece| piece.contains(&offset)).unwrap_or(0..text.len());
    match reason {
        "month must be 01-12 or a sub-year code 21-41"
        | "no calendar month matches the unspecified digits" => month(text, piece, offset),
        "sub-year groupings cannot carry a day" => coded_month(text, piece),
        "day is out of range for the month" => day(text, piece, offset),
        "interval end precedes interval start" | "set range end precedes range start" => {
            backwards(text, offset)
        }
        "interval needs at least one dated endpoint" => {
            Fault::new(&INVALID_DATE, 0..text.len(), "the interval has neither beginning nor end")
                .label("no date on either side")
                .help(ABSENT)
        }
        "year must have exactly four digits (or X)" | "expected '-' before month" => {
            year(text, piece)
        }
        "EDTF permits ASCII characters only" | "whitespace is not allowed" => {
            not_a_date(text, 0..text.len(), "digits and the signs - / . ~ ? % X, without spaces")
        }
        _ => not_a_date(text, whole_char(text, offset), plainer(reason)),
    }
}

fn not_a_date(text: &str, at: Span, label: &str) -> Fault {
    Fault::new(&INVALID_DATE, at, format!("{} is not a date", quote(text))).label(label).help(FORMS)
}

/// Returns the fault of a date without a year, of which the rest is known.
pub(super) fn no_year(text: &str, known: &str) -> Fault {
    Fault::new(&DATE_FORM, 0..text.len(), format!("{} has no year", quote(text)))
        .label("which year?")
        .help(format!(
            "write `2025-{known}` with the right year, or `XXXX-{known}` where nobody says"
        ))
}

fn month(text: &str, piece: Span, offset: usize) -> Fault {
    let at = offset..text.len().min(offset + 2);
    let month = &text[at.clone()];
    let fault = Fault::new(&IMPOSSIBLE_DATE, at, format!("there is no month {month}"))
        .label("months run from 01 to 12");
    let year = text[piece.clone()].get(..4).unwrap_or_default();
    match month {
        "00" => unknown_part(fault, text, &piece, year, "month"),
        _ => swapped(fault, text, &piece),
    }
}

/// A day behind a code such as 21, which would be a season: most often day and month swapped.
fn coded_month(text: &str, piece: Span) -> Fault {
    let start = text[piece.clone()].find('-').map_or(piece.start, |dash| piece.start + dash + 1);
    let at = start..(start + 2).min(piece.end);
    let message = format!("there is no month {}", &text[at.clone()]);
    let fault = Fault::new(&IMPOSSIBLE_DATE, at, message)
        .label("21 to 41 stand for seasons, quarters and halves, which have no days");
    swapped(fault, text, &piece)
}

fn day(text: &str, piece: Span, offset: usize) -> Fault {
    let at = offset..text.len().min(offset + 2);
    let day = &text[at.clone()];
    let plain: String = text[piece.clone()].chars().filter(|c| !"?~%".contains(*c)).collect();
    let (year, month) = (plain.get(..4).unwrap_or_default(), plain.get(5..7).unwrap_or_default());
    if day == "00" {
        let fault =
            Fault::new(&IMPOSSIBLE_DATE, at, "there is no day 00").label("days begin at 01");
        return unknown_part(fault, text, &piece, &format!("{year}-{month}"), "day");
    }
    let message = match month_days(year, month) {
        Some((name @ "February", days)) => format!("{name} {year} has {days} days"),
        Some((name, days)) => format!("{name} has {days} days"),
        None => format!("there is no day {day} in any such month"),
    };
    let fault = Fault::new(&IMPOSSIBLE_DATE, at, message).label("no such day");
    fault.help(format!("look up the day in the source, or write `{year}-{month}` for the month"))
}

/// Returns a month's name and its days, where year and month are known.
fn month_days(year: &str, month: &str) -> Option<(&'static str, u32)> {
    let (year, month): (i32, u32) = (year.parse().ok()?, month.parse().ok()?);
    let name = MONTHS.get(month.checked_sub(1)? as usize)?;
    let days =
        (28..=31).rev().find(|&day| chrono::NaiveDate::from_ymd_opt(year, month, day).is_some());
    Some((name, days?))
}

/// Adds the cure for `00`: to say less.
fn unknown_part(fault: Fault, text: &str, piece: &Span, known: &str, part: &str) -> Fault {
    let better = spliced(text, piece, known);
    let fault = fault.help(format!("where the {part} is not known write {}", written(&better)));
    if is_date(&better) { fault.fix(better) } else { fault }
}

/// Adds the cure for a day and a month that changed places, if they did.
fn swapped(fault: Fault, text: &str, piece: &Span) -> Fault {
    let parts: Vec<&str> = text[piece.clone()].split('-').collect();
    let [year, month, day] = parts[..] else {
        return fault.help("look up the month in the source, or write the year alone");
    };
    let better = spliced(text, piece, &format!("{year}-{day}-{month}"));
    if is_date(&better) {
        fault.help(format!("if day and month changed places, write `{better}`"))
    } else {
        fault.help("look up the date in the source")
    }
}

fn backwards(text: &str, offset: usize) -> Fault {
    let at = pieces(text).find(|piece| piece.contains(&offset)).unwrap_or(offset..text.len());
    let fault = Fault::new(&IMPOSSIBLE_DATE, at, "the interval ends before it begins")
        .label("earlier than the beginning");
    let turned = text.split_once('/').map(|(from, to)| format!("{to}/{from}"));
    match turned.filter(|turned| is_date(turned)) {
        Some(turned) => fault.help(format!("if the ends changed places, write `{turned}`")),
        None => fault.help("look up both dates in the source"),
    }
}

fn year(text: &str, piece: Span) -> Fault {
    let part = &text[piece.clone()];
    let digits = part.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &part[digits..];
    match digits {
        0 => not_a_date(text, piece, "not a date"),
        // Part of a year, and nothing that could tell which.
        1..=3 => long_year(piece, &format!("the year has {}, not four", counted(digits, "digit"))),
        4 => not_a_date(text, piece, &format!("{} is not understood", quote(rest))),
        _ => long_year(piece, &format!("the year has {digits} digits, not four")),
    }
}

/// Returns whether a text is one of the usual ways to say that nothing is known.
fn is_unknown(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "?",
        "-",
        "n/a",
        "na",
        "tbd",
        "none",
        "null",
        "unknown",
        "неизвестно",
        "нет",
        "未知",
        "不详",
    ];
    WORDS.contains(&text.trim().to_lowercase().as_str())
}

/// Returns our words for the reader's reason.
fn plainer(reason: &str) -> &'static str {
    match reason {
        "month must be two digits (or X)" => "a month has two digits",
        "day must be two digits (or X)" => "a day has two digits",
        "expected '-' before day" | "unexpected characters after day" => "not understood from here",
        "interval must contain exactly one '/'" => "an interval has one `/`",
        "unterminated set" => "the bracket is not closed",
        "empty set element" | "set must contain at least one element" => "a date is missing here",
        "sets cannot nest" => "no brackets inside brackets",
        "set range endpoints must share precision" => "both ends must be equally exact",
        _ => "not understood here",
    }
}

/// Returns the single dates of a text, which stand between the signs of intervals and sets.
fn pieces(text: &str) -> impl Iterator<Item = Span> + '_ {
    let is_sign = |c: char| matches!(c, '/' | ',' | '{' | '}' | '[' | ']' | '.');
    let mut start = 0;
    text.split(is_sign).filter_map(move |piece| {
        let span = start..start + piece.len();
        start = span.end + 1;
        (!piece.is_empty()).then_some(span)
    })
}

fn spliced(text: &str, piece: &Span, with: &str) -> String {
    format!("{}{with}{}", &text[..piece.start], &text[piece.end..])
}

fn whole_char(text: &str, offset: usize) -> Span {
    let start = text.floor_char_boundary(offset);
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    start..start + length
}
