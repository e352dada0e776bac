//! Vehicles among the assets do not fit those of the three public expenses, or things that are
//! not there have a value (G092).

use crate::relation::{Figure, Relation, RuleCode, Side};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::cell::figure_of;
use super::vehicles::zero;

/// Assets and vehicles.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(92),
    reads: &["assets", "three_public_counts"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let kept = figure_of(
        context.accounts,
        "three_public_counts",
        "公务用车保有量",
        "final",
    );
    let owned = figure_of(context.accounts, "assets", "汽车", "count");
    if let (Ok(kept), Ok(owned)) = (kept, owned) {
        let relation = Relation::at_most(RULE.code, Side::figure(kept), Side::figure(owned));
        checks.relation(Level::Warning, relation);
    }
    let Some(assets) = context.accounts.final_table("assets") else {
        return;
    };
    let spec = assets.spec();
    let (Some(count), Some(amount)) = (spec.column("count"), spec.column("amount")) else {
        return;
    };
    for row in 0..assets.rows.len() {
        let figure = |column| Figure::at(context.accounts, assets.place(row, column));
        if let (Ok(count), Ok(amount)) = (figure(count), figure(amount))
            && count.value.is_zero()
        {
            checks.relation(Level::Warning, zero(RULE.code, Ok(amount)));
        }
    }
}
