//! References to ids that no record has, with the record that was probably meant, found by id
//! or by name in any script; and former ids that are in use.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::record::{Dangling, Facts, Index};
use crate::schema::Schemas;
use crate::suggest::Words;

pub(super) fn check(index: &Index, facts: &Facts, schemas: &Schemas, sink: &mut Sink) {
    former_ids(index, facts, sink);
    if facts.dangling.is_empty() {
        return;
    }
    let former: HashMap<&str, (&str, &Place)> =
        facts.former.iter().map(|(old, id, place)| (old.as_str(), (&**id, place))).collect();
    let mut known: HashMap<&[usize], Known<'_>> = HashMap::new();
    for dangling in &facts.dangling {
        if let Some((id, place)) = former.get(dangling.id.as_str()) {
            sink.push(renamed(dangling, id, place));
            continue;
        }
        let known = known
            .entry(&dangling.kinds)
            .or_insert_with(|| Known::of(&dangling.kinds, index, facts));
        sink.push(nothing_named(dangling, known.cure(&dangling.id), schemas));
    }
}

/// The ids and names of the records that a field may refer to.
struct Known<'a> {
    ids: Words<'a>,
    names: Words<'a>,
    named: HashMap<&'a str, &'a str>,
}

/// A record that was probably meant, and the name it was found by, if not by its id.
struct Cure<'a> {
    id: &'a str,
    name: Option<&'a str>,
}

impl<'a> Known<'a> {
    fn of(kinds: &'a [usize], index: &'a Index, facts: &'a Facts) -> Known<'a> {
        let fits = |id: &str| index.get(id).is_some_and(|found| kinds.contains(&found.kind));
        let names = facts.names.iter().filter(|(id, _)| fits(id));
        let mut named = HashMap::new();
        for (id, name) in names {
            named.entry(name.as_str()).or_insert(&**id);
        }
        let names = facts.names.iter().map(|(_, name)| name.as_str());
        let names = Words::of(names.filter(|name| named.contains_key(name)));
        Known { ids: Words::of(index.ids(kinds)), names, named }
    }

    fn cure(&self, id: &str) -> Option<Cure<'a>> {
        if let Some(id) = self.ids.nearest(id) {
            return Some(Cure { id, name: None });
        }
        let name = self.names.nearest(&id.replace('-', " "))?;
        Some(Cure { id: self.named.get(name)?, name: Some(name) })
    }
}

fn nothing_named(dangling: &Dangling, cure: Option<Cure<'_>>, schemas: &Schemas) -> Diagnostic {
    if let (None, Some(malformed)) = (&cure, &dangling.malformed) {
        return malformed.clone();
    }
    let message = format!("`{}` names no record: there is no `{}`", dangling.field, dangling.id);
    let diagnostic = Diagnostic::new(&codes::DANGLING_REFERENCE, dangling.place.clone(), message);
    let kinds: Vec<&str> =
        dangling.kinds.iter().map(|kind| schemas.kinds[*kind].kind.as_str()).collect();
    match cure {
        Some(Cure { id, name: None }) => diagnostic.meant(id),
        Some(Cure { id, name: Some(name) }) => diagnostic
            .help(format!("did you mean `{id}` ({name})?"))
            .fix(dangling.place.clone(), id),
        None => diagnostic.help(format!(
            "make the record with `amur new {} {}`, or name another",
            kinds.first().unwrap_or(&"KIND"),
            dangling.id
        )),
    }
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
