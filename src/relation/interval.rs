//! Closed intervals of exact decimals. Every operation is checked: leaving the range of exact
//! arithmetic gives `None`, which makes a check "not done", never a wrong answer.

use rust_decimal::{Decimal, RoundingStrategy};

use super::exact;

/// All values from `low` to `high`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The least value.
    pub low: Decimal,
    /// The greatest value; never below `low`.
    pub high: Decimal,
}

impl Interval {
    /// Zero, exactly.
    pub const ZERO: Self = Self {
        low: Decimal::ZERO,
        high: Decimal::ZERO,
    };

    /// Exactly one value.
    pub fn exactly(value: Decimal) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    /// `half` to either side of `middle`.
    pub fn around(middle: Decimal, half: Decimal) -> Option<Self> {
        Some(Self {
            low: exact::minus(middle, half)?,
            high: exact::plus(middle, half)?,
        })
    }

    /// Whether the intervals have a value in common; touching counts.
    pub fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// Whether `value` lies within.
    pub fn contains(self, value: Decimal) -> bool {
        self.low <= value && value <= self.high
    }

    /// Sums of values of both.
    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            low: exact::plus(self.low, other.low)?,
            high: exact::plus(self.high, other.high)?,
        })
    }

    /// The values with their signs changed.
    #[must_use]
    pub fn negated(self) -> Self {
        Self {
            low: -self.high,
            high: -self.low,
        }
    }

    /// Quotients of values of both, times `scale`. `None` when the divisor can be zero.
    pub fn divided(self, by: Self, scale: Decimal) -> Option<Self> {
        if by.contains(Decimal::ZERO) {
            return None;
        }
        let mut quotients = Vec::with_capacity(4);
        for over in [self.low, self.high] {
            for under in [by.low, by.high] {
                quotients.push(exact::times(over, scale)?.checked_div(under)?);
            }
        }
        Some(Self {
            low: quotients.iter().copied().min()?,
            high: quotients.iter().copied().max()?,
        })
    }

    /// Both ends rounded half up (away from zero) to `decimals`.
    #[must_use]
    pub fn rounded(self, decimals: u32) -> Self {
        let round = |value: Decimal| {
            value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
        };
        Self {
            low: round(self.low),
            high: round(self.high),
        }
    }

    /// Both ends cut off after `decimals`.
    #[must_use]
    pub fn truncated(self, decimals: u32) -> Self {
        Self {
            low: self.low.trunc_with_scale(decimals),
            high: self.high.trunc_with_scale(decimals),
        }
    }
}
