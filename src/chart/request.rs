//! Which charts there are for some accounts.

use crate::compare::{Topic, base, changes};
use crate::model::{Accounts, Period};
use crate::review::Review;

use super::Chart;

/// What charts are made of.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The accounts.
    pub accounts: &'a Accounts,
    /// Last year's accounts, when they are open too.
    pub previous: Option<&'a Accounts>,
    /// The review whose findings are marked.
    pub review: Option<&'a Review>,
}

/// A chart that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Request {
    /// What the parts of a topic are of their total.
    Shares(Topic),
    /// How a topic's figures changed against another period's.
    Changes(Topic, Period),
}

impl Request {
    /// The charts that these accounts have something for, and those whose lack is to be said: the changes against last
    /// year and the initial budget.
    pub fn all(scope: &Scope<'_>) -> Vec<Self> {
        let accounts = scope.accounts;
        let has_parts = |topic: &Topic| !topic.parts(accounts).is_empty();
        let mut all: Vec<Self> = Topic::ALL
            .into_iter()
            .filter(|topic| topic.is_additive() && has_parts(topic))
            .map(Self::Shares)
            .collect();
        let known = changes(accounts, scope.previous);
        for against in [
            Period::PriorYear,
            Period::InitialBudget,
            Period::AdjustedBudget,
        ] {
            let of_period = known.iter().filter(|changes| changes.against == against);
            let topics: Vec<Topic> = of_period.map(|changes| changes.topic).collect();
            // With no base at all one chart says what is missing; a budget that is not adjusted needs none.
            if topics.is_empty() && against != Period::AdjustedBudget && has_parts(&Topic::Totals) {
                all.push(Self::Changes(Topic::Totals, against));
            }
            all.extend(
                topics
                    .into_iter()
                    .map(|topic| Self::Changes(topic, against)),
            );
        }
        all
    }

    /// The chart.
    pub fn chart(self, scope: &Scope<'_>) -> Chart {
        match self {
            Self::Shares(topic) => super::shares(scope, topic),
            Self::Changes(topic, against) => {
                let base = base(scope.accounts, scope.previous);
                super::changes(scope, &base, topic, against)
            }
        }
    }

    /// The chart's title, without making it.
    pub fn title(self) -> crate::model::Text {
        match self {
            Self::Shares(topic) => super::shares::title(topic),
            Self::Changes(topic, against) => super::changes::title(topic, against),
        }
    }
}
