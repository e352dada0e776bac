//! Integration tests: one binary, a module per concern.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails with the place where it stopped"
)]

mod document;
mod file;
mod grid;
mod relation;
mod rules_claims;
mod rules_tables;
mod sample;
mod support;
mod widgets;
