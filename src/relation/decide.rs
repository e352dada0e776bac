//! Deciding a relation: holds, holds within rounding, broken, or not checked and why.
//!
//! Source of every case: identities.md, "What a printed figure can mean".

use rust_decimal::Decimal;

use crate::model::{Text, Unit};

use super::{
    Comparison, Figure, Interval, Missing, Operand, Quantity, Relation, Scale, Side, Sign, Term,
    exact,
};

/// What deciding a relation gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds as printed.
    Holds,
    /// It holds because printed figures are rounded.
    WithinRounding(Rounding),
    /// It cannot hold, whatever the figures were before they were rounded.
    Broken(Broken),
    /// It could not be decided.
    NotChecked(NotChecked),
}

/// How rounding explains a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Sums or copies of rounded amounts.
    Amounts,
    /// A percentage that was cut off instead of rounded.
    Truncated,
    /// A percentage that is off by one unit of its last digit.
    LastDigit,
}

/// How far a broken relation is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What is stated: the value of the left side.
    pub found: Quantity,
    /// What it must be (or must not exceed, or must reach): the value of the right side.
    pub expected: Quantity,
    /// `found − expected`.
    pub difference: Quantity,
}

/// Why a relation was not decided.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotChecked {
    /// A figure that it needs is not there.
    Missing(Missing),
    /// It divides by zero, so there is nothing to compare.
    ZeroBase,
    /// A figure is too long for exact arithmetic.
    OutOfRange,
    /// Amounts and counts, or percentages and amounts, cannot be compared.
    Units,
}

impl NotChecked {
    /// The reason in words.
    pub fn text(&self) -> Text {
        match self {
            Self::Missing(missing) => Text::join([&missing.what, &missing.why], "：", ": "),
            Self::ZeroBase => Text::new(
                "分母为零，无法计算",
                "the base is zero, so there is no ratio",
            ),
            Self::OutOfRange => Text::new(
                "数字过长，无法精确计算",
                "a number is too long for exact arithmetic",
            ),
            Self::Units => Text::new("单位不同，无法比较", "the units cannot be compared"),
        }
    }
}

/// Decides `relation`.
pub fn decide(relation: &Relation) -> Outcome {
    let sides = evaluate(&relation.left).and_then(|left| Ok((left, evaluate(&relation.right)?)));
    let (left, right) = match sides {
        Ok(sides) => sides,
        Err(reason) => return Outcome::NotChecked(reason),
    };
    if !left.fits(&right) {
        return Outcome::NotChecked(NotChecked::Units);
    }
    if let (Comparison::Equal, Some(stated), Side::Ratio { .. }) =
        (relation.comparison, single(&relation.left), &relation.right)
    {
        return decide_ratio(stated, &right);
    }
    let (agree, certain) = match relation.comparison {
        Comparison::Equal => (
            left.interval.meets(right.interval),
            left.value == right.value,
        ),
        Comparison::AtMost => (
            left.interval.low <= right.interval.high,
            left.value <= right.value,
        ),
        Comparison::AtLeast => (
            left.interval.high >= right.interval.low,
            left.value >= right.value,
        ),
    };
    match (agree, certain) {
        (true, true) => Outcome::Holds,
        (true, false) => Outcome::WithinRounding(Rounding::Amounts),
        (false, _) => broken(&left, &right),
    }
}

/// A printed percentage or average against the quotient that it states (TP).
fn decide_ratio(stated: &Figure, quotient: &Evaluated) -> Outcome {
    let factor = stated.unit.factor();
    let in_unit = |interval: Interval| {
        Some(Interval {
            low: interval.low.checked_div(factor)?,
            high: interval.high.checked_div(factor)?,
        })
    };
    let Some(unrounded) = in_unit(quotient.interval) else {
        return Outcome::NotChecked(NotChecked::OutOfRange);
    };
    let possible = unrounded.rounded(stated.decimals);
    if possible.contains(stated.value) {
        return Outcome::Holds;
    }
    if unrounded.truncated(stated.decimals).contains(stated.value) {
        return Outcome::WithinRounding(Rounding::Truncated);
    }
    let ulp = Decimal::new(1, stated.decimals.min(28));
    let near = Interval {
        low: possible.low.saturating_sub(ulp),
        high: possible.high.saturating_add(ulp),
    };
    if near.contains(stated.value) {
        return Outcome::WithinRounding(Rounding::LastDigit);
    }
    let value = recomputed(stated, quotient.value / factor);
    let expected = Quantity {
        value,
        unit: stated.unit,
        decimals: value.scale(),
    };
    let found = stated.quantity();
    match exact::minus(found.value, expected.value) {
        Some(value) => Outcome::Broken(Broken {
            found,
            expected,
            difference: Quantity { value, ..expected },
        }),
        None => Outcome::NotChecked(NotChecked::OutOfRange),
    }
}

/// A quotient as it should have been printed instead of `stated`, in the unit of `stated`: with
/// its decimals, but with two where fewer would not say what is right (105.17%, 2.5 万元).
pub fn recomputed(stated: &Figure, quotient: Decimal) -> Decimal {
    const ENOUGH: u32 = 2;
    let needed = match stated.unit {
        Unit::Percent => ENOUGH,
        _ => quotient.normalize().scale().min(ENOUGH),
    };
    let decimals = stated.decimals.max(needed).min(28);
    let mut value = quotient.round_dp_with_strategy(
        decimals,
        rust_decimal::RoundingStrategy::MidpointAwayFromZero,
    );
    value.rescale(decimals);
    value
}

fn single(side: &Side) -> Option<&Figure> {
    match side {
        Side::Sum(terms) => match terms.as_slice() {
            [term] if term.sign == Sign::Plus => term.operand.figure(),
            _ => None,
        },
        _ => None,
    }
}

fn broken(left: &Evaluated, right: &Evaluated) -> Outcome {
    let unit = left.unit.or(right.unit).unwrap_or(Unit::Yuan);
    let decimals = left.decimals.max(right.decimals);
    let quantity = |value: Decimal| {
        // Shown in the unit of the left side, which is what the reader sees printed.
        let value = value
            .checked_div(unit.factor())
            .unwrap_or(value)
            .normalize();
        Quantity {
            value,
            unit,
            decimals: decimals.max(value.scale()),
        }
    };
    match exact::minus(left.value, right.value) {
        Some(difference) => Outcome::Broken(Broken {
            found: quantity(left.value),
            expected: quantity(right.value),
            difference: quantity(difference),
        }),
        None => Outcome::NotChecked(NotChecked::OutOfRange),
    }
}

/// The value of a side, in base units.
struct Evaluated {
    value: Decimal,
    interval: Interval,
    /// The unit of its first figure; `None` for a sum of nothing.
    unit: Option<Unit>,
    decimals: u32,
}

impl Evaluated {
    fn fits(&self, other: &Self) -> bool {
        match (self.unit, other.unit) {
            (Some(left), Some(right)) => left.comparable(right),
            _ => true,
        }
    }
}

fn evaluate(side: &Side) -> Result<Evaluated, NotChecked> {
    match side {
        Side::Sum(terms) => sum(terms),
        Side::Constant(value, unit) => Ok(Evaluated {
            value: *value,
            interval: Interval::exactly(*value),
            unit: Some(*unit),
            decimals: value.scale(),
        }),
        Side::Ratio { over, under, scale } => {
            let (over, under) = (sum(over)?, sum(under)?);
            let (factor, unit) = match scale {
                Scale::Percent => (Decimal::ONE_HUNDRED, Unit::Percent),
                Scale::Per(unit) => (Decimal::ONE, *unit),
            };
            if matches!(scale, Scale::Percent) && !over.fits(&under) {
                return Err(NotChecked::Units);
            }
            if under.value.is_zero() || under.interval.contains(Decimal::ZERO) {
                return Err(NotChecked::ZeroBase);
            }
            let value =
                exact::times(over.value, factor).and_then(|over| over.checked_div(under.value));
            let interval = over.interval.divided(under.interval, factor);
            Ok(Evaluated {
                value: value.ok_or(NotChecked::OutOfRange)?,
                interval: interval.ok_or(NotChecked::OutOfRange)?,
                unit: Some(unit),
                decimals: over.decimals,
            })
        }
    }
}

fn sum(terms: &[Term]) -> Result<Evaluated, NotChecked> {
    let mut value = Decimal::ZERO;
    let mut interval = Interval::ZERO;
    let mut unit: Option<Unit> = None;
    let mut decimals = 0;
    for term in terms {
        let figure = match &term.operand {
            Operand::Figure(figure) => figure,
            Operand::Missing(missing) => return Err(NotChecked::Missing(missing.clone())),
        };
        if unit.is_some_and(|unit| !unit.comparable(figure.unit)) {
            return Err(NotChecked::Units);
        }
        // A zero's unit says least about how the sum is to be shown.
        if unit.is_none() || (!figure.value.is_zero() && value.is_zero()) {
            unit = Some(figure.unit);
            decimals = figure.decimals;
        }
        let (part, range) = figure
            .base_value()
            .zip(figure.interval())
            .map(|(part, range)| match term.sign {
                Sign::Plus => (part, range),
                Sign::Minus => (-part, range.negated()),
            })
            .ok_or(NotChecked::OutOfRange)?;
        value = exact::plus(value, part).ok_or(NotChecked::OutOfRange)?;
        interval = interval.plus(range).ok_or(NotChecked::OutOfRange)?;
    }
    Ok(Evaluated {
        value,
        interval,
        unit,
        decimals,
    })
}
