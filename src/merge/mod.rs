//! Two records made one: their texts, and those of all records that name one of them, enter; the
//! texts that all of them must have leave, or what only a person can decide. Nothing is written here.

mod conflict;
mod edit;
mod evidence;
mod graft;
mod layout;
mod remove;
mod rename;
mod tree;
mod unite;
mod verdict;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::error::{Error, Result};
use crate::record::Listed;
use crate::schema::{Field, Role, Schema, Schemas, Type};
use crate::source::File;
use crate::yaml::{self, Node, quoted};
use conflict::Files;
use layout::is_bracketed;
use rename::Names;
use unite::{Difference, Read, United, unite};
use verdict::Verdict;

/// Which record becomes part of which, and what is to be done where they differ.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The record that stays.
    pub keep: &'a Listed,
    /// The record that becomes part of it.
    pub gone: &'a Listed,
    /// Whether what stays is followed where the two differ.
    pub follow: bool,
    /// Fields in which what goes is to be written as a claim, with the reason not to follow it.
    pub claims: &'a [(String, String)],
}

impl<'a> Wish<'a> {
    fn names(&self) -> Names<'a> {
        Names { keep: &self.keep.id, gone: &self.gone.id }
    }

    /// Returns whether a text must be looked at: it may name the record that goes, or it holds
    /// a verdict that may name the one that stays.
    pub fn concerns(&self, schema: &Schema, file: &File) -> bool {
        [&self.keep.file, &self.gone.file].contains(&&file.path)
            || file.text.contains(&*self.gone.id)
            || (schema.keeps_verdicts() && file.text.contains(&*self.keep.id))
            // An escape may stand for a letter of the id.
            || file.text.contains('\\')
    }
}

/// What is to become of the files, or what stands against it.
#[derive(Debug, Default)]
pub struct Plan {
    /// The files that change, in order of path.
    pub changes: Vec<Change>,
    /// What only a person can decide. Where there is any of it, nothing changes.
    pub conflicts: Vec<Diagnostic>,
    /// How many of the conflicts are values that differ.
    pub differences: usize,
    /// The paths of those that could be written as claims.
    pub claimable: Vec<String>,
    /// How many fields and items were taken over, and claims written.
    pub taken: [usize; 3],
    /// What the record that goes says and the other will not: the words, and where they stand.
    pub left: Vec<(String, Place)>,
}

/// What is to become of one file.
#[derive(Debug, Clone)]
pub struct Change {
    /// The path from the root.
    pub path: Arc<str>,
    /// The text as it was read, without a byte-order mark.
    pub before: String,
    /// The text that it must have; nothing, where the file must go.
    pub after: Option<String>,
    /// How many references in it were changed.
    pub references: usize,
    /// How many items were dropped from lists because they would stand there twice.
    pub repeats: usize,
}

/// Returns whether a record had this id before.
pub fn is_former(schema: &Schema, file: &File, id: &str) -> bool {
    let root = yaml::parse(file, &mut Sink::new());
    let list = former_ids(schema).and_then(|field| root.as_ref()?.get(&field.name)?.list());
    list.is_some_and(|ids| ids.iter().any(|former| former.text() == Some(id)))
}

fn former_ids(schema: &Schema) -> Option<&Field> {
    let is_former = |field: &&Field| matches!(&field.holds, Type::List(item) if item.role == Some(Role::Former));
    schema.fields.iter().find(is_former)
}

/// Returns what merging two records of one kind changes. `files` are all that the wish concerns,
/// each with the position of its kind. Fails where a text cannot be changed with its layout kept.
pub fn plan(schemas: &Schemas, wish: &Wish<'_>, files: &[(usize, File)]) -> Result<Plan> {
    let mut plan = Plan::default();
    let mut read = Vec::new();
    for (kind, file) in files {
        if let Some(root) = yaml::parse(file, &mut plan.conflicts) {
            let text = file.text.clone();
            read.push((&schemas.kinds[*kind], &file.path, Read { text, root }));
        }
    }
    let find = |listed: &Listed| {
        let found = read.iter().find(|(_, path, _)| **path == listed.file);
        found.map(|(_, _, read)| read)
    };
    let keep = find(wish.keep).ok_or_else(|| unusual(&wish.keep.file))?;
    let gone = find(wish.gone).ok_or_else(|| unusual(&wish.gone.file))?;
    let schema = &schemas.kinds[wish.keep.kind];
    let merger = Merger { wish, schema, keep, gone };
    merger.links(&mut plan);
    let verdicts: Vec<Verdict<'_>> = read
        .iter()
        .filter_map(|(schema, path, read)| Verdict::read(schema, path, &read.root))
        .collect();
    plan.conflicts.extend(verdict::conflicts(&verdicts, wish.names()));
    let kept = merger.kept(&mut plan)?;
    if !plan.conflicts.is_empty() {
        return Ok(plan);
    }
    for (schema, path, read) in &read {
        let own = [&wish.keep.file, &wish.gone.file].contains(path);
        if !own {
            let settled = Verdict::read(schema, path, &read.root)
                .is_some_and(|verdict| verdict.is_settled(wish.names()));
            plan.changes.extend(renamed(schema, path, read, wish.names(), settled)?);
        }
    }
    let own = |path: &Arc<str>, read: &Read, after| Change {
        path: path.clone(),
        before: read.text.clone(),
        after,
        references: 0,
        repeats: 0,
    };
    plan.changes.push(own(&wish.keep.file, keep, Some(kept)));
    plan.changes.push(own(&wish.gone.file, gone, None));
    plan.changes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(plan)
}

/// Returns what becomes of a record that names the one that goes, if it does.
fn renamed(
    schema: &Schema,
    path: &Arc<str>,
    read: &Read,
    names: Names<'_>,
    settled: bool,
) -> Result<Option<Change>> {
    let Read { text: before, root } = read;
    let change = |after, references, repeats| {
        let (path, before) = (path.clone(), before.clone());
        Ok(Some(Change { path, before, after, references, repeats }))
    };
    if settled {
        return change(None, 0, 0);
    }
    let (renamed, tree) =
        rename::rename(before, root, &schema.fields, names).ok_or_else(|| unusual(path))?;
    if renamed.references + renamed.repeats == 0 {
        return Ok(None);
    }
    let text = sound(path, renamed.text, &tree)?.text;
    change(Some(text), renamed.references, renamed.repeats)
}

/// The two records with what is wished for them.
struct Merger<'a> {
    wish: &'a Wish<'a>,
    schema: &'a Schema,
    keep: &'a Read,
    gone: &'a Read,
}

impl Merger<'_> {
    fn fields(&self) -> &[Field] {
        &self.schema.fields
    }

    /// Finds references between the two.
    fn links(&self, plan: &mut Plan) {
        let names = self.wish.names();
        let sides = [
            (&self.wish.keep.file, self.keep, names.gone),
            (&self.wish.gone.file, self.gone, names.keep),
        ];
        for (file, read, id) in sides {
            let links = rename::references(&read.root, self.fields(), id);
            let links = links.into_iter();
            plan.conflicts
                .extend(links.map(|(field, span)| conflict::refers(&field, file, span, names)));
        }
    }

    /// Returns the text of the record that stays, with all of the other.
    fn kept(&self, plan: &mut Plan) -> Result<String> {
        let Wish { keep, gone, follow, claims: reasons } = self.wish;
        let first = self.unite(self.keep, self.gone)?;
        let mut claims = Vec::new();
        for difference in &first.differences {
            let reason = reasons.iter().find(|(path, _)| *path == difference.path);
            let why_not = reason.map_or("", |(_, why_not)| why_not);
            let claim = evidence::claim(self.gone, self.fields(), difference, why_not);
            match (claim, reason) {
                (Some(claim), Some(_)) => claims.push(claim),
                (_, None) if *follow => {
                    let place = Place::new(&gone.file, difference.gone.clone());
                    plan.left.push((format!("`{}`", difference.path), place));
                }
                (claim, reason) => {
                    let files = Files { keep: &keep.file, gone: &gone.file };
                    let fault = conflict::differs(difference, self.wish.names(), files);
                    plan.conflicts.push(match reason {
                        Some(_) => conflict::no_claim(fault, &gone.id),
                        None => fault,
                    });
                    plan.differences += 1;
                    plan.claimable.extend(claim.map(|_| difference.path.clone()));
                }
            }
        }
        if let Some((path, _)) = reasons
            .iter()
            .find(|(path, _)| !first.differences.iter().any(|difference| difference.path == *path))
        {
            let text = format!("the two do not differ in `{path}`: it needs no claim");
            return Err(Error::Request(text));
        }
        if !plan.conflicts.is_empty() {
            return Ok(String::new());
        }
        let dropped: Vec<&Difference> = first.differences.iter().collect();
        let (rest, lost) = evidence::without(self.gone, self.keep, self.fields(), &dropped)
            .ok_or_else(|| unusual(&gone.file))?;
        let place = |span| Place::new(&gone.file, span);
        plan.left.extend(lost.into_iter().map(|span| ("a citation".to_owned(), place(span))));
        plan.left.extend(first.left.into_iter().map(|span| ("a comment".to_owned(), place(span))));
        plan.left.sort_by(|a, b| a.1.cmp(&b.1));
        let with_id = self.unite(self.keep, &self.page(self.former()?)?)?;
        let with_id = Read { text: with_id.text, root: with_id.tree };
        let with_id = self.page(with_id.text)?;
        let united = self.unite(&with_id, &self.page(rest)?)?;
        plan.taken = [united.fields, united.items, claims.len()];
        let mut text = united.text;
        for claim in claims {
            text = self.unite(&self.page(text)?, &self.page(claim)?)?.text;
        }
        Ok(text)
    }

    /// Returns the union of two texts, once it is known to read as it is meant.
    fn unite(&self, keep: &Read, gone: &Read) -> Result<United> {
        let file = &self.wish.keep.file;
        let united = unite(keep, gone, self.fields()).ok_or_else(|| unusual(file))?;
        sound(file, united.text.clone(), &united.tree)?;
        Ok(united)
    }

    fn page(&self, text: String) -> Result<Read> {
        let file = File { path: self.wish.keep.file.clone(), text };
        match yaml::parse(&file, &mut Sink::new()) {
            Some(root) => Ok(Read { text: file.text, root }),
            None => Err(unusual(&file.path)),
        }
    }

    /// Returns the id that goes as a field of its own, in the style of the record's other lists.
    fn former(&self) -> Result<String> {
        let Schema { kind, .. } = self.schema;
        let field = former_ids(self.schema).ok_or_else(|| {
            Error::Request(format!(
                "`{kind}` has no field for former ids, so that `{}` would be forgotten: give its \
                 page one, a list whose items have `x-role: former`",
                self.wish.gone.id
            ))
        })?;
        let id = quoted(&self.wish.gone.id);
        let mut lists = Lists::default();
        lists.count(&self.keep.text, &self.keep.root);
        let name = &field.name;
        Ok(match lists.block.len() > lists.bracketed {
            true => format!("{name}:\n{}- {id}\n", " ".repeat(lists.block[0])),
            false => format!("{name}: [{id}]\n"),
        })
    }
}

/// How the lists of single values in a record are written.
#[derive(Default)]
struct Lists {
    /// How many are in brackets.
    bracketed: usize,
    /// How much deeper than its key each of the others is.
    block: Vec<usize>,
}

impl Lists {
    fn count(&mut self, text: &str, node: &Node) {
        let column = |at: usize| at - text[..at].rfind('\n').map_or(0, |end| end + 1);
        for entry in node.map().unwrap_or_default() {
            let Some(items) = entry.node.list() else {
                self.count(text, &entry.node);
                continue;
            };
            if items.iter().any(|item| item.scalar().is_none()) {
                items.iter().for_each(|item| self.count(text, item));
            } else if is_bracketed(text, &entry.node) {
                self.bracketed += 1;
            } else {
                let (key, dash) = (column(entry.key_span.start), column(entry.node.span.start));
                self.block.push(dash.saturating_sub(key));
            }
        }
    }
}

/// Returns a text with its tree, if it reads as it is meant.
fn sound(path: &Arc<str>, text: String, meant: &Node) -> Result<Read> {
    let file = File { path: path.clone(), text };
    match yaml::parse(&file, &mut Sink::new()) {
        Some(root) if tree::same(&root, meant) => Ok(Read { text: file.text, root }),
        _ => Err(unusual(path)),
    }
}

fn unusual(path: &str) -> Error {
    Error::Request(format!(
        "`{path}` is laid out in a way that a merge could not keep: nothing was written; change it \
         by hand"
    ))
}
