//! Where a figure stands in the workbook that the accounts were imported from.
//!
//! An imported document carries it: `"source": {"file": …, "sheet": …, "blocks": [{"name": "D",
//! "total": "E", …}]}` in a table, and in each of its rows `"source": 7` (the sheet's row, from 1,
//! under the first block of columns) or `"source": [2, 7]` (under the second). Reading these
//! members is left to `read`, changing the workbook to `workbook`.

use std::fmt;

use super::{Accounts, Place};

/// The sheet of a table and which of its columns print what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableSource {
    /// The file's name, when the document names one.
    pub file: Option<Box<str>>,
    /// The sheet's name.
    pub sheet: Box<str>,
    /// Groups of columns: the halves of K01, the three blocks of K07, the items of K11.
    pub blocks: Vec<SourceBlock>,
}

/// Which columns of the sheet print the columns of the table, for some of its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceBlock {
    /// The columns that print the codes, first and last: a code may be split over three.
    pub code: Option<(u16, u16)>,
    /// The column that prints the names.
    pub name: Option<u16>,
    /// For each column of the catalogue that is printed, its sheet's column; both from 0.
    pub columns: Vec<(u16, u16)>,
}

/// The line of the sheet that a row was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowSource {
    /// Which of the table's blocks, from 0.
    pub block: u16,
    /// The sheet's row, from 0.
    pub row: u32,
}

/// A cell of a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetCell<'a> {
    /// The file's name, when the document names one.
    pub file: Option<&'a str>,
    /// The sheet.
    pub sheet: &'a str,
    /// The row, from 0.
    pub row: u32,
    /// The first column, from 0.
    pub column: u16,
    /// The last column, from 0: another one only where a code is split over several cells.
    pub last_column: u16,
}

/// Where something stands in a workbook that could not be taken into the accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemarkSource {
    /// The file's name, when the document names one.
    pub file: Option<Box<str>>,
    /// The sheet; `None` for what is said of the file as a whole.
    pub sheet: Option<Box<str>>,
    /// The cell as Excel writes it (`D7`).
    pub cell: Option<Box<str>>,
    /// Whether what stands there is a number, which nothing was checked about.
    pub is_amount: bool,
    /// What the preparer is asked because of it, if anything.
    pub asks: Option<Asks>,
}

/// What the import asks the preparer about how the workbook is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asks {
    /// Whether it has to be corrected; otherwise it is only asked.
    pub must: bool,
    /// The table that it is about, when it is one.
    pub table: Option<super::TableId>,
    /// Whether the text may be another department's or year's than the tables: then neither is
    /// held against the other.
    pub whose: bool,
}

impl fmt::Display for RemarkSource {
    /// `收入决算表!D7`, the sheet alone, or the file's name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.sheet, &self.cell, &self.file) {
            (Some(sheet), Some(cell), _) => write!(f, "{sheet}!{cell}"),
            (Some(sheet), None, _) => f.write_str(sheet),
            (None, _, Some(file)) => f.write_str(file),
            (None, cell, None) => f.write_str(cell.as_deref().unwrap_or_default()),
        }
    }
}

impl Accounts {
    /// Whether any table was read from a workbook.
    pub fn is_from_workbook(&self) -> bool {
        self.tables.iter().any(|table| table.source.is_some())
    }

    /// Where the cell is printed in the workbook that the accounts were imported from; `None` for
    /// accounts of another origin and for rows that were put in since.
    pub fn sheet_cell(&self, place: Place) -> Option<SheetCell<'_>> {
        let table = self.table(place.table_ref())?;
        let source = table.source.as_deref()?;
        let row = table.rows.get(place.row as usize)?.source?;
        let block = source.blocks.get(usize::from(row.block))?;
        let (column, last_column) = match place.column {
            Place::CODE => block.code?,
            Place::NAME => (block.name?, block.name?),
            column => {
                let printed = block.columns.iter().find(|(of, _)| *of == column)?.1;
                (printed, printed)
            }
        };
        Some(SheetCell {
            file: source.file.as_deref(),
            sheet: &source.sheet,
            row: row.row,
            column,
            last_column,
        })
    }
}

impl SheetCell<'_> {
    /// The cell on its sheet: `D7`.
    pub fn cell(&self) -> String {
        format!("{}{}", column_letters(self.column), u64::from(self.row) + 1)
    }
}

impl fmt::Display for SheetCell<'_> {
    /// `收入决算表!D7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}!{}", self.sheet, self.cell())
    }
}

/// The letters of a sheet's column as Excel writes them, `A` for 0.
pub fn column_letters(column: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The sheet's column, from 0, that letters as Excel writes them stand for; `None` beyond `XFD`,
/// the last column that a sheet can have.
pub fn column_index(letters: &str) -> Option<u16> {
    const MOST: u32 = 16_384;
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let number = letters.bytes().try_fold(0_u32, |number, letter| {
        letter
            .is_ascii_uppercase()
            .then(|| number * 26 + u32::from(letter - b'A') + 1)
    })?;
    if number > MOST {
        return None;
    }
    u16::try_from(number - 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_columns_are_each_other() {
        for column in [0, 1, 25, 26, 51, 52, 701, 702, 16_383] {
            assert_eq!(column_index(&column_letters(column)), Some(column));
        }
        for letters in ["", "a", "A1", "XFE", "AAAA", "列"] {
            assert_eq!(column_index(letters), None, "{letters}");
        }
    }

    #[test]
    fn a_row_does_not_grow_by_its_source() {
        assert!(size_of::<Option<RowSource>>() <= 12);
    }
}
