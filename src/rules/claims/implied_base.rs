//! The base that a claim implies is not the one that was published: last year's figure (G053), the
//! approved budget (G055).
//!
//! Not stated where no document of the other period is there. Claims that imply different bases
//! among themselves are `one_base`'s business.

use crate::model::Period;
use crate::relation::{Relation, RuleCode, Side};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::cell::{cell_of, published};
use super::claim::claims;

/// Implied prior year.
pub(in crate::rules) const PRIOR_YEAR: CodeRule = CodeRule {
    code: RuleCode::standard(53),
    reads: &[],
    state: prior_year,
};

/// Implied budget.
pub(in crate::rules) const BUDGET: CodeRule = CodeRule {
    code: RuleCode::standard(55),
    reads: &[],
    state: budget,
};

fn prior_year(context: &Context<'_>, checks: &mut Checks) {
    state(context, checks, PRIOR_YEAR.code, &[Period::PriorYear]);
    printed_prior_year(context, checks);
}

fn budget(context: &Context<'_>, checks: &mut Checks) {
    let budgets = [Period::InitialBudget, Period::AdjustedBudget];
    state(context, checks, BUDGET.code, &budgets);
}

fn state(context: &Context<'_>, checks: &mut Checks, code: RuleCode, periods: &[Period]) {
    for claim in claims(context) {
        let Some(Ok(period)) = claim.against() else {
            continue;
        };
        if !periods.contains(&period) {
            continue;
        }
        let (Some(subject), Some(base)) = (claim.subject_cell(), claim.base()) else {
            continue;
        };
        for figure in published(context, &subject, period) {
            let relation = Relation::equal(code, Side::Sum(base.clone()), Side::figure(figure));
            checks.relation(Level::Error, relation);
        }
    }
}

/// The prior year that the operating costs print beside this year's, against what was published
/// then.
fn printed_prior_year(context: &Context<'_>, checks: &mut Checks) {
    let this_year = cell_of("operating_costs", "机关运行经费", "final");
    let mut known = published(context, &this_year, Period::PriorYear).into_iter();
    // Two sources are the printed column and last year's own figure, in this order.
    if let (Some(printed), Some(published)) = (known.next(), known.next()) {
        let relation = Relation::same(PRIOR_YEAR.code, printed, published);
        checks.relation(Level::Error, relation);
    }
}
