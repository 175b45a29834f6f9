//! Admission: a [`Node`](crate::yaml::Node) tree and its [`Schema`](crate::schema::Schema)
//! enter, a typed [`Record`] leaves, or diagnostics do. A record with a fault is not admitted,
//! but its id stays known, so that one mistake gives one message.

mod admit;
mod convert;
mod dataset;
mod example;
mod index;
mod meant;
mod memory;
mod shape;
mod tree;
mod typing;
mod unfilled;

pub use admit::{Admitter, Validators};
pub use convert::{Dangling, Pending};
pub use dataset::{Dataset, Facts, Rows, read, read_more};
pub use index::{Index, Listed};
pub use memory::Memory;
pub use unfilled::MARK;

use std::sync::Arc;

use crate::value::{count::Count, date::Date, text::Trilingual};

/// One admitted record.
#[derive(Debug, Clone)]
pub struct Record {
    /// Position of its kind in [`Schemas::kinds`](crate::schema::Schemas).
    pub kind: usize,
    /// Its id: the file's name without `.yaml`.
    pub id: Arc<str>,
    /// Its file, as a path from the root.
    pub file: Arc<str>,
    /// The line of its first key, from 1.
    pub line: u32,
    /// One value for each field of the schema, in the schema's order.
    pub values: Vec<Option<Value>>,
}

/// A typed value. Which variant a field has is fixed by its [`Type`](crate::schema::Type).
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A word, a string or the id of a record.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A date.
    Date(Date),
    /// A count.
    Count(Count),
    /// A sum of money: amount, currency, kind.
    Money {
        /// How much.
        amount: Count,
        /// ISO 4217 code.
        currency: String,
        /// What sort of sum it is, a word of the vocabulary.
        kind: Option<String>,
    },
    /// A text in up to three languages.
    Trilingual(Trilingual),
    /// A nested map: one value for each field of its type.
    Map(Vec<Option<Value>>),
    /// A list.
    List(Vec<Item>),
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Line in the file, from 1.
    pub line: u32,
    /// The value.
    pub value: Value,
}
