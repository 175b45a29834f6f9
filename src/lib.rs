//! Amur compiles hand-written YAML records into a dataset that researchers can trust.
//!
//! Data goes one way, through rooms that each import only from the rooms above them in the
//! list below (a test holds the order):
//!
//! ```text
//! path ─source─▶ text ─yaml─▶ Node ─record─▶ Record ─table─▶ tables ─query─▶ summaries ─output─▶ outputs/
//!                  schemas/ ─schema─▶ Schemas ─▲ ─check─▶ what holds between records
//!         every room may drop Diagnostics into one sink ─▶ render ─▶ terminal, JSON, SARIF …
//! ```
//!
//! [`rule`] holds the tables against the rules that researchers write, [`duplicate`] finds records
//! that may be one, [`value`] reads the small languages that values are written in, [`translit`]
//! takes names from script to script, [`sentence`] and [`suggest`] help to word faults, and [`run`]
//! joins the rooms for each command of [`cli`].
//!
//! An [`error::Error`] says that the tool could not work; a [`diagnostic::Diagnostic`] says
//! that the data is wrong. No room prints, reads the clock, or stops at the first fault; only a
//! verdict that a person writes down gets its day from the clock, in `run`.
//!
//! ```
//! use amur::{run, source::Root};
//!
//! let root = Root::open("tests/fixtures/small".as_ref())?;
//! let faults = run::check(&root, &run::Choice::default(), &|_done, _total| ())?;
//! assert!(faults.is_empty());
//! # Ok::<(), amur::error::Error>(())
//! ```

pub mod error;
pub mod diagnostic;
pub mod codes;
pub mod sentence;
pub mod suggest;
pub mod translit;
pub mod source;
pub mod yaml;
pub mod value;
pub mod schema;
pub mod record;
pub mod check;
pub mod table;
pub mod query;
pub mod duplicate;
pub mod merge;
pub mod output;
pub mod render;
pub mod rule;
pub mod cli;
pub mod run;
