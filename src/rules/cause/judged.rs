//! Hypotheses weighed against each other: what each of them explains, and which cells can be wrong.

use std::collections::BTreeMap;

use crate::model::{Period, Place};
use crate::relation::Relation;

use super::candidate::{Candidate, Rank};
use super::{CauseKind, column_key};

/// A hypothesis with what it would do.
pub(super) struct Judged {
    /// The hypothesis.
    pub candidate: Candidate,
    /// Positions of the open relations that it mends.
    pub mends: Vec<usize>,
    /// How many of them hold without rounding then.
    pub exact: usize,
    /// How many other printings of the figure say exactly this.
    pub twins: usize,
}

impl Judged {
    /// How well it explains. A weak slip is no reason to prefer one figure of a sum to another.
    pub(super) fn key(&self) -> (usize, Option<Rank>) {
        let rank = self.candidate.reason.as_ref().map(|reason| reason.rank);
        (self.mends.len(), rank.filter(|rank| *rank > Rank::Weak))
    }

    /// Whether all digits are right and only the point or the sign is not, which says more than a
    /// digit that is one too many.
    fn is_scale(&self) -> bool {
        let reason = self.candidate.reason.as_ref();
        let kind = reason.and_then(|reason| Some(reason.cause.steps.first()?.kind));
        matches!(
            kind,
            Some(CauseKind::DecimalSlip | CauseKind::Unit | CauseKind::Sign)
        )
    }

    /// What is settled first: what the numbers prove, then what explains most. Quotients come
    /// last, when what they are computed from is known.
    pub(super) fn order(&self) -> (bool, bool, (usize, Option<Rank>), bool, usize) {
        let (mends, rank) = self.key();
        let is_proven = rank == Some(Rank::Proof);
        (
            !self.candidate.is_derived,
            is_proven,
            (mends, rank),
            self.is_scale(),
            self.exact,
        )
    }
}

/// Without those that merely lie within rounding where another value of the same cell is what is
/// printed elsewhere.
pub(super) fn without_outdone(judged: Vec<Judged>) -> Vec<Judged> {
    let mut of_cell: BTreeMap<Place, Vec<(usize, usize)>> = BTreeMap::new();
    for one in &judged {
        let others = of_cell.entry(one.candidate.change.place()).or_default();
        others.push((one.twins, one.mends.len()));
    }
    let outdone = |one: &Judged| {
        let rank = one.candidate.reason.as_ref().map(|reason| reason.rank);
        let others = of_cell.get(&one.candidate.change.place());
        let mut others = others.into_iter().flatten();
        rank < Some(Rank::Strong)
            && others.any(|(twins, mends)| *twins > one.twins && *mends >= one.mends.len())
    };
    let keep: Vec<bool> = judged.iter().map(|one| !outdone(one)).collect();
    let kept = judged.into_iter().zip(keep);
    kept.filter_map(|(one, keep)| keep.then_some(one)).collect()
}

/// How far a figure was settled before this document was written: what it repeats of last year,
/// and what was published then.
pub(super) fn published(place: Place) -> u8 {
    if place.period == Period::PriorYear {
        2
    } else {
        u8::from(column_key(place) == Some("prior_year"))
    }
}

/// The figures of a relation that can be wrong: those that were settled last are asked first.
pub(super) fn least_published(relation: &Relation) -> u8 {
    let directions = relation.terms().filter_map(|term| term.direction);
    let places = relation.places().chain(directions);
    places.map(published).min().unwrap_or_default()
}
