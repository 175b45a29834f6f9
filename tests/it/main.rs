//! All integration tests in one binary, so that polars is linked once.
mod console;
mod render;
