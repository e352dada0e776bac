//! Parts do not add up to their whole (G066).
//!
//! Lists of items (项) may leave some out and are `item_budgets`' business; changes are
//! `change_sum`'s; a mean is no part.

use crate::relation::{Figure, Missing, NotChecked, Relation, RuleCode, Side, Term};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::claim::{Claim, Column};
use super::group::wholes;
use super::item_budgets::is_item;

/// Parts add up.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(66),
    reads: &[],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for mut group in wholes(context, Column::PartOf) {
        group.parts.retain(|part| !is_mean(part));
        if group.parts.is_empty() {
            continue;
        }
        let whole = match group.whole {
            Ok(whole) => whole,
            Err(missing) => {
                checks.not_checked(RULE.code, NotChecked::Missing(missing));
                continue;
            }
        };
        let parts = &group.parts;
        if !parts.iter().any(|part| is_item(context, part))
            && parts.iter().any(|part| part.prints(Column::Amount))
        {
            add_up(checks, &whole, parts, Claim::amount);
        }
        if whole.prints(Column::Count) && parts.iter().any(|part| part.prints(Column::Count)) {
            add_up(checks, &whole, parts, |claim| claim.figure(Column::Count));
        }
    }
}

fn add_up<'a>(
    checks: &mut Checks,
    whole: &Claim<'a>,
    parts: &[Claim<'a>],
    measure: impl Fn(&Claim<'a>) -> Result<Figure, Missing>,
) {
    let sum = parts.iter().map(|part| Term::plus(measure(part)));
    let relation = Relation::equal(
        RULE.code,
        Side::figure(measure(whole)),
        Side::Sum(sum.collect()),
    );
    checks.relation(Level::Error, relation);
}

/// Whether a claim states a mean over days or months instead of a part.
pub(in crate::rules) fn is_mean(claim: &Claim<'_>) -> bool {
    claim
        .words(Column::Every)
        .is_some_and(|word| word.ends_with('均'))
}
