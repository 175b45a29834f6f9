//! What a person wants to hear of: codes and days of the command line enter, whether a fault
//! is shown leaves.

use chrono::NaiveDate;

use crate::codes;
use crate::error::{Error, Result};
use crate::rule::{Rule, Rules};
use crate::suggest;

/// Which faults are shown, and as of when; by default all of them.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Codes, beginnings of codes or names; where there are any, only their faults are shown.
    pub only: Vec<String>,
    /// Codes, beginnings of codes or names whose faults are not shown.
    pub skip: Vec<String>,
    /// Whether the hits that the baseline keeps are left out.
    pub baseline: bool,
    /// The day of which the dataset speaks, instead of the newest on which a source came out.
    pub as_of: Option<NaiveDate>,
}

impl Choice {
    /// Returns whether the faults of a code are shown.
    pub(super) fn shows(&self, id: &str, name: &str) -> bool {
        let among = |words: &[String]| words.iter().any(|word| means(word, id, name));
        (self.only.is_empty() || among(&self.only)) && !among(&self.skip)
    }

    /// Returns whether a rule is run.
    pub(super) fn wants(&self, rule: &Rule) -> bool {
        self.shows(&rule.id, &rule.name)
    }

    /// Fails at the first word that is no code.
    pub(super) fn judge(&self, rules: &Rules) -> Result<()> {
        for word in self.only.iter().chain(&self.skip) {
            if !all(rules).any(|(id, name)| means(word, id, name)) {
                return Err(unknown(word, rules));
            }
        }
        Ok(())
    }
}

/// Returns the ids and names of all codes, those of rules last.
fn all(rules: &Rules) -> impl Iterator<Item = (&str, &str)> {
    let engine = codes::ALL.iter().map(|code| (code.id(), code.name));
    engine.chain(rules.all.iter().map(|rule| (&*rule.id, &*rule.name)))
}

/// Returns the error of a word that is no code.
pub(super) fn unknown(word: &str, rules: &Rules) -> Error {
    let words = all(rules).flat_map(|(id, name)| [id, name]);
    let cure = match suggest::nearest(word, words) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`amur explain` lists all codes".to_owned(),
    };
    Error::Request(format!("there is no code `{word}`: {cure}"))
}

fn means(word: &str, id: &str, name: &str) -> bool {
    let begins = id.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    word == name || (begins && !word.is_empty())
}
