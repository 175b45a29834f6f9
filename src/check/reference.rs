//! References to ids that no record has, with the record that was probably meant, found by id
//! or by name in any script; and former ids that are in use.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::record::{Dangling, Facts, Index};
use crate::schema::Schemas;
use crate::suggest::Words;
use crate::translit;

pub(super) fn check(index: &Index, facts: &Facts, schemas: &Schemas, sink: &mut Sink) {
    former_ids(index, facts, sink);
    if facts.dangling.is_empty() {
        return;
    }
    let former: HashMap<&str, (&str, &Place)> =
        facts.former.iter().map(|(old, id, place)| (old.as_str(), (&**id, place))).collect();
    let mut known: HashMap<&[usize], Known<'_>> = HashMap::new();
    let known_kinds = |dangling: &&Dangling| index.knows_all(&dangling.kinds);
    for dangling in facts.dangling.iter().filter(known_kinds) {
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

/// Unknown ids that are also looked for as parts of names, which takes a look at every name; a
/// dataset with more of them was not written by hand.
const MOST_PARTS: usize = 500;

/// Comparisons of an unknown id with ids and names, some seconds' worth of them. Later unknown ids
/// are still named, without what was meant: so many are not single slips.
const MOST_COMPARISONS: usize = 100_000_000;

/// The ids and names of the records that a field may refer to.
struct Known<'a> {
    ids: Words<&'a str>,
    /// The keys of the names, each with the place of its name.
    keys: Words<usize>,
    names: Vec<Name<'a>>,
    looked: usize,
    compared: usize,
}

/// A record that was probably meant, and the name it was found by, if not by its id.
struct Cure<'a> {
    id: &'a str,
    name: Option<&'a str>,
    /// Whether the name is only a part of the text, or the text of the name.
    part: bool,
}

impl<'a> Known<'a> {
    fn of(kinds: &'a [usize], index: &'a Index, facts: &'a Facts) -> Known<'a> {
        let fits =
            |id: &str| index.find(id, kinds).is_some_and(|found| kinds.contains(&found.kind));
        let names: Vec<Name<'a>> = facts
            .names
            .iter()
            .filter(|(id, _)| fits(id))
            .map(|(id, name)| Name {
                lower: name.to_lowercase(),
                length: name.chars().count(),
                id,
                name,
            })
            .collect();
        let keys = names.iter().enumerate().flat_map(|(place, name)| {
            translit::keys(name.name).into_iter().map(move |key| (key, place))
        });
        let keys = Words::of(keys);
        let ids = Words::of(index.ids(kinds).map(|id| (id, id)));
        Known { ids, keys, names, looked: 0, compared: 0 }
    }

    fn cure(&mut self, id: &str) -> Option<Cure<'a>> {
        self.compared += self.ids.count() + self.keys.count();
        if self.compared > MOST_COMPARISONS {
            return None;
        }
        if let Some(id) = self.ids.nearest(id) {
            return Some(Cure { id, name: None, part: false });
        }
        let near = self.keys.nearest(&translit::latin(id));
        let name = match near {
            Some(near) => self.names.get(near),
            None => self.part(&id.replace('-', " ").to_lowercase()),
        }?;
        Some(Cure { id: name.id, name: Some(name.name), part: near.is_none() })
    }

    /// Returns the record with a name that is part of the text, or of which the text is a part,
    /// such as `Heilongjiang Province`: the longest such name, if only one record has it.
    fn part(&mut self, text: &str) -> Option<&Name<'a>> {
        self.looked += 1;
        if self.looked > MOST_PARTS {
            return None;
        }
        let found = |name: &&Name<'a>| holds(text, &name.lower) || holds(&name.lower, text);
        let mut found: Vec<&Name<'a>> = self.names.iter().filter(found).collect();
        found.sort_by_key(|name| std::cmp::Reverse(name.length));
        let first = *found.first()?;
        let rival = |name: &&Name<'a>| name.length == first.length && name.id != first.id;
        (!found.iter().any(rival)).then_some(first)
    }
}

/// A name made ready to be looked for in a text.
struct Name<'a> {
    lower: String,
    length: usize,
    id: &'a str,
    name: &'a str,
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

fn nothing_named(dangling: &Dangling, cure: Option<Cure<'_>>, schemas: &Schemas) -> Diagnostic {
    if let (None, Some(malformed)) = (&cure, &dangling.malformed) {
        return no_id(dangling, malformed, schemas);
    }
    let message = format!("`{}` names no record: there is no `{}`", dangling.field, dangling.id);
    let diagnostic = Diagnostic::new(&codes::DANGLING_REFERENCE, dangling.place.clone(), message);
    let kinds: Vec<&str> =
        dangling.kinds.iter().map(|kind| schemas.kinds[*kind].kind.as_str()).collect();
    match cure {
        Some(Cure { id, name: None, .. }) => diagnostic.meant(id),
        _ if in_verdict(dangling, schemas) => diagnostic
            .help("if that record is gone, the verdict has nothing to be about: delete this file"),
        // A district may only share its name with a city: no certain cure.
        Some(Cure { id, name: Some(name), part: true }) => diagnostic.help(format!(
            "perhaps `{id}` ({name}); for anything else, `amur new {} {}` starts a record",
            only(&kinds),
            if dangling.malformed.is_none() { &dangling.id } else { "ID" }
        )),
        Some(Cure { id, name: Some(name), .. }) => diagnostic
            .help(format!("did you mean `{id}` ({name})?"))
            .fix(dangling.place.clone(), id),
        None => diagnostic.help(format!(
            "make the record with `amur new {} {}`, or name another",
            only(&kinds),
            dangling.id
        )),
    }
}

/// Returns whether a verdict names the record: nobody starts a record to have it judged.
fn in_verdict(dangling: &Dangling, schemas: &Schemas) -> bool {
    let kind = dangling.place.file.split('/').nth(1);
    kind.and_then(|kind| schemas.kind(kind)).is_some_and(|schema| schema.keeps_verdicts())
}

/// Returns the kind, where only one will do.
fn only<'k>(kinds: &[&'k str]) -> &'k str {
    match kinds {
        [only] => only,
        _ => "KIND",
    }
}

/// A text that is no id, where no record is called so either.
fn no_id(dangling: &Dangling, malformed: &Diagnostic, schemas: &Schemas) -> Diagnostic {
    let diagnostic = malformed.clone();
    let kinds: Vec<&str> =
        dangling.kinds.iter().map(|kind| schemas.kinds[*kind].kind.as_str()).collect();
    let kind = only(&kinds);
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
