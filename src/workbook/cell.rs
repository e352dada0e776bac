//! Sheets and their cells as they are printed.

use std::fmt;

use crate::model::{Text, column_letters};

/// A workbook that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workbook {
    /// The file's name without its folder, which is also the only sheet's name of a CSV.
    pub file: String,
    /// What kind of file it is by its content, whatever it is called.
    pub format: WorkbookFormat,
    /// Its sheets in their order, hidden ones too.
    pub sheets: Vec<Sheet>,
    /// What a reader should know about how it was read: a hidden sheet, a file that is called
    /// `.xls` and is a page of HTML.
    pub notes: Vec<Text>,
}

/// Kinds of files that are read as workbooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkbookFormat {
    /// Office Open XML: the only one that is changed in place.
    Xlsx,
    /// The binary format before 2007.
    Xls,
    /// OpenDocument.
    Ods,
    /// Comma- or tab-separated values.
    Csv,
    /// A page of HTML with tables, as web systems export it under the name `.xls`.
    Html,
}

/// A sheet: the cells that hold something, row by row and each row left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether Excel would show its tab.
    pub visible: bool,
    /// The cells that are not empty, in order.
    pub cells: Vec<Cell>,
    /// Merged areas, in the order of their first cells.
    pub merged: Vec<Area>,
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands.
    pub at: CellAt,
    /// What it prints.
    pub content: Content,
    /// Whether a formula gave it.
    pub formula: bool,
}

/// What a cell prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A number.
    Number(Number),
    /// Text, as typed: spaces and full-width forms are still there.
    Text(Box<str>),
    /// TRUE or FALSE.
    Boolean(bool),
    /// `#REF!` and the like.
    Error(Box<str>),
    /// A date or time, as ISO 8601.
    Date(Box<str>),
    /// A number or a formula whose print cannot be told without guessing.
    Unclear(Box<Unclear>),
}

/// What stands in a cell whose print cannot be told, and why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unclear {
    /// The stored number in plain digits; empty where nothing is stored.
    pub stored: Box<str>,
    /// Why it cannot be given as printed.
    pub why: Why,
}

/// Why the print of a cell cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The number format shows the number divided by thousands, so its digits are not the ones
    /// that a reader sees.
    Scaled(Box<str>),
    /// The number format shows nothing of a number that is not zero.
    Hidden(Box<str>),
    /// The number format shows a negative number without a sign.
    Unsigned(Box<str>),
    /// The number format is of a kind that is not understood: a fraction, an exponent, Chinese
    /// numerals, text between the digits.
    Format(Box<str>),
    /// The formula has no stored result: the program that wrote the file did not compute it.
    NoResult,
    /// The stored number is none, or no date that there is.
    NoNumber,
}

/// A number as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The digits with a point and a leading minus, no separators, `%` after a percentage:
    /// `2940.05`, `-10.00`, `71.65%`. Binary noise of the stored number is gone.
    pub printed: Box<str>,
    /// Whether the cell's number format says how many decimals are printed; where it does not
    /// (General, `.xls`, `.ods`, CSV) they follow from the column.
    pub formatted: bool,
}

/// A place on a sheet, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellAt {
    /// The row.
    pub row: u32,
    /// The column.
    pub column: u16,
}

/// A rectangle of cells, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Area {
    /// Upper left.
    pub from: CellAt,
    /// Lower right.
    pub to: CellAt,
}

impl fmt::Display for CellAt {
    /// As Excel writes it: `D7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}",
            column_letters(self.column),
            u64::from(self.row) + 1
        )
    }
}

impl Sheet {
    /// The cell at a place, if it holds something.
    pub fn cell(&self, at: CellAt) -> Option<&Cell> {
        let index = self.cells.binary_search_by_key(&at, |cell| cell.at);
        index.ok().map(|index| &self.cells[index])
    }
}

impl Content {
    /// The printed text: digits for a number, the text itself, the error's name; what is stored
    /// where the print cannot be told.
    pub fn text(&self) -> &str {
        match self {
            Self::Number(number) => &number.printed,
            Self::Text(text) | Self::Error(text) | Self::Date(text) => text,
            Self::Boolean(true) => "TRUE",
            Self::Boolean(false) => "FALSE",
            Self::Unclear(unclear) => &unclear.stored,
        }
    }
}

impl Why {
    /// The reason in words.
    pub fn text(&self) -> Text {
        match self {
            Self::Scaled(format) => Text::new(
                format!("数字格式“{format}”把数缩小后显示，印出的数与存储的数不同"),
                format!("the number format “{format}” shows the number divided, not as stored"),
            ),
            Self::Hidden(format) => Text::new(
                format!("数字格式“{format}”不显示这个不为零的数"),
                format!("the number format “{format}” hides this number, which is not zero"),
            ),
            Self::Unsigned(format) => Text::new(
                format!("数字格式“{format}”显示负数时不带负号"),
                format!("the number format “{format}” shows a negative number without a sign"),
            ),
            Self::Format(format) => Text::new(
                format!("未能理解数字格式“{format}”"),
                format!("the number format “{format}” is not understood"),
            ),
            Self::NoResult => Text::new(
                "公式没有保存计算结果；请用 Excel 或 WPS 打开、重新计算并保存",
                "the formula has no stored result; open the file in Excel or WPS, recalculate and save it",
            ),
            Self::NoNumber => Text::new(
                "存储的值不是有效的数或日期",
                "the stored value is no valid number or date",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_written_as_excel_writes_them() {
        let written = |row, column| CellAt { row, column }.to_string();
        assert_eq!(written(6, 3), "D7");
        assert_eq!(written(0, 25), "Z1");
        assert_eq!(written(0, 26), "AA1");
        assert_eq!(written(1_048_575, 16_383), "XFD1048576");
    }
}
