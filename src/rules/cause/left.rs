//! What stays unexplained: a mistake without a cause, with the likeliest corrections.

use crate::relation::Comparison;
use crate::rules::{Certainty, Fix, Level};

use super::judged::{Judged, least_published, published};
use super::solve::{Solver, TOGETHER};
use super::trial::Change;
use super::{Mistake, figure, fix, rows};

impl Solver<'_, '_> {
    /// What stays unexplained becomes a mistake without a cause, with what could mend it.
    pub(super) fn leave(&mut self) {
        // Nobody reads thousands of likely corrections; what is stated is recomputed anyhow.
        let judged = if self.open.len() <= TOGETHER {
            self.judged()
        } else {
            Vec::new()
        };
        for index in 0..self.open.len() {
            let one = &self.open[index];
            let mut fixes = self.alternatives(index, &judged);
            let at = fixes
                .first()
                .and_then(|fix| fix.edits.last())
                .map(|edit| edit.place)
                .or_else(|| one.relation.places().next());
            fixes.extend(rows::left_out(self.context.accounts, one));
            let mistake = Mistake {
                broken: vec![one.broke()],
                flaws: Vec::new(),
                at: at.into_iter().collect(),
                message: None,
                expected: None,
                cause: None,
                fixes,
                after: one.after,
            };
            self.mistakes.push(mistake);
        }
        self.open.clear();
    }

    /// The likeliest corrections when none stands out, what is stated first.
    fn alternatives(&self, index: usize, judged: &[Judged]) -> Vec<Fix> {
        const MOST: usize = 3;
        let one = &self.open[index];
        if one.relation.comparison != Comparison::Equal {
            return Vec::new();
        }
        let level = one.group.first().map(|id| self.evidence.get(*id).level);
        if level >= Some(Level::Question) {
            return Vec::new();
        }
        let accounts = self.context.accounts;
        let prior = one.after.map(|index| &self.mistakes[index]);
        let mut fitting: Vec<&Judged> = judged
            .iter()
            .filter(|judged| judged.mends.contains(&index))
            .collect();
        let best = fitting.iter().map(|judged| judged.key()).max();
        let two = one.relation.terms().count() == 2;
        fitting.retain(|judged| {
            Some(judged.key()) == best && (judged.candidate.reason.is_some() || two)
        });
        let mut changes: Vec<Change> = fitting.iter().map(|one| one.candidate.change).collect();
        let least = least_published(&one.relation);
        let stated = figure::recomputed(&one.relation)
            .filter(|(figure, _)| published(figure.place) <= least);
        if let Some((figure, value)) = stated {
            let stated = Change::Value(figure.place, value);
            changes.retain(|change| *change != stated);
            changes.insert(0, stated);
        }
        changes.truncate(MOST);
        changes
            .into_iter()
            .filter_map(|change| fix::fix(accounts, change, Certainty::Review, prior))
            .collect()
    }
}
