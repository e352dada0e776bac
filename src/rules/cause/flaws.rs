//! Flaws that follow from a mistake: which of them speak of its cells and of nothing else.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Place;

use super::solve::Solver;

impl Solver<'_, '_> {
    /// Flaws that a mistake explains already.
    pub(super) fn explained(&self) -> BTreeSet<usize> {
        let flaws = self.mistakes.iter().flat_map(|mistake| &mistake.flaws);
        flaws.copied().collect()
    }

    /// Flaws of a figure alone: they follow from what it says wrongly.
    pub(super) fn flaws_at(&self, place: Place) -> Vec<usize> {
        let alone = self.alone.get_or_init(|| {
            let mut alone: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
            for (index, flawed) in self.evidence.flaws().iter().enumerate() {
                if let ([place], None) = (flawed.flaw.places.as_slice(), &flawed.flaw.cause) {
                    alone.entry(*place).or_default().push(index);
                }
            }
            alone
        });
        let mut here = alone.get(&place).cloned().unwrap_or_default();
        if !here.is_empty() {
            let explained = self.explained();
            here.retain(|index| !explained.contains(index));
        }
        here
    }

    /// Flaws that speak of nothing but some of these cells.
    pub(super) fn flaws_among(&self, cells: &[Place]) -> Vec<usize> {
        let cells: BTreeSet<Place> = cells.iter().copied().collect();
        let explained = self.explained();
        let flaws = (0..).zip(self.evidence.flaws());
        let here = flaws.filter(|(index, flawed)| {
            let places = &flawed.flaw.places;
            let all = places.iter().all(|place| cells.contains(place));
            all && !places.is_empty() && !explained.contains(index)
        });
        here.map(|(index, _)| index).collect()
    }
}
