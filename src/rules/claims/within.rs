//! An of-which part exceeds its whole (G067).

use crate::relation::{NotChecked, Relation, RuleCode, Side};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::claim::Column;
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
            let counts = part.prints(Column::Count) && whole.prints(Column::Count);
            let (left, right) = if counts {
                (part.figure(Column::Count), whole.figure(Column::Count))
            } else {
                (part.amount(), whole.amount())
            };
            let relation =
                Relation::at_most(RULE.code, Side::figure(left), Side::figure(right));
            checks.relation(Level::Error, relation);
        }
    }
}
