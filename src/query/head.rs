//! The head comment of a summary page: text enters; a title, how it was counted and the
//! declared columns leave, each with its place. The SQL below is not looked at here.

use std::sync::Arc;

use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink, Span};
use crate::schema::is_name;
use crate::sentence::both;
use crate::source::File;
use crate::suggest;
use crate::table::Holds;

/// A summary page: one SELECT under a head comment.
#[derive(Debug, Clone)]
pub struct Page {
    /// The page's name, also the name of its Parquet and CSV file.
    pub name: String,
    /// The page's path from the root.
    pub file: Arc<str>,
    /// The whole text: the head comment and the SELECT.
    pub sql: String,
    /// Title for readers.
    pub title: String,
    /// How the numbers came about.
    pub how_counted: String,
    /// The columns, in order.
    pub columns: Vec<Declared>,
}

/// A column as a summary page declares it.
#[derive(Debug, Clone)]
pub struct Declared {
    /// The column's name.
    pub name: String,
    /// The type of its values.
    pub holds: Holds,
    /// What it holds.
    pub description: String,
    /// Where its name stands.
    pub name_place: Place,
    /// Where its type stands.
    pub type_place: Place,
}

impl Declared {
    /// Returns the word for its type, as pages have it.
    pub(super) fn type_word(&self) -> &'static str {
        TYPES.iter().find(|(_, holds)| *holds == self.holds).map_or("", |(word, _)| word)
    }
}

const TYPES: [(&str, Holds); 5] = [
    ("text", Holds::Text),
    ("integer", Holds::Integer),
    ("number", Holds::Number),
    ("boolean", Holds::Boolean),
    ("date", Holds::Date),
];

/// Where the summary pages are.
pub(super) const SUMMARIES: &str = "schemas/summaries";

/// Where the pages and templates of the yearly report are.
pub const REPORT: &str = "schemas/report";

const HEADINGS: [&str; 3] = ["title", "how counted", "columns"];

impl Page {
    /// Reads the head of a page, or says what is wrong with it.
    pub fn parse(file: File, sink: &mut Sink) -> Option<Page> {
        let before = sink.len();
        let name = name(&file, sink);
        let mut head = Head {
            file: &file.path,
            page: name.clone().unwrap_or_default(),
            sections: Vec::new(),
            sink,
        };
        head.read(&file.text);
        head.judge(&file.text);
        let columns = head.columns();
        let (title, how_counted) = (head.prose(0), head.prose(1));
        if sink.len() > before {
            return None;
        }
        Some(Page { name: name?, file: file.path, sql: file.text, title, how_counted, columns })
    }
}

fn name(file: &File, sink: &mut Sink) -> Option<String> {
    let own = [SUMMARIES, REPORT].into_iter().find(|folder| file.path.starts_with(folder));
    let folder = own.unwrap_or(SUMMARIES);
    let path = file.path.strip_prefix(folder).unwrap_or(&file.path).trim_start_matches('/');
    let name = path.strip_suffix(".sql").unwrap_or(path);
    if is_name(name) {
        return Some(name.to_owned());
    }
    sink.push(
        Diagnostic::new(
            &codes::BROKEN_SUMMARY_HEAD,
            Place::file(&file.path),
            format!("`{name}` cannot be the name of a summary"),
        )
        .help(format!(
            "name the file in lowercase Latin letters, digits and `_`, right under `{folder}/`"
        )),
    );
    None
}

/// One line of the comment, without the dashes.
struct Line<'a> {
    indent: usize,
    text: &'a str,
    /// Where the text starts in the file.
    start: usize,
}

impl Line<'_> {
    fn span(&self) -> Span {
        self.start..self.start + self.text.len()
    }
}

struct Section<'a> {
    heading: &'a str,
    heading_span: Span,
    lines: Vec<Line<'a>>,
}

struct Head<'a, 's> {
    file: &'a Arc<str>,
    page: String,
    sections: Vec<Section<'a>>,
    sink: &'s mut Sink,
}

impl<'a> Head<'a, '_> {
    fn fault(&self, span: Span, message: String) -> Diagnostic {
        Diagnostic::new(&codes::BROKEN_SUMMARY_HEAD, Place::new(self.file, span), message)
    }

    /// Sorts the lines of the comment under their headings.
    fn read(&mut self, text: &'a str) {
        let mut start = 0;
        for raw in text.split_inclusive('\n') {
            let Some(rest) = raw.strip_prefix("--") else { break };
            let rest = rest.trim_end();
            let trimmed = rest.trim_start();
            let indent = rest.len() - trimmed.len();
            let line = Line { indent, text: trimmed, start: start + 2 + indent };
            start += raw.len();
            if trimmed.is_empty() {
                continue;
            }
            if indent < 2 {
                self.begin(line);
            } else if let Some(section) = self.sections.last_mut() {
                section.lines.push(line);
            }
        }
    }

    fn begin(&mut self, line: Line<'a>) {
        let (heading, rest) = line.text.split_once(':').unwrap_or((line.text, ""));
        let heading_span = line.start..line.start + heading.len();
        let (known, twice) = (
            HEADINGS.contains(&heading),
            self.sections.iter().any(|section| section.heading == heading),
        );
        if !known {
            let fault = self.unknown_heading(&line, heading);
            self.sink.push(fault);
        } else if twice {
            let message = format!("the heading `{heading}` stands here twice");
            let fault = self.fault(heading_span.clone(), message);
            self.sink.push(fault);
        }
        let text = rest.trim_start();
        let start = line.start + line.text.len() - text.len();
        let lines = if text.is_empty() { vec![] } else { vec![Line { indent: 0, text, start }] };
        self.sections.push(Section { heading, heading_span, lines });
    }

    fn unknown_heading(&self, line: &Line<'a>, heading: &str) -> Diagnostic {
        match suggest::nearest(heading, HEADINGS) {
            Some(near) => {
                let span = line.start..line.start + heading.len();
                let message = format!("`{heading}` is no heading of a summary page");
                self.fault(span, message).meant(near)
            }
            None => {
                let message = format!("`{}` is no heading of a summary page", line.text);
                self.fault(line.span(), message)
                    .help("indent a line that continues the one above it")
            }
        }
    }

    /// Says which parts are missing, unless something else has been said already.
    fn judge(&mut self, text: &str) {
        let first = 0..text.lines().next().map_or(0, str::len);
        if self.sections.is_empty() {
            let message = format!("the summary `{}` has no head comment", self.page);
            let help = "begin the page with `-- title:`, `-- how counted:` and `-- columns:`";
            let fault = self.fault(first, message).help(help);
            return self.sink.push(fault);
        }
        if !self.sink.is_empty()
            && self.sections.iter().any(|section| !HEADINGS.contains(&section.heading))
        {
            return;
        }
        for heading in HEADINGS {
            let section = self.sections.iter().find(|section| section.heading == heading);
            let (span, message) = match section {
                None => (
                    first.clone(),
                    format!("the summary `{}` does not say its `{heading}`", self.page),
                ),
                Some(section) if section.lines.is_empty() => {
                    (section.heading_span.clone(), format!("nothing stands under `{heading}`"))
                }
                Some(_) => continue,
            };
            let help = match heading {
                "columns" => {
                    "declare each column on an indented line: its name, its type, what it holds"
                }
                _ => "say it in words that a reader of the table understands",
            };
            let fault = self.fault(span, message).help(help);
            self.sink.push(fault);
        }
    }

    fn prose(&self, heading: usize) -> String {
        let lines = self.sections.iter().filter(|section| section.heading == HEADINGS[heading]);
        let texts: Vec<&str> =
            lines.flat_map(|section| &section.lines).map(|line| line.text).collect();
        texts.join(" ")
    }

    fn columns(&mut self) -> Vec<Declared> {
        let Some(at) = self.sections.iter().position(|section| section.heading == HEADINGS[2])
        else {
            return Vec::new();
        };
        let lines = std::mem::take(&mut self.sections[at].lines);
        let indent = lines.first().map_or(0, |line| line.indent);
        let mut columns: Vec<Declared> = Vec::new();
        for line in lines {
            if line.indent > indent {
                if let Some(column) = columns.last_mut() {
                    column.description.push(' ');
                    column.description.push_str(line.text);
                }
            } else {
                match self.column(&line, &columns) {
                    Ok(column) => columns.push(column),
                    Err(fault) => self.sink.push(*fault),
                }
            }
        }
        columns
    }

    fn column(
        &self,
        line: &Line<'a>,
        before: &[Declared],
    ) -> std::result::Result<Declared, Box<Diagnostic>> {
        let (name, rest) = line.text.split_once(' ').unwrap_or((line.text, ""));
        let rest = rest.trim_start();
        let (word, description) = rest.split_once(' ').unwrap_or((rest, ""));
        let name_span = line.start..line.start + name.len();
        let type_start = line.start + line.text.len() - rest.len();
        let type_span = type_start..type_start + word.len();
        if !is_name(name) {
            let message = format!("`{name}` cannot be the name of a column");
            let help = "use lowercase Latin letters, digits and `_`";
            return Err(Box::new(self.fault(name_span, message).help(help)));
        }
        if let Some(first) = before.iter().find(|column| column.name == name) {
            let message = format!("the column `{name}` is declared twice");
            let first = first.name_place.clone();
            return Err(Box::new(self.fault(name_span, message).related(first, "first here")));
        }
        let Some((_, holds)) = TYPES.iter().find(|(known, _)| *known == word) else {
            let span = if word.is_empty() { name_span } else { type_span };
            return Err(Box::new(self.unknown_type(name, word, span)));
        };
        if description.is_empty() {
            let message = format!("the column `{name}` does not say what it holds");
            let help = "describe it after its type, for readers of the table";
            return Err(Box::new(self.fault(line.span(), message).help(help)));
        }
        Ok(Declared {
            name: name.to_owned(),
            holds: holds.clone(),
            description: description.trim_start().to_owned(),
            name_place: Place::new(self.file, name_span),
            type_place: Place::new(self.file, type_span),
        })
    }

    fn unknown_type(&self, name: &str, word: &str, span: Span) -> Diagnostic {
        let known = TYPES.map(|(word, _)| word);
        let message = match word {
            "" => format!("the column `{name}` has no type"),
            _ => format!("`{word}` is no type of a column"),
        };
        let fault = self.fault(span, message);
        match suggest::nearest(word, known).filter(|_| !word.is_empty()) {
            Some(near) => fault.meant(near),
            None => fault.help(format!("the types are {}", both(known))),
        }
    }
}
