//! What is not YAML within or around quotes and brackets: granit's reason and the text around
//! it enter, the words leave. Other mistakes are in `syntax`.

use granit_parser::ErrorKind;

use super::scene::Scene;
use super::syntax::misplaced;
use super::write::in_quotes;
use crate::codes;
use crate::diagnostic::{Diagnostic, Span};

/// Returns the words for a scan error that has to do with quotes or brackets.
pub(super) fn explain(scene: &Scene<'_>, kind: &ErrorKind) -> Option<Diagnostic> {
    use ErrorKind as K;
    Some(match kind {
        K::UnclosedQuotedScalar
        | K::InvalidQuotedScalarIndent
        | K::DocumentIndicatorInQuotedScalar => unclosed_quote(scene),
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => {
            after_quote(scene)
        }
        K::UnknownQuotedScalarEscape
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidLowSurrogateHexEscape
        | K::InvalidLowSurrogate
        | K::MissingLowSurrogate
        | K::UnpairedLowSurrogate
        | K::InvalidUnicodeEscape => escape(scene),
        K::UnclosedFlowCollection { .. }
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::InvalidIndentation
        | K::InvalidFlowScalarIndent => bracket(scene),
        K::MismatchedFlowCollectionEnd { open, close } => mismatched(scene, *open, *close),
        K::MisplacedFlowCollectionEnd => stray_bracket(scene),
        _ => return None,
    })
}

fn unclosed_quote(scene: &Scene<'_>) -> Diagnostic {
    let gap = scene.gap();
    let open = match scene.char() {
        Some('"' | '\'') => scene.at,
        _ => gap.quote.or(gap.closed.map(|closed| closed.start)).unwrap_or(scene.at),
    };
    let quote = scene.text[open..].chars().next().filter(|c| "'\"".contains(*c)).unwrap_or('"');
    let code = scene.code(scene.line(scene.at));
    let closes_below = scene.text[scene.at..].contains(quote) && scene.key(&code).is_none();
    if open < scene.at && closes_below {
        return outdented(scene, code, open, "quotes");
    }
    let place = scene.place(open..scene.line(open).end);
    Diagnostic::new(&codes::UNCLOSED_QUOTE, place, "this quote is not closed")
        .label("opened here")
        .help(format!("put `{quote}` at the end of the text"))
        .help("a quoted text of several lines must be indented deeper than its key")
}

fn after_quote(scene: &Scene<'_>) -> Diagnostic {
    let gap = scene.gap();
    let rest = scene.rest(scene.at);
    let fault = Diagnostic::new(
        &codes::TRAILING_TEXT,
        scene.place(rest.clone()),
        "text stands after the closing quote",
    )
    .label("outside of the quotes");
    let Some(closed) = gap.closed else { return fault.help("put the whole text in quotes") };
    let fault = fault.related(scene.place(closed.clone()), "the quoted text");
    if !gap.brackets.is_empty() {
        return fault.help("put the whole text in quotes, or a comma between two");
    }
    let raw = &scene.text[closed.start..rest.end];
    let quote = &raw[..1];
    let inner = match raw[1..].strip_suffix(quote) {
        Some(inner) => inner,
        None => raw,
    };
    fault.help(format!(
        "put the whole text in quotes that do not occur in it: `{}`",
        in_quotes(inner)
    ))
}

fn escape(scene: &Scene<'_>) -> Diagnostic {
    let raw = &scene.text[scene.at..];
    let mut at = 1;
    let mut bad = 0..1;
    while let Some(found) = raw.get(at..).and_then(|rest| rest.find('\\')) {
        let start = at + found;
        let mut rest = raw[start + 1..].chars();
        let next = rest.next();
        let digits = match next {
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            _ => 0,
        };
        let length = 1 + next.map_or(0, char::len_utf8);
        let known = next.is_some_and(|c| "0abtnvfre \"/\\N_LPxuU\t\r\n".contains(c))
            && rest.take(digits).filter(char::is_ascii_hexdigit).count() == digits;
        bad = start..start + length;
        if !known {
            break;
        }
        at = start + length;
    }
    let place = scene.place(scene.at + bad.start..scene.at + bad.end);
    let message = format!("`{}` means nothing within double quotes", &raw[bad]);
    Diagnostic::new(&codes::BAD_ESCAPE, place, message)
        .label("not an escape")
        .help("use single quotes, in which a backslash is a backslash, or write it twice: `\\\\`")
}

/// Returns the fault of a line within brackets that is not indented: either that or, more
/// often, the bracket is not closed.
fn bracket(scene: &Scene<'_>) -> Diagnostic {
    let open = match scene.char() {
        Some('[' | '{') => Some(scene.at),
        _ => scene.gap().brackets.last().copied(),
    };
    let Some(open) = open else { return misplaced(scene) };
    let code = scene.code(scene.line(scene.at));
    if open != scene.at && scene.key(&code).is_none() && scene.at < scene.text.len() {
        return outdented(scene, code, open, "brackets");
    }
    let (sign, close) = if scene.text[open..].starts_with('[') { ('[', ']') } else { ('{', '}') };
    let place = scene.place(open..scene.line(open).end);
    Diagnostic::new(&codes::UNCLOSED_BRACKET, place, format!("`{sign}` is not closed"))
        .label("opened here")
        .help(format!("put `{close}` after the last value"))
        .help("lines within brackets must be indented deeper than the key")
}

fn outdented(scene: &Scene<'_>, code: Span, open: usize, within: &str) -> Diagnostic {
    let message = format!("a line within {within} must be indented deeper than the key");
    Diagnostic::new(&codes::BAD_INDENTATION, scene.place(code), message)
        .label("not indented")
        .related(scene.place(open..open + 1), format!("the {within} open here"))
        .help("put spaces before it")
}

fn mismatched(scene: &Scene<'_>, open: char, close: char) -> Diagnostic {
    let right = if open == '[' { ']' } else { '}' };
    let message = format!("`{open}` is closed by `{close}`");
    Diagnostic::new(
        &codes::UNCLOSED_BRACKET,
        scene.place(scene.at..scene.line(scene.at).end),
        message,
    )
    .label("opened here")
    .help(format!("close it with `{right}`"))
}

fn stray_bracket(scene: &Scene<'_>) -> Diagnostic {
    let end = scene.at + scene.char().map_or(0, char::len_utf8);
    let sign = &scene.text[scene.at..end];
    let message = format!("`{sign}` closes nothing");
    Diagnostic::new(&codes::UNCLOSED_BRACKET, scene.place(scene.at..end), message)
        .label("no bracket is open")
        .help("delete it, or put the whole text in quotes if it is part of it")
}
