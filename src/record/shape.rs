//! The validator's errors in our words: a node tree and an error enter, a diagnostic at the
//! value's place leaves, with the cure that the schema page suggests.

use std::collections::hash_map::Entry as Slot;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::json::Node as _;
use jsonschema::paths::LocationSegment;

use super::meant;
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink, Span};
use crate::schema::{Field, Schema, Type, Word, path};
use crate::sentence::{both, counted};
use crate::suggest::nearest;
use crate::value::quote;
use crate::yaml::{Content, Entry, Node, Style};

/// Where an error is: the node, the key above it, and what the schema says of it.
struct Site<'a> {
    file: &'a Arc<str>,
    node: &'a Node,
    /// The path with dots, lists left out of it: `members.name`.
    path: String,
    /// What the node should hold; none for the record itself.
    holds: Option<&'a Type>,
    /// The field that the node stands under, for its example.
    field: Option<&'a Field>,
    /// Whether the node is an entry of a list.
    entry: bool,
    schema: &'a Schema,
}

/// Drops one diagnostic for each fault that the validator's error names.
pub(super) fn report(
    error: &ValidationError<'_>,
    file: &Arc<str>,
    root: &Node,
    schema: &Schema,
    sink: &mut Sink,
) {
    let Some(site) = Site::find(error, file, root, schema) else { return };
    match error.kind() {
        Kind::Required { property } => {
            let key = property.as_str().unwrap_or_default();
            let conditional = error.schema_path().as_str().contains("/then/");
            if !meant::misspelt(site.node, key, &site.keys()) {
                sink.push(site.missing(key, conditional));
            }
        }
        Kind::AdditionalProperties { unexpected } => {
            let unexpected: HashSet<&str> = unexpected.iter().map(String::as_str).collect();
            let entries = site.node.map().unwrap_or_default().iter();
            let entries = entries.filter(|entry| unexpected.contains(entry.key.as_str()));
            sink.extend(entries.map(|entry| site.unknown_key(entry)));
        }
        Kind::Enum { .. } => sink.push(site.unknown_word()),
        Kind::Type { .. } => sink.push(site.wrong_type()),
        Kind::UniqueItems => sink.extend(site.repeated_items()),
        Kind::Pattern { pattern } => sink.push(site.wrong_form(&format!("the form {pattern}"))),
        Kind::Format { format } => sink.push(site.wrong_form(format_words(format))),
        Kind::Minimum { limit } => sink.push(site.out_of_range(&format!("at least {limit}"))),
        Kind::Maximum { limit } => sink.push(site.out_of_range(&format!("at most {limit}"))),
        Kind::MinLength { limit } => sink.push(site.wrong_size("at least", *limit, "character")),
        Kind::MaxLength { limit } => sink.push(site.wrong_size("at most", *limit, "character")),
        Kind::MinItems { limit } => sink.push(site.wrong_size("at least", *limit, "item")),
        Kind::MaxItems { limit } => sink.push(site.wrong_size("at most", *limit, "item")),
        Kind::MinProperties { limit } => sink.push(site.wrong_size("at least", *limit, "key")),
        _ => sink.push(site.wrong_form("what its schema page asks for")),
    }
}

impl<'a> Site<'a> {
    fn find(
        error: &ValidationError<'_>,
        file: &'a Arc<str>,
        root: &'a Node,
        schema: &'a Schema,
    ) -> Option<Site<'a>> {
        let mut site = Site {
            file,
            node: root,
            path: String::new(),
            holds: None,
            field: None,
            entry: false,
            schema,
        };
        for segment in error.instance_path() {
            match segment {
                LocationSegment::Property(key) => site.enter(&key)?,
                LocationSegment::Index(index) => {
                    site.entry = true;
                    site.node = site.node.list()?.get(index)?;
                    if let Some(Type::List(item)) = site.holds {
                        site.holds = Some(&item.holds);
                    }
                }
            }
        }
        Some(site)
    }

    fn enter(&mut self, key: &str) -> Option<()> {
        self.node = self.node.get(key)?;
        self.entry = false;
        let field = self.fields().and_then(|fields| fields.iter().find(|f| f.name == key));
        self.field = field.or(self.field);
        self.holds = field.map(|field| &field.holds);
        self.path = path(&self.path, key);
        Some(())
    }

    /// Returns the fields that a map here may have, where they are fields of the schema.
    fn fields(&self) -> Option<&'a [Field]> {
        match self.holds {
            None if self.path.is_empty() => Some(&self.schema.fields),
            Some(Type::Map(fields)) => Some(fields),
            _ => None,
        }
    }

    /// Returns the keys that a map here may have.
    fn keys(&self) -> Vec<&'a str> {
        match self.holds {
            Some(holds @ (Type::Text | Type::Money(_))) => holds.keys().to_vec(),
            _ => self.fields().unwrap_or_default().iter().map(|f| f.name.as_str()).collect(),
        }
    }

    fn place(&self, span: Span) -> Place {
        Place::new(self.file, span)
    }

    fn name(&self) -> String {
        if self.path.is_empty() { "the record".to_owned() } else { format!("`{}`", self.path) }
    }

    fn missing(&self, key: &str, conditional: bool) -> Diagnostic {
        let message = if self.path.is_empty() {
            format!("the record has no `{key}`")
        } else {
            format!("`{}` has no `{key}`", self.path)
        };
        let condition = if conditional { meant::condition(self.schema, self.node) } else { None };
        let (span, label) = match (&condition, self.node.map().and_then(<[_]>::first)) {
            (Some((entry, word)), _) => (
                entry.key_span.start..entry.node.span.end,
                format!("where `{}` is `{word}`, `{key}` is required", entry.key),
            ),
            (None, Some(entry)) => (entry.key_span.clone(), format!("`{key}` is required here")),
            (None, None) => (self.node.span.clone(), format!("`{key}` is required here")),
        };
        let field = self.fields().and_then(|fields| fields.iter().find(|f| f.name == key));
        let mut diagnostic =
            Diagnostic::new(&codes::MISSING_FIELD, self.place(span), message).label(label);
        if let Some(field) = field {
            if let Some(example) = field.example_text() {
                diagnostic = diagnostic.help(format!("add, for example, `{key}: {example}`"));
            }
            diagnostic =
                diagnostic.note(format!("`{key}`: {}", first_sentence(&field.description)));
        }
        diagnostic
    }

    fn unknown_key(&self, entry: &Entry) -> Diagnostic {
        let key = &entry.key;
        let place = self.place(entry.key_span.clone());
        let message = match self.path.is_empty() {
            true => format!("`{key}` is no field of `{}`", self.schema.kind),
            false => format!("`{key}` is no field of `{}`", self.path),
        };
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_KEY, place, message);
        let keys = self.keys();
        if let Some(known) = nearest(key, keys.iter().copied()) {
            return match self.node.entry(known) {
                None => diagnostic.meant(known),
                Some(there) => diagnostic
                    .related(self.place(there.key_span.clone()), "this one is there already")
                    .help(format!("did you mean `{known}`, which the record has already?")),
            };
        }
        if let Some(path) = meant::path_of(key, &self.schema.fields, "") {
            return diagnostic.help(format!("`{key}` is a field inside `{path}`"));
        }
        diagnostic.help(format!("the fields here are {}", both(&keys)))
    }

    fn unknown_word(&self) -> Diagnostic {
        let text = self.node.text().unwrap_or_default();
        let words = match self.holds {
            Some(Type::Word(words)) => words.as_slice(),
            _ => self.money_words(),
        };
        let place = self.place(self.node.span.clone());
        let message = format!("`{text}` is no word of {}", self.name());
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, place.clone(), message);
        if let Some(word) = meant::word(text, words) {
            return diagnostic
                .help(format!("did you mean `{}`: {}", word.word, word.definition))
                .fix(place, word.word.clone());
        }
        match meant::defined(text, words) {
            Some(word) => diagnostic.help(format!("perhaps `{}`: {}", word.word, word.definition)),
            None => {
                let words = words.iter().map(|word| &word.word);
                diagnostic.help(format!("the words are {}", both(words)))
            }
        }
    }

    /// Returns the words of a sum's `kind`, which is no field of its own.
    fn money_words(&self) -> &'a [Word] {
        match self.field.map(|field| &field.holds) {
            Some(Type::Money(words)) => words,
            _ => &[],
        }
    }

    fn wrong_type(&self) -> Diagnostic {
        let wanted = self.holds.map_or("something else", wanted);
        let found = match &self.node.content {
            Content::Map(_) => "a map of keys".to_owned(),
            Content::List(_) => "a list".to_owned(),
            Content::Scalar(scalar) => quote(&scalar.text),
        };
        let each = if self.entry { "each entry of " } else { "" };
        let message = format!("{each}{} must be {wanted}, not {found}", self.name());
        let place = self.place(self.node.span.clone());
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, place.clone(), message)
            .label(format!("{wanted} belongs here"));
        match (self.holds, &self.node.content) {
            (Some(Type::Map(fields)), Content::Scalar(scalar)) if self.entry => {
                let short = scalar.text.chars().count() < 60;
                match meant::only_scalar(fields).filter(|_| short) {
                    Some(field) => {
                        diagnostic.help(format!("write `- {}: {}`", field.name, scalar.text))
                    }
                    None => self.with_example(diagnostic),
                }
            }
            (Some(Type::List(item)), Content::Map(entries))
                if matches!(item.holds, Type::Map(_)) && !entries.is_empty() =>
            {
                diagnostic.help(format!(
                    "begin its first line with a dash, `- {}:`, and let the other keys stand \
                     under the first",
                    entries[0].key
                ))
            }
            (Some(Type::List(_)), Content::Scalar(scalar)) if scalar.style == Style::Plain => {
                let list = format!("[{}]", scalar.text);
                diagnostic.help(format!("write `{list}`")).fix(place, list)
            }
            (Some(Type::Integer | Type::Number), Content::Scalar(scalar))
                if scalar.style != Style::Plain && scalar.text.parse::<f64>().is_ok() =>
            {
                diagnostic.help("leave out the quotes").fix(place, scalar.text.clone())
            }
            (Some(Type::Number), Content::Scalar(scalar))
                if scalar.text.replace(',', ".").parse::<f64>().is_ok() =>
            {
                let point = scalar.text.replace(',', ".");
                diagnostic.help(format!("write `{point}`, with a point")).fix(place, point)
            }
            (Some(Type::Boolean), Content::Scalar(_)) => diagnostic.help("write `true` or `false`"),
            _ => self.with_example(diagnostic),
        }
    }

    fn with_example(&self, diagnostic: Diagnostic) -> Diagnostic {
        let name = self.path.rsplit('.').next().unwrap_or_default();
        match self.field.filter(|field| field.name == name).and_then(Field::example_text) {
            Some(example) => diagnostic.help(format!("for example `{name}: {example}`")),
            None => diagnostic,
        }
    }

    fn wrong_form(&self, wanted: &str) -> Diagnostic {
        let message = format!("{} does not have the form that its page asks for", self.name());
        let place = self.place(self.node.span.clone());
        let mut diagnostic = Diagnostic::new(&codes::WRONG_FORM, place, message)
            .label(format!("this should be {wanted}"));
        let name = self.path.rsplit('.').next().unwrap_or_default();
        match self.field {
            Some(field) if field.name == name && !field.description.is_empty() => {
                let note = format!("`{name}`: {}", first_sentence(&field.description));
                diagnostic = diagnostic.note(note);
            }
            Some(Field { holds: Type::Money(_), .. }) if name == "currency" => {
                let help = "three capital letters of ISO 4217, such as `CNY`, `RUB` or `USD`";
                return diagnostic.help(help);
            }
            _ => {}
        }
        self.with_example(diagnostic)
    }

    fn out_of_range(&self, wanted: &str) -> Diagnostic {
        let text = self.node.text().unwrap_or_default();
        let message = format!("{} must be {wanted}, not {text}", self.name());
        Diagnostic::new(&codes::OUT_OF_RANGE, self.place(self.node.span.clone()), message)
    }

    fn wrong_size(&self, bound: &str, limit: u64, noun: &str) -> Diagnostic {
        let wanted = counted(usize::try_from(limit).unwrap_or(usize::MAX), noun);
        let message = format!("{} must have {bound} {wanted}", self.name());
        let diagnostic =
            Diagnostic::new(&codes::WRONG_SIZE, self.place(self.node.span.clone()), message);
        self.with_example(diagnostic)
    }

    fn repeated_items(&self) -> Vec<Diagnostic> {
        let mut seen: HashMap<String, &Node> = HashMap::new();
        let mut found = Vec::new();
        for item in self.node.list().unwrap_or_default() {
            let first = match seen.entry(item.to_value().to_string()) {
                Slot::Vacant(vacant) => {
                    vacant.insert(item);
                    continue;
                }
                Slot::Occupied(occupied) => *occupied.get(),
            };
            let message = match item.text() {
                Some(text) => format!("{} stands twice in {}", quote(text), self.name()),
                None => format!("an item stands twice in {}", self.name()),
            };
            found.push(
                Diagnostic::new(&codes::REPEATED_ITEM, self.place(item.span.clone()), message)
                    .label("this is the second")
                    .related(self.place(first.span.clone()), "this is the first")
                    .help("remove one of them"),
            );
        }
        found
    }
}

fn wanted(holds: &Type) -> &'static str {
    match holds {
        Type::Word(_) => "one word",
        Type::String => "a text",
        Type::Integer => "a whole number",
        Type::Number => "a number",
        Type::Boolean => "`true` or `false`",
        Type::Date => "a date",
        Type::Count => "a count",
        Type::Decimal => "a number",
        Type::Money(_) => "a map of `amount`, `currency` and `kind`",
        Type::Text => "a map of `en`, `ru` or `zh`",
        Type::Reference(_) => "the id of a record",
        Type::Map(_) => "a map of keys",
        Type::List(_) => "a list",
    }
}

fn format_words(format: &str) -> &str {
    match format {
        "uri" | "iri" => "a whole address, such as https://example.org/page",
        "email" | "idn-email" => "an e-mail address",
        _ => format,
    }
}

fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text, |(first, _)| first).trim_end_matches('.')
}
