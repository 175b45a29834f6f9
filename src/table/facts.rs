//! What generic code may know of a record that it does not know by name: values enter; what
//! the roles of their fields say leaves, with the rows of `links`, `names` and `redirects`.

use std::collections::HashSet;

use super::rows::Rows;
use crate::record::{Record, Value};
use crate::schema::{Field, Role, Schema, Type, Word};
use crate::translit::{self, Bearer};
use crate::value::count::Count;
use crate::value::date::Date;
use crate::value::text::Trilingual;

/// What the roles of a record's fields say of it; of several fields with a role, the first.
#[derive(Debug, Default)]
pub(super) struct Facts<'v> {
    pub(super) title: Option<&'v Trilingual>,
    pub(super) when: Option<&'v Date>,
    pub(super) status: Option<&'v str>,
    /// Whether records of this status are left out of sums.
    pub(super) uncounted: bool,
    pub(super) direction: Option<&'v str>,
    pub(super) quantity: Option<Quantity<'v>>,
    pub(super) whole: Option<&'v str>,
    pub(super) places: Vec<&'v str>,
    pub(super) parties: Vec<&'v str>,
    pub(super) sources: Vec<&'v str>,
    pub(super) published: Option<&'v Date>,
}

/// How many things a record stands for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Quantity<'v> {
    /// As exact as its source.
    Count(&'v Count),
    /// A whole number.
    Number(i64),
}

/// The walk over one record.
#[derive(Debug)]
pub(super) struct Walk<'r, 'v> {
    schema: &'r Schema,
    record: &'v Record,
    links: &'r mut Rows,
    names: &'r mut Rows,
    redirects: &'r mut Rows,
    path: String,
    facts: Facts<'v>,
}

/// Where in a record the walk is.
#[derive(Debug, Clone, Copy)]
struct Spot<'s> {
    /// Position in the outermost list, from 1.
    position: Option<i64>,
    line: u32,
    /// The shared table of that list.
    table: Option<&'s str>,
}

impl<'v> Facts<'v> {
    /// Reads a record; its links, names and former ids become rows.
    pub(super) fn of(
        schema: &Schema,
        record: &'v Record,
        [links, names, redirects]: [&mut Rows; 3],
    ) -> Facts<'v> {
        let path = String::new();
        let facts = Facts::default();
        let mut walk = Walk { schema, record, links, names, redirects, path, facts };
        let spot = Spot { position: None, line: record.line, table: None };
        walk.fields(&schema.fields, &record.values, spot);
        let mut facts = walk.facts;
        for ids in [&mut facts.places, &mut facts.parties, &mut facts.sources] {
            once(ids);
        }
        facts
    }

    /// Returns why sums should leave the record out.
    pub(super) fn exclude_reason(&self) -> Option<String> {
        match (self.status, self.whole) {
            (Some(status), _) if self.uncounted => Some(format!("status: {status}")),
            (_, Some(whole)) => Some(format!("counted in {whole}")),
            _ => None,
        }
    }
}

impl<'v> Walk<'_, 'v> {
    fn fields(&mut self, fields: &[Field], values: &'v [Option<Value>], spot: Spot<'_>) {
        for (field, value) in fields.iter().zip(values) {
            let Some(value) = value else { continue };
            let end = self.path.len();
            if end > 0 {
                self.path.push('.');
            }
            self.path.push_str(&field.name);
            self.value(field, value, spot);
            self.path.truncate(end);
        }
    }

    fn value(&mut self, field: &Field, value: &'v Value, spot: Spot<'_>) {
        match (&field.holds, value) {
            (Type::Map(fields), Value::Map(values)) => self.fields(fields, values, spot),
            (Type::List(item), Value::List(items)) => {
                for (place, each) in items.iter().enumerate() {
                    let position = spot.position.or(Some(place as i64 + 1));
                    let table = spot.table.or(field.table.as_deref());
                    self.value(item, &each.value, Spot { position, line: each.line, table });
                }
            }
            (Type::Reference(kinds), Value::Text(id)) => self.reference(field, kinds, id, spot),
            _ => {
                if let Some(role) = field.role {
                    self.role(role, field, value, spot);
                }
            }
        }
    }

    fn reference(&mut self, field: &Field, kinds: &[String], id: &'v str, spot: Spot<'_>) {
        let to_kind = match kinds {
            [kind] => Some(kind.as_str()),
            _ => None,
        };
        self.links.text(Some(&self.schema.kind));
        self.links.text(Some(&self.record.id));
        self.links.text(Some(&self.path));
        self.links.integer(spot.position);
        self.links.text(to_kind);
        self.links.text(Some(id));
        self.links.text(field.role.map(Role::word));
        self.links.end_at(&self.record.file, spot.line);
        match field.role {
            Some(Role::Place) => self.facts.places.push(id),
            Some(Role::Party) => self.facts.parties.push(id),
            Some(Role::Whole) if spot.position.is_none() => _ = self.facts.whole.get_or_insert(id),
            _ => {}
        }
        if spot.table == Some("citations") {
            self.facts.sources.push(id);
        }
    }

    fn role(&mut self, role: Role, field: &Field, value: &'v Value, spot: Spot<'_>) {
        let single = spot.position.is_none();
        match (role, value) {
            (Role::Title | Role::Alias, Value::Trilingual(text)) => {
                if role == Role::Title && single {
                    self.facts.title.get_or_insert(text);
                }
                for (language, name) in text.each() {
                    let expected = field.bearer.map(|bearer| expected(bearer, text, language));
                    self.name(Some(language), name, expected.unwrap_or_default(), spot);
                }
            }
            (Role::Title | Role::Alias, Value::Text(name)) => {
                self.name(None, name, Default::default(), spot);
            }
            (Role::Former, Value::Text(id)) => {
                self.redirects.text(Some(id));
                self.redirects.text(Some(&self.schema.kind));
                self.redirects.text(Some(&self.record.id));
                self.redirects.end();
            }
            (Role::Published, Value::Date(date)) => _ = self.facts.published.get_or_insert(date),
            (_, value) if single => self.facts.take(role, &field.holds, value),
            _ => {}
        }
    }

    fn name(
        &mut self,
        language: Option<&str>,
        name: &str,
        expected: [Option<String>; 2],
        spot: Spot<'_>,
    ) {
        self.names.text(Some(&self.schema.kind));
        self.names.text(Some(&self.record.id));
        self.names.text(Some(&self.path));
        self.names.text(language);
        self.names.text(Some(name));
        expected.iter().for_each(|form| self.names.text(form.as_deref()));
        self.names.end_at(&self.record.file, spot.line);
    }
}

impl<'v> Facts<'v> {
    fn take(&mut self, role: Role, holds: &Type, value: &'v Value) {
        match (role, value) {
            (Role::When, Value::Date(date)) => _ = self.when.get_or_insert(date),
            (Role::Direction, Value::Text(word)) => _ = self.direction.get_or_insert(word),
            (Role::Status, Value::Text(word)) if self.status.is_none() => {
                self.status = Some(word);
                self.uncounted = uncounted(holds, word);
            }
            (Role::Quantity, Value::Count(count)) => {
                self.quantity.get_or_insert(Quantity::Count(count));
            }
            (Role::Quantity, Value::Integer(number)) => {
                self.quantity.get_or_insert(Quantity::Number(*number));
            }
            _ => {}
        }
    }
}

/// Returns what a name should be by the Chinese and by the Russian name, where it is not.
fn expected(bearer: Bearer, text: &Trilingual, language: &str) -> [Option<String>; 2] {
    let by = |original: Option<&str>, written: Option<&str>| {
        translit::expected(bearer, original?, written?)
    };
    let [en, ru, zh] = [&text.en, &text.ru, &text.zh].map(Option::as_deref);
    match language {
        "en" => [by(zh, en), by(ru, en)],
        // Where no source has the characters, pinyin says the same.
        "ru" => [by(zh.or(en), ru), None],
        _ => [None, None],
    }
}

fn uncounted(holds: &Type, word: &str) -> bool {
    let Type::Word(words) = holds else { return false };
    words.iter().any(|Word { word: each, counted, .. }| each == word && !counted)
}

/// Keeps the first of each id.
fn once(ids: &mut Vec<&str>) {
    if ids.len() > 1 {
        let mut seen = HashSet::new();
        ids.retain(|id| seen.insert(*id));
    }
}
