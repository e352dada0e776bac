//! Integration tests: one binary, a module per concern.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails with the place where it stopped"
)]

mod support;

mod compare;
mod document;
mod grid;
mod plots;
mod sample;
mod widgets;
