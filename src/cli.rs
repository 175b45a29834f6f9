//! The words of the command line; no behaviour.
