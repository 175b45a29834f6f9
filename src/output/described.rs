//! What the codebook says of tables: tables enter, what each column holds leaves, counted from
//! its values.

use polars::prelude::{AnyValue, Column as Values};
use serde::Serialize;

use super::cells;
use crate::schema::{Schemas, Word};
use crate::table::{Column, Holds, Table};

/// Tables under one heading.
#[derive(Debug, Serialize)]
pub(super) struct Group<'t> {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) tables: Vec<Described<'t>>,
}

/// One table.
#[derive(Debug, Serialize)]
pub(super) struct Described<'t> {
    pub(super) name: &'t str,
    pub(super) title: &'t str,
    pub(super) description: &'t str,
    pub(super) rows: usize,
    /// Whether it is the table of a kind, not of what its records list.
    pub(super) of_kind: bool,
    pub(super) columns: Vec<Counted<'t>>,
}

/// One column.
#[derive(Debug, Serialize)]
pub(super) struct Counted<'t> {
    pub(super) name: &'t str,
    pub(super) holds: &'static str,
    pub(super) unit: Option<&'t str>,
    pub(super) description: &'t str,
    pub(super) nullable: bool,
    /// Whether it names the row, alone or with others.
    pub(super) key: bool,
    pub(super) references: &'t [String],
    pub(super) filled: usize,
    /// How much of the column is filled, for readers.
    pub(super) share: String,
    pub(super) least: Option<String>,
    pub(super) most: Option<String>,
    pub(super) words: Vec<Used<'t>>,
}

/// One word of a vocabulary with how often it stands in the column.
#[derive(Debug, Serialize)]
pub(super) struct Used<'t> {
    pub(super) word: &'t str,
    pub(super) en: &'t str,
    pub(super) ru: &'t str,
    pub(super) zh: &'t str,
    pub(super) definition: &'t str,
    pub(super) times: usize,
}

/// Returns the tables under headings: those of all kinds, those of each kind.
pub(super) fn groups<'t>(schemas: &Schemas, tables: &'t [Table]) -> Vec<Group<'t>> {
    let kind_of = |table: &Table| {
        let of = |kind: &str| {
            table.name == kind || table.key.first().is_some_and(|key| *key == format!("{kind}_id"))
        };
        schemas.kinds.iter().position(|schema| of(&schema.kind))
    };
    let mut shared: Vec<&Table> = tables.iter().filter(|table| kind_of(table).is_none()).collect();
    shared.sort_by_key(|table| (table.name != "events", &table.name));
    let mut groups =
        vec![group("All kinds together", "Tables that records of every kind fill.", shared, "")];
    for (place, schema) in schemas.kinds.iter().enumerate() {
        let own = tables.iter().filter(|table| kind_of(table) == Some(place)).collect();
        groups.push(group(&schema.title, &schema.description, own, &schema.kind));
    }
    groups.retain(|group| !group.tables.is_empty());
    groups
}

/// Returns the summaries under their heading, if there are any.
pub(super) fn summaries(summaries: &[Table]) -> Option<Group<'_>> {
    let description = "Tables counted from the others; each says how.";
    let group = group("Summaries", description, summaries.iter().collect(), "");
    Some(group).filter(|group| !group.tables.is_empty())
}

fn group<'t>(title: &str, description: &str, tables: Vec<&'t Table>, kind: &str) -> Group<'t> {
    let tables = tables.into_iter().map(|table| described(table, table.name == kind)).collect();
    Group { title: title.to_owned(), description: description.to_owned(), tables }
}

fn described(table: &Table, of_kind: bool) -> Described<'_> {
    let columns = table.columns.iter().zip(table.frame.columns());
    Described {
        name: &table.name,
        title: &table.title,
        description: &table.description,
        rows: table.frame.height(),
        of_kind,
        columns: columns.map(|(column, values)| counted(table, column, values)).collect(),
    }
}

fn counted<'t>(table: &'t Table, column: &'t Column, values: &Values) -> Counted<'t> {
    let filled = values.len() - values.null_count();
    let ordered = matches!(column.holds, Holds::Integer | Holds::Number | Holds::Date);
    let bound = |found: polars::prelude::PolarsResult<polars::prelude::Scalar>| {
        found.ok().filter(|_| ordered).and_then(|bound| cells::text(bound.value()))
    };
    let series = values.as_materialized_series();
    Counted {
        name: &column.name,
        holds: type_name(&column.holds),
        unit: column.unit.as_deref(),
        description: &column.description,
        nullable: column.nullable,
        key: table.key.contains(&column.name),
        references: &column.references,
        filled,
        share: share(filled, values.len()),
        least: bound(series.min_reduce()),
        most: bound(series.max_reduce()),
        words: match &column.holds {
            Holds::Word(words) => used(words, values),
            _ => Vec::new(),
        },
    }
}

fn used<'t>(words: &'t [Word], values: &Values) -> Vec<Used<'t>> {
    let mut times = vec![0; words.len()];
    for value in values.as_materialized_series().rechunk().iter() {
        if let AnyValue::Enum(place, _) | AnyValue::EnumOwned(place, _) = value
            && let Some(times) = times.get_mut(place as usize)
        {
            *times += 1;
        }
    }
    let used = |(word, times): (&'t Word, usize)| Used {
        word: &word.word,
        en: &word.en,
        ru: &word.ru,
        zh: &word.zh,
        definition: &word.definition,
        times,
    };
    words.iter().zip(times).map(used).collect()
}

/// Returns the name of a type for readers.
pub(super) fn type_name(holds: &Holds) -> &'static str {
    match holds {
        Holds::Text => "text",
        Holds::Integer => "whole number",
        Holds::Number => "number",
        Holds::Boolean => "true or false",
        Holds::Date => "day",
        Holds::Word(_) => "word",
        Holds::TextList => "list of texts",
    }
}

/// Returns a part of a whole in percent, never rounded to none or to all.
fn share(part: usize, whole: usize) -> String {
    match (part, (part * 100).checked_div(whole)) {
        (_, None) => "–".to_owned(),
        (1.., Some(0)) => "<1%".to_owned(),
        (_, Some(percent)) => format!("{percent}%"),
    }
}
