//! One contract is larger than all that was procured of its kind (G051).
//!
//! What purchased services as a whole may come to are formulas of the rule book. A contract may
//! run over years or be procured otherwise, so it is asked.

use crate::model::Text;
use crate::relation::{Figure, Relation, RuleCode, Side};
use crate::rules::{Checks, CodeRule, Context, Level};

use crate::rules::claims::cell::figure_of;

/// Contracts against procurement.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(51),
    reads: &["contract", "K12"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let accounts = context.accounts;
    let Some(contracts) = accounts.final_table("contract") else {
        return;
    };
    let spec = contracts.spec();
    let (Some(amount), Some(kind)) = (spec.column("amount"), spec.column("procured")) else {
        return;
    };
    for row in 0..contracts.rows.len() {
        let place = contracts.place(row, amount);
        if !accounts.cell(place).is_present() {
            continue;
        }
        let kind = accounts.cell(place.beside(kind)).words();
        let kind = kind.filter(|kind| matches!(*kind, "货物" | "工程" | "服务"));
        let kind = kind.unwrap_or("合计");
        let procured = figure_of(accounts, "K12", kind, "final");
        let relation = Relation::at_most(
            RULE.code,
            Side::figure(Figure::at(accounts, place)),
            Side::figure(procured),
        );
        let about = Text::new(
            format!("单份合同多于全年政府采购“{kind}”，请说明采购方式"),
            "one contract is above all procurement of its kind: ask how it was procured",
        );
        checks.relation_about(Level::Question, relation, about);
    }
}
