//! Integration tests: one binary, a module per concern.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod compare;
mod document;
mod sample;
