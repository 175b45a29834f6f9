//! Rules that researchers write: the pages of `schemas/rules/` and the tables enter, diagnostics
//! at the values that break a rule leave. Nothing here knows what any rule is about.

mod baseline;
mod example;
mod hit;
mod judge;
mod memory;
mod page;
mod template;
mod waiver;

pub use baseline::{Baseline, FILE as BASELINE};
pub use example::{accept, wrong};
pub use hit::{Hit, hits};
pub use judge::{Judge, queries, try_examples};
pub use memory::Memory;
pub use page::Rule;
pub use waiver::Waivers;

use std::collections::HashMap;
use std::sync::Arc;

use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::error::Result;
use crate::source::{Root, Texts};

/// Where the pages are.
const FOLDER: &str = "schemas/rules";

/// Where the records are that the examples of all rules may refer to.
const STAGE: &str = "schemas/rules/stage";

/// The rules of a dataset, in the order of their codes.
#[derive(Debug, Default)]
pub struct Rules {
    /// The rules whose pages are sound.
    pub all: Vec<Rule>,
    /// Records that every example may refer to.
    stage: Texts,
}

impl Rules {
    /// Reads the pages, or says what is wrong with them.
    pub fn read(root: &Root, sink: &mut Sink) -> Result<Rules> {
        let mut rules = Rules::default();
        for path in root.list(FOLDER, sink)? {
            if let Some(record) = path.strip_prefix(STAGE) {
                let text = root.read(&path, sink).map(|file| file.text);
                rules.stage.insert(Arc::from(format!("records{record}")), text);
            } else if path.ends_with(".md") && !path.ends_with("/README.md") {
                let file = root.read(&path, sink);
                rules.all.extend(file.and_then(|file| Rule::read(file, sink)));
            }
        }
        rules.all.sort_by(|a, b| (&a.id, &a.file).cmp(&(&b.id, &b.file)));
        rules.judge_names(sink);
        Ok(rules)
    }

    /// Returns the rule with this code or name.
    pub fn find(&self, word: &str) -> Option<&Rule> {
        self.all.iter().find(|rule| rule.id.eq_ignore_ascii_case(word) || rule.name == word)
    }

    /// Says which codes and names are taken twice, and keeps the first that has them.
    fn judge_names(&mut self, sink: &mut Sink) {
        let mut taken: HashMap<String, Place> = HashMap::new();
        self.all.retain(|rule| {
            let first = [&rule.id, &rule.name]
                .into_iter()
                .find_map(|word| Some((word, Some(taken.get(word)?.clone()))));
            let engine = codes::find(&rule.name).map(|_| (&rule.name, None));
            let Some((word, first)) = first.or(engine) else {
                let place = rule.place(rule.heading.clone());
                taken.insert(rule.id.clone(), place.clone());
                taken.insert(rule.name.clone(), place);
                return true;
            };
            let fault = Diagnostic::new(
                &codes::REPEATED_RULE,
                rule.place(rule.heading.clone()),
                format!("`{word}` is taken"),
            )
            .help("give each rule a code and a name of its own");
            sink.push(match first {
                Some(place) => fault.related(place, "by this rule"),
                None => fault.note(format!("`amur explain {word}` says by what")),
            });
            false
        });
    }
}
