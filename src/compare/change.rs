//! How an amount changed: the difference, and the rate or why there is none.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::{Text, Unit, grouped};
use crate::relation::{Interval, Quantity};

use super::known::{Absent, Known, Value, quantity};

/// A change from one amount to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Later less earlier; `None` when one of them is not known.
    pub amount: Option<Quantity>,
    /// In relation to the earlier amount.
    pub rate: Rate,
}

/// A rate of change, or what is said in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rate {
    /// In percent, rounded to two decimals.
    Percent {
        /// The rate.
        value: Decimal,
        /// Whether the printed figures' own rounding leaves no other rate possible.
        certain: bool,
    },
    /// 持平: both are zero.
    BothZero,
    /// 新增: the row was not there before.
    New,
    /// 不再列示: the row is not there any more.
    Gone,
    /// The earlier amount is zero, so there is no rate.
    ZeroBase,
    /// The earlier amount is negative, so a rate would say the opposite of what it seems to.
    NegativeBase,
    /// Both are percentages: their difference in percentage points says it all.
    Points,
    /// There is nothing to compare with.
    Unknown(Text),
}

impl Change {
    /// The change between two values.
    pub fn between(from: &Value, to: &Value) -> Self {
        let unknown = |why: Text| Self {
            amount: None,
            rate: Rate::Unknown(why),
        };
        match (from, to) {
            (Ok(from), Ok(to)) => Self::of(from, to),
            (Err(Absent::Row), Ok(to)) => Self {
                amount: Some(to.quantity),
                rate: Rate::New,
            },
            (Ok(from), Err(Absent::Row)) => Self {
                amount: Some(Quantity {
                    value: -from.quantity.value,
                    ..from.quantity
                }),
                rate: Rate::Gone,
            },
            (Err(Absent::Row), Err(Absent::Row)) => unknown(Text::new("—", "—")),
            (Err(absent), _) | (_, Err(absent)) => unknown(absent.text()),
        }
    }

    /// The change between two known amounts.
    pub fn of(from: &Known, to: &Known) -> Self {
        if !from.quantity.unit.comparable(to.quantity.unit) {
            return Self {
                amount: None,
                rate: Rate::Unknown(Text::new(
                    "单位不同，无法比较",
                    "the units cannot be compared",
                )),
            };
        }
        Self {
            amount: difference(from, to),
            rate: rate(from, to),
        }
    }

    /// The change in words: `+1,343,338.67 元`; without a sign for zero.
    pub fn amount_text(&self) -> Text {
        match self.amount {
            Some(amount) if amount.unit == Unit::Percent => Text::new(
                format!("{} 个百分点", signed(&amount)),
                format!("{} pp", signed(&amount)),
            ),
            Some(amount) => {
                let unit = amount.unit.text();
                let digits = signed(&amount);
                Text::new(
                    format!("{digits} {}", unit.zh),
                    format!("{digits} {}", unit.en),
                )
            }
            None => Text::same("—"),
        }
    }

    /// Whether there is a change at all; `None` when that is not known.
    pub fn is_zero(&self) -> Option<bool> {
        self.amount.map(|amount| amount.value.is_zero())
    }
}

impl Rate {
    /// `+8.50%`, or what is said in its place.
    pub fn text(&self) -> Text {
        match self {
            Self::Percent { value, certain } => {
                let about = if *certain { "" } else { "≈" };
                let sign = if value.is_sign_positive() && !value.is_zero() {
                    "+"
                } else {
                    ""
                };
                Text::same(format!("{about}{sign}{}%", grouped(*value, 2)))
            }
            Self::BothZero => Text::new("持平", "unchanged"),
            Self::New => Text::new("新增", "new"),
            Self::Gone => Text::new("不再列示", "gone"),
            Self::ZeroBase => Text::new("基数为零", "base is zero"),
            Self::NegativeBase => Text::new("基数为负", "base is negative"),
            Self::Points => Text::default(),
            Self::Unknown(why) => why.clone(),
        }
    }
}

/// With sign and separators: `+1,343,338.67`, `-238.00`, `0.00`.
pub(super) fn signed(amount: &Quantity) -> String {
    let digits = grouped(amount.value, amount.decimals);
    if amount.value.is_sign_positive() && !amount.value.is_zero() {
        format!("+{digits}")
    } else {
        digits
    }
}

fn difference(from: &Known, to: &Known) -> Option<Quantity> {
    let base = to.base_value().checked_sub(from.base_value())?;
    let (from, to) = (from.quantity, to.quantity);
    let unit = if from.value.is_zero() || from.unit == to.unit {
        to.unit
    } else if to.value.is_zero() {
        from.unit
    } else if to.unit.is_money() {
        Unit::Yuan
    } else {
        to.unit
    };
    let decimals = [from, to]
        .iter()
        .filter(|quantity| quantity.unit == unit)
        .map(|quantity| quantity.decimals)
        .max();
    Some(quantity(base, unit, decimals.unwrap_or(0)))
}

fn rate(from: &Known, to: &Known) -> Rate {
    if to.quantity.unit == Unit::Percent {
        return Rate::Points;
    }
    let (base, value) = (from.base_value(), to.base_value());
    if base.is_zero() {
        return if value.is_zero() {
            Rate::BothZero
        } else {
            Rate::ZeroBase
        };
    }
    if base.is_sign_negative() {
        return Rate::NegativeBase;
    }
    let too_long = || {
        Rate::Unknown(Text::new(
            "数字过长，无法精确计算",
            "too long for exact arithmetic",
        ))
    };
    let percent = |over: Decimal, under: Decimal| {
        let ratio = over.checked_sub(under)?.checked_mul(Decimal::ONE_HUNDRED)?;
        ratio.checked_div(under)
    };
    let Some(exact) = percent(value, base) else {
        return too_long();
    };
    let round =
        |value: Decimal| value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let value = round(exact);
    // Both amounts move on their own within what they may stand for.
    let range = to.interval.divided(from.interval, Decimal::ONE_HUNDRED);
    let certain = range.is_some_and(|Interval { low, high }| {
        [low, high]
            .iter()
            .all(|end| round(end.saturating_sub(Decimal::ONE_HUNDRED)) == value)
    });
    Rate::Percent { value, certain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Origin, Spot};
    use crate::model::{Period, Place, TableId};

    fn known(text: &str, unit: Unit) -> Known {
        let value: Decimal = text.parse().unwrap();
        let decimals = value.scale();
        let exact = value.is_zero() || decimals >= unit.exponent() + 2;
        let half = if exact {
            Decimal::ZERO
        } else {
            Decimal::new(5, decimals + 1) * unit.factor()
        };
        let place = Place {
            table: TableId::named("K03"),
            period: Period::Final,
            row: 0,
            column: 0,
        };
        Known {
            quantity: Quantity {
                value,
                unit,
                decimals,
            },
            interval: Interval::around(value * unit.factor(), half).unwrap(),
            origin: Origin::Printed(Spot { accounts: 0, place }),
        }
    }

    fn check(from: &str, to: &str, amount: &str, rate: &str) {
        let change = Change::of(&known(from, Unit::Yuan), &known(to, Unit::Yuan));
        assert_eq!(change.amount_text().zh, amount);
        assert_eq!(change.rate.text().zh, rate);
    }

    #[test]
    fn a_change_is_exact_and_its_rate_rounded_half_up() {
        check("15797176.86", "17140515.53", "+1,343,338.67 元", "+8.50%");
        check("69037391.35", "59332388.65", "-9,705,002.70 元", "-14.06%");
        check("800.00", "900.04", "+100.04 元", "+12.51%");
        check("5.00", "5.00", "0.00 元", "0.00%");
    }

    #[test]
    fn where_there_is_no_rate_the_reason_is_said() {
        check("0.00", "5.00", "+5.00 元", "基数为零");
        check("0.00", "0.00", "0.00 元", "持平");
        check("-4.00", "5.00", "+9.00 元", "基数为负");
        let row = Change::between(&Err(Absent::Row), &Ok(known("5.00", Unit::Yuan)));
        assert_eq!(row.rate, Rate::New);
        assert_eq!(row.amount_text().zh, "+5.00 元");
        let row = Change::between(&Ok(known("5.00", Unit::Yuan)), &Err(Absent::Row));
        assert_eq!(row.rate, Rate::Gone);
        assert_eq!(row.amount_text().zh, "-5.00 元");
    }

    #[test]
    fn a_rate_of_rounded_amounts_says_that_it_is_about() {
        let change = Change::of(&known("1.2", Unit::WanYuan), &known("1.5", Unit::WanYuan));
        assert_eq!(change.amount_text().zh, "+0.3 万元");
        assert_eq!(change.rate.text().zh, "≈+25.00%");
    }

    #[test]
    fn amounts_of_two_units_differ_in_yuan() {
        let change = Change::of(&known("1.5", Unit::WanYuan), &known("15000.25", Unit::Yuan));
        assert_eq!(change.amount_text().zh, "+0.25 元");
        let zero = Change::of(&known("0", Unit::WanYuan), &known("15.00", Unit::Yuan));
        assert_eq!(zero.amount_text().zh, "+15.00 元");
        let count = Unit::parse("辆").unwrap();
        let mixed = Change::of(&known("1", count), &known("15.00", Unit::Yuan));
        assert_eq!(mixed.amount, None);
    }
}
