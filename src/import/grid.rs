//! A sheet under reading: its lines, and what each of its cells turned out to be.
//!
//! Nothing is forgotten because every cell has a role, and what has none at the end is listed. What
//! the cells mean is found by the other files.

use std::collections::BTreeMap;

use crate::workbook::{Cell, CellAt, Content, Sheet};

use super::unplaced::Why;

/// A sheet and what is known of its cells.
pub(super) struct Grid<'a> {
    /// The sheet itself.
    pub(super) sheet: &'a Sheet,
    roles: Vec<Role>,
    whys: BTreeMap<u32, Why>,
}

/// What a cell turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing yet.
    Open,
    /// Words that were understood: a title, a head, a name, a note.
    Words,
    /// The code of a row.
    Code,
    /// The number of a line, a column (行次, 栏次) or a page.
    Numbering,
    /// An amount that has its place in the accounts.
    Figure,
}

/// A row of a sheet, or the part of it between two columns: its cells by their positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The row, from 0.
    pub(super) row: u32,
    start: u32,
    end: u32,
}

impl<'a> Grid<'a> {
    /// A sheet of which nothing is known.
    pub(super) fn new(sheet: &'a Sheet) -> Self {
        Self {
            sheet,
            roles: vec![Role::Open; sheet.cells.len()],
            whys: BTreeMap::new(),
        }
    }

    /// The rows that hold something, top to bottom. Cells of white space alone hold nothing.
    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for (index, cell) in (0_u32..).zip(&self.sheet.cells) {
            match lines.last_mut() {
                Some(line) if line.row == cell.at.row => line.end = index + 1,
                _ => lines.push(Line {
                    row: cell.at.row,
                    start: index,
                    end: index + 1,
                }),
            }
        }
        lines.retain(|line| self.cells(*line).next().is_some());
        lines
    }

    /// The cells of a line that hold something, left to right, with their positions.
    pub(super) fn cells(&self, line: Line) -> impl DoubleEndedIterator<Item = (u32, &'a Cell)> {
        let cells = &self.sheet.cells[line.start as usize..line.end as usize];
        let cells = (line.start..line.end).zip(cells);
        cells.filter(|(_, cell)| !is_empty(&cell.content))
    }

    /// The cell of a line in a column.
    pub(super) fn cell(&self, line: Line, column: u16) -> Option<(u32, &'a Cell)> {
        let cells = &self.sheet.cells[line.start as usize..line.end as usize];
        let index = cells.binary_search_by_key(&column, |cell| cell.at.column);
        let index = index
            .ok()
            .filter(|index| !is_empty(&cells[*index].content))?;
        Some((line.start + u32::try_from(index).ok()?, &cells[index]))
    }

    /// The part of a line from one column up to another.
    pub(super) fn between(&self, line: Line, from: u16, to: u16) -> Line {
        let cells = &self.sheet.cells[line.start as usize..line.end as usize];
        let before = |column: u16| {
            let count = cells.partition_point(|cell| cell.at.column < column);
            line.start + u32::try_from(count).unwrap_or_default()
        };
        Line {
            row: line.row,
            start: before(from),
            end: before(to),
        }
    }

    /// Whether a line holds nothing.
    pub(super) fn is_empty(&self, line: Line) -> bool {
        self.cells(line).next().is_none()
    }

    /// Says what a cell is.
    pub(super) fn mark(&mut self, cell: u32, role: Role) {
        self.roles[cell as usize] = role;
    }

    /// Says of the words of a line that they were understood; its numbers are not words.
    pub(super) fn mark_words(&mut self, line: Line) {
        let from = line.start as usize;
        let cells = &self.sheet.cells[from..line.end as usize];
        for (role, cell) in self.roles[from..].iter_mut().zip(cells) {
            if *role == Role::Open && !super::cell::is_figure(&cell.content) {
                *role = Role::Words;
            }
        }
    }

    /// Says why a cell has no place in the accounts.
    pub(super) fn refuse(&mut self, cell: u32, why: Why) {
        self.roles[cell as usize] = Role::Open;
        self.whys.insert(cell, why);
    }

    /// Says why a cell has no place, unless that is known already.
    pub(super) fn refuse_first(&mut self, cell: u32, why: Why) {
        self.whys.entry(cell).or_insert(why);
    }

    /// What a cell is.
    pub(super) fn role(&self, cell: u32) -> Role {
        self.roles[cell as usize]
    }

    /// How many cells are numbers of lines, columns or pages.
    pub(super) fn numberings(&self) -> usize {
        let cells = self.roles.iter().zip(&self.sheet.cells);
        let counts = |(role, cell): &(&Role, &Cell)| {
            **role == Role::Numbering && super::cell::is_figure(&cell.content)
        };
        cells.filter(counts).count()
    }

    /// Everything that should have a place and has none, with the reason if one is known.
    pub(super) fn left_over(&self) -> impl Iterator<Item = (&'a Cell, Option<Why>)> {
        let cells = (0_u32..).zip(&self.sheet.cells);
        cells.filter_map(|(index, cell)| {
            let why = self.whys.get(&index).copied();
            let is_left = self.role(index) == Role::Open
                && (why.is_some() || super::cell::is_figure(&cell.content));
            is_left.then_some((cell, why))
        })
    }

    /// The cell at a place that a merged area shows there: its upper left one.
    pub(super) fn merged_into(&self, at: CellAt) -> Option<CellAt> {
        let area = self.sheet.merged.iter().find(|area| {
            (area.from.row..=area.to.row).contains(&at.row)
                && (area.from.column..=area.to.column).contains(&at.column)
        });
        area.map(|area| area.from)
    }
}

fn is_empty(content: &Content) -> bool {
    matches!(content, Content::Text(text) if text.trim().is_empty())
}
