//! Hits of rules: what a query returned enters, diagnostics at the values they speak of leave.
//! Records are read once more for that, each once, since their texts were dropped.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::page::Rule;
use super::template::Part;
use crate::codes;
use crate::diagnostic::{Diagnostic, Fix, Label, Place, Sink};
use crate::query::{Answer, Cell, Database};
use crate::record::Index;
use crate::sentence::both;
use crate::source::{File, Root};
use crate::suggest::nearest;
use crate::yaml::{self, Content, Node};

/// One hit, with the record that it speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The record's id.
    pub record: Arc<str>,
    /// The record's file.
    pub file: Arc<str>,
    pub(super) field: String,
    other: Option<(Arc<str>, String)>,
    cells: Vec<(String, Cell)>,
}

/// Runs a rule's query and returns its hits, or drops what is wrong with the page.
pub fn hits(rule: &Rule, database: &Database, index: &Index, sink: &mut Sink) -> Vec<Hit> {
    let answer = match database.run(&rule.query) {
        Ok(answer) => answer,
        Err(fault) => {
            sink.push(fault.diagnostic(&codes::RULE_SQL, &rule.file, rule.query_start));
            return Vec::new();
        }
    };
    let before = sink.len();
    judge_columns(rule, &answer, sink);
    if sink.len() > before {
        return Vec::new();
    }
    let mut hits = Vec::with_capacity(answer.rows.len());
    for row in answer.rows {
        let cells: Vec<(String, Cell)> = answer.columns.iter().cloned().zip(row).collect();
        match hit(rule, cells, index) {
            // Which of two records is meant nobody knows, and that there are two is said already.
            Ok(hit) if index.is_double(&hit.record) => {}
            Ok(hit) => hits.push(hit),
            Err(fault) => {
                sink.push(*fault);
                break;
            }
        }
    }
    hits
}

fn judge_columns(rule: &Rule, answer: &Answer, sink: &mut Sink) {
    let known = || answer.columns.iter().map(String::as_str);
    let place = || rule.place(rule.query_start..rule.query_start + rule.query.trim_end().len());
    let returned = |name: &str| known().any(|known| known == name);
    for name in ["record", "field"] {
        if !returned(name) {
            let message = format!("the query does not return the column `{name}`");
            let help = format!("return it, as in `memoranda.id AS {name}`");
            let help = if name == "record" {
                help
            } else {
                "return the path of the value that is wrong, as in `'dates' AS field`".to_owned()
            };
            sink.push(Diagnostic::new(&codes::RULE_COLUMNS, place(), message).help(help));
        }
    }
    if returned("other_record") != returned("other_field") {
        let message = "`other_record` and `other_field` come together";
        let help = "return both, the second record and the path of its value, or neither";
        sink.push(Diagnostic::new(&codes::RULE_COLUMNS, place(), message).help(help));
    }
    for (name, span) in rule.lines.iter().flat_map(|line| line.columns()) {
        if !returned(name) {
            let message = format!("the query does not return the column `{name}`");
            let fault = Diagnostic::new(&codes::RULE_COLUMNS, rule.place(span.clone()), message);
            sink.push(match nearest(name, known()) {
                Some(near) => fault.meant(near),
                None => fault.help(format!("it returns {}", both(known()))),
            });
        }
    }
}

fn hit(rule: &Rule, cells: Vec<(String, Cell)>, index: &Index) -> Result<Hit, Box<Diagnostic>> {
    let text = |name: &str| {
        let cell = cells.iter().find(|(column, _)| column == name).map(|(_, cell)| cell);
        cell.filter(|cell| **cell != Cell::Null).map(Cell::to_string)
    };
    let listed = |name: &str| {
        let id = text(name).unwrap_or_default();
        index.get(&id).ok_or_else(|| {
            let message = format!("`{id}` in the column `{name}` is no id of a record");
            let place = rule.place(rule.query_start..rule.query_start);
            Box::new(Diagnostic::new(&codes::RULE_COLUMNS, place, message))
        })
    };
    let first = listed("record")?;
    let other = match text("other_record") {
        Some(_) => {
            let other = listed("other_record")?;
            Some((other.file.clone(), text("other_field").unwrap_or_default()))
        }
        None => None,
    };
    let (record, file) = (first.id.clone(), first.file.clone());
    Ok(Hit { record, file, field: text("field").unwrap_or_default(), other, cells })
}

/// Files as they were read, for the places of their values.
#[derive(Debug)]
pub struct Places<'a> {
    pub(super) root: &'a Root,
    files: BTreeMap<Arc<str>, Option<Node>>,
}

impl<'a> Places<'a> {
    /// Returns places in the files of a dataset.
    pub fn of(root: &'a Root) -> Places<'a> {
        Places { root, files: BTreeMap::new() }
    }

    /// Returns where a value of a record stands, given its path; where it is not there, the
    /// nearest thing around it.
    pub fn find(&mut self, file: &Arc<str>, path: &str) -> Place {
        let root = self.root;
        let node = self.files.entry(file.clone()).or_insert_with(|| {
            let text = root.text(file)?;
            yaml::parse(&File { path: file.clone(), text }, &mut Sink::new())
        });
        match node {
            Some(node) => Place::new(file, span(node, path)),
            None => Place::file(file),
        }
    }
}

fn span(root: &Node, path: &str) -> crate::diagnostic::Span {
    let top = || match root.map().and_then(|entries| entries.first()) {
        Some(first) => first.key_span.clone(),
        None => root.span.clone(),
    };
    let mut here = root;
    let mut found = top();
    for step in path.split('.').filter(|step| !step.is_empty()) {
        match (&here.content, step.parse::<usize>()) {
            (Content::Map(entries), _) => {
                let Some(entry) = entries.iter().find(|entry| entry.key == step) else {
                    return found;
                };
                here = &entry.node;
                // Of a map or a list the key is enough to show.
                found = match here.scalar() {
                    Some(_) => here.span.clone(),
                    None => entry.key_span.clone(),
                };
            }
            (Content::List(items), Ok(position)) => {
                let Some(item) = items.get(position.wrapping_sub(1)) else { return found };
                here = item;
                found = match here.map().and_then(|entries| entries.first()) {
                    Some(first) => first.key_span.clone(),
                    None => here.span.clone(),
                };
            }
            _ => return found,
        }
    }
    found
}

impl Hit {
    /// Returns the files that it speaks of.
    pub(super) fn files(&self) -> impl Iterator<Item = &Arc<str>> {
        std::iter::once(&self.file).chain(self.other.iter().map(|(file, _)| file))
    }

    /// Returns the hit as a diagnostic.
    pub fn diagnostic(&self, rule: &Rule, places: &mut Places<'_>) -> Diagnostic {
        let place = places.find(&self.file, &self.field);
        let mut diagnostic = Diagnostic {
            code: rule.id.clone(),
            name: rule.name.clone(),
            severity: rule.severity,
            message: rule.summary.clone(),
            primary: Label { place: place.clone(), text: String::new() },
            related: Vec::new(),
            help: Vec::new(),
            notes: Vec::new(),
            fix: None,
        };
        let other = self.other.as_ref().map(|(file, path)| places.find(file, path));
        let mut other_text = String::new();
        for line in &rule.lines {
            let value = |name: &str| {
                let (_, cell) = self.cells.iter().find(|(column, _)| column == name)?;
                (*cell != Cell::Null).then(|| cell.to_string())
            };
            let Some(text) = line.fill(value) else { continue };
            match line.part {
                Part::Headline => diagnostic.message = text,
                Part::Label => diagnostic.primary.text = text,
                Part::Other => other_text = text,
                Part::Help => diagnostic.help.push(text),
                Part::Note => diagnostic.notes.push(text),
                Part::Fix => {
                    diagnostic.fix = Some(Fix { place: place.clone(), replacement: text });
                }
            }
        }
        match other {
            Some(other) => diagnostic.related(other, other_text),
            None => diagnostic,
        }
    }
}
