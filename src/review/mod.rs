//! Runs the rules over accounts: findings in a fixed order, the coverage ledger, the verdict.
//!
//! The window and the command line both only display a [`Review`]. Which relations there are is
//! `rules`' business; what a user does about them is `session`'s.

mod preview;
mod run;
mod verdict;

pub use preview::{Preview, PreviewError, apply, preview, safe_edits};
pub use run::{Decided, Review, Stance, check};
pub use verdict::{Counts, Verdict};
