//! Names across scripts: a name in Chinese, Cyrillic or any other script enters, its Latin or
//! Russian form by the published standards leaves. Nothing is known here of records.
//!
//! Chinese goes into Latin letters by Hanyu Pinyin without tones, Russian by BGN/PCGN 1947
//! without apostrophes; everything else as `any_ascii` has it.

mod chinese;
mod form;
mod palladius;
mod russian;

pub use form::expected;
pub use russian::bgn_pcgn;

/// What sort of thing bears a name, which decides what the name is made of. Only such names go
/// from script to script by their sound; those of bodies and events are translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearer {
    /// A person, with a family name and a given name.
    Person,
    /// A place, whose name may end in what the place is.
    Place,
}

impl Bearer {
    /// The words of schema pages for them.
    pub const WORDS: [&str; 2] = ["person", "place"];

    /// Returns the bearer of this word.
    pub fn find(word: &str) -> Option<Bearer> {
        match word {
            "person" => Some(Bearer::Person),
            "place" => Some(Bearer::Place),
            _ => None,
        }
    }
}

/// Returns the key by which names in any script are compared: lowercase ASCII letters and
/// digits, with one blank between words. Apostrophes are dropped, other marks part words.
///
/// ```
/// use amur::translit::latin;
///
/// assert_eq!(latin("沈阳"), "shenyang");
/// assert_eq!(latin("Комсомольск-на-Амуре"), "komsomolsk na amure");
/// assert_eq!(latin("«Xi’an»"), "xian");
/// ```
pub fn latin(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (length, run) = match c {
            _ if c.is_ascii() => (1, String::new()),
            _ if russian::is_letter(c) => {
                let run = run(rest, russian::is_letter);
                (run.len(), bgn_pcgn(run))
            }
            _ if chinese::is_character(c) => {
                let run = run(rest, chinese::is_character);
                part(&mut key);
                (run.len(), chinese::syllables(run).concat().replace('ü', "u") + " ")
            }
            _ => (c.len_utf8(), any_ascii::any_ascii_char(c).to_owned()),
        };
        if run.is_empty() && c.is_ascii() {
            push(&mut key, c);
        } else {
            run.chars().for_each(|c| push(&mut key, c));
        }
        rest = &rest[length..];
    }
    key.truncate(key.trim_end().len());
    key
}

/// Returns the keys by which a name is looked for: [`latin`], and for a Chinese name also that of
/// its Russian form, and both without 省, 市 and the like.
///
/// ```
/// use amur::translit::{keys, latin};
///
/// assert!(keys("沈阳市").contains(&latin("Шеньян")));
/// ```
pub fn keys(name: &str) -> Vec<String> {
    let mut keys = vec![latin(name)];
    if name.chars().any(chinese::is_character) {
        let stem = form::stem(name);
        keys.push(latin(stem));
        let russian = [name, stem].map(form::russian);
        keys.extend(russian.iter().flatten().map(|name| latin(name)));
        keys.sort();
        keys.dedup();
    }
    keys
}

/// Returns the beginning of a text that is of such characters.
fn run(text: &str, of: impl Fn(char) -> bool) -> &str {
    text.split(|c| !of(c)).next().unwrap_or_default()
}

fn push(key: &mut String, c: char) {
    match c {
        'a'..='z' | '0'..='9' => key.push(c),
        'A'..='Z' => key.push(c.to_ascii_lowercase()),
        '\'' | '`' => {}
        _ => part(key),
    }
}

/// Ends the word that a key ends in.
fn part(key: &mut String) {
    if !key.is_empty() && !key.ends_with(' ') {
        key.push(' ');
    }
}
