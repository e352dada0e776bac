//! Where the cells of a table of HTML stand, with those that span rows and columns.

use crate::workbook::cell::{Area, CellAt};
use crate::workbook::cells::{MOST_COLUMNS, MOST_ROWS};

/// As many columns or rows as a cell may span by the standard of HTML.
const MOST_SPAN: (u32, u32) = (65_534, 1_000);

/// The rows and columns of tables below each other.
#[derive(Debug, Default)]
pub(super) struct Grid {
    row: u32,
    column: u32,
    open: bool,
    /// For each column the first row that no cell from above reaches.
    free_from: Vec<u32>,
    merged: Vec<Area>,
    /// How many of the merged areas are of tables that have ended.
    ended: usize,
}

impl Grid {
    pub(super) fn start_row(&mut self) {
        self.end_row();
        self.open = true;
    }

    pub(super) fn end_row(&mut self) {
        if self.open {
            self.row = self.row.saturating_add(1);
        }
        self.open = false;
        self.column = 0;
    }

    /// The next table stands below; no cell spans beyond its own table.
    pub(super) fn end_table(&mut self) {
        self.end_row();
        self.free_from.clear();
        for area in &mut self.merged[self.ended..] {
            let last = self.row.saturating_sub(1).max(area.from.row);
            area.to.row = area.to.row.min(last);
        }
        self.ended = self.merged.len();
    }

    /// The place of the next cell; `None` beyond the largest sheet there can be.
    pub(super) fn place(&mut self, rows: u32, columns: u32) -> Option<(u32, u32)> {
        self.open = true;
        let taken = |column: u32| self.free_from.get(column as usize).copied() > Some(self.row);
        let mut column = self.column;
        while taken(column) {
            column += 1;
        }
        let (rows, columns) = (rows.clamp(1, MOST_SPAN.0), columns.clamp(1, MOST_SPAN.1));
        let end = column + columns;
        if self.row >= MOST_ROWS || end > u32::from(MOST_COLUMNS) {
            return None;
        }
        if self.free_from.len() < end as usize {
            self.free_from.resize(end as usize, 0);
        }
        for free in &mut self.free_from[column as usize..end as usize] {
            *free = self.row + rows;
        }
        if rows > 1 || columns > 1 {
            self.merged.push(Area {
                from: at(self.row, column)?,
                to: at((self.row + rows).min(MOST_ROWS) - 1, end - 1)?,
            });
        }
        self.column = end;
        Some((self.row, column))
    }

    /// All areas of cells that span several, in order.
    pub(super) fn merged(mut self) -> Vec<Area> {
        self.end_table();
        let mut merged = self.merged;
        merged.retain(|area| area.from != area.to);
        merged.sort_unstable();
        merged
    }
}

fn at(row: u32, column: u32) -> Option<CellAt> {
    let column = u16::try_from(column).ok()?;
    Some(CellAt { row, column })
}
