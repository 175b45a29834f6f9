//! Diagnostics to text, for people and for machines. They enter sorted, with the dataset that
//! their places are in; nothing here knows a rule, and nothing is printed.

mod diff;
mod excerpt;
mod json;
mod style;
mod summary;
mod text;
mod texts;
mod visible;

pub use diff::diff;
pub use json::Json;
pub use style::Style;
pub use summary::{begin_with, summary};
pub use text::{Text, sql, text};
pub use visible::visible;
