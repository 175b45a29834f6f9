//! `amur duplicates`: pairs of records that may be one enter, a list for people or for programs
//! leaves, with what to type next.

use super::screen::{Screen, Stream};
use super::{Progress, new, pages};
use crate::check;
use crate::cli::{Duplicates, PairFormat};
use crate::diagnostic::has_error;
use crate::duplicate::{Pair, Profile, Profiles, Verdict};
use crate::error::{Error, Result};
use crate::output;
use crate::record;
use crate::render::{self, Style};
use crate::run::Exit;
use crate::schema::Schemas;
use crate::sentence::counted;
use crate::source::Root;

/// Reasons that weigh less are left out of texts for people.
const LEAST: f32 = 0.2;

const COLUMNS: [&str; 12] = [
    "score", "kind", "id_1", "title_1", "date_1", "file_1", "id_2", "title_2", "date_2", "file_2",
    "verdict", "reasons",
];

/// Lists the pairs of records that may be one.
pub(super) fn list(root: &Root, wanted: &Duplicates, screen: &mut Screen) -> Result<Exit> {
    let Some((schemas, mut sink)) = pages(root, screen)? else { return Ok(Exit::Faults) };
    let kind = match &wanted.kind {
        Some(name) => {
            let kind = new::schema(&schemas, name)?.kind.as_str();
            schemas.kinds.iter().position(|schema| schema.kind == kind)
        }
        None => None,
    };
    let progress = Progress::begin();
    let hear = |done, total| progress.at(done, total);
    let dataset = record::read(root, &schemas, || Profiles::new(&schemas), &hear, &mut sink)?;
    check::dataset(&dataset.index, &dataset.facts, &schemas, &mut sink);
    let records = progress.end();
    if has_error(&sink) {
        let summary = render::summary(&sink, records);
        let text = format!("note: {summary}: those are not compared; `amur check` shows them\n");
        screen.print(Stream::Err, &text)?;
    }
    let mut pairs = dataset.rows.pairs(kind, wanted.min);
    let found = pairs.len();
    if !wanted.all {
        pairs.retain(|pair| verdict(pair) != Some(Verdict::Unsure));
    }
    let list = List { schemas: &schemas, pairs: &pairs, unsure: found - pairs.len() };
    match wanted.format {
        PairFormat::Text => list.text(wanted.min, screen)?,
        PairFormat::Json => list.json(screen)?,
        PairFormat::Csv => {
            let text = list.csv()?;
            screen.print(Stream::Out, &text)?;
        }
    }
    Ok(Exit::Clean)
}

struct List<'a> {
    schemas: &'a Schemas,
    pairs: &'a [Pair<'a>],
    unsure: usize,
}

fn verdict(pair: &Pair<'_>) -> Option<Verdict> {
    pair.decided.map(|decided| decided.verdict)
}

fn date(profile: &Profile) -> &str {
    let date = profile.when.as_ref().or(profile.published.as_ref());
    date.map_or("", |date| date.edtf.as_str())
}

impl List<'_> {
    fn kind(&self, pair: &Pair<'_>) -> &str {
        &self.schemas.kinds[pair.one.kind].kind
    }

    fn text(&self, least: u8, screen: &mut Screen) -> Result<()> {
        let style = screen.style(Stream::Out);
        for pair in self.pairs {
            if screen.is_closed() {
                return Ok(());
            }
            let text = self.one(pair, style);
            screen.print(Stream::Out, &text)?;
        }
        let same = self.pairs.iter().filter(|pair| verdict(pair) == Some(Verdict::Same)).count();
        let mut text = match self.pairs.len() {
            0 => format!("no two records look like one, at a score of {least} or more"),
            pairs => format!("{} that may be one", counted(pairs, "pair")),
        };
        if same > 0 {
            text.push_str(&format!(", of which {same} to be merged"));
        }
        if self.unsure > 0 {
            text.push_str(&format!("; `--all` shows {} more, judged unsure", self.unsure));
        }
        screen.print(Stream::Out, &format!("{text}\n"))
    }

    fn one(&self, pair: &Pair<'_>, style: Style) -> String {
        let (one, other) = (pair.one, pair.other);
        let head = match verdict(pair) {
            Some(Verdict::Same) => format!("to be merged  {}", self.kind(pair)),
            _ => format!("{} of 100  {}", pair.score, self.kind(pair)),
        };
        let mut lines = vec![style.bold(&head)];
        for profile in [one, other] {
            let (title, date) = (render::visible(&profile.title), date(profile));
            let line = [&*title, date].into_iter().filter(|part| !part.is_empty());
            lines.push(format!("  {}  {}", profile.id, line.collect::<Vec<_>>().join(", ")));
            lines.push(format!("    {}", profile.file));
        }
        for reason in pair.reasons.iter().filter(|reason| reason.weight.abs() >= LEAST) {
            let sign = if reason.weight > 0.0 { '+' } else { '-' };
            lines.push(format!("  {sign} {}", render::visible(&reason.text(one, other))));
        }
        if let Some(decided) = pair.decided {
            let because = render::visible(&decided.because);
            lines.push(format!("  judged {}: {because}", decided.verdict.word()));
            lines.push(format!("    {}", decided.file));
        }
        let (a, b) = (&one.id, &other.id);
        lines.push(match verdict(pair) {
            Some(Verdict::Same) => format!("  next: amur merge {a} {b}"),
            Some(_) => format!("  next: amur merge {a} {b}\n    or: change the verdict"),
            None => format!(
                "  next: amur merge {a} {b}\n    or: amur decide {a} {b} different --because \"...\""
            ),
        });
        lines.join("\n") + "\n\n"
    }

    fn json(&self, screen: &mut Screen) -> Result<()> {
        let record = |profile: &Profile| {
            serde_json::json!({
                "id": &*profile.id, "title": profile.title, "date": date(profile),
                "file": &*profile.file,
            })
        };
        for pair in self.pairs {
            if screen.is_closed() {
                break;
            }
            let reasons = pair.reasons.iter().map(|reason| {
                let weight = f64::from((reason.weight * 10.0).round()) / 10.0;
                serde_json::json!({"weight": weight, "text": reason.text(pair.one, pair.other)})
            });
            let decided = pair.decided.map(|decided| {
                serde_json::json!({
                    "verdict": decided.verdict.word(), "because": decided.because,
                    "file": &*decided.file,
                })
            });
            let object = serde_json::json!({
                "score": pair.score, "kind": self.kind(pair),
                "records": [record(pair.one), record(pair.other)],
                "reasons": reasons.collect::<Vec<_>>(), "decided": decided,
            });
            screen.print(Stream::Out, &format!("{object}\n"))?;
        }
        Ok(())
    }

    fn csv(&self) -> Result<String> {
        let rows = self.pairs.iter().map(|pair| {
            let mut row = vec![pair.score.to_string(), self.kind(pair).to_owned()];
            for profile in [pair.one, pair.other] {
                let date = date(profile).to_owned();
                row.extend([profile.id.to_string(), profile.title.clone(), date]);
                row.push(profile.file.to_string());
            }
            row.push(verdict(pair).map_or("", Verdict::word).to_owned());
            let reasons = pair.reasons.iter().map(|reason| {
                let sign = if reason.weight > 0.0 { '+' } else { '-' };
                format!("{sign} {}", reason.text(pair.one, pair.other))
            });
            row.push(reasons.collect::<Vec<_>>().join("; "));
            row.into_iter()
        });
        let bytes = output::csv_rows("CSV", COLUMNS.map(str::to_owned), rows)?;
        String::from_utf8(bytes).map_err(|error| Error::library("writing CSV", error))
    }
}
