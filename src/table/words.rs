//! The engine's own vocabularies, such as how exact a date is: a value enters, its word leaves,
//! with labels and a definition for the codebook.

use crate::schema::{Schema, Word};
use crate::value::count::Basis;
use crate::value::date::Precision;

type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

const PRECISIONS: &[Row] = &[
    ("day", "day", "день", "日", "A single day is known."),
    ("month", "month", "месяц", "月", "The month is known, the day is not."),
    ("season", "season", "сезон", "季节", "A season of a year is known."),
    ("quarter", "quarter", "квартал", "季度", "A quarter of a year is known."),
    ("half", "half-year", "полугодие", "半年", "A half of a year is known."),
    ("year", "year", "год", "年", "The year is known."),
    ("decade", "decade", "десятилетие", "年代", "The ten years are known."),
    ("century", "century", "век", "世纪", "The hundred years are known."),
    ("interval", "interval", "промежуток", "区间", "From one date to another; an end may be open."),
    ("set", "set", "множество", "集合", "One of several dates, or all of them."),
    ("unknown", "unknown", "неизвестно", "未知", "Less than a century is known."),
];

const BASES: &[Row] = &[
    ("exact", "exact", "точно", "精确", "The source gives the number itself."),
    ("more_than", "more than", "более", "超过", "The source says more than this number."),
    ("at_least", "at least", "не менее", "至少", "The source says this number or more."),
    ("fewer_than", "fewer than", "менее", "少于", "The source says fewer than this number."),
    ("at_most", "at most", "не более", "至多", "The source says this number or fewer."),
    ("about", "about", "около", "约", "The source gives a round number; no bounds are known."),
    ("range", "range", "от и до", "范围", "The source gives a least and a most."),
    ("several", "several", "несколько", "数个", "The source says several."),
    ("dozens", "dozens", "десятки", "数十", "The source says dozens."),
    ("hundreds", "hundreds", "сотни", "数百", "The source says hundreds."),
];

const ROLES: &[Row] = &[
    ("title", "title", "название", "名称", "The name that a record is shown by."),
    ("alias", "other name", "другое название", "别名", "Another name of the same thing."),
    ("when", "when", "когда", "时间", "When it happened or will happen."),
    ("status", "status", "статус", "状态", "How far it has come."),
    ("direction", "direction", "направление", "方向", "Which way it went."),
    ("place", "place", "место", "地点", "Where."),
    ("party", "party", "участник", "参与方", "Who takes part."),
    ("quantity", "quantity", "количество", "数量", "How many things the record stands for."),
    ("whole", "whole", "целое", "整体", "The record that already counts this one."),
    ("path", "path", "путь", "路径", "A path to a value in the same record."),
    ("former", "former id", "прежний код", "旧编号", "An id that the record had before."),
    ("published", "published", "опубликовано", "发布", "When a source came out."),
];

const LANGUAGES: &[Row] = &[
    ("en", "English", "английский", "英文", "English, or any text in Latin script."),
    ("ru", "Russian", "русский", "俄文", "Russian."),
    ("zh", "Chinese", "китайский", "中文", "Chinese."),
];

fn vocabulary(rows: &[Row]) -> Vec<Word> {
    let word = |&(word, en, ru, zh, definition): &Row| Word {
        word: word.to_owned(),
        en: en.to_owned(),
        ru: ru.to_owned(),
        zh: zh.to_owned(),
        definition: definition.to_owned(),
        counted: true,
    };
    rows.iter().map(word).collect()
}

/// Returns how exact dates can be.
pub(super) fn precisions() -> Vec<Word> {
    vocabulary(PRECISIONS)
}

/// Returns what sorts of statement counts can be.
pub(super) fn bases() -> Vec<Word> {
    vocabulary(BASES)
}

/// Returns the roles of fields.
pub(super) fn roles() -> Vec<Word> {
    vocabulary(ROLES)
}

/// Returns the languages of texts.
pub(super) fn languages() -> Vec<Word> {
    vocabulary(LANGUAGES)
}

/// Returns the kinds of record as a vocabulary.
pub(super) fn kinds<'a>(schemas: impl IntoIterator<Item = &'a Schema>) -> Vec<Word> {
    let word = |schema: &Schema| Word {
        word: schema.kind.clone(),
        en: schema.title.clone(),
        ru: String::new(),
        zh: String::new(),
        definition: schema.description.clone(),
        counted: true,
    };
    schemas.into_iter().map(word).collect()
}

/// Returns the word for how exact a date is.
pub(super) fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "day",
        Precision::Month => "month",
        Precision::Season => "season",
        Precision::Quarter => "quarter",
        Precision::Half => "half",
        Precision::Year => "year",
        Precision::Decade => "decade",
        Precision::Century => "century",
        Precision::Interval => "interval",
        Precision::Set => "set",
        Precision::Unknown => "unknown",
    }
}

/// Returns the word for what sort of statement a count is.
pub(super) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Exact => "exact",
        Basis::MoreThan => "more_than",
        Basis::AtLeast => "at_least",
        Basis::FewerThan => "fewer_than",
        Basis::AtMost => "at_most",
        Basis::About => "about",
        Basis::Range => "range",
        Basis::Several => "several",
        Basis::Dozens => "dozens",
        Basis::Hundreds => "hundreds",
    }
}
