//! Chinese characters into syllables of Hanyu Pinyin without tones: a text enters, its readings
//! leave. Where a character has several, names of places decide (`readings.csv`).

use std::collections::HashMap;
use std::sync::LazyLock;

use pinyin::ToPinyin;

/// Words whose characters are read otherwise than alone: the word, its readings with blanks
/// between. A word of one character is what the character is in names.
static WORDS: LazyLock<HashMap<char, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut words: HashMap<char, Vec<(&str, &str)>> = HashMap::new();
    let lines = include_str!("readings.csv").lines().skip(1);
    for (word, readings) in lines.filter_map(|line| line.split_once(',')) {
        words.entry(word.chars().next().unwrap_or_default()).or_default().push((word, readings));
    }
    for words in words.values_mut() {
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    words
});

/// Returns whether it is a Chinese character.
pub(super) fn is_character(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '〇')
}

/// Returns the syllables of the Chinese characters of a text, one a character.
pub(super) fn readings(text: &str) -> Vec<&'static str> {
    let mut syllables = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let words = WORDS.get(&c).map_or(&[][..], Vec::as_slice);
        match words.iter().find(|(word, _)| rest.starts_with(word)) {
            Some((word, readings)) => {
                syllables.extend(readings.split(' '));
                rest = &rest[word.len()..];
            }
            None => {
                syllables.extend(c.to_pinyin().map(pinyin::Pinyin::plain));
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    syllables
}
