//! A completion rate is not the final amount divided by the budget that is named (G068).

use crate::model::{Period, Text};
use crate::relation::{Missing, NotChecked, Relation, RuleCode, Scale, Side, Term};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::cell::published;
use super::claim::{Claim, Column, claims};
use super::group::is_exactly_zero;

/// Completion rate.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(68),
    reads: &[],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for claim in claims(context).filter(|claim| claim.prints(Column::Completion)) {
        match budget(context, &claim) {
            // A rate on nothing is `zero_base`'s business.
            Ok(budget) if is_exactly_zero(&budget) => {}
            Ok(budget) => {
                let quotient = Side::Ratio {
                    over: vec![Term::plus(claim.amount())],
                    under: budget,
                    scale: Scale::Percent,
                };
                let stated = Side::figure(claim.figure(Column::Completion));
                checks.relation(Level::Error, Relation::equal(RULE.code, stated, quotient));
            }
            Err(missing) => checks.not_checked(RULE.code, NotChecked::Missing(missing)),
        }
    }
}

/// The budget that the claim names: printed, implied by the difference, or published.
pub(super) fn budget(context: &Context<'_>, claim: &Claim<'_>) -> Result<Vec<Term>, Missing> {
    let missing = |zh: &str, en: &str| claim.missing(Column::Against, Text::new(zh, en));
    match claim.against().transpose()? {
        // The budget may be printed without its name; another base of comparison may not be used.
        None if claim.prints(Column::Base) => {}
        None => {
            return Err(missing(
                "没有写对哪个预算的完成率",
                "the budget of the completion rate is not named",
            ));
        }
        Some(Period::InitialBudget | Period::AdjustedBudget) => {}
        Some(Period::PriorYear | Period::Final) => {
            return Err(missing(
                "完成率应对预算数而言",
                "a completion rate is of a budget",
            ));
        }
    }
    if let Some(base) = claim.base() {
        return Ok(base);
    }
    let known = claim.against().transpose()?.zip(claim.subject_cell());
    let mut known = known.map_or_else(Vec::new, |(period, subject)| {
        published(context, &subject, period)
    });
    match known.pop() {
        Some(budget) => Ok(vec![Term::plus(budget)]),
        None => Err(missing(
            "没有预算数，无法验算完成率",
            "there is no budget to compute with",
        )),
    }
}
