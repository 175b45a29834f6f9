//! The value languages, case by case: each table in `tests/fixtures/values` has a text in its
//! first column and after it what the reader makes of it. `SNAPSHOTS=overwrite` accepts.

use std::fmt::Display;

use amur::value::count::{self, Basis, Count};
use amur::value::date::{self, Precision};
use amur::value::{Fault, reference, text};
use proptest::prelude::*;

use crate::folder::fixture;

/// Compares a table with what `read` makes of its first `keys` columns.
fn table(name: &str, keys: usize, read: impl Fn(&[String]) -> Result<String, Fault>) {
    let path = fixture("values").join(name);
    let written = std::fs::read_to_string(&path).expect("the table is there");
    let mut actual = String::new();
    for line in written.lines() {
        actual.push_str(&row(line, keys, &read));
        actual.push('\n');
    }
    snapbox::assert_data_eq!(actual, snapbox::Data::read_from(&path, None).raw());
}

fn row(line: &str, keys: usize, read: impl Fn(&[String]) -> Result<String, Fault>) -> String {
    if line.is_empty() || line.starts_with('#') {
        return line.to_owned();
    }
    let key: Vec<&str> = line.split('\t').take(keys).collect();
    let texts: Vec<String> = key.iter().map(|text| unescaped(text)).collect();
    let result = match read(&texts) {
        Ok(value) => value,
        Err(fault) => {
            let text = texts.last().expect("a row has a text");
            sound(text, &fault);
            [
                fault.code.id(),
                &text[fault.at.clone()].escape_debug().to_string(),
                &fault.message,
                &fault.label,
                fault.help.as_deref().unwrap_or("-"),
                fault.fix.as_deref().unwrap_or("-"),
            ]
            .join("\t")
        }
    };
    format!("{}\t{result}", key.join("\t"))
}

/// Decodes `\n`, `\t` and `\u{feff}`; `""` is the empty text.
fn unescaped(text: &str) -> String {
    if text == "\"\"" {
        return String::new();
    }
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("the escape is closed");
        let code = u32::from_str_radix(code, 16).expect("the escape is hexadecimal");
        out.push(char::from_u32(code).expect("the escape is a character"));
        out.push_str(rest);
    }
    out.replace("\\n", "\n").replace("\\t", "\t")
}

/// Holds what every fault must keep to.
fn sound(text: &str, fault: &Fault) {
    assert!(text.get(fault.at.clone()).is_some(), "{text:?}: span {:?}", fault.at);
    assert!(!fault.message.is_empty() && !fault.message.ends_with('.'), "{text:?}");
    let month = fault.message.contains(" has ") && fault.message.ends_with(" days");
    let capital = fault.message.starts_with(char::is_uppercase);
    assert!(month || !capital, "{text:?}: {}", fault.message);
    assert!(!fault.label.is_empty(), "{text:?}: no label");
    assert!(!fault.message.contains(['\n', '\u{1b}']), "{text:?}");
    assert_ne!(fault.fix.as_deref(), Some(text), "the fix changes nothing");
}

fn or_dash(value: Option<impl Display>) -> String {
    value.map_or("-".to_owned(), |value| value.to_string())
}

fn count_columns(count: &Count) -> String {
    let Count { min, best, max, .. } = count;
    [&or_dash(*min), &or_dash(*best), &or_dash(*max), count.basis.word()].join("\t")
}

#[test]
fn dates() {
    table("dates.tsv", 1, |key| {
        let date = date::parse(&key[0])?;
        let flag = |set: bool, word| if set { word } else { "-" };
        let columns = [
            &or_dash(date.earliest),
            &or_dash(date.latest),
            date.precision.word(),
            flag(date.approximate, "approximate"),
            flag(date.uncertain, "uncertain"),
        ];
        Ok(columns.join("\t"))
    });
}

#[test]
fn counts() {
    table("counts.tsv", 1, |key| count::parse(&key[0]).map(|count| count_columns(&count)));
}

#[test]
fn decimals() {
    table("decimals.tsv", 1, |key| {
        count::parse_decimal(&key[0]).map(|count| count_columns(&count))
    });
}

#[test]
fn amounts() {
    table("amounts.tsv", 1, |key| count::parse_amount(&key[0]).map(|count| count_columns(&count)));
}

#[test]
fn texts() {
    table("texts.tsv", 2, |key| text::check(&key[0], &key[1]).map(|()| "fine".to_owned()));
}

#[test]
fn ids() {
    table("ids.tsv", 1, |key| reference::check(&key[0]).map(|()| "fine".to_owned()));
}

#[test]
fn words_are_distinct() {
    let mut words: Vec<&str> = Precision::ALL.iter().map(|precision| precision.word()).collect();
    words.extend(Basis::ALL.iter().map(|basis| basis.word()));
    let total = words.len();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), total);
}

/// Texts of the signs that dates and numbers are made of, which get further than random ones.
fn near(signs: &'static str) -> impl Strategy<Value = String> {
    let chars: Vec<char> = signs.chars().collect();
    prop::collection::vec(prop::sample::select(chars), 0..16)
        .prop_map(|chars| chars.into_iter().collect())
}

fn check_date(text: &str) {
    match date::parse(text) {
        Ok(value) => {
            assert_eq!(date::parse(&value.edtf).ok().as_ref(), Some(&value));
            if let (Some(earliest), Some(latest)) = (value.earliest, value.latest) {
                assert!(earliest <= latest, "{text:?}");
            }
        }
        Err(fault) => {
            sound(text, &fault);
            if let Some(fix) = &fault.fix {
                assert!(date::parse(fix).is_ok(), "{text:?}: the fix {fix:?} is no date");
            }
        }
    }
}

fn check_count(text: &str, read: fn(&str) -> Result<Count, Fault>) {
    match read(text) {
        Ok(value) => {
            let known: Vec<f64> =
                [value.min, value.best, value.max].into_iter().flatten().collect();
            assert!(
                known.is_sorted() && known.iter().all(|n| n.is_finite() && *n >= 0.0),
                "{text:?}"
            );
            assert_eq!(read(&value.text).ok().as_ref(), Some(&value));
        }
        Err(fault) => {
            sound(text, &fault);
            if let Some(fix) = &fault.fix {
                assert!(read(fix).is_ok(), "{text:?}: the fix {fix:?} is no number");
            }
        }
    }
}

fn check_text(language: &str, text: &str) {
    let Err(fault) = text::check(language, text) else { return };
    sound(text, &fault);
    // A cured text may still have the next fault, but not the same one.
    if let Some(Err(next)) = fault.fix.as_ref().map(|fix| text::check(language, fix)) {
        assert!(next.code.id() > fault.code.id() || next.message != fault.message, "{text:?}");
    }
}

fn check_id(text: &str) {
    let Err(fault) = reference::check(text) else { return };
    sound(text, &fault);
    assert!(fault.fix.is_none_or(|fix| reference::check(&fix).is_ok()), "{text:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_judged(text in any::<String>()) {
        check_date(&text);
        check_count(&text, count::parse);
        check_count(&text, count::parse_decimal);
        check_count(&text, count::parse_amount);
        check_id(&text);
        for language in ["en", "ru", "zh"] {
            check_text(language, &text);
        }
    }

    #[test]
    fn near_dates_are_judged(text in near("0123456789--//..XXx?~%,[]{}T: ЯнварьмаяQ年月日–с")) {
        check_date(&text);
    }

    #[test]
    fn numbers_of_a_date_in_any_order(
        a in 0u32..2200, b in 0u32..40, c in 0u32..2200, sign in "[-./ –]", tail in "( г\\.|~|\\?|/[0-9]{1,4})?"
    ) {
        check_date(&format!("{a}{sign}{b}{sign}{c}{tail}"));
        check_date(&format!("{a:04}-{b:02}/{c:04}-{b:02}{tail}"));
    }

    #[test]
    fn near_numbers_are_judged(text in near("0123456789.,  _e+-><=~–多万亿kм—более")) {
        check_count(&text, count::parse);
        check_count(&text, count::parse_decimal);
        check_count(&text, count::parse_amount);
    }

    #[test]
    fn near_texts_are_judged(text in near("aceoABEшньяСОРйи\u{306} \u{200b}\t\n哈尔滨IVX-.«»")) {
        for language in ["en", "ru", "zh"] {
            check_text(language, &text);
        }
    }

    #[test]
    fn near_ids_are_judged(text in near("abcXYZ019-_ ./é\u{2013}я")) {
        check_id(&text);
    }
}
