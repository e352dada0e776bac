//! Supposed changes of cells, and what relations would give with them.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::model::Place;
use crate::relation::{Figure, Operand, Relation, Sign, Term};

/// One supposed change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    /// The figure at a place is this, in its printed unit.
    Value(Place, Decimal),
    /// The word of direction at a place is its opposite.
    Flip(Place),
}

impl Change {
    /// The cell.
    pub(super) fn place(self) -> Place {
        match self {
            Self::Value(place, _) | Self::Flip(place) => place,
        }
    }
}

/// Figures and words as they would be.
pub(super) trait Supposed {
    /// The figure as it would be.
    fn figure(&self, figure: &Figure) -> Figure;

    /// The sign with which a term would count.
    fn sign(&self, term: &Term) -> Sign;

    /// The relation as it would be.
    fn apply(&self, relation: &Relation) -> Relation {
        let mut changed = relation.clone();
        for term in changed.terms_mut() {
            term.sign = self.sign(term);
            if let Operand::Figure(figure) = &mut term.operand {
                *figure = self.figure(figure);
            }
        }
        changed
    }
}

/// Supposed changes, taken together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    values: BTreeMap<Place, Decimal>,
    flips: BTreeSet<Place>,
}

impl Changes {
    /// One change more.
    pub(super) fn add(&mut self, change: Change) {
        match change {
            Change::Value(place, value) => {
                self.values.insert(place, value);
            }
            Change::Flip(place) => {
                self.flips.insert(place);
            }
        }
    }

    /// These and one more, without a copy: thousands of hypotheses are asked beside them.
    pub(super) fn with(&self, change: Change) -> With<'_> {
        With {
            given: self,
            change,
        }
    }

    /// Whether the figure at a place is supposed to be another.
    pub(super) fn value(&self, place: Place) -> Option<Decimal> {
        self.values.get(&place).copied()
    }

    /// The cells whose figures are supposed to be others, in order.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> {
        self.values.keys().copied()
    }

    /// All changes, in order.
    pub(super) fn all(&self) -> impl Iterator<Item = Change> {
        let values = self.values.iter();
        let flips = self.flips.iter().map(|place| Change::Flip(*place));
        values
            .map(|(place, value)| Change::Value(*place, *value))
            .chain(flips)
    }

    /// Whether a relation speaks of a changed cell.
    pub(super) fn touch(&self, relation: &Relation) -> bool {
        relation.terms().any(|term| {
            let moved = match &term.operand {
                Operand::Figure(figure) => self.values.contains_key(&figure.place),
                Operand::Missing(_) => false,
            };
            moved || term.direction.is_some_and(|at| self.flips.contains(&at))
        })
    }
}

impl Supposed for Changes {
    fn figure(&self, figure: &Figure) -> Figure {
        match self.values.get(&figure.place) {
            Some(value) => figure.with_value(*value),
            None => *figure,
        }
    }

    fn sign(&self, term: &Term) -> Sign {
        if term.direction.is_some_and(|at| self.flips.contains(&at)) {
            term.sign.flipped()
        } else {
            term.sign
        }
    }
}

/// Supposed changes and one more.
#[derive(Clone, Copy, Debug)]
pub(super) struct With<'a> {
    given: &'a Changes,
    change: Change,
}

impl Supposed for With<'_> {
    fn figure(&self, figure: &Figure) -> Figure {
        match self.change {
            Change::Value(place, value) if place == figure.place => figure.with_value(value),
            _ => self.given.figure(figure),
        }
    }

    fn sign(&self, term: &Term) -> Sign {
        let is_flipped = |at| self.change == Change::Flip(at) || self.given.flips.contains(&at);
        if term.direction.is_some_and(is_flipped) {
            term.sign.flipped()
        } else {
            term.sign
        }
    }
}
