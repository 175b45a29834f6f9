//! `amur new`: a kind's page and an id enter, the text of a record to fill in leaves. The text
//! is a record already: required fields hold an example, the others wait behind a `#`.

use crate::error::{Error, Result};
use crate::schema::{Field, Schema, Schemas, Type, Word};
use crate::suggest;
use crate::value::reference;

/// Where comments are broken.
const WIDTH: usize = 88;

/// Returns the schema of this kind, or says which kind was probably meant.
pub(super) fn schema<'a>(schemas: &'a Schemas, kind: &str) -> Result<&'a Schema> {
    let kinds = || schemas.kinds.iter().map(|schema| schema.kind.as_str());
    schemas.kind(kind).ok_or_else(|| {
        let cure = match suggest::nearest(kind, kinds()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the kinds are {}", kinds().collect::<Vec<_>>().join(", ")),
        };
        Error::Request(format!("there is no kind `{kind}`: {cure}"))
    })
}

/// Says whether a record may be called so.
pub(super) fn check_id(id: &str) -> Result<()> {
    reference::check(id).map_err(|fault| {
        let cure = fault.fix.map(|fix| format!(": `{fix}` would be one")).unwrap_or_default();
        Error::Request(format!("{}{cure}", fault.message))
    })
}

/// Returns the text of a record of this kind, to be filled in.
pub(super) fn skeleton(schema: &Schema) -> String {
    let mut lines = comment(0, &format!("{}: {}", schema.title, schema.description));
    lines.extend(comment(
        0,
        "Replace each example. Take the # from the front of what the source tells; delete the \
         rest: what is absent is unknown.",
    ));
    for field in schema.fields.iter().filter(|field| !field.deprecated) {
        lines.push(String::new());
        lines.extend(notes(0, field));
        lines.extend(entry(0, field, field.required));
    }
    lines.join("\n") + "\n"
}

/// Returns what a coder must know of a field, as comments.
fn notes(indent: usize, field: &Field) -> Vec<String> {
    let mut text = field.description.clone();
    if field.required {
        text.push_str(" Required.");
    }
    if let Some(unit) = &field.unit {
        text.push_str(&format!(" Unit: {unit}."));
    }
    let (form, words): (_, &[Word]) = match of_items(&field.holds) {
        Type::Word(words) | Type::Money(words) => (None, words),
        Type::Reference(kinds) => {
            (Some(format!("The id of a record of {}.", kinds.join(" or "))), &[])
        }
        Type::Date => {
            (Some("Written 2025-10-21, 2025-10, 2025, 2025~, 2025-10/2025-12.".to_owned()), &[])
        }
        Type::Count => {
            (Some("Written 7, \">20\", \"~100\", \"20..30\", several, dozens.".to_owned()), &[])
        }
        Type::String | Type::Integer | Type::Number | Type::Boolean => (None, &[]),
        Type::Text | Type::Map(_) | Type::List(_) => (None, &[]),
    };
    let mut lines = comment(indent, &text);
    lines.extend(form.into_iter().flat_map(|form| comment(indent, &form)));
    lines.extend(vocabulary(indent, words));
    lines
}

fn of_items(holds: &Type) -> &Type {
    match holds {
        Type::List(item) => of_items(&item.holds),
        holds => holds,
    }
}

fn vocabulary(indent: usize, words: &[Word]) -> Vec<String> {
    let mut lines = Vec::new();
    for word in words {
        let text = format!("{}: {}", word.word, word.definition);
        for (position, line) in wrap(&text, WIDTH.saturating_sub(indent + 6)).iter().enumerate() {
            let mark = if position == 0 { "- " } else { "  " };
            lines.push(format!("{:indent$}#   {mark}{line}", ""));
        }
    }
    lines
}

/// Returns the key with an example of its value, behind a `#` where it is not `on`; maps have
/// their fields below them.
fn entry(indent: usize, field: &Field, on: bool) -> Vec<String> {
    let key = format!("{:indent$}{}:", "", field.name);
    let mut lines = vec![key];
    match &field.holds {
        Type::Map(fields) => lines.extend(block(indent + 2, None, fields)),
        Type::List(item) => match &item.holds {
            Type::Map(fields) => lines.extend(block(indent + 4, Some(indent + 2), fields)),
            _ => lines[0].push_str(&format!(" {}", value(field, on))),
        },
        _ => lines[0].push_str(&format!(" {}", value(field, on))),
    }
    if !on {
        lines.iter_mut().for_each(|line| line.insert(indent, '#'));
    }
    lines
}

/// Returns the fields of a map, or of the first map of a list, whose dash stands before it.
fn block(indent: usize, mut dash: Option<usize>, fields: &[Field]) -> Vec<String> {
    let mut lines = Vec::new();
    // Something must stand in a map for it to be one.
    let any = fields.iter().position(|field| field.required).unwrap_or(0);
    for (position, field) in fields.iter().enumerate().filter(|(_, field)| !field.deprecated) {
        lines.extend(notes(dash.unwrap_or(indent), field));
        let mut inner = entry(indent, field, field.required || position == any);
        if position == any
            && let (Some(at), Some(first)) = (dash.take(), inner.first_mut())
        {
            first.replace_range(at..at + 1, "-");
        }
        lines.extend(inner);
    }
    lines
}

/// Returns a value that the page shows, marked as an example where it counts as one.
fn value(field: &Field, on: bool) -> String {
    let value = example(field);
    if on { format!("{value}  # example") } else { value }
}

/// Returns a value that the page shows; every field of a sound page has one.
fn example(field: &Field) -> String {
    field.example_text().unwrap_or_else(|| "example".to_owned())
}

fn comment(indent: usize, text: &str) -> Vec<String> {
    let lines = wrap(text, WIDTH.saturating_sub(indent + 2));
    lines.into_iter().map(|line| format!("{:indent$}# {line}", "")).collect()
}

/// Returns a text in lines of at most this many characters, broken at blanks.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
