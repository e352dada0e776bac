//! Runs the rules over accounts: findings in a fixed order, the coverage ledger, the verdict.
//!
//! The window and the command line both only display a [`Review`]. Which relations there are is
//! `rules`' business, why they are broken that of `rules::cause`; what a user does about them is
//! `session`'s.

mod areas;
mod findings;
mod join;
mod message;
mod numbers;
mod preview;
mod rounding;
mod run;
mod stance;
mod stated;
mod sum_name;
mod told;
mod verdict;

pub use numbers::{NumberMark, NumberState, TextCoverage};
pub use preview::{Preview, PreviewError, apply, preview};
pub use run::{Decided, Review, check, recheck, safe_edits};
pub use stance::{Stance, explain};
pub use verdict::{Counts, Verdict};
