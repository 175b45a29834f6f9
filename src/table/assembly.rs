//! The rows of all kinds put together: each kind's rows enter in the order of kinds, frames
//! leave in the order of their names.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::buffer::Buffer;
use super::plan::Layout;
use super::rows::Rows;
use super::{Column, Holds, Table};
use crate::error::{Error, Result};

/// All tables by their names, each with the columns that it has for any kind.
#[derive(Debug, Default)]
pub(super) struct Layouts {
    tables: BTreeMap<String, Layout>,
    /// The name that two tables have.
    clash: Option<String>,
}

impl Layouts {
    /// Adds a table, or the columns of one more kind to a table that kinds share.
    pub(super) fn add(&mut self, layout: &Layout) {
        match self.tables.get_mut(&layout.name) {
            None => {
                self.tables.insert(layout.name.clone(), layout.clone());
            }
            Some(first) if first.shared && layout.shared => {
                first.columns = Arc::new(union(&first.columns, &layout.columns));
            }
            Some(_) => self.clash = Some(layout.name.clone()),
        }
    }
}

/// Tables with the rows that they have so far.
#[derive(Debug)]
pub(super) struct Assembly<'a> {
    tables: BTreeMap<&'a str, (&'a Layout, Vec<Part<'a>>)>,
}

/// Rows of one kind, in the order in which they follow each other, with the columns that they
/// have.
#[derive(Debug)]
struct Part<'a> {
    columns: &'a Arc<Vec<Column>>,
    rows: Vec<Cow<'a, Rows>>,
}

impl<'a> Assembly<'a> {
    /// Returns those of the tables that are wanted, without rows.
    pub(super) fn of(layouts: &'a Layouts, wanted: &dyn Fn(&str) -> bool) -> Result<Assembly<'a>> {
        if let Some(name) = &layouts.clash {
            let message = format!("two tables are called `{name}`");
            return Err(Error::library("building tables", message));
        }
        let wanted = layouts.tables.iter().filter(|(name, _)| wanted(name));
        let tables = wanted.map(|(name, layout)| (name.as_str(), (layout, Vec::new()))).collect();
        Ok(Assembly { tables })
    }

    /// Adds rows to the table of this layout, if it is wanted.
    pub(super) fn add(&mut self, layout: &'a Layout, rows: impl Iterator<Item = Cow<'a, Rows>>) {
        if let Some((_, parts)) = self.tables.get_mut(layout.name.as_str()) {
            parts.push(Part { columns: &layout.columns, rows: rows.collect() });
        }
    }

    /// Returns the tables. `ids` are those of all records, each with the place of its kind.
    pub(super) fn finish<'i>(
        self,
        ids: impl Iterator<Item = (u32, &'i str)>,
    ) -> Result<Vec<Table>> {
        let stacked = self.tables.into_par_iter().map(|(name, (layout, parts))| {
            let rows = stack(&layout.columns, &parts);
            (name, (layout, rows))
        });
        let mut tables: BTreeMap<&str, (&Layout, Rows)> = stacked.collect();
        if let Some((layout, links)) = tables.get_mut("links") {
            name_kinds(&layout.columns, links, ids);
        }
        tables.into_par_iter().map(|(_, (layout, rows))| table(layout.clone(), rows)).collect()
    }
}

fn table(layout: Layout, rows: Rows) -> Result<Table> {
    let Layout { name, title, description, columns, key, shared: _ } = layout;
    let frame = rows
        .finish(&columns)
        .map_err(|message| Error::library(format!("building the table `{name}`"), message))?;
    Ok(Table { name, title, description, columns, key, frame })
}

fn stack(columns: &Arc<Vec<Column>>, parts: &[Part<'_>]) -> Rows {
    let mut all = Rows::new(columns);
    for Part { columns: theirs, rows } in parts {
        if Arc::ptr_eq(columns, theirs) {
            rows.iter().for_each(|rows| all.append(rows));
        } else {
            let mut part = Rows::new(theirs);
            rows.iter().for_each(|rows| part.append(rows));
            all.stack(columns, part, theirs);
        }
    }
    all
}

/// Returns the columns of both, those of one name as one; what only some rows have may be absent.
fn union(mine: &Arc<Vec<Column>>, more: &Arc<Vec<Column>>) -> Vec<Column> {
    let mut more: Vec<Column> = more.to_vec();
    let mut all = Vec::new();
    for mut column in mine.iter().cloned() {
        match more.iter().position(|other| other.name == column.name) {
            None => column.nullable = true,
            Some(place) => join(&mut column, more.remove(place)),
        }
        all.push(column);
    }
    let origin = all.iter().position(|column| column.name == "file").unwrap_or(all.len());
    let new = more.into_iter().map(|column| Column { nullable: true, ..column });
    all.splice(origin..origin, new);
    all
}

fn join(mine: &mut Column, more: Column) {
    mine.nullable |= more.nullable;
    for kind in more.references {
        if !mine.references.contains(&kind) {
            mine.references.push(kind);
        }
    }
    if let (Holds::Word(words), Holds::Word(others)) = (&mut mine.holds, more.holds) {
        for other in others {
            if !words.iter().any(|word| word.word == other.word) {
                words.push(other);
            }
        }
    }
}

/// Fills in the kind of each record that is referred to, where the page allows several.
fn name_kinds<'i>(columns: &[Column], links: &mut Rows, ids: impl Iterator<Item = (u32, &'i str)>) {
    let place = |name: &str| columns.iter().position(|column| column.name == name);
    let (Some(to_kind), Some(to_id)) = (place("to_kind"), place("to_id")) else { return };
    let open = match links.buffer(to_kind) {
        Some(Buffer::Word { cells, .. }) => cells.iter().any(|cell| cell.is_none()),
        _ => false,
    };
    if !open {
        return;
    }
    let known: HashMap<&str, u32> = ids.map(|(kind, id)| (id, kind)).collect();
    let found: Vec<Option<u32>> = links.texts(to_id).map(|id| known.get(id?).copied()).collect();
    if let Some(Buffer::Word { cells, .. }) = links.buffer(to_kind) {
        *cells = cells.iter().zip(found).map(|(cell, found)| cell.or(found)).collect();
    }
}
