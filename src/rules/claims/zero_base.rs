//! A rate of change or of completion is stated on a base of zero (G069).

use crate::model::{CellEdit, Text};
use crate::relation::{Figure, RuleCode, Term};
use crate::rules::{Certainty, Checks, CodeRule, Context, Fix, Flaw, Level};

use super::cell::published;
use super::claim::{Claim, Column, claims};
use super::group::is_exactly_zero;

/// Zero base.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(69),
    reads: &[],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for claim in claims(context) {
        for column in [Column::Rate, Column::Completion] {
            let Some(rate) = claim.readable(column) else {
                continue;
            };
            let Some(base) = known_base(context, &claim) else {
                continue;
            };
            if is_exactly_zero(&base) {
                report(&claim, column, &rate, checks);
            } else {
                checks.fine(RULE.code);
            }
        }
    }
}

fn known_base(context: &Context<'_>, claim: &Claim<'_>) -> Option<Vec<Term>> {
    let base = claim.base().or_else(|| {
        let period = claim.against()?.ok()?;
        let subject = claim.subject_cell()?;
        let known = published(context, &subject, period).pop()?;
        Some(vec![Term::plus(known)])
    })?;
    let readable = base.iter().all(|term| term.operand.figure().is_some());
    readable.then_some(base)
}

/// `0%` of nothing is a way of writing that nothing happened: asked, not corrected.
fn report(claim: &Claim<'_>, column: Column, rate: &Figure, checks: &mut Checks) {
    let level = if rate.value.is_zero() {
        Level::Question
    } else {
        Level::Error
    };
    let printed = rate.quantity().text();
    let mut places = vec![claim.place(column)];
    places.extend(
        [Column::Base, Column::Amount]
            .into_iter()
            .filter(|column| claim.prints(*column))
            .map(|column| claim.place(column)),
    );
    let mut flaw = Flaw::new(
        Text::new(
            format!("基期数为零，却写了比率 {}", printed.zh),
            format!("the base is zero, yet a rate of {} is stated", printed.en),
        ),
        places,
    );
    flaw.fixes = vec![Fix {
        title: Text::new(
            format!("删去比率 {}，只保留金额", printed.zh),
            format!("Remove the rate {} and keep the amount", printed.en),
        ),
        certainty: Certainty::Review,
        edits: vec![CellEdit::new(claim.place(column), "")],
    }];
    checks.flaw(RULE.code, level, flaw);
}
