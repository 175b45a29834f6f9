//! Text to [`Node`] with granit-parser's events, in one pass. A file with any fault gives no
//! tree; its reasons are in the sink, of which `refuse` and `syntax` write the words.

use std::borrow::Cow;
use std::ops::ControlFlow;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, StructureStyle, options};

use super::scene::{Scene, block_text, first_dash};
use super::{Content, Entry, Node, Reading, Scalar, Style, refuse, syntax};
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink, Span};
use crate::source::File;

/// How many lists and maps may stand in each other.
pub(super) const DEPTH: usize = 64;

/// The number of keys up to which comparing each with each is the quickest.
const FEW: usize = 16;

/// Reads the one document in a file, a map. Nothing leaves where anything in it is at fault; the
/// faults are dropped into the sink.
///
/// ```
/// use amur::{source::File, yaml};
///
/// let file = File { path: "tour.yaml".into(), text: "city: харбин\n".to_owned() };
/// let mut sink = Vec::new();
/// let node = yaml::parse(&file, &mut sink).expect("the text is sound");
/// let city = node.get("city").expect("the key is there");
/// assert_eq!((city.text(), city.span.clone()), (Some("харбин"), 6..18));
/// ```
pub fn parse(file: &File, sink: &mut Sink) -> Option<Node> {
    let before = sink.len();
    let mut builder = Builder {
        file,
        text: &file.text,
        sink,
        before,
        frames: Vec::new(),
        root: None,
        documents: 0,
        end: 0,
        tabs: file.text.contains('\t'),
    };
    builder.run();
    let root = builder.root;
    if sink.len() == before { root } else { None }
}

struct Builder<'a> {
    file: &'a File,
    text: &'a str,
    sink: &'a mut Sink,
    /// How many diagnostics other files had.
    before: usize,
    frames: Vec<Frame>,
    root: Option<Node>,
    documents: usize,
    /// Where the last event ended.
    end: usize,
    /// Whether tabs have to be looked for.
    tabs: bool,
}

/// A list or map that is not yet closed.
struct Frame {
    start: usize,
    end: usize,
    /// Whether it is written in brackets, or is a pair within brackets.
    flow: bool,
    /// Whether it has brackets of its own.
    bracketed: bool,
    open: Open,
}

enum Open {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<(String, Span)> },
}

fn settings() -> Options {
    let mut settings = options! {
        strict_indentation: true,
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
    };
    settings.set_emit_comments(false);
    settings
}

impl Builder<'_> {
    fn run(&mut self) {
        let mut parser = Parser::new_from_str_with_options(self.text, settings());
        let mut whole = true;
        while let Some(next) = parser.next_event() {
            let step = match next {
                Ok((event, span)) => self.take(event, span),
                Err(error) => self.stop(&error),
            };
            if step.is_break() {
                whole = false;
                break;
            }
        }
        for frame in std::mem::take(&mut self.frames) {
            if let Open::Map { entries, .. } = frame.open {
                self.refuse_duplicates(&entries);
            }
        }
        let root = self.root.as_ref();
        // Of a lone tag or anchor enough was said.
        let said =
            self.sink.len() > self.before && root.is_some_and(|root| root.scalar().is_some());
        if whole && !said {
            self.sink.extend(refuse::root(self.file, root));
        }
    }

    fn place(&self, span: Span) -> Place {
        Place::new(&self.file.path, span)
    }

    fn refuse(&mut self, fault: Diagnostic) {
        self.sink.push(fault);
    }

    fn take(&mut self, event: Event<'_>, span: granit_parser::Span) -> ControlFlow<()> {
        let bytes = span.byte_range().unwrap_or(self.end..self.end);
        let tag = span.tag_span().and_then(|span| span.byte_range());
        let end = bytes.end;
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.refuse(refuse::several_documents(self.place(bytes)));
                    return ControlFlow::Break(());
                }
            }
            Event::Scalar(text, style, anchor, tagged) => {
                self.refuse_tag(tagged.is_some(), tag, &bytes);
                self.scalar(text, style, bytes, anchor != 0 || tagged.is_some());
            }
            Event::Anchor(_, name) => self.refuse(refuse::anchor(self.place(bytes), &name)),
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.alias(bytes),
            Event::SequenceStart(style, _, tagged) => {
                self.refuse_tag(tagged.is_some(), tag, &bytes);
                self.open(Open::List(Vec::new()), style, bytes)?;
            }
            Event::MappingStart(style, _, tagged) => {
                self.refuse_tag(tagged.is_some(), tag, &bytes);
                let open = Open::Map { entries: Vec::new(), key: None };
                self.open(open, style, bytes)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(end),
            _ => {}
        }
        self.end = self.end.max(end);
        ControlFlow::Continue(())
    }

    fn alias(&mut self, span: Span) {
        // Of a merge key and its alias, the key was refused.
        let merges = match self.frames.last().map(|frame| &frame.open) {
            Some(Open::Map { key: Some((key, _)), .. }) => key == "<<",
            _ => false,
        };
        if !merges {
            self.refuse(refuse::alias(self.place(span.clone()), &self.text[span.clone()]));
        }
        self.put(scalar_node(Cow::Borrowed(""), Style::Plain, span));
    }

    fn refuse_tag(&mut self, tagged: bool, tag: Option<Span>, node: &Span) {
        if tagged {
            let span = tag.unwrap_or_else(|| node.clone());
            self.refuse(refuse::tag(self.place(span.clone()), &self.text[span]));
        }
    }

    fn open(&mut self, open: Open, style: StructureStyle, span: Span) -> ControlFlow<()> {
        if self.frames.len() >= DEPTH {
            self.refuse(refuse::too_deep(self.place(span)));
            return ControlFlow::Break(());
        }
        let flow = style == StructureStyle::Flow;
        let mut start = span.start;
        if !flow && matches!(open, Open::List(_)) {
            // Granit says where the dash is only of lists indented deeper than their key.
            if self.frames.last().is_some_and(|frame| matches!(frame.open, Open::Map { .. })) {
                start = first_dash(self.text, self.end, start);
            }
            self.refuse_tab(start);
        }
        let bracketed = flow && !span.is_empty();
        self.frames.push(Frame { start, end: start, flow, bracketed, open });
        ControlFlow::Continue(())
    }

    fn close(&mut self, end: usize) {
        let Some(frame) = self.frames.pop() else { return };
        let span = frame.start..if frame.bracketed { end } else { frame.end };
        let content = match frame.open {
            Open::List(items) => Content::List(items),
            Open::Map { entries, .. } => {
                self.refuse_duplicates(&entries);
                Content::Map(entries)
            }
        };
        if self.wants_key() {
            self.refuse(refuse::complex_key(self.place(span.clone())));
        }
        self.put(Node { span, content });
    }

    fn wants_key(&self) -> bool {
        self.frames.last().is_some_and(|frame| matches!(&frame.open, Open::Map { key: None, .. }))
    }

    /// Puts a finished node where it belongs. Lists, maps and aliases in the place of a key
    /// were refused, and leave an empty key behind.
    fn put(&mut self, node: Node) {
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(node);
            return;
        };
        frame.end = frame.end.max(node.span.end);
        match &mut frame.open {
            Open::List(items) => items.push(node),
            Open::Map { entries, key } => match key.take() {
                Some((key, key_span)) => entries.push(Entry { key, key_span, node }),
                None => *key = Some((String::new(), node.span)),
            },
        }
    }

    fn scalar(&mut self, text: Cow<'_, str>, style: ScalarStyle, span: Span, marked: bool) {
        if self.wants_key() {
            return self.key(text, style, span, marked);
        }
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        };
        let missing = style == Style::Plain && span.is_empty();
        let span = if style == Style::Block { block_text(self.text, self.end, span) } else { span };
        let empty = match style {
            Style::Plain => missing || matches!(&*text, "~" | "null" | "Null" | "NULL"),
            Style::Block => text.trim().is_empty(),
            Style::Single | Style::Double => false,
        };
        if empty && !marked {
            self.refuse_empty(style, &span);
        }
        if style == Style::Plain && text.len() != span.len() {
            let dash = refuse::dash_in_text(&self.file.path, self.text, &span);
            self.sink.extend(dash);
        }
        self.put(scalar_node(text, style, span));
    }

    fn key(&mut self, text: Cow<'_, str>, style: ScalarStyle, span: Span, marked: bool) {
        let place = self.place(span.clone());
        if style == ScalarStyle::Plain && text == "<<" {
            self.refuse(refuse::merge_key(place));
        } else if (span.is_empty() || text.is_empty()) && !marked {
            self.refuse(refuse::no_key(&self.file.path, self.text, span.start));
        } else if is_asked(&self.text[..span.start]) {
            self.refuse(refuse::question_key(place, &text));
        }
        if let Some(frame) = self.frames.last_mut() {
            let (flow, start) = (frame.flow, span.start);
            // Granit's stand-in for a key that is not there must not collide with real keys.
            let text = if span.is_empty() { Cow::Borrowed("") } else { text };
            if let Open::Map { key, .. } = &mut frame.open {
                *key = Some((text.into_owned(), span));
            }
            if !flow {
                self.refuse_tab(start);
            }
        }
    }

    /// Refuses a tab before the key or dash at `start`, once in a file.
    fn refuse_tab(&mut self, start: usize) {
        if !self.tabs {
            return;
        }
        let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let before = &self.text[line..start];
        if before.trim_matches([' ', '\t']).is_empty()
            && let Some(tab) = before.find('\t')
        {
            self.tabs = false;
            self.refuse(syntax::tab(self.place(line + tab..start)));
        }
    }

    fn refuse_empty(&mut self, style: Style, span: &Span) {
        let fault = match self.frames.as_slice() {
            // The whole file is empty; `refuse::root` says so.
            [] => return,
            [.., Frame { flow, open: Open::Map { key: Some((key, key_span)), .. }, .. }] => {
                let colon = self.text[key_span.end..].trim_start().starts_with(':');
                let alone = *flow && !colon;
                refuse::empty_value(self.file, key, key_span, span, style, alone)
            }
            [rest @ .., Frame { open, .. }] => {
                let list = match rest.last() {
                    Some(Frame { open: Open::Map { key: Some((key, _)), .. }, .. }) => Some(key),
                    _ => None,
                };
                let position = if let Open::List(items) = open { items.len() + 1 } else { 1 };
                refuse::empty_item(self.file, list.map(String::as_str), position, span, style)
            }
        };
        self.refuse(fault);
    }

    fn refuse_duplicates(&mut self, entries: &[Entry]) {
        let path = &self.file.path;
        let mut repeated = |first: &Entry, second: &Entry| {
            // An empty key was refused already.
            if !second.key.is_empty() {
                self.sink.push(refuse::duplicate_key(path, first, second));
            }
        };
        if entries.len() <= FEW {
            for (at, second) in entries.iter().enumerate() {
                if let Some(first) = entries[..at].iter().find(|entry| entry.key == second.key) {
                    repeated(first, second);
                }
            }
            return;
        }
        let mut sorted: Vec<&Entry> = entries.iter().collect();
        // A stable sort: of equal keys, the first in the text stays first.
        sorted.sort_by(|a, b| a.key.cmp(&b.key));
        for same in sorted.chunk_by(|a, b| a.key == b.key) {
            for second in &same[1..] {
                repeated(same[0], second);
            }
        }
    }

    /// Says why the text is not YAML, unless what stands on that line was refused already.
    fn stop(&mut self, error: &ScanError) -> ControlFlow<()> {
        let open = self.frames.iter().filter(|frame| frame.bracketed).map(|frame| frame.start);
        let at = error.marker().byte_offset().unwrap_or(self.end);
        let scene = Scene::new(self.file, at, self.end, open.collect());
        let line = scene.line(scene.at);
        let refused = self.sink[self.before..].iter().any(|fault| {
            line.contains(&fault.primary.place.start)
                && [codes::ANCHOR.name, codes::TAG.name].contains(&fault.name.as_str())
        });
        let fault = syntax::explain(&scene, error.kind());
        if !refused && (self.tabs || fault.name != codes::TAB_INDENT.name) {
            self.refuse(fault);
        }
        ControlFlow::Break(())
    }
}

fn scalar_node(text: Cow<'_, str>, style: Style, span: Span) -> Node {
    let text = text.into_owned();
    Node { span, content: Content::Scalar(Scalar { text, style, reading: Reading::Text }) }
}

/// Returns whether the text before a key ends in `?`, YAML's mark of a key.
fn is_asked(before: &str) -> bool {
    let trimmed = before.trim_end_matches([' ', '\t']);
    trimmed.len() < before.len()
        && trimmed.strip_suffix('?').is_some_and(|rest| {
            rest.chars().next_back().is_none_or(|c| c.is_whitespace() || "{[,".contains(c))
        })
}
