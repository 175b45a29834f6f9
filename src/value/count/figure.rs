//! Figures as newspapers print them: `1 000`, `3,5 млрд`, `35亿`, `seven`. A text enters, the
//! digits that a record would have leave, where they are certain; no value is made of them here.

use super::super::plain::is_han;
use super::Sort;

const SPACED: &str = "no spaces and no signs between digits";
const SCALE: &str = "the number in digits";
const UNIT: &str = "the number alone; what is counted is the field's business";
const CURRENCY: &str = "the number alone; the currency goes under `currency`";

/// Reads a number with separators, decimals, a word such as million, a unit. The number as a
/// record has it, and what was wrong with it.
pub(super) fn number(text: &str, sort: Sort) -> Option<(String, Option<&'static str>)> {
    let amount = sort == Sort::Amount;
    let bare = text.trim_start_matches(['$', '€', '¥', '₽', '￥', '£']).trim();
    let mut label = (amount && bare.len() < text.trim().len()).then_some(CURRENCY);
    let (digits, mut exponent, rest) = if let Some((n, rest)) = word_number(bare) {
        label = label.or(Some(SCALE));
        (n.to_string(), 0, rest)
    } else {
        let (mantissa, exponent, rest) = exponent(bare);
        let digits = figure(mantissa.trim_end(), sort)?;
        if digits != mantissa.trim_end() {
            label = label.or(Some(SPACED));
        }
        (digits, exponent, rest)
    };
    let (power, unit) = scale(rest.trim_start());
    exponent += power;
    if power != 0 {
        label = Some(SCALE);
    }
    if !unit.is_empty() {
        if !is_unit(unit, sort) {
            return None;
        }
        label = label.or(Some(if amount { CURRENCY } else { UNIT }));
    }
    Some((shifted(&digits, exponent, sort)?, label))
}

/// Returns whether what stands behind a number changes nothing about it.
fn is_unit(text: &str, sort: Sort) -> bool {
    const CURRENCIES: [&str; 14] = [
        "руб",
        "юан",
        "долл",
        "евро",
        "rub",
        "usd",
        "cny",
        "eur",
        "yuan",
        "dollar",
        "us",
        "元",
        "人民币",
        "美元",
    ];
    const JOINING: [&str; 8] = ["or", "and", "to", "и", "или", "до", "с", "из"];
    let mut words = text.split([' ', '.']).filter(|word| !word.is_empty());
    match sort {
        Sort::Amount => words.all(|word| {
            word.chars().all(|c| "$€¥₽￥£".contains(c))
                || CURRENCIES.iter().any(|currency| word.starts_with(currency))
        }),
        Sort::Count | Sort::Decimal => words.all(|word| {
            let abbreviated = word.is_ascii() && word.len() == 1;
            let letters = word.chars().all(|c| c.is_alphabetic() || c == '-');
            letters && !abbreviated && !JOINING.contains(&word) && !is_numeral(word)
        }),
    }
}

/// Returns whether a word multiplies the number before it.
pub(super) fn is_numeral(word: &str) -> bool {
    const STEMS: [&str; 18] = [
        "dozen",
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "score",
        "half",
        "percent",
        "десят",
        "сот",
        "тыс",
        "миллион",
        "миллиард",
        "млн",
        "млрд",
        "процент",
        "половин",
    ];
    STEMS.iter().any(|stem| word.starts_with(stem))
        || word.starts_with(['十', '百', '千', '万', '亿', '萬', '億'])
}

/// Returns the first number of a range with the word, such as million, of the second.
pub(super) fn scaled(from: &str, to: &str) -> String {
    let word = |text: &str| {
        let (_, power, rest) = exponent(text);
        let (scale, _) = scale(rest.trim_start());
        (power != 0 || scale != 0).then(|| rest.trim().to_owned())
    };
    match (word(from), word(to)) {
        (None, Some(word)) if !from.contains(char::is_alphabetic) => format!("{from} {word}"),
        _ => from.to_owned(),
    }
}

/// Reads a number in words: its value and what stands behind it.
fn word_number(text: &str) -> Option<(u32, &str)> {
    const WORDS: [&str; 12] = [
        "one один одна одно 一",
        "two два две 二 两",
        "three три 三",
        "four четыре 四",
        "five пять 五",
        "six шесть 六",
        "seven семь 七",
        "eight восемь 八",
        "nine девять 九",
        "ten десять 十",
        "eleven одиннадцать",
        "twelve двенадцать dozen",
    ];
    let text = text.strip_prefix("a ").unwrap_or(text);
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let n = WORDS.iter().position(|words| words.split(' ').any(|w| w == word))?;
    Some((u32::try_from(n + 1).ok()?, rest))
}

/// Splits a text into its figure, its exponent and the rest.
fn exponent(text: &str) -> (&str, i32, &str) {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '_' | '\'' | '’')))
        .unwrap_or(text.len());
    let (mantissa, rest) = text.split_at(end);
    let power = rest.strip_prefix('e').and_then(|power| {
        let digits = power.strip_prefix(['+', '-']).unwrap_or(power);
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        let end = power.len() - digits.len() + length;
        Some((power[..end].parse().ok()?, &power[end..]))
    });
    match power {
        Some((power, rest)) if (-30..=30).contains(&power) => (mantissa, power, rest),
        _ => (mantissa, 0, rest),
    }
}

/// Returns the plain digits of a figure, with `.` before decimals, where they are certain.
fn figure(text: &str, sort: Sort) -> Option<String> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        let decimals = text.strip_prefix(['.', ','])?;
        return decimals.bytes().all(|b| b.is_ascii_digit()).then(|| format!("0.{decimals}"));
    }
    let joined = text.replace(['_', '\'', '’'], " ");
    let last = joined.rfind([',', '.']);
    let grouped = |part: &str| {
        let groups: Vec<&str> = part.split([' ', ',', '.']).collect();
        let threes = groups[1..].iter().all(|group| group.len() == 3);
        (threes && !groups[0].is_empty() && groups[0].len() <= 3 || groups.len() == 1)
            .then(|| groups.concat())
    };
    let Some(last) = last else { return grouped(&joined).map(unpadded) };
    let (whole, decimals) = (&joined[..last], &joined[last + 1..]);
    let sign = &joined[last..=last];
    if decimals.contains(' ') {
        return None;
    }
    if whole.contains(sign) {
        return grouped(&joined).map(unpadded);
    }
    let other_sign = whole.contains([',', '.', ' ']);
    let thousand = decimals.len() == 3 && whole.len() <= 3 && whole != "0" && !other_sign;
    match (sign, thousand, sort) {
        // `1,000` things can only be a thousand; `3,500` of money or length can be either.
        (",", true, Sort::Count) => grouped(&joined).map(unpadded),
        (",", true, Sort::Decimal | Sort::Amount) | (".", true, Sort::Count) => None,
        _ if decimals.is_empty() => grouped(whole).map(unpadded),
        _ => Some(format!("{}.{decimals}", unpadded(grouped(whole)?))),
    }
}

fn unpadded(digits: String) -> String {
    let trimmed = digits.trim_start_matches('0');
    if trimmed.is_empty() { "0".to_owned() } else { trimmed.to_owned() }
}

/// Splits off a word such as million: its power of ten and the rest.
fn scale(text: &str) -> (i32, &str) {
    const SCALES: [(i32, &[&str]); 9] = [
        (12, &["trillion", "trn", "триллион", "трлн", "万亿"]),
        (9, &["billion", "bln", "bn", "миллиард", "млрд", "十亿"]),
        (8, &["亿", "億"]),
        (7, &["千万"]),
        (6, &["million", "mln", "mn", "миллион", "млн", "百万"]),
        (4, &["万", "萬"]),
        (3, &["thousand", "тысяч", "тыс", "千"]),
        (2, &["百"]),
        (0, &[]),
    ];
    for (power, words) in SCALES {
        for word in words {
            if let Some(rest) = text.strip_prefix(word) {
                let is_end = |c: char| !c.is_alphabetic() || is_han(c);
                let end = if word.chars().all(is_han) {
                    0
                } else {
                    rest.find(is_end).unwrap_or(rest.len())
                };
                // Endings such as those of `миллионов` have at most two letters.
                if rest[..end].chars().count() <= 2 {
                    return (power, rest[end..].trim_start_matches('.').trim_start());
                }
            }
        }
    }
    (0, text)
}

/// Returns digits times a power of ten: in full up to a million, else with an exponent for
/// all but counts. None where a count would not be whole.
fn shifted(digits: &str, exponent: i32, sort: Sort) -> Option<String> {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    // `1,00` things: two digits too many or one too few.
    if sort == Sort::Count && exponent == 0 && decimals.len() > 1 {
        return None;
    }
    let decimals = if sort == Sort::Count || exponent != 0 {
        decimals.trim_end_matches('0')
    } else {
        decimals
    };
    let power = exponent - i32::try_from(decimals.len()).ok()?;
    if exponent == 0 && (sort != Sort::Count || decimals.is_empty()) {
        return Some(if decimals.is_empty() {
            whole.to_owned()
        } else {
            format!("{whole}.{decimals}")
        });
    }
    let all = unpadded(format!("{whole}{decimals}"));
    if power >= 0 && (sort == Sort::Count || exponent < 6) {
        return Some(format!("{all}{}", "0".repeat(usize::try_from(power).ok()?)));
    }
    if sort == Sort::Count {
        return None;
    }
    let significant = all.trim_end_matches('0');
    let power = power + i32::try_from(all.len()).ok()? - 1;
    match significant.split_at_checked(1) {
        None => Some("0".to_owned()),
        Some((first, "")) => Some(format!("{first}e{power}")),
        Some((first, rest)) => Some(format!("{first}.{rest}e{power}")),
    }
}
