//! `amur decide`: two ids, a verdict and its reason enter, a record of the verdict leaves. The one
//! place that asks which day it is: a person's command is written down once.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::NaiveDate;

use super::screen::{Screen, Stream};
use super::{Exit, pages};
use crate::cli::{Decide, Decision};
use crate::diagnostic::Sink;
use crate::duplicate::{Decided, Verdict, decided};
use crate::error::{Error, Result};
use crate::output;
use crate::record::{Admitter, Index};
use crate::schema::{Role, Schema, Schemas};
use crate::sentence::both;
use crate::source::Root;
use crate::suggest;
use crate::yaml::quoted;

/// The longest id that a verdict is given.
const LONGEST: usize = 90;

impl From<Decision> for Verdict {
    fn from(decision: Decision) -> Verdict {
        match decision {
            Decision::Same => Verdict::Same,
            Decision::Different => Verdict::Different,
            Decision::Unsure => Verdict::Unsure,
        }
    }
}

/// Writes down what a person decided.
pub(super) fn decide(root: &Root, decision: &Decide, screen: &mut Screen) -> Result<Exit> {
    let Some((schemas, mut sink)) = pages(root, screen)? else { return Ok(Exit::Faults) };
    let (schema, keys) = page(&schemas)?;
    // Faults of other files do not matter here.
    let index = Index::list(root, &schemas, &mut sink)?;
    let mut records = [decision.one.as_str(), decision.other.as_str()];
    records.sort_unstable();
    comparable(&schemas, &index, records)?;
    let because = decision.because.trim();
    if because.is_empty() {
        return Err(request("say why after `--because`: those who come later will ask"));
    }
    if let Some(known) = standing(root, &schemas, &index, schema, records)? {
        return Err(request(format!(
            "{} were judged {} already: {}\n  {}\nto judge them anew, change that file",
            both(records),
            known.verdict.word(),
            known.because,
            known.file
        )));
    }
    let id = id(records, &index);
    let path = format!("records/{}/{id}.yaml", schema.kind);
    output::create(root, &path, &keys.text(decision, records, because)?)?;
    let [a, b] = records;
    let next = match decision.verdict.into() {
        Verdict::Same => format!("to make one record of them, run `amur merge {a} {b}`"),
        Verdict::Different => "they are not shown as duplicates again".to_owned(),
        Verdict::Unsure => "`amur duplicates --all` still shows them".to_owned(),
    };
    screen.print(Stream::Out, &format!("wrote {path}: {next}\n"))?;
    Ok(Exit::Clean)
}

fn request(text: impl Into<String>) -> Error {
    Error::Request(text.into())
}

/// The keys of a verdict's record.
struct Keys<'a> {
    records: &'a str,
    verdict: &'a str,
    because: &'a str,
    on: Option<&'a str>,
}

/// Returns the kind that keeps verdicts.
fn page(schemas: &Schemas) -> Result<(&Schema, Keys<'_>)> {
    for schema in &schemas.kinds {
        let name = |role: Role| schema.with_role(role).map(|field| field.name.as_str());
        if let (Some(records), Some(verdict), Some(because)) =
            (name(Role::Compared), name(Role::Verdict), name(Role::Reason))
        {
            let on = name(Role::When);
            return Ok((schema, Keys { records, verdict, because, on }));
        }
    }
    Err(request(
        "no kind of this dataset keeps verdicts: its page has fields with the roles `compared`, \
         `verdict` and `reason`",
    ))
}

impl Keys<'_> {
    fn text(&self, decision: &Decide, [a, b]: [&str; 2], because: &str) -> Result<String> {
        let mut text = format!(
            "{}: [{a}, {b}]\n{}: {}\n{}: {}\n",
            self.records,
            self.verdict,
            Verdict::from(decision.verdict).word(),
            self.because,
            quoted(because)
        );
        if let Some(key) = self.on {
            let day = match decision.on {
                Some(day) => day,
                None => today()?,
            };
            text.push_str(&format!("{key}: \"{day}\"\n"));
        }
        Ok(text)
    }
}

/// Returns the day that it is in Greenwich.
fn today() -> Result<NaiveDate> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let day = i32::try_from(seconds / 86_400).ok().and_then(NaiveDate::from_epoch_days);
    day.ok_or_else(|| request("this computer's clock shows no day: say it after `--on`"))
}

/// Says why two records cannot be judged, if so.
fn comparable(schemas: &Schemas, index: &Index, records: [&str; 2]) -> Result<()> {
    let [one, other] = records;
    if one == other {
        return Err(request(format!("`{one}` stands there twice: a verdict is about two records")));
    }
    let kind = |id: &str| {
        let listed = index.get(id).ok_or_else(|| {
            let ids = index.records().iter().map(|listed| &*listed.id);
            let cure = suggest::nearest(id, ids);
            let cure = cure.map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
            request(format!("no record has the id `{id}`{cure}"))
        })?;
        Ok(schemas.kinds[listed.kind].kind.as_str())
    };
    let (first, second) = (kind(one)?, kind(other)?);
    if first != second {
        return Err(request(format!(
            "`{one}` is in {first}, `{other}` in {second}: only records of one kind are compared"
        )));
    }
    Ok(())
}

/// Returns the verdict on two records that stands already.
fn standing(
    root: &Root,
    schemas: &Schemas,
    index: &Index,
    schema: &Schema,
    records: [&str; 2],
) -> Result<Option<Decided>> {
    let admitter = Admitter::new(schemas, index)?;
    let mut sink = Sink::new();
    let of_kind = |kind: usize| schemas.kinds[kind].kind == schema.kind;
    for listed in index.records().iter().filter(|listed| of_kind(listed.kind)) {
        let Some(file) = root.read(&listed.file, &mut sink) else { continue };
        let (record, _) = admitter.admit(listed, &file, &mut sink);
        let known = record.and_then(|record| decided(&record, &schema.fields).flatten());
        if let Some(known) = known.filter(|known| known.records == records) {
            return Ok(Some(known));
        }
    }
    Ok(None)
}

/// Returns an id for a verdict on two records that nothing has yet.
fn id([one, other]: [&str; 2], index: &Index) -> String {
    let mut start = format!("{one}-or-{other}");
    start.truncate(LONGEST);
    let start = start.trim_end_matches('-');
    let free = |id: &String| index.get(id).is_none();
    let numbered = (2..).map(|number: u32| format!("{start}-{number}"));
    std::iter::once(start.to_owned()).chain(numbered).find(free).unwrap_or_default()
}
