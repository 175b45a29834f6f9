//! Records to rows: one push a record, one frame a table at the end.

use crate::error::Result;
use crate::record::Record;
use crate::schema::Schemas;
use crate::table::Table;

/// Tables under construction.
#[derive(Debug)]
pub struct Builder<'a> {
    schemas: &'a Schemas,
}

impl<'a> Builder<'a> {
    /// Returns empty tables for these schemas.
    pub fn new(schemas: &'a Schemas) -> Builder<'a> {
        Builder { schemas }
    }

    /// Adds the rows of one record; records come in the order of their ids within a kind.
    pub fn push(&mut self, record: &Record) {
        let _ = (record, self.schemas);
    }

    /// Adds the rows of another builder after the rows of this one.
    pub fn append(&mut self, other: Builder<'a>) {
        let _ = other;
    }

    /// Returns the tables, in the order of their names, with the `dataset` table, whose
    /// `as_of` is the given day or else the newest day on which a source came out.
    pub fn finish(self, as_of: Option<chrono::NaiveDate>) -> Result<Vec<Table>> {
        let _ = as_of;
        Ok(Vec::new())
    }
}
