//! Names made ready to be compared: a name in any script enters; its words, its numbers and the
//! sound that transliterations of it have in common leave.

use std::collections::HashMap;

use rayon::prelude::*;

use super::profile::Profile;
use super::sound;
use crate::translit;

/// Words of one name that are looked at.
const MOST_WORDS: usize = 24;

/// The script that a name is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Chinese,
}

/// A name made ready to be compared.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) script: Script,
    /// Its words, or its pairs of characters, each once, in the order of the lexicon.
    pub(super) words: Vec<u32>,
    /// How it sounds, as far as transliterations agree; empty where it is long.
    pub(super) sound: String,
    /// The numbers in it.
    pub(super) numbers: Vec<u32>,
    /// Its place among the record's names.
    pub(super) at: usize,
}

/// The words that the names of one kind are made of.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    pub(super) words: Vec<String>,
    /// Their consonants.
    pub(super) bones: Vec<String>,
    /// How many records have them in a name.
    pub(super) records: Vec<u32>,
    /// How much it says that two names share a word: little where many records have it.
    pub(super) weights: Vec<f32>,
}

/// Words in a name beyond which it is a title, which is translated and not transliterated.
const MOST_SOUNDED: usize = 5;

struct Raw {
    script: Script,
    words: Vec<String>,
    sound: String,
    numbers: Vec<u32>,
}

impl Lexicon {
    /// Returns the words of these records' names, and the names made of them.
    pub(super) fn of(profiles: &[Profile]) -> (Lexicon, Vec<Vec<Name>>) {
        let raw: Vec<Vec<Raw>> = profiles
            .par_iter()
            .map(|profile| profile.names.iter().map(|name| Raw::of(name)).collect())
            .collect();
        let mut lexicon = Lexicon::default();
        let mut known: HashMap<String, u32> = HashMap::new();
        let mut records: Vec<u32> = Vec::new();
        let mut last: Vec<usize> = Vec::new();
        let mut names = Vec::with_capacity(raw.len());
        for (record, raw) in raw.into_iter().enumerate() {
            let mut own = Vec::with_capacity(raw.len());
            for (at, raw) in raw.into_iter().enumerate() {
                let mut words = Vec::with_capacity(raw.words.len());
                for word in raw.words {
                    let number = *known.entry(word).or_insert_with_key(|word| {
                        lexicon.words.push(word.clone());
                        records.push(0);
                        last.push(usize::MAX);
                        lexicon.words.len() as u32 - 1
                    });
                    if last[number as usize] != record {
                        last[number as usize] = record;
                        records[number as usize] += 1;
                    }
                    words.push(number);
                }
                words.sort_unstable();
                words.dedup();
                let Raw { script, sound, numbers, .. } = raw;
                own.push(Name { script, words, sound, numbers, at });
            }
            names.push(own);
        }
        let all = profiles.len() as f32;
        lexicon.bones = lexicon.words.par_iter().map(|word| sound::skeleton(word)).collect();
        let weight =
            |(word, n): (&String, &u32)| light(word) * (0.3 + (1.0 + all / *n as f32).ln());
        lexicon.weights = lexicon.words.iter().zip(&records).map(weight).collect();
        lexicon.records = records;
        (lexicon, names)
    }
}

/// Words, as they are folded, that join others to a name and are no part of it.
const JOINTS: [&str; 18] = [
    "the", "of", "in", "at", "on", "and", "for", "to", "by", "na", "po", "iz", "za", "ob", "so",
    "dlia", "pri", "ot",
];

/// Returns how much of its weight a word has by its form: initials and joints have little, and
/// numbers are compared by themselves.
fn light(word: &str) -> f32 {
    match word {
        _ if word.len() == 1 || JOINTS.contains(&word) => 0.2,
        _ if word.bytes().all(|b| b.is_ascii_digit()) => 0.5,
        _ => 1.0,
    }
}

impl Raw {
    fn of(name: &str) -> Raw {
        let script = script(name);
        let latin = translit::latin(name);
        let spoken: Vec<&str> = latin.split_whitespace().take(MOST_WORDS).collect();
        let words: Vec<String> = match script {
            Script::Chinese => pairs(name),
            _ => spoken.iter().map(|word| sound::folded(word)).collect(),
        };
        let heard = match script {
            _ if spoken.len() > MOST_SOUNDED => String::new(),
            Script::Cyrillic => sound::of_russian(&spoken),
            _ => sound::of_pinyin(&spoken),
        };
        Raw { script, words, sound: heard, numbers: numbers(name) }
    }
}

fn script(name: &str) -> Script {
    let mut cyrillic = false;
    for c in name.chars() {
        if is_chinese(c) {
            return Script::Chinese;
        }
        cyrillic |= ('\u{400}'..='\u{52f}').contains(&c);
    }
    if cyrillic { Script::Cyrillic } else { Script::Latin }
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns each two neighbouring characters of a name: Chinese has no blanks between words.
fn pairs(name: &str) -> Vec<String> {
    let characters: Vec<char> = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .take(4 * MOST_WORDS)
        .collect();
    match characters.as_slice() {
        [] => Vec::new(),
        [only] => vec![only.to_string()],
        several => several.windows(2).map(|pair| pair.iter().collect()).collect(),
    }
}

/// Returns the numbers in a name, also Roman ones and those between 第 and what is counted.
fn numbers(name: &str) -> Vec<u32> {
    let mut numbers = Vec::new();
    for word in name.split(|c: char| !c.is_alphanumeric() || is_chinese(c)) {
        let digits = word.len() <= 9 && word.bytes().all(|b| b.is_ascii_digit());
        numbers.extend(if digits { word.parse().ok() } else { roman(word) });
    }
    for (at, mark) in name.match_indices('第') {
        numbers.extend(chinese(&name[at + mark.len()..]));
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Returns the value of a Roman number of two letters or more: one letter may be an initial.
fn roman(word: &str) -> Option<u32> {
    if !(2..=8).contains(&word.len()) {
        return None;
    }
    let value = |c| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let digits: Vec<u32> = word.chars().map(value).collect::<Option<_>>()?;
    let mut sum = 0;
    for (at, digit) in digits.iter().enumerate() {
        match digits.get(at + 1) {
            Some(next) if next > digit => sum -= *digit as i32,
            _ => sum += *digit as i32,
        }
    }
    u32::try_from(sum).ok()
}

/// Returns the number, below a hundred, that a Chinese text begins with.
fn chinese(text: &str) -> Option<u32> {
    let (mut sum, mut digit, mut any) = (0, 0, false);
    for c in text.chars().take(3) {
        if c == '十' {
            sum += if digit == 0 { 10 } else { 10 * digit };
            digit = 0;
        } else if let Some(at) = "一二三四五六七八九".chars().position(|each| each == c) {
            digit = at as u32 + 1;
        } else {
            break;
        }
        any = true;
    }
    any.then_some(sum + digit)
}
