//! An amount that is known, with the values it stands for and where it comes from.

use rust_decimal::Decimal;

use crate::model::{Accounts, Place, Text, Unit};
use crate::relation::{Figure, Interval, Missing, Quantity};

/// A cell of one of several accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Which accounts: their index in the order in which they were given.
    pub accounts: usize,
    /// The cell.
    pub place: Place,
}

/// An amount that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// As printed, or as computed from what is printed.
    pub quantity: Quantity,
    /// The values it stands for, in base units (元, %, single things).
    pub interval: Interval,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where an amount comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is printed here.
    Printed(Spot),
    /// 推算: it is printed nowhere and follows from other figures.
    Implied {
        /// The arithmetic in words.
        how: Text,
        /// The cell of the statement that it follows from.
        from: Spot,
        /// What contradicts it, if something does.
        remark: Option<Text>,
    },
}

/// An amount, or why there is none.
pub type Value = Result<Known, Absent>;

/// Why there is no amount to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absent {
    /// The table is there and has no such row, so nothing is accounted under it.
    Row,
    /// The table is not there, so nothing is known.
    Table,
    /// The row is there and its figure is not, or cannot be read.
    Figure(Missing),
}

impl Absent {
    /// The reason in words.
    pub fn text(&self) -> Text {
        match self {
            Self::Row => Text::new("没有这一行", "no such row"),
            Self::Table => Text::new("没有这张表", "no such table"),
            Self::Figure(missing) => missing.why.clone(),
        }
    }
}

impl Known {
    /// A printed figure of the accounts with this index.
    ///
    /// # Errors
    /// [`Missing`] when the figure leaves the range of exact arithmetic.
    pub fn printed(figure: Figure, accounts: usize) -> Result<Self, Missing> {
        let interval = figure.interval().ok_or_else(|| Missing {
            what: figure.quantity().text(),
            why: Text::new("数字过长，无法精确计算", "too long for exact arithmetic"),
            place: Some(figure.place),
        })?;
        Ok(Self {
            quantity: figure.quantity(),
            interval,
            origin: Origin::Printed(Spot {
                accounts,
                place: figure.place,
            }),
        })
    }

    /// The value in base units.
    ///
    /// It is within range: an interval around it could be made.
    pub fn base_value(&self) -> Decimal {
        let Quantity { value, unit, .. } = self.quantity;
        value.checked_mul(unit.factor()).unwrap_or(value)
    }

    /// Whether it was computed instead of printed.
    pub fn is_implied(&self) -> bool {
        matches!(self.origin, Origin::Implied { .. })
    }

    /// The cell where it is printed, or the statement that it follows from.
    pub fn spot(&self) -> Spot {
        match &self.origin {
            Origin::Printed(spot) | Origin::Implied { from: spot, .. } => *spot,
        }
    }
}

/// The value of a cell of the accounts with this index.
pub(super) fn value_at(of: &Accounts, accounts: usize, place: Place) -> Value {
    Figure::at(of, place)
        .and_then(|figure| Known::printed(figure, accounts))
        .map_err(Absent::Figure)
}

/// A value in base units as an amount of `unit`, with at least `decimals` decimals and all that it needs.
pub(super) fn quantity(base: Decimal, unit: Unit, decimals: u32) -> Quantity {
    let value = base.checked_div(unit.factor()).unwrap_or(base).normalize();
    Quantity {
        value,
        unit,
        decimals: decimals.max(value.scale()),
    }
}
