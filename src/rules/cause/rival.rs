//! Which amounts of a text would explain a wrong quotient just as well as the quotient itself.
//!
//! A printed rate is computed from amounts; where no other relation vouches for one of them, a
//! slip in that amount gives the same broken relation. Then nothing is certain, and both
//! corrections are offered, the amount first: everything else is computed from it.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::{Place, Text};
use crate::relation::{Figure, Relation, Side};
use crate::rules::{Certainty, brief_name};

use super::candidate::{Candidate, Reason};
use super::digits;
use super::solve::{Open, Solver};
use super::sum::{Verdict, judge};
use super::trial::Change;
use super::{Cause, CauseKind, Mistake, figure, fix};

/// A quotient of fewer digits is met by many amounts.
const FEWEST_DIGITS: i128 = 100;
/// By how many places the point of an amount slips.
const MOST_PLACES: u32 = 4;
/// Claims of a text from which an amount may have been meant.
const MOST_LINES: u32 = 3;

/// An amount that explains a wrong quotient.
pub(super) struct Rival {
    change: Change,
    cause: Cause,
}

impl Solver<'_, '_> {
    /// The amounts of a text that nothing vouches for and that explain the one broken quotient.
    pub(super) fn rivals(&self, candidate: &Candidate, broken: &[&Open]) -> Vec<Rival> {
        let place = candidate.change.place();
        let is_told = |place: Place| self.context.accounts.text_span(place).is_some();
        let [one] = broken else { return Vec::new() };
        let Side::Ratio { over, under, .. } = &one.relation.right else {
            return Vec::new();
        };
        if !candidate.is_derived || !is_told(place) || !has_digits(&one.relation, place) {
            return Vec::new();
        }
        let figures = over.iter().chain(under).filter_map(|t| t.operand.figure());
        let mut seen = BTreeSet::new();
        figures
            .filter(|figure| is_told(figure.place) && !self.is_vouched(figure.place))
            .filter(|figure| figure.place != place && seen.insert(figure.place))
            .filter_map(|figure| self.rival(figure, &one.relation))
            .collect()
    }

    /// What an amount should have been for the quotient to be right, when one slip says so.
    fn rival(&self, figure: &Figure, relation: &Relation) -> Option<Rival> {
        let explains = |value: Decimal| {
            let change = Change::Value(figure.place, value);
            judge(&self.given.with(change), relation) == Verdict::Holds
                && self.breaks_nothing(change)
        };
        let printed = digits::whole(figure.value, figure.decimals)?;
        let value = |whole| Decimal::try_from_i128_with_scale(whole, figure.decimals).ok();
        let scaled = scaled(figure).into_iter().find(|value| explains(*value));
        let (value, reason) = if let Some(value) = scaled {
            (value, None)
        } else {
            let slipped = slipped(printed).into_iter().filter_map(value);
            let slipped: Vec<Decimal> = slipped.filter(|value| explains(*value)).collect();
            match slipped[..] {
                [] => self
                    .beside(figure)
                    .into_iter()
                    .find(|one| explains(one.0))?,
                [only] => (only, None),
                // What several slips explain is explained by none.
                _ => return None,
            }
        };
        let reason = reason.or_else(|| {
            let right = figure.with_value(value);
            // A point that slipped to the left left no room for the last digits.
            let decimals = figure.decimals.max(value.normalize().scale());
            let whole = |value| digits::whole(value, decimals);
            let slip = digits::slip(whole(figure.value)?, whole(value)?)?;
            let right = Figure { decimals, ..right };
            Some(figure::slip_reason(
                &Figure {
                    value: figure.value,
                    ..right
                },
                whole(value)?,
                slip,
            ))
        })?;
        let name = brief_name(self.context.accounts, figure.place);
        let why = reason.cause.text();
        let kind = reason.cause.steps.first()?.kind;
        let text = Text::new(
            format!("若是{}有误，则比率恰好相符：{}", name.zh, why.zh),
            format!("if {} is wrong, the rate agrees: {}", name.en, why.en),
        );
        Some(Rival {
            change: Change::Value(figure.place, value),
            cause: Cause::new(kind, text),
        })
    }

    /// What the claims beside print in the same column: 款 that says what its 类 says.
    fn beside(&self, figure: &Figure) -> Vec<(Decimal, Option<Reason>)> {
        let place = figure.place;
        let above = (1..=MOST_LINES).filter_map(|by| place.row.checked_sub(by));
        let below = (1..=MOST_LINES).filter_map(|by| place.row.checked_add(by));
        let rows = above.chain(below).map(|row| Place { row, ..place });
        let beside = rows.filter_map(|other| Figure::at(self.context.accounts, other).ok());
        let beside = beside.filter(|other| other.unit == figure.unit && !other.value.is_zero());
        let told = beside.map(|other| {
            let name = brief_name(self.context.accounts, other.place);
            let shown = other.quantity().text();
            let text = Text::new(
                format!("{}是 {}", name.zh, shown.zh),
                format!("{} is {}", name.en, shown.en),
            );
            let reason = Reason {
                rank: super::candidate::Rank::Weak,
                cause: Cause::new(CauseKind::Copied, text),
            };
            (other.value, Some(reason))
        });
        told.collect()
    }

    /// Says in a mistake what else explains it.
    pub(super) fn say_rivals(&self, mistake: &mut Mistake, rivals: Vec<Rival>) {
        let mut first = Vec::new();
        for rival in rivals {
            let accounts = self.context.accounts;
            first.extend(fix::fix(accounts, rival.change, Certainty::Review, None));
            mistake.cause = Some(match mistake.cause.take() {
                // It stays the slip that it is; what else may be wrong is said beside it.
                Some(mut cause) => {
                    if let Some(last) = cause.steps.last_mut() {
                        last.text = Text::join([&last.text, &rival.cause.text()], "；", "; ");
                    }
                    cause
                }
                None => rival.cause,
            });
        }
        if mistake.after.is_none() {
            first.append(&mut mistake.fixes);
            mistake.fixes = first;
        }
    }
}

/// Whether the printed quotient has enough digits to say anything of an amount.
fn has_digits(relation: &Relation, place: Place) -> bool {
    let mut figures = relation.terms().filter_map(|term| term.operand.figure());
    figures.any(|figure| {
        figure.place == place
            && digits::whole(figure.value, figure.decimals)
                .is_some_and(|whole| whole >= FEWEST_DIGITS)
    })
}

/// The amount with its point elsewhere.
fn scaled(figure: &Figure) -> Vec<Decimal> {
    let powers = (1..=MOST_PLACES).map(|places| Decimal::from(10_u32.pow(places)));
    powers
        .flat_map(|power| {
            [
                figure.value.checked_div(power),
                figure.value.checked_mul(power),
            ]
        })
        .flatten()
        .collect()
}

/// All whole numbers of which one wrong digit, or two that changed places, make the printed one.
fn slipped(printed: i128) -> Vec<i128> {
    let digits: Vec<u8> = printed.unsigned_abs().to_string().into_bytes();
    let sign = printed.signum();
    let mut all = BTreeSet::new();
    let mut add = |digits: &[u8]| {
        let whole = str::from_utf8(digits)
            .ok()
            .and_then(|text| text.parse().ok());
        all.extend(whole.map(|whole: i128| whole * sign));
    };
    for at in 0..digits.len() {
        for digit in b'0'..=b'9' {
            let mut other = digits.clone();
            other[at] = digit;
            add(&other);
        }
        if at > 0 {
            let mut other = digits.clone();
            other.swap(at - 1, at);
            add(&other);
        }
    }
    all.remove(&printed);
    all.remove(&0);
    all.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_digit_or_two_that_changed_places() {
        let all = slipped(-132);
        assert!(
            [-122, -312, -123, -32, -932]
                .iter()
                .all(|one| all.contains(one)),
            "{all:?}"
        );
        assert!(!all.contains(&-132) && !all.contains(&-231), "{all:?}");
    }
}
