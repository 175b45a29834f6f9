//! What a name should be in another script: the original and a written form enter, the form that
//! the standards ask for leaves where the written one is something else. Spellings that papers
//! use side by side all pass, for what is no fault should not be called one.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::chinese::{self, Part, Readings};
use super::{Bearer, bgn_pcgn, latin, palladius, russian};

/// A script that names are taken into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Russian,
}

/// Names that have a form of their own, older than the standards or a translation: by the
/// original, the accepted forms in Latin and in Russian letters, the usual one first.
static TRADITIONAL: LazyLock<HashMap<&str, [&str; 2]>> = LazyLock::new(|| {
    let lines = include_str!("traditional.csv").lines().skip(1);
    let rows = lines.filter_map(|line| {
        let mut cells = line.split(',');
        Some((cells.next()?, [cells.next()?, cells.next()?]))
    });
    rows.collect()
});

/// The Latin forms of those names, which are no pinyin even where they look like it.
static TRADITIONAL_LATIN: LazyLock<HashSet<&str>> =
    LazyLock::new(|| TRADITIONAL.values().flat_map(|[latin, _]| latin.split('/')).collect());

/// Endings of Chinese names of regions, cities and districts that say what the place is.
const RANKS: [&str; 14] = [
    "特别行政区",
    "地区",
    "新区",
    "街道",
    "省",
    "市",
    "县",
    "区",
    "盟",
    "州",
    "旗",
    "镇",
    "乡",
    "村",
];

/// Words that say what a place is and are left out when names are compared, as keys, in order.
const GENERIC: [&str; 42] = [
    "administrative",
    "area",
    "autonomous",
    "avtonomnaya",
    "avtonomnoye",
    "avtonomnyy",
    "banner",
    "city",
    "county",
    "district",
    "g",
    "gorod",
    "gorodskoy",
    "krai",
    "kray",
    "league",
    "municipal",
    "municipality",
    "munitsipalnyy",
    "new",
    "oblast",
    "of",
    "okrug",
    "poselok",
    "prefecture",
    "prefektura",
    "province",
    "provintsiya",
    "raion",
    "rayon",
    "region",
    "republic",
    "respublika",
    "sar",
    "settlement",
    "special",
    "spetsialnyy",
    "territory",
    "the",
    "town",
    "uyezd",
    "volost",
];

/// Returns the form that a name should have by its original, where the written one is not it:
/// for a Chinese original, or its pinyin, the Russian form by Palladius; for a Chinese original
/// the Latin form by pinyin; for a Russian original the Latin one by BGN/PCGN. None also where
/// the original is no name that is taken over by its sound.
///
/// ```
/// use amur::translit::{Bearer, expected};
///
/// assert_eq!(expected(Bearer::Place, "沈阳", "Шеньян").as_deref(), Some("Шэньян"));
/// assert_eq!(expected(Bearer::Place, "沈阳市", "Shenyang City"), None);
/// assert_eq!(expected(Bearer::Person, "Yu Weidong", "Юй Вейдун").as_deref(), Some("Юй Вэйдун"));
/// assert_eq!(expected(Bearer::Person, "Юрий Королёв", "Yury Korolyov"), None);
/// ```
pub fn expected(bearer: Bearer, original: &str, written: &str) -> Option<String> {
    let script = match written.chars().find(|c| c.is_alphabetic())? {
        c if c.is_ascii() => Script::Latin,
        c if russian::is_letter(c) => Script::Russian,
        _ => return None,
    };
    if original.chars().any(chinese::is_character) {
        return from_chinese(bearer, original, written, script);
    }
    match (original.chars().any(russian::is_letter), script) {
        (true, Script::Latin) => from_russian(bearer, original, written),
        (false, Script::Russian) => from_pinyin(bearer, original, written),
        _ => None,
    }
}

/// The longest name in pinyin, in bytes; a longer one is no name.
const LONGEST: usize = 60;

/// Returns the Russian form of a name in pinyin, where the written one is something else.
fn from_pinyin(bearer: Bearer, pinyin: &str, written: &str) -> Option<String> {
    if pinyin.len() > LONGEST || TRADITIONAL_LATIN.contains(pinyin) {
        return None;
    }
    let marks = pinyin.to_lowercase().replace(['\u{2019}', '-'], "'").replace('ü', "v");
    let says = |word: &&str| bearer == Bearer::Person || GENERIC.binary_search(word).is_err();
    let words = marks.split(' ').filter(says).map(|word| {
        let pieces: Vec<String> = word.split('\'').map(latin).collect();
        pieces.join("'").replace('v', "ü").replace("lyu", "lü")
    });
    let words: Vec<String> = words.collect();
    let form: Option<Vec<String>> =
        words.iter().map(|word| joined(&palladius::syllables(word)?, Script::Russian)).collect();
    let form = form?.join(" ");
    if form == written {
        return None;
    }
    let written = named(bearer, written, Script::Russian);
    let turned: Vec<&str> = words.iter().rev().map(String::as_str).collect();
    let fits = [words.join(" "), turned.join(" ")]
        .iter()
        .any(|pinyin| palladius::sounds(pinyin, &written, ""));
    (!fits).then_some(form)
}

fn from_chinese(bearer: Bearer, original: &str, written: &str, script: Script) -> Option<String> {
    let stem = match bearer {
        Bearer::Person => original,
        Bearer::Place => stem(original),
    };
    if let Some(usual) = traditional(bearer, [original, stem], written, script) {
        return usual;
    }
    // The names of autonomous places hold the name of a people, which is translated.
    let parts = if stem.contains("自治") { None } else { chinese::parts(bearer, stem) }?;
    let form: Option<Vec<String>> =
        parts.iter().map(|part| joined(&part.likeliest(), script)).collect();
    let form = form?.join(" ");
    if form == written {
        return None;
    }
    let written = named(bearer, written, script);
    let mut readings: Vec<_> = parts.iter().map(Part::readings).collect();
    let mut orders = vec![readings.concat()];
    readings.reverse();
    orders.push(readings.concat());
    if stem != original {
        // The last character may belong to the name, as in Jingdezhen.
        let whole = chinese::parts(bearer, original).unwrap_or_default();
        orders.extend(whole.iter().map(Part::readings));
    }
    (!orders.iter().any(|order| spells(&written, order, script, ""))).then_some(form)
}

/// Returns the Russian form of a Chinese text, as one word.
pub(super) fn russian(text: &str) -> Option<String> {
    joined(&chinese::syllables(text), Script::Russian)
}

/// Returns the name of a Chinese place without what it says of its rank.
pub(super) fn stem(name: &str) -> &str {
    let stem = RANKS.iter().find_map(|rank| name.strip_suffix(rank));
    stem.filter(|stem| stem.chars().count() > 1).unwrap_or(name)
}

/// Returns, for a name with a traditional form, whether another one is expected.
fn traditional(
    bearer: Bearer,
    originals: [&str; 2],
    written: &str,
    script: Script,
) -> Option<Option<String>> {
    let forms = originals.iter().find_map(|name| TRADITIONAL.get(name))?;
    let mut forms = forms[usize::from(script == Script::Russian)].split('/').peekable();
    let usual = forms.peek().filter(|usual| !usual.is_empty())?.to_string();
    let words = named(bearer, written, script);
    let accepted =
        forms.any(|form| latin(form) == latin(written) || named(bearer, form, script) == words);
    Some((!accepted).then_some(usual))
}

/// Returns the syllables of one part of a name as one word.
fn joined(syllables: &[&str], script: Script) -> Option<String> {
    let mut word = String::new();
    for syllable in syllables {
        let next = spelt(syllable, script)?;
        match script {
            _ if word.is_empty() => {}
            Script::Latin if next.starts_with(['a', 'e', 'o']) => word.push('\''),
            Script::Russian if palladius::parted(&word, next) => word.push('ъ'),
            _ => {}
        }
        word.push_str(next);
    }
    let mut letters = word.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

fn spelt(syllable: &str, script: Script) -> Option<&str> {
    match script {
        Script::Latin => palladius::syllable(syllable).map(|_| syllable),
        Script::Russian => palladius::syllable(syllable),
    }
}

/// Returns a written name as it is compared: its words in small letters with blanks between,
/// without those that say what a place is.
fn named(bearer: Bearer, written: &str, script: Script) -> String {
    let text = match script {
        Script::Latin => latin(written),
        Script::Russian => written.to_lowercase().replace(|c: char| !c.is_alphabetic(), " "),
    };
    let says = |word: &&str| {
        bearer == Bearer::Person || GENERIC.binary_search(&latin(word).as_str()).is_err()
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let kept: Vec<&str> = words.iter().copied().filter(says).collect();
    if kept.is_empty() { words.join(" ") } else { kept.join(" ") }
}

/// Returns whether a text is these syllables, in whichever of their readings.
fn spells(text: &str, syllables: &[Readings], script: Script, before: &str) -> bool {
    let Some((readings, more)) = syllables.split_first() else { return text.is_empty() };
    let (text, apart) = match text.strip_prefix(' ') {
        Some(text) => (text, true),
        None => (text, false),
    };
    readings.iter().filter_map(|reading| spelt(reading, script)).any(|syllable| {
        let parted = script == Script::Russian && !apart && palladius::parted(before, syllable);
        let text = if parted { text.strip_prefix('ъ') } else { Some(text) };
        let Some(text) = text else { return false };
        // Without its two points, ü has three spellings.
        let spellings: &[&str] = if syllable.contains('ü') { &["u", "yu", "v"] } else { &[""] };
        spellings.iter().any(|u| {
            let syllable = syllable.replace('ü', u);
            text.strip_prefix(&*syllable).is_some_and(|text| spells(text, more, script, &syllable))
        })
    })
}

fn from_russian(bearer: Bearer, original: &str, written: &str) -> Option<String> {
    if let Some(usual) = traditional(bearer, [original, original], written, Script::Latin) {
        return usual;
    }
    let form = bgn_pcgn(original);
    if form == written {
        return None;
    }
    let words = |text: &str| -> Vec<String> {
        named(bearer, text, Script::Latin).split(' ').map(russian::loose).collect()
    };
    let (mut wanted, found) = (words(&form), words(written));
    let is = |wanted: &str, found: &str| {
        let initial = wanted.len() == 1 || found.len() == 1;
        let adjective = bearer == Bearer::Place && found.len() > 3;
        wanted == found
            || (initial && wanted.as_bytes().first() == found.as_bytes().first())
            || (adjective && wanted.starts_with(found))
    };
    let all = found.iter().all(|found| {
        let place = wanted.iter().position(|wanted| is(wanted, found));
        place.map(|place| wanted.remove(place)).is_some()
    });
    // A patronymic may be left out.
    let left = usize::from(bearer == Bearer::Person && found.len() == 2);
    (!all || wanted.len() > left).then_some(form)
}
