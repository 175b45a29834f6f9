//! The only writer: tables and pages enter, files under `outputs/` leave, all of them or none.
