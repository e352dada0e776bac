//! An amount in words is not the amount in figures (G075), in statements and in contracts.

use crate::model::{Place, Text, Unit};
use crate::relation::{Figure, Missing, Relation, RuleCode};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::claim::{Column, claims};
use super::numerals;

/// Amount in words.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(75),
    reads: &["claims", "contract"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for claim in claims(context) {
        if let Some(words) = claim.words(Column::Words) {
            let place = claim.place(Column::Words);
            compare(context, checks, claim.amount(), words, place);
        }
    }
    let Some(contracts) = context.accounts.final_table("contract") else {
        return;
    };
    let spec = contracts.spec();
    let (Some(amount), Some(words)) = (spec.column("amount"), spec.column("words")) else {
        return;
    };
    for row in 0..contracts.rows.len() {
        let place = contracts.place(row, words);
        let cell = context.accounts.cell(place).words();
        if let Some(words) = cell.filter(|words| !words.is_empty()) {
            let figure = Figure::at(context.accounts, contracts.place(row, amount));
            compare(context, checks, figure, words, place);
        }
    }
}

/// The figures are what is stated; the words, which are harder to slip in, are what it must be.
fn compare(
    context: &Context<'_>,
    checks: &mut Checks,
    amount: Result<Figure, Missing>,
    words: &str,
    place: Place,
) {
    let value = numerals::parse(words)
        .map(|value| Figure {
            value,
            unit: Unit::Yuan,
            decimals: 2,
            place,
        })
        .map_err(|reason| Missing {
            what: context.accounts.label(place),
            why: reason.text(words),
            place: Some(place),
        });
    let about = Text::new(
        format!("大写“{words}”与小写不符"),
        format!("the words “{words}” say another amount"),
    );
    checks.relation_about(
        Level::Error,
        Relation::same(RULE.code, amount, value),
        about,
    );
}
