//! Pages to [`Schemas`]: texts enter, schemas leave, and every fault has its line. All pages
//! are read before any is understood, since they refer to each other.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::layers::Pages;
use super::profile::{Broken, Position};
use super::{Schemas, columns, dataset, field, profile};
use crate::codes;
use crate::diagnostic::{self, Diagnostic, Place, Sink, Span};
use crate::error::{Error, Result};
use crate::source::{File, Root};
use crate::yaml::{self, Node};

const FOLDER: &str = "schemas/kinds";
/// The page that holds shared definitions and is no kind.
pub(super) const COMMON: &str = "common";

/// One page that could be read.
pub(super) struct Page {
    pub(super) name: String,
    pub(super) file: Arc<str>,
    pub(super) node: Node,
}

impl Page {
    pub(super) fn place(&self, span: &Span) -> Place {
        Place::new(&self.file, span.clone())
    }
}

/// Reads the pages in `schemas/kinds` and `schemas/dataset.yaml`. Where a page is at fault the sink
/// says so, and what leaves is not to be used. Fails where the folder cannot be listed.
///
/// ```
/// use amur::{schema, source::Root};
///
/// let root = Root::open("tests/fixtures/small".as_ref())?;
/// let mut sink = Vec::new();
/// let schemas = schema::load(&root, &mut sink)?;
/// assert!(sink.is_empty());
/// assert!(schemas.kind("visits").is_some_and(|visits| visits.event));
/// # Ok::<(), amur::error::Error>(())
/// ```
pub fn load(root: &Root, sink: &mut Sink) -> Result<Schemas> {
    let mut files = Vec::new();
    let mut lost = BTreeSet::new();
    for path in root.list(FOLDER, sink)? {
        match root.read(&path, sink) {
            Some(file) => files.push(file),
            None => lost.extend(stem(&path).map(str::to_owned)),
        }
    }
    if files.is_empty() && !diagnostic::has_error(sink) {
        let text =
            format!("`{FOLDER}` holds no page: a kind of records needs `{FOLDER}/KIND.yaml`");
        return Err(Error::Request(text));
    }
    let dataset: Arc<str> = Arc::from(dataset::PAGE);
    if root.path().join(&*dataset).exists() {
        files.extend(root.read(&dataset, sink));
    } else {
        dataset::missing(&dataset, sink);
    }
    Ok(compile_with(&files, lost, sink))
}

/// Returns the schemas that these pages describe: those in `schemas/kinds` and
/// `schemas/dataset.yaml`. Each page's path says what it is.
pub fn compile(files: &[File], sink: &mut Sink) -> Schemas {
    compile_with(files, BTreeSet::new(), sink)
}

/// Does what [`compile`] does; `names` are those of pages that are there and could not be read.
fn compile_with(files: &[File], mut names: BTreeSet<String>, sink: &mut Sink) -> Schemas {
    let mut found = Sink::new();
    let mut page = None;
    let mut pages = Vec::new();
    for file in files {
        if &*file.path == dataset::PAGE {
            page = dataset::read(file, &mut found);
        } else if let Some(name) = name(file, &mut found) {
            names.insert(name.clone());
            if let Some(node) = yaml::parse(file, &mut found) {
                pages.push(Page { name, file: file.path.clone(), node });
            }
        }
    }
    pages.sort_by(|a, b| a.name.cmp(&b.name));
    let kinds = understand(&pages, names, &mut found);
    diagnostic::sort(&mut found);
    sink.append(&mut found);
    Schemas { kinds, dataset: page.unwrap_or_default() }
}

fn understand(pages: &[Page], names: BTreeSet<String>, sink: &mut Sink) -> Vec<super::Schema> {
    let mut broken = Broken::default();
    for page in pages {
        let position = if page.name == COMMON { Position::Common } else { Position::Kind };
        profile::check(page, position, &mut broken, sink);
    }
    let pages = Pages { pages, names: &names, broken: &broken };
    field::definitions(&pages, sink);
    let kinds: Vec<_> = pages
        .pages
        .iter()
        .filter(|page| page.name != COMMON)
        .map(|page| field::kind(&pages, page, sink))
        .collect();
    columns::check(&kinds, sink);
    kinds
}

fn stem(path: &str) -> Option<&str> {
    let inner = path.strip_prefix(FOLDER)?.trim_start_matches('/');
    inner.strip_suffix(".yaml").filter(|stem| is_name(stem))
}

/// Returns the name of a page: the stem of its file.
fn name(file: &File, sink: &mut Sink) -> Option<String> {
    if let Some(stem) = stem(&file.path) {
        return Some(stem.to_owned());
    }
    let inner = file.path.strip_prefix(FOLDER)?.trim_start_matches('/');
    if !inner.ends_with(".yaml") && !inner.ends_with(".yml") {
        return None;
    }
    let message = format!("`{inner}` is not the name of a page");
    sink.push(
        Diagnostic::new(&codes::UNFIT_NAME, Place::file(&file.path), message)
            .label("this page is not read")
            .help("name it `<kind>.yaml`, with small Latin letters, digits and `_` only"),
    );
    None
}

/// Returns whether this can name a kind, a field or a definition, and so a table or a column.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
