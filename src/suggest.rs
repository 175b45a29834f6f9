//! "Did you mean": a misspelt word and the words that would be right enter, the nearest leaves,
//! or none where none is near.

/// Words that may have been meant, made ready to be compared with many others.
#[derive(Debug)]
pub struct Words<'a> {
    words: Vec<Word<'a>>,
}

#[derive(Debug)]
struct Word<'a> {
    /// A bit for each letter that occurs, some letters sharing one: two words so many slips apart
    /// differ in at most twice as many bits, which rules most words out at a glance.
    letters: u64,
    length: usize,
    lower: String,
    word: &'a str,
}

/// Returns the candidate nearest to `word`, if it is near enough to be what was meant: one slip
/// in a short word, one in three letters of a long one. Case does not count; of equally near
/// candidates the first in alphabetical order wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Words::of(candidates).nearest(word)
}

impl<'a> Words<'a> {
    /// Returns these words, ready to be compared.
    pub fn of(words: impl IntoIterator<Item = &'a str>) -> Words<'a> {
        Words { words: words.into_iter().map(Word::of).collect() }
    }

    /// Returns the word nearest to this one, as [`nearest`] does.
    pub fn nearest(&self, word: &str) -> Option<&'a str> {
        let wanted = Word::of(word);
        let allowed = (wanted.length / 3).clamp(1, 5);
        self.words
            .iter()
            .filter(|other| other.length.abs_diff(wanted.length) <= allowed)
            .filter(|other| (other.letters ^ wanted.letters).count_ones() as usize <= 2 * allowed)
            .map(|other| (strsim::osa_distance(&wanted.lower, &other.lower), other.word))
            .filter(|(distance, _)| *distance <= allowed && *distance < wanted.length.max(2))
            .min()
            .map(|(_, word)| word)
    }
}

impl<'a> Word<'a> {
    fn of(word: &'a str) -> Word<'a> {
        let lower = word.to_lowercase();
        let letters = lower.chars().fold(0, |bits, c| bits | 1 << (u32::from(c) % 64));
        Word { letters, length: lower.chars().count(), lower, word }
    }
}
