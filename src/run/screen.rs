//! What is printed: the only writer to standard output and standard error. Finished texts
//! enter; a reader who has gone away (`| head`) is no failure.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use anstream::{AutoStream, ColorChoice};

use crate::cli::Color;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::render::{self, Style};
use crate::sentence::counted;
use crate::source::Root;

/// Standard output and standard error, with what they can show.
pub struct Screen {
    out: BufWriter<Stdout>,
    out_style: Style,
    err_style: Style,
    closed: bool,
}

/// One of the two streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stream {
    /// Standard output: what was asked for.
    Out,
    /// Standard error: what is said besides.
    Err,
}

impl Screen {
    /// Opens both streams; colours are as asked for, or as the stream and the environment want.
    pub fn new(color: Color) -> Screen {
        let choice = |auto: ColorChoice| match color {
            Color::Auto => auto != ColorChoice::Never,
            Color::Always => true,
            Color::Never => false,
        };
        let (out, err) = (io::stdout(), io::stderr());
        Screen {
            out_style: style(
                choice(AutoStream::choice(&out)),
                terminal_size::terminal_size_of(&out),
            ),
            err_style: style(
                choice(AutoStream::choice(&err)),
                terminal_size::terminal_size_of(&err),
            ),
            out: BufWriter::with_capacity(1 << 16, out),
            closed: false,
        }
    }

    /// Returns how texts for this stream are to look.
    pub(super) fn style(&self, stream: Stream) -> Style {
        match stream {
            Stream::Out => self.out_style,
            Stream::Err => self.err_style,
        }
    }

    /// Returns whether a person reads standard output at a terminal.
    pub(super) fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Returns whether nobody reads standard output any more.
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Prints a text as it is.
    pub(super) fn print(&mut self, stream: Stream, text: &str) -> Result<()> {
        match stream {
            Stream::Out if self.closed => Ok(()),
            Stream::Out => {
                let written = self.out.write_all(text.as_bytes());
                self.still_read(written)
            }
            Stream::Err => {
                // What standard error does not take, nobody can be told.
                let _ = self.out.flush();
                let _ = io::stderr().write_all(text.as_bytes());
                Ok(())
            }
        }
    }

    /// Prints diagnostics for people, with the sum of them.
    pub(super) fn faults(
        &mut self,
        stream: Stream,
        faults: &[Diagnostic],
        root: &Root,
        records: usize,
    ) -> Result<()> {
        let style = self.style(stream);
        let mut render = render::Text::new(root, style);
        let mut told = render::arranged(faults);
        let left_out = render::shorten(&mut told);
        for told in told {
            if self.closed && stream == Stream::Out {
                return Ok(());
            }
            let text = render.told(&told);
            self.print(stream, &text)?;
        }
        for (code, number) in &left_out {
            let more = counted(*number, "more info");
            let text = format!("{code}: {more}; `amur check --only {code}` shows all\n");
            self.print(stream, &text)?;
        }
        if !left_out.is_empty() {
            self.print(stream, "\n")?;
        }
        self.print(stream, &sum(faults, records, style))
    }

    /// Prints what has kept the tool from working, with its causes.
    pub fn error(&mut self, error: &Error) {
        let style = self.err_style;
        let mut text = format!("{}: {}\n", style.red("error"), render::visible(&error.to_string()));
        let mut cause = std::error::Error::source(error);
        while let Some(error) = cause {
            text.push_str(&format!("  caused by: {}\n", render::visible(&error.to_string())));
            cause = error.source();
        }
        let _ = self.print(Stream::Err, &text);
    }

    /// Sends off what is still held back.
    pub(super) fn finish(&mut self) -> Result<()> {
        let flushed = if self.closed { Ok(()) } else { self.out.flush() };
        self.still_read(flushed)
    }

    fn still_read(&mut self, written: io::Result<()>) -> Result<()> {
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            written => written.map_err(|error| Error::io("write", "standard output", error)),
        }
    }
}

fn style(color: bool, size: Option<(terminal_size::Width, terminal_size::Height)>) -> Style {
    let width = size.map_or(Style::PLAIN.width, |(width, _)| usize::from(width.0));
    Style { color, width }
}

/// Returns the last lines of a check: how many faults there are, and the order in which to
/// mend them.
pub(super) fn sum(faults: &[Diagnostic], records: usize, style: Style) -> String {
    let summary = render::summary(faults, records);
    let summary = match faults.iter().map(|fault| fault.severity).min() {
        Some(Severity::Error) => style.red(&summary),
        Some(_) => style.bold(&summary),
        None => style.green(&summary),
    };
    let mut text = format!("{summary}\n");
    if let Some(stages) = render::stages(faults) {
        text.push_str(&format!("{stages}\n"));
    }
    text
}
