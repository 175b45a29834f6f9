//! The words of dates in Russian, English and Chinese: a text enters, tokens leave. No date is
//! put together here.

use super::super::plain::is_han;

/// The months in English, from the first.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits: their value and how many they are.
    Number(u32, usize),
    /// The name of a month: its number.
    Month(u32),
    /// A lowercase word, or one Chinese character.
    Word(String),
    /// Any other sign. `–` is a dash or a hyphen between spaces, `…` is two or more dots.
    Sign(char),
}

/// What a word says of a part of a year.
pub(super) enum Part {
    /// Nothing.
    Filler,
    /// A season: its number in EDTF.
    Season(u32),
    /// Quarters or halves: the number of the first one in EDTF, and how many a year has.
    Unit(u32, u32),
    /// Which one.
    Ordinal(u32),
}

/// Returns the tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.to_lowercase().chars().collect();
    let mut tokens = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let same = |test: fn(char) -> bool| chars[i..].iter().take_while(|&&c| test(c)).count();
        let length = match chars[i] {
            c if c.is_ascii_digit() => {
                let length = same(|c| c.is_ascii_digit());
                let digits: String = chars[i..i + length].iter().collect();
                // Nine digits and more are no part of any date.
                tokens.push(Token::Number(digits.parse().unwrap_or(u32::MAX), length));
                length
            }
            c if is_chinese(c) => {
                tokens.push(Token::Word(c.to_string()));
                1
            }
            c if c.is_alphabetic() => {
                let length = same(|c| c.is_alphabetic() && !is_chinese(c));
                let word: String = chars[i..i + length].iter().collect();
                tokens.push(month(&word).map_or(Token::Word(word), Token::Month));
                length
            }
            '.' => {
                let length = same(|c| c == '.');
                tokens.push(Token::Sign(if length > 1 { '…' } else { '.' }));
                length
            }
            '-' => {
                let spaced = i > 0 && chars[i - 1] == ' ' || chars.get(i + 1) == Some(&' ');
                tokens.push(Token::Sign(if spaced { '–' } else { '-' }));
                1
            }
            ' ' => 1,
            c => {
                tokens.push(Token::Sign(c));
                1
            }
        };
        i += length;
    }
    tokens
}

/// Returns whether a character is Chinese, the sign for naught among them.
fn is_chinese(c: char) -> bool {
    is_han(c) || c == '〇'
}

fn month(word: &str) -> Option<u32> {
    const RUSSIAN: [&str; 12] =
        ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];
    let index = match word {
        "май" | "мае" => Some(4),
        _ if word.chars().count() > 9 => None,
        _ if word.chars().count() < 3 => None,
        _ => RUSSIAN.iter().position(|start| word.starts_with(start)).or_else(|| {
            let word = if word == "sept" { "sep" } else { word };
            MONTHS.iter().position(|name| name.to_lowercase().starts_with(word))
        }),
    };
    u32::try_from(index? + 1).ok()
}

/// Returns whether any token is a word.
pub(super) fn spelt(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| matches!(token, Token::Word(_) | Token::Month(_)))
}

/// Returns the tokens without words and signs that add nothing to a single date.
pub(super) fn without_fillers(tokens: &[Token]) -> Vec<Token> {
    const FILLERS: [&str; 16] = [
        "г",
        "гг",
        "год",
        "года",
        "году",
        "годы",
        "годов",
        "of",
        "the",
        "st",
        "nd",
        "rd",
        "th",
        "in",
        "on",
        "в",
    ];
    let mut kept: Vec<Token> = Vec::new();
    let mut after_word = false;
    for token in tokens {
        let filler = match token {
            Token::Word(word) => FILLERS.contains(&word.as_str()),
            Token::Sign(',') => true,
            Token::Sign('.') => after_word,
            _ => false,
        };
        after_word = matches!(token, Token::Word(_) | Token::Month(_));
        if !filler {
            kept.push(token.clone());
        }
    }
    if kept.last() == Some(&Token::Sign('.')) {
        kept.pop();
    }
    kept
}

/// Splits off words and signs that make a date approximate (`~`) or uncertain (`?`).
pub(super) fn without_mark(tokens: &[Token]) -> (&[Token], Option<char>) {
    const ABOUT: [&str; 14] = [
        "c",
        "ca",
        "circa",
        "about",
        "around",
        "approximately",
        "approx",
        "roughly",
        "около",
        "примерно",
        "приблизительно",
        "ок",
        "ориентировочно",
        "约",
    ];
    const PERHAPS: [&str; 7] =
        ["perhaps", "possibly", "probably", "возможно", "вероятно", "предположительно", "maybe"];
    let word = |list: &[&str], word: &String| list.contains(&word.as_str());
    match tokens {
        [Token::Word(a), Token::Sign('.'), rest @ ..] | [Token::Word(a), rest @ ..]
            if word(&ABOUT, a) =>
        {
            (rest, Some('~'))
        }
        [Token::Word(a), Token::Word(b), rest @ ..] if a == "大" && b == "约" => {
            (rest, Some('~'))
        }
        [Token::Word(a), rest @ ..] if word(&PERHAPS, a) => (rest, Some('?')),
        [rest @ .., Token::Word(a), Token::Word(b)]
            if (a == "左" && b == "右") || (a == "前" && b == "后") =>
        {
            (rest, Some('~'))
        }
        [Token::Sign('~' | '≈'), rest @ ..] | [rest @ .., Token::Sign('~')] => (rest, Some('~')),
        [rest @ .., Token::Sign('?')] => (rest, Some('?')),
        _ => (tokens, None),
    }
}

/// Returns the tokens without words for the beginning, middle or end of a time, if there are any.
pub(super) fn without_third(tokens: &[Token]) -> Option<&[Token]> {
    const THIRDS: [&str; 9] =
        ["early", "mid", "middle", "late", "end", "beginning", "start", "底", "初"];
    const STEMS: [&str; 3] = ["начал", "середин", "кон"];
    let third = |token: &Token| match token {
        Token::Word(word) => {
            THIRDS.contains(&word.as_str()) || STEMS.iter().any(|stem| word.starts_with(stem))
        }
        _ => false,
    };
    let before = |token: &&Token| match token {
        Token::Word(word) => {
            third(token)
                || ["in", "by", "at", "the", "of", "в", "к", "до", "с"].contains(&word.as_str())
        }
        Token::Sign(sign) => *sign == '-',
        _ => false,
    };
    match tokens {
        [rest @ .., last] if third(last) && rest.len() > 1 => Some(rest),
        _ => {
            let length = tokens.iter().take_while(before).count();
            tokens[..length].iter().any(third).then(|| &tokens[length..])
        }
    }
}

/// Returns the tokens without a word such as `from` at their beginning.
pub(super) fn without_from(tokens: &[Token]) -> &[Token] {
    const FROM: [&str; 8] = ["from", "between", "с", "со", "от", "между", "自", "从"];
    match tokens {
        [Token::Word(word), rest @ ..] if FROM.contains(&word.as_str()) => rest,
        _ => tokens,
    }
}

/// Returns whether a token joins the two ends of an interval.
pub(super) fn joins(token: &Token) -> bool {
    const TO: [&str; 10] = ["to", "till", "until", "through", "and", "по", "до", "и", "至", "到"];
    match token {
        Token::Word(word) => TO.contains(&word.as_str()),
        Token::Sign(sign) => matches!(sign, '–' | '…' | '/' | '~'),
        _ => false,
    }
}

/// Returns what stands before an open end: after `since`, before `—` or before `по настоящее время`.
pub(super) fn open_end(tokens: &[Token]) -> Option<&[Token]> {
    const SINCE: [&str; 6] = ["since", "from", "с", "со", "自", "从"];
    const NOW: [&str; 8] = ["present", "now", "today", "настоящее", "время", "сейчас", "至", "今"];
    let is_now = |token: &Token| match token {
        Token::Word(word) => NOW.contains(&word.as_str()) || word == "to" || word == "по",
        Token::Sign(sign) => matches!(sign, '–' | '-' | '…' | '/'),
        _ => false,
    };
    let ending = tokens.iter().rev().take_while(|token| is_now(token)).count();
    let inner = &tokens[..tokens.len() - ending];
    match inner {
        [Token::Word(word), rest @ ..] if SINCE.contains(&word.as_str()) => Some(rest),
        _ if ending > 0 => Some(inner),
        _ => None,
    }
}

/// Returns what stands behind `before` (true) or `after` (false).
pub(super) fn one_sided(tokens: &[Token]) -> Option<(&[Token], bool)> {
    let [Token::Word(word), rest @ ..] = tokens else { return None };
    match word.as_str() {
        "before" | "until" | "till" | "by" | "до" | "к" => Some((rest, true)),
        "after" | "после" => Some((rest, false)),
        _ => None,
    }
}

/// Returns whether these words behind a year make it a decade.
pub(super) fn decade(tokens: &[Token]) -> bool {
    match tokens {
        [Token::Word(word)] => word == "s",
        [Token::Sign('-'), Token::Word(word), ..] => {
            matches!(word.as_str(), "е" | "х" | "ые" | "ых")
        }
        [Token::Word(a), Token::Word(b)] => a == "年" && b == "代",
        _ => false,
    }
}

/// Returns what a word says of a part of a year.
pub(super) fn part(word: &str) -> Option<Part> {
    const STEMS: [(&str, u32); 8] = [
        ("перв", 1),
        ("втор", 2),
        ("трет", 3),
        ("четв", 4),
        ("first", 1),
        ("second", 2),
        ("third", 3),
        ("fourth", 4),
    ];
    let part = match word {
        "г" | "год" | "года" | "году" | "of" | "the" | "in" | "в" | "й" | "е" | "м" | "年"
        | "第" | "度" | "st" | "nd" | "rd" | "th" => Part::Filler,
        "q" | "кв" | "季" | "quarter" => Part::Unit(33, 4),
        "h" | "half" | "半" => Part::Unit(40, 2),
        "spring" | "весна" | "весной" | "весны" | "春" => Part::Season(21),
        "summer" | "лето" | "летом" | "лета" | "夏" => Part::Season(22),
        "autumn" | "fall" | "осень" | "осенью" | "осени" | "秋" => {
            Part::Season(23)
        }
        "winter" | "зима" | "зимой" | "зимы" | "冬" => Part::Season(24),
        "i" | "一" | "上" => Part::Ordinal(1),
        "ii" | "二" | "下" => Part::Ordinal(2),
        "iii" | "三" => Part::Ordinal(3),
        "iv" | "四" => Part::Ordinal(4),
        _ if word.starts_with("квартал") => Part::Unit(33, 4),
        _ if word.starts_with("полугоди") => Part::Unit(40, 2),
        _ => Part::Ordinal(STEMS.iter().find(|(stem, _)| word.starts_with(stem))?.1),
    };
    Some(part)
}
