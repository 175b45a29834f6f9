//! Names of tables and columns: schemas enter, and no two fields may leave that would make one
//! column or one table. The names are those that the table room gives.

use std::collections::BTreeMap;

use super::{Field, Role, Schema, Type};
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink};

const KIND: &[&str] = &["id", "file", "line", "recommended", "exclude_reason"];
const ROW: &[&str] = &["position", "file", "line"];
const SHARED: &[&str] = &["kind", "record_id", "position", "file", "line"];
const TABLES: &[&str] = &[
    "links",
    "names",
    "events",
    "redirects",
    "vocabularies",
    "dataset",
    "citations",
    "claims",
    "waivers",
    "report",
];

/// The names taken so far, each with its place; none for the engine's own.
type Taken = BTreeMap<String, Option<Place>>;

/// Checks all tables of all kinds.
pub(super) fn check(kinds: &[Schema], sink: &mut Sink) {
    let mut tables = own(TABLES);
    for schema in kinds {
        take(&mut tables, "table", schema.kind.clone(), &Place::file(&schema.file), sink);
    }
    let mut shared = BTreeMap::new();
    for schema in kinds {
        fields(&mut own(KIND), "", &schema.fields, false, sink);
        let mut once = Taken::new();
        children(&schema.kind, &schema.kind, &schema.fields, &mut tables, sink);
        shared_tables(&schema.fields, &mut once, &mut shared, sink);
    }
}

fn own(names: &[&str]) -> Taken {
    names.iter().map(|name| ((*name).to_owned(), None)).collect()
}

fn take(taken: &mut Taken, what: &str, name: String, place: &Place, sink: &mut Sink) {
    match taken.get(&name) {
        None => {
            taken.insert(name, Some(place.clone()));
        }
        Some(None) => {
            let message = format!("`{name}` is a {what} of the engine's own");
            sink.push(
                Diagnostic::new(&codes::SAME_COLUMN, place.clone(), message)
                    .label(format!("would make a {what} of this name"))
                    .help("choose another name"),
            );
        }
        Some(Some(first)) => {
            let message = format!("the {what} `{name}` would be made twice");
            sink.push(
                Diagnostic::new(&codes::SAME_COLUMN, place.clone(), message)
                    .label("made here")
                    .related(first.clone(), "and made here")
                    .help("choose another name for one of them"),
            );
        }
    }
}

/// Takes the columns of these fields in one table.
fn fields(taken: &mut Taken, prefix: &str, fields: &[Field], shared: bool, sink: &mut Sink) {
    for field in fields.iter().filter(|field| !field.skip) {
        let name = format!("{prefix}{}", field.name);
        match &field.holds {
            Type::Map(inner) => self::fields(taken, &format!("{name}_"), inner, shared, sink),
            holds => {
                for column in columns(&name, holds, shared) {
                    take(taken, "column", column, &field.place, sink);
                }
            }
        }
    }
}

/// Returns the columns of one field that is no map.
fn columns(name: &str, holds: &Type, shared: bool) -> Vec<String> {
    let endings: &[&str] = match holds {
        Type::Date => {
            &["_edtf", "_earliest", "_latest", "_precision", "_approximate", "_uncertain"]
        }
        Type::Count | Type::Decimal => &["_text", "_min", "_best", "_max", "_basis"],
        Type::Money(_) => &["_text", "_min", "_best", "_max", "_basis", "_currency", "_kind"],
        Type::Text => &["_en", "_ru", "_zh"],
        Type::Reference(_) => &["_id"],
        Type::List(item) => match &item.holds {
            Type::Map(_) => &[],
            _ if shared && item.role == Some(Role::Path) => return vec!["field".to_owned()],
            _ => &[""],
        },
        Type::Word(_) | Type::String | Type::Integer | Type::Number | Type::Boolean => &[""],
        Type::Map(_) => &[],
    };
    endings.iter().map(|ending| format!("{name}{ending}")).collect()
}

/// Takes the child tables of these fields, and the columns of each.
fn children(kind: &str, path: &str, of: &[Field], tables: &mut Taken, sink: &mut Sink) {
    for field in of.iter().filter(|field| !field.skip) {
        let name = format!("{path}_{}", field.name);
        match &field.holds {
            Type::Map(inner) => children(kind, &name, inner, tables, sink),
            Type::List(item) if field.table.is_none() => match &item.holds {
                Type::Reference(_) => {}
                Type::Map(inner) => {
                    take(tables, "table", name, &field.place, sink);
                    let mut taken = own(ROW);
                    taken.insert(format!("{kind}_id"), None);
                    fields(&mut taken, "", inner, false, sink);
                }
                _ => take(tables, "table", name, &field.place, sink),
            },
            _ => {}
        }
    }
}

/// The shape of a table that kinds share: its columns with what they hold.
type Shape = Vec<(String, &'static str)>;

/// Checks the tables that kinds share: once a kind, and alike in all.
fn shared_tables(
    of: &[Field],
    once: &mut Taken,
    shared: &mut BTreeMap<String, (Shape, Place)>,
    sink: &mut Sink,
) {
    for field in of.iter().filter(|field| !field.skip) {
        let (table, Type::List(item)) = (&field.table, &field.holds) else {
            shared_tables(field.fields(), once, shared, sink);
            continue;
        };
        let Some(table) = table else { continue };
        take(once, "table", table.clone(), &field.place, sink);
        fields(&mut own(SHARED), "", item.fields(), true, sink);
        let mut shape = Shape::new();
        outline("", item.fields(), &mut shape);
        let place = field.place.clone();
        let (first, other) = shared.entry(table.clone()).or_insert((shape.clone(), place));
        if *first != shape {
            let message = format!("kinds would give the table `{table}` different columns");
            sink.push(
                Diagnostic::new(&codes::SAME_COLUMN, field.place.clone(), message)
                    .label("these keys")
                    .related(other.clone(), "and other keys than these")
                    .help("describe it once, in `common.yaml`"),
            );
        }
    }
}

fn outline(prefix: &str, fields: &[Field], shape: &mut Shape) {
    for field in fields.iter().filter(|field| !field.skip) {
        let name = format!("{prefix}{}", field.name);
        match &field.holds {
            Type::Map(inner) => outline(&format!("{name}_"), inner, shape),
            holds => shape.push((name, holds.noun())),
        }
    }
}
