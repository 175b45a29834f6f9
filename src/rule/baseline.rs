//! The ratchet: hits that were there when a rule came enter once, and what is cured leaves. A
//! hit that it keeps is not shown, until its record is changed.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::hit::Hit;
use super::page::Rule;
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::error::{Error, Result};
use crate::source::Root;
use crate::yaml::{self, Node};

/// The file of the ratchet.
pub const FILE: &str = "schemas/baseline.yaml";

const HEAD: &str = "\
# Hits that were there when their rule came: `amur check --baseline` shows them only once their
# record is changed. `amur baseline` takes out what is cured; nothing else is ever added to a rule.
";

/// What is kept: of each rule the records, with a digest of their texts.
#[derive(Debug, Default)]
pub struct Baseline {
    rules: BTreeMap<String, BTreeMap<String, Kept>>,
}

#[derive(Debug, Clone)]
struct Kept {
    digest: String,
    place: Place,
}

impl Baseline {
    /// Reads the ratchet of a dataset, which is empty where there is no file.
    pub fn read(root: &Root, sink: &mut Sink) -> Result<Baseline> {
        let mut baseline = Baseline::default();
        let path: Arc<str> = Arc::from(FILE);
        if !root.list("schemas", sink)?.contains(&path) {
            return Ok(baseline);
        }
        let Some(file) = root.read(&path, sink) else { return Ok(baseline) };
        // Where every hit is cured, only the comment is left.
        if file.text.lines().all(|line| line.is_empty() || line.starts_with('#')) {
            return Ok(baseline);
        }
        let Some(node) = yaml::parse(&file, sink) else { return Ok(baseline) };
        for rule in node.map().unwrap_or_default() {
            let records = match (rule.node.map(), rule.node.list()) {
                (Some(records), _) => records,
                // `[]`: all of this rule's hits are cured.
                (None, Some([])) => &[],
                _ => {
                    sink.push(broken(&path, &rule.node));
                    continue;
                }
            };
            let kept = baseline.rules.entry(rule.key.clone()).or_default();
            for record in records {
                let place = Place::new(&path, record.key_span.clone());
                match record.node.text() {
                    Some(digest) => {
                        let digest = digest.to_owned();
                        kept.insert(record.key.clone(), Kept { digest, place });
                    }
                    None => sink.push(broken(&path, &record.node)),
                }
            }
        }
        Ok(baseline)
    }

    /// Returns whether a hit is kept, which it is as long as its record is as it was.
    pub(super) fn keeps(&self, rule: &Rule, hit: &Hit, root: &Root) -> bool {
        let kept = self.rules.get(&rule.id).and_then(|records| records.get(&*hit.record));
        kept.is_some_and(|kept| digest(root, &hit.file).as_ref() == Some(&kept.digest))
    }

    /// Says which records a rule does not hit any more.
    pub(super) fn judge(&self, rule: &Rule, hits: &[Hit], sink: &mut Sink) {
        let hit: HashSet<&str> = hits.iter().map(|hit| &*hit.record).collect();
        let records = self.rules.get(&rule.id).into_iter().flatten();
        for (record, kept) in records.filter(|(record, _)| !hit.contains(record.as_str())) {
            let message = format!("`{}` does not hit `{record}` any more", rule.id);
            sink.push(
                Diagnostic::new(&codes::CURED_HIT, kept.place.clone(), message)
                    .help("`amur baseline` takes it out"),
            );
        }
    }

    /// Takes up the hits of a rule that it does not know yet. Returns how many records they are.
    pub fn take_up(&mut self, rule: &Rule, hits: &[Hit], root: &Root) -> Result<usize> {
        if self.rules.contains_key(&rule.id) {
            let text = format!(
                "`{FILE}` knows `{}` already, and only ever shrinks: mend the records, or waive \
                 the rule in them",
                rule.id
            );
            return Err(Error::Request(text));
        }
        let kept = hits.iter().filter_map(|hit| {
            let digest = digest(root, &hit.file)?;
            let place = Place::file(&hit.file);
            Some((hit.record.to_string(), Kept { digest, place }))
        });
        let kept: BTreeMap<String, Kept> = kept.collect();
        let count = kept.len();
        self.rules.insert(rule.id.clone(), kept);
        Ok(count)
    }

    /// Takes out the records that a rule does not hit any more, or that were changed. Returns
    /// how many they are.
    pub fn shrink(&mut self, rule: &Rule, hits: &[Hit], root: &Root) -> usize {
        let Some(records) = self.rules.get_mut(&rule.id) else { return 0 };
        let before = records.len();
        let now: BTreeMap<&str, &Arc<str>> =
            hits.iter().map(|hit| (&*hit.record, &hit.file)).collect();
        records.retain(|record, kept| {
            let file = now.get(record.as_str());
            file.is_some_and(|file| digest(root, file).as_ref() == Some(&kept.digest))
        });
        before - records.len()
    }

    /// Returns the text of the file.
    pub fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (rule, records) in &self.rules {
            match records.is_empty() {
                true => text.push_str(&format!("{rule}: []\n")),
                false => text.push_str(&format!("{rule}:\n")),
            }
            for (record, kept) in records {
                text.push_str(&format!("  {record}: {}\n", yaml::quoted(&kept.digest)));
            }
        }
        text
    }
}

fn broken(file: &Arc<str>, node: &Node) -> Diagnostic {
    let place = Place::new(file, node.span.clone());
    Diagnostic::new(&codes::BROKEN_BASELINE, place, "this is nothing that the baseline keeps")
        .help("under each rule stand the ids of records, each with the digest of its text")
}

/// Returns the first letters of the digest of a record's text.
fn digest(root: &Root, file: &str) -> Option<String> {
    let text = root.text(file)?;
    let digest = Sha256::digest(text.as_bytes());
    Some(digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect())
}
