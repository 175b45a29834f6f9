//! SQL that did not run: what SQLite said enters, a message in our words leaves, with the place
//! in the SQL and the name that was probably meant.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::ErrorCode;

use crate::codes::Code;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::sentence::listed;
use crate::suggest;

/// Why SQL did not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlFault {
    /// What is wrong, in our words.
    pub message: String,
    /// Where in the SQL, in bytes, if that is known.
    pub span: Option<Span>,
    /// What to do.
    pub help: Option<String>,
    /// What to put at `span`, where that is certain enough to propose.
    pub replacement: Option<String>,
}

impl SqlFault {
    /// Returns the fault as a diagnostic of `code` in a file in which the SQL begins at the byte
    /// `start`.
    pub fn diagnostic(&self, code: &Code, file: &Arc<str>, start: usize) -> Diagnostic {
        let span = self.span.clone().unwrap_or(0..0);
        let place = Place::new(file, span.start + start..span.end + start);
        let mut diagnostic = Diagnostic::new(code, place.clone(), self.message.clone());
        diagnostic.help.extend(self.help.clone());
        match &self.replacement {
            Some(replacement) => diagnostic.fix(place, replacement.clone()),
            None => diagnostic,
        }
    }

    fn new(message: impl Into<String>) -> SqlFault {
        SqlFault { message: message.into(), span: None, help: None, replacement: None }
    }

    fn at(mut self, span: Option<Span>) -> SqlFault {
        self.span = span;
        self
    }

    fn help(mut self, help: impl Into<String>) -> SqlFault {
        self.help = Some(help.into());
        self
    }

    fn meant(mut self, name: Option<&str>) -> SqlFault {
        if let Some(name) = name {
            self.help = Some(format!("did you mean `{name}`?"));
            self.replacement = self.span.as_ref().map(|_| name.to_owned());
        }
        self
    }
}

type Columns = BTreeMap<String, Vec<String>>;

/// Says why SQL did not run, given the columns of each table.
pub(super) fn explain(error: rusqlite::Error, sql: &str, columns: &Columns) -> SqlFault {
    use rusqlite::Error;
    match error {
        Error::Empty => SqlFault::new("there is no SQL here").help("write one SELECT"),
        Error::MultipleStatement => SqlFault::new("there is more than one SQL statement")
            .at(second(sql))
            .help("write one SELECT"),
        Error::SqlInputError { msg, sql: part, offset, .. } => {
            // Of a second statement SQLite saw only the text from its beginning.
            let before = sql.len().saturating_sub(part.len());
            let start = usize::try_from(offset).ok().map(|offset| offset + before);
            told(&msg, start, sql, columns)
        }
        Error::SqliteFailure(failure, _)
            if failure.code == ErrorCode::AuthorizationForStatementDenied =>
        {
            let span = words(sql).first().map(|word| word.span.clone());
            SqlFault::new("a query may only read the tables").at(span).help("write one SELECT")
        }
        Error::SqliteFailure(_, Some(message)) => told(&message, None, sql, columns),
        other => SqlFault::new(format!("SQLite cannot run this: {other}")),
    }
}

fn told(message: &str, start: Option<usize>, sql: &str, columns: &Columns) -> SqlFault {
    let span = |name: &str| match start {
        Some(start) => Some(word_at(sql, start)),
        None => find(sql, name),
    };
    if let Some(name) = message.strip_prefix("no such table: ") {
        let name = name.strip_prefix("main.").unwrap_or(name);
        let near = suggest::nearest(name, columns.keys().map(String::as_str));
        let fault =
            SqlFault::new(format!("there is no table `{name}`")).at(find(sql, name)).meant(near);
        return match near {
            Some(_) => fault,
            None => {
                let part = |name: &&String| {
                    columns.keys().any(|whole| {
                        name.strip_prefix(whole.as_str()).is_some_and(|rest| rest.starts_with('_'))
                    })
                };
                let whole = columns.keys().filter(|name| !part(name));
                fault.help(format!(
                    "the tables are {}; what is a list there has a table `TABLE_FIELD`; summaries are \
                     files in `outputs/summaries/`",
                    listed(whole)
                ))
            }
        };
    }
    if let Some(name) = message.strip_prefix("no such column: ") {
        return no_column(name, start, sql, columns);
    }
    if let Some(name) = message.strip_prefix("no such function: ") {
        return SqlFault::new(format!("there is no function `{name}`")).at(span(name)).help(
            "use only functions that SQLite, DuckDB and Spark all have; \
             of days these are `year`, `quarter`, `month`, `day`",
        );
    }
    if let Some(name) = message.strip_prefix("ambiguous column name: ") {
        return SqlFault::new(format!("`{name}` may be a column of more than one table"))
            .at(span(name))
            .help(format!("write the table before it, as in `events.{name}`"));
    }
    if message == "incomplete input" {
        return SqlFault::new("the SQL ends before the statement does")
            .at(Some(sql.len()..sql.len()));
    }
    if message == "not authorized" || message.starts_with("not authorized to use") {
        return SqlFault::new("a query may only read the tables").at(span("load_extension"));
    }
    let near =
        message.strip_prefix("near \"").and_then(|rest| rest.strip_suffix("\": syntax error"));
    match near {
        Some(near) => unexpected(near, start.unwrap_or_default(), sql),
        None => SqlFault::new(format!("SQLite cannot run this: {message}"))
            .at(start.map(|start| word_at(sql, start))),
    }
}

/// The words that misspelt ones are compared with; shorter ones are near to too much.
const KEYWORDS: [&str; 17] = [
    "SELECT", "DISTINCT", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "LEFT", "INNER",
    "CROSS", "JOIN", "UNION", "WITH", "CASE", "WHEN", "NULLS",
];

/// Says that SQL was not understood at a word. A misspelt keyword before it may be the reason:
/// `FORM` is taken for a name, and only what follows it is out of place.
fn unexpected(word: &str, start: usize, sql: &str) -> SqlFault {
    let misspelt = |word: &Word<'_>| {
        let known = KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(word.text));
        let long = word.text.len() > 3 && !known;
        long.then(|| suggest::nearest(word.text, KEYWORDS)).flatten()
    };
    let words = words(sql);
    let at = words.iter().position(|word| word.span.start >= start).unwrap_or(words.len());
    let near = [at, at.wrapping_sub(1)].into_iter().find_map(|index| {
        let word = words.get(index)?;
        Some((word.text, word.span.clone(), misspelt(word)?))
    });
    match near {
        Some((text, span, near)) => SqlFault::new(format!("SQL does not expect `{text}` here"))
            .at(Some(span))
            .meant(Some(near)),
        None => SqlFault::new(format!("SQL does not expect `{word}` here"))
            .at(Some(start..(start + word.len()).min(sql.len()))),
    }
}

fn no_column(told: &str, start: Option<usize>, sql: &str, columns: &Columns) -> SqlFault {
    let (path, quoted) = match told.split_once(" - should this be a string literal") {
        Some((path, _)) => (path.trim_matches('"'), true),
        None => (told, false),
    };
    let (table, name) = match path.rsplit_once('.') {
        Some((table, name)) => (Some(table), name),
        None => (None, path),
    };
    let span = match start {
        Some(start) => words(&sql[sql.floor_char_boundary(start)..])
            .into_iter()
            .map(|word| word.span.start + start..word.span.end + start)
            .find(|span| bare(&sql[span.clone()]) == name)
            .or_else(|| Some(word_at(sql, start))),
        None => find(sql, name),
    };
    let candidates = candidates(table, sql, columns);
    let fault = SqlFault::new(format!("there is no column `{path}`")).at(span);
    match suggest::nearest(name, candidates.iter().copied().filter(|candidate| *candidate != name))
    {
        Some(near) => fault.meant(Some(near)),
        None if quoted => fault.help("a text stands in single quotes"),
        None => match table.and_then(|table| columns.get(&meaning(table, sql, columns)?)) {
            Some(known) => fault.help(format!("the columns are {}", listed(known))),
            None => fault,
        },
    }
}

/// Returns the names that a column may have had: those of the table that is named before it,
/// or of all tables in the SQL, and the names that the SQL itself gives.
fn candidates<'a>(table: Option<&str>, sql: &'a str, columns: &'a Columns) -> Vec<&'a str> {
    if let Some(known) = table.and_then(|table| columns.get(&meaning(table, sql, columns)?)) {
        return known.iter().map(String::as_str).collect();
    }
    let words = words(sql);
    let tables = words.iter().filter_map(|word| columns.get(word.text));
    let given = words.windows(2).filter(|pair| pair[0].text.eq_ignore_ascii_case("as"));
    tables.flatten().map(String::as_str).chain(given.map(|pair| pair[1].text)).collect()
}

/// Returns the table that a name before a dot stands for.
fn meaning(name: &str, sql: &str, columns: &Columns) -> Option<String> {
    if columns.contains_key(name) {
        return Some(name.to_owned());
    }
    let words: Vec<Word<'_>> = words(sql);
    let named = |index: usize| words.get(index).map(|word| word.text);
    words.iter().enumerate().find_map(|(index, word)| {
        let next = match named(index + 1) {
            Some(next) if next.eq_ignore_ascii_case("as") => named(index + 2),
            next => next,
        };
        (columns.contains_key(word.text) && next == Some(name)).then(|| word.text.to_owned())
    })
}

/// Returns the names in SQL: of tables, columns, functions, and keywords.
pub fn names(sql: &str) -> impl Iterator<Item = &str> {
    words(sql).into_iter().map(|word| word.text)
}

/// A name or keyword in SQL, or the semicolon after a statement.
struct Word<'a> {
    text: &'a str,
    span: Span,
}

/// Returns the names, keywords and semicolons of SQL, without what stands in comments and texts.
fn words(sql: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = sql[at..].chars().next() {
        let rest = &sql[at..];
        let length = if rest.starts_with("--") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if first == '\'' || first == '"' {
            rest[1..].find(first).map_or(rest.len(), |end| end + 2)
        } else if first.is_alphanumeric() || first == '_' {
            rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let text = bare(&rest[..length]);
        if matches!(first, '"' | ';' | '_') || first.is_alphanumeric() {
            found.push(Word { text, span: at..at + length });
        }
        at += length;
    }
    found
}

fn bare(word: &str) -> &str {
    word.trim_matches('"')
}

fn find(sql: &str, name: &str) -> Option<Span> {
    words(sql).into_iter().find(|word| word.text.eq_ignore_ascii_case(name)).map(|word| word.span)
}

fn word_at(sql: &str, start: usize) -> Span {
    let start = sql.floor_char_boundary(start);
    match words(&sql[start..]).first() {
        Some(word) if word.span.start == 0 => start..start + word.span.end,
        _ => start..start + sql[start..].chars().next().map_or(0, char::len_utf8),
    }
}

/// Returns where the second statement starts.
fn second(sql: &str) -> Option<Span> {
    let words = words(sql);
    let end = words.iter().position(|word| word.text == ";")?;
    words[end..].iter().find(|word| word.text != ";").map(|word| word.span.clone())
}
