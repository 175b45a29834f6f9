//! References to ids that no record has, with the record that was probably meant, found by id
//! or by name in any script; and former ids that are in use.

use std::collections::HashMap;
use std::sync::Arc;

use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::record::{Dangling, Facts, Index};
use crate::schema::Schemas;
use crate::suggest::nearest;

pub(super) fn check(index: &Index, facts: &Facts, schemas: &Schemas, sink: &mut Sink) {
    former_ids(index, facts, sink);
    if facts.dangling.is_empty() {
        return;
    }
    let former: HashMap<&str, (&str, &Place)> =
        facts.former.iter().map(|(old, id, place)| (old.as_str(), (&**id, place))).collect();
    let mut cures: HashMap<(&str, &[usize]), Option<Cure>> = HashMap::new();
    for dangling in &facts.dangling {
        if let Some((id, place)) = former.get(dangling.id.as_str()) {
            sink.push(renamed(dangling, id, place));
            continue;
        }
        let cure = cures
            .entry((&dangling.id, &dangling.kinds))
            .or_insert_with(|| cure(dangling, index, facts));
        sink.push(nothing_named(dangling, cure.as_ref(), schemas));
    }
}

/// A record that was probably meant, and the name it was found by, if not by its id.
struct Cure {
    id: String,
    name: Option<String>,
}

fn cure(dangling: &Dangling, index: &Index, facts: &Facts) -> Option<Cure> {
    if let Some(id) = nearest(&dangling.id, index.ids(&dangling.kinds)) {
        return Some(Cure { id: id.to_owned(), name: None });
    }
    let spaced = dangling.id.replace('-', " ");
    let fits = |id: &str| index.get(id).is_some_and(|found| dangling.kinds.contains(&found.kind));
    let names = facts.names.iter().filter(|(id, _)| fits(id));
    let name = nearest(&spaced, names.clone().map(|(_, name)| name.as_str()));
    let (id, name) = match name {
        Some(near) => names.clone().find(|(_, name)| name == near)?,
        None => part(&spaced, names)?,
    };
    Some(Cure { id: id.to_string(), name: Some(name.to_owned()) })
}

/// Returns the record with a name that is part of the text, or of which the text is a part, such
/// as `Heilongjiang Province`: the longest such name, if it is the name of one record only.
fn part<'a>(
    text: &str,
    names: impl Iterator<Item = &'a (Arc<str>, String)>,
) -> Option<&'a (Arc<str>, String)> {
    let text = text.to_lowercase();
    let length = |name: &(Arc<str>, String)| name.1.chars().count();
    let mut found: Vec<_> = names
        .filter(|(_, name)| {
            let name = name.to_lowercase();
            holds(&text, &name) || holds(&name, &text)
        })
        .collect();
    found.sort_by_key(|name| std::cmp::Reverse(length(name)));
    let first = *found.first()?;
    let rival = |name: &&(Arc<str>, String)| length(name) == length(first) && name.0 != first.0;
    (!found.iter().any(rival)).then_some(first)
}

/// Returns whether a text holds another as whole words; Chinese has no blanks between words.
fn holds(text: &str, part: &str) -> bool {
    if part.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c)) {
        return part.chars().count() > 1 && text.contains(part);
    }
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    part.chars().count() > 3
        && text.match_indices(part).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + part.len()..]);
            edge(before.chars().next_back()) && edge(after.chars().next())
        })
}

fn nothing_named(dangling: &Dangling, cure: Option<&Cure>, schemas: &Schemas) -> Diagnostic {
    if let (None, Some(malformed)) = (cure, &dangling.malformed) {
        return no_id(dangling, malformed, schemas);
    }
    let message = format!("`{}` names no record: there is no `{}`", dangling.field, dangling.id);
    let diagnostic = Diagnostic::new(&codes::DANGLING_REFERENCE, dangling.place.clone(), message);
    let kinds: Vec<&str> =
        dangling.kinds.iter().map(|kind| schemas.kinds[*kind].kind.as_str()).collect();
    match cure {
        Some(Cure { id, name: None }) => diagnostic.meant(id),
        Some(Cure { id, name: Some(name) }) => diagnostic
            .help(format!("did you mean `{id}` ({name})?"))
            .fix(dangling.place.clone(), id.clone()),
        None => diagnostic.help(format!(
            "make the record with `amur new {} {}`, or name another",
            kinds.first().unwrap_or(&"KIND"),
            dangling.id
        )),
    }
}

/// A text that is no id, where no record is called so either.
fn no_id(dangling: &Dangling, malformed: &Diagnostic, schemas: &Schemas) -> Diagnostic {
    let diagnostic = malformed.clone();
    let Some(kind) = dangling.kinds.first() else { return diagnostic };
    let kind = &schemas.kinds[*kind].kind;
    diagnostic.note(format!(
        "no record is called so either; `amur new {kind} ID` starts one, and its id stands here"
    ))
}

fn renamed(dangling: &Dangling, id: &str, place: &Place) -> Diagnostic {
    let message = format!("`{}` is now called `{id}`", dangling.id);
    Diagnostic::new(&codes::FORMER_ID, dangling.place.clone(), message)
        .related(place.clone(), "this record had that id before")
        .help(format!("write `{id}`"))
        .fix(dangling.place.clone(), id)
}

/// A former id must not be the id of another record, nor the former id of two.
fn former_ids(index: &Index, facts: &Facts, sink: &mut Sink) {
    let mut first: HashMap<&str, &Place> = HashMap::new();
    for (old, id, place) in &facts.former {
        let taken = match index.get(old) {
            Some(record) => Some((Place::file(&record.file), "this record has the id today")),
            None => first
                .get(old.as_str())
                .map(|place| ((*place).clone(), "this record claims the id too")),
        };
        if let Some((other, text)) = taken {
            let message = format!("`{old}` cannot be a former id of `{id}`");
            sink.push(
                Diagnostic::new(&codes::REUSED_ID, place.clone(), message)
                    .related(other, text)
                    .help("an id is never used again: take it away from one of the two"),
            );
        }
        first.insert(old, place);
    }
}
