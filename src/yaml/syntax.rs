//! What is not YAML: granit's reason and the text around it enter, the mistake that a person
//! most likely made leaves, with its cure. The words are ours; only the rest keeps granit's.

use granit_parser::ErrorKind;

use super::scene::Scene;
use super::write::in_quotes;
use super::{enclosed, refuse};
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Span};

/// Returns the words for one scan error.
pub(super) fn explain(scene: &Scene<'_>, kind: &ErrorKind) -> Diagnostic {
    use ErrorKind as K;
    if let Some(fault) = enclosed::explain(scene, kind) {
        return fault;
    }
    let here = || scene.place(scene.value(scene.at));
    match kind {
        K::MappingValueNotAllowed | K::InvalidColonPlacement => colon(scene),
        K::ExpectedFlowMappingSeparator | K::ExpectedFlowSequenceSeparator => separator(scene),
        K::SimpleKeyExpected => no_colon(scene, scene.rest(scene.at)),
        K::UnexpectedCharacter { character } if character.is_control() => {
            control(scene, *character)
        }
        K::BomInsideDocument => control(scene, '\u{feff}'),
        K::UnexpectedCharacter { .. }
        | K::MappingKeyNotAllowed
        | K::PlainScalarStartsWithDashFlowIndicator => {
            refuse::unquoted(here(), &scene.text[scene.value(scene.at)])
        }
        K::ZeroBlockScalarIndent | K::InvalidBlockScalarHeader => block_head(scene),
        K::ExpectedBlockMappingKey
        | K::ExpectedBlockSequenceEntry
        | K::ExpectedDocumentStart
        | K::ExpectedNodeContent
        | K::UnexpectedEofBlockMapping
        | K::UnexpectedEofBlockSequence
        | K::InvalidBlockScalarIndent => misplaced(scene),
        K::BlockSequenceEntryNotAllowed => dash(scene),
        K::BlockEntryInFlowCollection => dash_in_brackets(scene),
        K::RecursionLimitExceeded => refuse::too_deep(here()),
        K::CommentNotSeparated => general(scene, "a `#` stands right behind a value")
            .help("put a space before `#` if a comment starts there"),
        K::CommentInterceptedScalar => general(scene, "a text goes on after this comment")
            .help("if `#` is part of the text, put the whole text in quotes"),
        K::InvalidSimpleKey => general(scene, "a key must stand on one line and be short"),
        K::UnexpectedEofImplicitFlowMapping if scene.char() == Some(',') => {
            general(scene, "nothing stands before this comma").help("delete one of the commas")
        }
        other => others(scene, other),
    }
}

/// Returns the words for errors that come in families.
fn others(scene: &Scene<'_>, kind: &ErrorKind) -> Diagnostic {
    let message = kind.to_string();
    let place = scene.place(scene.value(scene.at));
    let name = format!("{kind:?}");
    if name.contains("Tab") && scene.text.contains('\t') && !name.starts_with("Tag") {
        return tab(tab_place(scene));
    }
    if name.contains("Tag") && scene.char() == Some('!') {
        return refuse::tag(place, first_word(scene));
    }
    if name.contains("Anchor") {
        return match scene.char() {
            Some('*') => refuse::alias(place, first_word(scene)),
            _ => refuse::anchor(place, first_word(scene).trim_start_matches('&')),
        };
    }
    if name.contains("Directive") || name.contains("YamlVersion") {
        let line = scene.place(scene.rest(scene.at));
        return Diagnostic::new(
            &codes::DIRECTIVE,
            line,
            "a line that starts with `%` is a directive, which is refused",
        )
        .label("a directive")
        .help("delete the line");
    }
    // Granit says first what it was doing: "while scanning a tag, did not find ...".
    let said = match message.split_once(", ") {
        Some((doing, said)) if doing.starts_with("while ") => said,
        _ => &message,
    };
    general(scene, format!("this is not YAML: {}", said.replace("EOF", "end of the file")))
        .help("if it is text, put the whole text in quotes")
}

fn general(scene: &Scene<'_>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&codes::YAML_SYNTAX, scene.place(scene.rest(scene.at)), message)
        .label("reading stopped here")
}

fn first_word<'a>(scene: &Scene<'a>) -> &'a str {
    scene.text[scene.value(scene.at)].split_whitespace().next().unwrap_or_default()
}

/// Returns the fault of a colon where no key may stand.
fn colon(scene: &Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    let start = scene.code(line).start.min(scene.at);
    if let Some(key) = scene.key(&(start..scene.at)) {
        let after = &scene.text[key.end + 1..scene.at];
        let start = key.end + 1 + after.len() - after.trim_start().len();
        return unquoted_colon(scene, scene.rest(start));
    }
    let above: Vec<Span> = scene.above(scene.at).take(100).collect();
    let keyless = above.iter().take_while(|code| scene.key(code).is_none()).count();
    let head = above.get(keyless);
    match keyless.checked_sub(1).and_then(|top| above.get(top)) {
        // A text without a key, unless it goes on from the value of a key above it.
        Some(top)
            if head.is_none_or(|head| scene.column(head.start) >= scene.column(top.start)) =>
        {
            no_colon(scene, top.clone())
        }
        _ => deeper(scene, head),
    }
}

/// Returns the fault of a key that stands deeper than the key above, which has a value.
fn deeper(scene: &Scene<'_>, above: Option<&Span>) -> Diagnostic {
    let code = scene.code(scene.line(scene.at));
    let key = code.start.min(scene.at)..scene.at;
    let message = format!("`{}` is indented too deep to be a key", scene.text[key.clone()].trim());
    let fault = Diagnostic::new(&codes::BAD_INDENTATION, scene.place(key.clone()), message)
        .label(format!("starts in column {}", scene.column(key.start)));
    match above.and_then(|above| scene.key(above)) {
        Some(above) => fault
            .related(scene.place(above.clone()), "this key has its value already")
            .help(format!("start it in column {}", scene.column(above.start)))
            .help("if it is text of the value above, put that whole text in quotes"),
        None => fault.help("start it in the same column as the other keys"),
    }
}

fn unquoted_colon(scene: &Scene<'_>, value: Span) -> Diagnostic {
    let raw = &scene.text[value.clone()];
    let cure = in_quotes(raw);
    let place = scene.place(value);
    let fault = Diagnostic::new(
        &codes::UNQUOTED_COLON,
        place.clone(),
        "a text with a colon and a space in it needs quotes",
    )
    .label("the colon in it would start another key")
    .help(format!("put the text in quotes: `{cure}`"));
    if raw.contains(", ") {
        return fault.help("if several keys are meant, write each on a line of its own");
    }
    fault.fix(place, cure)
}

/// Returns the fault of two values in brackets with no comma between them.
fn separator(scene: &Scene<'_>) -> Diagnostic {
    let before = &scene.text[..scene.at];
    let start = before.rfind(['{', '[', ',']).map_or(scene.at, |at| at + 1);
    let pair = &before[start..];
    if scene.char() != Some(':') || !pair.contains(": ") {
        return general(scene, "a comma is missing before this")
            .help("within brackets put a comma between each two values");
    }
    let value = pair.find(": ").map_or(pair, |colon| pair[colon + 2..].trim_start());
    let start = scene.at - value.len();
    let raw = &scene.text[start..];
    let end = raw.find([',', ']', '}', '\n']).unwrap_or(raw.len());
    let fault = unquoted_colon(scene, start..start + raw[..end].trim_end().len());
    match value.trim_end().rsplit_once(' ') {
        Some((_, key)) => Diagnostic { fix: None, ..fault }
            .help(format!("if `{key}` is a key, put a comma before it")),
        None => fault,
    }
}

/// Returns the fault of a line that has no key.
fn no_colon(scene: &Scene<'_>, line: Span) -> Diagnostic {
    let raw = &scene.text[line.clone()];
    if let Some(wide) = raw.find('：') {
        let start = line.start + wide;
        let place = scene.place(start..start + '：'.len_utf8());
        return Diagnostic::new(
            &codes::MISSING_COLON,
            place.clone(),
            "a full-width colon makes no key",
        )
        .label("full-width")
        .help("write a colon and a space: `: `")
        .fix(place, ": ");
    }
    let word = raw.trim_start_matches(['-', ' ']);
    let colon = word.find(':').filter(|at| !word[at + 1..].trim_start().is_empty());
    if let Some(colon) = refuse::glued_colon(word).or(colon) {
        let start = line.end - word.len() + colon;
        return refuse::missing_space(scene.place(start..start + 1));
    }
    Diagnostic::new(&codes::MISSING_COLON, scene.place(line), "this line has no colon")
        .label("neither a key with a value nor part of the text above")
        .help("write it as `key: value`")
        .help("if it goes on from the line above, indent it deeper than the key there")
}

/// Returns the fault of a character that cannot be seen; granit stops where its word starts.
fn control(scene: &Scene<'_>, sign: char) -> Diagnostic {
    let start = scene.text[scene.at..].find(sign).map_or(scene.at, |found| scene.at + found);
    let end = (start + sign.len_utf8()).min(scene.text.len());
    let message = "an invisible control character stands here";
    Diagnostic::new(&codes::CONTROL_CHARACTER, scene.place(start..end), message)
        .label(format!("U+{:04X}", u32::from(sign)))
        .help("delete it; if it cannot be seen, write the line anew")
}

/// Returns the fault of a text on the line of `|` or `>`, or of a text that starts with one.
fn block_head(scene: &Scene<'_>) -> Diagnostic {
    let value = scene.value(scene.at);
    let raw = &scene.text[value.clone()];
    let fault = refuse::unquoted(scene.place(value), raw);
    if raw[1..].starts_with(|c: char| c == '=' || c.is_ascii_digit()) {
        return fault;
    }
    let sign = raw.chars().next().unwrap_or('|');
    let cure = format!("if a block of text is meant, start it on the line after `{sign}`");
    Diagnostic { fix: None, ..fault.help(cure) }
}

/// Returns the fault of something in a column, or after a value, where it cannot stand.
pub(super) fn misplaced(scene: &Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    let before = scene.text[line.start..scene.at].trim();
    if before == "-" {
        let dash = line.start + scene.text[line.clone()].find('-').unwrap_or(0);
        return among(scene, dash..dash + 1, "a list item stands among keys");
    }
    if before.is_empty() {
        return misindented(scene, scene.rest(scene.at));
    }
    match scene.char() {
        Some(':') => refuse::missing_space(scene.place(scene.at..scene.at + 1)),
        Some(',' | ']' | '}' | '@' | '`' | '%' | '-') => {
            let value = scene.value(scene.at);
            refuse::unquoted(scene.place(value.clone()), &scene.text[value])
        }
        _ => trailing(scene),
    }
}

fn trailing(scene: &Scene<'_>) -> Diagnostic {
    let rest = scene.place(scene.rest(scene.at));
    Diagnostic::new(&codes::TRAILING_TEXT, rest, "text stands after the end of the value")
        .label("not part of the value")
        .help("put the whole value in quotes if it is text")
}

fn among(scene: &Scene<'_>, span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(&codes::MISPLACED_DASH, scene.place(span), message)
        .label("keys and dashes in one column")
        .help("a list stands under a key of its own, each item after a dash and a space")
}

fn misindented(scene: &Scene<'_>, code: Span) -> Diagnostic {
    let column = scene.column(code.start);
    let is_item = |code: &Span| scene.text[code.clone()].starts_with("- ");
    let beside = scene.above(code.start).take_while(|above| scene.column(above.start) >= column);
    let beside = beside.filter(|above| scene.column(above.start) == column).last();
    if beside.is_some_and(|above| is_item(&above)) && !is_item(&code) {
        return among(scene, code, "this line stands among list items and has no dash")
            .help("if it belongs to the item above, start it in the column of that item's text");
    }
    let above = scene.above(code.start).next();
    let fault = match &above {
        Some(above)
            if scene.column(above.start) <= column
                && scene.text[above.clone()].ends_with(['"', '\'', ']', '}']) =>
        {
            return trailing(scene);
        }
        _ => Diagnostic::new(
            &codes::BAD_INDENTATION,
            scene.place(code),
            "this line is in line with nothing above it",
        ),
    };
    let fault = fault
        .label(format!("starts in column {column}"))
        .help("start it in the same column as the lines that it belongs with");
    match above {
        Some(above) => {
            let text = format!("this one starts in column {}", scene.column(above.start));
            fault.related(scene.place(above), text)
        }
        None => fault,
    }
}

fn dash_in_brackets(scene: &Scene<'_>) -> Diagnostic {
    let place = scene.place(scene.at..scene.at + 1);
    Diagnostic::new(&codes::MISPLACED_DASH, place, "within brackets a list has no dashes")
        .label("a dash within brackets")
        .help("write the items with commas between them: `[one, two]`")
}

fn dash(scene: &Scene<'_>) -> Diagnostic {
    let place = scene.place(scene.at..scene.at + 1);
    let code = scene.rest(scene.at);
    let fault = match scene.starts_line(scene.at) {
        true => "a list item cannot stand here",
        false => "a list cannot start on the line of its key",
    };
    let fault = Diagnostic::new(&codes::MISPLACED_DASH, place, fault).label("this dash");
    if code.len() == 1 {
        return fault
            .help("if nothing is known, delete the line; if a dash is meant, write `\"-\"`");
    }
    fault
        .help("put each item on a line of its own, below the key")
        .help("if it is text, put the whole text in quotes")
}

/// Returns the fault of a tab where only spaces may stand.
pub(super) fn tab(place: Place) -> Diagnostic {
    Diagnostic::new(&codes::TAB_INDENT, place, "a tab stands where only spaces may")
        .label("a tab")
        .help("indent with spaces, two for each level; most editors can turn tabs into spaces")
}

/// Returns where the tab is that granit complains of, sometimes a line early.
fn tab_place(scene: &Scene<'_>) -> Place {
    let mut start = scene.line(scene.at).start;
    for line in scene.text[start..].split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            return scene.place(start + tab..start + indent);
        }
        start += line.len();
    }
    let near = scene.text[scene.at..].find('\t').map(|tab| scene.at + tab);
    let tab = near.or_else(|| scene.text[..scene.at].rfind('\t')).unwrap_or(scene.at);
    scene.place(tab..(tab + 1).min(scene.text.len()))
}
