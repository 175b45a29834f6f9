//! Dates in the notations of newspapers and calendars: a text that is no EDTF enters, and where
//! it can be read at all, a fault with the right form leaves. It proposes; it accepts nothing.

use chrono::{Datelike, NaiveDate, Weekday};
use edtf_core::Edtf;

use super::super::plain::plain;
use super::super::{Fault, quote, written};
use super::parts::{Parts, completed, render, side};
use super::words::{self, Token, tokens};
use super::{Precision, is_date, precision, refusal};
use crate::codes::{DATE_FORM, IMPOSSIBLE_DATE};

const ORDER: &str = "year, month, day: in this order, joined by `-`";
const WORDS: &str = "in words";
const ENDS: &str = "the two ends of an interval are joined by `/`";
const SHORT: &str = "the second date is cut short";
const PART: &str = "a part of a year has a number";
const ABOUT: &str = "about is written `~`, perhaps is written `?`";
const ONE_SIDED: &str = "`..` is an open end, nothing is an unknown end";
const DEADLINE: &str = "a deadline is the date alone; `[..` is that time or some earlier one";
const THIRD: &str = "a date has no beginning, middle or end; keep these words as `wording`";
const OPEN: &str = "an open end is written `..`";

/// What a text most likely means.
struct Reading {
    edtf: String,
    /// Another meaning, equally likely.
    other: Option<String>,
    label: &'static str,
}

/// Returns the fault of a date in another notation, with the right form.
pub(super) fn recognise(text: &str) -> Option<Fault> {
    let plain = plain(text);
    if let Some(at) = time_of_day(text) {
        return Some(refusal::time_of_day(text, at));
    }
    if let Some(fault) = typed(text, &plain) {
        return Some(fault);
    }
    let tokens = tokens(&plain);
    let reading = single(&tokens).or_else(|| interval(&tokens)).or_else(|| open(&tokens));
    let Some(reading) = reading else { return yearless(text, &tokens) };
    let whole = 0..text.len();
    if reading.edtf == text {
        return None;
    }
    if !is_date(&reading.edtf) {
        let error = Edtf::parse(&reading.edtf).err()?;
        let fault = refusal::explain(&reading.edtf, error.offset, error.message);
        let impossible = fault.code.name == IMPOSSIBLE_DATE.name;
        return impossible.then(|| {
            Fault::new(&IMPOSSIBLE_DATE, whole, fault.message)
                .label("no such date")
                .help("look up the date in the source; a day is written such as `2025-10-21`")
        });
    }
    let message = format!("{} is not how a date is written", quote(text));
    let fault = Fault::new(&DATE_FORM, whole, message).label(reading.label);
    Some(match reading.other.filter(|other| is_date(other)) {
        Some(other) => {
            let other = written(&other);
            fault.help(format!("write `{}` or {other}, whichever the source means", reading.edtf))
        }
        None => fault.help(format!("write `{}`", reading.edtf)).fix(reading.edtf),
    })
}

/// Returns the fault of a month or a day of a month without its year.
fn yearless(text: &str, tokens: &[Token]) -> Option<Fault> {
    let [Parts { year: None, month: Some(month), day, loose: None }] = side(tokens)[..] else {
        return None;
    };
    let known = day.map_or(format!("{month:02}"), |day| format!("{month:02}-{day:02}"));
    is_date(&format!("XXXX-{known}")).then(|| refusal::no_year(text, &known))
}

/// Returns where a time of day begins behind a date.
fn time_of_day(text: &str) -> Option<usize> {
    text.char_indices().find_map(|(at, c)| {
        let rest = text[at..].trim_start_matches(['T', 't', ' ']);
        let timelike = rest.starts_with(|c: char| c.is_ascii_digit())
            && (rest.contains(':') || matches!(c, 'T' | 't'));
        let start = if c == ' ' { text.len() - rest.len() } else { at };
        (matches!(c, 'T' | 't' | ' ') && timelike && is_date(text[..at].trim())).then_some(start)
    })
}

/// Returns the fault of an EDTF date typed with the wrong characters.
fn typed(text: &str, plain: &str) -> Option<Fault> {
    let masked = |c: char| match c {
        'x' | 'х' | 'Х' | '×' => 'X',
        c => c,
    };
    let mut better: String = plain
        .replace(" /", "/")
        .replace("/ ", "/")
        .replace(", ", ",")
        .chars()
        .map(masked)
        .collect();
    better = better.replace("?~", "%").replace("~?", "%");
    let label = if better.contains('–') {
        better = better.replace('–', "-");
        // A dash before two digits may also join two years: `2005–10`.
        let exact = |e: Edtf| precision(&e) == Precision::Day;
        if !Edtf::parse(&better).is_ok_and(exact) {
            return None;
        }
        "the sign between the numbers is the plain hyphen `-`"
    } else if better.replace(['X', '%'], "")
        != plain.replace(['x', 'х', 'Х', 'X', '×', '?', '~', '%'], "")
    {
        "a date has no spaces"
    } else if better.contains('X') && !plain.contains('X') {
        "an unknown digit is a capital Latin `X`"
    } else if better.contains('%') && !plain.contains('%') {
        "uncertain and approximate together is `%`"
    } else if plain == text.trim() {
        "a date has no spaces"
    } else {
        "not the plain characters of a date"
    };
    is_date(&better).then(|| {
        let message = format!("{} is not how a date is written", quote(text));
        Fault::new(&DATE_FORM, 0..text.len(), message)
            .label(label)
            .help(format!("write {}", written(&better)))
            .fix(better)
    })
}

/// Reads one date, with words such as `about` before it.
fn single(tokens: &[Token]) -> Option<Reading> {
    let third = words::without_third(tokens);
    let (rest, mark) = words::without_mark(third.unwrap_or(tokens));
    let (mut edtf, other, mut label) = if let Some((edtf, label)) = span_of_days(rest) {
        (edtf, None, label)
    } else if let Some((year, code, certain)) = part_of_year(rest) {
        let before = (!certain).then(|| format!("{}-{code}", year - 1));
        (format!("{year:04}-{code}"), before, PART)
    } else {
        let mut readings = side(rest).into_iter().filter_map(|parts| render(&parts));
        let label = if words::spelt(&words::without_fillers(rest)) { WORDS } else { ORDER };
        (readings.next()?, readings.next(), label)
    };
    if edtf.len() == 4 {
        label = "the four digits of the year are enough";
    }
    if third.is_some() {
        label = THIRD;
    }
    if let Some(mark) = mark {
        label = ABOUT;
        edtf.push(mark);
    }
    Some(Reading { edtf, other, label })
}

/// Reads the week `2025-W43` and the decade `2020s`.
fn span_of_days(tokens: &[Token]) -> Option<(String, &'static str)> {
    use Token::{Number, Sign, Word};
    match tokens {
        [Number(year, 4), Sign('-'), Word(w), Number(week, _)]
        | [Number(year, 4), Word(w), Number(week, _)]
            if w == "w" =>
        {
            let day =
                |weekday| NaiveDate::from_isoywd_opt(i32::try_from(*year).ok()?, *week, weekday);
            let (first, last) = (day(Weekday::Mon)?, day(Weekday::Sun)?);
            Some((format!("{}/{}", iso(first), iso(last)), "a week is written as its days"))
        }
        [Number(year, 4), rest @ ..]
            if words::decade(rest) && year % 10 == 0 && year % 100 != 0 =>
        {
            Some((format!("{}X", year / 10), "a decade is written with an `X`"))
        }
        _ => None,
    }
}

fn iso(day: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// Reads a season, a quarter or a half of a year, in any order of its words. Whether a winter is
/// the one that begins or ends in the year is not certain.
fn part_of_year(tokens: &[Token]) -> Option<(u32, u32, bool)> {
    let (mut year, mut unit, mut ordinal) = (None, None, None);
    for token in tokens {
        match token {
            Token::Number(n, 4) if year.is_none() => year = Some(*n),
            Token::Number(n, 1) if ordinal.is_none() => ordinal = Some(*n),
            Token::Sign('-' | '.' | ',' | '/') => {}
            Token::Word(word) => match words::part(word) {
                Some(words::Part::Filler) => {}
                Some(words::Part::Season(code)) if unit.is_none() => unit = Some((code, 1)),
                Some(words::Part::Unit(first, many)) if unit.is_none() => {
                    unit = Some((first, many))
                }
                // The second character of `夏季`, summer.
                Some(words::Part::Unit(..)) if word == "季" => {}
                Some(words::Part::Ordinal(n)) if ordinal.is_none() => ordinal = Some(n),
                _ => return None,
            },
            _ => return None,
        }
    }
    let (year, (first, many)) = (year?, unit?);
    match (ordinal, many) {
        (None, 1) => Some((year, first, first != 24)),
        (Some(n), many) if many > 1 && (1..=many).contains(&n) => Some((year, first + n - 1, true)),
        _ => None,
    }
}

/// Reads two dates with a dash, dots, a slash or a word between them.
fn interval(tokens: &[Token]) -> Option<Reading> {
    let tokens = words::without_from(tokens);
    let splits = |wanted: fn(&Token) -> bool| {
        (1..tokens.len().saturating_sub(1)).filter(move |&i| wanted(&tokens[i]))
    };
    // A plain hyphen joins two dates only where nothing else does.
    let strong = splits(words::joins);
    let weak = splits(|token| matches!(token, Token::Sign('-')));
    strong.chain(weak).find_map(|i| join(&tokens[..i], &tokens[i], &tokens[i + 1..]))
}

fn join(left: &[Token], sign: &Token, right: &[Token]) -> Option<Reading> {
    // In `October 21–27, 2025` the year stands behind both.
    if let ([Token::Month(m), Token::Number(d, 1 | 2)], [Token::Number(_, 1 | 2), ..]) =
        (left, right)
    {
        let right: Vec<Token> =
            [Token::Month(*m)].into_iter().chain(right.iter().cloned()).collect();
        let parts = Parts { month: Some(*m), day: Some(*d), ..Parts::default() };
        return joined(parts, *side(&right).first()?, sign);
    }
    let [left] = side(left)[..] else { return None };
    let [right] = side(right)[..] else { return None };
    joined(left, right, sign)
}

fn joined(left: Parts, right: Parts, sign: &Token) -> Option<Reading> {
    let label = if matches!(sign, Token::Sign('/')) { SHORT } else { ENDS };
    // `2005/10` can be a month or five years more.
    if let (Parts { year: Some(year), month: None, .. }, Some(n @ 1..=12)) = (left, right.loose) {
        let years = format!("{year:04}/{:04}", year / 100 * 100 + n);
        return Some(Reading {
            edtf: format!("{year:04}-{n:02}"),
            other: Some(years),
            label: ORDER,
        });
    }
    // A plain hyphen before two digits is a month with a typing error.
    if left.month.is_none() && right.loose.is_some() && matches!(sign, Token::Sign('-')) {
        return None;
    }
    let (left, right) = (completed(left, right)?, completed(right, left)?);
    let edtf = format!("{}/{}", render(&left)?, render(&right)?);
    let backwards = |reason: &str| reason == "interval end precedes interval start";
    let legible = Edtf::parse(&edtf).map_or_else(|e| backwards(e.message), |_| is_date(&edtf));
    legible.then_some(Reading { edtf, other: None, label })
}

/// Reads a date with `since` before it, or with a dash and nothing behind it.
fn open(tokens: &[Token]) -> Option<Reading> {
    if let Some((rest, before)) = words::one_sided(tokens) {
        let [parts] = side(rest)[..] else { return None };
        let date = render(&parts)?;
        let by = matches!(&tokens[0], Token::Word(word) if word == "by" || word == "к");
        let (edtf, other, label) = match (by, before) {
            (true, _) => (date.clone(), format!("[..{date}]"), DEADLINE),
            (_, true) => (format!("../{date}"), format!("/{date}"), ONE_SIDED),
            _ => (format!("{date}/.."), format!("{date}/"), ONE_SIDED),
        };
        return Some(Reading { edtf, other: Some(other), label });
    }
    let inner = words::open_end(tokens)?;
    let [parts] = side(inner)[..] else { return None };
    // Behind a month or a day a single hyphen is a slip.
    if parts.month.is_some() && matches!(tokens.last(), Some(Token::Sign('-'))) {
        return None;
    }
    Some(Reading { edtf: format!("{}/..", render(&parts)?), other: None, label: OPEN })
}
