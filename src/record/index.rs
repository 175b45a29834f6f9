//! What is known of the records before any is read: a file's folder is the kind, its name is
//! the id. The list of files enters, the index of ids leaves, and faults of names and folders.

use std::collections::HashMap;
use std::sync::Arc;

use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink, has_error};
use crate::error::Result;
use crate::schema::Schemas;
use crate::sentence::both;
use crate::source::Root;
use crate::suggest::nearest;
use crate::value::reference;

/// A record file that has not been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Position of its kind in [`Schemas::kinds`].
    pub kind: usize,
    /// The id that its name gives it.
    pub id: Arc<str>,
    /// Its path from the root.
    pub file: Arc<str>,
}

/// The record files, by kind and id.
#[derive(Debug, Default, Clone)]
pub struct Index {
    listed: Vec<Listed>,
    by_id: HashMap<Arc<str>, usize>,
    /// Positions of records whose id another one has already.
    doubles: Vec<usize>,
    /// Kinds whose folder could not be read.
    unread: Vec<usize>,
}

impl Index {
    /// Lists `records/` and says which files cannot be records.
    pub fn list(root: &Root, schemas: &Schemas, sink: &mut Sink) -> Result<Index> {
        let mut listed = Vec::new();
        let before = sink.len();
        for file in root.list("records", sink)? {
            listed.extend(listed_record(&file, schemas, sink));
        }
        if listed.is_empty() && !has_error(sink) {
            let place = Place::file(&"records".into());
            sink.push(
                Diagnostic::new(&codes::NO_RECORDS, place, "there are no records")
                    .help("make the first one with `amur new KIND ID`"),
            );
        }
        listed.sort_by(|a: &Listed, b| (a.kind, &a.id, &a.file).cmp(&(b.kind, &b.id, &b.file)));
        let lost = |kind: &usize| {
            let folder = format!("records/{}", schemas.kinds[*kind].kind);
            sink[before..].iter().any(|fault| *fault.primary.place.file == *folder)
        };
        let unread = (0..schemas.kinds.len()).filter(lost).collect();
        Ok(Index { unread, ..Index::of(listed, sink) })
    }

    fn of(listed: Vec<Listed>, sink: &mut Sink) -> Index {
        let mut by_id: HashMap<Arc<str>, usize> = HashMap::with_capacity(listed.len());
        let mut doubles = Vec::new();
        for (position, record) in listed.iter().enumerate() {
            let Some(first) = by_id.get(&record.id) else {
                by_id.insert(record.id.clone(), position);
                continue;
            };
            doubles.push(position);
            let [one, other] = [&listed[*first].file, &record.file];
            let (one, other) = if one < other { (one, other) } else { (other, one) };
            sink.push(
                Diagnostic::new(
                    &codes::DUPLICATE_ID,
                    Place::file(other),
                    format!("two records have the id `{}`", record.id),
                )
                .label("this is the second")
                .related(Place::file(one), "this is the first")
                .help("if they are the same thing, keep one; if not, rename one of the files"),
            );
        }
        Index { listed, by_id, doubles, unread: Vec::new() }
    }

    /// Returns the record with this id.
    pub fn get(&self, id: &str) -> Option<&Listed> {
        self.by_id.get(id).map(|position| &self.listed[*position])
    }

    /// Returns whether more than one record has this id.
    pub fn is_double(&self, id: &str) -> bool {
        self.doubles.iter().any(|position| *self.listed[*position].id == *id)
    }

    /// Returns the record with this id; where two have it, rather one of these kinds: that the
    /// id is taken twice is a fault of its own.
    pub fn find(&self, id: &str, kinds: &[usize]) -> Option<&Listed> {
        let first = self.get(id)?;
        let fits = |listed: &&Listed| *listed.id == *id && kinds.contains(&listed.kind);
        let mut all = std::iter::once(first)
            .chain(self.doubles.iter().map(|position| &self.listed[*position]));
        Some(all.find(fits).unwrap_or(first))
    }

    /// Returns whether the records of all these kinds are known.
    pub fn knows_all(&self, kinds: &[usize]) -> bool {
        !kinds.iter().any(|kind| self.unread.contains(kind))
    }

    /// Returns whether this one knows the same records.
    pub fn same(&self, other: &Index) -> bool {
        self.listed == other.listed && self.unread == other.unread
    }

    /// Returns all record files, in the order of kinds and ids.
    pub fn records(&self) -> &[Listed] {
        &self.listed
    }

    /// Returns the ids of the records of these kinds.
    pub fn ids<'a>(&'a self, kinds: &'a [usize]) -> impl Iterator<Item = &'a str> {
        self.listed.iter().filter(|record| kinds.contains(&record.kind)).map(|record| &*record.id)
    }
}

fn listed_record(file: &Arc<str>, schemas: &Schemas, sink: &mut Sink) -> Option<Listed> {
    let inside = file.strip_prefix("records/").unwrap_or(file);
    let name = inside.rsplit('/').next().unwrap_or(inside);
    if name.ends_with(".md") || name.starts_with("LICENSE") {
        return None;
    }
    let Some(id) = name.strip_suffix(".yaml") else {
        sink.push(wrong_extension(file, name));
        return None;
    };
    let Some((folder, _)) = inside.split_once('/') else {
        sink.push(unknown_kind(file, None, schemas));
        return None;
    };
    let Some(kind) = schemas.kinds.iter().position(|schema| schema.kind == folder) else {
        sink.push(unknown_kind(file, Some(folder), schemas));
        return None;
    };
    if let Err(fault) = reference::check(id) {
        let message = format!("the file's name is no id: {}", fault.message);
        let help = match fault.fix {
            Some(fix) => format!("rename the file to `{fix}.yaml`"),
            None => "rename the file: small Latin letters, digits and single hyphens between \
                     them, such as `shenyang-forum-2025.yaml`"
                .to_owned(),
        };
        let diagnostic = Diagnostic::new(&codes::BAD_FILE_NAME, Place::file(file), message);
        sink.push(diagnostic.help(help));
        return None;
    }
    Some(Listed { kind, id: id.into(), file: file.clone() })
}

fn wrong_extension(file: &Arc<str>, name: &str) -> Diagnostic {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let message = format!("`{name}` is not read: a record's file ends in `.yaml`");
    Diagnostic::new(&codes::WRONG_EXTENSION, Place::file(file), message)
        .help(format!("rename it to `{stem}.yaml`, or move it out of `records/`"))
}

fn unknown_kind(file: &Arc<str>, folder: Option<&str>, schemas: &Schemas) -> Diagnostic {
    let kinds: Vec<&str> = schemas.kinds.iter().map(|schema| schema.kind.as_str()).collect();
    let Some(folder) = folder else {
        let message = "the file lies in no kind's folder";
        return Diagnostic::new(&codes::UNKNOWN_KIND, Place::file(file), message)
            .help(format!("move it to the folder of its kind: {}", both(&kinds)));
    };
    let message = format!("the folder `records/{folder}` names no kind");
    let diagnostic = Diagnostic::new(&codes::UNKNOWN_KIND, Place::file(file), message);
    match nearest(folder, kinds.iter().copied()) {
        Some(kind) => diagnostic.help(format!("did you mean `records/{kind}`?")),
        None => diagnostic.help(format!("the kinds are {}", both(&kinds))),
    }
}
