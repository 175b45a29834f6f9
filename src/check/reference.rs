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

/// The most words of a text that is searched for names.
const MOST: usize = 30;

/// The ids and names of the records that a field may refer to.
struct Known<'a> {
    ids: Words<'a>,
    names: Words<'a>,
    named: HashMap<&'a str, &'a str>,
    /// The names by their text in lower case.
    lower: HashMap<String, Cure<'a>>,
}

/// A record that was probably meant, and the name it was found by, if not by its id.
#[derive(Clone, Copy)]
struct Cure<'a> {
    id: &'a str,
    name: Option<&'a str>,
    /// Whether only a part of the text is the name.
    part: bool,
}

impl<'a> Known<'a> {
    fn of(kinds: &'a [usize], index: &'a Index, facts: &'a Facts) -> Known<'a> {
        let fits =
            |id: &str| index.find(id, kinds).is_some_and(|found| kinds.contains(&found.kind));
        let names = facts.names.iter().filter(|(id, _)| fits(id));
        let mut named = HashMap::new();
        for (id, name) in names {
            named.entry(name.as_str()).or_insert(&**id);
        }
        let names = facts.names.iter().map(|(_, name)| name.as_str());
        let names = Words::of(names.filter(|name| named.contains_key(name)));
        let mut lower = HashMap::new();
        for (id, name) in facts.names.iter().filter(|(id, _)| fits(id)) {
            let cure = Cure { id, name: Some(name), part: true };
            lower.entry(name.to_lowercase()).or_insert(cure);
        }
        Known { ids: Words::of(index.ids(kinds)), names, named, lower }
    }

    fn cure(&self, id: &str) -> Option<Cure<'a>> {
        if let Some(id) = self.ids.nearest(id) {
            return Some(Cure { id, name: None, part: false });
        }
        if let Some(name) = self.names.nearest(&id.replace('-', " ")) {
            return Some(Cure { id: self.named.get(name)?, name: Some(name), part: false });
        }
        // A name with a word more, such as `Heilongjiang Province`.
        parts(id).find_map(|part| self.lower.get(&part).copied())
    }
}

/// Returns the parts of a text that may be a name, the longest first: runs of whole words, and of
/// letters in a Chinese text, which has no blanks.
fn parts(text: &str) -> impl Iterator<Item = String> {
    let text = text.to_lowercase();
    let han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let words: Vec<String> = match text.contains(han) {
        true => text.chars().map(String::from).collect(),
        false => text.split_whitespace().map(str::to_owned).collect(),
    };
    let (blank, words) = (if text.contains(han) { "" } else { " " }, words);
    let most = if words.len() > MOST { 0 } else { words.len() };
    (1..most).rev().flat_map(move |length| {
        let runs: Vec<String> = words.windows(length).map(|run| run.join(blank)).collect();
        runs.into_iter().filter(|run| run.chars().count() > 1)
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
        Some(Cure { id, name: Some(name), part: true }) => diagnostic.help(format!(
            "perhaps `{id}` ({name}); for anything else, `amur new {} ID` starts a record",
            kinds.first().unwrap_or(&"KIND")
        )),
        Some(Cure { id, name: Some(name), .. }) => diagnostic
            .help(format!("did you mean `{id}` ({name})?"))
            .fix(dangling.place.clone(), id),
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
