//! The only writer: tables and pages enter, files under `outputs/` leave, all of them or none;
//! changed records too.

mod cells;
mod codebook;
mod create;
mod csv;
mod described;
mod package;
mod parquet;
mod place;
mod report;
mod rewrite;
mod template;

pub use codebook::Codebook;
pub use create::{create, replace};
pub use csv::{csv, csv_rows};
pub use package::{Resource, package};
pub use parquet::parquet;
pub use place::{Staging, write_one};
pub use report::{YEAR, report_html};
pub use rewrite::{Rewrite, Step, Watch, recover};
pub use template::Templates;
