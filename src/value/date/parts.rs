//! Year, month and day of one date: tokens enter, the parts that they spell out leave, and the
//! parts as EDTF. Intervals and words such as `about` are not read here.

use super::words::{self, Token};

/// A date, as far as one side of an interval spells it out.
#[derive(Clone, Copy, Default)]
pub(super) struct Parts {
    pub(super) year: Option<u32>,
    /// A month, or a number from 21 that stands for a season, quarter or half.
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    /// A number that may be a day, a month or a shortened year.
    pub(super) loose: Option<u32>,
}

/// Reads one date, whole or in part. Two readings where day and month may be either.
pub(super) fn side(tokens: &[Token]) -> Vec<Parts> {
    use Token::{Month, Number, Sign, Word};
    let tokens = words::without_fillers(tokens);
    let one = |year: Option<u32>, month: Option<u32>, day: Option<u32>| {
        vec![Parts { year, month, day, loose: None }]
    };
    match &tokens[..] {
        [Number(y, 4)] => one(Some(*y), None, None),
        [Number(n, 8)] if (1000..3000).contains(&(n / 10_000)) && n / 100 % 100 <= 12 => {
            one(Some(n / 10_000), Some(n / 100 % 100), Some(n % 100))
        }
        [Number(n, 8)] => one(Some(n % 10_000), Some(n / 10_000 % 100), Some(n / 1_000_000)),
        [Number(n, 1 | 2)] => vec![Parts { loose: Some(*n), ..Parts::default() }],
        [Number(a, la), Sign(s), Number(b, lb), Sign(t), Number(c, lc)] if s == t => {
            triple([(*a, *la), (*b, *lb), (*c, *lc)], *s)
        }
        [Number(a, la), Number(b, lb), Number(c, lc)] => {
            triple([(*a, *la), (*b, *lb), (*c, *lc)], ' ')
        }
        [Number(y, 4), Sign('-' | '.'), Number(m, 1 | 2)] => one(Some(*y), Some(*m), None),
        [Number(m, 1 | 2), Sign('-' | '.' | '/'), Number(y, 4)] => one(Some(*y), Some(*m), None),
        [Number(d, 1 | 2), Sign('.'), Number(m, 1 | 2)] => one(None, Some(*m), Some(*d)),
        [Number(m, 1 | 2), Sign('-'), Number(d, 1 | 2)] => one(None, Some(*m), Some(*d)),
        [Number(d, 1 | 2), Sign('-'), Month(m), Sign('-'), Number(y, 4)] => {
            one(Some(*y), Some(*m), Some(*d))
        }
        [Number(..), Word(_), ..] => chinese(&tokens),
        [Month(m)] => one(None, Some(*m), None),
        [Month(m), Number(y, 4)] | [Number(y, 4), Month(m)] => one(Some(*y), Some(*m), None),
        [Month(m), Number(d, 1 | 2)] | [Number(d, 1 | 2), Month(m)] => {
            one(None, Some(*m), Some(*d))
        }
        [Month(m), Number(d, 1 | 2), Number(y, 4)]
        | [Number(d, 1 | 2), Month(m), Number(y, 4)]
        | [Number(y, 4), Month(m), Number(d, 1 | 2)] => one(Some(*y), Some(*m), Some(*d)),
        _ => Vec::new(),
    }
}

/// Reads three numbers with their lengths, joined by `sign`.
fn triple(numbers: [(u32, usize); 3], sign: char) -> Vec<Parts> {
    let [(a, la), (b, lb), (c, lc)] = numbers;
    let date = |year, month, day| Parts {
        year: Some(year),
        month: Some(month),
        day: Some(day),
        loose: None,
    };
    if !matches!(sign, '.' | '-' | '/' | ' ') || lb > 2 {
        return Vec::new();
    }
    match (la, lc) {
        (4, 1 | 2) => vec![date(a, b, c)],
        // Dots are the Russian and German order; slashes and hyphens may be the American one.
        (1 | 2, 4) if sign == '.' || a > 12 || a == b => vec![date(c, b, a)],
        (1 | 2, 4) if b > 12 => vec![date(c, a, b)],
        (1 | 2, 4) => vec![date(c, b, a), date(c, a, b)],
        (1 | 2, 2) if sign == '.' => vec![date(2000 + c, b, a), date(1900 + c, b, a)],
        _ => Vec::new(),
    }
}

/// Fills what one end of an interval leaves to the other.
pub(super) fn completed(mut parts: Parts, other: Parts) -> Option<Parts> {
    if let Some(n) = parts.loose.take() {
        match other {
            Parts { day: Some(_), .. } => parts.day = Some(n),
            Parts { month: Some(_), .. } => parts.month = Some(n),
            Parts { year: Some(year), .. } => parts.year = Some(year / 100 * 100 + n),
            _ => return None,
        }
    }
    parts.year = parts.year.or(other.year);
    if parts.day.is_some() {
        parts.month = parts.month.or(other.month);
    }
    Some(parts)
}

/// Returns the parts in EDTF; none without a year.
pub(super) fn render(parts: &Parts) -> Option<String> {
    let year = format!("{:04}", parts.year?);
    match (parts.month, parts.day) {
        (None, None) => Some(year),
        (Some(month @ 0..=12), None) => Some(format!("{year}-{month:02}")),
        (Some(month), Some(day)) => Some(format!("{year}-{month:02}-{day:02}")),
        _ => None,
    }
}

/// Reads a date with the Chinese word behind each number: `2025年10月21日`, `10月21日`, `2025年`.
fn chinese(tokens: &[Token]) -> Vec<Parts> {
    use Token::{Number, Word};
    let is_day = |word: &str| word == "日" || word == "号";
    let none = Parts::default();
    match tokens {
        [Number(y, 4), Word(a)] if a == "年" => vec![Parts { year: Some(*y), ..none }],
        [Number(m, 1 | 2), Word(a)] if a == "月" => vec![Parts { month: Some(*m), ..none }],
        [Number(d, 1 | 2), Word(a)] if is_day(a) => vec![Parts { day: Some(*d), ..none }],
        [Number(m, 1 | 2), Word(a), Number(d, 1 | 2), Word(b)] if a == "月" && is_day(b) => {
            vec![Parts { month: Some(*m), day: Some(*d), ..none }]
        }
        [Number(y, 4), Word(a), rest @ ..] if a == "年" => side(rest)
            .into_iter()
            .filter(|parts| parts.year.is_none() && parts.month.is_some())
            .map(|parts| Parts { year: Some(*y), ..parts })
            .collect(),
        _ => Vec::new(),
    }
}
