//! Russian into Latin letters by BGN/PCGN 1947: a text enters, its romanization leaves, as maps
//! and papers print it: without the apostrophes of ь and ъ, the dots and the two points of ё.

/// Returns whether it is a letter of the Russian alphabet.
pub(super) fn is_letter(c: char) -> bool {
    matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё')
}

/// Returns a Russian text in Latin letters; what is not Russian stays as it is.
///
/// ```
/// use amur::translit::bgn_pcgn;
///
/// assert_eq!(bgn_pcgn("Юрий Арсеньев, Хабаровск"), "Yuriy Arsenyev, Khabarovsk");
/// ```
pub fn bgn_pcgn(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    let mut before = None;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let lower = lowercase(c);
        match roman(lower, before) {
            None => latin.push(c),
            Some(roman) if lower == c => latin.push_str(roman),
            Some(roman) if letters.peek().is_some_and(|next| next.is_uppercase()) => {
                latin.push_str(&roman.to_uppercase());
            }
            Some(roman) => {
                let mut roman = roman.chars();
                latin.extend(roman.next().map(|c| c.to_ascii_uppercase()));
                latin.push_str(roman.as_str());
            }
        }
        before = Some(lower);
    }
    latin
}

fn lowercase(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// Returns the Latin letters of a small letter, given the one before it.
fn roman(c: char, before: Option<char>) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        // At the beginning of a word, after a vowel and after й, ъ and ь.
        'е' | 'ё' => match before {
            Some(before) if is_letter(before) && !"аеёиоуыэюяйъь".contains(before) => {
                "e"
            }
            _ => "ye",
        },
        'ж' => "zh",
        'з' => "z",
        'и' => "i",
        'й' | 'ы' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'э' => "e",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

/// Letters that stand for the same one, in the order in which they are made one.
const ALIKE: [(&str, &str); 17] = [
    ("sht", "st"),
    ("shch", "S"),
    ("sch", "S"),
    ("sh", "S"),
    ("zh", "Z"),
    ("ch", "C"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("tz", "ts"),
    ("ck", "k"),
    ("c", "k"),
    ("q", "k"),
    ("w", "v"),
    ("x", "ks"),
    ("j", "i"),
    ("y", "i"),
];

/// Returns a romanized Russian word, a key of small letters, so that the spellings that papers
/// use side by side are one: Sergey and Sergei, Dmitriy and Dmitry, Fyodor and Fedor.
pub(super) fn loose(word: &str) -> String {
    let word = ALIKE.iter().fold(word.to_owned(), |word, (from, to)| word.replace(from, to));
    let mut letters: Vec<char> = word.chars().collect();
    letters.dedup_by(|next, letter| next == letter && !"aeou".contains(*next));
    let word: String = letters.into_iter().collect();
    word.replace("ie", "e").replace("io", "e").replace("ksander", "ksandr")
}
