//! Nodes to typed values: a marked tree enters, [`Value`]s leave, with faults of the small
//! languages and references to records that are not there. What has the wrong shape is passed
//! over in silence here: the validator has already said so.

use std::sync::Arc;

use super::index::Index;
use super::meant;
use super::{Item, Value};
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::schema::{self, Field, Role, Schemas, Type};
use crate::sentence::{both, either};
use crate::suggest::nearest;
use crate::value::{Fault, count, date, reference, text};
use crate::yaml::{Node, Reading, Style};

/// A reference to an id that no record has.
#[derive(Debug, Clone)]
pub struct Dangling {
    /// Where it stands.
    pub place: Place,
    /// The id.
    pub id: String,
    /// The field that it stands in.
    pub field: String,
    /// Positions of the kinds that the field may refer to.
    pub kinds: Vec<usize>,
    /// What is wrong with the id's form, to be said where no record is found by that name.
    pub malformed: Option<Diagnostic>,
}

/// What a record says that only the whole dataset can judge.
#[derive(Debug, Default)]
pub struct Pending {
    /// References to ids that no record has.
    pub dangling: Vec<Dangling>,
    /// Ids that the record had before.
    pub former: Vec<(String, Place)>,
    /// The id of another record that counts this one already.
    pub wholes: Vec<(String, Place)>,
}

/// Turns the nodes of one file into values.
pub(super) struct Converter<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) text: &'a str,
    pub(super) schemas: &'a Schemas,
    pub(super) index: &'a Index,
    /// The fields of the record's kind and the record itself, which paths are held against.
    pub(super) fields: &'a [Field],
    pub(super) root: &'a Node,
    pub(super) sink: &'a mut Sink,
    pub(super) pending: Pending,
    pub(super) lines: Lines,
}

/// The line of the last offset asked for; offsets come in rising order, so that a file is
/// counted through once.
#[derive(Debug, Default)]
pub(super) struct Lines {
    offset: usize,
    line: u32,
}

impl Lines {
    pub(super) fn at(&mut self, text: &str, offset: usize) -> u32 {
        let bytes = text.as_bytes();
        let offset = offset.min(bytes.len());
        if offset < self.offset {
            *self = Lines::default();
        }
        let newlines = bytes[self.offset..offset].iter().filter(|byte| **byte == b'\n').count();
        self.offset = offset;
        self.line += newlines as u32;
        self.line + 1
    }
}

impl Converter<'_> {
    /// Returns one value for each field, in the order of the fields.
    pub(super) fn map(&mut self, node: &Node, fields: &[Field]) -> Vec<Option<Value>> {
        let mut values: Vec<Option<Value>> = vec![None; fields.len()];
        for entry in node.map().unwrap_or_default() {
            if let Some(position) = fields.iter().position(|field| field.name == entry.key) {
                let field = &fields[position];
                values[position] = self.value(&entry.node, &field.name, field);
            }
        }
        values
    }

    /// Returns what a node holds; `name` is the key that it stands under, also where `field`
    /// describes the items of a list.
    pub(super) fn value(&mut self, node: &Node, name: &str, field: &Field) -> Option<Value> {
        match &field.holds {
            Type::Word(words) => {
                let text = node.text()?;
                let word = words.iter().find(|word| word.word == text)?;
                Some(Value::Text(word.word.clone()))
            }
            Type::String => self.string(node, field),
            Type::Integer | Type::Number | Type::Boolean => match node.scalar()?.reading {
                Reading::Integer(number) => Some(Value::Integer(number)),
                Reading::Number(number) => Some(Value::Number(number)),
                Reading::Boolean(boolean) => Some(Value::Boolean(boolean)),
                Reading::Text => None,
            },
            Type::Date => self.small(node, date::parse).map(Value::Date),
            Type::Count => self.small(node, count::parse).map(Value::Count),
            Type::Decimal => self.small(node, count::parse_decimal).map(Value::Count),
            Type::Money(_) => self.money(node),
            Type::Text => self.trilingual(node, field.role),
            Type::Reference(kinds) => self.reference(node, name, kinds, field.role),
            Type::Map(fields) => {
                node.map()?;
                Some(Value::Map(self.map(node, fields)))
            }
            Type::List(item) => self.list(node, name, item),
        }
    }

    fn list(&mut self, node: &Node, name: &str, item: &Field) -> Option<Value> {
        let mut items = Vec::new();
        for node in node.list()? {
            let line = self.lines.at(self.text, node.span.start);
            if let Some(value) = self.value(node, name, item) {
                items.push(Item { line, value });
            }
        }
        Some(Value::List(items))
    }

    fn string(&mut self, node: &Node, field: &Field) -> Option<Value> {
        let text = words(node)?;
        let checked = match field.role {
            Some(Role::Path) => {
                self.path(node, text);
                Ok(())
            }
            Some(Role::Former) => {
                let place = Place::new(self.file, node.span.clone());
                self.pending.former.push((text.to_owned(), place));
                reference::check(text)
            }
            _ => text::check_plain(text),
        };
        if let Err(fault) = checked {
            self.fault(node, fault);
        }
        Some(Value::Text(text.to_owned()))
    }

    /// Reads a scalar written in one of the small languages.
    fn small<T>(&mut self, node: &Node, parse: fn(&str) -> Result<T, Fault>) -> Option<T> {
        let text = node.text()?;
        parse(text).map_err(|fault| self.fault(node, fault)).ok()
    }

    fn money(&mut self, node: &Node) -> Option<Value> {
        node.map()?;
        let amount = self.small(node.get("amount")?, count::parse_amount)?;
        let currency = node.get("currency")?.text()?.to_owned();
        let kind = node.get("kind").and_then(Node::text).map(str::to_owned);
        Some(Value::Money { amount, currency, kind })
    }

    fn trilingual(&mut self, node: &Node, role: Option<Role>) -> Option<Value> {
        let mut value = text::Trilingual::default();
        for entry in node.map()? {
            let slot = match entry.key.as_str() {
                "en" => &mut value.en,
                "ru" => &mut value.ru,
                "zh" => &mut value.zh,
                _ => continue,
            };
            let Some(text) = words(&entry.node) else { continue };
            let checked = match role {
                Some(Role::Quotation) => text::check_plain(text),
                _ => text::check(&entry.key, text),
            };
            if let Err(fault) = checked {
                self.fault(&entry.node, fault);
            }
            *slot = Some(text.to_owned());
        }
        Some(Value::Trilingual(value))
    }

    fn reference(
        &mut self,
        node: &Node,
        name: &str,
        kinds: &[String],
        role: Option<Role>,
    ) -> Option<Value> {
        let id = node.text()?;
        let schemas = &self.schemas.kinds;
        let allowed: Vec<usize> =
            (0..schemas.len()).filter(|kind| kinds.contains(&schemas[*kind].kind)).collect();
        let place = Place::new(self.file, node.span.clone());
        match self.index.find(id, &allowed) {
            None => {
                let malformed =
                    reference::check(id).err().map(|fault| self.diagnostic(node, fault));
                let (id, field) = (id.to_owned(), name.to_owned());
                self.pending.dangling.push(Dangling {
                    place,
                    id,
                    field,
                    kinds: allowed,
                    malformed,
                });
            }
            Some(found) if !allowed.contains(&found.kind) => {
                let kind = &schemas[found.kind].kind;
                let wanted = either(kinds);
                let message = format!("`{name}` names a record of kind `{kind}`");
                self.sink.push(
                    Diagnostic::new(&codes::WRONG_KIND, place, message)
                        .label(format!("the kind here must be {wanted}"))
                        .related(Place::file(&found.file), "this is the record that it names"),
                );
            }
            Some(found) if found.file == *self.file => {
                let message = format!("`{name}` names the record that it stands in");
                self.sink.push(
                    Diagnostic::new(&codes::CIRCULAR_REFERENCE, place, message)
                        .label("this is the record itself")
                        .help("name another record, or take the reference away"),
                );
            }
            Some(_) if role == Some(Role::Whole) => {
                self.pending.wholes.push((id.to_owned(), place));
            }
            Some(_) => {}
        }
        Some(Value::Text(id.to_owned()))
    }

    /// Holds a path such as `russian_side.size` against the record.
    fn path(&mut self, node: &Node, path: &str) {
        let mut fields = self.fields;
        let mut there = Some(self.root);
        let place = Place::new(self.file, node.span.clone());
        for (position, key) in path.split('.').enumerate() {
            let Some(field) = fields.iter().find(|field| field.name == key) else {
                let inside = path.split('.').take(position).collect::<Vec<_>>().join(".");
                let message = format!("`{path}` is no path to a field of this record");
                let fault = Diagnostic::new(&codes::UNKNOWN_PATH, place, message);
                let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
                self.sink.push(match nearest(key, names.iter().copied()) {
                    Some(near) => fault.meant(schema::path(&inside, near)),
                    // The value is one whole, such as a sum of money.
                    None if names.is_empty() => fault.meant(inside),
                    None => fault.help(format!("the fields there are {}", both(names))),
                });
                return;
            };
            let next = there.and_then(|node| step(node, key));
            if let (Some(above), None) = (there, next) {
                let keys: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
                if field.required || meant::misspelt(above, key, &keys) {
                    // That the value is missing is said where it should be.
                    return;
                }
            }
            there = next;
            fields = field.fields();
        }
        if there.is_none() {
            let message = format!("the record has no `{path}`");
            self.sink.push(
                Diagnostic::new(&codes::UNKNOWN_PATH, place, message)
                    .label("nothing stands at this path")
                    .help("add the value, or take the path away"),
            );
        }
    }

    fn fault(&mut self, node: &Node, fault: Fault) {
        let diagnostic = self.diagnostic(node, fault);
        self.sink.push(diagnostic);
    }

    fn diagnostic(&self, node: &Node, fault: Fault) -> Diagnostic {
        let place = Place::new(self.file, node.part(fault.at));
        let mut diagnostic = Diagnostic::new(fault.code, place, fault.message).label(fault.label);
        diagnostic.help.extend(fault.help);
        if let Some(fix) = fault.fix {
            let style = node.scalar().map_or(Style::Plain, |scalar| scalar.style);
            let written = crate::yaml::written(&fix, style);
            diagnostic = diagnostic.fix(Place::new(self.file, node.span.clone()), written);
        }
        diagnostic
    }
}

/// Returns a scalar's text without the line end that YAML leaves at the end of a block.
fn words(node: &Node) -> Option<&str> {
    let scalar = node.scalar()?;
    match scalar.style {
        Style::Block => Some(scalar.text.trim_end_matches('\n')),
        _ => Some(&scalar.text),
    }
}

/// Returns the value under a key; through a list, that of its first item that has one.
fn step<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    match node.list() {
        Some(items) => items.iter().find_map(|item| item.get(key)),
        None => node.get(key),
    }
}
