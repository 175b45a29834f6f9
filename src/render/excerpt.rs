//! The part of a text that a diagnostic shows: a text and spans enter, a short text that is
//! safe to print leaves, with the spans moved along. No words are added here.

use super::visible::stand_in;
use crate::diagnostic::Span;
use crate::source::{Lines, Position};

/// Lines longer than this, in bytes, are cut around what they show.
const LONG: usize = 600;
/// What is kept before and after the start of a span in a long line, in bytes.
const AROUND_START: usize = 60;
/// What is kept before and after the end of a span in a long line, in bytes.
const AROUND_END: usize = 30;
/// Lines further than this from the ends of all spans are never printed.
const NEAR: usize = 6;

/// A short text to print and where the spans are in it.
pub(super) struct Excerpt {
    pub(super) text: String,
    /// Number of its first line in the whole text, from 1.
    pub(super) first_line: usize,
    /// The spans, in the order in which they came.
    pub(super) spans: Vec<Span>,
    /// Where the first span starts in the whole text.
    pub(super) head: Position,
}

/// A byte that must be found again in the excerpt.
struct Mark {
    old: usize,
    new: usize,
    reach: usize,
}

/// Returns the excerpt that shows these spans; there is at least one.
pub(super) fn excerpt(text: &Lines<'_>, spans: &[Span]) -> Excerpt {
    let spans: Vec<Span> = spans.iter().map(|span| settle(text, span)).collect();
    let mut marks: Vec<Mark> = Vec::new();
    for span in &spans {
        marks.push(Mark { old: span.start, new: 0, reach: AROUND_START });
        marks.push(Mark { old: span.end, new: 0, reach: AROUND_END });
    }
    let lines: Vec<usize> = marks.iter().map(|mark| text.line(mark.old)).collect();
    let first = lines.iter().copied().min().unwrap_or(1);
    let last = lines.iter().copied().max().unwrap_or(1);
    let mut out = String::new();
    for line in first..=last {
        if line > first {
            out.push('\n');
        }
        if lines.iter().any(|marked| marked.abs_diff(line) <= NEAR) {
            let mut here: Vec<&mut Mark> = marks
                .iter_mut()
                .zip(&lines)
                .filter_map(|(mark, marked)| (*marked == line).then_some(mark))
                .collect();
            here.sort_by_key(|mark| mark.old);
            push_line(text, line, &mut here, &mut out);
        }
    }
    let head = text.position(spans.first().map_or(0, |span| span.start));
    let spans = marks.chunks(2).map(|pair| pair[0].new..pair[1].new).collect();
    Excerpt { text: out, first_line: first, spans, head }
}

/// Returns the span as it is drawn: inside the text, without the blank that follows its last
/// line, and at the end of the last line where it is at the end of the text.
fn settle(text: &Lines<'_>, span: &Span) -> Span {
    let start = inside_line(text, text.floor(span.start));
    let end = text.floor(span.end.max(start));
    let shown = &text.text()[start..end];
    let end = if shown.contains('\n') { start + shown.trim_end().len() } else { end };
    start..inside_line(text, end).max(start)
}

/// Returns the offset moved before the line break that it is in or, at the end, behind.
fn inside_line(text: &Lines<'_>, offset: usize) -> usize {
    let line = text.line(offset);
    let (start, end) = text.bounds(line);
    if offset == text.text().len() && start == end && line > 1 {
        return text.bounds(line - 1).1;
    }
    offset.min(end)
}

/// Appends one line as it is printed and says where the marks have gone.
fn push_line(text: &Lines<'_>, line: usize, marks: &mut [&mut Mark], out: &mut String) {
    let (start, end) = text.bounds(line);
    let windows = windows(text, start..end, marks);
    let mut done = 0;
    for window in &windows {
        if window.start > start {
            out.push('\u{2026}');
        }
        for (at, c) in text.text()[window.clone()].char_indices() {
            while done < marks.len() && marks[done].old <= window.start + at {
                marks[done].new = out.len();
                done += 1;
            }
            match stand_in(c) {
                Some(text) => out.push_str(&text),
                None => out.push(c),
            }
        }
        while done < marks.len() && marks[done].old <= window.end {
            marks[done].new = out.len();
            done += 1;
        }
    }
    if windows.last().is_some_and(|window| window.end < end) {
        out.push('\u{2026}');
    }
}

/// Returns the parts of a line that are printed: all of it, or what is around the marks.
fn windows(text: &Lines<'_>, line: Span, marks: &[&mut Mark]) -> Vec<Span> {
    if line.len() <= LONG {
        return vec![line];
    }
    if marks.is_empty() {
        let end = text.floor(line.start + 2 * AROUND_START);
        return std::iter::once(line.start..end).collect();
    }
    let mut windows: Vec<Span> = Vec::new();
    for mark in marks {
        let start = text.floor(mark.old.saturating_sub(mark.reach).max(line.start));
        let end = text.floor((mark.old + mark.reach).min(line.end));
        match windows.last_mut() {
            Some(last) if start <= last.end + 3 => last.end = last.end.max(end),
            _ => windows.push(start..end),
        }
    }
    windows
}
