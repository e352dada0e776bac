//! Collects the cells of a sheet: within bounds, in order, each address once.

use super::cell::{Cell, CellAt, Content};
use super::error::WorkbookErrorKind as Kind;
use crate::model::Text;

/// The most cells that a workbook may have: a table of a million rows and twenty columns.
pub(super) const MOST_CELLS: usize = 20_000_000;
/// Rows of the largest sheet there can be.
pub(super) const MOST_ROWS: u32 = 1 << 20;
/// Columns of the largest sheet there can be.
pub(super) const MOST_COLUMNS: u16 = 1 << 14;

/// The cells of a sheet that is being read.
pub(super) struct Cells<'a> {
    sheet: &'a str,
    cells: Vec<Cell>,
    /// How many of the cells were in order when they were last sorted; those behind it were added
    /// since.
    sorted: usize,
    /// Cells of the whole workbook so far.
    count: &'a mut usize,
}

impl<'a> Cells<'a> {
    pub(super) fn new(sheet: &'a str, count: &'a mut usize) -> Self {
        Self {
            sheet,
            cells: Vec::new(),
            sorted: 0,
            count,
        }
    }

    /// A place within the largest sheet.
    pub(super) fn at(&self, (row, column): (u32, u32)) -> Result<CellAt, Kind> {
        match u16::try_from(column) {
            Ok(column) if column < MOST_COLUMNS && row < MOST_ROWS => Ok(CellAt { row, column }),
            _ => Err(Kind::Outside(self.sheet.to_owned())),
        }
    }

    pub(super) fn push(&mut self, at: (u32, u32), content: Content) -> Result<(), Kind> {
        let at = self.at(at)?;
        self.add(Cell {
            at,
            content,
            formula: false,
        })
    }

    pub(super) fn add(&mut self, cell: Cell) -> Result<(), Kind> {
        if *self.count >= MOST_CELLS {
            return Err(Kind::TooManyCells {
                sheet: self.sheet.to_owned(),
                limit: MOST_CELLS,
            });
        }
        *self.count += 1;
        self.cells.push(cell);
        Ok(())
    }

    /// Adds a cell unless one of the sorted ones stands there.
    pub(super) fn add_missing(&mut self, at: CellAt, content: Content) -> Result<(), Kind> {
        self.sort();
        if self.cell_mut(at).is_some() {
            return Ok(());
        }
        self.push((at.row, u32::from(at.column)), content)
    }

    /// Brings the cells into their order, in which nearly all files have them.
    pub(super) fn sort(&mut self) {
        if !self.cells.is_sorted_by_key(|cell| cell.at) {
            self.cells.sort_by_key(|cell| cell.at);
        }
        self.sorted = self.cells.len();
    }

    /// One of the cells that were there when they were last sorted.
    pub(super) fn cell_mut(&mut self, at: CellAt) -> Option<&mut Cell> {
        let sorted = &mut self.cells[..self.sorted];
        let index = sorted.binary_search_by_key(&at, |cell| cell.at).ok()?;
        Some(&mut sorted[index])
    }

    /// The error of two cells at one place.
    pub(super) fn twice(&self, at: CellAt) -> Kind {
        Kind::CellTwice {
            sheet: self.sheet.to_owned(),
            at,
        }
    }

    /// All cells in order; two at one place are an error.
    pub(super) fn finish(mut self) -> Result<Vec<Cell>, Kind> {
        self.sort();
        if let Some(twice) = self.cells.windows(2).find(|two| two[0].at == two[1].at) {
            return Err(self.twice(twice[0].at));
        }
        self.cells.shrink_to_fit();
        Ok(self.cells)
    }
}

/// What is said of a sheet that Excel would not show.
pub(super) fn hidden_sheet(sheet: &str) -> Text {
    Text::new(
        format!("工作表“{sheet}”是隐藏的，已照常读取"),
        format!("the sheet “{sheet}” is hidden; it is read all the same"),
    )
}
