//! "Did you mean": a misspelt word and the words that would be right enter, the nearest leaves,
//! or none where none is near.

/// Texts that may have been meant, made ready to be compared with many others; each with what it
/// stands for.
#[derive(Debug)]
pub struct Words<T> {
    words: Vec<Word<T>>,
}

#[derive(Debug)]
struct Word<T> {
    /// A bit for each letter that occurs, some letters sharing one: two words so many slips apart
    /// differ in at most twice as many bits, which rules most words out at a glance.
    letters: u64,
    length: usize,
    lower: String,
    stands_for: T,
}

/// Returns the candidate nearest to `word`, if it is near enough to be what was meant: one slip
/// in a short word, one in three letters of a long one. Case does not count; of equally near
/// candidates the first in alphabetical order wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Words::of(candidates.into_iter().map(|each| (each, each))).nearest(word)
}

impl<T: Copy + Ord> Words<T> {
    /// Returns these texts with what they stand for, ready to be compared.
    pub fn of<S: AsRef<str>>(words: impl IntoIterator<Item = (S, T)>) -> Words<T> {
        let words = words.into_iter();
        Words { words: words.map(|(word, of)| Word::new(word.as_ref(), of)).collect() }
    }

    /// Returns how many texts there are to compare with.
    pub fn count(&self) -> usize {
        self.words.len()
    }

    /// Returns what the text nearest to this one stands for, found as [`nearest`] does; of
    /// equally near texts the least wins.
    pub fn nearest(&self, word: &str) -> Option<T> {
        let wanted = Word::new(word, ());
        let allowed = (wanted.length / 3).clamp(1, 5);
        self.words
            .iter()
            .filter(|other| other.length.abs_diff(wanted.length) <= allowed)
            .filter(|other| (other.letters ^ wanted.letters).count_ones() as usize <= 2 * allowed)
            .map(|other| (strsim::osa_distance(&wanted.lower, &other.lower), other.stands_for))
            .filter(|(distance, _)| *distance <= allowed && *distance < wanted.length.max(2))
            .min()
            .map(|(_, stands_for)| stands_for)
    }
}

impl<T> Word<T> {
    fn new(word: &str, stands_for: T) -> Word<T> {
        let lower = word.to_lowercase();
        let letters = lower.chars().fold(0, |bits, c| bits | 1 << (u32::from(c) % 64));
        Word { letters, length: lower.chars().count(), lower, stands_for }
    }
}
