//! The items listed exceed the total that they are items of (G057).
//!
//! Items without final accounts may be left out of such a list, so a smaller sum proves nothing:
//! the relation is "at most".

use crate::model::{Period, RowKind};
use crate::relation::{Relation, RuleCode, Side, Term};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::claim::{Claim, Column};
use super::group::wholes;

/// Items are at most their total.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(57),
    reads: &[],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for group in wholes(context, Column::PartOf) {
        let Ok(whole) = group.whole else {
            continue;
        };
        if !group.parts.iter().all(|part| is_item(context, part)) {
            continue;
        }
        let amounts = group.parts.iter().map(|part| Term::plus(part.amount()));
        let relation = Relation::at_most(
            RULE.code,
            Side::Sum(amounts.collect()),
            Side::figure(whole.amount()),
        );
        checks.relation(Level::Error, relation);
        let budget = |claim: &Claim<'_>| match claim.against() {
            Some(Ok(Period::InitialBudget)) => claim.base(),
            _ => None,
        };
        let listed: Vec<_> = group.parts.iter().filter_map(budget).flatten().collect();
        if let Some(total) = budget(&whole).filter(|_| !listed.is_empty()) {
            let relation = Relation::at_most(RULE.code, Side::Sum(listed), Side::Sum(total));
            checks.relation(Level::Error, relation);
        }
    }
}

/// Whether a claim is about a 项, a code of seven digits.
pub(super) fn is_item(context: &Context<'_>, claim: &Claim<'_>) -> bool {
    let Some(subject) = claim.subject_cell() else {
        return false;
    };
    let by_code = subject.row.len() == 7 && subject.row.bytes().all(|b| b.is_ascii_digit());
    let row = || {
        let table = context.accounts.table(subject.table_ref())?;
        let row = table.row(&subject.row, subject.side).ok()??;
        table.rows.get(row)
    };
    by_code || row().is_some_and(|row| row.kind == RowKind::Item)
}
