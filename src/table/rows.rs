//! One table while it grows: cells enter from left to right, a row at a time, a frame leaves.

use polars::prelude::{DataFrame, PolarsResult};

use super::Column;
use super::buffer::{Buffer, Cell};

/// Rows under construction.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    buffers: Vec<Buffer>,
    next: usize,
    height: usize,
    fault: Option<String>,
}

impl Rows {
    /// Returns an empty table with these columns.
    pub(super) fn new(columns: &[Column]) -> Rows {
        let buffers = columns.iter().map(|column| Buffer::new(&column.holds)).collect();
        Rows { buffers, next: 0, height: 0, fault: None }
    }

    /// Adds the next cell of the open row.
    pub(super) fn push(&mut self, cell: Cell<'_>) {
        let refused = match self.buffers.get_mut(self.next) {
            Some(buffer) => buffer.push(cell),
            None => Some(cell),
        };
        if let Some(cell) = refused {
            self.misfit(&cell);
        }
        self.next += 1;
    }

    /// Refuses a value that is not of its field's type.
    pub(super) fn misfit(&mut self, value: &impl std::fmt::Debug) {
        self.fault.get_or_insert_with(|| format!("column {} cannot hold {value:?}", self.next + 1));
    }

    /// Adds the next cell, a text.
    pub(super) fn text(&mut self, text: Option<&str>) {
        self.push(text.map_or(Cell::Null, Cell::Text));
    }

    /// Adds the next cell, a whole number.
    pub(super) fn integer(&mut self, value: Option<i64>) {
        self.push(value.map_or(Cell::Null, Cell::Integer));
    }

    /// Adds the next cell, true or false.
    pub(super) fn boolean(&mut self, value: Option<bool>) {
        self.push(value.map_or(Cell::Null, Cell::Boolean));
    }

    /// Closes the row with where it was read.
    pub(super) fn end_at(&mut self, file: &str, line: u32) {
        self.text(Some(file));
        self.integer(Some(line.into()));
        self.end();
    }

    /// Closes the row.
    pub(super) fn end(&mut self) {
        if self.next != self.buffers.len() && self.fault.is_none() {
            self.fault = Some(format!("{} cells for {} columns", self.next, self.buffers.len()));
        }
        self.next = 0;
        self.height += 1;
    }

    /// Adds the rows of another table of the same columns.
    pub(super) fn append(&mut self, other: &Rows) {
        self.height += other.height;
        self.fault = self.fault.take().or_else(|| other.fault.clone());
        for (mine, more) in self.buffers.iter_mut().zip(&other.buffers) {
            if !mine.append(more) {
                self.fault.get_or_insert_with(|| "two columns differ in type".to_owned());
            }
        }
    }

    /// Adds the rows of a table that has some of these columns.
    pub(super) fn stack(&mut self, columns: &[Column], other: Rows, theirs: &[Column]) {
        self.fault = self.fault.take().or(other.fault);
        let mut more: Vec<Option<Buffer>> = other.buffers.into_iter().map(Some).collect();
        for (mine, column) in self.buffers.iter_mut().zip(columns) {
            let place = theirs.iter().position(|their| their.name == column.name);
            match place.and_then(|place| more[place].take()) {
                None => mine.skip(other.height),
                Some(mut buffer) => {
                    buffer.widen(&column.holds);
                    if !mine.append(&buffer) {
                        self.fault = Some(format!("`{}` differs between kinds", column.name));
                    }
                }
            }
        }
        self.height += other.height;
    }

    /// Returns the texts of a column.
    pub(super) fn texts(&self, column: usize) -> impl Iterator<Item = Option<&str>> {
        let texts = match self.buffers.get(column) {
            Some(Buffer::Text(texts)) => Some(texts),
            _ => None,
        };
        texts.into_iter().flat_map(|texts| texts.iter())
    }

    /// Returns the column, to fill in what was not known when its rows were read.
    pub(super) fn buffer(&mut self, column: usize) -> Option<&mut Buffer> {
        self.buffers.get_mut(column)
    }

    /// Returns the frame, or why a cell was not of its column's type.
    pub(super) fn finish(self, columns: &[Column]) -> Result<DataFrame, String> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let named = self.buffers.into_iter().zip(columns);
        let columns: PolarsResult<Vec<_>> =
            named.map(|(buffer, column)| buffer.finish(&column.name)).collect();
        columns
            .and_then(|columns| DataFrame::new(self.height, columns))
            .map_err(|error| error.to_string())
    }
}
