//! Diagnostics as people read them: a headline, the lines of the text with marks under them,
//! and the cure. The drawing is annotate-snippets', which is kept to this file.

use std::collections::BTreeSet;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::arrange::Told;
use super::excerpt::{Excerpt, excerpt};
use super::style::Style;
use super::texts::Texts;
use super::visible;
use crate::diagnostic::{Diagnostic, Label, Place, Severity, Span};
use crate::sentence::counted;
use crate::source::{Lines, Root};

/// Stands for a path while the drawing is made; no printed text holds it.
const PATH: char = '\u{FDD0}';

/// Of places at which the same is found, so many are named.
const MOST_PLACES: usize = 12;

/// Renders diagnostics one by one; the page of a code is pointed to at its first fault.
pub struct Text<'a> {
    texts: Texts<'a>,
    style: Style,
    explained: BTreeSet<String>,
}

/// Returns the diagnostics as people read them, a blank line after each.
pub fn text(diagnostics: &[Diagnostic], root: &Root, style: Style) -> String {
    let mut render = Text::new(root, style);
    diagnostics.iter().map(|diagnostic| render.one(diagnostic)).collect()
}

impl<'a> Text<'a> {
    /// Returns a renderer for faults of this dataset.
    pub fn new(root: &'a Root, style: Style) -> Text<'a> {
        Text { texts: Texts::new(root), style, explained: BTreeSet::new() }
    }

    /// Returns one diagnostic with a blank line after it.
    pub fn one(&mut self, diagnostic: &Diagnostic) -> String {
        self.told(&Told { fault: diagnostic, again: Vec::new() })
    }

    /// Returns one diagnostic, with the other places at which it is found, and a blank line after
    /// it.
    pub fn told(&mut self, told: &Told<'_>) -> String {
        let diagnostic = told.fault;
        let title = level(diagnostic.severity).primary_title(visible::line(&diagnostic.message));
        let title = match diagnostic.code.as_str() {
            "" => title,
            code => title.id(visible::line(code)),
        };
        let mut group = Group::with_title(title);
        let mut heads = Vec::new();
        let mut bare = true;
        for labels in by_file(diagnostic) {
            let number = heads.len();
            let (element, head) = self.file(&labels, number);
            heads.push(head);
            group = match element {
                Drawn::Snippet(snippet) => {
                    bare = false;
                    group.element(snippet)
                }
                Drawn::Origin(origin) => group.element(origin),
            };
        }
        let again = self.again(&told.again);
        let drawn = renderer(self.style).render(&[self.words(group, diagnostic, again)]);
        // Without a line number there is no margin, and the arrow would stick to the edge.
        let drawn = if bare { drawn.replace('\n', "\n ") } else { drawn };
        let mut drawn = with_paths(&drawn, &heads);
        drawn.push_str("\n\n");
        drawn
    }

    /// Draws the places of one file; the primary place, if it is there, comes first.
    fn file(&mut self, labels: &[Shown<'_>], number: usize) -> (Drawn, String) {
        let place = &labels[0].1.place;
        let path = visible::line(&place.file);
        let stand_in = format!("{PATH}{number}{PATH}");
        let whole = labels.iter().all(|(_, label)| label.place.end == 0 && label.text.is_empty());
        let Some(text) = self.texts.get(&place.file).filter(|_| !whole) else {
            return (Drawn::Origin(Origin::path(stand_in)), path);
        };
        let spans: Vec<_> = labels.iter().map(|(_, label)| label.place.span()).collect();
        let Excerpt { text: source, first_line, spans, head } = excerpt(&text, &spans);
        let annotations = labels.iter().zip(spans).map(|((primary, label), span)| {
            let kind = if *primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let words = (!label.text.is_empty()).then(|| visible::line(&label.text));
            kind.span(span).label(words)
        });
        let snippet =
            Snippet::source(source).line_start(first_line).path(stand_in).annotations(annotations);
        (Drawn::Snippet(snippet), format!("{path}:{}:{}", head.line, head.column))
    }

    /// Returns where else a fault is found.
    fn again(&mut self, places: &[&Place]) -> Option<String> {
        if places.is_empty() {
            return None;
        }
        let mut words = format!("the same in {}:", counted(places.len(), "more place"));
        for place in places.iter().take(MOST_PLACES) {
            words.push_str(&format!("\n{}", visible::line(&place.file)));
            if let Some(text) = self.texts.get(&place.file) {
                let at = text.position(place.start);
                words.push_str(&format!(":{}:{}", at.line, at.column));
            }
        }
        if places.len() > MOST_PLACES {
            words.push_str(&format!("\nand {} more", places.len() - MOST_PLACES));
        }
        Some(words)
    }

    /// Adds the cures, the remarks and, once a code, where to read more.
    fn words<'g>(
        &mut self,
        mut group: Group<'g>,
        diagnostic: &Diagnostic,
        again: Option<String>,
    ) -> Group<'g> {
        for help in &diagnostic.help {
            group = group.element(Level::HELP.message(visible::paragraph(help)));
        }
        for note in &diagnostic.notes {
            group = group.element(Level::NOTE.message(visible::paragraph(note)));
        }
        if let Some(again) = again {
            group = group.element(Level::NOTE.message(again));
        }
        if !diagnostic.code.is_empty() && self.explained.insert(diagnostic.code.clone()) {
            let code = visible::line(&diagnostic.code);
            group = group.element(Level::NOTE.message(format!("`amur explain {code}` says more")));
        }
        group
    }
}

/// Returns why SQL from the command line does not run, with the place in it.
pub fn sql(message: &str, sql: &str, span: Option<Span>, help: &[String], style: Style) -> String {
    let title = Level::ERROR.primary_title(visible::line(message));
    let mut group = Group::with_title(title);
    if let Some(span) = span {
        let Excerpt { text, first_line, spans, .. } = excerpt(&Lines::new(sql), &[span]);
        let places = spans.into_iter().map(|span| AnnotationKind::Primary.span(span));
        group = group.element(Snippet::source(text).line_start(first_line).annotations(places));
    }
    for help in help {
        group = group.element(Level::HELP.message(visible::paragraph(help)));
    }
    renderer(style).render(&[group]) + "\n"
}

fn renderer(style: Style) -> Renderer {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    renderer.hyperlink(false).term_width(style.width.max(40))
}

/// A place, and whether it is the primary one.
type Shown<'a> = (bool, &'a Label);

/// What is drawn for one file.
enum Drawn {
    Snippet(Snippet<'static, annotate_snippets::Annotation<'static>>),
    Origin(Origin<'static>),
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}

/// Returns the places of a diagnostic by file, the primary one first.
fn by_file(diagnostic: &Diagnostic) -> Vec<Vec<Shown<'_>>> {
    let mut files: Vec<Vec<Shown<'_>>> = Vec::new();
    let primary = std::iter::once((true, &diagnostic.primary));
    for (is_primary, label) in primary.chain(diagnostic.related.iter().map(|l| (false, l))) {
        match files.iter_mut().find(|labels| labels[0].1.place.file == label.place.file) {
            Some(labels) => labels.push((is_primary, label)),
            None => files.push(vec![(is_primary, label)]),
        }
    }
    files
}

/// Puts the true paths, lines and columns where the drawing, which saw only an excerpt, has
/// its own.
fn with_paths(drawn: &str, heads: &[String]) -> String {
    let mut out = String::with_capacity(drawn.len());
    let mut parts = drawn.split(PATH);
    out.push_str(parts.next().unwrap_or_default());
    while let (Some(number), Some(rest)) = (parts.next(), parts.next()) {
        let head = number.parse().ok().and_then(|number: usize| heads.get(number));
        out.push_str(head.map(String::as_str).unwrap_or_default());
        out.push_str(rest.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    out
}
