//! A cost per vehicle or per guest changed so much that it needs a reason (G058).
//!
//! How much is a parameter of the rule book.

use rust_decimal::Decimal;

use crate::model::{Period, Place, Text, fixed};
use crate::relation::{Figure, Missing, NotChecked, RuleCode};
use crate::rules::claims::cell::{cell_figure, cell_of, published};
use crate::rules::{Checks, CodeRule, Context, Flaw, Level, book};

/// Plausibility against last year.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(58),
    reads: &["K11", "three_public_counts"],
    state,
};

/// Costs and what they are spread over.
const COSTS: [(&str, &str, &str, &str); 3] = [
    (
        "公务用车运行维护费",
        "公务用车保有量",
        "车均运行维护费",
        "running cost per vehicle",
    ),
    (
        "公务用车购置费",
        "公务用车购置数",
        "车均购置费",
        "purchase cost per vehicle",
    ),
    (
        "公务接待费",
        "公务接待人次",
        "人均接待费",
        "reception cost per guest",
    ),
];

fn state(context: &Context<'_>, checks: &mut Checks) {
    for (cost, count, zh, en) in COSTS {
        let cost = cell_of("three_public", cost, "final");
        let count = cell_of("three_public_counts", count, "final");
        let (Ok(spent), Ok(number)) = (
            cell_figure(context.accounts, &cost),
            cell_figure(context.accounts, &count),
        ) else {
            continue;
        };
        if number.value.is_zero() {
            continue;
        }
        let name = Text::new(zh, en);
        let last = |cell| {
            published(context, cell, Period::PriorYear)
                .into_iter()
                .next()
        };
        let (Some(Ok(last_spent)), Some(Ok(last_number))) = (last(&cost), last(&count)) else {
            let missing = Missing {
                what: name,
                why: Text::new("没有上年数", "last year's figures are not there"),
                place: None,
            };
            checks.not_checked(RULE.code, NotChecked::Missing(missing));
            continue;
        };
        if !last_spent.value.is_zero() && !last_number.value.is_zero() {
            compare(&name, [spent, number], [last_spent, last_number], checks);
        }
    }
}

fn compare(name: &Text, this: [Figure; 2], last: [Figure; 2], checks: &mut Checks) {
    let each = |[cost, count]: [Figure; 2]| cost.base_value()?.checked_div(count.value);
    let change = each(this).zip(each(last)).and_then(|(this, last)| {
        let change = this.checked_sub(last)?.checked_div(last)?;
        change.checked_mul(Decimal::ONE_HUNDRED)
    });
    let Some(change) = change else {
        checks.not_checked(RULE.code, NotChecked::OutOfRange);
        return;
    };
    if change.abs() <= book::quantity("per_head_change").value {
        checks.fine(RULE.code);
        return;
    }
    let up = change.is_sign_positive();
    let percent = fixed(change.abs(), 2);
    let message = Text::new(
        format!(
            "{}比上年{} {percent}%，请说明原因",
            name.zh,
            if up { "增加" } else { "减少" }
        ),
        format!(
            "{} is {percent} % {} than last year: ask for the reason",
            name.en,
            if up { "higher" } else { "lower" }
        ),
    );
    let places: Vec<Place> = this
        .iter()
        .chain(&last)
        .map(|figure| figure.place)
        .collect();
    checks.flaw(RULE.code, Level::Question, Flaw::new(message, places));
}
