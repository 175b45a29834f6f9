//! What a record is compared by: admitted records enter; names, days, places, parties, addresses
//! and what else their roles tell leave, and the verdicts of people. No kind is known by name.

use std::sync::Arc;

use chrono::NaiveDate;

use super::address;
use crate::record::{Record, Rows, Value};
use crate::schema::{Field, Role, Schemas, Type, path};
use crate::value::count::Count;
use crate::value::date::Date;

/// Names of one record that are looked at; nobody has more in earnest.
const MOST_NAMES: usize = 16;

/// What one record is compared by.
#[derive(Debug, Default)]
pub struct Profile {
    /// Position of its kind in [`Schemas::kinds`].
    pub kind: usize,
    /// Its id.
    pub id: Arc<str>,
    /// Its file, as a path from the root.
    pub file: Arc<str>,
    /// The name that it is shown by.
    pub title: String,
    /// When it happened or will happen.
    pub when: Option<Date>,
    /// When it came out.
    pub published: Option<Date>,
    pub(super) names: Vec<String>,
    pub(super) places: Vec<String>,
    pub(super) parties: Vec<String>,
    /// Ids of what the record rests on.
    pub(super) sources: Vec<String>,
    pub(super) links: Vec<Link>,
    /// Words that every record of the kind has, by field.
    pub(super) words: Vec<(String, String)>,
    pub(super) direction: Option<String>,
    pub(super) quantity: Option<Count>,
    pub(super) addresses: Vec<String>,
    pub(super) identifiers: Vec<(String, String)>,
    pub(super) series: Option<String>,
    pub(super) ordinal: Option<i64>,
    pub(super) whole: Option<String>,
    pub(super) copy: Option<String>,
}

/// A reference to a record that is neither place nor party nor source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    pub(super) path: String,
    pub(super) to: String,
    /// Whether the field holds one record only.
    pub(super) single: bool,
}

/// What a person decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Two records of the same thing.
    Same,
    /// Two things.
    Different,
    /// It cannot be told.
    Unsure,
}

impl Verdict {
    /// Returns the verdict of this word.
    pub fn find(word: &str) -> Option<Verdict> {
        [Verdict::Same, Verdict::Different, Verdict::Unsure]
            .into_iter()
            .find(|verdict| verdict.word() == word)
    }

    /// Returns the word that records use.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Same => "same",
            Verdict::Different => "different",
            Verdict::Unsure => "unsure",
        }
    }
}

/// A record of what a person decided about two others.
#[derive(Debug, Clone)]
pub struct Decided {
    /// What was decided.
    pub verdict: Verdict,
    /// The two records, in the order of their ids.
    pub records: [String; 2],
    /// Why.
    pub because: String,
    /// When.
    pub on: Option<Date>,
    /// The file, as a path from the root.
    pub file: Arc<str>,
}

/// The records of a dataset as far as they are compared.
#[derive(Debug)]
pub struct Profiles<'a> {
    pub(super) schemas: &'a Schemas,
    /// One for each record that is compared, in the order of kinds and ids.
    pub(super) all: Vec<Profile>,
    /// The verdicts of people.
    pub verdicts: Vec<Decided>,
}

impl<'a> Profiles<'a> {
    /// Returns a dataset without records.
    pub fn new(schemas: &'a Schemas) -> Profiles<'a> {
        Profiles { schemas, all: Vec::new(), verdicts: Vec::new() }
    }
}

impl Rows for Profiles<'_> {
    fn push(&mut self, record: &Record) {
        let fields = &self.schemas.kinds[record.kind].fields;
        match decided(record, fields) {
            Some(verdict) => self.verdicts.extend(verdict),
            None => self.all.push(Profile::of(record, fields)),
        }
    }

    fn append(&mut self, other: Self) {
        self.all.extend(other.all);
        self.verdicts.extend(other.verdicts);
    }
}

/// Returns what a record decides; the outer nothing says that its kind is not for verdicts.
pub fn decided(record: &Record, fields: &[Field]) -> Option<Option<Decided>> {
    let at = fields.iter().position(|field| field.role == Some(Role::Verdict))?;
    let mut walk = Walk { path: String::new(), profile: Profile::default(), compared: Vec::new() };
    walk.fields(fields, &record.values, Spot::TOP);
    let text = |role: Role| {
        let at = fields.iter().position(|field| field.role == Some(role))?;
        match record.values.get(at)? {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        }
    };
    let Some(Some(Value::Text(word))) = record.values.get(at) else { return Some(None) };
    walk.compared.sort();
    let records = <[String; 2]>::try_from(walk.compared).ok();
    Some(Verdict::find(word).zip(records).map(|(verdict, records)| Decided {
        verdict,
        records,
        because: text(Role::Reason).unwrap_or_default(),
        on: walk.profile.when,
        file: record.file.clone(),
    }))
}

impl Profile {
    fn of(record: &Record, fields: &[Field]) -> Profile {
        let profile = Profile {
            kind: record.kind,
            id: record.id.clone(),
            file: record.file.clone(),
            ..Profile::default()
        };
        let mut walk = Walk { path: String::new(), profile, compared: Vec::new() };
        walk.fields(fields, &record.values, Spot::TOP);
        let mut profile = walk.profile;
        if profile.title.is_empty() {
            profile.title = profile.names.first().cloned().unwrap_or_default();
        }
        let lists = [&mut profile.names, &mut profile.addresses, &mut profile.sources];
        for list in lists.into_iter().chain([&mut profile.places, &mut profile.parties]) {
            list.sort();
            list.dedup();
        }
        profile.names.truncate(MOST_NAMES);
        profile.links.sort();
        profile.links.dedup();
        profile
    }

    /// Returns the first and the last day that it can have happened, where both are known.
    pub(super) fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let when = self.when.as_ref()?;
        when.earliest.zip(when.latest)
    }

    /// Returns whether it names another record in any of its fields.
    pub(super) fn names_record(&self, id: &str) -> bool {
        self.links.iter().any(|link| link.to == id)
            || self.places.iter().chain(&self.parties).any(|to| to == id)
    }
}

struct Walk {
    path: String,
    profile: Profile,
    compared: Vec<String>,
}

/// Where in a record the walk is.
#[derive(Clone, Copy)]
struct Spot<'s> {
    top: bool,
    /// In a map of its own, such as that of one side.
    mapped: bool,
    listed: bool,
    /// The shared table of the list around.
    table: Option<&'s str>,
}

impl Spot<'_> {
    const TOP: Spot<'static> = Spot { top: true, mapped: false, listed: false, table: None };
}

impl Walk {
    fn fields(&mut self, fields: &[Field], values: &[Option<Value>], spot: Spot<'_>) {
        for (field, value) in fields.iter().zip(values) {
            let Some(value) = value else { continue };
            let above = self.path.len();
            self.path = path(&self.path, &field.name);
            self.value(field, value, spot);
            self.path.truncate(above);
        }
    }

    fn value(&mut self, field: &Field, value: &Value, spot: Spot<'_>) {
        match (&field.holds, value) {
            (Type::Map(fields), Value::Map(values)) => {
                let mapped = spot.mapped || !spot.listed;
                self.fields(fields, values, Spot { top: false, mapped, ..spot });
            }
            (Type::List(item), Value::List(items)) => {
                let table = spot.table.or(field.table.as_deref());
                let spot = Spot { top: false, listed: true, table, ..spot };
                items.iter().for_each(|each| self.value(item, &each.value, spot));
            }
            (Type::Reference(_), Value::Text(id)) => self.reference(field.role, id, spot),
            (Type::Word(_), Value::Text(word)) if spot.top && field.role.is_none() => {
                if field.required {
                    self.profile.words.push((field.name.clone(), word.clone()));
                }
            }
            _ => self.role(field.role, value),
        }
    }

    fn reference(&mut self, role: Option<Role>, id: &str, spot: Spot<'_>) {
        let id = id.to_owned();
        if spot.table.is_some() {
            // Only what supports the record says anything of it; a claim is what it is not.
            if spot.table == Some("citations") {
                self.profile.sources.push(id);
            }
            return;
        }
        match role {
            // The region that one side comes from is a party to what happens elsewhere.
            Some(Role::Place) if spot.mapped => return self.profile.parties.push(id),
            Some(Role::Place) => return self.profile.places.push(id),
            Some(Role::Party) => return self.profile.parties.push(id),
            Some(Role::Compared) => return self.compared.push(id),
            Some(Role::Series) => self.profile.series = Some(id.clone()),
            Some(Role::Whole) => self.profile.whole = Some(id.clone()),
            Some(Role::Copy) => self.profile.copy = Some(id.clone()),
            _ => {}
        }
        let link = Link { path: self.path.clone(), to: id, single: !spot.listed };
        self.profile.links.push(link);
    }

    fn role(&mut self, role: Option<Role>, value: &Value) {
        let profile = &mut self.profile;
        match (role, value) {
            (Some(role @ (Role::Title | Role::Alias)), Value::Trilingual(text)) => {
                profile.names.extend(text.each().map(|(_, name)| name.to_owned()));
                if let (Role::Title, Some((_, first))) = (role, text.each().next()) {
                    first.clone_into(&mut profile.title);
                }
            }
            (Some(Role::Title | Role::Alias), Value::Text(name)) => {
                profile.names.push(name.clone());
            }
            (Some(Role::When), Value::Date(date)) => profile.when = Some(date.clone()),
            (Some(Role::Published), Value::Date(date)) => profile.published = Some(date.clone()),
            (Some(Role::Direction), Value::Text(word)) => profile.direction = Some(word.clone()),
            (Some(Role::Quantity), Value::Count(count)) => profile.quantity = Some(count.clone()),
            (Some(Role::Ordinal), Value::Integer(number)) => profile.ordinal = Some(*number),
            (Some(Role::Url), Value::Text(url)) => {
                profile.addresses.extend(address::canonical(url));
            }
            (Some(Role::Identifier), Value::Text(number)) => {
                profile.identifiers.push((self.path.clone(), number.clone()));
            }
            _ => {}
        }
    }
}
