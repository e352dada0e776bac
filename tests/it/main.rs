//! Integration tests: one binary, a module per concern.

mod compare;
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod document;
mod sample;
