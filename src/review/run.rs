//! Running the rules.

use crate::model::{Accounts, Place};
use crate::relation::{Ledger, Outcome, Relation, RuleCode, decide};
use crate::rules::{Check, Checks, Context, Finding, Level, Statement};

use super::{Counts, Verdict};

/// What checking accounts gave.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// Findings by table, row and code; those of missing things last.
    pub findings: Vec<Finding>,
    /// Whether each finding is open or was explained, in the order of `findings`.
    pub stances: Vec<Stance>,
    /// All relations, counted.
    pub ledger: Ledger,
    /// All relations that were decided or could not be, for the formulas of a cell and for the
    /// list of what was not checked.
    pub decided: Vec<Decided>,
}

/// What became of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stance {
    /// Nobody explained it.
    Open,
    /// It was explained, and its figures stand as they stood then.
    Explained {
        /// The reviewer's words.
        text: String,
    },
    /// It was explained, but one of its figures has changed since.
    Reopened {
        /// The words of then.
        text: String,
        /// The figure that changed, in words, and what it was.
        changed: String,
    },
}

impl Stance {
    /// Whether the finding still has to be dealt with.
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Explained { .. })
    }
}

/// A relation with what deciding it gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The rule.
    pub rule: RuleCode,
    /// The relation; `None` where a rule only counted, or could not look.
    pub relation: Option<Relation>,
    /// The outcome.
    pub outcome: Outcome,
    /// The finding that it became, by index.
    pub finding: Option<usize>,
}

impl Review {
    /// Open findings of each level; explained ones are not counted.
    pub fn counts(&self) -> Counts {
        Counts::of(self.open().map(|(_, finding)| finding))
    }

    /// Open findings with their indices.
    pub fn open(&self) -> impl Iterator<Item = (usize, &Finding)> {
        let open = self.findings.iter().enumerate().zip(&self.stances);
        open.filter(|(_, stance)| stance.is_open())
            .map(|(finding, _)| finding)
    }

    /// What it comes to.
    pub fn verdict(&self) -> Verdict {
        let counts = self.counts();
        if counts.errors > 0 {
            Verdict::ToCorrect
        } else if counts.warnings + counts.questions > 0 {
            Verdict::ToVerify
        } else if self.ledger.decided() == 0 {
            Verdict::NothingChecked
        } else {
            Verdict::Clean
        }
    }

    /// The most serious open finding about a cell.
    pub fn mark(&self, place: Place) -> Option<(usize, Level)> {
        self.open()
            .filter(|(_, finding)| {
                finding
                    .shown
                    .first()
                    .is_some_and(|shown| shown.place == place)
            })
            .map(|(index, finding)| (index, finding.level))
            .min_by_key(|(_, level)| *level)
    }

    /// The relations in which a cell takes part.
    pub fn relations_of(&self, place: Place) -> impl Iterator<Item = &Decided> {
        self.decided.iter().filter(move |decided| {
            let relation = decided.relation.as_ref();
            relation.is_some_and(|relation| relation.places().any(|other| other == place))
        })
    }
}

/// Checks accounts against every rule.
pub fn check(context: &Context<'_>) -> Review {
    let mut checks = Checks::default();
    for rule in crate::rules::all() {
        rule.state(context, &mut checks);
    }
    let mut review = Review::default();
    for check in checks.all {
        decide_one(context.accounts, check, &mut review);
    }
    review
}

fn decide_one(_accounts: &Accounts, check: Check, review: &mut Review) {
    let (relation, outcome) = match check.statement {
        Statement::Relation(relation) => {
            let outcome = decide(&relation);
            (Some(relation), outcome)
        }
        Statement::NotChecked(reason) => (None, Outcome::NotChecked(reason)),
        Statement::Fine | Statement::Flaw(_) => (None, Outcome::Holds),
    };
    review.ledger.add(&outcome);
    review.decided.push(Decided {
        rule: check.rule,
        relation,
        outcome,
        finding: None,
    });
}
