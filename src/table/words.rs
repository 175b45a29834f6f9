//! The engine's own vocabularies, such as how exact a date is: what can be said enters, its words
//! leave, with labels and definitions for the codebook.

use crate::schema::{Role, Schema, Word};
use crate::value::count::Basis;
use crate::value::date::Precision;
use crate::value::text::LANGUAGES;

/// Returns how exact dates can be.
pub(super) fn precisions() -> Vec<Word> {
    let described = |each: Precision| match each {
        Precision::Day => word(each.word(), ["day", "день", "日"], "A single day is known."),
        Precision::Month => {
            word(each.word(), ["month", "месяц", "月"], "The month is known, the day is not.")
        }
        Precision::Season => {
            word(each.word(), ["season", "сезон", "季节"], "A season of a year is known.")
        }
        Precision::Quarter => {
            word(each.word(), ["quarter", "квартал", "季度"], "A quarter of a year is known.")
        }
        Precision::Half => {
            word(each.word(), ["half-year", "полугодие", "半年"], "A half of a year is known.")
        }
        Precision::Year => word(each.word(), ["year", "год", "年"], "The year is known."),
        Precision::Decade => {
            word(each.word(), ["decade", "десятилетие", "年代"], "The ten years are known.")
        }
        Precision::Century => {
            word(each.word(), ["century", "век", "世纪"], "The hundred years are known.")
        }
        Precision::Interval => word(
            each.word(),
            ["interval", "промежуток", "区间"],
            "From one date to another; an end may be open.",
        ),
        Precision::Set => {
            word(each.word(), ["set", "множество", "集合"], "One of several dates, or all of them.")
        }
        Precision::Unknown => {
            word(each.word(), ["unknown", "неизвестно", "未知"], "Less than a century is known.")
        }
    };
    Precision::ALL.map(described).into()
}

/// Returns what sorts of statement counts can be.
pub(super) fn bases() -> Vec<Word> {
    let described = |each: Basis| match each {
        Basis::Exact => {
            word(each.word(), ["exact", "точно", "精确"], "The source gives the number itself.")
        }
        Basis::MoreThan => word(
            each.word(),
            ["more than", "более", "超过"],
            "The source says more than this number.",
        ),
        Basis::AtLeast => word(
            each.word(),
            ["at least", "не менее", "至少"],
            "The source says this number or more.",
        ),
        Basis::FewerThan => word(
            each.word(),
            ["fewer than", "менее", "少于"],
            "The source says fewer than this number.",
        ),
        Basis::AtMost => word(
            each.word(),
            ["at most", "не более", "至多"],
            "The source says this number or fewer.",
        ),
        Basis::About => word(
            each.word(),
            ["about", "около", "约"],
            "The source gives a round number; no bounds are known.",
        ),
        Basis::Range => {
            word(each.word(), ["range", "от и до", "范围"], "The source gives a least and a most.")
        }
        Basis::Several => {
            word(each.word(), ["several", "несколько", "数个"], "The source says several.")
        }
        Basis::Dozens => {
            word(each.word(), ["dozens", "десятки", "数十"], "The source says dozens.")
        }
        Basis::Hundreds => {
            word(each.word(), ["hundreds", "сотни", "数百"], "The source says hundreds.")
        }
    };
    Basis::ALL.map(described).into()
}

/// Returns the roles of fields.
pub(super) fn roles() -> Vec<Word> {
    let described = |each: Role| match each {
        Role::Title => {
            word(each.word(), ["title", "название", "名称"], "The name that a record is shown by.")
        }
        Role::Alias => word(
            each.word(),
            ["other name", "другое название", "别名"],
            "Another name of the same thing.",
        ),
        Role::When => {
            word(each.word(), ["when", "когда", "时间"], "When it happened or will happen.")
        }
        Role::Status => word(each.word(), ["status", "статус", "状态"], "How far it has come."),
        Role::Direction => {
            word(each.word(), ["direction", "направление", "方向"], "Which way it went.")
        }
        Role::Place => word(each.word(), ["place", "место", "地点"], "Where."),
        Role::Party => word(each.word(), ["party", "участник", "参与方"], "Who takes part."),
        Role::Quantity => word(
            each.word(),
            ["quantity", "количество", "数量"],
            "How many things the record stands for.",
        ),
        Role::Whole => word(
            each.word(),
            ["whole", "целое", "整体"],
            "The record that already counts this one.",
        ),
        Role::Path => {
            word(each.word(), ["path", "путь", "路径"], "A path to a value in the same record.")
        }
        Role::Former => word(
            each.word(),
            ["former id", "прежний код", "旧编号"],
            "An id that the record had before.",
        ),
        Role::Published => {
            word(each.word(), ["published", "опубликовано", "发布"], "When a source came out.")
        }
    };
    Role::ALL.map(described).into()
}

/// Returns the languages of texts.
pub(super) fn languages() -> Vec<Word> {
    let described = [
        (["English", "английский", "英文"], "English, or any text in Latin script."),
        (["Russian", "русский", "俄文"], "Russian."),
        (["Chinese", "китайский", "中文"], "Chinese."),
    ];
    let described = LANGUAGES.into_iter().zip(described);
    described.map(|(language, (labels, definition))| word(language, labels, definition)).collect()
}

/// Returns the kinds of record as a vocabulary.
pub(super) fn kinds<'a>(schemas: impl IntoIterator<Item = &'a Schema>) -> Vec<Word> {
    let kind = |schema: &Schema| word(&schema.kind, [&schema.title, "", ""], &schema.description);
    schemas.into_iter().map(kind).collect()
}

fn word(word: &str, [en, ru, zh]: [&str; 3], definition: &str) -> Word {
    Word {
        word: word.to_owned(),
        en: en.to_owned(),
        ru: ru.to_owned(),
        zh: zh.to_owned(),
        definition: definition.to_owned(),
        counted: true,
    }
}
