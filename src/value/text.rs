//! Texts in English, Russian and Chinese: the scripts of each are checked, so that a name does
//! not stand under the wrong language, nor with a letter of another alphabet inside a word.

use unicode_script::{Script, UnicodeScript};

use super::plain::is_invisible;
use super::{Fault, quote};
use crate::codes::{MIXED_SCRIPTS, STRAY_CHARACTER, WRONG_SCRIPT};
use crate::diagnostic::Span;

/// The languages that a text may be in, as keys of its map.
pub const LANGUAGES: [&str; 3] = ["en", "ru", "zh"];

/// A text in up to three languages, at least one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trilingual {
    /// English, or any text in Latin script.
    pub en: Option<String>,
    /// Russian.
    pub ru: Option<String>,
    /// Chinese.
    pub zh: Option<String>,
}

impl Trilingual {
    /// Returns the languages that are there, with their texts, in the order en, ru, zh.
    pub fn each(&self) -> impl Iterator<Item = (&'static str, &str)> {
        LANGUAGES
            .into_iter()
            .zip([&self.en, &self.ru, &self.zh])
            .filter_map(|(language, text)| Some((language, text.as_deref()?)))
    }
}

/// Checks that a text is in the script of its language (`en`, `ru` or `zh`).
pub fn check(language: &str, text: &str) -> Result<(), Fault> {
    stray(text)
        .or_else(|| mixed(language, text))
        .or_else(|| misplaced(language, text))
        .map_or(Ok(()), Err)
}

/// Checks that a text in whatever language has no character that nobody types on purpose.
pub fn check_plain(text: &str) -> Result<(), Fault> {
    match text.trim().is_empty() {
        true => Ok(()),
        false => stray(text).map_or(Ok(()), Err),
    }
}

/// Finds characters that nobody types on purpose.
fn stray(text: &str) -> Option<Fault> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        let fault = Fault::new(&STRAY_CHARACTER, 0..text.len(), "the text is empty");
        return Some(fault.label("nothing here").help("leave the language out"));
    }
    let fault = |at, message: String| Fault::new(&STRAY_CHARACTER, at, message);
    if let Some(fault) = odd(text) {
        return Some(fault);
    }
    if let Some((at, better)) = split_letter(text) {
        let fault = fault(at, "a letter and its mark are stored apart".to_owned());
        return Some(cleaned(
            fault.label(format!("two characters for `{better}`")).help("type the letter anew"),
            &composed(text),
        ));
    }
    (trimmed.len() < text.len()).then(|| {
        let start = text.len() - text.trim_start().len();
        let at = if start > 0 { 0..start } else { trimmed.len()..text.len() };
        let help = if text.ends_with('\n') {
            "take it out; after a key write `>-` or `|-` instead of `>` or `|`"
        } else {
            "take it out"
        };
        cleaned(
            fault(at, "a space stands at the edge of the text".to_owned()).label("here").help(help),
            trimmed,
        )
    })
}

/// Finds a character that cannot be seen, or that stands for one that was lost.
fn odd(text: &str) -> Option<Fault> {
    let is_odd = |c: char| is_invisible(c) || (c.is_control() && c != '\n') || c == '\u{fffd}';
    let (at, c) = text.char_indices().find(|(_, c)| is_odd(*c))?;
    let message = match c {
        '\t' => "a tab stands in the text".to_owned(),
        '\u{fffd}' => "a letter of the text was lost when it was copied".to_owned(),
        _ => format!("an invisible character (U+{:04X}) stands in the text", u32::from(c)),
    };
    let fault = Fault::new(&STRAY_CHARACTER, at..at + c.len_utf8(), message).label("here");
    if c == '\u{fffd}' {
        return Some(fault.help("type the letter as the source has it"));
    }
    let clean: String = text
        .chars()
        .filter_map(|c| if c == '\t' { Some(' ') } else { (!is_odd(c)).then_some(c) })
        .collect();
    Some(cleaned(fault.help("take it out; it came in by copying"), &clean))
}

/// Adds the cleaned text as the fix, where anything is left of it.
fn cleaned(fault: Fault, clean: &str) -> Fault {
    let clean = clean.trim();
    if clean.is_empty() { fault } else { fault.fix(clean) }
}

/// The letters of Russian that some systems store as a letter and a mark.
const SPLIT: [(&str, &str); 4] =
    [("и\u{306}", "й"), ("И\u{306}", "Й"), ("е\u{308}", "ё"), ("Е\u{308}", "Ё")];

fn split_letter(text: &str) -> Option<(Span, &'static str)> {
    let found =
        SPLIT.iter().filter_map(|(apart, one)| Some((text.find(apart)?, apart.len(), *one)));
    found.min().map(|(at, length, one)| (at..at + length, one))
}

fn composed(text: &str) -> String {
    SPLIT.iter().fold(text.to_owned(), |text, (apart, one)| text.replace(apart, one))
}

/// Cyrillic letters and the Latin ones that look the same. Both may stand in either language.
const TWINS: [(char, char); 18] = [
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('Х', 'X'),
];

fn twin(c: char, to: Script) -> Option<char> {
    TWINS.iter().find_map(|&(cyrillic, latin)| match to {
        Script::Latin => (c == cyrillic).then_some(latin),
        _ => (c == latin).then_some(cyrillic),
    })
}

/// Finds a word of one alphabet with lookalikes of the other in it, such as Cyrillic `Шеньян`
/// with a Latin `e`.
fn mixed(language: &str, text: &str) -> Option<Fault> {
    let mut fixed = String::with_capacity(text.len());
    let mut first: Option<(usize, char, &str, Script)> = None;
    let mut done = 0;
    for (at, word) in words(text) {
        fixed.push_str(&text[done..at]);
        done = at + word.len();
        let Some(to) = home(language, word) else {
            fixed.push_str(word);
            continue;
        };
        for (i, c) in word.char_indices() {
            let better = if is_of(c, to) { None } else { twin(c, to) };
            if better.is_some() && first.is_none() {
                first = Some((at + i, c, word, to));
            }
            fixed.push(better.unwrap_or(c));
        }
    }
    fixed.push_str(&text[done..]);
    let (at, c, word, to) = first?;
    let (wrong, right) =
        if to == Script::Latin { ("Cyrillic", "Latin") } else { ("Latin", "Cyrillic") };
    let message = format!("{} mixes Latin and Cyrillic letters", quote(word));
    Some(
        Fault::new(&MIXED_SCRIPTS, at..at + c.len_utf8(), message)
            .label(format!("a {wrong} letter that looks like the {right} one"))
            .help(format!("type the word in {right} letters only; it will look the same"))
            .fix(fixed),
    )
}

/// Returns the words of a text with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| matches!(script(c), None | Some(Script::Han)))
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Returns the alphabet that a mixed word belongs to, if all its other letters are lookalikes.
fn home(language: &str, word: &str) -> Option<Script> {
    let latin = word.chars().filter(|c| is_of(*c, Script::Latin)).count();
    let cyrillic = word.chars().filter(|c| is_of(*c, Script::Cyrillic)).count();
    if latin == 0 || cyrillic == 0 {
        return None;
    }
    let can = |to: Script| word.chars().all(|c| is_of(c, to) || twin(c, to).is_some());
    let roman = |c: char| "IVXLCDM".contains(twin(c, Script::Latin).unwrap_or(c));
    let latin_first =
        word.chars().all(roman) || latin > cyrillic || (latin == cyrillic && language == "en");
    let order = if latin_first {
        [Script::Latin, Script::Cyrillic]
    } else {
        [Script::Cyrillic, Script::Latin]
    };
    order.into_iter().find(|to| can(*to))
}

fn is_of(c: char, of: Script) -> bool {
    script(c) == Some(of)
}

/// Returns the script of a letter. The letters that nearly all texts are made of are told apart
/// here; looking each one up would take a quarter of the time of a check.
fn script(c: char) -> Option<Script> {
    match c {
        'a'..='z' | 'A'..='Z' => Some(Script::Latin),
        '\0'..='\x7f' => None,
        'А'..='я' | 'Ё' | 'ё' => Some(Script::Cyrillic),
        '\u{4e00}'..='\u{9fff}' => Some(Script::Han),
        _ => c.is_alphabetic().then(|| c.script()),
    }
}

/// Finds a text in the script of another language.
fn misplaced(language: &str, text: &str) -> Option<Fault> {
    let place = |script: Script| {
        let start = text.char_indices().find(|(_, c)| is_of(*c, script))?.0;
        let length: usize =
            text[start..].chars().take_while(|c| is_of(*c, script)).map(char::len_utf8).sum();
        Some(start..start + length)
    };
    let latin = words(text).find(|(_, word)| {
        word.chars().any(|c| is_of(c, Script::Latin))
            && !word.chars().all(|c| "IVXLCDM".contains(c))
    });
    let latin = latin.map(|(at, word)| at..at + word.len());
    let (cyrillic, han) = (place(Script::Cyrillic), place(Script::Han));
    match language {
        "en" => match (cyrillic, han) {
            (Some(at), _) => Some(foreign(at, "en", "Russian", "ru", latin.is_some())),
            (None, Some(at)) => Some(foreign(at, "en", "Chinese", "zh", latin.is_some())),
            (None, None) => None,
        },
        "ru" => match (cyrillic, han, latin) {
            (russian, Some(at), _) => Some(foreign(at, "ru", "Chinese", "zh", russian.is_some())),
            (None, None, Some(at)) => Some(latin_only(at, "ru", "Russian", "Cyrillic")),
            _ => None,
        },
        "zh" => match (cyrillic, han, latin) {
            (Some(at), chinese, _) => Some(foreign(at, "zh", "Russian", "ru", chinese.is_some())),
            (None, None, Some(at)) => Some(latin_only(at, "zh", "Chinese", "Chinese")),
            _ => None,
        },
        _ => None,
    }
}

/// The fault of letters that belong under another language; `partly` where others do not.
fn foreign(at: Span, language: &str, is: &str, belongs: &str, partly: bool) -> Fault {
    let name = match language {
        "en" => "English",
        "ru" => "Russian",
        _ => "Chinese",
    };
    let fault = Fault::new(&WRONG_SCRIPT, at, format!("`{language}` holds {is} writing")).label(is);
    fault.help(if partly {
        format!("write all of it in {name} here; the {is} wording goes under `{belongs}`")
    } else {
        format!("this is {is}: move it to `{belongs}`")
    })
}

/// The fault of a Latin name where there should be Russian or Chinese.
fn latin_only(at: Span, language: &str, name: &str, letters: &str) -> Fault {
    let message = format!("`{language}` holds a name in Latin letters only");
    Fault::new(&WRONG_SCRIPT, at, message).label(format!("no {letters} letter in it")).help(format!(
        "write the {name} name; where there is none, leave `{language}` out and write this under `en`"
    ))
}
