//! Amur compiles hand-written YAML records into a dataset that researchers can trust.
//!
//! Data goes one way, through rooms that each import only from the rooms above them in the
//! list below (a test holds the order):
//!
//! ```text
//! path ─source─▶ text ─yaml─▶ Node ─record (schema, value)─▶ Record ─table─▶ frames ─query─▶ summaries ─output─▶ outputs/
//!         every room may drop Diagnostics into one sink ─▶ render ─▶ terminal, JSON
//! ```
//!
//! An [`error::Error`] says that the tool could not work; a [`diagnostic::Diagnostic`] says
//! that the data is wrong. No room prints, reads the clock, or stops at the first fault.

pub mod error;
pub mod diagnostic;
pub mod codes;
pub mod sentence;
pub mod suggest;
pub mod source;
pub mod yaml;
pub mod value;
pub mod schema;
pub mod record;
pub mod check;
pub mod table;
pub mod query;
pub mod output;
pub mod render;
pub mod cli;
pub mod run;
