//! What `amur check` prints: the faults enter, one of the forms of `render` leaves, chosen on the
//! command line. No fault is added or left out here.

use super::screen::{self, Screen, Stream};
use crate::cli::CheckFormat;
use crate::codes::{self, Described};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::error::Result;
use crate::render::{self, Style};
use crate::rule::{Rule, Rules};
use crate::source::Root;

/// Prints the faults of a dataset of so many records. Where a form tells good files from bad
/// ones, faults of this weight and above make a bad one.
pub(super) fn print(
    faults: &[Diagnostic],
    format: CheckFormat,
    root: &Root,
    records: usize,
    worst: Severity,
    screen: &mut Screen,
) -> Result<()> {
    let text = match format {
        CheckFormat::Text => return screen.faults(Stream::Out, faults, root, records),
        CheckFormat::Json => return json(faults, root, screen),
        CheckFormat::Sarif => {
            // What is wrong with the pages of rules is among the faults already.
            let rules = Rules::read(root, &mut Sink::new())?;
            let mut pages: Vec<Described<'_>> =
                codes::ALL.iter().map(|code| code.described()).collect();
            pages.extend(rules.all.iter().map(Rule::described));
            render::sarif(faults, root, &pages)
        }
        CheckFormat::Github => {
            render::github(faults, root, &screen::sum(faults, records, Style::PLAIN))
        }
        CheckFormat::Junit => {
            let mut files = root.list("records", &mut Sink::new())?;
            files.retain(|file| file.ends_with(".yaml"));
            let read = if records > 0 { &files[..] } else { &[] };
            let unread = if records > 0 { &[] } else { &files[..] };
            render::junit(faults, root, read, unread, worst)
        }
    };
    screen.print(Stream::Out, &text)
}

fn json(faults: &[Diagnostic], root: &Root, screen: &mut Screen) -> Result<()> {
    let mut render = render::Json::new(root);
    for fault in faults {
        screen.print(Stream::Out, &format!("{}\n", render.one(fault)))?;
    }
    Ok(())
}
