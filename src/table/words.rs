//! The engine's own vocabularies, such as how exact a date is: what can be said enters, its words
//! leave, with labels and definitions for the codebook.

use crate::schema::{Role, Schema, Word};
use crate::value::count::Basis;
use crate::value::date::Precision;
use crate::value::text::LANGUAGES;

/// Returns how exact dates can be.
pub(super) fn precisions() -> Vec<Word> {
    let described = |each: Precision| match each {
        Precision::Day => (["day", "день", "日"], "A single day is known."),
        Precision::Month => (["month", "месяц", "月"], "The month is known, the day is not."),
        Precision::Season => (["season", "сезон", "季节"], "A season of a year is known."),
        Precision::Quarter => (["quarter", "квартал", "季度"], "A quarter of a year is known."),
        Precision::Half => (["half-year", "полугодие", "半年"], "A half of a year is known."),
        Precision::Year => (["year", "год", "年"], "The year is known."),
        Precision::Decade => (["decade", "десятилетие", "年代"], "The ten years are known."),
        Precision::Century => (["century", "век", "世纪"], "The hundred years are known."),
        Precision::Interval => {
            (["interval", "промежуток", "区间"], "From one date to another; an end may be open.")
        }
        Precision::Set => (["set", "множество", "集合"], "One of several dates, or all of them."),
        Precision::Unknown => (["unknown", "неизвестно", "未知"], "Less than a century is known."),
    };
    Precision::ALL.map(|each| word(each.word(), described(each))).into()
}

/// Returns what sorts of statement counts can be.
pub(super) fn bases() -> Vec<Word> {
    let described = |each: Basis| match each {
        Basis::Exact => (["exact", "точно", "精确"], "The source gives the number itself."),
        Basis::MoreThan => {
            (["more than", "более", "超过"], "The source says more than this number.")
        }
        Basis::AtLeast => {
            (["at least", "не менее", "至少"], "The source says this number or more.")
        }
        Basis::FewerThan => {
            (["fewer than", "менее", "少于"], "The source says fewer than this number.")
        }
        Basis::AtMost => (["at most", "не более", "至多"], "The source says this number or fewer."),
        Basis::About => {
            (["about", "около", "约"], "The source gives a round number; no bounds are known.")
        }
        Basis::Range => (["range", "от и до", "范围"], "The source gives a least and a most."),
        Basis::Several => (["several", "несколько", "数个"], "The source says several."),
        Basis::Dozens => (["dozens", "десятки", "数十"], "The source says dozens."),
        Basis::Hundreds => (["hundreds", "сотни", "数百"], "The source says hundreds."),
    };
    Basis::ALL.map(|each| word(each.word(), described(each))).into()
}

/// Returns the roles of fields.
pub(super) fn roles() -> Vec<Word> {
    let described = |each: Role| match each {
        Role::Title => (["title", "название", "名称"], "The name that a record is shown by."),
        Role::Alias => {
            (["other name", "другое название", "别名"], "Another name of the same thing.")
        }
        Role::When => (["when", "когда", "时间"], "When it happened or will happen."),
        Role::Status => (["status", "статус", "状态"], "How far it has come."),
        Role::Direction => (["direction", "направление", "方向"], "Which way it went."),
        Role::Place => (["place", "место", "地点"], "Where."),
        Role::Party => (["party", "участник", "参与方"], "Who takes part."),
        Role::Quantity => {
            (["quantity", "количество", "数量"], "How many things the record stands for.")
        }
        Role::Whole => (["whole", "целое", "整体"], "The record that already counts this one."),
        Role::Path => (["path", "путь", "路径"], "A path to a value in the same record."),
        Role::Quotation => {
            (["quotation", "цитата", "引文"], "The words of a source, letter for letter.")
        }
        Role::Former => {
            (["former id", "прежний код", "旧编号"], "An id that the record had before.")
        }
        Role::Published => (["published", "опубликовано", "发布"], "When a source came out."),
        Role::Url => (["address", "адрес", "网址"], "A public address of the thing itself."),
        Role::Identifier => {
            (["identifier", "идентификатор", "标识符"], "The number of the thing in a register.")
        }
        Role::Series => {
            (["series", "серия", "系列"], "What the record is one of several editions of.")
        }
        Role::Ordinal => {
            (["ordinal", "порядковый номер", "届次"], "Which edition of its series it is.")
        }
        Role::Copy => (["copy", "копия", "转载"], "The record of which this one is a copy."),
        Role::Verdict => (["verdict", "решение", "判定"], "What a person decided about records."),
        Role::Compared => {
            (["compared", "сравнивается", "比较对象"], "A record that a verdict is about.")
        }
        Role::Reason => (["reason", "причина", "理由"], "Why a person decided so."),
    };
    Role::ALL.map(|each| word(each.word(), described(each))).into()
}

/// Returns the languages of texts.
pub(super) fn languages() -> Vec<Word> {
    let described = [
        (["English", "английский", "英文"], "English, or any text in Latin script."),
        (["Russian", "русский", "俄文"], "Russian."),
        (["Chinese", "китайский", "中文"], "Chinese."),
    ];
    let described = LANGUAGES.into_iter().zip(described);
    described.map(|(language, described)| word(language, described)).collect()
}

/// Returns the kinds of record as a vocabulary.
pub(super) fn kinds<'a>(schemas: impl IntoIterator<Item = &'a Schema>) -> Vec<Word> {
    let kind = |schema: &Schema| word(&schema.kind, ([&schema.title, "", ""], &schema.description));
    schemas.into_iter().map(kind).collect()
}

/// Returns a word with its labels in English, Russian and Chinese and its definition.
fn word(word: &str, ([en, ru, zh], definition): ([&str; 3], &str)) -> Word {
    Word {
        word: word.to_owned(),
        en: en.to_owned(),
        ru: ru.to_owned(),
        zh: zh.to_owned(),
        definition: definition.to_owned(),
        counted: true,
    }
}
