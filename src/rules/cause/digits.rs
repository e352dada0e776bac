//! Slips of the hand between two printed numbers: the same digits but for one mistake.
//!
//! Numbers are compared as whole numbers of their last printed digit, so nothing is rounded.

use rust_decimal::Decimal;

use super::CauseKind;

/// A slip that leads from one number to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slip {
    /// What kind.
    pub kind: CauseKind,
    /// For a slipped point, by how many places: printed = right × 10^shift.
    pub shift: i32,
}

impl Slip {
    fn of(kind: CauseKind) -> Self {
        Self { kind, shift: 0 }
    }
}

/// `value` as a whole number of units of its last printed digit; `None` when it has more digits.
pub(super) fn whole(value: Decimal, decimals: u32) -> Option<i128> {
    let mut scaled = value;
    scaled.rescale(decimals);
    (scaled == value).then(|| scaled.mantissa())
}

/// The slip that turned `right` into `printed`, both whole numbers of the same last digit.
pub(super) fn slip(printed: i128, right: i128) -> Option<Slip> {
    if printed == right || printed == 0 || right == 0 {
        return None;
    }
    if printed == -right {
        return Some(Slip::of(CauseKind::Sign));
    }
    if (printed < 0) != (right < 0) {
        return None;
    }
    let (printed, right) = (printed.unsigned_abs(), right.unsigned_abs());
    if let Some(shift) = power_of_ten(printed, right) {
        let kind = match shift {
            4 | -4 | 8 | -8 => CauseKind::Unit,
            _ => CauseKind::DecimalSlip,
        };
        return Some(Slip { kind, shift });
    }
    let (was, is) = (printed.to_string(), right.to_string());
    let (was, is) = (was.as_bytes(), is.as_bytes());
    if is.len() == was.len() + 1 && without_one(is, was) {
        return Some(Slip::of(CauseKind::DroppedDigit));
    }
    if was.len() == is.len() + 1 && without_one(was, is) {
        return Some(Slip::of(CauseKind::ExtraDigit));
    }
    if was.len() != is.len() {
        return None;
    }
    let differing: Vec<usize> = (0..was.len()).filter(|at| was[*at] != is[*at]).collect();
    match differing.as_slice() {
        [_] => Some(Slip::of(CauseKind::WrongDigit)),
        [first, second]
            if first + 1 == *second && was[*first] == is[*second] && was[*second] == is[*first] =>
        {
            Some(Slip::of(CauseKind::SwappedDigits))
        }
        _ => None,
    }
}

/// Every whole number from `low` to `high` from which `printed` can have come by a slip.
///
/// A wide range is not searched: what many numbers explain is explained by none.
pub(super) fn origins(printed: i128, low: i128, high: i128) -> Vec<(i128, Slip)> {
    const WIDEST: i128 = 64;
    if high < low || high - low > WIDEST {
        return Vec::new();
    }
    (low..=high)
        .filter_map(|right| Some((right, slip(printed, right)?)))
        .collect()
}

/// `shift` such that `printed = right × 10^shift`.
fn power_of_ten(printed: u128, right: u128) -> Option<i32> {
    let (mut small, large, sign) = if printed < right {
        (printed, right, -1)
    } else {
        (right, printed, 1)
    };
    let mut shift = 0;
    while small < large {
        small = small.checked_mul(10)?;
        shift += 1;
    }
    (small == large && (1..=8).contains(&shift)).then_some(sign * shift)
}

/// Whether `long` without one of its digits is `short`.
fn without_one(long: &[u8], short: &[u8]) -> bool {
    let same = long.iter().zip(short).take_while(|(a, b)| a == b).count();
    long[same + 1..] == short[same..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(printed: i128, right: i128) -> Option<CauseKind> {
        slip(printed, right).map(|slip| slip.kind)
    }

    #[test]
    fn slips_are_told_apart() {
        assert_eq!(kind(425_610, 4_255_610), Some(CauseKind::DroppedDigit));
        assert_eq!(kind(12_334, 1_234), Some(CauseKind::ExtraDigit));
        assert_eq!(kind(12_345, 12_445), Some(CauseKind::WrongDigit));
        assert_eq!(kind(13_245, 12_345), Some(CauseKind::SwappedDigits));
        assert_eq!(kind(1_234, 123_400), Some(CauseKind::DecimalSlip));
        assert_eq!(kind(12_340_000, 1_234), Some(CauseKind::Unit));
        assert_eq!(kind(-500, 500), Some(CauseKind::Sign));
        assert_eq!(kind(0, 500), None);
        assert_eq!(kind(12_345, 54_321), None);
        assert_eq!(kind(12_345, 12_345), None);
    }

    #[test]
    fn the_shift_says_which_way_the_point_went() {
        assert_eq!(slip(27, 270).map(|slip| slip.shift), Some(-1));
        assert_eq!(slip(2_700, 27).map(|slip| slip.shift), Some(2));
    }

    #[test]
    fn only_exact_numbers_are_whole() {
        assert_eq!(whole(Decimal::new(12_345, 2), 2), Some(12_345));
        assert_eq!(whole(Decimal::new(12_345, 2), 4), Some(1_234_500));
        assert_eq!(whole(Decimal::new(12_345, 2), 1), None);
    }

    proptest::proptest! {
        #[test]
        fn a_slip_made_is_a_slip_found(number in 100_i128..1_000_000_000, at in 0_usize..9, digit in 0_u8..10) {
            let text = number.to_string();
            let at = at % text.len();
            let mut dropped = text.clone();
            dropped.remove(at);
            let mut extra = text.clone();
            extra.insert(at, char::from(b'0' + digit));
            let mut wrong = text.clone();
            wrong.replace_range(at..=at, &digit.to_string());
            for slipped in [dropped, extra, wrong] {
                let slipped: i128 = slipped.parse().unwrap();
                // A slip on the leading digit can leave nothing, or the number itself.
                if slipped != 0 && slipped != number && slipped.to_string().len().abs_diff(text.len()) <= 1 {
                    proptest::prop_assert!(slip(slipped, number).is_some(), "{slipped} for {number}");
                }
            }
        }
    }
}
