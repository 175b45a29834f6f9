//! What is good YAML and yet refused: the places of such things enter, the words for them
//! leave. The rest of the room finds the places.

use std::sync::Arc;

use super::parse::DEPTH;
use super::write::in_quotes;
use super::{Content, Entry, Node, Style};
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::source::File;

pub(super) fn several_documents(place: Place) -> Diagnostic {
    Diagnostic::new(&codes::SEVERAL_DOCUMENTS, place, "a second document starts in this file")
        .label("starts here")
        .help("put each record in a file of its own")
}

pub(super) fn anchor(place: Place, name: &str) -> Diagnostic {
    Diagnostic::new(&codes::ANCHOR, place, format!("`&{name}` is an anchor, which is refused"))
        .label("an anchor")
        .help("delete it; if it is part of the text, put the whole value in quotes")
}

pub(super) fn alias(place: Place, raw: &str) -> Diagnostic {
    Diagnostic::new(&codes::ANCHOR, place, format!("`{raw}` is an alias, which is refused"))
        .label("an alias")
        .help("write the value out; if `*` is part of the text, put the whole value in quotes")
}

pub(super) fn tag(place: Place, raw: &str) -> Diagnostic {
    Diagnostic::new(&codes::TAG, place, format!("`{raw}` is a tag, which is refused"))
        .label("a tag")
        .help("delete it; if it is part of the text, put the whole value in quotes")
}

pub(super) fn too_deep(place: Place) -> Diagnostic {
    let message = format!("lists and maps stand more than {DEPTH} deep in each other");
    Diagnostic::new(&codes::TOO_DEEP, place, message).label("one too many")
}

pub(super) fn complex_key(place: Place) -> Diagnostic {
    Diagnostic::new(&codes::COMPLEX_KEY, place, "a list or a map stands where a key belongs")
        .label("not a word")
        .help("write the key as one word, or put the value in quotes if it is text")
}

pub(super) fn question_key(place: Place, key: &str) -> Diagnostic {
    Diagnostic::new(&codes::COMPLEX_KEY, place, format!("the key `{key}` stands after a `?`"))
        .label("after `?`")
        .help(format!("write `{key}: ` and the value on one line"))
}

pub(super) fn no_key(path: &Arc<str>, text: &str, start: usize) -> Diagnostic {
    let rest = text[start..].trim_start();
    let start = if rest.starts_with(':') { text.len() - rest.len() } else { start };
    let place = Place::new(path, start..start + usize::from(rest.starts_with(':')));
    Diagnostic::new(&codes::COMPLEX_KEY, place, "a value stands here without a key")
        .label("no key before the colon")
        .help("write the key before the colon")
}

pub(super) fn merge_key(place: Place) -> Diagnostic {
    Diagnostic::new(
        &codes::MERGE_KEY,
        place,
        "`<<` takes over keys from elsewhere, which is refused",
    )
    .label("a merge key")
    .help("write the keys out in each record")
}

pub(super) fn duplicate_key(path: &Arc<str>, first: &Entry, second: &Entry) -> Diagnostic {
    let place = |entry: &Entry| Place::new(path, entry.key_span.clone());
    let message = format!("the key `{}` is given twice", second.key);
    Diagnostic::new(&codes::DUPLICATE_KEY, place(second), message)
        .label("second time")
        .related(place(first), "first time")
        .help("keep one of the two")
}

/// Returns the fault of a key without a value: nothing at all, a word for nothing such as
/// `~`, or a block without text. `alone` says that in brackets not even a colon stands there.
pub(super) fn empty_value(
    file: &File,
    key: &str,
    key_span: &Span,
    span: &Span,
    style: Style,
    alone: bool,
) -> Diagnostic {
    if let Some(fault) = empty_block(file, span, style) {
        return fault;
    }
    if alone && let Some(colon) = glued_colon(key) {
        let start = key_span.start + colon;
        return missing_space(Place::new(&file.path, start..start + 1));
    }
    let place = Place::new(&file.path, if span.is_empty() { key_span } else { span }.clone());
    let fault =
        Diagnostic::new(&codes::EMPTY_VALUE, place, format!("the key `{key}` has no value")).label(
            match style {
                Style::Block => "no text follows",
                _ if span.is_empty() => "nothing follows",
                _ => "a word for nothing",
            },
        );
    if alone {
        return fault
            .help(format!("if `{key}` is part of the text before it, put that text in quotes"));
    }
    let fault = fault
        .help(format!("delete `{key}` where its value is unknown: a key that is absent says so"));
    let mut lines = file.text[key_span.end..].lines();
    let rest = lines.next().unwrap_or_default().trim_start().strip_prefix(':').map(str::trim);
    let bare = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('#'));
    if bare && span.is_empty() && lines.any(|line| !line.trim().is_empty()) {
        return fault.help("if the lines below are its value, indent them deeper than the key");
    }
    fault
}

/// Returns the fault of a list item without a value.
pub(super) fn empty_item(
    file: &File,
    list: Option<&str>,
    position: usize,
    span: &Span,
    style: Style,
) -> Diagnostic {
    if let Some(fault) = empty_block(file, span, style) {
        return fault;
    }
    let before = file.text[..span.start].trim_end();
    let place = match before.strip_suffix('-') {
        Some(rest) if span.is_empty() => rest.len()..before.len(),
        _ => span.clone(),
    };
    let message = match list {
        Some(key) => format!("item {position} of `{key}` is empty"),
        None => format!("item {position} of the list is empty"),
    };
    Diagnostic::new(&codes::EMPTY_VALUE, Place::new(&file.path, place), message)
        .label(if span.is_empty() { "nothing follows" } else { "a word for nothing" })
        .help("delete the item, or write its value")
}

/// Returns the fault of a block without text whose head may be meant as text: `>5`.
fn empty_block(file: &File, head: &Span, style: Style) -> Option<Diagnostic> {
    let raw = &file.text[head.clone()];
    let is_count = style == Style::Block && raw.contains(|c: char| c.is_ascii_digit());
    is_count.then(|| unquoted(Place::new(&file.path, head.clone()), raw))
}

/// Returns the fault of a value that starts with a character that YAML keeps for itself.
pub(super) fn unquoted(place: Place, raw: &str) -> Diagnostic {
    let first = raw.chars().next().unwrap_or('-');
    let cure = in_quotes(raw);
    let first = if first == '`' { "a backtick".to_owned() } else { format!("`{first}`") };
    let message = format!("a text that starts with {first} needs quotes");
    Diagnostic::new(&codes::UNQUOTED_CHARACTER, place.clone(), message)
        .label("not in quotes")
        .help(format!("put it in quotes: `{cure}`"))
        .fix(place, cure)
}

/// Returns the fault of a colon with the value right behind it.
pub(super) fn missing_space(colon: Place) -> Diagnostic {
    Diagnostic::new(&codes::MISSING_SPACE, colon.clone(), "no space follows this colon")
        .label("a space is missing")
        .help("put a space between the colon and the value")
        .fix(colon, ": ")
}

/// Returns where a word has a colon with text on both of its sides, and no space.
pub(super) fn glued_colon(text: &str) -> Option<usize> {
    let colon = text.find(':')?;
    let (word, rest) = (&text[..colon], &text[colon + 1..]);
    let is_word = !word.is_empty() && !word.contains(char::is_whitespace);
    (is_word && !rest.is_empty() && !rest.starts_with([' ', '\t', '/'])).then_some(colon)
}

/// Returns the fault of a list whose dashes YAML reads as part of a text.
pub(super) fn dash_in_text(path: &Arc<str>, text: &str, span: &Span) -> Option<Diagnostic> {
    let raw = &text[span.clone()];
    let dashed = raw.starts_with('-');
    let mut at = span.start;
    for (number, line) in raw.split_inclusive('\n').enumerate() {
        let code = line.trim_start();
        let start = at + line.len() - code.len();
        at += line.len();
        if number > 0 && (code.starts_with("- ") || (dashed && code.starts_with('-'))) {
            let place = Place::new(path, start..start + 1);
            let message = "this dash does not start a list item: YAML reads it as text";
            let fault = Diagnostic::new(&codes::MISPLACED_DASH, place, message);
            let first = raw.chars().next().map_or(0, char::len_utf8);
            let first = Place::new(path, span.start..span.start + first);
            return Some(
                fault
                    .label("read as text")
                    .related(first, "the text starts here")
                    .help("put the dashes of a list in one column, each with a space behind it")
                    .help("if it is text, put the whole text in quotes"),
            );
        }
    }
    None
}

/// Returns the fault of a file whose content is not a map.
pub(super) fn root(file: &File, root: Option<&Node>) -> Option<Diagnostic> {
    let (node, what) = match root {
        Some(Node { content: Content::Map(_), .. }) => return None,
        Some(node @ Node { content: Content::List(_), .. }) => (node, "list"),
        Some(node @ Node { content: Content::Scalar(scalar), .. }) => {
            let nothing = matches!(&*scalar.text, "" | "~" | "null" | "Null" | "NULL");
            if nothing && matches!(scalar.style, Style::Plain | Style::Block) {
                return Some(empty_file(file));
            }
            if scalar.style == Style::Plain
                && let Some(colon) = glued_colon(&file.text[node.span.clone()])
            {
                let start = node.span.start + colon;
                return Some(missing_space(Place::new(&file.path, start..start + 1)));
            }
            (node, "text")
        }
        None => return Some(empty_file(file)),
    };
    let line = file.text[node.span.clone()].lines().next().unwrap_or_default();
    let place = Place::new(&file.path, node.span.start..node.span.start + line.trim_end().len());
    Some(
        Diagnostic::new(&codes::NOT_A_MAP, place, format!("this file holds a {what}, not keys"))
            .label(format!("a {what}"))
            .help("write it as lines of the form `key: value`"),
    )
}

fn empty_file(file: &File) -> Diagnostic {
    let only = if file.text.trim().is_empty() { "is empty" } else { "holds no keys" };
    Diagnostic::new(&codes::EMPTY_FILE, Place::file(&file.path), format!("this file {only}"))
        .help("write the record, or delete the file")
}
