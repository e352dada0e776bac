//! What was bought of small and medium enterprises within the reserved projects and within the
//! others is together at most all that was bought (G067).

use crate::model::Text;
use crate::relation::{Relation, RuleCode, Side, Term};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::cell::figure_of;
use super::claim::{Claim, Column, claims};

/// Reserved and other purchases.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(67),
    reads: &["claims", "K12"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let awarded = |claim: &Claim<'_>| {
        let words = words(claim);
        let is_award = ["中标", "成交", "采购金额"];
        let is_award = is_award.iter().any(|word| words.contains(word));
        claim.prints(Column::Amount)
            && words.contains("中小企业")
            && is_award
            && !words.contains("预算")
    };
    let is_other = |claim: &Claim<'_>| words(claim).contains("其他");
    let awarded: Vec<Claim<'_>> = claims(context).filter(|claim| awarded(claim)).collect();
    let other = awarded.iter().find(|claim| is_other(claim));
    let reserved = awarded
        .iter()
        .find(|claim| !is_other(claim) && words(claim).contains("预留"));
    let (Some(other), Some(reserved)) = (other, reserved) else {
        return;
    };
    // What the text states of the total, so that both sides are statements of one section.
    let is_total = |claim: &Claim<'_>| {
        let cell = claim.subject_cell();
        claim.prints(Column::Amount)
            && cell.is_some_and(|cell| {
                cell.table.spec().id.as_deref() == Some("K12") && cell.row == "合计"
            })
    };
    let stated = claims(context).find(is_total).map(|claim| claim.amount());
    let total = stated.unwrap_or_else(|| figure_of(context.accounts, "K12", "合计", "final"));
    let parts = [other, reserved].map(|claim| Term::plus(claim.amount()));
    let relation = Relation::at_most(RULE.code, Side::Sum(parts.into()), Side::figure(total));
    let about = Text::new(
        "预留项目与其他项目的采购金额之和",
        "reserved and other purchases together",
    );
    checks.relation_about(Level::Warning, relation, about);
}

/// What a claim is about, in the words of the text.
fn words(claim: &Claim<'_>) -> String {
    let subject = claim.words(Column::Subject).unwrap_or_default();
    let named = claim.words(Column::Named).unwrap_or_default();
    format!("{subject}{named}")
}
