//! A table of a document as a grid of cells.

use std::collections::BTreeMap;

use crate::workbook::text::field;
use crate::workbook::{Area, Cell, CellAt, Content, Sheet};

/// A sheet has no more columns.
const MOST_COLUMNS: u32 = 16_384;
/// Nor more rows.
const MOST_ROWS: u32 = 1_048_576;

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Where it begins in the text.
    pub(super) start: usize,
    /// How many columns its grid has, as far as it says so.
    pub(super) columns: usize,
    /// Whether it is one inside a cell of another; its words belong to that cell.
    pub(super) nested: bool,
    /// The row that is open, from 0.
    row: u32,
    /// Where the row begins in the text.
    pub(super) row_start: usize,
    /// How many cells the row has so far.
    pub(super) cells_in_row: usize,
    /// Whether the row was deleted by a change that is recorded.
    pub(super) row_deleted: bool,
    /// The next free column of the row.
    column: u32,
    /// The cell that is open.
    pub(super) cell: Option<OpenCell>,
    cells: Vec<Cell>,
    merged: Vec<Area>,
    /// Areas over several rows that may go on, by their first column.
    going_on: BTreeMap<u32, (Area, u32)>,
    /// Whether it is larger than any sheet.
    too_large: bool,
}

/// A cell that is being read.
#[derive(Debug)]
pub(super) struct OpenCell {
    /// Where its words begin in the text.
    pub(super) start: usize,
    /// How many columns it covers.
    pub(super) span: u32,
    pub(super) merge: Merge,
}

/// How a cell is merged with others of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Merge {
    /// Not at all.
    Single,
    /// It is the first of them.
    First,
    /// It goes on the one above.
    Further,
}

impl Table {
    pub(super) fn new(start: usize, nested: bool) -> Self {
        Self {
            start,
            nested,
            ..Self::default()
        }
    }

    /// Whether it only frames words: a table of one column.
    pub(super) fn is_frame(&self) -> bool {
        self.columns == 1
    }

    pub(super) fn open_row(&mut self, at: usize) {
        self.row_start = at;
        self.cells_in_row = 0;
        self.row_deleted = false;
        self.column = 0;
    }

    /// Leaves grid columns free before the first cell of the row.
    pub(super) fn leave_free(&mut self, columns: u32) {
        self.column = self.column.saturating_add(columns);
    }

    /// Opens a cell whose words begin there.
    pub(super) fn open_cell(&mut self, at: usize) {
        self.cells_in_row += 1;
        self.cell = Some(OpenCell {
            start: at,
            span: 1,
            merge: Merge::Single,
        });
    }

    /// Closes the open cell, whose words are `text`.
    pub(super) fn close_cell(&mut self, text: &str) {
        let Some(cell) = self.cell.take() else {
            return;
        };
        let from = self.column;
        self.column = from.saturating_add(cell.span.max(1));
        if self.column > MOST_COLUMNS || self.row >= MOST_ROWS {
            self.too_large = true;
            return;
        }
        let (Some(at), Some(to)) = (self.at(from), self.at(self.column - 1)) else {
            return;
        };
        if let Some(content) = content(text.trim()) {
            self.cells.push(Cell {
                at,
                content,
                formula: false,
            });
        }
        let goes_on = cell.merge == Merge::Further;
        let above = self.going_on.get_mut(&from);
        match above {
            Some((area, width)) if goes_on && *width == cell.span && area.to.row + 1 == at.row => {
                area.to.row = at.row;
                return;
            }
            _ => {}
        }
        if let Some((area, _)) = self.going_on.remove(&from) {
            self.keep(area);
        }
        let area = Area { from: at, to };
        if cell.merge == Merge::Single {
            self.keep(area);
        } else {
            self.going_on.insert(from, (area, cell.span));
        }
    }

    pub(super) fn close_row(&mut self) {
        if self.row_deleted {
            let row = self.row;
            self.cells.retain(|cell| cell.at.row != row);
            self.merged.retain(|area| area.from.row != row);
            self.going_on.retain(|_, (area, _)| area.from.row != row);
            for (area, _) in self.going_on.values_mut() {
                area.to.row = area.to.row.min(row.saturating_sub(1));
            }
        } else {
            self.row = self.row.saturating_add(1);
        }
    }

    /// The grid under this name, unless no sheet can hold it.
    pub(super) fn sheet(mut self, name: String) -> Option<Sheet> {
        if self.too_large {
            return None;
        }
        for (area, _) in std::mem::take(&mut self.going_on).into_values() {
            self.keep(area);
        }
        self.merged.sort_unstable();
        Some(Sheet {
            name,
            visible: true,
            cells: self.cells,
            merged: self.merged,
        })
    }

    /// Keeps an area if it has more than one cell.
    fn keep(&mut self, area: Area) {
        if area.from != area.to {
            self.merged.push(area);
        }
    }

    fn at(&self, column: u32) -> Option<CellAt> {
        Some(CellAt {
            row: self.row,
            column: u16::try_from(column).ok()?,
        })
    }
}

/// What a cell prints. In a text nothing is a formula, so quotes stay.
fn content(text: &str) -> Option<Content> {
    if text.starts_with('=') {
        return Some(Content::Text(text.into()));
    }
    field(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_cells_are_areas() {
        let mut table = Table::new(0, false);
        for (row, merge) in [(0, Merge::First), (1, Merge::Further), (2, Merge::Single)] {
            table.open_row(0);
            table.open_cell(0);
            table.cell.as_mut().unwrap().merge = merge;
            table.close_cell(if row == 1 { "" } else { "甲" });
            table.open_cell(0);
            table.cell.as_mut().unwrap().span = 2;
            table.close_cell("1.50");
            table.close_row();
        }
        let sheet = table.sheet("表1".to_owned()).unwrap();
        let at = |row, column| CellAt { row, column };
        let area = |from, to| Area { from, to };
        assert_eq!(
            sheet.merged,
            [
                area(at(0, 0), at(1, 0)),
                area(at(0, 1), at(0, 2)),
                area(at(1, 1), at(1, 2)),
                area(at(2, 1), at(2, 2)),
            ]
        );
        let printed: Vec<&str> = sheet.cells.iter().map(|cell| cell.content.text()).collect();
        assert_eq!(printed, ["甲", "1.50", "1.50", "甲", "1.50"]);
    }
}
