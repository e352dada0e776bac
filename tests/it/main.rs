//! Integration tests: one binary, a module per concern.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails with the place where it stopped"
)]

mod document;
mod file;
mod grid;
mod model;
mod sample;
mod schema;
mod support;
