//! The shares of one list do not close at 100 % (G065).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::{Text, Unit};
use crate::relation::{Relation, RuleCode, Side, Term};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::claim::{Column, claims};

/// Shares close.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(65),
    reads: &["claims"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let mut lists: BTreeMap<&str, Vec<Term>> = BTreeMap::new();
    for claim in claims(context) {
        if let Some(list) = claim.words(Column::List) {
            let share = Term::plus(claim.figure(Column::Share));
            lists.entry(list).or_default().push(share);
        }
    }
    for (list, shares) in lists {
        let whole = Side::Constant(Decimal::ONE_HUNDRED, Unit::Percent);
        let relation = Relation::equal(RULE.code, Side::Sum(shares), whole);
        let about = Text::new(
            format!("“{list}”的占比之和"),
            format!("the shares of “{list}”"),
        );
        checks.relation_about(Level::Warning, relation, about);
    }
}
