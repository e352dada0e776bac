//! Missions abroad and receptions do not fit their cost (G074).

use crate::model::Unit;
use crate::relation::{Figure, Missing, NotChecked, Relation, RuleCode, Scale, Side, Term};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::cell::{cell_of, cell_or_stated, figure_of};
use super::claim::{Column, claims};
use super::vehicles::{use_of_nothing, zero};

/// Missions and receptions.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(74),
    reads: &["claims", "K11", "three_public_counts"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let count = |row| figure_of(context.accounts, "three_public_counts", row, "final");
    let cost = |row| cell_or_stated(context, &cell_of("K11", row, "final"));
    let (groups, travellers) = (count("因公出国（境）团组数"), count("因公出国（境）人次"));
    let (batches, guests) = (count("公务接待批次"), count("公务接待人次"));
    both_or_neither(checks, groups, travellers.clone());
    both_or_neither(checks, travellers, cost("因公出国（境）费"));
    both_or_neither(checks, batches.clone(), cost("公务接待费"));
    if batches.is_ok() || guests.is_ok() {
        let fewer = Relation::at_most(
            RULE.code,
            Side::figure(batches),
            Side::figure(guests.clone()),
        );
        checks.relation(Level::Warning, fewer);
    }
    if let (Ok(each), Ok(guests)) = (count("人均接待费"), guests) {
        let quotient = Side::Ratio {
            over: vec![Term::plus(cost("公务接待费"))],
            under: vec![Term::plus(guests)],
            scale: Scale::Per(Unit::Yuan),
        };
        let relation = if guests.value.is_zero() {
            zero(RULE.code, Ok(each))
        } else {
            Relation::equal(RULE.code, Side::figure(each), quotient)
        };
        checks.relation(Level::Warning, relation);
    }
    for claim in claims(context) {
        if claim.words(Column::Use) == Some("是") {
            use_of_nothing(checks, RULE.code, &claim, "公务接待");
            use_of_nothing(checks, RULE.code, &claim, "因公出国");
        }
    }
}

/// One is zero exactly when the other is. Not stated when the accounts give neither.
fn both_or_neither(
    checks: &mut Checks,
    one: Result<Figure, Missing>,
    other: Result<Figure, Missing>,
) {
    match (one, other) {
        (Ok(one), Ok(other)) if one.value.is_zero() => {
            checks.relation(Level::Warning, zero(RULE.code, Ok(other)));
        }
        (Ok(one), Ok(other)) if other.value.is_zero() => {
            checks.relation(Level::Warning, zero(RULE.code, Ok(one)));
        }
        (Ok(_), Ok(_)) => checks.fine(RULE.code),
        (Ok(_), Err(missing)) | (Err(missing), Ok(_)) => {
            checks.not_checked(RULE.code, NotChecked::Missing(missing));
        }
        (Err(_), Err(_)) => {}
    }
}
