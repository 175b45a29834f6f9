//! The kind pages as [`Schema`]s: fields, types and roles, each with its place. Pages in a
//! closed profile of JSON Schema enter; what no column can hold does not leave.

mod columns;
mod condition;
mod dataset;
mod example;
mod field;
mod holds;
mod json;
mod layers;
mod limits;
mod load;
mod object;
mod profile;
mod role;
mod vocabulary;

pub use example::Shown;
pub use load::{compile, is_name, load};

use std::sync::Arc;

use crate::diagnostic::Place;
use crate::translit::Bearer;
use crate::value::text::LANGUAGES;
use crate::yaml::Node;

/// All pages under `schemas/`.
#[derive(Debug)]
pub struct Schemas {
    /// One schema a kind, in the order of their names.
    pub kinds: Vec<Schema>,
    /// What `schemas/dataset.yaml` says of the dataset.
    pub dataset: DatasetPage,
}

impl Schemas {
    /// Returns the schema of this kind.
    pub fn kind(&self, name: &str) -> Option<&Schema> {
        self.kinds.iter().find(|schema| schema.kind == name)
    }

    /// Returns every example of every field, in the order of the pages; one that several fields
    /// share is returned once.
    pub fn examples(&self) -> Vec<Shown<'_>> {
        example::all(self)
    }
}

/// Returns the path of a field: the names of the maps around it and its own, with dots between.
pub fn path(above: &str, name: &str) -> String {
    if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") }
}

/// The dataset's own description.
#[derive(Debug, Clone, Default, serde::Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct DatasetPage {
    /// Machine name, such as `amur`.
    pub name: String,
    /// Title for readers.
    pub title: String,
    /// What the dataset covers.
    pub description: String,
    /// Version of the data, such as `0.1.0`.
    pub version: String,
    /// Licence of the data, as an SPDX id.
    pub license: String,
    /// How to cite it.
    pub citation: String,
    /// Languages of the records, as BCP 47 tags.
    pub languages: Vec<String>,
}

/// One kind of record, as its page describes it.
#[derive(Debug)]
pub struct Schema {
    /// The kind's name: also its folder, its page and its table.
    pub kind: String,
    /// The page's path.
    pub file: Arc<str>,
    /// The kind's title.
    pub title: String,
    /// What a record of this kind is.
    pub description: String,
    /// Whether records of this kind are rows of the `events` table (`x-role: event`).
    pub event: bool,
    /// The fields, in the order of the page.
    pub fields: Vec<Field>,
    /// The page with all it refers to, as one JSON Schema for the validator.
    pub json: serde_json::Value,
}

impl Schema {
    /// Returns whether its records say what people decided about other records: they are kept with
    /// the content and are none.
    pub fn keeps_verdicts(&self) -> bool {
        self.fields.iter().any(|field| field.role == Some(Role::Verdict))
    }

    /// Returns the first field that has this role, itself or in the items of its list.
    pub fn with_role(&self, role: Role) -> Option<&Field> {
        self.fields.iter().find(|field| match &field.holds {
            Type::List(item) => item.role == Some(role),
            _ => field.role == Some(role),
        })
    }
}

/// One field of a record, of a nested map, or of the maps in a list.
#[derive(Debug, Clone)]
pub struct Field {
    /// The key.
    pub name: String,
    /// What to put there, for coders and for the codebook.
    pub description: String,
    /// Whether every record must have it.
    pub required: bool,
    /// What it holds.
    pub holds: Type,
    /// What generic code may do with it.
    pub role: Option<Role>,
    /// The unit of its numbers.
    pub unit: Option<String>,
    /// The shared table its rows go to, where it is a list of maps (`x-table`).
    pub table: Option<String>,
    /// Whose names they are, where they go from script to script by their sound
    /// (`x-transliterate`).
    pub bearer: Option<Bearer>,
    /// Values as they may be written. Where a text or a sum has none of its own, one is put
    /// together from the examples of its parts.
    pub examples: Vec<Example>,
    /// Whether it is kept for old records only.
    pub deprecated: bool,
    /// Whether it has no column (`x-column: skip`).
    pub skip: bool,
    /// Where the page declares it.
    pub place: Place,
}

impl Field {
    /// Returns the fields of its maps, where it is a map or a list of maps.
    pub fn fields(&self) -> &[Field] {
        self.holds.fields()
    }

    /// Returns a value as it may be written, as YAML on one line that every YAML reader takes
    /// for the same thing; a map without an example is put together from its fields.
    pub fn example_text(&self) -> Option<String> {
        example::text(self)
    }

    /// Returns a value of this field as [`example_text`](Field::example_text) writes it.
    pub fn written(&self, value: &Node) -> String {
        example::node(value, Some(self))
    }
}

/// A value as a page shows it, with its place.
#[derive(Debug, Clone)]
pub struct Example {
    /// The page: a field's examples may stand in `common.yaml`.
    pub file: Arc<str>,
    /// The value.
    pub node: Node,
}

/// What a field holds.
#[derive(Debug, Clone)]
pub enum Type {
    /// One word of a vocabulary.
    Word(Vec<Word>),
    /// Free text in one language, or an identifier.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A date in EDTF.
    Date,
    /// A number of things, as exact as the source is.
    Count,
    /// A measured number, as exact as the source is.
    Decimal,
    /// A sum of money: a map of `amount`, `currency`, `kind`; the words of its kind.
    Money(Vec<Word>),
    /// A text in up to three languages: a map of `en`, `ru`, `zh`.
    Text,
    /// The id of a record of one of these kinds.
    Reference(Vec<String>),
    /// A nested map.
    Map(Vec<Field>),
    /// A list; the field describes its items and has no name.
    List(Box<Field>),
}

impl Type {
    /// Returns what values of this type are, for messages.
    pub fn noun(&self) -> &'static str {
        match self {
            Type::Word(_) => "a word of a vocabulary",
            Type::String => "a string",
            Type::Integer => "a whole number",
            Type::Number => "a number",
            Type::Boolean => "true or false",
            Type::Date => "a date",
            Type::Count => "a count",
            Type::Decimal => "a measured number",
            Type::Money(_) => "a sum of money",
            Type::Text => "a text in up to three languages",
            Type::Reference(_) => "a reference",
            Type::Map(_) => "a map",
            Type::List(_) => "a list",
        }
    }

    /// Returns the keys that its map has, where the engine itself reads a map as one value.
    pub fn keys(&self) -> &'static [&'static str] {
        match self {
            Type::Text => &LANGUAGES,
            Type::Money(_) => &["amount", "currency", "kind"],
            Type::Word(_)
            | Type::String
            | Type::Integer
            | Type::Number
            | Type::Boolean
            | Type::Date
            | Type::Count
            | Type::Decimal
            | Type::Reference(_)
            | Type::Map(_)
            | Type::List(_) => &[],
        }
    }

    /// Returns the fields of its maps, where it is a map or a list of maps.
    pub fn fields(&self) -> &[Field] {
        match self {
            Type::Map(fields) => fields,
            Type::List(item) => item.fields(),
            _ => &[],
        }
    }
}

/// One word of a vocabulary, with its labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word as records write it.
    pub word: String,
    /// English label.
    pub en: String,
    /// Russian label.
    pub ru: String,
    /// Chinese label.
    pub zh: String,
    /// When to use it.
    pub definition: String,
    /// Whether a record with this status counts in sums (`counted: false` in `x-labels`).
    pub counted: bool,
}

/// What generic code may do with a field that it does not know by name (`x-role`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The name that a record is shown by.
    Title,
    /// Another name of the same thing.
    Alias,
    /// When it happened or will happen.
    When,
    /// How far it has come; words with `counted: false` keep the record out of sums.
    Status,
    /// Which way it went.
    Direction,
    /// Where.
    Place,
    /// Who takes part.
    Party,
    /// How many things the record stands for.
    Quantity,
    /// The record that already counts this one.
    Whole,
    /// A path to a value in the same record, such as `russian_side.size`.
    Path,
    /// The words of a source, letter for letter, in whatever script.
    Quotation,
    /// An id that the record had before.
    Former,
    /// When a source came out; the newest one is the dataset's day.
    Published,
    /// A public address of the thing itself.
    Url,
    /// The number of the thing in a public register, which nothing else has there.
    Identifier,
    /// What the record is one of several editions of.
    Series,
    /// Which edition of its series it is.
    Ordinal,
    /// The record of which this one is a copy.
    Copy,
    /// What a person decided about the records that were compared.
    Verdict,
    /// A record that a verdict is about.
    Compared,
    /// Why a person decided so.
    Reason,
}
