//! The schema decides the type: a node tree and its fields enter, every scalar leaves marked as
//! what its field holds. A text that is no number stays text, for the validator to refuse.

use crate::schema::{Field, Type};
use crate::yaml::{Content, Node, Reading, Scalar, Style};

/// Marks the values of a map by the fields that they stand under.
pub(super) fn mark(node: &mut Node, fields: &[Field]) {
    let Content::Map(entries) = &mut node.content else { return };
    for entry in entries {
        if let Some(field) = fields.iter().find(|field| field.name == entry.key) {
            mark_value(&mut entry.node, &field.holds);
        }
    }
}

fn mark_value(node: &mut Node, holds: &Type) {
    match (holds, &mut node.content) {
        (Type::Map(fields), Content::Map(_)) => mark(node, fields),
        (Type::List(item), Content::List(nodes)) => {
            for node in nodes {
                mark_value(node, &item.holds);
            }
        }
        (_, Content::Scalar(scalar)) => scalar.reading = reading(scalar, holds),
        _ => {}
    }
}

/// Returns what a scalar is, given what its field holds. A quoted number is text: other readers
/// of YAML see it so, and a record means the same to every reader.
fn reading(scalar: &Scalar, holds: &Type) -> Reading {
    let text = scalar.text.as_str();
    if scalar.style != Style::Plain {
        return Reading::Text;
    }
    match holds {
        Type::Boolean => match text {
            "true" => Reading::Boolean(true),
            "false" => Reading::Boolean(false),
            _ => Reading::Text,
        },
        Type::Integer if is_plain_integer(text) => {
            text.parse().map_or(Reading::Text, Reading::Integer)
        }
        Type::Number if is_plain_number(text) => {
            text.parse().ok().filter(|n: &f64| n.is_finite()).map_or(Reading::Text, Reading::Number)
        }
        _ => Reading::Text,
    }
}

/// Without a leading zero, which readers of YAML 1.1 take for an octal number.
fn is_plain_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'))
}

fn is_plain_number(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    is_plain_integer(whole)
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        || whole == "-0"
}
