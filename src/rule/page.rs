//! A rule's page: Markdown enters; its code, its query, the words of its message and its
//! examples leave, or what is missing of them is said. The query is not run here.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::template::{Line, PARTS, Part};
use crate::codes::{self, Block, Described, Section, sections};
use crate::diagnostic::{Diagnostic, Place, Severity, Sink, Span};
use crate::sentence::either;
use crate::source::File;
use crate::suggest::nearest;

/// A rule that a dataset's records are held against.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The page's path from the root.
    pub file: Arc<str>,
    /// The short id, such as `M104`.
    pub id: String,
    /// The name, which is also that of the file.
    pub name: String,
    /// How much a hit weighs.
    pub severity: Severity,
    /// Whether it looks for what is missing, so that it must know every record.
    pub whole: bool,
    /// The one-line summary.
    pub summary: String,
    /// The query that returns the hits.
    pub query: String,
    /// The names in the query, those of its tables among them.
    pub(super) tables: BTreeSet<String>,
    pub(super) text: String,
    pub(super) heading: Span,
    /// Where the query starts in the page.
    pub(super) query_start: usize,
    pub(super) lines: Vec<Line>,
    pub(super) wrong: Examples,
    pub(super) right: Examples,
    /// Where the expected text stands.
    pub(super) message: Span,
}

/// The records of one example.
#[derive(Debug, Clone)]
pub(super) struct Examples {
    /// Where the heading stands.
    pub(super) heading: Span,
    /// Path and text of each file.
    pub(super) files: Vec<(Arc<str>, String)>,
}

impl Rule {
    /// Returns what the page says of itself.
    pub fn described(&self) -> Described<'_> {
        Described {
            id: &self.id,
            name: &self.name,
            severity: self.severity,
            summary: &self.summary,
            text: &self.text,
        }
    }

    /// Returns a place in the page.
    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(&self.file, span)
    }

    /// Reads a page, or says what is wrong with it.
    pub(super) fn read(file: File, sink: &mut Sink) -> Option<Rule> {
        let before = sink.len();
        let heading = Heading::read(&file, sink);
        let mut page = Page { file: &file, sections: sections(&file.text), sink };
        page.judge();
        let query = page.block("Query", "sql");
        let lines = page.block("Message", "template").map(|block| page.lines(block));
        let message = page.block("Message", "text");
        let examples = ["Wrong", "Right"].map(|title| page.examples(title));
        if page.sink.len() > before {
            return None;
        }
        let (heading, query, message) = (heading?, query?, message?);
        let [wrong, right] = examples;
        Some(Rule {
            id: heading.id.to_owned(),
            name: heading.name.to_owned(),
            severity: heading.severity,
            whole: heading.whole,
            summary: heading.summary.to_owned(),
            query: query.text.to_owned(),
            tables: crate::query::names(query.text).map(str::to_lowercase).collect(),
            query_start: query.start,
            lines: lines?,
            wrong: wrong?,
            right: right?,
            message: message.start..message.start + message.text.len(),
            heading: heading.span,
            file: file.path.clone(),
            text: file.text.clone(),
        })
    }
}

fn fault(file: &File, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&codes::BROKEN_RULE_PAGE, Place::new(&file.path, span), message)
}

/// The first two lines of a page.
struct Heading<'a> {
    id: &'a str,
    name: &'a str,
    severity: Severity,
    whole: bool,
    summary: &'a str,
    span: Span,
}

const SHAPE: &str = "`# M104 name-of-the-file (warning)`";

impl<'a> Heading<'a> {
    fn read(file: &'a File, sink: &mut Sink) -> Option<Heading<'a>> {
        let mut lines = file.text.lines();
        let (first, summary) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        let span = 0..first.len();
        let parts = first.strip_prefix("# ").and_then(|rest| {
            let (id, rest) = rest.split_once(' ')?;
            let (name, rest) = rest.split_once(" (")?;
            Some((id, name, rest.trim_end().strip_suffix(')')?))
        });
        let Some((id, name, words)) = parts else {
            let text = format!("a rule's page begins with a line such as {SHAPE}");
            sink.push(fault(file, span, "this is no heading of a rule").help(text));
            return None;
        };
        let before = sink.len();
        let at = |part: &str| {
            let start = part.as_ptr() as usize - file.text.as_ptr() as usize;
            start..start + part.len()
        };
        let digits = id.strip_prefix('M').filter(|digits| digits.len() == 3);
        if !digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_digit())) {
            let text = format!("`{id}` is no code of a rule");
            sink.push(fault(file, at(id), text).help("the code is `M` and three digits"));
        }
        let stem = file.path.rsplit('/').next().and_then(|name| name.strip_suffix(".md"));
        if stem.is_some_and(|stem| stem != name) {
            let text = format!("the rule `{name}` stands in a file of another name");
            let help = format!("name the file `{name}.md`, or change the name here");
            sink.push(fault(file, at(name), text).help(help));
        }
        let (word, whole) = match words.strip_suffix(", whole") {
            Some(word) => (word, true),
            None => (words, false),
        };
        let severity = Severity::find(word);
        if severity.is_none() {
            let known = ["error", "warning", "info"];
            let fault = fault(file, at(word), format!("`{word}` is no severity"));
            sink.push(match nearest(word, known) {
                Some(near) => fault.meant(near),
                None => fault.help(format!("say {}", either(known))),
            });
        }
        if summary.trim().is_empty() {
            let text = "the second line says in one sentence what is wrong with such records";
            sink.push(fault(file, span.clone(), "the rule has no summary").help(text));
        }
        let sound = sink.len() == before;
        sound.then_some(Heading { id, name, severity: severity?, whole, summary, span })
    }
}

/// What every page has below its summary, with what stands there.
const SECTIONS: [(&str, &str); 5] = [
    ("Why", "say in a few sentences what such a fault does to a dataset"),
    ("Query", "write a ```sql block with one SELECT that returns `record` and `field` of each hit"),
    ("Wrong", "show in ```yaml blocks, each with its path, records that the rule hits"),
    ("Message", "write a ```template block with the words of the message, and a ```text block"),
    ("Right", "show the same records, cured"),
];

struct Page<'a, 's> {
    file: &'a File,
    sections: Vec<Section<'a>>,
    sink: &'s mut Sink,
}

impl<'a> Page<'a, '_> {
    /// Says which sections are missing, unknown or empty.
    fn judge(&mut self) {
        let known = SECTIONS.map(|(title, _)| title);
        for section in &self.sections {
            let span = section.start..section.start + section.title.len();
            let twice = self.sections.iter().filter(|other| other.title == section.title).count();
            let text = format!("`{}` is no section of a rule's page", section.title);
            if !known.contains(&section.title) {
                let fault = fault(self.file, span, text);
                self.sink.push(match nearest(section.title, known) {
                    Some(near) => fault.meant(near),
                    None => fault.help(format!("the sections are {}", known.join(", "))),
                });
            } else if twice > 1 {
                let text = format!("the section `{}` stands here more than once", section.title);
                self.sink.push(fault(self.file, span, text).help("make one section of them"));
            } else if !section.prose && section.blocks.is_empty() {
                let text = format!("nothing stands under `{}`", section.title);
                let help = SECTIONS.iter().find(|(title, _)| *title == section.title);
                let help = help.map_or("", |(_, help)| help);
                self.sink.push(fault(self.file, span, text).help(help));
            }
        }
        if self.sections.iter().any(|section| !known.contains(&section.title)) {
            return;
        }
        let first = 0..self.file.text.lines().next().map_or(0, str::len);
        for (title, help) in SECTIONS {
            if !self.sections.iter().any(|section| section.title == title) {
                let text = format!("the rule has no section `{title}`");
                self.sink.push(fault(self.file, first.clone(), text).help(help));
            }
        }
    }

    fn section(&self, title: &str) -> Option<&Section<'a>> {
        self.sections.iter().find(|section| section.title == title)
    }

    /// Returns the one block of a language in a section that has something.
    fn block(&mut self, title: &str, language: &str) -> Option<Block<'a>> {
        let section = self.section(title)?;
        let found: Vec<_> =
            section.blocks.iter().filter(|block| block.info == language).copied().collect();
        if let [only] = found.as_slice() {
            return Some(*only);
        }
        let span = section.start..section.start + section.title.len();
        let text = format!("`{title}` must hold one block ```{language}, not {}", found.len());
        let help = SECTIONS.iter().find(|(known, _)| *known == title).map_or("", |(_, help)| help);
        self.sink.push(fault(self.file, span, text).help(help));
        None
    }

    /// Reads the lines of a template.
    fn lines(&mut self, block: Block<'a>) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut start = block.start;
        for raw in block.text.split_inclusive('\n') {
            let line = raw.trim_end();
            if lines.is_empty() {
                lines.push(Line::read(Part::Headline, line, start));
            } else if !line.is_empty() {
                lines.extend(self.below_headline(line, start));
            }
            start += raw.len();
        }
        if lines.is_empty() || block.text.lines().next().is_some_and(|line| line.trim().is_empty())
        {
            let text = "the template does not begin with a headline";
            let fault = fault(self.file, block.info_start..block.start, text);
            self.sink.push(fault.help("its first line states the fault"));
        }
        lines
    }

    fn below_headline(&mut self, line: &str, start: usize) -> Option<Line> {
        let known = PARTS.map(|(word, _)| word);
        let (word, text) = line.split_once(": ").unwrap_or((line, ""));
        let text_start = start + line.len() - text.len();
        if let Some((_, part)) = PARTS.iter().find(|(known, _)| *known == word) {
            return Some(Line::read(*part, text, text_start));
        }
        let message = format!("`{word}` begins no line of a template");
        let fault = fault(self.file, start..start + word.len(), message);
        self.sink.push(match nearest(word, known) {
            Some(near) => fault.meant(near),
            None => fault.help(format!(
                "below the headline a line begins with {}, then a colon",
                either(known)
            )),
        });
        None
    }

    /// Reads the records of an example.
    fn examples(&mut self, title: &str) -> Option<Examples> {
        let section = self.section(title)?.clone();
        let heading = section.start..section.start + section.title.len();
        let mut files = Vec::new();
        for block in section.blocks {
            let path = block.info.strip_prefix("yaml ").map(str::trim);
            match path.filter(|path| path.starts_with("records/") && path.ends_with(".yaml")) {
                Some(path) => files.push((path.into(), block.text.to_owned())),
                None => {
                    let span = block.info_start..block.info_start + block.info.len();
                    let text = "this block does not say which record it is";
                    let help = "write ```yaml records/KIND/ID.yaml above it";
                    self.sink.push(fault(self.file, span, text).help(help));
                }
            }
        }
        Some(Examples { heading, files })
    }
}
