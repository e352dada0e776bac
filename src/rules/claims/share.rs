//! A share is not its amount divided by its whole (G064); the share of general budget spending in
//! the year's spending (G084) is one of them with a code of its own.

use crate::model::{Reference, TableId, Text};
use crate::relation::{NotChecked, Relation, RuleCode, Scale, Side, Term};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::cell::StatedCells;
use super::claim::{Claim, Column, claims};
use super::group::is_exactly_zero;

/// Share.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(64),
    reads: &[],
    state,
};

/// Share of general budget spending in the year's spending.
pub(in crate::rules) const OF_THE_YEAR: CodeRule = CodeRule {
    code: RuleCode::standard(84),
    reads: &["claims", "K03", "K06"],
    state: of_the_year,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let stated = StatedCells::of(context);
    for claim in claims(context).filter(|claim| claim.prints(Column::Share)) {
        if claim.words(Column::Of).is_none() {
            let why = Text::new("没有写占比的分母", "the whole is not named");
            let missing = claim.missing(Column::Of, why);
            checks.not_checked(RULE.code, NotChecked::Missing(missing));
            continue;
        }
        match claim.reference(Column::Of) {
            Ok(whole) if is_of_the_year(&claim, &whole) => {}
            Ok(whole) => state_share(&stated, checks, RULE.code, &claim, &whole),
            Err(missing) => checks.not_checked(RULE.code, NotChecked::Missing(missing)),
        }
    }
}

fn of_the_year(context: &Context<'_>, checks: &mut Checks) {
    let stated = StatedCells::of(context);
    for claim in claims(context).filter(|claim| claim.prints(Column::Share)) {
        if let Ok(whole) = claim.reference(Column::Of)
            && is_of_the_year(&claim, &whole)
        {
            state_share(&stated, checks, OF_THE_YEAR.code, &claim, &whole);
        }
    }
}

/// Whether it is K06's total over K03's.
fn is_of_the_year(claim: &Claim<'_>, whole: &Reference) -> bool {
    let is_total = |cell: &Reference, table: &str| {
        cell.table == TableId::named(table) && cell.column == 0 && cell.row == "合计"
    };
    let subject = claim.subject_cell();
    is_total(whole, "K03") && subject.is_some_and(|subject| is_total(&subject, "K06"))
}

fn state_share(
    stated: &StatedCells<'_>,
    checks: &mut Checks,
    code: RuleCode,
    claim: &Claim<'_>,
    whole: &Reference,
) {
    let part = if claim.prints(Column::Count) && !claim.prints(Column::Amount) {
        claim.figure(Column::Count)
    } else {
        claim.amount()
    };
    let under = vec![Term::plus(stated.figure(whole))];
    let share = claim.figure(Column::Share);
    // 0 % of nothing is a way of writing nothing.
    let nothing = matches!(&part, Ok(part) if part.value.is_zero());
    if nothing && is_exactly_zero(&under) && matches!(&share, Ok(share) if share.value.is_zero()) {
        checks.fine(code);
        return;
    }
    let quotient = Side::Ratio {
        over: vec![Term::plus(part)],
        under,
        scale: Scale::Percent,
    };
    let relation = Relation::equal(code, Side::figure(share), quotient);
    checks.relation(Level::Error, relation);
}
