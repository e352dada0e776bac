//! The reason that the text gives points the other way than the change (G072).
//!
//! Reasons are free words: what is known are words that name one direction. A reason that names
//! both, or none, says nothing here. Where the parts prove in which direction the whole moved, a
//! reason against it is to be verified; else it is asked about.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::model::Text;
use crate::relation::RuleCode;
use crate::rules::{Checks, CodeRule, Context, Flaw, Level, plain_name};

use super::claim::{Claim, Column, Direction, claims};

use super::group::{value, wholes};

/// A reason fits the direction.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(72),
    reads: &[],
    state,
};

/// Words that name a direction.
#[derive(Deserialize)]
struct Reasons {
    up: Vec<String>,
    down: Vec<String>,
}

static REASONS: LazyLock<Reasons> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../assets/reasons.json"))
        .expect("the bundled words are valid; a test reads them")
});

/// How it is known in which direction something moved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    /// By its parts.
    ByParts,
    /// By the two figures, or the word beside the change.
    AsStated,
}

fn state(context: &Context<'_>, checks: &mut Checks) {
    let mut by_parts: Option<BTreeMap<&str, Direction>> = None;
    for claim in claims(context) {
        let Some(reason) = claim.words(Column::Because) else {
            continue;
        };
        let Some(said) = direction_of(reason) else {
            continue;
        };
        let by_parts = by_parts.get_or_insert_with(|| moved_by_parts(context));
        let known = match by_parts.get(claim.id()) {
            Some(direction) => Some((*direction, Known::ByParts)),
            None => as_stated(&claim).map(|direction| (direction, Known::AsStated)),
        };
        match known {
            None | Some((Direction::Level, _)) => {}
            Some((moved, _)) if moved == said => checks.fine(RULE.code),
            Some(moved) => report(context, &claim, reason, moved, checks),
        }
    }
}

/// The one direction that a reason names.
fn direction_of(reason: &str) -> Option<Direction> {
    let names = |words: &[String]| words.iter().any(|word| reason.contains(word.as_str()));
    match (names(&REASONS.up), names(&REASONS.down)) {
        (true, false) => Some(Direction::Up),
        (false, true) => Some(Direction::Down),
        _ => None,
    }
}

/// Wholes whose parts all state their changes, which add up to the whole's but for its sign.
fn moved_by_parts<'a>(context: &Context<'a>) -> BTreeMap<&'a str, Direction> {
    let groups = wholes(context, Column::PartOf).into_iter();
    let moved = groups.filter_map(|group| {
        let whole = group.whole.ok()?;
        let against = whole.against();
        let parts = group.parts.iter().map(|part| {
            let is_compared = part.against() == against;
            value(&part.signed_change()?).filter(|_| is_compared)
        });
        let sum = parts.sum::<Option<Decimal>>()?;
        let stated = value(&whole.signed_change()?)?;
        (sum.abs() == stated.abs()).then(|| Some((whole.id(), sign(sum)?)))?
    });
    moved.collect()
}

fn as_stated(claim: &Claim<'_>) -> Option<Direction> {
    let figures = claim.prints(Column::Base).then(|| {
        let (amount, base) = (claim.amount().ok()?, claim.figure(Column::Base).ok()?);
        sign(amount.base_value()?.checked_sub(base.base_value()?)?)
    });
    figures.flatten().or_else(|| claim.direction()?.ok())
}

fn sign(change: Decimal) -> Option<Direction> {
    match change {
        change if change.is_zero() => None,
        change if change.is_sign_negative() => Some(Direction::Down),
        _ => Some(Direction::Up),
    }
}

fn report(
    context: &Context<'_>,
    claim: &Claim<'_>,
    reason: &str,
    (moved, known): (Direction, Known),
    checks: &mut Checks,
) {
    let name = plain_name(context.accounts, claim.place(Column::Because));
    let (moved_zh, moved_en) = match moved {
        Direction::Down => ("减少", "went down"),
        _ => ("增加", "went up"),
    };
    let (by_zh, by_en, level) = match known {
        Known::ByParts => ("各部分之和", "its parts", Level::Warning),
        Known::AsStated => ("数字", "it", Level::Question),
    };
    let message = Text::new(
        format!(
            "{}写“{reason}”，而{by_zh}是{moved_zh}的，原因与方向不符",
            name.zh
        ),
        format!(
            "{} reads “{reason}”, yet {by_en} {moved_en}: the reason says the opposite",
            name.en
        ),
    );
    let mut places = vec![claim.place(Column::Because)];
    if claim.prints(Column::Change) {
        places.push(claim.place(Column::Change));
    }
    checks.flaw(RULE.code, level, Flaw::new(message, places));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_names_one_direction_or_none() {
        assert_eq!(direction_of("年中追加培训经费"), Some(Direction::Up));
        assert_eq!(direction_of("压减一般性支出"), Some(Direction::Down));
        assert_eq!(direction_of("人员增加，同时压减公用经费"), None);
        assert_eq!(direction_of("按实际支出"), None);
    }
}
