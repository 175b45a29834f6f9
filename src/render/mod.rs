//! Diagnostics to text, for people and for machines. They enter sorted, with the dataset that
//! their places are in; nothing here knows a rule, and nothing is printed.

mod arrange;
mod diff;
mod excerpt;
mod github;
mod json;
mod junit;
mod sarif;
mod style;
mod summary;
mod text;
mod texts;
mod visible;
mod words;

pub use arrange::{Told, arranged, shorten};
pub use diff::diff;
pub use github::github;
pub use json::Json;
pub use junit::junit;
pub use sarif::sarif;
pub use style::Style;
pub use summary::{stages, summary};
pub use text::{Text, sql, text};
pub use visible::visible;
