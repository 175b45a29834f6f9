//! What spellings of one name have in common: words in Latin letters enter, words leave in which
//! the differences between systems of transliteration are gone. Nothing here is shown to anybody.

/// Spellings of one sound in the systems by which Russian is written in Latin letters.
const FOLDS: [(&str, &str); 17] = [
    ("shch", "sh"),
    ("sch", "sh"),
    ("tch", "ch"),
    ("kh", "h"),
    ("tz", "c"),
    ("ts", "c"),
    ("ck", "k"),
    ("ph", "f"),
    ("x", "ks"),
    ("w", "v"),
    ("ye", "e"),
    ("yo", "e"),
    ("je", "e"),
    ("y", "i"),
    ("j", "i"),
    ("ii", "i"),
    ("ei", "e"),
];

/// Returns a word as all systems would write it, more or less.
pub(super) fn folded(word: &str) -> String {
    let mut word = word.to_owned();
    for (from, to) in FOLDS {
        if word.contains(from) {
            word = word.replace(from, to);
        }
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if !out.ends_with(c) || c.is_ascii_digit() {
            out.push(c);
        }
    }
    out
}

/// Returns the consonants of a folded word, with its first letter: what most slips leave alone.
pub(super) fn skeleton(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter();
    first.chain(letters.filter(|c| !"aeiou".contains(*c))).collect()
}

/// The initials of syllables in pinyin, and one sign for each that Russian tells apart; j and z, q
/// and c, x and s differ in Russian by the vowel after them only.
const PINYIN: [(&str, &str); 12] = [
    ("zh", "C"),
    ("ch", "H"),
    ("sh", "Q"),
    ("j", "Z"),
    ("z", "Z"),
    ("q", "T"),
    ("c", "T"),
    ("x", "S"),
    ("s", "S"),
    ("r", "R"),
    ("h", "X"),
    ("w", "v"),
];

/// The same initials where a Chinese name in Russian, by the system of Palladius, was written in
/// Latin letters by BGN/PCGN.
const RUSSIAN: [(&str, &str); 8] = [
    ("chzh", "C"),
    ("tsz", "Z"),
    ("ts", "T"),
    ("ch", "H"),
    ("sh", "Q"),
    ("kh", "X"),
    ("zh", "R"),
    ("s", "S"),
];

/// The finals, in which pinyin writes what Palladius does not.
const FINALS: [(&str, &str); 14] = [
    ("y", "i"),
    ("ii", "i"),
    ("vu", "u"),
    ("vei", "ui"),
    ("uei", "ui"),
    ("ie", "e"),
    ("uo", "o"),
    ("iou", "iu"),
    ("iui", "iu"),
    ("ng", "n"),
    ("ion", "iun"),
    ("on", "un"),
    ("er", "eR"),
    ("ii", "i"),
];

/// Returns how a name in pinyin sounds to one who knows both systems.
pub(super) fn of_pinyin(words: &[&str]) -> String {
    let mut name = words.concat();
    // After these the letter u stands for ü, which Palladius writes ю.
    for front in ["j", "q", "x"] {
        name = name.replace(&format!("{front}u"), &format!("{front}yu"));
    }
    finish(initials(&name, &PINYIN))
}

/// Returns how a Chinese name that was written in Russian sounds to one who knows both systems.
pub(super) fn of_russian(words: &[&str]) -> String {
    finish(initials(&words.concat(), &RUSSIAN))
}

fn initials(name: &str, table: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    // The letter before an h is read with it, so that the longest initial wins.
    'letters: while let Some(c) = rest.chars().next() {
        for (from, to) in table {
            if let Some(after) = rest.strip_prefix(from) {
                out.push_str(to);
                rest = after;
                continue 'letters;
            }
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

fn finish(name: String) -> String {
    FINALS.iter().fold(name, |name, (from, to)| name.replace(from, to))
}
