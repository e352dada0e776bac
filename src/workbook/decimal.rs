//! A stored binary number as the decimal that was meant, and that decimal as printed digits.
//!
//! Spreadsheets compute in binary and show at most 15 significant digits, so `2946.2500000000005`
//! is 2946.25: rounding to a format's decimals starts from these 15 digits, never from the binary
//! fraction, and halves go up as they do in Excel.

use std::io::Write as _;

/// How many significant digits a spreadsheet keeps of a number.
const SIGNIFICANT: usize = 15;

/// A decimal of at most 15 digits: `digits × 10^exponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    digits: u64,
    exponent: i32,
}

/// The digits of a number before and after the point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    /// Without leading zeros, so empty for numbers below one.
    pub integer: String,
    /// As many as were asked for.
    pub fraction: String,
}

impl Decimal {
    /// The decimal that a stored number stands for; `None` for infinities and what is no number.
    pub(super) fn new(stored: f64) -> Option<Self> {
        if !stored.is_finite() {
            return None;
        }
        if let Some(amount) = Self::of_hundredths(stored) {
            return Some(amount.normal());
        }
        // `-1.23456789012345e-300` fits; writing to a slice fails only when it is full.
        let mut written = [0_u8; 32];
        let mut rest = written.as_mut_slice();
        write!(rest, "{stored:.*e}", SIGNIFICANT - 1).ok()?;
        let unused = rest.len();
        let written = written.get(..32 - unused)?;
        let mut decimal = Self {
            negative: written.first() == Some(&b'-'),
            digits: 0,
            exponent: 0,
        };
        let power = written.iter().position(|&byte| byte == b'e')?;
        for byte in written[..power].iter().filter(|byte| byte.is_ascii_digit()) {
            decimal.digits = decimal.digits * 10 + u64::from(byte - b'0');
        }
        let power: i32 = str::from_utf8(&written[power + 1..]).ok()?.parse().ok()?;
        decimal.exponent = power + 1 - i32::try_from(SIGNIFICANT).ok()?;
        Some(decimal.normal())
    }

    /// A number that is stored for at most two decimals, as nearly all amounts are: hundredths of
    /// at most 15 digits whose quotient is this very number are the decimal that was meant.
    fn of_hundredths(stored: f64) -> Option<Self> {
        let hundredths = (stored.abs() * 100.0).round();
        let meant = hundredths < 1e15 && (hundredths / 100.0).to_bits() == stored.abs().to_bits();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number from 0 to 10^15"
        )]
        meant.then_some(Self {
            negative: stored < 0.0,
            digits: hundredths as u64,
            exponent: -2,
        })
    }

    /// The same number without zeros at its end.
    fn normal(mut self) -> Self {
        if self.digits == 0 {
            return Self {
                negative: false,
                digits: 0,
                exponent: 0,
            };
        }
        while self.digits.is_multiple_of(10) {
            self.digits /= 10;
            self.exponent += 1;
        }
        self
    }

    pub(super) fn is_zero(self) -> bool {
        self.digits == 0
    }

    pub(super) fn is_negative(self) -> bool {
        self.negative
    }

    /// A hundred times as much, as percentages are shown.
    pub(super) fn hundredfold(self) -> Self {
        Self {
            exponent: self.exponent + 2,
            ..self
        }
    }

    /// The digits at so many decimals, halves away from zero.
    pub(super) fn digits(self, decimals: u32) -> Digits {
        let decimals = i32::try_from(decimals).unwrap_or(i32::MAX);
        let dropped = -self.exponent - decimals;
        let (kept, zeros) = if dropped <= 0 {
            (self.digits, dropped.unsigned_abs() as usize)
        } else {
            (half_up(self.digits, dropped.unsigned_abs()), 0)
        };
        let mut digits = if kept == 0 {
            String::new()
        } else {
            kept.to_string()
        };
        if kept != 0 && zeros > 0 {
            digits.extend((0..zeros).map(|_| '0'));
        }
        let decimals = usize::try_from(decimals).unwrap_or_default();
        if digits.len() < decimals {
            digits.insert_str(0, &"0".repeat(decimals - digits.len()));
        }
        let fraction = digits.split_off(digits.len() - decimals);
        Digits {
            integer: digits,
            fraction,
        }
    }

    /// All its digits without separators: `2946.25`, `-0.5`, `120000`.
    pub(super) fn plain(self) -> String {
        let decimals = u32::try_from(-self.exponent).unwrap_or_default();
        self.digits(decimals).print(self.negative)
    }
}

impl Digits {
    /// The digits with sign and point, and a zero before the point where there is none.
    pub(super) fn print(&self, negative: bool) -> String {
        // Exactly as long as it will be: there are millions of them.
        let point = usize::from(!self.fraction.is_empty());
        let length =
            usize::from(negative) + self.integer.len().max(1) + point + self.fraction.len();
        let mut printed = String::with_capacity(length);
        if negative {
            printed.push('-');
        }
        if self.integer.is_empty() {
            printed.push('0');
        }
        printed.push_str(&self.integer);
        if !self.fraction.is_empty() {
            printed.push('.');
            printed.push_str(&self.fraction);
        }
        printed
    }
}

/// `digits` without its last `dropped` digits, rounded half up.
fn half_up(digits: u64, dropped: u32) -> u64 {
    // Fifteen digits are less than half of 10^17.
    match 10_u64.checked_pow(dropped) {
        Some(unit) if dropped < 17 => (digits + unit / 2) / unit,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rounded(stored: f64, decimals: u32) -> String {
        let decimal = Decimal::new(stored).unwrap();
        decimal.digits(decimals).print(decimal.is_negative())
    }

    #[test]
    fn binary_noise_is_gone() {
        assert_eq!(Decimal::new(2946.2500000000005).unwrap().plain(), "2946.25");
        assert_eq!(Decimal::new(0.1 + 0.2).unwrap().plain(), "0.3");
        assert_eq!(Decimal::new(-12.0).unwrap().plain(), "-12");
        assert_eq!(Decimal::new(-0.0).unwrap().plain(), "0");
        assert_eq!(Decimal::new(59_332_388.65).unwrap().plain(), "59332388.65");
        assert_eq!(
            Decimal::new(1e21).unwrap().plain(),
            "1000000000000000000000"
        );
        assert_eq!(Decimal::new(f64::NAN), None);
        assert_eq!(Decimal::new(f64::INFINITY), None);
    }

    #[test]
    fn halves_go_up_as_they_do_in_excel() {
        assert_eq!(rounded(1.005, 2), "1.01");
        assert_eq!(rounded(2.675, 2), "2.68");
        assert_eq!(rounded(-2.5, 0), "-3");
        assert_eq!(rounded(0.5, 0), "1");
        assert_eq!(rounded(0.49, 0), "0");
        assert_eq!(rounded(99.995, 2), "100.00");
        assert_eq!(rounded(7.0, 2), "7.00");
        assert_eq!(rounded(1e-300, 2), "0.00");
        assert_eq!(rounded(f64::MIN_POSITIVE, 4), "0.0000");
    }

    proptest! {
        #[test]
        fn an_amount_with_two_decimals_is_read_as_it_was_written(cents in -999_999_999_999_999_i64..999_999_999_999_999) {
            let sign = if cents < 0 { "-" } else { "" };
            let written = format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100);
            prop_assert_eq!(rounded(written.parse().unwrap(), 2), written);
        }

        #[test]
        fn every_number_has_digits(bits in any::<u64>(), decimals in 0_u32..40) {
            let stored = f64::from_bits(bits);
            if let Some(decimal) = Decimal::new(stored) {
                prop_assert_eq!(decimal.digits(decimals).fraction.len(), decimals as usize);
                let again: f64 = decimal.plain().parse().unwrap();
                prop_assert!((again - stored).abs() <= stored.abs() * 1e-14);
            }
        }
    }
}
