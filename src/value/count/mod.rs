//! Numbers of things as sources print them: `7`, `>20`, `~100`, `20..30`, `several`. A text
//! enters, its range leaves; a best value is never made up.
//!
//! What each form says:
//!
//! | written | min | best | max |
//! |---|---|---|---|
//! | `7` | 7 | 7 | 7 |
//! | `>20`, more than 20 | 21 | | |
//! | `>=20`, 20 or more | 20 | | |
//! | `<100`, fewer than 100 | | | 99 |
//! | `<=100`, up to 100 | | | 100 |
//! | `~100`, about 100 | | 100 | |
//! | `20..30`, from 20 to 30 | 20 | | 30 |
//! | `several` | 3 | | |
//! | `dozens`, also tens | 12 | | |
//! | `hundreds` | 100 | | |
//!
//! The least numbers behind the three words are the cautious ones of event datasets such as
//! ACLED. A measured number and an amount of money are written alike, but may have decimals and an
//! exponent; `>2.5e9` then has the bound 2.5e9 itself, because there is no next amount. An amount
//! is never `several`.

mod figure;
mod notation;

use super::Fault;
use crate::codes::{AMOUNT_FORM, COUNT_FORM, Code, INVALID_AMOUNT, INVALID_COUNT};

/// A number, as exact as its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// The text as written.
    pub text: String,
    /// The least it can be.
    pub min: Option<f64>,
    /// The value itself, where the source gives one.
    pub best: Option<f64>,
    /// The most it can be.
    pub max: Option<f64>,
    /// What sort of statement it is.
    pub basis: Basis,
}

/// What sort of statement a count is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// `7`
    Exact,
    /// `>20`
    MoreThan,
    /// `>=20`
    AtLeast,
    /// `<100`
    FewerThan,
    /// `<=100`
    AtMost,
    /// `~100`
    About,
    /// `20..30`
    Range,
    /// `several`
    Several,
    /// `dozens`
    Dozens,
    /// `hundreds`
    Hundreds,
}

impl Basis {
    /// Every basis.
    pub const ALL: [Basis; 10] = [
        Basis::Exact,
        Basis::MoreThan,
        Basis::AtLeast,
        Basis::FewerThan,
        Basis::AtMost,
        Basis::About,
        Basis::Range,
        Basis::Several,
        Basis::Dozens,
        Basis::Hundreds,
    ];

    /// Returns the word that tables use.
    pub fn word(self) -> &'static str {
        match self {
            Basis::Exact => "exact",
            Basis::MoreThan => "more_than",
            Basis::AtLeast => "at_least",
            Basis::FewerThan => "fewer_than",
            Basis::AtMost => "at_most",
            Basis::About => "about",
            Basis::Range => "range",
            Basis::Several => "several",
            Basis::Dozens => "dozens",
            Basis::Hundreds => "hundreds",
        }
    }
}

/// Whether whole things are counted, anything is measured, or it is money.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Count,
    Decimal,
    Amount,
}

impl Sort {
    fn noun(self) -> &'static str {
        match self {
            Sort::Count => "a count",
            Sort::Decimal => "a number",
            Sort::Amount => "an amount",
        }
    }

    fn invalid(self) -> &'static Code {
        match self {
            Sort::Count | Sort::Decimal => &INVALID_COUNT,
            Sort::Amount => &INVALID_AMOUNT,
        }
    }

    fn form(self) -> &'static Code {
        match self {
            Sort::Count | Sort::Decimal => &COUNT_FORM,
            Sort::Amount => &AMOUNT_FORM,
        }
    }

    /// Returns the least number that is too large to be a real one. From 2^53 on a table could not
    /// hold every whole number; 10^18 is more than any budget in any currency.
    fn most(self) -> f64 {
        match self {
            Sort::Count => 9_007_199_254_740_992.0,
            Sort::Decimal | Sort::Amount => 1e18,
        }
    }
}

/// Reads a whole number of things. The fault says what is wrong and, where that is certain, what
/// to write instead.
///
/// ```
/// use amur::value::count;
///
/// let count = count::parse(">20")?;
/// assert_eq!((count.min, count.best, count.max), (Some(21.0), None, None));
///
/// let fault = count::parse("более 20").unwrap_err();
/// assert_eq!(fault.fix.as_deref(), Some(">20"));
/// # Ok::<(), amur::value::Fault>(())
/// ```
pub fn parse(text: &str) -> Result<Count, Fault> {
    read(text, Sort::Count)
}

/// Reads a measured number, such as a length or a share, which may have decimals and an exponent.
pub fn parse_decimal(text: &str) -> Result<Count, Fault> {
    read(text, Sort::Decimal)
}

/// Reads an amount of money, which may have decimals and an exponent.
pub fn parse_amount(text: &str) -> Result<Count, Fault> {
    read(text, Sort::Amount)
}

/// The signs before a number, the longer ones first.
const SIGNS: [(&str, Basis); 5] = [
    (">=", Basis::AtLeast),
    ("<=", Basis::AtMost),
    (">", Basis::MoreThan),
    ("<", Basis::FewerThan),
    ("~", Basis::About),
];

fn read(text: &str, sort: Sort) -> Result<Count, Fault> {
    let count = |min, best, max, basis| Ok(Count { text: text.to_owned(), min, best, max, basis });
    match text {
        _ if sort == Sort::Amount => {}
        "several" => return count(Some(3.0), None, None, Basis::Several),
        "dozens" => return count(Some(12.0), None, None, Basis::Dozens),
        "hundreds" => return count(Some(100.0), None, None, Basis::Hundreds),
        _ => {}
    }
    if let Some((from, to)) = text.split_once("..")
        && let (Some(min), Some(max)) = (number(from, sort), number(to, sort))
    {
        bounded(text, from.len() + 2, max, sort)?;
        return if min < max {
            count(Some(min), None, Some(max), Basis::Range)
        } else {
            Err(narrow(text, from, to, min == max, sort))
        };
    }
    let (basis, at) = SIGNS
        .iter()
        .find(|(sign, _)| text.starts_with(sign))
        .map_or((Basis::Exact, 0), |(sign, basis)| (*basis, sign.len()));
    let Some(value) = number(&text[at..], sort) else {
        return Err(notation::explain(text, sort));
    };
    bounded(text, at, value, sort)?;
    // The next whole number; nothing else has a next one.
    let step = if sort == Sort::Count { 1.0 } else { 0.0 };
    match basis {
        Basis::MoreThan => count(Some(value + step), None, None, basis),
        Basis::AtLeast => count(Some(value), None, None, basis),
        Basis::FewerThan if value <= step => Err(below_nothing(text, sort)),
        Basis::FewerThan => count(None, None, Some(value - step), basis),
        Basis::AtMost => count(None, None, Some(value), basis),
        Basis::About => count(None, Some(value), None, basis),
        _ => count(Some(value), Some(value), Some(value), Basis::Exact),
    }
}

/// Reads a plain number: digits, and for all but whole things decimals and an exponent.
fn number(text: &str, sort: Sort) -> Option<f64> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let (whole, decimals) = match mantissa.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (mantissa, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let unpadded = whole == "0" || !whole.starts_with('0');
    let power = |part: &str| digits(part.strip_prefix(['+', '-']).unwrap_or(part));
    let fits = digits(whole)
        && unpadded
        && decimals.is_none_or(digits)
        && exponent.is_none_or(power)
        && (sort != Sort::Count || (decimals.is_none() && exponent.is_none()));
    if fits { text.parse().ok() } else { None }
}

/// Refuses a number that begins at `at` and is larger than any real one.
fn bounded(text: &str, at: usize, value: f64, sort: Sort) -> Result<(), Fault> {
    if value < sort.most() {
        return Ok(());
    }
    let noun = sort.noun();
    Err(Fault::new(sort.invalid(), at..text.len(), format!("{noun} cannot be this large"))
        .label("more than there is")
        .help("look up the number in the source"))
}

fn narrow(text: &str, from: &str, to: &str, equal: bool, sort: Sort) -> Fault {
    let whole = 0..text.len();
    if equal {
        return Fault::new(sort.form(), whole, "the range holds one number only")
            .label("from and to are the same")
            .help(format!("write `{from}`, or `~{from}` for about {from}"))
            .fix(from);
    }
    Fault::new(sort.invalid(), whole, "the range begins above its end")
        .label(format!("{from} is more than {to}"))
        .help(format!("if the numbers changed places, write `{to}..{from}`"))
}

fn below_nothing(text: &str, sort: Sort) -> Fault {
    Fault::new(sort.invalid(), 0..text.len(), format!("{} cannot be below 0", sort.noun()))
        .label("nothing is less than this")
        .help("write `0` where the source says that there was none")
}
