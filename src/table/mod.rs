//! Records as tables: admitted records enter, typed columns leave, one table a kind, one a
//! list of maps, and the tables that all kinds share. No file is read or written here.

mod assembly;
mod buffer;
mod build;
mod cells;
mod facts;
mod plan;
mod rows;
mod shared;
mod words;

pub use build::Builder;

use std::sync::Arc;

use polars::prelude::DataFrame;

use crate::schema::Word;

/// One table with its description.
#[derive(Debug, Clone)]
pub struct Table {
    /// The table's name, also the name of its Parquet file.
    pub name: String,
    /// Title for readers.
    pub title: String,
    /// What a row is.
    pub description: String,
    /// The columns, in the order of the frame.
    pub columns: Arc<Vec<Column>>,
    /// The columns that together name a row.
    pub key: Vec<String>,
    /// The values.
    pub frame: DataFrame,
}

/// One column, as the codebook describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The column's name.
    pub name: String,
    /// What it holds.
    pub description: String,
    /// The type of its values.
    pub holds: Holds,
    /// The unit of its numbers.
    pub unit: Option<String>,
    /// Whether a value may be absent.
    pub nullable: bool,
    /// The tables whose `id` its values name; one where it is a foreign key, several where the
    /// record may be of several kinds.
    pub references: Vec<String>,
}

impl Column {
    /// Returns a column of which every value is there, without a unit, and which names no record.
    pub fn new(name: impl Into<String>, description: impl Into<String>, holds: Holds) -> Column {
        Column {
            name: name.into(),
            description: description.into(),
            holds,
            unit: None,
            nullable: false,
            references: Vec::new(),
        }
    }
}

/// The type of a column's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// Text.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// True or false.
    Boolean,
    /// Days.
    Date,
    /// Words of a vocabulary, in its order; a dictionary column.
    Word(Vec<Word>),
    /// Lists of texts.
    TextList,
}
