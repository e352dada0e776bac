//! A figure: one printed number with its unit, its precision and its place.

use rust_decimal::Decimal;

use crate::model::{Accounts, Cell, ColumnKind, Place, Printed, Table, Text, Unit};

use super::{Interval, Quantity, exact};

/// One printed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The value as printed, in `unit`.
    pub value: Decimal,
    /// Its unit.
    pub unit: Unit,
    /// Decimals of its last printed digit: its table's for amounts, its own for percentages.
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
    /// The figure printed at `place`; a blank is exactly zero. A number of the text that is several
    /// cells has the place of the first of them.
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
        match table.cell(place) {
            Cell::Number(printed) => Ok(Self {
                value: printed.value,
                unit: printed.unit,
                decimals: decimals(table, place, printed),
                place: accounts.printed_first(place),
            }),
            Cell::Blank => Ok(Self {
                value: Decimal::ZERO,
                unit: table.default_unit(place),
                decimals: 0,
                place: accounts.printed_first(place),
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
            Unit::Count(_) => self.decimals >= self.unit.exponent(),
            Unit::Percent => false,
            Unit::Yuan | Unit::QianYuan | Unit::WanYuan | Unit::YiYuan => {
                self.decimals >= self.unit.exponent() + 2
            }
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
        exact::times(self.value, self.unit.factor())
    }

    /// The values that print as this figure, in base units.
    pub fn interval(&self) -> Option<Interval> {
        Interval::around(self.base_value()?, self.half_ulp())
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
        Self {
            value,
            decimals: self.decimals.max(value.scale()),
            ..self
        }
    }
}

/// The decimals that tell how far a printed number was rounded.
///
/// A table prints all of its amounts alike, so a cell whose zeros were dropped has the decimals of
/// its neighbours. A number that brings a unit of its own is printed by itself and stands for
/// itself: a percentage in a sentence, one amount in 万元 among amounts in 元.
fn decimals(table: &Table, place: Place, printed: &Printed) -> u32 {
    let foreign = printed.unit == Unit::Percent || printed.unit != table.unit;
    if printed.own_unit && foreign {
        return u32::from(printed.decimals);
    }
    let own = table.decimals(place.column, printed.unit);
    if !printed.unit.is_money() {
        return u32::from(own);
    }
    let columns = (0_u16..).zip(&table.spec().columns);
    let amounts = columns.filter(|(_, column)| column.kind == ColumnKind::Money);
    let most = amounts.map(|(column, _)| table.decimals(column, printed.unit));
    u32::from(most.max().unwrap_or(own).max(own))
}
