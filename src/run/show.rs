//! `amur show`: an id or a name enters; the record's text, what it refers to and what refers
//! to it leave. Where other records have faults, what is known is shown all the same.

use crate::error::{Error, Result};
use crate::query::{Cell, Database};
use crate::record::Index;
use crate::render::{self, Style};
use crate::source::Root;
use crate::suggest;
use crate::translit;

/// How many records are named where several may be meant.
const MOST: usize = 10;

/// The widest column of a neighbour's line, in letters; what is longer sticks out.
const WIDEST: usize = 100;

/// One name of a record, with the keys by which it is found in any script.
struct Name {
    id: String,
    name: String,
    keys: Vec<String>,
}

/// What is known of the names of records and of who refers to whom.
pub(super) struct Known<'a> {
    root: &'a Root,
    index: &'a Index,
    database: Database,
    names: Vec<Name>,
}

/// The queries that [`Known`] asks: the tables that they read must be loaded.
pub(super) const QUERIES: [&str; 3] = [NAMES, REDIRECTS, "select * from links"];

const NAMES: &str = "select id, name from names order by id, \
     case language when 'en' then 0 when 'ru' then 1 when 'zh' then 2 else 3 end, name";
const REDIRECTS: &str = "select former_id, id from redirects";

impl<'a> Known<'a> {
    pub(super) fn new(root: &'a Root, index: &'a Index, database: Database) -> Result<Known<'a>> {
        let rows = ask(&database, NAMES)?;
        let names = rows.into_iter().filter_map(|row| {
            let [id, name] = <[String; 2]>::try_from(row).ok()?;
            let keys = translit::keys(&name).into_iter().map(|key| packed(&key)).collect();
            Some(Name { id, name, keys })
        });
        let names = names.collect();
        Ok(Known { root, index, database, names })
    }

    /// Returns the id of the record that is meant by an id, a former id or a name.
    pub(super) fn find(&self, word: &str) -> Result<String> {
        if self.index.get(word).is_some() {
            return Ok(word.to_owned());
        }
        let redirects = ask(&self.database, REDIRECTS)?;
        if let Some(row) = redirects.into_iter().find(|row| row[0] == word) {
            return Ok(row[1].clone());
        }
        let lower = word.to_lowercase();
        let mut found = self.ids(|name| name.name.to_lowercase() == lower);
        let key = packed(&translit::latin(word));
        if found.is_empty() && !key.is_empty() {
            found = self.ids(|name| name.keys.contains(&key));
        }
        match found.as_slice() {
            [] => Err(self.unknown(word, &key)),
            [one] => Ok((*one).to_owned()),
            several => Err(self.several(word, several)),
        }
    }

    /// Returns the ids of the records with a name that fits, each once.
    fn ids(&self, fits: impl Fn(&Name) -> bool) -> Vec<&str> {
        let fitting = self.names.iter().filter(|name| fits(name));
        let mut ids: Vec<&str> = fitting.map(|name| name.id.as_str()).collect();
        ids.dedup();
        ids
    }

    fn unknown(&self, word: &str, key: &str) -> Error {
        let holds = |name: &Name| name.keys.iter().any(|each| each.contains(key));
        let parts = if key.is_empty() { Vec::new() } else { self.ids(holds) };
        if !parts.is_empty() {
            return self.several(word, &parts);
        }
        let ids = self.index.records().iter().map(|record| &*record.id);
        let keys = self.names.iter().flat_map(|name| &name.keys).map(String::as_str);
        let cure = if let Some(near) = suggest::nearest(word, ids) {
            format!("did you mean `{near}`?")
        } else if let Some(near) = suggest::nearest(key, keys) {
            let is = |name: &Name| name.keys.iter().any(|key| key == near);
            let name = self.names.iter().find(|name| is(name)).map_or("", |name| &name.name);
            format!("did you mean `{}` ({name})?", self.ids(is).join("`, `"))
        } else {
            "`amur query \"select id, name from names\"` lists all".to_owned()
        };
        Error::Request(format!("no record has the id or the name `{word}`: {cure}"))
    }

    fn several(&self, word: &str, ids: &[&str]) -> Error {
        let mut text = format!("no record has the id `{word}`; its name may be meant:");
        for id in ids.iter().take(MOST) {
            text.push_str(&format!("\n  {id}  {}", self.title(id)));
        }
        if ids.len() > MOST {
            text.push_str(&format!("\n  and {} more", ids.len() - MOST));
        }
        Error::Request(text)
    }

    /// Returns the first name of a record, in the order of languages.
    fn title(&self, id: &str) -> &str {
        let at = self.names.partition_point(|name| *name.id < *id);
        self.names.get(at).filter(|name| name.id == id).map_or("", |name| name.name.as_str())
    }

    /// Returns the record as it stands, with its neighbours.
    pub(super) fn record(&self, id: &str, kinds: &[&str], style: Style) -> Result<String> {
        let Some(listed) = self.index.get(id) else {
            return Err(Error::Request(format!("no record has the id `{id}`")));
        };
        let kind = kinds.get(listed.kind).copied().unwrap_or_default();
        let mut text =
            style.bold(format!("{kind} {id}  {}", render::visible(self.title(id))).trim_end());
        text.push_str(&format!("\n{}:1\n\n", listed.file));
        let file = render::visible(&self.root.text(&listed.file).unwrap_or_default());
        for line in file.lines() {
            text.push_str(format!("    {line}").trim_end());
            text.push('\n');
        }
        let id = id.replace('\'', "''");
        let to = format!(
            "select field, to_id, to_kind from links where from_id = '{id}' \
             group by field, to_id, to_kind order by min(line), min(position), field, to_id"
        );
        let from = format!(
            "select from_id, field, from_kind from links where to_id = '{id}' \
             group by from_id, field, from_kind order by from_kind, from_id, field"
        );
        let to = ask(&self.database, &to)?;
        let from = ask(&self.database, &from)?;
        text.push_str(&self.neighbours(&style.bold("refers to"), &to, 1));
        text.push_str(&self.neighbours(&style.bold("referred to by"), &from, 0));
        Ok(text)
    }

    /// Returns one line a link; the id stands in the given column.
    fn neighbours(&self, head: &str, rows: &[Vec<String>], id: usize) -> String {
        let mut text = format!("\n{head}\n");
        let length = |row: &[String], column: usize| row[column].chars().count();
        let width = |column| rows.iter().map(|row| length(row, column)).max().unwrap_or(0);
        let widths = [0, 1, 2].map(|column| width(column).min(WIDEST));
        for row in rows {
            let cell = |column: usize| {
                let blanks = widths[column].saturating_sub(length(row, column));
                render::visible(&row[column]) + &" ".repeat(blanks)
            };
            let line = format!(
                "  {}  {}  {}  {}",
                cell(0),
                cell(1),
                cell(2),
                render::visible(self.title(&row[id]))
            );
            text.push_str(line.trim_end());
            text.push('\n');
        }
        if rows.is_empty() {
            text.push_str("  nothing\n");
        }
        text
    }
}

/// Returns a key without its blanks, which Chinese has none of.
fn packed(key: &str) -> String {
    key.replace(' ', "")
}

/// Returns the rows of a query as texts.
fn ask(database: &Database, sql: &str) -> Result<Vec<Vec<String>>> {
    let answer =
        database.run(sql).map_err(|fault| Error::library("asking the tables", fault.message))?;
    Ok(answer.rows.iter().map(|row| row.iter().map(Cell::to_string).collect()).collect())
}
