//! The only writer: tables and pages enter, files under `outputs/` leave, all of them or none.

mod cells;
mod codebook;
mod create;
mod csv;
mod described;
mod package;
mod parquet;
mod place;

pub use codebook::{TEMPLATE, codebook_csv, codebook_html};
pub use create::create;
pub use csv::csv;
pub use package::{Resource, package};
pub use parquet::parquet;
pub use place::{Artifact, Content, write, write_one};
