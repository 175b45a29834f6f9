//! One column builder a value type: a field enters and its columns leave, a value enters and
//! its cells leave, always as many as there are columns. Lists and maps are the plan's matter.

use chrono::NaiveDate;

use super::buffer::Cell;
use super::rows::Rows;
use super::{Column, Holds, words};
use crate::record::Value;
use crate::schema::{Type, Word};
use crate::value::count::Count;
use crate::value::date::Date;
use crate::value::text::Trilingual;

/// A value's columns under construction: the name they begin with and what they have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heading<'a> {
    /// The field's name with the names of the maps around it.
    pub(super) name: &'a str,
    /// What the field holds, in words.
    pub(super) description: &'a str,
    /// The unit of its numbers.
    pub(super) unit: Option<&'a str>,
    /// Whether the value may be absent.
    pub(super) nullable: bool,
}

impl Heading<'_> {
    fn column(&self, suffix: &str, part: &str, holds: Holds) -> Column {
        let said = self.description.trim();
        let description = match (said.is_empty(), part.is_empty()) {
            (_, true) => said.to_owned(),
            (true, false) => part.to_owned(),
            (false, false) if said.ends_with(['.', '!', '?']) => format!("{said} {part}"),
            (false, false) => format!("{said}. {part}"),
        };
        let name = format!("{}{suffix}", self.name);
        Column { nullable: self.nullable, ..Column::new(name, description, holds) }
    }

    fn measured(&self, suffix: &str, part: &str, holds: Holds) -> Column {
        Column { unit: self.unit.map(str::to_owned), ..self.column(suffix, part, holds) }
    }

    fn optional(&self, suffix: &str, part: &str, holds: Holds) -> Column {
        Column { nullable: true, ..self.measured(suffix, part, holds) }
    }
}

/// Adds the columns of a value of this type; a list or a map has none of its own.
pub(super) fn describe(holds: &Type, heading: Heading<'_>, columns: &mut Vec<Column>) {
    match holds {
        Type::Word(words) => columns.push(heading.column("", "", Holds::Word(words.clone()))),
        Type::String => columns.push(heading.column("", "", Holds::Text)),
        Type::Integer => columns.push(heading.measured("", "", Holds::Integer)),
        Type::Number => columns.push(heading.measured("", "", Holds::Number)),
        Type::Boolean => columns.push(heading.column("", "", Holds::Boolean)),
        Type::Date => columns.extend(date_columns(heading)),
        Type::Count => columns.extend(count_columns(heading, Holds::Integer)),
        Type::Decimal => columns.extend(count_columns(heading, Holds::Number)),
        Type::Money(kinds) => columns.extend(money_columns(heading, kinds)),
        Type::Text => columns.extend(text_columns(heading)),
        Type::Reference(kinds) => columns
            .push(Column { references: kinds.clone(), ..heading.column("_id", "", Holds::Text) }),
        Type::Map(_) | Type::List(_) => {}
    }
}

/// Adds the cells of a value of this type, or absent ones.
pub(super) fn fill(holds: &Type, value: Option<&Value>, rows: &mut Rows) {
    match (holds, value) {
        (Type::Date, Some(Value::Date(date))) => fill_date(Some(date), rows),
        (Type::Date, None) => fill_date(None, rows),
        (Type::Count, Some(Value::Count(count))) => fill_count(Some(count), whole, rows),
        (Type::Count, None) => fill_count(None, whole, rows),
        (Type::Decimal, Some(Value::Count(count))) => fill_count(Some(count), Cell::Number, rows),
        (Type::Decimal, None) => fill_count(None, Cell::Number, rows),
        (Type::Money(_), Some(Value::Money { amount, currency, kind })) => {
            fill_count(Some(amount), Cell::Number, rows);
            rows.text(Some(currency));
            rows.text(kind.as_deref());
        }
        (Type::Money(_), None) => {
            fill_count(None, Cell::Number, rows);
            rows.text(None);
            rows.text(None);
        }
        (Type::Text, Some(Value::Trilingual(text))) => fill_text(Some(text), rows),
        (Type::Text, None) => fill_text(None, rows),
        (Type::Number, Some(Value::Integer(value))) => rows.push(Cell::Number(*value as f64)),
        (Type::Map(_) | Type::List(_), _) => {}
        (_, None) => rows.push(Cell::Null),
        (_, Some(Value::Text(text))) => rows.push(Cell::Text(text)),
        (_, Some(Value::Integer(value))) => rows.push(Cell::Integer(*value)),
        (_, Some(Value::Number(value))) => rows.push(Cell::Number(*value)),
        (_, Some(Value::Boolean(value))) => rows.push(Cell::Boolean(*value)),
        (_, Some(value)) => rows.misfit(value),
    }
}

fn whole(value: f64) -> Cell<'static> {
    Cell::Integer(value as i64)
}

fn date_columns(heading: Heading<'_>) -> [Column; 6] {
    [
        heading.column("_edtf", "As written, in EDTF.", Holds::Text),
        heading.optional(
            "_earliest",
            "First day it can be; absent where it is open or the year is unknown.",
            Holds::Date,
        ),
        heading.optional(
            "_latest",
            "Last day it can be; absent where it is open or the year is unknown.",
            Holds::Date,
        ),
        heading.column("_precision", "How exact the date is.", Holds::Word(words::precisions())),
        heading.column("_approximate", "Whether the date is approximate.", Holds::Boolean),
        heading.column("_uncertain", "Whether the date is uncertain.", Holds::Boolean),
    ]
}

pub(super) fn fill_date(date: Option<&Date>, rows: &mut Rows) {
    let day =
        |bound: Option<NaiveDate>| bound.map_or(Cell::Null, |date| Cell::Day(date.to_epoch_days()));
    rows.text(date.map(|date| date.edtf.as_str()));
    rows.push(day(date.and_then(|date| date.earliest)));
    rows.push(day(date.and_then(|date| date.latest)));
    rows.text(date.map(|date| date.precision.word()));
    rows.boolean(date.map(|date| date.approximate));
    rows.boolean(date.map(|date| date.uncertain));
}

fn count_columns(heading: Heading<'_>, number: Holds) -> [Column; 5] {
    [
        heading.column("_text", "As written.", Holds::Text),
        heading.optional("_min", "The least it can be.", number.clone()),
        heading.optional("_best", "The number itself, where a source gives one.", number.clone()),
        heading.optional("_max", "The most it can be.", number),
        heading.column("_basis", "What sort of statement it is.", Holds::Word(words::bases())),
    ]
}

fn fill_count(count: Option<&Count>, cell: impl Fn(f64) -> Cell<'static>, rows: &mut Rows) {
    let number = |value: Option<f64>| value.map_or(Cell::Null, &cell);
    rows.text(count.map(|count| count.text.as_str()));
    rows.push(number(count.and_then(|count| count.min)));
    rows.push(number(count.and_then(|count| count.best)));
    rows.push(number(count.and_then(|count| count.max)));
    rows.text(count.map(|count| count.basis.word()));
}

fn money_columns(heading: Heading<'_>, kinds: &[Word]) -> Vec<Column> {
    let mut columns = Vec::from(count_columns(heading, Holds::Number));
    columns.push(heading.column("_currency", "Currency, as a code of ISO 4217.", Holds::Text));
    let kind = if kinds.is_empty() { Holds::Text } else { Holds::Word(kinds.to_vec()) };
    let kind = heading.column("_kind", "What sort of sum it is.", kind);
    columns.push(Column { nullable: true, ..kind });
    columns
}

fn text_columns(heading: Heading<'_>) -> [Column; 3] {
    [
        heading.optional("_en", "In English.", Holds::Text),
        heading.optional("_ru", "In Russian.", Holds::Text),
        heading.optional("_zh", "In Chinese.", Holds::Text),
    ]
}

pub(super) fn fill_text(text: Option<&Trilingual>, rows: &mut Rows) {
    rows.text(text.and_then(|text| text.en.as_deref()));
    rows.text(text.and_then(|text| text.ru.as_deref()));
    rows.text(text.and_then(|text| text.zh.as_deref()));
}
