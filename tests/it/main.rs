//! Integration tests: one binary, a module per concern.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails with the place where it stopped"
)]

mod bad_input;
mod cli;
mod document;
mod export;
mod file;
mod program;
mod review;
mod rules_claims;
mod sample;
mod tidy;
