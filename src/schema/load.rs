//! Pages to [`Schemas`]: texts enter, schemas leave, and every fault has its line. All pages
//! are read before any is understood, since they refer to each other.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::layers::Pages;
use super::profile::{Broken, Position};
use super::{Schemas, columns, dataset, field, profile};
use crate::codes;
use crate::diagnostic::{self, Diagnostic, Place, Sink, Span};
use crate::error::Result;
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
    for path in root.list(FOLDER, sink)? {
        files.extend(root.read(&path, sink));
    }
    let dataset: Arc<str> = Arc::from(dataset::PAGE);
    if root.path().join(&*dataset).exists() {
        files.extend(root.read(&dataset, sink));
    } else {
        dataset::missing(&dataset, sink);
    }
    Ok(compile(&files, sink))
}

/// Returns the schemas that these pages describe: those in `schemas/kinds` and
/// `schemas/dataset.yaml`. Each page's path says what it is.
pub fn compile(files: &[File], sink: &mut Sink) -> Schemas {
    let mut found = Sink::new();
    let mut page = None;
    let mut pages = Vec::new();
    let mut names = BTreeSet::new();
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

/// Returns the name of a page: the stem of its file.
fn name(file: &File, sink: &mut Sink) -> Option<String> {
    let inner = file.path.strip_prefix(FOLDER)?.trim_start_matches('/');
    let stem = inner.strip_suffix(".yaml");
    if let Some(stem) = stem.filter(|stem| is_name(stem)) {
        return Some(stem.to_owned());
    }
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
