//! All projects are said to be evaluated, but the amount is not the project expenditure (G091).
//!
//! Silent unless the share of the projects is printed as 100 %: part of the projects says nothing
//! about the amount.

use rust_decimal::Decimal;

use crate::relation::{Figure, Outcome, Relation, RuleCode, decide};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::cell::{cell_of, cell_or_stated, figure_of};

/// Performance amount.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(91),
    reads: &["evaluation", "claims", "K03", "K06"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let value = |row| figure_of(context.accounts, "evaluation", row, "value");
    let all = value("评价项目占比").is_ok_and(|share| share.value == Decimal::ONE_HUNDRED);
    let amount = value("涉及金额");
    if all && amount.is_ok() {
        let projects = cell_or_stated(context, &cell_of("K03", "合计", "project"));
        // Which projects are evaluated may be told of the general budget alone.
        let of_budget = cell_or_stated(context, &cell_of("K06", "合计", "project"));
        let is_budget = amount.as_ref().ok().zip(of_budget.as_ref().ok());
        let is_budget = is_budget.is_some_and(|(one, other)| meets(one, other));
        let whole = if is_budget { of_budget } else { projects };
        let relation = Relation::same(RULE.code, amount, whole);
        checks.relation(Level::Error, relation);
    }
}

/// Whether two figures can be printings of one quantity.
fn meets(one: &Figure, other: &Figure) -> bool {
    let relation = Relation::same(RULE.code, *one, *other);
    matches!(
        decide(&relation),
        Outcome::Holds | Outcome::WithinRounding(_)
    )
}
