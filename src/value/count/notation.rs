//! Numbers in the notations of newspapers: a text that is no count enters, a fault leaves, with
//! the right form where the text can be read. It proposes; it accepts nothing.

use super::super::plain::{is_han, plain};
use super::super::{Fault, quote, written};
use super::figure::{is_numeral, number, scaled};
use super::{SIGNS, Sort, read};

/// What is wrong with the notation; the words under the place.
const WORDS: &str = "in words; a record has the sign: > >= < <= ~";
const SIGN: &str = "the signs are > >= < <= ~";
const RANGE: &str = "a range is written with two dots";
const FORM: &str = "not the plain form of a number";

/// Returns the fault of a text that is no count.
pub(super) fn explain(text: &str, sort: Sort) -> Fault {
    let whole = 0..text.len();
    let plain = plain(text).to_lowercase();
    if plain.is_empty() {
        return Fault::new(sort.invalid(), whole, format!("{} is empty", sort.noun()))
            .label("nothing here")
            .help("leave the field out where the number is not known");
    }
    let unsigned = plain.strip_prefix(['-', '–']).map(str::trim);
    if unsigned.is_some_and(|rest| number(rest, sort).is_some()) {
        return Fault::new(sort.invalid(), whole, format!("{} cannot be negative", sort.noun()))
            .label("a minus before the number")
            .help("if a range is meant, write both numbers, such as `20..30`");
    }
    if let Some((better, label)) =
        propose(&plain, sort).filter(|(better, _)| read(better, sort).is_ok())
    {
        let message = format!("{} is not how {} is written", quote(text), sort.noun());
        return Fault::new(sort.form(), whole, message)
            .label(label)
            .help(format!("write {}", written(&better)))
            .fix(better);
    }
    hopeless(text, &plain, sort)
}

/// The fault of a text in which no number, or more than one, can be read.
fn hopeless(text: &str, plain: &str, sort: Sort) -> Fault {
    let message = format!("{} is not {}", quote(text), sort.noun());
    let fault = Fault::new(sort.invalid(), 0..text.len(), message);
    let unsigned = SIGNS.iter().find_map(|(sign, _)| plain.strip_prefix(sign)).unwrap_or(plain);
    let numeric = unsigned.starts_with(|c: char| c.is_ascii_digit())
        && unsigned.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b' '))
        && !unsigned.contains("..");
    if numeric && sort == Sort::Count {
        return fault.label("not a whole number").help(
            "a count has no decimals; write a number of thousands without a point, such as `1500`",
        );
    }
    if numeric {
        return fault.label("a decimal sign, or one between thousands?").help(
            "write decimals with a point and thousands without any sign, such as `3.5` or `3500`",
        );
    }
    fault.label("not a number").help(match sort {
        Sort::Count => {
            "write a whole number such as `7`, or `\">20\"`, `\">=20\"`, `\"<100\"`, `\"<=100\"`, `\"~100\"`, \
             `20..30`, `several`, `dozens`, `hundreds`"
        }
        Sort::Decimal => {
            "write a number such as `7`, `23.7`, or `\">20\"`, `\">=20\"`, `\"<100\"`, `\"<=100\"`, `\"~1.5\"`, \
             `2..2.5`, `several`, `dozens`, `hundreds`"
        }
        Sort::Amount => {
            "write a number such as `3500000`, `3.5e9`, `\"~3.5e9\"`, `\">2e6\"` or `2e6..3e6`; the \
             currency goes under `currency`"
        }
    })
}

/// Returns the right form of a text in lower case, and what was wrong with it.
fn propose(text: &str, sort: Sort) -> Option<(String, &'static str)> {
    if let Some(word) = vague(text).filter(|_| sort != Sort::Amount) {
        return Some((word.to_owned(), WORDS));
    }
    if let Some(range) = range(text, sort) {
        return Some((range, RANGE));
    }
    let (sign, rest, mut label) = sign(text);
    let (figure, tail) = number(&rest, sort)?;
    label = label.or(tail);
    Some((format!("{sign}{figure}"), label.unwrap_or(FORM)))
}

/// Returns our word for a vague number. Where a number word follows, as in `сотни тысяч` or
/// `数十亿`, none of our words fits.
fn vague(text: &str) -> Option<&'static str> {
    // Longer phrases before those that they contain.
    const WORDS: [(&str, &[&str]); 3] = [
        (
            "hundreds",
            &["hundreds", "several hundred", "сотни", "сотен", "несколько сотен", "数百", "几百"],
        ),
        (
            "dozens",
            &[
                "dozens",
                "tens",
                "several dozen",
                "a few dozen",
                "десятки",
                "десятков",
                "несколько десятков",
                "数十",
                "几十",
            ],
        ),
        (
            "several",
            &["several", "a few", "few", "some", "несколько", "ряд", "若干", "数个", "几个"],
        ),
    ];
    let says = |form: &str| {
        text.strip_prefix(form).is_some_and(|rest| {
            let apart = rest.is_empty() || rest.starts_with(' ') || form.ends_with(is_han);
            let letters = rest.chars().all(|c| c.is_alphabetic() || c == ' ');
            apart && letters && !rest.split(' ').any(is_numeral)
        })
    };
    WORDS.iter().find(|(_, forms)| forms.iter().any(|form| says(form))).map(|(word, _)| *word)
}

/// Reads two numbers with a dash, dots or a word between them.
fn range(text: &str, sort: Sort) -> Option<String> {
    const FROM: [&str; 5] = ["between ", "from ", "от ", "с ", "между "];
    const TO: [&str; 13] =
        ["...", "..", "…", "–", "-", "~", "至", "到", " to ", " and ", " до ", " по ", " и "];
    let text = FROM.iter().find_map(|from| text.strip_prefix(from)).unwrap_or(text);
    let (from, to) = TO.iter().find_map(|to| text.split_once(to))?;
    let (from, to) = (from.trim(), to.trim());
    // In `2–3 млрд` the word belongs to both.
    let from = scaled(from, to);
    let ((from, _), (to, _)) = (number(&from, sort)?, number(to, sort)?);
    Some(format!("{from}..{to}"))
}

/// What stands before a number; longer phrases before those that they contain.
const BEFORE: [(&str, &[&str]); 6] = [
    (
        "<=",
        &[
            "no more than",
            "not more than",
            "at most",
            "up to",
            "maximum",
            "не более чем",
            "не более",
            "не больше",
            "максимум",
            "до",
            "不超过",
            "至多",
            "最多",
            "≤",
            "=<",
            "<=",
        ],
    ),
    (
        ">=",
        &[
            "no fewer than",
            "no less than",
            "not less than",
            "at least",
            "minimum",
            "не менее чем",
            "не менее",
            "не меньше",
            "как минимум",
            "минимум",
            "от",
            "至少",
            "不少于",
            "不低于",
            "≥",
            "=>",
            ">=",
        ],
    ),
    (
        ">",
        &[
            "more than",
            "over",
            "above",
            "exceeding",
            "более чем",
            "более",
            "больше",
            "свыше",
            "超过",
            "逾",
            "多于",
            ">",
        ],
    ),
    (
        "<",
        &[
            "fewer than",
            "less than",
            "under",
            "below",
            "менее чем",
            "менее",
            "меньше",
            "不到",
            "不足",
            "少于",
            "<",
        ],
    ),
    (
        "~",
        &[
            "about",
            "some",
            "around",
            "approximately",
            "approx.",
            "roughly",
            "circa",
            "ca.",
            "c.",
            "около",
            "примерно",
            "приблизительно",
            "порядка",
            "ок.",
            "大约",
            "约",
            "≈",
            "~",
        ],
    ),
    ("", &["+"]),
];

/// What stands behind a number.
const AFTER: [(&str, &[&str]); 4] = [
    (">=", &["+", "..", "…", "以上", " or more", " и более", " и больше"]),
    ("<=", &["以下", "以内", " or fewer", " or less", " и менее"]),
    (">", &["余", "餘", "多"]),
    ("~", &["左右", "上下"]),
];

/// Splits off what says more than, at least, about and so on. The sign, the rest, the label.
fn sign(text: &str) -> (&'static str, String, Option<&'static str>) {
    for (sign, phrases) in BEFORE {
        for phrase in phrases {
            if let Some(rest) = text.strip_prefix(phrase)
                && (!phrase.ends_with(|c: char| c.is_alphabetic() && !is_han(c))
                    || rest.starts_with(|c: char| !c.is_alphabetic()))
            {
                let is_own = SIGNS.iter().any(|(own, _)| own == phrase);
                return (sign, rest.trim().to_owned(), (!is_own).then(|| label(phrase)));
            }
        }
    }
    for (sign, phrases) in AFTER {
        for phrase in phrases {
            // Chinese puts the sign between number and measure word: `20余人`.
            if let Some((rest, unit)) = text.split_once(phrase)
                && unit.chars().all(|c| c.is_alphabetic() || c == ' ')
            {
                return (sign, format!("{rest}{unit}"), Some(label(phrase)));
            }
        }
    }
    ("", text.to_owned(), None)
}

fn label(phrase: &str) -> &'static str {
    if phrase.chars().any(char::is_alphabetic) { WORDS } else { SIGN }
}
