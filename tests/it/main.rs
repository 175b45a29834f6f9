//! All integration tests in one binary, so that polars is linked once.

mod ci;
mod console;
mod duplicate;
mod editor;
mod folder;
mod formats;
mod hostile;
mod house;
mod listing;
mod merge;
mod notebook;
mod pages;
mod python;
mod query;
mod reading;
mod render;
mod report;
mod rewrite;
mod rules;
mod schema;
mod summaries;
mod tables;
mod translit;
mod unite;
mod value;
mod watch;
