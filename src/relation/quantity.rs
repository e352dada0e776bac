//! An amount to show: value, unit and the decimals that it is printed with.

use std::fmt;

use rust_decimal::Decimal;

use crate::model::{Text, Unit, fixed, grouped};

/// The minus sign of everything that is read; what programs read has the ASCII one.
pub(super) const MINUS: &str = "−";

/// A value with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The value, in `unit`.
    pub value: Decimal,
    /// Its unit.
    pub unit: Unit,
    /// Decimals to print.
    pub decimals: u32,
}

impl Quantity {
    /// A value in its base unit, printed with all of its decimals but at least two for money.
    pub fn exact(value: Decimal, unit: Unit) -> Self {
        let value = value.normalize();
        let least = if unit.is_money() { 2 } else { 0 };
        Self {
            value,
            unit,
            decimals: value.scale().max(least),
        }
    }

    /// The value in base units as an exact decimal string, for machines: no separators.
    pub fn machine_value(&self) -> String {
        let base = self
            .value
            .checked_mul(self.unit.factor())
            .unwrap_or(self.value);
        base.normalize().to_string()
    }

    /// The base unit's printed form, for machines.
    pub fn machine_unit(&self) -> &'static str {
        if self.unit.is_money() {
            Unit::Yuan.printed()
        } else {
            self.unit.printed()
        }
    }

    /// With separators and unit: `1,234.50 元`, `0.27%`.
    pub fn text(&self) -> Text {
        let digits = grouped(self.value, self.decimals).replacen('-', MINUS, 1);
        match self.unit {
            Unit::Percent => Text::same(format!("{digits}%")),
            unit => {
                let unit = unit.text();
                Text::new(
                    format!("{digits} {}", unit.zh),
                    format!("{digits} {}", unit.en),
                )
            }
        }
    }

    /// As a person would type it into a cell of the same unit.
    pub fn typed(&self) -> String {
        fixed(self.value, self.decimals)
    }

    /// The same without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self {
            value: self.value.abs(),
            ..self
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().zh)
    }
}
