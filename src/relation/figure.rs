//! A figure: one printed number with its unit, its precision and its place.

use rust_decimal::Decimal;

use crate::model::{Accounts, Cell, Place, Text, Unit};

use super::{Interval, Quantity};

/// One printed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The value as printed, in `unit`.
    pub value: Decimal,
    /// Its unit.
    pub unit: Unit,
    /// Decimals of its last printed digit: its column's for amounts, its own for percentages.
    pub decimals: u32,
    /// Where it is printed.
    pub place: Place,
}

/// Why there is no figure where one is needed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// What is needed, in words.
    pub what: Text,
    /// Why it is not there.
    pub why: Text,
    /// The cell, when the file has it and it cannot be read.
    pub place: Option<Place>,
}

impl Figure {
    /// The figure printed at `place`; a blank is exactly zero.
    ///
    /// # Errors
    /// [`Missing`] when nothing is printed there or it cannot be read.
    pub fn at(accounts: &Accounts, place: Place) -> Result<Self, Missing> {
        let table = accounts.table(place.table_ref());
        let missing = |why: Text, there: bool| Missing {
            what: accounts.label(place),
            why,
            place: there.then_some(place),
        };
        let Some(table) = table else {
            return Err(missing(
                Text::new("文件中没有这张表", "the file has no such table"),
                false,
            ));
        };
        match accounts.cell(place) {
            Cell::Number(printed) => Ok(Self {
                value: printed.value,
                unit: printed.unit,
                decimals: match printed.unit {
                    // A percentage in a text stands for itself; its neighbours print as they like.
                    Unit::Percent if printed.own_unit => u32::from(printed.decimals),
                    unit => u32::from(table.decimals(place.column, unit)),
                },
                place,
            }),
            Cell::Blank => Ok(Self {
                value: Decimal::ZERO,
                unit: table.default_unit(place),
                decimals: 0,
                place,
            }),
            cell => {
                let why = cell.why_no_figure().unwrap_or_default();
                Err(missing(why, cell.is_present()))
            }
        }
    }

    /// Whether the figure stands for exactly its value: zero, a count, or money to the cent.
    ///
    /// Source: identities.md, "What a printed figure can mean".
    pub fn is_exact(&self) -> bool {
        match self.unit {
            _ if self.value.is_zero() => true,
            // 1200万人次 is rounded; what is counted one by one is not.
            Unit::Count(_) => self.decimals >= self.unit.exponent(),
            Unit::Percent => false,
            Unit::Yuan | Unit::WanYuan | Unit::YiYuan => self.decimals >= self.unit.exponent() + 2,
        }
    }

    /// Half a unit of the last printed digit, in base units; zero for exact figures.
    pub fn half_ulp(&self) -> Decimal {
        if self.is_exact() {
            return Decimal::ZERO;
        }
        let places = self.decimals.min(27);
        // 5 at the digit behind the last one, then into 元.
        Decimal::new(5, places + 1)
            .checked_mul(self.unit.factor())
            .unwrap_or(Decimal::MAX)
    }

    /// The value in base units (元, %, single things). `None` beyond exact arithmetic.
    pub fn base_value(&self) -> Option<Decimal> {
        self.value.checked_mul(self.unit.factor())
    }

    /// The values that print as this figure, in base units.
    pub fn interval(&self) -> Option<Interval> {
        Some(Interval::around(self.base_value()?, self.half_ulp()))
    }

    /// The figure as an amount to show.
    pub fn quantity(&self) -> Quantity {
        Quantity {
            value: self.value,
            unit: self.unit,
            decimals: self.decimals,
        }
    }

    /// The same figure with another value, for hypotheses about what it should have been.
    #[must_use]
    pub fn with_value(self, value: Decimal) -> Self {
        Self { value, ..self }
    }
}
