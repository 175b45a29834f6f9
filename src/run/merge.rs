//! `amur merge`: two ids enter; the records are rewritten as one, or what stands against it is
//! shown. The records as they would be are checked before a file is touched.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Choice, Exit, Screen, Stream, check, pages};
use crate::codes;
use crate::diagnostic::{self, Diagnostic, Label, Sink};
use crate::error::{Error, Result};
use crate::merge::{self, Change, Plan, Wish};
use crate::output::Rewrite;
use crate::record::{Index, Listed};
use crate::render;
use crate::schema::Schemas;
use crate::sentence::{counted, either};
use crate::source::{File, LIMIT, Lines, Root, Texts};
use crate::suggest;

/// What the command line asks for.
pub(super) struct Ask<'a> {
    pub(super) keep: &'a str,
    pub(super) gone: &'a str,
    pub(super) follow: bool,
    pub(super) claims: &'a [(String, String)],
    pub(super) dry_run: bool,
}

pub(super) fn merge(root: &Root, ask: &Ask<'_>, screen: &mut Screen) -> Result<Exit> {
    // Held from before the records are read until they are written.
    let rewrite = if ask.dry_run { None } else { Some(Rewrite::begin(root)?) };
    let Some((schemas, mut sink)) = pages(root, screen)? else { return Ok(Exit::Faults) };
    let index = Index::list(root, &schemas, &mut sink)?;
    let keep = listed(&index, ask.keep)?;
    if is_done(root, &schemas, &index, keep, ask) {
        let text = format!("`{}` is part of `{}` already\n", ask.gone, ask.keep);
        screen.print(Stream::Out, &text)?;
        return Ok(Exit::Clean);
    }
    let gone = listed(&index, ask.gone)?;
    refuse_strangers(&schemas, keep, gone)?;
    let before = check(root, &Choice::default(), &|_, _| ())?;
    let own: Vec<Diagnostic> =
        before.iter().filter(|fault| bars(fault, keep, gone)).cloned().collect();
    if !own.is_empty() {
        let why = "only records without errors can be merged";
        return refused(&own, why, root, screen);
    }
    let wish = Wish { keep, gone, follow: ask.follow, claims: ask.claims };
    let mut unread = Sink::new();
    let files = files(root, &schemas, &index, &wish, &mut unread);
    let mut plan = merge::plan(&schemas, &wish, &files)?;
    plan.conflicts.append(&mut unread);
    if !plan.conflicts.is_empty() {
        diagnostic::sort(&mut plan.conflicts);
        return refused(&plan.conflicts, &ways(ask, &plan), root, screen);
    }
    let would_be = root.with_texts(texts(&plan.changes)?);
    let after = check(&would_be, &Choice::default(), &|_, _| ())?;
    let (errors, remarks): (Vec<_>, Vec<_>) =
        arisen(before, after, keep, gone).into_iter().partition(Diagnostic::is_error);
    if !errors.is_empty() {
        let text = "the merge would bring this about: change one of the two records first";
        return refused(&errors, text, &would_be, screen);
    }
    match rewrite {
        Some(rewrite) => {
            rewrite.write(&plan.changes)?;
            screen.print(Stream::Out, &summary(ask, keep, &plan))?;
        }
        None => dry_run(&plan, screen)?,
    }
    screen.print(Stream::Err, &left_behind(&plan, &files))?;
    show(&remarks, &would_be, screen)?;
    Ok(Exit::Clean)
}

fn listed<'a>(index: &'a Index, id: &str) -> Result<&'a Listed> {
    index.get(id).ok_or_else(|| {
        let ids = index.records().iter().map(|listed| &*listed.id);
        let cure = match suggest::nearest(id, ids) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`amur show NAME` finds the id by a name".to_owned(),
        };
        Error::Request(format!("there is no record `{id}`: {cure}"))
    })
}

/// Returns whether the one is gone and the other remembers it.
fn is_done(root: &Root, schemas: &Schemas, index: &Index, keep: &Listed, ask: &Ask<'_>) -> bool {
    let file = root.read(&keep.file, &mut Sink::new());
    let schema = &schemas.kinds[keep.kind];
    index.get(ask.gone).is_none()
        && file.is_some_and(|file| merge::is_former(schema, &file, ask.gone))
}

fn refuse_strangers(schemas: &Schemas, keep: &Listed, gone: &Listed) -> Result<()> {
    let [one, other] = [keep, gone].map(|listed| &schemas.kinds[listed.kind].kind);
    if keep.id == gone.id {
        return Err(Error::Request(format!("`{}` is one record already", keep.id)));
    }
    if one != other {
        return Err(Error::Request(format!(
            "`{}` is of kind `{one}` and `{}` of kind `{other}`: only records of one kind can be \
             merged",
            keep.id, gone.id
        )));
    }
    Ok(())
}

/// Returns whether a fault keeps one of the two from being merged: it cannot be read or does not
/// have the shape of its kind, or its id is taken twice. What a rule finds may be just what a
/// merge cures.
fn bars(fault: &Diagnostic, keep: &Listed, gone: &Listed) -> bool {
    let own = |label: &Label| {
        let file = &*label.place.file;
        file == &*keep.file || file == &*gone.file
    };
    let shape = fault.code.starts_with(['F', 'Y', 'V']) && own(&fault.primary);
    let mut places = std::iter::once(&fault.primary).chain(&fault.related);
    fault.is_error() && (shape || (fault.code == codes::DUPLICATE_ID.id() && places.any(own)))
}

/// Reads the files that must be looked at; what cannot be read might be one of them.
fn files(
    root: &Root,
    schemas: &Schemas,
    index: &Index,
    wish: &Wish<'_>,
    sink: &mut Sink,
) -> Vec<(usize, File)> {
    let read = |listed: &Listed| {
        let mut faults = Sink::new();
        let file = root.read(&listed.file, &mut faults);
        let file = file.filter(|file| wish.concerns(&schemas.kinds[listed.kind], file));
        (file.map(|file| (listed.kind, file)), faults)
    };
    let read: Vec<_> = index.records().par_iter().map(read).collect();
    let mut files = Vec::new();
    for (file, mut faults) in read {
        files.extend(file);
        sink.append(&mut faults);
    }
    files
}

/// Returns the texts as they would be.
fn texts(changes: &[Change]) -> Result<Texts> {
    for change in changes {
        if change.after.as_ref().is_some_and(|after| after.len() as u64 + 3 > LIMIT) {
            let text = format!("`{}` would be larger than 1 MiB: nothing was written", change.path);
            return Err(Error::Request(text));
        }
    }
    Ok(changes.iter().map(|change| (change.path.clone(), change.after.clone())).collect())
}

/// Returns the faults that were not there before; those of the record that goes were, and a
/// change of the name alone makes none new.
fn arisen(
    before: Vec<Diagnostic>,
    after: Vec<Diagnostic>,
    keep: &Listed,
    gone: &Listed,
) -> Vec<Diagnostic> {
    let key = |fault: &Diagnostic| {
        let file = &fault.primary.place.file;
        let file = if *file == gone.file { &keep.file } else { file };
        (fault.code.clone(), file.clone(), fault.message.replace(&*gone.id, &keep.id))
    };
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for fault in &before {
        *known.entry(key(fault)).or_default() += 1;
    }
    let is_new = |fault: &Diagnostic| match known.get_mut(&key(fault)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    after.into_iter().filter(is_new).collect()
}

fn show(faults: &[Diagnostic], root: &Root, screen: &mut Screen) -> Result<()> {
    let mut render = render::Text::new(root, screen.style(Stream::Err));
    for fault in faults {
        let text = render.one(fault);
        screen.print(Stream::Err, &text)?;
    }
    Ok(())
}

/// Shows what stands against the merge, and what to do.
fn refused(faults: &[Diagnostic], ways: &str, root: &Root, screen: &mut Screen) -> Result<Exit> {
    show(faults, root, screen)?;
    let nothing = screen.style(Stream::Err).red("nothing was written");
    screen.print(Stream::Err, &format!("{nothing}: {ways}\n"))?;
    Ok(Exit::Faults)
}

/// Returns how to go on from a conflict.
fn ways(ask: &Ask<'_>, plan: &Plan) -> String {
    let Ask { keep, gone, .. } = ask;
    let others = plan.conflicts.len() - plan.differences;
    if plan.differences == 0 {
        return format!("{} to be settled first", counted(others, "thing"));
    }
    let verb = if plan.differences == 1 { "differs" } else { "differ" };
    let mut text = format!("{} {verb}", counted(plan.differences, "value"));
    if others > 0 {
        text.push_str(&format!(", and {} to be settled first", counted(others, "other thing")));
    }
    text.push_str(&format!(
        "\nedit one of the two so that they agree, and merge again; or follow `{keep}` with\n"
    ));
    let mut way = |option: &str, what: &str| {
        text.push_str(&format!("  {option}\n      {what}\n"));
    };
    way("--keep", &format!("leaves behind what `{gone}` says"));
    if let Some(path) = plan.claimable.first() {
        let what = format!("writes what `{gone}` says of {}", either(&plan.claimable));
        way(
            &format!("--claim \"{path}=WHY NOT\""),
            &format!("{what} as a claim, with your reason not to follow it"),
        );
    }
    text.truncate(text.trim_end().len());
    text
}

/// Returns what was done, a line a file.
fn summary(ask: &Ask<'_>, keep: &Listed, plan: &Plan) -> String {
    let mut text = format!("merged `{}` into `{}`\n", ask.gone, ask.keep);
    for change in &plan.changes {
        let mut done = Vec::new();
        if change.path == keep.file {
            let nouns = ["field", "item", "claim"];
            let taken = plan.taken.iter().zip(nouns).filter(|(number, _)| **number > 0);
            done.extend(taken.map(|(number, noun)| format!("{} added", counted(*number, noun))));
            done.push("former id added".to_owned());
        }
        if change.after.is_none() {
            done.push("deleted".to_owned());
        }
        if change.references > 0 {
            done.push(counted(change.references, "reference"));
        }
        if change.repeats > 0 {
            done.push(format!("{} dropped", counted(change.repeats, "repeated item")));
        }
        text.push_str(&format!("  {}: {}\n", change.path, done.join(", ")));
    }
    text
}

fn dry_run(plan: &Plan, screen: &mut Screen) -> Result<()> {
    let style = screen.style(Stream::Out);
    for change in &plan.changes {
        let diff = render::diff(&change.path, &change.before, change.after.as_deref(), style);
        screen.print(Stream::Out, &diff)?;
    }
    screen.print(Stream::Err, "nothing was written: this is what would change\n")
}

/// Returns what is nowhere now but in the history of the files.
fn left_behind(plan: &Plan, files: &[(usize, File)]) -> String {
    let mut text = String::new();
    for (what, place) in &plan.left {
        let Some((_, file)) = files.iter().find(|(_, file)| file.path == place.file) else {
            continue;
        };
        let line = Lines::new(file.text.as_str()).line(place.start);
        let words = file.text.get(place.span()).unwrap_or_default();
        let first = words.lines().next().unwrap_or_default();
        let more = if words.lines().nth(1).is_some() { " …" } else { "" };
        let first = render::visible(first);
        text.push_str(&format!("left behind: {what}, {}:{line}: {first}{more}\n", place.file));
    }
    text
}
