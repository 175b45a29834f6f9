//! The ids that name records: kebab-case Latin, which is also how their files are named.

use super::Fault;

/// Checks that a text has the form of an id.
pub fn check(text: &str) -> Result<(), Fault> {
    let _ = text;
    Ok(())
}
