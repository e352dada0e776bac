//! The coverage ledger: how many relations held, held within rounding, were broken, or were not
//! checked. "Not checked" never counts as held.

use super::Outcome;

/// Counts of outcomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Relations that hold as printed.
    pub holds: usize,
    /// Relations that hold within rounding.
    pub within_rounding: usize,
    /// Relations that are broken.
    pub broken: usize,
    /// Relations that could not be decided.
    pub not_checked: usize,
}

impl Ledger {
    /// Counts one outcome.
    pub fn add(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Holds => self.holds += 1,
            Outcome::WithinRounding(_) => self.within_rounding += 1,
            Outcome::Broken(_) => self.broken += 1,
            Outcome::NotChecked(_) => self.not_checked += 1,
        }
    }

    /// Relations that were decided.
    pub fn decided(&self) -> usize {
        self.holds + self.within_rounding + self.broken
    }

    /// All relations.
    pub fn total(&self) -> usize {
        self.decided() + self.not_checked
    }
}
