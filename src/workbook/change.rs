//! What is to be changed in a workbook: a cell and what it says from now on.

use super::CellAt;

/// A cell that gets another content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetChange {
    /// The sheet's name.
    pub sheet: String,
    /// The cell.
    pub at: CellAt,
    /// What it says from now on.
    pub value: NewValue,
}

/// The new content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewValue {
    /// A number in plain decimal digits: `-2940.05`. It is stored exactly so.
    Number(String),
    /// A percentage without its sign: `71.65`. Where the cell's format shows percentages a
    /// hundredth is stored, elsewhere the text `71.65%`.
    Percent(String),
    /// The digits of a code: a number where the cell holds a number, text elsewhere.
    Code(String),
    /// Text.
    Text(String),
    /// Nothing; the cell keeps its style.
    Empty,
}

impl NewValue {
    /// The digits, when it is a number.
    pub(super) fn digits(&self) -> Option<&str> {
        match self {
            Self::Number(digits) | Self::Percent(digits) => Some(digits),
            Self::Code(_) | Self::Text(_) | Self::Empty => None,
        }
    }
}

/// Whether `text` is what a cell can store as a number without being read anew.
pub(super) fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

/// A hundredth of a plain number, by moving its point: exact whatever its length.
pub(super) fn hundredth(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{whole:0>3}");
    let (whole, moved) = padded.split_at(padded.len() - 2);
    let fraction = format!("{moved}{fraction}");
    let fraction = fraction.trim_end_matches('0');
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundredth_moves_the_point() {
        for (number, due) in [
            ("71.65", "0.7165"),
            ("100", "1"),
            ("-7", "-0.07"),
            ("0", "0"),
            ("12345.60", "123.456"),
        ] {
            assert_eq!(hundredth(number), due);
        }
    }

    #[test]
    fn only_plain_digits_are_stored_as_numbers() {
        for number in ["0", "-1", "2940.05", "-0.10"] {
            assert!(is_plain_number(number), "{number}");
        }
        for text in ["", "-", "1,000", "1e5", ".5", "5.", "１", "+1", "7%"] {
            assert!(!is_plain_number(text), "{text}");
        }
    }
}
