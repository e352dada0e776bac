//! Sums of printed figures as whole numbers, to judge many hypotheses without deciding each anew.
//!
//! Says what `relation::decide` says of sums, bounds and constants; what it is not made for
//! (ratios, very long numbers) it leaves to that.

use rust_decimal::Decimal;

use crate::model::Unit;
use crate::relation::{
    Comparison, Figure, Operand, Outcome, Relation, Rounding, Side, Sign, decide,
};

use super::trial::Supposed;

/// Everything is counted in units of 10⁻¹⁰.
const PLACES: u32 = 10;
/// Longer numbers are left to decimal arithmetic.
const LONGEST: u128 = 10_u128.pow(17);

/// What a hypothesis makes of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It holds as printed.
    Holds,
    /// It holds within rounding, or cannot be decided.
    Agrees,
    /// It is broken.
    Broken,
}

/// What the relation would give with the changes.
pub(super) fn judge(changes: &impl Supposed, relation: &Relation) -> Verdict {
    if let Some(verdict) = quick(changes, relation) {
        return verdict;
    }
    match decide(&changes.apply(relation)) {
        Outcome::Holds => Verdict::Holds,
        Outcome::Broken(_) => Verdict::Broken,
        Outcome::WithinRounding(Rounding::Amounts | Rounding::Truncated | Rounding::LastDigit)
        | Outcome::NotChecked(_) => Verdict::Agrees,
    }
}

fn quick(changes: &impl Supposed, relation: &Relation) -> Option<Verdict> {
    let mut gap = Gap::default();
    gap.add(changes, &relation.left, Sign::Plus)?;
    gap.add(changes, &relation.right, Sign::Minus)?;
    let (agrees, exactly) = match relation.comparison {
        Comparison::Equal => (gap.middle.abs() <= gap.slack, gap.middle == 0),
        Comparison::AtMost => (gap.middle <= gap.slack, gap.middle <= 0),
        Comparison::AtLeast => (gap.middle >= -gap.slack, gap.middle >= 0),
    };
    Some(match (agrees, exactly) {
        (true, true) => Verdict::Holds,
        (true, false) => Verdict::Agrees,
        (false, _) => Verdict::Broken,
    })
}

/// Left less right, and how far rounding may move it.
#[derive(Default)]
struct Gap {
    middle: i128,
    slack: i128,
    unit: Option<Unit>,
}

impl Gap {
    fn add(&mut self, changes: &impl Supposed, side: &Side, sign: Sign) -> Option<()> {
        let terms = match side {
            Side::Sum(terms) => terms,
            Side::Constant(value, unit) => {
                self.fits(*unit)?;
                return self.move_by(whole(*value, 0)?, sign);
            }
            Side::Ratio { .. } => return None,
        };
        for term in terms {
            let Operand::Figure(figure) = &term.operand else {
                return None;
            };
            let figure = changes.figure(figure);
            self.fits(figure.unit)?;
            let turned = changes.sign(term) == Sign::Minus;
            let value = whole(figure.value, figure.unit.exponent())?;
            self.move_by(value, if turned { sign.flipped() } else { sign })?;
            self.slack = self.slack.checked_add(half(&figure)?)?;
        }
        Some(())
    }

    fn fits(&mut self, unit: Unit) -> Option<()> {
        let first = *self.unit.get_or_insert(unit);
        first.comparable(unit).then_some(())
    }

    fn move_by(&mut self, value: i128, sign: Sign) -> Option<()> {
        self.middle = match sign {
            Sign::Plus => self.middle.checked_add(value)?,
            Sign::Minus => self.middle.checked_sub(value)?,
        };
        Some(())
    }
}

/// `value × 10^exponent` in units of 10⁻¹⁰.
fn whole(value: Decimal, exponent: u32) -> Option<i128> {
    let mantissa = value.mantissa();
    if mantissa.unsigned_abs() > LONGEST {
        return None;
    }
    let shift = (PLACES + exponent).checked_sub(value.scale())?;
    mantissa.checked_mul(10_i128.checked_pow(shift)?)
}

/// Half a unit of the last printed digit, in units of 10⁻¹⁰.
fn half(figure: &Figure) -> Option<i128> {
    if figure.is_exact() {
        return Some(0);
    }
    let shift = (PLACES + figure.unit.exponent()).checked_sub(figure.decimals + 1)?;
    5_i128.checked_mul(10_i128.checked_pow(shift)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::model::{Period, Place, TableId};
    use crate::relation::{RuleCode, Term};
    use crate::rules::cause::trial::Changes;

    use super::*;

    fn figure(row: u32, value: i64, decimals: u32, unit: Unit) -> Figure {
        Figure {
            value: Decimal::new(value, decimals),
            unit,
            decimals,
            place: Place {
                table: TableId::named("K12"),
                period: Period::Final,
                row,
                column: 0,
            },
        }
    }

    fn any_term() -> impl Strategy<Value = Term> {
        let unit = prop_oneof![
            Just(Unit::Yuan),
            Just(Unit::QianYuan),
            Just(Unit::WanYuan),
            Just(Unit::YiYuan)
        ];
        (0_u32..5, -300_i64..300, 0_u32..4, unit, any::<bool>()).prop_map(
            |(row, value, decimals, unit, minus)| {
                let figure = figure(row, value, decimals, unit);
                if minus {
                    Term::minus(figure)
                } else {
                    Term::plus(figure)
                }
            },
        )
    }

    proptest! {
        #[test]
        fn quick_sums_say_what_decimal_arithmetic_says(
            left in prop::collection::vec(any_term(), 0..4),
            right in prop::collection::vec(any_term(), 0..4),
            at_most: bool,
        ) {
            let code = RuleCode::standard(1);
            let (left, right) = (Side::Sum(left), Side::Sum(right));
            let relation = if at_most {
                Relation::at_most(code, left, right)
            } else {
                Relation::equal(code, left, right)
            };
            let quick = quick(&Changes::default(), &relation).unwrap();
            let expected = match decide(&relation) {
                Outcome::Holds => Verdict::Holds,
                Outcome::Broken(_) => Verdict::Broken,
                _ => Verdict::Agrees,
            };
            prop_assert_eq!(quick, expected);
        }
    }
}
