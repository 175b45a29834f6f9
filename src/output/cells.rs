//! The cells of a frame as texts: a column enters, one text or nothing for each row leaves.

use chrono::NaiveDate;
use polars::prelude::{AnyValue, Column};

/// Returns the cells of a column as CSV and the codebook write them: days in ISO 8601, lists as
/// JSON, `true` and `false`; nothing for an absent one.
pub(super) fn texts(column: &Column) -> Vec<Option<String>> {
    column.as_materialized_series().rechunk().iter().map(|value| text(&value)).collect()
}

/// Returns one cell.
pub(super) fn text(value: &AnyValue<'_>) -> Option<String> {
    match value {
        AnyValue::Null => None,
        AnyValue::String(text) => Some((*text).to_owned()),
        AnyValue::StringOwned(text) => Some(text.to_string()),
        AnyValue::Date(days) => NaiveDate::from_epoch_days(*days).map(|day| day.to_string()),
        AnyValue::Float64(number) => Some(number.to_string()),
        AnyValue::List(items) => {
            let items: Vec<_> = items.iter().map(|item| text(&item)).collect();
            Some(serde_json::Value::from(items).to_string())
        }
        other => {
            other.get_str().map_or_else(|| Some(other.to_string()), |text| Some(text.to_owned()))
        }
    }
}
