//! `amur new`: a kind's page and an id enter, the text of a record to fill in leaves. The text
//! is a record already: required fields hold an example, the others wait behind a `#`.

use crate::error::{Error, Result};
use crate::record::MARK;
use crate::schema::{Field, Role, Schema, Schemas, Type, Word};
use crate::suggest;
use crate::value::reference;
use crate::yaml::{Node, quoted};

/// Where comments are broken.
const WIDTH: usize = 88;

/// How many words of a field that may be left out are listed with their definitions.
const MANY: usize = 16;

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
        "Put what the source says in place of each example, and take the words `# example` away. \
         Take the # from the front of what else the source tells; delete the rest: what is \
         absent is unknown.",
    ));
    let mut shown: Vec<&Field> = Vec::new();
    for field in schema.fields.iter().filter(|field| !field.deprecated && !is_former(field)) {
        lines.push(String::new());
        let twin = shown.iter().find(|other| same_shape(other, field));
        lines.extend(notes(0, field));
        if let Some(twin) = twin {
            lines.extend(comment(0, &format!("Its fields are those of `{}`.", twin.name)));
        }
        lines.extend(entry(0, field, field.required, twin.is_none(), None));
        shown.push(field);
    }
    lines.join("\n") + "\n"
}

/// Returns whether this is for ids that a record had before, which a new one has not.
fn is_former(field: &Field) -> bool {
    match &field.holds {
        Type::List(item) => item.role == Some(Role::Former),
        _ => field.role == Some(Role::Former),
    }
}

/// Returns whether two fields are maps that one definition describes.
fn same_shape(one: &Field, other: &Field) -> bool {
    match (one.fields().first(), other.fields().first()) {
        (Some(one), Some(other)) => one.place == other.place,
        _ => false,
    }
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
    let mut words: &[Word] = &[];
    match of_items(&field.holds) {
        Type::Word(all) | Type::Money(all) => words = all,
        Type::Reference(kinds) => {
            text.push_str(&format!(" The id of a record of {}.", kinds.join(" or ")));
        }
        Type::Date => text.push_str(" Written 2025-10-21, 2025-10, 2025, 2025~, 2025-10/2025-12."),
        Type::Count => {
            text.push_str(" Written 7, \">20\", \"~100\", \"20..30\", several, dozens.");
        }
        Type::Decimal => text.push_str(" Written 7, 23.7, \">20\", \"~1.5\", \"2..2.5\", several."),
        Type::String | Type::Integer | Type::Number | Type::Boolean => {}
        Type::Text | Type::Map(_) | Type::List(_) => {}
    }
    let mut lines = comment(indent, &text);
    if words.len() > MANY && !field.required {
        let words: Vec<&str> = words.iter().map(|word| word.word.as_str()).collect();
        let text = format!("The words, which the codebook defines: {}.", words.join(", "));
        lines.extend(comment(indent, &text));
    } else {
        lines.extend(vocabulary(indent, words));
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

/// Returns the key with an example of its value, behind a `#` where it is not `on`; maps have
/// their fields below them, with notes where they are `told`. An example that the page of the
/// map gives goes before those of its fields.
fn entry(indent: usize, field: &Field, on: bool, told: bool, given: Option<&Node>) -> Vec<String> {
    let mut lines = vec![format!("{:indent$}{}:", "", field.name)];
    let given = given.or(field.examples.first().map(|example| &example.node));
    match &field.holds {
        Type::Map(fields) => lines.extend(block(indent + 2, None, fields, told, given)),
        Type::List(item) if matches!(item.holds, Type::Map(_)) => {
            lines.extend(block(indent + 4, Some(indent + 2), field.fields(), told, None));
        }
        // One language a line: a comma in a text would end it between braces.
        Type::Text if given.is_some() => {
            lines[0].push_str(&mark(on));
            for text in given.and_then(Node::map).unwrap_or_default() {
                let value = quoted(text.node.text().unwrap_or_default());
                lines.push(format!("{:indent$}  {}: {value}", "", text.key));
            }
        }
        _ => lines[0].push_str(&format!(" {}{}", example(field, given), mark(on))),
    }
    if !on {
        lines.iter_mut().for_each(|line| line.insert(indent, '#'));
    }
    lines
}

/// Returns the fields of a map, or of the first map of a list, whose dash stands before it.
fn block(
    indent: usize,
    mut dash: Option<usize>,
    fields: &[Field],
    told: bool,
    given: Option<&Node>,
) -> Vec<String> {
    let mut lines = Vec::new();
    // Something must stand in a map for it to be one.
    let any = fields.iter().position(|field| field.required).unwrap_or(0);
    for (position, field) in fields.iter().enumerate().filter(|(_, field)| !field.deprecated) {
        if told {
            lines.extend(notes(dash.unwrap_or(indent), field));
        }
        let given = given.and_then(|given| given.get(&field.name));
        let mut inner = entry(indent, field, field.required || position == any, told, given);
        if position == any
            && let (Some(at), Some(first)) = (dash.take(), inner.first_mut())
        {
            first.replace_range(at..at + 1, "-");
        }
        lines.extend(inner);
    }
    lines
}

/// Returns the mark of an example, where it counts as a value.
fn mark(on: bool) -> String {
    if on { format!("  {MARK}") } else { String::new() }
}

/// Returns a value that the page shows; every field of a sound page has one.
fn example(field: &Field, given: Option<&Node>) -> String {
    let shown = given.map(|node| field.written(node)).or_else(|| field.example_text());
    shown.unwrap_or_else(|| "example".to_owned())
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
