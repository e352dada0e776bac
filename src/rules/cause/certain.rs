//! How sure a correction is: safe only when nothing else can be wrong.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Place;
use crate::relation::{Figure, Quantity, Side};
use crate::rules::{Certainty, Level};

use super::candidate::{Candidate, Rank};
use super::evidence::Id;
use super::judged::published;
use super::solve::{Open, Solver};
use super::trial::Change;
use super::{CauseKind, fix, ratio};

impl Solver<'_, '_> {
    /// What the changed figure should say.
    pub(super) fn expected(&self, change: Change) -> Option<Quantity> {
        let Change::Value(place, value) = change else {
            return None;
        };
        if let Some(right) = fix::right(self.context.accounts, change) {
            return Some(right);
        }
        let figure = Figure::at(self.context.accounts, place).ok().or_else(|| {
            // An amount in words is a figure only in its relations.
            let mut relations = self.evidence.at(place);
            relations.find_map(|(_, tested)| {
                let mut figures = tested.relation.terms().filter_map(|t| t.operand.figure());
                figures.find(|figure| figure.place == place).copied()
            })
        })?;
        Some(figure.with_value(value).quantity())
    }

    /// How sure the fix of an accepted hypothesis is.
    pub(super) fn certainty(
        &self,
        candidate: &Candidate,
        broken: &[&Open],
        rivals: usize,
    ) -> Certainty {
        let tested = broken.iter().filter_map(|one| one.group.first());
        let level = tested.map(|id| self.evidence.get(*id).level).min();
        let place = candidate.change.place();
        let rank = candidate.reason.as_ref().map(|reason| reason.rank);
        let several = broken.len() > 1;
        // The line beside may print the same rate because both are right.
        let reason = candidate.reason.as_ref();
        let is_copied = self.context.accounts.text_span(place).is_some()
            && reason.is_some_and(|reason| {
                let mut steps = reason.cause.steps.iter();
                steps.any(|step| step.kind == CauseKind::Copied)
            });
        let derived = |one: &Open| {
            let is_quotient = matches!(one.relation.right, Side::Ratio { .. });
            is_quotient && rank >= Some(Rank::Strong) && !is_copied
        };
        // Nothing else can be wrong: every other operand is vouched for, or it is a quotient of
        // figures that nothing speaks against and the slip is known.
        let alone = broken.iter().all(|one| {
            let mut others = one.relation.places().filter(|other| *other != place);
            if derived(one) {
                others.all(|other| !self.is_suspect(other, one))
            } else {
                others.all(|other| self.is_vouched(other))
            }
        });
        let proven = rank == Some(Rank::Proof) || several || alone;
        let is_word = matches!(candidate.change, Change::Flip(_));
        // What a text states may be another thing than the cell that it is compared with.
        let is_told = !is_word
            && self.context.accounts.text_span(place).is_some()
            && !matches!(candidate.change, Change::Value(..) if candidate.is_derived);
        let doubtful = published(place) > 0 || (is_word && rank != Some(Rank::Proof)) || is_told;
        // What is left of a family of broken relations says that some other figure of theirs is
        // wrong, and then the rest of a sum proves nothing.
        // A quotient is wrong by itself.
        let is_quotient = |one: &&Open| matches!(one.relation.right, Side::Ratio { .. });
        let is_whole = rank == Some(Rank::Proof)
            || broken.iter().all(is_quotient)
            || self.is_whole_family(broken);
        if level == Some(Level::Error) && proven && is_whole && !doubtful && rivals == 0 {
            Certainty::Safe
        } else {
            Certainty::Review
        }
    }

    /// Whether these are all broken relations that have to do with each other.
    fn is_whole_family(&self, broken: &[&Open]) -> bool {
        let firsts: BTreeSet<Id> = broken
            .iter()
            .filter_map(|one| one.group.first().copied())
            .collect();
        let of_these: BTreeSet<usize> = firsts
            .iter()
            .filter_map(|id| self.families.get(id).copied())
            .collect();
        self.families
            .iter()
            .all(|(id, family)| !of_these.contains(family) || firsts.contains(id))
    }

    /// Whether a relation that holds vouches for a figure.
    pub(super) fn is_vouched(&self, place: Place) -> bool {
        let given = self.owners.contains_key(&place);
        given || self.evidence.at(place).any(|(_, tested)| tested.vouches())
    }

    /// Whether another relation that nobody explained speaks of the figure.
    pub(super) fn is_suspect(&self, place: Place, except: &Open) -> bool {
        let mut others = self.open.iter().filter(|one| one.group != except.group);
        others.any(|one| one.relation.places().any(|other| other == place))
    }

    /// In a text a share of a list that does not close is what its amounts give, not what is left
    /// of 100: of a printed quotient only that is kept.
    pub(super) fn keep_quotients(&self, candidates: &mut BTreeMap<Change, Candidate>) {
        let quotients = candidates.iter().filter(|(_, one)| one.is_derived);
        let quotients: BTreeSet<Place> = quotients
            .map(|(change, _)| change.place())
            .filter(|place| self.context.accounts.text_span(*place).is_some())
            .collect();
        candidates.retain(|change, one| {
            let is_quotient =
                matches!(change, Change::Value(place, _) if quotients.contains(place));
            !is_quotient || one.is_derived || self.is_quotient_of(*change)
        });
    }

    /// Whether a change of a printed quotient is what an open relation computes.
    fn is_quotient_of(&self, change: Change) -> bool {
        let mut computed = self.open.iter().filter_map(|one| {
            ratio::candidate(self.context, self.evidence, &self.wholes, &one.relation)
        });
        computed.any(|one| one.change == change)
    }
}
