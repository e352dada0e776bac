//! An of-which part exceeds its whole (G067).

use crate::relation::{Figure, Missing, NotChecked, Relation, RuleCode, Side, Term};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::claim::{Claim, Column};
use super::group::wholes;

/// Of-which parts are at most their whole.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(67),
    reads: &[],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for group in wholes(context, Column::Within) {
        let whole = match group.whole {
            Ok(whole) => whole,
            Err(missing) => {
                checks.not_checked(RULE.code, NotChecked::Missing(missing));
                continue;
            }
        };
        for part in group.parts {
            let (left, right) = match (number(&part), number(&whole)) {
                (Some(part), Some(whole)) => (part, whole),
                _ => (part.amount(), whole.amount()),
            };
            let relation = Relation::at_most(RULE.code, Side::figure(left), Side::figure(right));
            checks.relation(Level::Error, relation);
        }
    }
    together(context, checks);
}

/// Parts that exclude each other are at most their whole together.
fn together(context: &Context<'_>, checks: &mut Checks) {
    for group in wholes(context, Column::SumWithin) {
        match group.whole {
            Ok(whole) => {
                let parts = group.parts.iter().map(|part| Term::plus(part.amount()));
                let relation = Relation::at_most(
                    RULE.code,
                    Side::Sum(parts.collect()),
                    Side::figure(whole.amount()),
                );
                checks.relation(Level::Error, relation);
            }
            Err(missing) => checks.not_checked(RULE.code, NotChecked::Missing(missing)),
        }
    }
}

/// How many things a claim is about: as it says, or as many as it lists.
fn number(claim: &Claim<'_>) -> Option<Result<Figure, Missing>> {
    let mut columns = [Column::Count, Column::Listed].into_iter();
    let printed = columns.find(|column| claim.prints(*column))?;
    Some(claim.figure(printed))
}
