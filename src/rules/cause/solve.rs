//! Choosing among hypotheses, round by round.
//!
//! A hypothesis changes one cell. It is judged by all relations that speak of the cell: how many
//! broken ones it mends, whether it breaks one that held, and whether a known slip leads from the
//! right content to the printed one. It is accepted when, for every relation that it mends, no
//! other cell explains as well; then it is given. What the numbers leave open stays open.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::Place;
use crate::relation::{Comparison, Outcome, Relation, Side, decide};
use crate::rules::{Certainty, Context};

use super::candidate::{Candidate, Rank, Reason};
use super::evidence::{Evidence, Id};
use super::judged::{Judged, least_published, published, without_outdone};
use super::ratio::Wholes;
use super::sum::{Verdict, judge};
use super::trial::{Change, Changes, Supposed as _};
use super::{Broke, Mistake, cluster, direction, figure, fix, moved, ratio, rows};

/// So many open relations are weighed against each other.
pub(super) const TOGETHER: usize = 160;
/// So many are looked at when there are more, counting each round anew.
const MOST_LOOKED: usize = 4_000;
/// Searches for mistakes over many cells.
const MOST_SEARCHES: usize = 24;

/// Broken relations over the same cells, not explained yet.
#[derive(Clone, Debug)]
pub(super) struct Open {
    /// The relations; the first one tells it best.
    pub group: Vec<Id>,
    /// The first one, with everything that is known by now.
    pub relation: Relation,
    pub outcome: Outcome,
    /// The mistake that it also suffers from.
    pub after: Option<usize>,
}

impl Open {
    pub(super) fn broke(&self) -> Broke {
        Broke {
            group: self.group.clone(),
            relation: self.relation.clone(),
            outcome: self.outcome.clone(),
        }
    }
}

/// Works through the broken relations of a review.
pub(super) struct Solver<'a, 'b> {
    pub(super) context: &'a Context<'a>,
    pub(super) evidence: &'a Evidence<'b>,
    pub(super) wholes: Wholes,
    pub(super) open: Vec<Open>,
    pub(super) given: Changes,
    pub(super) owners: BTreeMap<Place, usize>,
    pub(super) mistakes: Vec<Mistake>,
    /// Broken relations that share figures, as found at the beginning.
    pub(super) families: BTreeMap<Id, usize>,
    searches: usize,
    /// Flaws of a cell alone, once they are asked for.
    pub(super) alone: OnceCell<BTreeMap<Place, Vec<usize>>>,
}

impl<'a, 'b> Solver<'a, 'b> {
    /// Starts with everything that is broken.
    pub(super) fn new(context: &'a Context<'a>, evidence: &'a Evidence<'b>) -> Self {
        let open = evidence.broken().into_iter().filter_map(|group| {
            let tested = evidence.get(*group.first()?);
            Some(Open {
                relation: (*tested.relation).clone(),
                outcome: tested.outcome.clone(),
                group,
                after: None,
            })
        });
        let open: Vec<Open> = open.collect();
        Self {
            context,
            evidence,
            wholes: Wholes::default(),
            families: cluster::families(&open),
            open,
            given: Changes::default(),
            owners: BTreeMap::new(),
            mistakes: Vec::new(),
            searches: MOST_SEARCHES,
            alone: OnceCell::new(),
        }
    }

    /// Explains what can be explained; every broken relation is in one mistake afterwards.
    pub(super) fn run(mut self) -> Vec<Mistake> {
        self.rows();
        self.take_known();
        if self.open.len() <= TOGETHER {
            self.together();
        } else {
            self.apart();
        }
        self.leave();
        self.mistakes
    }

    /// Weighs the open relations against each other; how many were looked at in all rounds.
    fn together(&mut self) -> usize {
        let mut looked = 0;
        loop {
            looked += self.open.len();
            let judged = self.judged();
            // One cell that all broken relations share is simply wrong when it mends nearly all.
            let all = self.open.len();
            let is_shared =
                self.is_shared() && judged.iter().any(|one| one.mends.len() * 4 >= all * 3);
            let is_found = (!is_shared && self.many(&judged))
                || self.one_amount(&judged)
                || self.round(&judged)
                || (is_shared && self.many(&judged))
                || self.scope();
            if !is_found {
                break looked;
            }
        }
    }

    /// Thousands of broken relations have a cause of many cells, or many causes of cells apart.
    /// What is looked at does not grow with their number beyond a bound.
    fn apart(&mut self) {
        while self.open.len() > TOGETHER && self.many(&[]) {}
        self.searches = 0; // Each would go through the whole tables, group by group.
        let mut left = Vec::new();
        let mut looked = 0;
        for group in cluster::clusters(std::mem::take(&mut self.open), TOGETHER) {
            self.open = group;
            if looked < MOST_LOOKED {
                looked += self.together();
            }
            left.append(&mut self.open);
        }
        self.open = left;
    }

    /// Rows that are wrong as such: what is stated of their figures follows.
    fn rows(&mut self) {
        loop {
            let explained = self.explained();
            let found = rows::find(self.context, self.evidence, &self.open, &explained);
            let Some(found) = found else { break };
            self.close(found.mistake, &found.mended);
        }
    }

    /// What a rule explains by itself needs no hypothesis.
    fn take_known(&mut self) {
        for one in std::mem::take(&mut self.open) {
            let known = one
                .group
                .first()
                .and_then(|id| self.evidence.get(*id).known.as_ref());
            let Some(known) = known else {
                self.open.push(one);
                continue;
            };
            self.mistakes.push(Mistake {
                broken: vec![one.broke()],
                flaws: Vec::new(),
                at: vec![known.place],
                message: None,
                expected: None,
                cause: Some(known.cause.clone()),
                fixes: known.fixes.clone(),
                after: None,
            });
        }
    }

    /// Whether several broken relations speak of one cell, all of them.
    fn is_shared(&self) -> bool {
        let Some((first, others)) = self.open.split_first() else {
            return false;
        };
        let has = |one: &Open, place: Place| one.relation.places().any(|other| other == place);
        !others.is_empty()
            && first
                .relation
                .places()
                .any(|place| others.iter().all(|one| has(one, place)))
    }

    /// Accepts a mistake over many cells; whether there was one. What one cell explains needs no
    /// other.
    fn many(&mut self, judged: &[Judged]) -> bool {
        let all = self.open.len();
        if judged.iter().any(|one| one.mends.len() == all) || self.searches == 0 {
            return false;
        }
        self.searches -= 1;
        let singly = |mended: &[usize]| {
            let shares = |one: &Judged| one.mends.iter().filter(|i| mended.contains(i)).count();
            judged.iter().map(shares).max().unwrap_or_default()
        };
        let Some(found) = moved::find(self.context, self.evidence, &self.open, &singly) else {
            return false;
        };
        // Where no cell was judged, a few relations are no sign.
        if all > TOGETHER && found.mended.len() < TOGETHER / 8 {
            return false;
        }
        self.take(found);
        true
    }

    /// Accepts one wrong amount in several cells, when no single cell explains as much.
    fn one_amount(&mut self, judged: &[Judged]) -> bool {
        let Some(found) = self.chain() else {
            return false;
        };
        let explains = |one: &Judged| found.mended.iter().all(|index| one.mends.contains(index));
        if judged.iter().any(explains) {
            return false;
        }
        self.take(found);
        true
    }

    /// Takes what several cells should say as given.
    fn take(&mut self, found: moved::Found) {
        for change in found.changes.all() {
            self.given.add(change);
            self.owners.insert(change.place(), self.mistakes.len());
        }
        let mut mistake = found.mistake;
        mistake.flaws = self.flaws_among(&mistake.at);
        self.close(mistake, &found.mended);
    }

    /// Accepts what explains best; whether there was anything.
    fn round(&mut self, judged: &[Judged]) -> bool {
        let mut best: Vec<Vec<&Judged>> = vec![Vec::new(); self.open.len()];
        for one in judged {
            for index in &one.mends {
                best[*index].push(one);
            }
        }
        let stands_out = |one: &&Judged| {
            let place = one.candidate.change.place();
            let mut rivals = one.mends.iter().flat_map(|index| &best[*index]);
            rivals.all(|other| {
                let is_same_cell = other.candidate.change.place() == place;
                other.key() < one.key() || (is_same_cell && other.key() == one.key())
            })
        };
        let accepted = judged
            .iter()
            .filter(stands_out)
            .max_by_key(|one| (one.order(), std::cmp::Reverse(one.candidate.change)));
        let Some(accepted) = accepted else {
            return false;
        };
        let mends = accepted.mends.clone();
        let candidate = accepted.candidate.clone();
        let mut mistake = self.mistake(&candidate, &mends);
        // Another value of the cell that mends as much leaves open which one is right.
        let is_open = judged.iter().any(|other| {
            other.candidate.change.place() == candidate.change.place()
                && other.candidate.change != candidate.change
                && other.mends == mends
                && other.twins > accepted.twins
        });
        if is_open {
            for fix in &mut mistake.fixes {
                fix.certainty = fix.certainty.max(Certainty::Review);
            }
        }
        self.given.add(candidate.change);
        self.owners
            .insert(candidate.change.place(), self.mistakes.len());
        self.close(mistake, &mends);
        true
    }

    /// Every hypothesis about the open relations that breaks nothing, each change once.
    pub(super) fn judged(&self) -> Vec<Judged> {
        let mut by_change: BTreeMap<Change, Candidate> = BTreeMap::new();
        for one in &self.open {
            for candidate in self.candidates(one) {
                let known = by_change
                    .entry(candidate.change)
                    .or_insert_with(|| candidate.clone());
                let rank = |one: &Candidate| one.reason.as_ref().map(|reason| reason.rank);
                known.is_derived &= candidate.is_derived;
                if rank(known) < rank(&candidate) {
                    known.reason = candidate.reason;
                }
            }
        }
        self.keep_quotients(&mut by_change);
        let positions: BTreeMap<Id, usize> = self
            .open
            .iter()
            .enumerate()
            .flat_map(|(index, one)| one.group.iter().map(move |id| (*id, index)))
            .collect();
        let judged: Vec<Judged> = by_change
            .into_values()
            .filter_map(|candidate| {
                let (mends, exact) = self.mends(candidate.change, &positions)?;
                let judged = Judged {
                    twins: self.twins(candidate.change),
                    candidate,
                    mends,
                    exact,
                };
                (!judged.mends.is_empty()).then_some(judged)
            })
            .collect();
        without_outdone(judged)
    }

    /// How many other printings of the figure say exactly what the change says.
    fn twins(&self, change: Change) -> usize {
        let changes = self.given.with(change);
        // Zeros beside it leave a sum a second printing of the same amount.
        let is_single = |side: &Side| match side {
            Side::Sum(terms) => {
                let figures = terms.iter().filter_map(|term| term.operand.figure());
                figures.filter(|figure| !figure.value.is_zero()).count() == 1
            }
            _ => false,
        };
        let printings = self.evidence.at(change.place()).filter(|(_, tested)| {
            let relation = &tested.relation;
            let mut here = relation.places().filter(|place| *place == change.place());
            let is_once = here.next().is_some() && here.next().is_none();
            is_once && is_single(&relation.left) && is_single(&relation.right)
        });
        // A bound that is just met is the same amount printed twice, too.
        let equal = |relation: &Relation| {
            let relation = Relation {
                comparison: Comparison::Equal,
                ..relation.clone()
            };
            judge(&changes, &relation) == Verdict::Holds
        };
        printings
            .filter(|(_, tested)| equal(&tested.relation))
            .count()
    }

    /// The open relations that a change mends, and how many of them to the cent; `None` when it
    /// breaks one that holds.
    fn mends(
        &self,
        change: Change,
        positions: &BTreeMap<Id, usize>,
    ) -> Option<(Vec<usize>, usize)> {
        let changes = self.given.with(change);
        let mut mends = BTreeSet::new();
        let mut exact = 0;
        for (id, tested) in self.evidence.at(change.place()) {
            let position = positions.get(&id).copied();
            if position.is_some_and(|index| self.open[index].group.first() != Some(&id)) {
                continue;
            }
            match (position, judge(&changes, &tested.relation)) {
                (Some(_), Verdict::Broken) => {}
                (Some(index), verdict) => {
                    mends.insert(index);
                    exact += usize::from(verdict == Verdict::Holds);
                }
                (None, Verdict::Broken) => return None,
                (None, _) => {}
            }
        }
        Some((mends.into_iter().collect(), exact))
    }

    /// Whether everything that holds would still hold.
    pub(super) fn breaks_nothing(&self, change: Change) -> bool {
        let changes = self.given.with(change);
        self.evidence.at(change.place()).all(|(_, tested)| {
            tested.is_broken() || judge(&changes, &tested.relation) != Verdict::Broken
        })
    }

    pub(super) fn candidates(&self, one: &Open) -> Vec<Candidate> {
        let mut all = Vec::new();
        for place in direction::flippable(self.context.accounts, &one.relation) {
            let mut turned = Changes::default();
            turned.add(Change::Flip(place));
            let mended = turned.apply(&one.relation);
            let is_ratio = matches!(mended.right, Side::Ratio { .. });
            // A bound is turned round by any larger figure, so its figures must be beyond doubt.
            let is_bound = mended.comparison != Comparison::Equal;
            let doubtful = is_bound
                && one
                    .relation
                    .places()
                    .any(|place| self.is_suspect(place, one));
            let cause = (decide(&mended) == Outcome::Holds && !doubtful)
                .then(|| direction::cause(self.context.accounts, place, &mended))
                .flatten();
            all.push(Candidate {
                change: Change::Flip(place),
                is_derived: false,
                reason: cause.map(|cause| Reason {
                    // A rate is rounded, so it says less than a sum that agrees to the cent.
                    rank: if is_ratio { Rank::Strong } else { Rank::Proof },
                    cause,
                }),
            });
        }
        figure::candidates(self.context, &one.relation, &mut all);
        let ratio = ratio::candidate(self.context, self.evidence, &self.wholes, &one.relation);
        all.extend(ratio);
        let least = least_published(&one.relation);
        all.retain(|candidate| published(candidate.change.place()) <= least);
        all
    }

    /// Takes relations that a mistake explains off the list, and looks at the others again.
    pub(super) fn close(&mut self, mistake: Mistake, mended: &[usize]) {
        let owner = self.mistakes.len();
        self.mistakes.push(mistake);
        let open = std::mem::take(&mut self.open);
        let mended: BTreeSet<usize> = mended.iter().copied().collect();
        for (index, mut one) in open.into_iter().enumerate() {
            if mended.contains(&index) {
                continue;
            }
            let Some(first) = one.group.first() else {
                continue;
            };
            let stated = &self.evidence.get(*first).relation;
            if !self.given.touch(stated) {
                self.open.push(one);
                continue;
            }
            let changed = self.given.apply(stated);
            let outcome = decide(&changed);
            if !matches!(outcome, Outcome::Broken(_)) {
                self.mistakes[owner].broken.push(one.broke());
                continue;
            }
            if changed != one.relation {
                one.after = one.after.or(Some(owner));
                one.relation = changed;
                one.outcome = outcome;
            }
            self.open.push(one);
        }
    }

    /// The mistake that an accepted hypothesis is.
    fn mistake(&self, candidate: &Candidate, mends: &[usize]) -> Mistake {
        let place = candidate.change.place();
        let mut broken: Vec<&Open> = mends.iter().map(|index| &self.open[*index]).collect();
        // The relation that states the wrong figure tells it best.
        broken.sort_by_key(|one| {
            let states = one.relation.left.terms().any(|term| {
                let figure = term.operand.figure();
                term.direction == Some(place) || figure.is_some_and(|f| f.place == place)
            });
            let tested = one.group.first().map(|id| self.evidence.get(*id));
            (
                one.after.is_some(),
                !states,
                tested.map(|tested| (tested.level, tested.rule)),
                one.group.clone(),
            )
        });
        let after = broken.first().and_then(|one| one.after);
        let prior = after.map(|index| &self.mistakes[index]);
        let cause = candidate.reason.as_ref().map(|reason| {
            let earlier = prior.and_then(|prior| prior.cause.as_ref());
            let steps = earlier.into_iter().flat_map(|cause| cause.steps.clone());
            steps.rev().fold(reason.cause.clone(), |cause, step| {
                cause.after(step.kind, step.text)
            })
        });
        let rivals = self.rivals(candidate, &broken);
        let sure = self.certainty(candidate, &broken, rivals.len());
        let fixes = fix::fix(self.context.accounts, candidate.change, sure, prior);
        let mut mistake = Mistake {
            broken: broken.into_iter().map(Open::broke).collect(),
            flaws: self.flaws_at(place),
            at: vec![place],
            message: None,
            expected: self.expected(candidate.change),
            cause,
            fixes: fixes.into_iter().collect(),
            after,
        };
        self.say_rivals(&mut mistake, rivals);
        mistake
    }
}
