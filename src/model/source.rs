//! Where a figure stands in the workbook that the accounts were imported from.
//!
//! An imported document carries it: `"source": {"file": …, "sheet": …, "blocks": [{"name": "D",
//! "total": "E", …}]}` in a table, and in each of its rows `"source": 7` (the sheet's row, from 1,
//! under the first block of columns) or `"source": [2, 7]` (under the second).

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

impl Accounts {
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
