//! The rows of all kinds put together: each kind's tables enter in the order of kinds, frames
//! leave in the order of their names.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::buffer::Buffer;
use super::plan::Layout;
use super::rows::Rows;
use super::{Column, Holds, Table};
use crate::error::{Error, Result};

/// Tables with the rows that they have so far.
#[derive(Debug, Default)]
pub(super) struct Assembly<'a> {
    tables: BTreeMap<String, (Layout, Vec<Part<'a>>)>,
}

/// Rows of one kind, in the order in which they follow each other, with the columns that they
/// have.
#[derive(Debug)]
struct Part<'a> {
    columns: Vec<Column>,
    rows: Vec<Cow<'a, Rows>>,
}

impl<'a> Assembly<'a> {
    /// Adds a table, or the rows of one more kind to a table that kinds share.
    pub(super) fn add(&mut self, layout: Layout, rows: Vec<Cow<'a, Rows>>) -> Result<()> {
        let part = Part { columns: layout.columns.clone(), rows };
        match self.tables.get_mut(&layout.name) {
            None => {
                self.tables.insert(layout.name.clone(), (layout, vec![part]));
            }
            Some((first, parts)) if first.shared && layout.shared => {
                first.columns = union(std::mem::take(&mut first.columns), layout.columns);
                parts.push(part);
            }
            Some(_) => {
                let message = format!("two tables are called `{}`", layout.name);
                return Err(Error::library("building tables", message));
            }
        }
        Ok(())
    }

    /// Returns the tables that are wanted; `kinds` are the names of those that records have.
    pub(super) fn finish(
        self,
        kinds: &[&str],
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<Table>> {
        let merged = self.tables.into_par_iter().map(|(name, (layout, parts))| {
            let rows = stack(&layout.columns, &parts);
            (name, (layout, rows))
        });
        let mut tables: BTreeMap<String, (Layout, Rows)> = merged.collect();
        if let Some((layout, mut links)) = tables.remove("links") {
            name_kinds(&layout.columns, &mut links, kinds, &tables);
            tables.insert(layout.name.clone(), (layout, links));
        }
        let wanted = tables.into_iter().filter(|(name, _)| wanted(name));
        let tables: Vec<_> = wanted.map(|(_, table)| table).collect();
        tables.into_par_iter().map(|(layout, rows)| table(layout, rows)).collect()
    }
}

fn table(layout: Layout, rows: Rows) -> Result<Table> {
    let Layout { name, title, description, columns, key, shared: _ } = layout;
    let frame = rows
        .finish(&columns)
        .map_err(|message| Error::library(format!("building the table `{name}`"), message))?;
    Ok(Table { name, title, description, columns, key, frame })
}

fn stack(columns: &[Column], parts: &[Part<'_>]) -> Rows {
    if let [only] = parts {
        return only.one_after_another();
    }
    let mut rows = Rows::new(columns);
    for part in parts {
        rows.stack(columns, part.one_after_another(), &part.columns);
    }
    rows
}

impl Part<'_> {
    fn one_after_another(&self) -> Rows {
        let mut all = Rows::new(&self.columns);
        self.rows.iter().for_each(|rows| all.append(rows));
        all
    }
}

/// Returns the columns of both, those of one name as one; what only some rows have may be absent.
fn union(mine: Vec<Column>, mut more: Vec<Column>) -> Vec<Column> {
    let mut all = Vec::new();
    for mut column in mine {
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
fn name_kinds(
    columns: &[Column],
    links: &mut Rows,
    kinds: &[&str],
    tables: &BTreeMap<String, (Layout, Rows)>,
) {
    let place = |name: &str| columns.iter().position(|column| column.name == name);
    let (Some(to_kind), Some(to_id)) = (place("to_kind"), place("to_id")) else { return };
    let open = match links.buffer(to_kind) {
        Some(Buffer::Word { cells, .. }) => cells.iter().any(|cell| cell.is_none()),
        _ => false,
    };
    if !open {
        return;
    }
    let mut known: HashMap<&str, u32> = HashMap::new();
    for (kind, name) in kinds.iter().enumerate() {
        let ids = tables.get(*name).into_iter().flat_map(|(_, rows)| rows.texts(0));
        known.extend(ids.flatten().map(|id| (id, kind as u32)));
    }
    let found: Vec<Option<u32>> = links.texts(to_id).map(|id| known.get(id?).copied()).collect();
    if let Some(Buffer::Word { cells, .. }) = links.buffer(to_kind) {
        *cells = cells.iter().zip(found).map(|(cell, found)| cell.or(found)).collect();
    }
}
