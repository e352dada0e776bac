//! Where a key leads from a cell, as in Excel and WPS. Pure: selecting and scrolling are left to the state.

use crate::ui::grid::source::{CellPos, CellRange};

/// A step of the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// One row or column.
    By(Direction),
    /// To the edge of the filled or blank stretch: Ctrl and an arrow.
    Edge(Direction),
    /// To the first column.
    RowStart,
    /// To the last column.
    RowEnd,
    /// To the upper left corner.
    First,
    /// To the lower right corner.
    Last,
    /// Up or down by what the window shows.
    Page(Direction),
}

/// The four directions of the arrow keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// Towards the first row.
    Up,
    /// Towards the last row.
    Down,
    /// Towards the first column.
    Left,
    /// Towards the last column.
    Right,
}

/// What a step needs to know of the table.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    /// The lower right corner of the table.
    pub(super) last: CellPos,
    /// How many rows a page has; at least one.
    pub(super) page: usize,
    /// Whether a cell is blank.
    pub(super) is_blank: &'a dyn Fn(CellPos) -> bool,
}

impl Field<'_> {
    /// The cell that the step leads to; at an edge of the table it leads nowhere.
    pub(super) fn after(&self, from: CellPos, step: Step) -> CellPos {
        match step {
            Step::By(direction) => self.neighbour(from, direction).unwrap_or(from),
            Step::Edge(direction) => self.edge(from, direction),
            Step::RowStart => CellPos { col: 0, ..from },
            Step::RowEnd => CellPos {
                col: self.last.col,
                ..from
            },
            Step::First => CellPos::default(),
            Step::Last => self.last,
            Step::Page(direction) => self.page(from, direction),
        }
    }

    fn neighbour(&self, from: CellPos, direction: Direction) -> Option<CellPos> {
        let CellPos { row, col } = from;
        let next = match direction {
            Direction::Up => CellPos::new(row.checked_sub(1)?, col),
            Direction::Down => CellPos::new(row + 1, col),
            Direction::Left => CellPos::new(row, col.checked_sub(1)?),
            Direction::Right => CellPos::new(row, col + 1),
        };
        (next.row <= self.last.row && next.col <= self.last.col).then_some(next)
    }

    fn page(&self, from: CellPos, direction: Direction) -> CellPos {
        let row = match direction {
            Direction::Up => from.row.saturating_sub(self.page),
            _ => (from.row + self.page).min(self.last.row),
        };
        CellPos { row, ..from }
    }

    /// Within a filled stretch its end; otherwise the next filled cell; otherwise the edge of the table.
    fn edge(&self, from: CellPos, direction: Direction) -> CellPos {
        let Some(next) = self.neighbour(from, direction) else {
            return from;
        };
        let in_stretch = !(self.is_blank)(from) && !(self.is_blank)(next);
        let mut at = next;
        while let Some(further) = self.neighbour(at, direction) {
            let blank = (self.is_blank)(if in_stretch { further } else { at });
            if blank == in_stretch {
                break;
            }
            at = further;
        }
        at
    }
}

/// The next cell of a range, row by row (Tab) or column by column (Enter), beginning again at its end.
pub(super) fn cycle(range: CellRange, from: CellPos, direction: Direction) -> CellPos {
    let (height, width) = (range.height(), range.width());
    let (row, col) = (from.row - range.first.row, from.col - range.first.col);
    let by_rows = matches!(direction, Direction::Left | Direction::Right);
    let (index, count) = if by_rows {
        (row * width + col, height * width)
    } else {
        (col * height + row, height * width)
    };
    let step = match direction {
        Direction::Right | Direction::Down => 1,
        Direction::Left | Direction::Up => count - 1,
    };
    let index = (index + step) % count;
    let (row, col) = if by_rows {
        (index / width, index % width)
    } else {
        (index % height, index / height)
    };
    CellPos::new(range.first.row + row, range.first.col + col)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps through one column whose cells are written as `x` (filled) and `.` (blank).
    fn down_from(column: &str, row: usize, step: Step) -> usize {
        let filled: Vec<bool> = column.chars().map(|c| c == 'x').collect();
        let field = Field {
            last: CellPos::new(filled.len() - 1, 0),
            page: 3,
            is_blank: &|at| !filled[at.row],
        };
        field.after(CellPos::new(row, 0), step).row
    }

    #[test]
    fn ctrl_and_an_arrow_stop_where_excel_stops() {
        let down = Step::Edge(Direction::Down);
        let up = Step::Edge(Direction::Up);
        assert_eq!(down_from("xxx..xx", 0, down), 2);
        assert_eq!(down_from("xxx..xx", 2, down), 5);
        assert_eq!(down_from("xxx..xx", 3, down), 5);
        assert_eq!(down_from("xxx..xx", 5, down), 6);
        assert_eq!(down_from("x......", 0, down), 6);
        assert_eq!(down_from("xxx..xx", 6, up), 5);
        assert_eq!(down_from("xxx..xx", 5, up), 2);
        assert_eq!(down_from("..xx", 2, up), 0);
    }

    #[test]
    fn steps_stay_in_the_table() {
        assert_eq!(down_from("xxxxx", 4, Step::By(Direction::Down)), 4);
        assert_eq!(down_from("xxxxx", 0, Step::By(Direction::Up)), 0);
        assert_eq!(down_from("xxxxx", 3, Step::Page(Direction::Down)), 4);
        assert_eq!(down_from("xxxxx", 4, Step::Page(Direction::Up)), 1);
        assert_eq!(down_from("xxxxx", 1, Step::Last), 4);
        assert_eq!(down_from("xxxxx", 1, Step::First), 0);
    }

    #[test]
    fn tab_and_enter_walk_round_a_range() {
        let range = CellRange::spanning(CellPos::new(1, 1), CellPos::new(2, 3));
        let last = CellPos::new(2, 3);
        assert_eq!(cycle(range, last, Direction::Right), range.first);
        assert_eq!(cycle(range, range.first, Direction::Left), last);
        let lower_left = CellPos::new(2, 1);
        assert_eq!(cycle(range, range.first, Direction::Down), lower_left);
        let next_column = CellPos::new(1, 2);
        assert_eq!(cycle(range, lower_left, Direction::Down), next_column);
        assert_eq!(cycle(range, next_column, Direction::Up), lower_left);
    }
}
