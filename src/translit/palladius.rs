//! Syllables of pinyin into Russian by the system of Palladius: pinyin enters, its Russian
//! spelling leaves. The table is `palladius.csv`; how syllables part and join is said here.

use std::collections::HashMap;
use std::sync::LazyLock;

static SYLLABLES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("palladius.csv").lines().skip(1);
    lines.filter_map(|line| line.split_once(',')).collect()
});

/// The letters of the longest syllable.
const LONGEST: usize = 6;

/// Returns the Russian spelling of one syllable of pinyin; none where it is no syllable.
pub(super) fn syllable(pinyin: &str) -> Option<&'static str> {
    SYLLABLES.get(pinyin).copied()
}

/// Returns whether a hard sign parts two Russian syllables of one word: after the н that stands
/// for `ng`, and before a vowel, as in Чанъань.
pub(super) fn parted(before: &str, next: &str) -> bool {
    before.ends_with('н') && next.starts_with(|c| "аеёиоуэюя".contains(c))
}

/// Returns the syllables of a word of pinyin in small letters; none where it is none. Where a
/// vowel begins a syllable inside a word, an apostrophe stands before it.
pub(super) fn syllables(word: &str) -> Option<Vec<&str>> {
    let mut all = Vec::new();
    for piece in word.split('\'') {
        all.extend(cut(piece)?);
    }
    Some(all)
}

fn cut(piece: &str) -> Option<Vec<&str>> {
    ends(piece).rev().find_map(|end| {
        let (first, rest) = piece.split_at(end);
        syllable(first)?;
        if rest.is_empty() {
            return Some(vec![first]);
        }
        let mut all = if rest.starts_with(['a', 'e', 'o']) { None } else { cut(rest) }?;
        all.insert(0, first);
        Some(all)
    })
}

/// Returns the places at which a syllable may end.
fn ends(text: &str) -> impl DoubleEndedIterator<Item = usize> {
    (1..=text.len().min(LONGEST)).filter(|end| text.is_char_boundary(*end))
}

/// Returns whether a Russian text is what a text of pinyin sounds like, wherever its syllables
/// end; both in small letters with blanks between words.
pub(super) fn sounds(pinyin: &str, russian: &str, before: &str) -> bool {
    let pinyin = pinyin.trim_start_matches([' ', '\'']);
    if pinyin.is_empty() {
        return russian.is_empty();
    }
    let (russian, apart) = match russian.strip_prefix(' ') {
        Some(russian) => (russian, true),
        None => (russian, false),
    };
    ends(pinyin).any(|end| {
        let (first, rest) = pinyin.split_at(end);
        // The two points of ü are often left out.
        [first, &first.replace('u', "ü")].into_iter().filter_map(syllable).any(|next| {
            let parted = !apart && parted(before, next);
            let russian = if parted { russian.strip_prefix('ъ') } else { Some(russian) };
            russian
                .and_then(|russian| russian.strip_prefix(next))
                .is_some_and(|russian| sounds(rest, russian, next))
        })
    })
}
