//! A rate of change or of completion is stated on a base of zero (G069).

use rust_decimal::Decimal;

use crate::model::{CellEdit, Text};
use crate::relation::{Figure, Outcome, Relation, RuleCode, Scale, Side, Term, decide};
use crate::rules::{Cause, CauseKind, Certainty, Checks, CodeRule, Context, Fix, Flaw, Level};

use super::cell::published;
use super::claim::{Claim, Column, claims};
use super::group::{is_exactly_zero, is_zero_as_printed};

/// Zero base.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(69),
    reads: &[],
    state,
};

/// A rate above this may be one on a base that was rounded to nothing.
const MOST_PERCENT: Decimal = Decimal::ONE_THOUSAND;

fn state(context: &Context<'_>, checks: &mut Checks) {
    for claim in claims(context) {
        for column in [Column::Rate, Column::Completion] {
            let Some(rate) = claim.readable(column) else {
                continue;
            };
            let Some(base) = known_base(context, &claim) else {
                continue;
            };
            if is_rate_on_nothing(&rate, &base) {
                report(context, &claim, column, &rate, checks);
            } else {
                checks.fine(RULE.code);
            }
        }
    }
}

/// Whether a rate is of nothing: beyond doubt, or as printed, unless the rate is so large that
/// the base was rounded to nothing.
pub(super) fn is_rate_on_nothing(rate: &Figure, base: &[Term]) -> bool {
    is_exactly_zero(base) || (is_zero_as_printed(base) && rate.value.abs() <= MOST_PERCENT)
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

/// `0%` of nothing is a way of writing that nothing happened: silent where nothing did, else
/// asked and not corrected.
fn report(
    context: &Context<'_>,
    claim: &Claim<'_>,
    column: Column,
    rate: &Figure,
    checks: &mut Checks,
) {
    let nothing = matches!(claim.amount(), Ok(amount) if amount.value.is_zero());
    if rate.value.is_zero() && nothing && claim.is_of_text() {
        checks.fine(RULE.code);
        return;
    }
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
    flaw.cause = match column {
        Column::Completion => of_another_budget(context, claim, rate),
        _ => of_itself(claim, rate),
    };
    flaw.fixes = vec![fix(claim, column, &printed)];
    checks.flaw(RULE.code, level, flaw);
}

/// The rate is gone where a cell holds it; in a sentence it takes words with it, which are for the
/// writer to choose.
fn fix(claim: &Claim<'_>, column: Column, printed: &Text) -> Fix {
    let edit = CellEdit::new(claim.place(column), "");
    let (certainty, edits) = if claim.is_of_text() {
        (Certainty::Hint, Vec::new())
    } else {
        (Certainty::Review, vec![edit])
    };
    Fix {
        title: Text::new(
            format!("删去比率 {}，只保留金额", printed.zh),
            format!("Remove the rate {} and keep the amount", printed.en),
        ),
        certainty,
        edits,
    }
}

/// The change was divided by this year's figure.
fn of_itself(claim: &Claim<'_>, rate: &Figure) -> Option<Cause> {
    let amount = claim
        .amount()
        .ok()
        .filter(|amount| !amount.value.is_zero())?;
    let is_all = rate.value.abs() == Decimal::ONE_HUNDRED;
    let amount = amount.quantity().text();
    is_all.then(|| {
        Cause::new(
            CauseKind::WrongDenominator,
            Text::new(
                format!("增减额 ÷ 本年数 {} = 100%，基期为零时没有增减率", amount.zh),
                format!(
                    "the change was divided by this year's {}; there is no rate on nothing",
                    amount.en
                ),
            ),
        )
    })
}

/// The rate is that of another budget of the same sentence.
fn of_another_budget(context: &Context<'_>, claim: &Claim<'_>, rate: &Figure) -> Option<Cause> {
    let amount = claim.amount().ok()?;
    let subject = claim.subject_key();
    // The subject is the dearest to compare.
    let mut others = claims(context).filter(|other| {
        other.prints(Column::Base)
            && other.id() != claim.id()
            && other.against() != claim.against()
            && other.subject_key() == subject
    });
    others.find_map(|other| {
        let base = other.figure(Column::Base).ok()?;
        let quotient = Relation::equal(
            RULE.code,
            Side::figure(*rate),
            Side::Ratio {
                over: vec![Term::plus(amount)],
                under: vec![Term::plus(base)],
                scale: Scale::Percent,
            },
        );
        let period = other.against()?.ok()?.text();
        let (over, under, shown) = (
            amount.quantity().text(),
            base.quantity().text(),
            rate.quantity().text(),
        );
        (decide(&quotient) == Outcome::Holds).then(|| {
            Cause::new(
                CauseKind::WrongDenominator,
                Text::new(
                    format!(
                        "{} ÷ {} = {}，是{}的完成率",
                        over.zh, under.zh, shown.zh, period.zh
                    ),
                    format!(
                        "{} ÷ {} = {}: it is the rate of the {}",
                        over.en, under.en, shown.en, period.en
                    ),
                ),
            )
        })
    })
}
