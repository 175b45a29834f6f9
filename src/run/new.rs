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
        let value = entry(0, field);
        match field.required {
            true => lines.extend(value),
            false => lines.extend(value.into_iter().map(off)),
        }
    }
    lines.join("\n") + "\n"
}

/// Puts a line out of use.
fn off(line: String) -> String {
    format!("#{line}")
}

/// Returns what a coder must know of a field, as comments.
fn notes(indent: usize, field: &Field) -> Vec<String> {
    let mut text = field.description.clone();
    if field.required {
        text.push_str(" Required.");
    }
    if let Some(unit) = &field.unit {
        text.push_str(&format!(" In {unit}."));
    }
    let mut lines = comment(indent, &text);
    match of_items(&field.holds) {
        Type::Word(words) => lines.extend(vocabulary(indent, words)),
        Type::Reference(kinds) => {
            lines.extend(comment(indent, &format!("The id of a record of {}.", kinds.join(" or "))));
        }
        _ => {}
    }
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

/// Returns the key with an example of its value; maps have their fields below them.
fn entry(indent: usize, field: &Field) -> Vec<String> {
    let key = format!("{:indent$}{}:", "", field.name);
    match &field.holds {
        Type::Map(fields) => block(key, indent + 2, None, fields),
        Type::List(item) => match &item.holds {
            Type::Map(fields) => block(key, indent + 4, Some(indent + 2), fields),
            _ => vec![format!("{key} {}", example(field))],
        },
        _ => vec![format!("{key} {}", example(field))],
    }
}

/// Returns a key and the fields of the map below it, or of the first map of its list.
fn block(key: String, indent: usize, dash: Option<usize>, fields: &[Field]) -> Vec<String> {
    let mut lines = vec![key];
    let mut dash = dash;
    // Something must stand in the map for it to be one.
    let first_only = !fields.iter().any(|field| field.required);
    for (position, field) in fields.iter().filter(|field| !field.deprecated).enumerate() {
        lines.extend(notes(indent, field));
        let mut value = entry(indent, field);
        let on = field.required || first_only && position == 0;
        if !on {
            lines.extend(value.into_iter().map(off));
            continue;
        }
        if let (Some(at), Some(first)) = (dash.take(), value.first_mut()) {
            first.replace_range(at..at + 1, "-");
        }
        lines.append(&mut value);
    }
    lines
}

/// Returns a value that the page shows, or the plainest there is.
fn example(field: &Field) -> String {
    field.example_text().unwrap_or_else(|| match &field.holds {
        Type::Word(words) => words.first().map(|word| word.word.clone()).unwrap_or_default(),
        Type::Integer | Type::Number | Type::Count => "1".to_owned(),
        Type::Boolean => "true".to_owned(),
        Type::Date => "2025".to_owned(),
        Type::Text => "{en: Example}".to_owned(),
        Type::List(_) => "[]".to_owned(),
        _ => "example".to_owned(),
    })
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
