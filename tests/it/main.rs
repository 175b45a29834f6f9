//! All integration tests in one binary, so that polars is linked once.

mod console;
mod editor;
mod house;
mod notebook;
mod python;
mod query;
mod render;
mod value;

mod schema;

mod schema;
mod summaries;

mod schema;
mod value;
