//! Sums and products that are exact or not there at all.
//!
//! `Decimal::checked_add` and `checked_mul` round in silence when the exact result needs more than
//! 28 digits; only leaving the range of magnitudes makes them fail. A check must not rest on a
//! rounded sum, so these refuse both.

use rust_decimal::Decimal;

/// The exact sum, `None` when it has too many digits.
pub(super) fn plus(a: Decimal, b: Decimal) -> Option<Decimal> {
    let sum = a.checked_add(b)?;
    // An exact sum keeps the finer of the two scales; a rounded one had to give it up.
    let exact = a.is_zero() || b.is_zero() || sum.scale() == a.scale().max(b.scale());
    exact.then_some(sum)
}

/// The exact difference, `None` when it has too many digits.
pub(super) fn minus(a: Decimal, b: Decimal) -> Option<Decimal> {
    plus(a, -b)
}

/// The exact product, `None` when it has too many digits.
pub(super) fn times(a: Decimal, b: Decimal) -> Option<Decimal> {
    let product = a.checked_mul(b)?;
    let exact = a.is_zero() || b.is_zero() || product.scale() == a.scale() + b.scale();
    exact.then_some(product)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    #[test]
    fn a_sum_that_would_be_rounded_is_refused() {
        let long = read("7000000000000000000000000000");
        assert_eq!(long.checked_add(read("0.04")), Some(long));
        assert_eq!(plus(long, read("0.04")), None);
        assert_eq!(
            plus(long, read("4")),
            Some(read("7000000000000000000000000004"))
        );
        assert_eq!(plus(long, read("0.00")), Some(long));
        assert_eq!(plus(Decimal::MAX, Decimal::ONE), None);
    }

    #[test]
    fn ordinary_amounts_are_added_and_multiplied() {
        assert_eq!(
            plus(read("59332388.65"), read("-0.05")),
            Some(read("59332388.60"))
        );
        assert_eq!(minus(read("1.5"), read("1.50")), Some(Decimal::ZERO));
        assert_eq!(
            times(read("4219.187312"), read("10000")),
            Some(read("42191873.12"))
        );
        assert_eq!(
            times(read("0.0000000000000001"), read("0.0000000000000001")),
            None
        );
    }
}
