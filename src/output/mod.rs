//! The only writer: tables and pages enter, files under `outputs/` leave, all of them or none.

mod create;

pub use create::create;
