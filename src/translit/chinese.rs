//! Chinese characters into syllables of Hanyu Pinyin without tones: a name enters, its readings
//! leave. Where a character has several, names of places (`readings.csv`) and family names
//! (`surnames.csv`) decide; what they do not decide is left open.

use std::collections::HashMap;
use std::sync::LazyLock;

use pinyin::{Pinyin, ToPinyin, ToPinyinMulti};

use super::Bearer;

/// The ways to read one character, the likeliest first.
pub(super) type Readings = Vec<&'static str>;

/// Words by their first character, each with its readings.
type Words = HashMap<char, Vec<(&'static str, &'static str)>>;

/// Words whose characters are read otherwise than alone: the word, its readings with blanks
/// between. A word of one character is what the character is in names.
static WORDS: LazyLock<Words> = LazyLock::new(|| words(include_str!("readings.csv")));

/// Family names that have two characters or are read otherwise than the character alone; `/`
/// parts readings that families of one name differ in.
static SURNAMES: LazyLock<Words> = LazyLock::new(|| words(include_str!("surnames.csv")));

/// The longest name of a person or place, in characters; a longer one is no name.
const LONGEST: usize = 8;

fn words(table: &'static str) -> Words {
    let mut words = Words::new();
    for (word, readings) in table.lines().skip(1).filter_map(|line| line.split_once(',')) {
        words.entry(word.chars().next().unwrap_or_default()).or_default().push((word, readings));
    }
    words
}

/// Returns the longest word that a text begins with, and its readings.
fn first(words: &Words, text: &str) -> Option<(&'static str, &'static str)> {
    let words = words.get(&text.chars().next()?)?;
    let fitting = words.iter().filter(|(word, _)| text.starts_with(word));
    fitting.max_by_key(|(word, _)| word.len()).copied()
}

/// Returns whether it is a Chinese character.
pub(super) fn is_character(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '〇')
}

/// Returns the likeliest syllables of the Chinese characters of a text, one a character.
pub(super) fn syllables(text: &str) -> Vec<&'static str> {
    let mut syllables = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match first(&WORDS, rest) {
            Some((word, readings)) => {
                syllables.extend(readings.split(' '));
                rest = &rest[word.len()..];
            }
            None => {
                syllables.extend(c.to_pinyin().map(Pinyin::plain));
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    syllables
}

/// One word of a name in another script: a family name, a given name, the name of a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    text: &'a str,
    /// What the table of family names says of it.
    settled: Option<&'static str>,
}

/// Returns the words that a name is written in: family name and given name of a person, the name
/// of a place in one; none where the text is not a Chinese name, as Russian names in Chinese are
/// not.
pub(super) fn parts(bearer: Bearer, name: &str) -> Option<Vec<Part<'_>>> {
    let length = name.chars().count();
    if !(2..=LONGEST).contains(&length) || !name.chars().all(is_character) {
        return None;
    }
    if bearer == Bearer::Place {
        return Some(vec![Part { text: name, settled: None }]);
    }
    let (length, settled) = match first(&SURNAMES, name) {
        Some((family, readings)) => (family.len(), Some(readings)),
        None => (name.chars().next()?.len_utf8(), None),
    };
    let (family, given) = name.split_at(length);
    // Given names have one or two characters.
    (1..=2)
        .contains(&given.chars().count())
        .then_some(vec![Part { text: family, settled }, Part { text: given, settled: None }])
}

impl Part<'_> {
    /// Returns the likeliest reading of each character.
    pub(super) fn likeliest(&self) -> Vec<&'static str> {
        match self.settled {
            Some(_) => self.readings().iter().map(|readings| readings[0]).collect(),
            None => syllables(self.text),
        }
    }

    /// Returns all readings of each character, the likeliest first. In the table `/` parts those
    /// of one character.
    pub(super) fn readings(&self) -> Vec<Readings> {
        if let Some(settled) = self.settled {
            return settled.split(' ').map(|readings| readings.split('/').collect()).collect();
        }
        let all = self.text.to_pinyin_multi().zip(syllables(self.text)).map(|(multi, first)| {
            let mut readings = vec![first];
            for other in multi.into_iter().flatten().map(Pinyin::plain) {
                if !readings.contains(&other) {
                    readings.push(other);
                }
            }
            readings
        });
        all.collect()
    }
}
