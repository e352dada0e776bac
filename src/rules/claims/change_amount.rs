//! The printed change is not the difference of the two printed figures (G059).
//!
//! What the change is called (增加, 减少) is `direction_word`'s business.

use crate::relation::{Relation, RuleCode, Side, Term};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::cell::figure_of;
use super::claim::{Claim, Column, claims};
use super::group::distance;

/// Change amount.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(59),
    reads: &[],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for claim in claims(context) {
        if !claim.prints(Column::Change) || !claim.prints(Column::Base) {
            continue;
        }
        let change = claim.figure(Column::Change);
        let (amount, base) = (claim.amount(), claim.figure(Column::Base));
        let signed = matches!(&change, Ok(change) if change.value.is_sign_negative());
        let difference = if signed {
            vec![Term::plus(amount), Term::minus(base)]
        } else {
            distance(amount, base)
        };
        let relation = match directed(&claim) {
            // With the word's sign, so that a wrong base is told from a wrong word.
            Some(change) => {
                let (amount, base) = (claim.amount(), claim.figure(Column::Base));
                let difference = vec![Term::plus(amount), Term::minus(base)];
                Relation::equal(RULE.code, Side::Sum(change), Side::Sum(difference))
            }
            None => Relation::equal(RULE.code, Side::figure(change), Side::Sum(difference)),
        };
        checks.relation(Level::Error, relation);
    }
    operating_costs(context, checks);
}

/// The change with the sign of its word, when it has a word that gives it one.
fn directed(claim: &Claim<'_>) -> Option<Vec<Term>> {
    let change = claim.signed_change()?;
    change
        .iter()
        .all(|term| term.direction.is_some())
        .then_some(change)
}

/// The operating costs print their change as a figure with its sign.
fn operating_costs(context: &Context<'_>, checks: &mut Checks) {
    let cell = |column| figure_of(context.accounts, "operating_costs", "机关运行经费", column);
    if let Ok(change) = cell("change") {
        let difference = vec![Term::plus(cell("final")), Term::minus(cell("prior_year"))];
        let relation = Relation::equal(RULE.code, Side::figure(change), Side::Sum(difference));
        checks.relation(Level::Error, relation);
    }
}
