//! How alike two records' names are: names made ready enter; a number from 0 to 1 leaves, with the
//! two names that it comes from. Names that are translations of one another cannot be compared.

use super::name::{Lexicon, Name, Script};

/// How alike the names of two records are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Likeness {
    /// From 0 to 1.
    pub(super) degree: f32,
    /// The places of the two names among those of their records.
    pub(super) at: (usize, usize),
    /// How it is known.
    pub(super) by: By,
    /// Whether both have numbers, but none in common.
    pub(super) numbers_differ: bool,
}

/// How it is known that names agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Both are written in one script.
    Script,
    /// One is a transliteration of the other.
    Latin,
    /// One is a transliteration of a Chinese name.
    Pinyin,
}

/// How near two words are at least that are two forms of one.
const NEAR: f64 = 0.88;

/// Returns how alike two records' names are; nothing where no two of them can be compared.
pub(super) fn likeness(lexicon: &Lexicon, one: &[Name], other: &[Name]) -> Option<Likeness> {
    let scripts = [Script::Chinese, Script::Cyrillic, Script::Latin];
    let within: Vec<Likeness> =
        scripts.iter().filter_map(|script| in_script(lexicon, one, other, *script)).collect();
    let (Some(best), Some(least)) = (
        within.iter().max_by(|a, b| a.degree.total_cmp(&b.degree)),
        within.iter().map(|like| like.degree).min_by(f32::total_cmp),
    ) else {
        return across(lexicon, one, other);
    };
    // Where two languages disagree, such as in pinyin and in characters, the doubt stays.
    let degree = best.degree - 0.4 * (best.degree - least);
    let like = Likeness { degree, ..*best };
    match across(lexicon, one, other) {
        Some(across) if across.degree > 0.95 && best.degree < 0.5 => Some(across),
        _ => Some(like),
    }
}

fn in_script(lexicon: &Lexicon, one: &[Name], other: &[Name], script: Script) -> Option<Likeness> {
    let mut best: Option<Likeness> = None;
    for first in one.iter().filter(|name| name.script == script) {
        for second in other.iter().filter(|name| name.script == script) {
            let numbers_differ = numbers_differ(first, second);
            let degree = shared(lexicon, first, second) - if numbers_differ { 0.35 } else { 0.0 };
            if best.is_none_or(|best| best.degree < degree) {
                let at = (first.at, second.at);
                best = Some(Likeness { degree, at, by: By::Script, numbers_differ });
            }
        }
    }
    best
}

/// Compares a name with one in another script, by words in Latin letters or by sound.
fn across(lexicon: &Lexicon, one: &[Name], other: &[Name]) -> Option<Likeness> {
    let mut best: Option<Likeness> = None;
    for first in one {
        for second in other.iter().filter(|name| name.script != first.script) {
            let chinese = [first.script, second.script].contains(&Script::Chinese);
            let sound = !first.sound.is_empty() && first.sound == second.sound;
            let (degree, by) = match (sound, chinese) {
                (true, _) => (1.0, By::Pinyin),
                (false, true) => continue,
                (false, false) => (shared(lexicon, first, second), By::Latin),
            };
            if best.is_none_or(|best| best.degree < degree) {
                let numbers_differ = numbers_differ(first, second);
                best = Some(Likeness { degree, at: (first.at, second.at), by, numbers_differ });
            }
        }
    }
    best.filter(|best| best.degree >= 0.7)
}

fn numbers_differ(one: &Name, other: &Name) -> bool {
    !one.numbers.is_empty()
        && !other.numbers.is_empty()
        && !one.numbers.iter().any(|number| other.numbers.contains(number))
}

/// Returns how much of two names is common to both; a rare word is more of a name than one that
/// many names have.
fn shared(lexicon: &Lexicon, one: &Name, other: &Name) -> f32 {
    let weight = |word: u32| lexicon.weights[word as usize];
    let sum = |words: &[u32]| words.iter().map(|word| weight(*word)).sum::<f32>();
    let all = sum(&one.words) + sum(&other.words);
    if one.words.is_empty() || other.words.is_empty() || all <= 0.0 {
        return 0.0;
    }
    let mut common = 0.0;
    let mut left: Vec<u32> = Vec::new();
    for word in &one.words {
        match other.words.binary_search(word) {
            Ok(_) => common += 2.0 * weight(*word),
            Err(_) => left.push(*word),
        }
    }
    if one.script != Script::Chinese || other.script != Script::Chinese {
        let mut right: Vec<u32> =
            other.words.iter().copied().filter(|word| !one.words.contains(word)).collect();
        for word in left {
            let nearest = right
                .iter()
                .enumerate()
                .map(|(at, other)| (near(lexicon, word, *other), at))
                .filter(|(near, _)| *near > 0.0)
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((near, at)) = nearest {
                let other = right.swap_remove(at);
                common += near * (weight(word) + weight(other));
            }
        }
    }
    (common / all).min(1.0)
}

/// Returns how near two different words are, from 0 to 1: two forms of one, or an initial and its
/// name.
fn near(lexicon: &Lexicon, one: u32, other: u32) -> f32 {
    let same_bones = lexicon.bones[one as usize] == lexicon.bones[other as usize];
    let one = lexicon.words[one as usize].as_str();
    let other = lexicon.words[other as usize].as_str();
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.as_bytes().first() != long.as_bytes().first()
        || short.starts_with(|c: char| c.is_ascii_digit())
    {
        return 0.0;
    }
    if short.len() == 1 && long.len() > 2 {
        return 0.7;
    }
    if short.len() < 4 {
        return 0.0;
    }
    if short.len() >= 5 && long.starts_with(short) && 5 * short.len() >= 3 * long.len() {
        return 0.8;
    }
    let degree = strsim::jaro_winkler(one, other);
    if degree >= NEAR || same_bones { (degree * degree) as f32 } else { 0.0 }
}
