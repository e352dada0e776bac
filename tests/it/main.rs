//! Integration tests: one binary, a module per concern.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cause;
mod document;
mod review;
mod sample;
mod support;
