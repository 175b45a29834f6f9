//! The examples on schema pages, held against what they are examples of: a page that teaches
//! a wrong form would be followed.

use super::admit::Admitter;
use super::convert::{Converter, Lines, Pending};
use super::index::Index;
use super::{shape, typing};
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::schema::{Field, Shown, Type};
use crate::yaml::{Content, Entry, Node};

impl Admitter<'_> {
    /// Drops a diagnostic for each example that its own field would refuse. References may name
    /// records that do not exist.
    pub(super) fn check_examples(&self, sink: &mut Sink) {
        for shown in self.schemas.examples() {
            if let Some(reason) = self.refusal(&shown) {
                let place = Place::new(&shown.example.file, shown.example.node.span.clone());
                let message = format!("this is no valid example of `{}`", shown.path);
                sink.push(Diagnostic::new(&codes::INVALID_EXAMPLE, place, message).label(reason));
            }
        }
    }

    /// Returns why an example would be refused in a record that holds nothing else.
    fn refusal(&self, shown: &Shown<'_>) -> Option<String> {
        let schema = &self.schemas.kinds[shown.kind];
        let names: Vec<&str> = shown.path.split('.').collect();
        let (mut root, pointer) = in_map(&schema.fields, &names, shown)?;
        typing::mark(&mut root, &schema.fields);
        let file = &shown.example.file;
        let mut faults = Sink::new();
        for error in self.validators.kind(shown.kind).iter_errors(&root) {
            if error.instance_path().as_str().starts_with(&pointer) {
                shape::report(&error, file, &root, schema, &mut faults);
            }
        }
        let mut converter = Converter {
            file,
            text: "",
            schemas: self.schemas,
            index: &Index::default(),
            fields: &[],
            root: &root,
            sink: &mut faults,
            pending: Pending::default(),
            lines: Lines::default(),
        };
        converter.map(&root, &schema.fields);
        let dangling = converter.pending.dangling;
        faults.extend(dangling.into_iter().filter_map(|reference| reference.malformed));
        let first = faults.into_iter().find(|fault| fault.code != codes::UNKNOWN_PATH.id());
        first.map(|fault| fault.message)
    }
}

/// Returns a map that holds only the example, at its path, and the JSON pointer to it.
fn in_map(fields: &[Field], names: &[&str], shown: &Shown<'_>) -> Option<(Node, String)> {
    let (name, rest) = names.split_first()?;
    let field = fields.iter().find(|field| field.name == *name)?;
    let (node, pointer) = in_value(field, rest, shown)?;
    let span = shown.example.node.span.clone();
    let entry = Entry { key: (*name).to_owned(), key_span: span.clone(), node };
    Some((Node { span, content: Content::Map(vec![entry]) }, format!("/{name}{pointer}")))
}

fn in_value(field: &Field, names: &[&str], shown: &Shown<'_>) -> Option<(Node, String)> {
    if std::ptr::eq(field, shown.field) {
        return Some((shown.example.node.clone(), String::new()));
    }
    match &field.holds {
        Type::Map(fields) => in_map(fields, names, shown),
        Type::List(item) => {
            let (node, pointer) = in_value(item, names, shown)?;
            let span = node.span.clone();
            Some((Node { span, content: Content::List(vec![node]) }, format!("/0{pointer}")))
        }
        _ => None,
    }
}
