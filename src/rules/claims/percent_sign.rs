//! A share or rate is printed without its percent sign (G078).
//!
//! A JSON number has no sign to miss; a text does, since the file gives it as it is printed.

use crate::model::{CellEdit, Text, fixed};
use crate::relation::RuleCode;
use crate::rules::{Certainty, Checks, CodeRule, Context, Fix, Flaw, Level};

use super::claim::{Claim, Column, claims};

/// Percent sign.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(78),
    reads: &["claims"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for claim in claims(context) {
        for column in [Column::Rate, Column::Share, Column::Completion] {
            if claim.prints_without_unit(column) {
                report(&claim, column, checks);
            } else if claim.readable(column).is_some() {
                checks.fine(RULE.code);
            }
        }
    }
}

fn report(claim: &Claim<'_>, column: Column, checks: &mut Checks) {
    let Some(rate) = claim.readable(column) else {
        return;
    };
    let printed = fixed(rate.value, rate.decimals);
    let place = claim.place(column);
    let mut flaw = Flaw::new(
        Text::new(
            format!("比率 {printed} 没有百分号"),
            format!("the rate {printed} has no percent sign"),
        ),
        vec![place],
    );
    flaw.fixes = vec![Fix {
        title: Text::new(
            format!("将 {printed} 改为 {printed}%"),
            format!("Write {printed}% for {printed}"),
        ),
        certainty: Certainty::Review,
        edits: vec![CellEdit::new(place, format!("{printed}%"))],
    }];
    checks.flaw(RULE.code, Level::Error, flaw);
}
