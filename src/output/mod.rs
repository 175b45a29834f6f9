//! The only writer: tables and pages enter, files under `outputs/` leave, all of them or none.

mod cells;
mod codebook;
mod create;
mod csv;
mod described;
mod package;
mod parquet;
mod place;
mod report;
mod template;

pub use codebook::Codebook;
pub use create::{create, replace};
pub use csv::{csv, csv_rows};
pub use package::{Resource, package};
pub use parquet::parquet;
pub use place::{Staging, write_one};
pub use report::{YEAR, report_html};
pub use template::Templates;
