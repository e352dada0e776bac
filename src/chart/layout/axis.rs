//! The scale of values: round steps that people count in.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::model::{Unit, grouped};
use crate::relation::Quantity;

use super::{narrow, text_width};

/// A scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The least value.
    pub low: f64,
    /// The greatest value.
    pub high: f64,
    /// Where it is lettered.
    pub ticks: Vec<Tick>,
    /// The unit of its values.
    pub unit: Unit,
}

/// A lettered value.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The value.
    pub value: f64,
    /// Its letters, without unit.
    pub text: String,
}

/// The size of an axis's letters.
pub(super) const TICK_SIZE: f32 = 11.5;

impl Axis {
    /// A scale over these values with about as many steps as there is room for, zero among them unless `from_zero` is off.
    pub(super) fn over(values: &[f64], unit: Unit, steps: usize, from_zero: bool) -> Self {
        let start = if from_zero { 0.0 } else { f64::INFINITY };
        let low = values.iter().copied().fold(start, f64::min);
        let high = values
            .iter()
            .copied()
            .fold(if from_zero { 0.0 } else { f64::NEG_INFINITY }, f64::max);
        let span = if high > low { high - low } else { 1.0 };
        let step = nice_step(span / steps.max(1) as f64);
        let (first, last) = (
            (low / step).floor(),
            (high / step).ceil().max((low / step).floor() + 1.0),
        );
        let decimals = decimals_of(step);
        let ticks: Vec<Tick> = (0..=100_u8)
            .map(|index| first + f64::from(index))
            // Half a step of room for the last binary digit.
            .take_while(|at| *at < last + 0.5)
            .map(|at| Tick {
                value: at * step,
                text: letters(at * step, decimals),
            })
            .collect();
        Self {
            low: first * step,
            high: ticks.last().map_or(last * step, |tick| tick.value),
            ticks,
            unit,
        }
    }

    /// As [`Axis::over`], in a length of points: fewer steps where the letters would touch.
    pub(super) fn fitting(values: &[f64], unit: Unit, length: f32, from_zero: bool) -> Self {
        let mut steps = 6;
        loop {
            let axis = Self::over(values, unit, steps, from_zero);
            let widest = axis
                .ticks
                .iter()
                .map(|tick| text_width(&tick.text, TICK_SIZE))
                .fold(0.0, f32::max);
            let room = length / (axis.ticks.len().saturating_sub(1).max(1)) as f32;
            if steps == 1 || 1.5 * widest + 10.0 <= room {
                return axis;
            }
            steps -= 1;
        }
    }

    /// Where a value lies between the ends, from 0 to 1.
    pub(super) fn share(&self, value: f64) -> f32 {
        let span = self.high - self.low;
        narrow(((value - self.low) / span).clamp(0.0, 1.0))
    }
}

/// The least of 1, 2, 5 times a power of ten that is not below `raw`.
fn nice_step(raw: f64) -> f64 {
    if !raw.is_finite() || raw <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(raw.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|times| times * power)
        // A step is not missed because of its last binary digit.
        .find(|step| *step >= raw * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

fn decimals_of(step: f64) -> u32 {
    (0..12)
        .find(|decimals| step * 10_f64.powi(*decimals) > 1.0 - 1e-9)
        .and_then(|decimals| u32::try_from(decimals).ok())
        .unwrap_or(12)
}

fn letters(value: f64, decimals: u32) -> String {
    Decimal::try_from(value)
        .map(|value| value.round_dp(decimals))
        .map(|value| {
            if value.is_zero() {
                Decimal::ZERO
            } else {
                value
            }
        })
        .map_or_else(|_| format!("{value:e}"), |value| grouped(value, decimals))
}

/// An amount as a position on an axis of this unit.
pub(super) fn float(quantity: &Quantity, unit: Unit) -> f64 {
    let value = quantity.value.to_f64().unwrap_or(0.0);
    if !quantity.unit.is_money() {
        return value;
    }
    let exponent = |unit: Unit| i32::try_from(unit.exponent()).unwrap_or(0);
    value * 10_f64.powi(exponent(quantity.unit) - exponent(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(values: &[f64], steps: usize, from_zero: bool) -> Vec<String> {
        let axis = Axis::over(values, Unit::Yuan, steps, from_zero);
        axis.ticks.into_iter().map(|tick| tick.text).collect()
    }

    #[test]
    fn steps_are_round_and_zero_is_among_them() {
        assert_eq!(
            texts(&[53.0], 6, true),
            ["0", "10", "20", "30", "40", "50", "60"]
        );
        assert_eq!(texts(&[-3.0, 12.0], 3, true), ["-5", "0", "5", "10", "15"]);
        assert_eq!(
            texts(&[59_332_388.65], 3, true),
            ["0", "20,000,000", "40,000,000", "60,000,000"]
        );
        assert_eq!(texts(&[0.03], 3, true), ["0.00", "0.01", "0.02", "0.03"]);
        assert_eq!(texts(&[0.0], 4, true), ["0.0", "0.5"]);
    }

    #[test]
    fn a_scale_may_begin_near_the_values() {
        let axis = Axis::over(&[57.7, 59.3], Unit::WanYuan, 4, false);
        assert!(axis.low > 50.0 && axis.low <= 57.7 && axis.high >= 59.3);
    }

    #[test]
    fn letters_do_not_touch() {
        for length in [80.0, 200.0, 400.0, 900.0] {
            let axis = Axis::fitting(&[59_332_388.65], Unit::Yuan, length, true);
            let room = length / (axis.ticks.len() - 1) as f32;
            let widest = text_width("60,000,000", TICK_SIZE);
            assert!(1.5 * widest < room || axis.ticks.len() == 2, "{length}");
        }
    }
}
