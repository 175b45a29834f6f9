//! The tables that every dataset has, whatever its kinds: schemas enter, their descriptions
//! leave, and the rows of those that are known before any record is read.

use std::sync::Arc;

use chrono::NaiveDate;

use super::buffer::Cell;
use super::cells::{self, Heading};
use super::plan::{Layout, counting_columns, kind_column, origin_columns, text_column};
use super::rows::Rows;
use super::{Column, Holds, words};
use crate::schema::{Field, Role, Schema, Schemas, Type, Word};

/// Returns the `links` table without its rows.
pub(super) fn links(schemas: &Schemas) -> Layout {
    let mut columns = vec![
        kinds("from_kind", "Kind of the record that refers.", schemas),
        ids("from_id", "Id of the record that refers.", schemas),
        text_column("field", "Path of the field that refers, with dots between names."),
        optional(integer("position", "Place in the outermost list that it stands in, from 1.")),
        optional(kinds("to_kind", "Kind of the record that is referred to.", schemas)),
        ids("to_id", "Id of the record that is referred to.", schemas),
        optional(kind_column("role", "What the reference means for the record.", words::roles())),
    ];
    columns.extend(origin_columns());
    layout("links", "Links", "One reference from a record to a record.", &[], columns)
}

const EXPECTED_FROM_ZH: &str = "What the name would be by the record's Chinese name, or by its \
     pinyin where no characters are known, if it is something else: Hanyu Pinyin in English, \
     Palladius in Russian. Only for names that are not translated.";

const EXPECTED_FROM_RU: &str = "What an English name would be by the record's Russian name, if it \
     is something else: BGN/PCGN without apostrophes. Only for names that are not translated.";

/// Returns the `names` table without its rows.
pub(super) fn names(schemas: &Schemas) -> Layout {
    let language = kind_column(
        "language",
        "Language of the name; absent where none is given.",
        words::languages(),
    );
    let mut columns = vec![
        kinds("kind", "Kind of the record.", schemas),
        ids("id", "Id of the record.", schemas),
        text_column("field", "Path of the field that holds the name, with dots between names."),
        optional(language),
        text_column("name", "The name."),
        optional(text_column("expected_from_zh", EXPECTED_FROM_ZH)),
        optional(text_column("expected_from_ru", EXPECTED_FROM_RU)),
    ];
    columns.extend(origin_columns());
    layout("names", "Names", "One name of a record, in one language.", &[], columns)
}

/// Returns the `redirects` table without its rows.
pub(super) fn redirects(schemas: &Schemas) -> Layout {
    let columns = vec![
        text_column("former_id", "Id that the record had before."),
        kinds("kind", "Kind of the record.", schemas),
        ids("id", "Id that the record has now.", schemas),
    ];
    let description = "One id that a record had before, for data that was joined by it.";
    layout("redirects", "Redirects", description, &["former_id"], columns)
}

/// Returns the `events` table without its rows.
pub(super) fn events(schemas: &Schemas) -> Layout {
    let kinds: Vec<&Schema> = schemas.kinds.iter().filter(|schema| schema.event).collect();
    let names: Vec<String> = kinds.iter().map(|schema| schema.kind.clone()).collect();
    let vocabulary = words::kinds(kinds.iter().copied());
    let mut columns = vec![
        kind_column("kind", "Kind of the record.", vocabulary),
        Column { references: names.clone(), ..text_column("id", "Id of the record.") },
    ];
    let mut values = |name, description, holds: Type| {
        let heading = Heading { name, description, unit: None, nullable: true };
        cells::describe(&holds, heading, &mut columns);
    };
    values("title", "What the event is called.", Type::Text);
    values("when", "When it happened or will happen.", Type::Date);
    values("status", "How far it has come.", role_words(&kinds, Role::Status));
    values("direction", "Which way it went.", role_words(&kinds, Role::Direction));
    columns.extend(quantity_columns());
    columns.extend([
        list("places", "Ids of the places of the event.", role_kinds(&kinds, Some(Role::Place))),
        list("parties", "Ids of those who take part.", role_kinds(&kinds, Some(Role::Party))),
        list("sources", "Ids of the sources that the record rests on.", role_kinds(&kinds, None)),
        Column {
            references: role_kinds(&kinds, Some(Role::Whole)),
            ..optional(text_column(
                "counted_in_id",
                "Id of the record that already counts this one.",
            ))
        },
    ]);
    columns.extend(counting_columns());
    columns.extend(origin_columns());
    layout(
        "events",
        "Events",
        "One event of any kind, such as what happens on a day.",
        &["id"],
        columns,
    )
}

fn quantity_columns() -> [Column; 3] {
    let best = "The number of things that the record stands for, where a source gives one.";
    [
        ("quantity_min", "The least number of things that the record stands for."),
        ("quantity_best", best),
        ("quantity_max", "The most things that the record stands for."),
    ]
    .map(|(name, description)| optional(integer(name, description)))
}

/// Returns the `vocabularies` table and its rows.
pub(super) fn vocabularies(schemas: &Schemas) -> (Layout, Rows) {
    let columns = vec![
        kinds("kind", "Kind whose page has the vocabulary.", schemas),
        text_column("field", "Path of the field, with dots between names."),
        text_column("word", "The word, as records and tables have it."),
        integer("position", "Place of the word in its vocabulary, from 1."),
        text_column("label_en", "English label."),
        text_column("label_ru", "Russian label."),
        text_column("label_zh", "Chinese label."),
        text_column("definition", "When to use the word."),
        Column {
            holds: Holds::Boolean,
            ..text_column("counted", "Whether records of this status count in sums.")
        },
    ];
    let mut rows = Rows::new(&columns);
    for schema in &schemas.kinds {
        each_vocabulary(&schema.fields, "", &mut |field, words| {
            for (place, word) in words.iter().enumerate() {
                rows.text(Some(&schema.kind));
                rows.text(Some(field));
                rows.text(Some(&word.word));
                rows.integer(Some(place as i64 + 1));
                for label in [&word.en, &word.ru, &word.zh, &word.definition] {
                    rows.text(Some(label));
                }
                rows.boolean(Some(word.counted));
                rows.end();
            }
        });
    }
    let description = "One word of the vocabulary of a field.";
    let key = ["kind", "field", "word"];
    (layout("vocabularies", "Vocabularies", description, &key, columns), rows)
}

/// Returns the `dataset` table without its row.
pub(super) fn dataset() -> Layout {
    let as_of_text = "Day that the dataset speaks of: when its newest source came out, unless another was given.";
    let columns = vec![
        text_column("name", "Machine name of the dataset."),
        text_column("title", "Title of the dataset."),
        text_column("version", "Version of the data."),
        text_column("license", "Licence of the data, as an SPDX id."),
        text_column("citation", "How to cite the dataset."),
        optional(Column { holds: Holds::Date, ..text_column("as_of", as_of_text) }),
        integer("records", "Number of records, without the verdicts on them."),
    ];
    layout("dataset", "Dataset", "The dataset itself, in one row.", &["name"], columns)
}

/// Returns the row of the `dataset` table.
pub(super) fn dataset_row(
    layout: &Layout,
    schemas: &Schemas,
    as_of: Option<NaiveDate>,
    records: usize,
) -> Rows {
    let mut rows = Rows::new(&layout.columns);
    let page = &schemas.dataset;
    for text in [&page.name, &page.title, &page.version, &page.license, &page.citation] {
        rows.text(Some(text));
    }
    rows.push(as_of.map_or(Cell::Null, |day| Cell::Day(day.to_epoch_days())));
    rows.integer(Some(records as i64));
    rows.end();
    rows
}

fn each_vocabulary(fields: &[Field], prefix: &str, visit: &mut dyn FnMut(&str, &[Word])) {
    fn field(name: &str, holds: &Type, visit: &mut dyn FnMut(&str, &[Word])) {
        match holds {
            Type::Word(words) => visit(name, words),
            Type::Money(words) => visit(&format!("{name}.kind"), words),
            Type::Map(fields) => each_vocabulary(fields, &format!("{name}."), visit),
            Type::List(item) => field(name, &item.holds, visit),
            _ => {}
        }
    }
    for each in fields {
        field(&format!("{prefix}{}", each.name), &each.holds, visit);
    }
}

/// Visits every field that holds a single value or a list of them, with its type.
fn each_value<'f>(
    fields: &'f [Field],
    table: Option<&'f str>,
    visit: &mut dyn FnMut(&'f Field, Option<&'f str>),
) {
    fn field<'f>(
        each: &'f Field,
        table: Option<&'f str>,
        visit: &mut dyn FnMut(&'f Field, Option<&'f str>),
    ) {
        match &each.holds {
            Type::Map(fields) => each_value(fields, table, visit),
            Type::List(item) => field(item, table.or(each.table.as_deref()), visit),
            _ => visit(each, table),
        }
    }
    fields.iter().for_each(|each| field(each, table, visit));
}

/// Returns the vocabulary of a role in all these kinds, or text where one has none.
fn role_words(kinds: &[&Schema], role: Role) -> Type {
    let mut all: Vec<Word> = Vec::new();
    let mut closed = true;
    for schema in kinds {
        each_value(&schema.fields, None, &mut |field, _| match &field.holds {
            Type::Word(words) if field.role == Some(role) => {
                let new = |word: &&Word| !all.iter().any(|each| each.word == word.word);
                let new: Vec<Word> = words.iter().filter(new).cloned().collect();
                all.extend(new);
            }
            _ => closed &= field.role != Some(role),
        });
    }
    if closed && !all.is_empty() { Type::Word(all) } else { Type::String }
}

/// Returns the kinds that references of a role name, or those of citations.
fn role_kinds(kinds: &[&Schema], role: Option<Role>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for schema in kinds {
        each_value(&schema.fields, None, &mut |field, table| {
            let wanted = match role {
                Some(role) => field.role == Some(role),
                None => table == Some("citations"),
            };
            if let (true, Type::Reference(kinds)) = (wanted, &field.holds) {
                all.extend(kinds.iter().cloned());
            }
        });
    }
    all.sort();
    all.dedup();
    all
}

fn layout(
    name: &str,
    title: &str,
    description: &str,
    key: &[&str],
    columns: Vec<Column>,
) -> Layout {
    Layout {
        name: name.to_owned(),
        title: title.to_owned(),
        description: description.to_owned(),
        columns: Arc::new(columns),
        key: key.iter().map(|column| (*column).to_owned()).collect(),
        shared: true,
    }
}

fn kinds(name: &str, description: &str, schemas: &Schemas) -> Column {
    kind_column(name, description, words::kinds(&schemas.kinds))
}

fn ids(name: &str, description: &str, schemas: &Schemas) -> Column {
    let references = schemas.kinds.iter().map(|schema| schema.kind.clone()).collect();
    Column { references, ..text_column(name, description) }
}

fn integer(name: &str, description: &str) -> Column {
    Column { holds: Holds::Integer, ..text_column(name, description) }
}

fn list(name: &str, description: &str, references: Vec<String>) -> Column {
    Column { holds: Holds::TextList, references, ..optional(text_column(name, description)) }
}

fn optional(column: Column) -> Column {
    Column { nullable: true, ..column }
}
