//! The printed rate is not the change divided by the base (G060).
//!
//! The base is the earlier figure, last year's or the budget's, never the current one. That a
//! wrong rate was computed on the current figure, or lost a decimal place, is G061: no relation of
//! its own but the explanation that `cause` gives for this one, whose operands show both.

use crate::model::Text;
use crate::relation::{Figure, Missing, NotChecked, Relation, RuleCode, Scale, Side, Sign, Term};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::cell::{figure_of, published};
use super::claim::{Claim, Column, claims};
use super::group::{distance, is_exactly_zero};
use super::zero_base::is_rate_on_nothing;

/// Change rate.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(60),
    reads: &[],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for claim in claims(context) {
        if !claim.prints(Column::Rate) {
            continue;
        }
        let rate = claim.figure(Column::Rate);
        match change_and_base(context, &claim, rate.as_ref().ok()) {
            // A rate on nothing is `zero_base`'s business.
            Ok((_, base))
                if matches!(&rate, Ok(rate) if is_rate_on_nothing(rate, &base))
                    || is_exactly_zero(&base) => {}
            Ok((change, base)) => {
                let quotient = Side::Ratio {
                    over: change,
                    under: base,
                    scale: Scale::Percent,
                };
                let relation = Relation::equal(RULE.code, Side::figure(rate), quotient);
                checks.relation(Level::Error, relation);
            }
            Err(missing) => checks.not_checked(RULE.code, NotChecked::Missing(missing)),
        }
    }
    operating_costs(context, checks);
}

/// What the rate is of what: as printed, or from what was published when the text gives nothing
/// to compute with.
fn change_and_base(
    context: &Context<'_>,
    claim: &Claim<'_>,
    rate: Option<&Figure>,
) -> Result<(Vec<Term>, Vec<Term>), Missing> {
    if let Some(base) = claim.base() {
        let change = if claim.prints(Column::Change) {
            vec![as_signed_as(rate, claim.figure(Column::Change))]
        } else if claim.prints(Column::Base) {
            distance(claim.amount(), claim.figure(Column::Base))
        } else {
            // 持平: there is no change.
            Vec::new()
        };
        return Ok((change, base));
    }
    let period = claim.against().transpose()?;
    let known = period.zip(claim.subject_cell());
    let mut known = known.map_or_else(Vec::new, |(period, subject)| {
        published(context, &subject, period)
    });
    match known.pop() {
        Some(base) => {
            let change = distance(claim.amount(), base.clone());
            Ok((change, vec![Term::plus(base)]))
        }
        None => Err(claim.missing(
            Column::Rate,
            Text::new(
                "没有写增减额，也没有基期数，无法验算",
                "neither the change nor the base is stated",
            ),
        )),
    }
}

/// A change is printed with or without its sign, and so is the rate: only their sizes are compared
/// here.
fn as_signed_as(rate: Option<&Figure>, change: Result<Figure, Missing>) -> Term {
    let negative = |figure: &Figure| figure.value.is_sign_negative() && !figure.value.is_zero();
    let sign = match (rate, &change) {
        (Some(rate), Ok(change)) if negative(rate) != negative(change) => Sign::Minus,
        _ => Sign::Plus,
    };
    Term {
        sign,
        ..Term::plus(change)
    }
}

/// The operating costs print change and rate with their signs.
fn operating_costs(context: &Context<'_>, checks: &mut Checks) {
    let cell = |column| figure_of(context.accounts, "operating_costs", "机关运行经费", column);
    let Ok(rate) = cell("rate") else {
        return;
    };
    let change = match cell("change") {
        Ok(change) => vec![Term::plus(change)],
        Err(_) => vec![Term::plus(cell("final")), Term::minus(cell("prior_year"))],
    };
    let quotient = Side::Ratio {
        over: change,
        under: vec![Term::plus(cell("prior_year"))],
        scale: Scale::Percent,
    };
    let relation = Relation::equal(RULE.code, Side::figure(rate), quotient);
    checks.relation(Level::Error, relation);
}
