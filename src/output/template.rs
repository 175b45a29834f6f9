//! The templates of a dataset: files of `schemas/report/` and values enter, filled-in pages
//! leave, or faults with their places in the templates. This alone knows the template language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{
    AutoEscape, Environment, Error as Fault, ErrorKind, HtmlEscape, UndefinedBehavior, Value,
};

use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink, Span};
use crate::error::{Error, Result};
use crate::query::REPORT;
use crate::sentence::listed;
use crate::source::{File, Root};
use crate::suggest;
use crate::value::date;

/// What may be a template: pages, the styles and drawings that stand inside them.
const ENDINGS: [&str; 3] = [".html", ".css", ".svg"];

/// What templates mostly use: misspelt words are compared with these.
const FILTERS: [&str; 22] = [
    "abs",
    "by",
    "capitalize",
    "date",
    "default",
    "first",
    "groupby",
    "items",
    "join",
    "last",
    "length",
    "list",
    "map",
    "number",
    "rejectattr",
    "replace",
    "round",
    "selectattr",
    "sort",
    "ticks",
    "trim",
    "unique",
];
const TESTS: [&str; 7] = ["defined", "endingwith", "eq", "in", "none", "startingwith", "undefined"];
const FUNCTIONS: [&str; 4] = ["dict", "namespace", "range", "super"];

/// How deep values are searched for the name that was probably meant.
const DEPTH: usize = 9;

/// The templates, known to one another by their paths below `schemas/report/`.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    files: BTreeMap<String, File>,
    broken: bool,
}

impl Templates {
    /// Reads the templates of a dataset and drops a fault for each that cannot be understood.
    pub fn read(root: &Root, sink: &mut Sink) -> Result<Templates> {
        let mut templates =
            Templates { environment: environment()?, files: BTreeMap::new(), broken: false };
        for path in root.list(REPORT, sink)? {
            if ENDINGS.iter().any(|ending| path.ends_with(ending))
                && let Some(file) = root.read(&path, sink)
            {
                let name = path.trim_start_matches(REPORT).trim_start_matches('/').to_owned();
                templates.add(name, file, sink);
            }
        }
        Ok(templates)
    }

    /// Returns whether there is a template of this name.
    pub fn holds(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// Adds a template under a name that the dataset has none of.
    pub(super) fn add_missing(&mut self, name: &str, text: &str, sink: &mut Sink) {
        if !self.holds(name) {
            let file = File { path: Arc::from(path(name)), text: text.to_owned() };
            self.add(name.to_owned(), file, sink);
        }
    }

    fn add(&mut self, name: String, file: File, sink: &mut Sink) {
        let added = self.environment.add_template_owned(name.clone(), file.text.clone());
        self.files.insert(name, file);
        if let Err(error) = added {
            self.broken = true;
            sink.push(self.fault(&error, &Value::UNDEFINED));
        }
    }

    /// Fills in a template, or drops a fault. Where a template could not be understood, that
    /// has been said already, and nothing is filled in.
    pub(super) fn fill(&self, name: &str, values: Value, sink: &mut Sink) -> Option<Vec<u8>> {
        if self.broken {
            return None;
        }
        let filled = self.environment.get_template(name).and_then(|page| page.render(&values));
        match filled {
            Ok(text) => Some(text.into_bytes()),
            Err(error) => {
                sink.push(self.fault(&error, &values));
                None
            }
        }
    }

    fn fault(&self, error: &Fault, values: &Value) -> Diagnostic {
        let error = innermost(error);
        let name = error.name().unwrap_or_default();
        let file = self.files.get(name);
        let text = file.map_or("", |file| file.text.as_str());
        let span = span(error, text);
        let path = file.map_or_else(|| Arc::from(path(name)), |file| file.path.clone());
        let place = Place::new(&path, span);
        let detail = error.detail().unwrap_or_default();
        let code = &codes::BROKEN_TEMPLATE;
        match error.kind() {
            ErrorKind::SyntaxError => {
                let message = format!("the template cannot be understood: {detail}");
                Diagnostic::new(code, place, message)
                    .help("see whether a `{% … %}` or `{{ … }}` before it is complete")
            }
            ErrorKind::UndefinedError => undefined(place, text, values),
            ErrorKind::UnknownFilter => unknown(place, "filter", text, &FILTERS),
            ErrorKind::UnknownTest => unknown(place, "test", text, &TESTS),
            ErrorKind::UnknownFunction => unknown(place, "function", text, &FUNCTIONS),
            ErrorKind::TemplateNotFound => {
                let detail = detail.replace(['"', '\''], "`");
                Diagnostic::new(code, place, format!("the template does not run: {detail}"))
                    .help(format!("the templates are {}", listed(self.files.keys())))
            }
            kind => {
                let why = if detail.is_empty() { kind.to_string() } else { detail.to_owned() };
                Diagnostic::new(code, place, format!("the template does not run: {why}"))
            }
        }
    }
}

/// Returns the environment that all templates are filled in by: values are escaped for HTML
/// everywhere, and what is not there is a fault.
fn environment() -> Result<Environment<'static>> {
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    let mut environment = Environment::new();
    environment
        .set_syntax(syntax.map_err(|error| Error::library("setting up the templates", error))?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_debug(true);
    environment.add_filter("date", |value: &Value| value.as_str().map(date::english));
    environment.add_filter("by", by);
    environment.add_filter("number", number);
    environment.add_filter("ticks", ticks);
    Ok(environment)
}

/// Returns a map from each value of a column to its rows, in their order.
fn by(rows: &Value, column: &str) -> std::result::Result<Value, Fault> {
    let mut groups: BTreeMap<Value, Vec<Value>> = BTreeMap::new();
    for row in rows.try_iter()? {
        groups.entry(row.get_attr(column)?).or_default().push(row);
    }
    Ok(Value::from_pairs(groups))
}

/// Returns a text as HTML, with what stands between backticks as code.
fn ticks(text: &str) -> Value {
    let mut html = String::new();
    for (place, part) in text.split('`').enumerate() {
        let code = place % 2 == 1;
        html.push_str(if code { "<code>" } else { "" });
        html.push_str(&HtmlEscape(part).to_string());
        html.push_str(if code { "</code>" } else { "" });
    }
    Value::from_safe_string(html)
}

/// Returns a number with its thousands set apart.
fn number(value: &Value) -> String {
    let text = value.to_string();
    let digits = text.find('.').unwrap_or(text.len());
    let mut shown = String::new();
    for (at, c) in text.char_indices() {
        let left = digits.saturating_sub(at);
        if left > 0 && left % 3 == 0 && text[..at].ends_with(|c: char| c.is_ascii_digit()) {
            shown.push(',');
        }
        shown.push(c);
    }
    shown
}

fn path(name: &str) -> String {
    format!("{REPORT}/{name}")
}

/// Returns the fault that the others tell of: that of the included page, not of the inclusion.
fn innermost(error: &Fault) -> &Fault {
    let mut found = error;
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        found =
            cause.downcast_ref::<Fault>().filter(|cause| cause.line().is_some()).unwrap_or(found);
        next = cause.source();
    }
    found
}

/// Returns the place of a fault in its template: the words, or else the line.
fn span(error: &Fault, text: &str) -> Span {
    if let Some(span) = error.range().filter(|span| text.get(span.clone()).is_some()) {
        return span;
    }
    let line = error.line().unwrap_or(1).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let line = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    start..start + line.trim_end().len()
}

fn unknown(place: Place, what: &str, text: &str, known: &[&str]) -> Diagnostic {
    let word = text.get(place.span()).unwrap_or_default().split('(').next().unwrap_or_default();
    let place = Place { end: place.start + word.len(), ..place };
    let message = format!("there is no {what} `{}`", word.trim());
    let fault = Diagnostic::new(&codes::BROKEN_TEMPLATE, place, message);
    match suggest::nearest(word, known.iter().copied()) {
        Some(near) => fault.meant(near),
        None => fault.help("see schemas/report/README.md for what templates may use"),
    }
}

/// Returns the fault of a name that is not there.
fn undefined(place: Place, text: &str, values: &Value) -> Diagnostic {
    let (span, known) = missing(text, path_around(text, &place), values);
    let shown = text.get(span.clone()).unwrap_or_default().trim_end();
    let word = shown.rsplit('.').next().unwrap_or_default();
    let last = Place { start: span.start + shown.len() - word.len(), ..place.clone() };
    let last = Place { end: last.start + word.len(), ..last };
    let message = match shown {
        "" => "the template names what is not there".to_owned(),
        _ => format!("there is no `{shown}`"),
    };
    let near = suggest::nearest(word, known.iter().map(String::as_str));
    let place = Place { start: span.start, end: span.end, ..place };
    let fault = Diagnostic::new(&codes::BROKEN_TEMPLATE, place, message);
    if let Some(near) = near.filter(|near| *near != word) {
        return fault.help(format!("did you mean `{near}`?")).fix(last, near);
    }
    let mut given = BTreeSet::new();
    names(values, 1, &mut given);
    fault.help(format!("a template sees {} and what it sets itself", listed(&given)))
}

/// Returns the part of a path up to the first name that is not there, and the names that are
/// there. The path of what a loop or a macro names is taken whole: it can be anywhere.
fn missing(text: &str, path: Span, values: &Value) -> (Span, BTreeSet<String>) {
    let mut known = BTreeSet::new();
    let (mut parent, mut end) = (values.clone(), path.start);
    for name in text.get(path.clone()).unwrap_or_default().split('.') {
        end += name.len();
        let value = parent.get_attr(name).unwrap_or_default();
        if value.is_undefined() {
            let first = end - name.len() == path.start;
            names(if first { values } else { &parent }, if first { DEPTH } else { 1 }, &mut known);
            return (path.start..if first { path.end } else { end }, known);
        }
        parent = value;
        end += 1;
    }
    (path, known)
}

/// Returns the path of names that a place is in, or is the end of.
fn path_around(text: &str, place: &Place) -> Span {
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let before = text.get(..place.start).unwrap_or_default();
    let start = before.trim_end_matches(part).len();
    let marked = text.get(place.span()).unwrap_or_default();
    // What is more than a path is shown as it is marked.
    match marked.chars().all(part) {
        true => start..place.end,
        false => place.span(),
    }
}

/// Collects the names by which a template reaches values.
fn names(values: &Value, depth: usize, known: &mut BTreeSet<String>) {
    let Ok(items) = values.try_iter() else { return };
    match values.kind() {
        _ if depth == 0 => {}
        ValueKind::Map => {
            for key in items {
                known.extend(key.as_str().map(str::to_owned));
                names(&values.get_item(&key).unwrap_or_default(), depth - 1, known);
            }
        }
        // The rows of a table have the same names.
        ValueKind::Seq => items.take(1).for_each(|item| names(&item, depth - 1, known)),
        _ => {}
    }
}
