//! What one rule stated of the accounts, decided; kept, so that an edit elsewhere need not state
//! it again.

use crate::model::Place;
use crate::relation::{NotChecked, Outcome, RuleCode};
use crate::rules::cause::{Batch, Tested};
use crate::rules::{Checks, Context, Flaw, Level, Rule, Statement, state};

use super::Decided;

/// Everything that one rule stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stated {
    settled: Vec<Settled>,
    batch: Batch,
    /// Of each relation of the batch, its position among all that was stated.
    positions: Vec<usize>,
}

/// One statement, decided.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Settled {
    /// A relation, by its position in the batch.
    Relation(usize),
    Flaw(RuleCode, Level, Flaw),
    Fine(RuleCode),
    NotChecked(RuleCode, NotChecked),
}

impl Stated {
    /// Lets a rule state what it asks, and decides it. What it stated `before` in the same words
    /// and numbers is not decided again.
    pub(super) fn by(rule: &dyn Rule, context: &Context<'_>, before: Option<&Self>) -> Self {
        Self::of(state(rule, context), before)
    }

    /// Decides what was stated.
    fn of(checks: Checks, before: Option<&Self>) -> Self {
        let known = before.map_or(&[][..], |before| before.batch.tested());
        let mut settled = Vec::with_capacity(checks.all.len());
        let mut tested = Vec::with_capacity(checks.all.len());
        let mut positions = Vec::new();
        for (position, check) in checks.all.into_iter().enumerate() {
            settled.push(match check.statement {
                Statement::Relation(relation) => {
                    positions.push(position);
                    tested.push(Tested {
                        about: check.about,
                        known: check.known,
                        ..Tested::again(check.level, relation, known.get(tested.len()))
                    });
                    Settled::Relation(tested.len() - 1)
                }
                Statement::Flaw(flaw) => Settled::Flaw(check.rule, check.level, flaw),
                Statement::Fine => Settled::Fine(check.rule),
                Statement::NotChecked(reason) => Settled::NotChecked(check.rule, reason),
            });
        }
        let batch = match before {
            Some(before) => Batch::again(tested, &before.batch),
            None => Batch::new(tested),
        };
        Self {
            settled,
            batch,
            positions,
        }
    }

    /// Its relations.
    pub(super) fn batch(&self) -> &Batch {
        &self.batch
    }

    /// How many statements there are.
    pub(super) fn len(&self) -> usize {
        self.settled.len()
    }

    /// Its flaws, with their positions among all that was stated.
    pub(super) fn flaws(&self) -> impl Iterator<Item = (usize, RuleCode, Level, &Flaw)> {
        let settled = self.settled.iter().enumerate();
        settled.filter_map(|(position, settled)| match settled {
            Settled::Flaw(rule, level, flaw) => Some((position, *rule, *level, flaw)),
            _ => None,
        })
    }

    /// The position of a relation of the batch among all that was stated.
    pub(super) fn position(&self, relation: usize) -> usize {
        self.positions[relation]
    }

    /// The cells that could not be looked at, by a statement that is no relation, and why.
    pub(super) fn not_looked_at(&self) -> impl Iterator<Item = (Place, &NotChecked)> {
        self.settled.iter().filter_map(|settled| match settled {
            Settled::NotChecked(_, reason @ NotChecked::Missing(missing)) => {
                Some((missing.place?, reason))
            }
            _ => None,
        })
    }

    /// Positions of the statements that speak of a cell.
    pub(super) fn at(&self, place: Place) -> impl Iterator<Item = usize> {
        self.batch
            .at(place)
            .map(|relation| self.positions[relation])
    }

    /// Everything stated, with its outcome.
    pub(super) fn decided(&self) -> impl Iterator<Item = Decided> {
        self.settled.iter().map(|settled| {
            let (rule, relation, outcome) = match settled {
                Settled::Relation(index) => {
                    let tested = &self.batch.tested()[*index];
                    let relation = std::sync::Arc::clone(&tested.relation);
                    (tested.rule, Some(relation), tested.outcome.clone())
                }
                Settled::Flaw(rule, ..) | Settled::Fine(rule) => (*rule, None, Outcome::Holds),
                Settled::NotChecked(rule, reason) => {
                    (*rule, None, Outcome::NotChecked(reason.clone()))
                }
            };
            Decided {
                rule,
                relation,
                outcome,
                finding: None,
            }
        })
    }
}
