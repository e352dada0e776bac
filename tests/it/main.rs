//! Integration tests: one binary, a module per concern.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bad_input;
mod cli;
mod document;
mod export;
mod file;
mod program;
mod sample;
mod tidy;
