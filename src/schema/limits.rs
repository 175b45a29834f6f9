//! Limits on values: patterns that can be read, and least values that are not above the
//! greatest. Faults leave, nothing else.

use serde_json::json;

use super::json;
use super::profile::Walk;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::yaml::Node;

const PAIRS: &[(&str, &str)] =
    &[("minimum", "maximum"), ("minItems", "maxItems"), ("minLength", "maxLength")];

/// Checks the limits in one map of keywords.
pub(super) fn check(walk: &mut Walk<'_>, node: &Node) {
    for (least, most) in PAIRS {
        ordered(walk, node, least, most);
    }
    let Some(pattern) = node.get("pattern") else { return };
    let Some(text) = pattern.text() else { return };
    if let Err(reason) = readable(text) {
        let place = walk.place(&pattern.span);
        let fault =
            Diagnostic::new(&codes::UNREADABLE_PATTERN, place, "the pattern cannot be read")
                .label(reason)
                .help("patterns are regular expressions, such as `^[A-Z]{3}$`");
        walk.fault(node, fault);
    }
}

fn ordered(walk: &mut Walk<'_>, node: &Node, least: &str, most: &str) {
    let (Some(low), Some(high)) = (node.entry(least), node.entry(most)) else { return };
    let number = |node: &Node| json::number(node).and_then(|number| number.as_f64());
    let (Some(a), Some(b)) = (number(&low.node), number(&high.node)) else { return };
    if a > b {
        let message = format!("`{least}` is greater than `{most}`");
        let fault = Diagnostic::new(&codes::EMPTY_RANGE, walk.place(&low.node.span), message)
            .label("no value can satisfy this")
            .related(walk.place(&high.node.span), "and this");
        walk.fault(node, fault);
    }
}

/// Asks the validator itself whether it can read a pattern.
fn readable(pattern: &str) -> Result<(), String> {
    match jsonschema::validator_for(&json!({ "type": "string", "pattern": pattern })) {
        Ok(_) => Ok(()),
        Err(_) => Err("not a regular expression".to_owned()),
    }
}
