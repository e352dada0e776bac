//! What a cell of a table prints.

use rust_decimal::Decimal;

use super::{NotANumber, Text, Unit};

/// The content of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// The file says nothing (no member, or `null`): a check that needs it is not done.
    #[default]
    Absent,
    /// Printed empty or as a dash: exactly zero, of a row that is present.
    Blank,
    /// A printed number.
    Number(Printed),
    /// Words, in a column of words.
    Words(Box<str>),
    /// Something that cannot be checked; the reason is kept, the bytes stay.
    Unreadable(Box<Unreadable>),
}

/// A printed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The value, in `unit`.
    pub value: Decimal,
    /// Its unit, printed with it or that of its row, table or file.
    pub unit: Unit,
    /// Decimals printed in this cell (its column's may be more).
    pub decimals: u8,
    /// Whether the unit was printed with the number, and so stays with it when it is edited.
    pub own_unit: bool,
    /// Whether the file gives it as text, as it is printed, and not as a JSON number.
    pub as_text: bool,
}

impl Printed {
    /// The value in 元 (or %, or single things). `None` beyond the range of exact arithmetic.
    pub fn base_value(&self) -> Option<Decimal> {
        self.value.checked_mul(self.unit.factor())
    }
}

/// A value that is there and cannot be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What stands in the file; of a JSON string its words.
    pub raw: String,
    /// Why.
    pub reason: NotANumber,
}

impl Cell {
    /// The words of the cell, if it holds words.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Words(words) => Some(words),
            _ => None,
        }
    }

    /// The printed number; a blank is not one.
    pub fn number(&self) -> Option<&Printed> {
        match self {
            Self::Number(printed) => Some(printed),
            _ => None,
        }
    }

    /// Whether the file says anything here.
    pub fn is_present(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    /// Why the cell gives no figure, in words; `None` when it gives one.
    pub fn why_no_figure(&self) -> Option<Text> {
        match self {
            Self::Number(_) | Self::Blank => None,
            Self::Absent => Some(Text::new("文件中没有给出", "the file does not give it")),
            Self::Words(words) => Some(NotANumber::Words(words.to_string()).text()),
            Self::Unreadable(unreadable) => Some(unreadable.reason.text()),
        }
    }
}
