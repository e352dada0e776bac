//! What is said of one subject in one paragraph, before it is written down as claims.

use std::ops::Range;

use super::token::{Base, Turn};

/// A number by its paragraph's list.
type Number = usize;

/// What is said of a subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Frame {
    /// The paragraph.
    pub(super) paragraph: usize,
    /// Where its subject, or its first figure, begins.
    pub(super) at: usize,
    /// The reference or topic.
    pub(super) key: String,
    /// The printed name of an item, with the paragraph that it stands in.
    pub(super) named: Option<(usize, Range<usize>)>,
    /// The amount of the year.
    pub(super) amount: Option<Number>,
    /// What it is compared with, and how.
    pub(super) comparisons: Vec<Comparison>,
    /// Its share.
    pub(super) share: Option<Number>,
    /// The whole of the share.
    pub(super) of: Option<String>,
    /// The words of its use.
    pub(super) purpose: Option<Range<usize>>,
    /// The frame that it is a part of, by its place in the list of all.
    pub(super) whole: Option<usize>,
}

/// A comparison with one base.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Comparison {
    /// The base, if it is named.
    pub(super) base: Option<Base>,
    /// Its printed amount.
    pub(super) amount: Option<Number>,
    /// The word beside the change, or alone.
    pub(super) direction: Option<(Range<usize>, Turn)>,
    /// The change.
    pub(super) change: Option<Number>,
    /// The word beside the rate, where the change has one of its own.
    pub(super) rate_direction: Option<(Range<usize>, Turn)>,
    /// The rate of change.
    pub(super) rate: Option<Number>,
    /// The rate of completion.
    pub(super) completion: Option<Number>,
    /// The words of the reason.
    pub(super) because: Option<Range<usize>>,
}

impl Frame {
    /// The comparison with a base, made if there is none yet.
    pub(super) fn against(&mut self, base: Option<Base>) -> &mut Comparison {
        let at = self
            .comparisons
            .iter()
            .position(|comparison| comparison.base == base);
        let at = at.unwrap_or_else(|| {
            self.comparisons.push(Comparison {
                base,
                ..Comparison::default()
            });
            self.comparisons.len() - 1
        });
        &mut self.comparisons[at]
    }

    /// Whether anything is said of the subject.
    pub(super) fn says(&self) -> bool {
        self.amount.is_some()
            || self.share.is_some()
            || self.comparisons.iter().any(Comparison::says)
    }

    /// Takes 预算数 without a name as the budget that is named beside it: the later one where both
    /// are, since that is the budget of the year; without one, as `of_whole` or the initial one.
    pub(super) fn name_budget(&mut self, of_whole: Option<Base>) {
        let Some(at) = self
            .comparisons
            .iter()
            .position(|comparison| comparison.base == Some(Base::Budget))
        else {
            return;
        };
        let has = |base: Base| {
            self.comparisons
                .iter()
                .position(|comparison| comparison.base == Some(base))
        };
        let Some(named) = has(Base::Adjusted).or_else(|| has(Base::Initial)) else {
            self.comparisons[at].base = of_whole.or(Some(Base::Initial));
            return;
        };
        let unnamed = self.comparisons[at].clone();
        if self.comparisons[named].take_in(&unnamed) {
            self.comparisons.remove(at);
        } else {
            self.comparisons[at].base = self.comparisons[named].base;
        }
    }
}

impl Comparison {
    /// Whether anything is said in it.
    pub(super) fn says(&self) -> bool {
        self.amount.is_some()
            || self.direction.is_some()
            || self.change.is_some()
            || self.rate.is_some()
            || self.completion.is_some()
    }

    /// Takes in what another one says, unless both say the same thing.
    fn take_in(&mut self, other: &Self) -> bool {
        fn both<T>(one: Option<&T>, other: Option<&T>) -> bool {
            one.is_some() && other.is_some()
        }
        let collide = both(self.amount.as_ref(), other.amount.as_ref())
            || both(self.direction.as_ref(), other.direction.as_ref())
            || both(self.change.as_ref(), other.change.as_ref())
            || both(self.rate.as_ref(), other.rate.as_ref())
            || both(self.completion.as_ref(), other.completion.as_ref());
        if collide {
            return false;
        }
        let other = other.clone();
        self.amount = self.amount.or(other.amount);
        self.direction = self.direction.take().or(other.direction);
        self.change = self.change.or(other.change);
        self.rate_direction = self.rate_direction.take().or(other.rate_direction);
        self.rate = self.rate.or(other.rate);
        self.completion = self.completion.or(other.completion);
        self.because = self.because.take().or(other.because);
        true
    }
}
