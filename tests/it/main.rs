//! All integration tests in one binary, so that polars is linked once.
mod editor;
mod house;
mod notebook;
mod python;
mod schema;


mod query;

mod render;
