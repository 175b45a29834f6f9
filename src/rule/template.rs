//! The words of a rule's message: the lines of its template and the cells of a hit enter, the
//! headline and what stands below it leave. A line that names what is not known is left out.

use crate::diagnostic::Span;

/// What a line of a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The fault in one line.
    Headline,
    /// The words under the value.
    Label,
    /// The words under the other record's value.
    Other,
    /// What to do.
    Help,
    /// What else is worth knowing.
    Note,
    /// What to put in the place of the value.
    Fix,
}

/// The words that begin a line of a template, below the headline.
pub(super) const PARTS: [(&str, Part); 5] = [
    ("label", Part::Label),
    ("other", Part::Other),
    ("help", Part::Help),
    ("note", Part::Note),
    ("fix", Part::Fix),
];

/// One line of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) part: Part,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// A column, with its place in the page.
    Column(String, Span),
}

impl Line {
    /// Reads a line's text, which starts at this byte of the page. `{name}` stands for the value
    /// of a column, other brackets for themselves.
    pub(super) fn read(part: Part, text: &str, start: usize) -> Line {
        let mut pieces = Vec::new();
        let mut at = 0;
        while let Some((from, to)) = column(&text[at..]) {
            pieces.push(Piece::Text(text[at..at + from].to_owned()));
            let span = start + at + from + 1..start + at + to - 1;
            pieces.push(Piece::Column(text[at + from + 1..at + to - 1].to_owned(), span));
            at += to;
        }
        pieces.push(Piece::Text(text[at..].to_owned()));
        Line { part, pieces }
    }

    /// Returns the columns that the line names, with their places in the page.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&str, &Span)> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Column(name, span) => Some((name.as_str(), span)),
            Piece::Text(_) => None,
        })
    }

    /// Returns the line with the values in the place of their columns, if all are known.
    pub(super) fn fill(&self, value: impl Fn(&str) -> Option<String>) -> Option<String> {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(part) => text.push_str(part),
                Piece::Column(name, _) => text.push_str(&value(name)?),
            }
        }
        Some(text)
    }
}

/// Returns where the first column in brackets stands.
fn column(text: &str) -> Option<(usize, usize)> {
    let name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices('{').find_map(|(open, _)| {
        let length = text[open + 1..].find(|c| !name(c))?;
        let close = open + 1 + length;
        (length > 0 && text[close..].starts_with('}')).then_some((open, close + 1))
    })
}
