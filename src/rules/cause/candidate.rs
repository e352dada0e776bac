//! A hypothesis about one cell, and how much the slip behind it proves.

use super::Cause;
use super::trial::Change;

/// A hypothesis about one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// What the cell should say.
    pub change: Change,
    /// Whether it is a quotient, which is right once the figures it is computed from are.
    pub is_derived: bool,
    /// The slip that explains what it says, if one does.
    pub reason: Option<Reason>,
}

/// A slip and how much it proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reason {
    /// How much it proves.
    pub rank: Rank,
    /// The slip.
    pub cause: Cause,
}

/// How much a slip proves: how unlikely it is that a wrong hypothesis looks like it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// One digit differs; many figures of a sum can say that.
    Weak,
    /// Two digits changed places.
    Fair,
    /// Hardly by chance.
    Strong,
    /// A word turned, and the numbers agree to the cent.
    Proof,
}
