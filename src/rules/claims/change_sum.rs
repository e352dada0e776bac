//! The signed changes of the parts do not make the signed change of the whole (G056).
//!
//! A whole and its parts are compared only against the same base, and only when the whole states
//! a change and at least one part does. A part that hides its change leaves the sum unchecked; a
//! part that is compared with something else makes it no sum at all.
//! Lists of items (项) may leave some out, so their changes prove nothing.

use crate::model::Text;
use crate::relation::{Operand, Relation, RuleCode, Side, Term};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::claim::{Claim, Column};
use super::group::wholes;
use super::item_budgets::is_item;

/// Changes add up with their signs.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(56),
    reads: &[],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for group in wholes(context, Column::PartOf) {
        let Ok(whole) = group.whole else {
            continue;
        };
        if group.parts.iter().any(|part| is_item(context, part)) {
            continue;
        }
        let Some(change) = whole.signed_change() else {
            continue;
        };
        let against = whole.against();
        let compared: Vec<_> = group
            .parts
            .iter()
            .filter(|part| part.against() == against)
            .collect();
        if compared.len() < group.parts.len() {
            continue;
        }
        if !compared.iter().any(|part| part.signed_change().is_some()) {
            continue;
        }
        let parts = compared.into_iter().flat_map(|part| part_change(part));
        let relation = Relation::equal(RULE.code, Side::Sum(change), Side::Sum(parts.collect()));
        checks.relation(Level::Error, relation);
    }
}

fn part_change(part: &Claim<'_>) -> Vec<Term> {
    part.signed_change().unwrap_or_else(|| {
        let why = Text::new("没有写这一部分的增减额", "the part's change is not stated");
        vec![Term::plus(Operand::Missing(
            part.missing(Column::Change, why),
        ))]
    })
}
