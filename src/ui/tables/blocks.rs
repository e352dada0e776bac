//! Which rows stand in which half of a form of two halves, and how their sums are set beside each other.

use crate::model::{Row, RowKind, Side, Table};

use super::form::{Column, GAP, Printed, Rows};

/// The half of the form in which a row stands; rows that do not say follow the one above them.
fn sides(table: &Table) -> impl Iterator<Item = usize> {
    let mut last = 0;
    table.rows.iter().map(move |row| {
        if let Some(side) = row.side {
            last = usize::from(side == Side::Expenditure);
        }
        last
    })
}

/// 项目 and amounts of both halves. The income half prints one amount, unless the file gives others.
pub(super) fn half_columns(table: &Table) -> Vec<Printed> {
    let count = table.spec().columns.len();
    let held = |half: usize, column: usize| {
        let rows = table.rows.iter().zip(sides(table));
        rows.into_iter().any(|(row, side)| {
            side == half && row.cells.get(column).is_some_and(|c| c.is_present())
        })
    };
    let mut columns = Vec::new();
    for half in 0..2 {
        let of = |column| Printed::Of {
            block: half,
            column,
        };
        columns.push(of(Column::Name));
        for index in 0..count {
            if (half == 1 || index == 0 || held(half, index))
                && let Ok(column) = u16::try_from(index)
            {
                columns.push(of(Column::Cell(column)));
            }
        }
    }
    columns
}

/// The rows of both halves, their sums beside each other.
pub(super) fn halves(table: &Table) -> Vec<Rows> {
    let mut rows = [Vec::new(), Vec::new()];
    for (index, side) in sides(table).enumerate() {
        rows[side].extend(u32::try_from(index));
    }
    let feet = rows.each_ref().map(|rows| half_foot(table, rows));
    side_by_side(rows, feet)
}

/// Where the sums of a half begin: at 本年收入合计 or 本年支出合计, else at a last row that is a total.
fn half_foot(table: &Table, rows: &[u32]) -> usize {
    let row = |index: &u32| &table.rows[*index as usize];
    let year = rows.iter().position(|index| {
        matches!(
            form_name(table, row(index)),
            "本年收入合计" | "本年支出合计"
        )
    });
    let last_is_total = || {
        rows.last()
            .is_some_and(|index| row(index).kind == RowKind::Total)
    };
    year.unwrap_or_else(|| rows.len() - usize::from(last_is_total()))
}

/// The name of the fixed row of the form that a row is; its own where it is none.
fn form_name<'a>(table: &Table, row: &'a Row) -> &'a str {
    let spec = row
        .spec
        .and_then(|row| table.spec().rows.get(usize::from(row)));
    spec.map_or(&row.name, |spec| &spec.name.zh)
}

/// The half of the form of basic expenditure in which a code stands: 人员经费 are 301 and 303, all others 公用经费.
pub(super) fn economic_half(row: &Row) -> Option<usize> {
    if row.code.is_empty() {
        return None;
    }
    let staff = row.code.starts_with("301") || row.code.starts_with("303");
    Some(usize::from(!staff))
}

/// Code, name and amount of both halves.
pub(super) fn economic_columns(table: &Table) -> Vec<Printed> {
    let count = u16::try_from(table.spec().columns.len()).unwrap_or(0);
    let columns = [Column::Code, Column::Name].into_iter();
    let columns: Vec<Column> = columns.chain((0..count).map(Column::Cell)).collect();
    let halves = (0..2).flat_map(|block| {
        columns
            .iter()
            .map(move |&column| Printed::Of { block, column })
    });
    halves.collect()
}

/// The rows of 人员经费 and 公用经费, their sums beside each other.
pub(super) fn economic(table: &Table) -> Vec<Rows> {
    let mut rows = [Vec::new(), Vec::new()];
    let mut feet = [Vec::new(), Vec::new()];
    let mut last = 0;
    for (index, row) in table.rows.iter().enumerate() {
        let Ok(index) = u32::try_from(index) else {
            continue;
        };
        match (economic_half(row), row.kind) {
            (None, RowKind::Total) => {
                let staff = form_name(table, row) == "人员经费合计";
                feet[usize::from(!staff)].push(index);
            }
            (half, _) => {
                last = half.unwrap_or(last);
                rows[last].push(index);
            }
        }
    }
    // The total of all stands below 公用经费合计, wherever the file has it.
    feet[1].sort_by_key(|index| form_name(table, &table.rows[*index as usize]) != "公用经费合计");
    let starts = rows.each_ref().map(Vec::len);
    for (rows, foot) in rows.iter_mut().zip(feet) {
        rows.extend(foot);
    }
    // Nothing stands beside the total of all.
    let [left, right] = rows;
    let mut blocks = side_by_side_feet([left, right], starts, Foot::Top);
    blocks.truncate(2);
    blocks
}

/// How feet of different length are set against each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Foot {
    /// The first rows beside each other.
    Top,
    /// The first beside each other and the last beside each other.
    Both,
}

fn side_by_side(rows: [Vec<u32>; 2], feet: [usize; 2]) -> Vec<Rows> {
    side_by_side_feet(rows, feet, Foot::Both)
}

/// Two halves, the feet of both beginning on the same row.
fn side_by_side_feet(rows: [Vec<u32>; 2], feet: [usize; 2], how: Foot) -> Vec<Rows> {
    let body = feet[0].max(feet[1]);
    let foot = (rows[0].len() - feet[0]).max(rows[1].len() - feet[1]);
    let placed = rows.into_iter().zip(feet).map(|(rows, start)| {
        let (above, below) = rows.split_at(start);
        let mut placed = above.to_vec();
        placed.resize(body, GAP);
        placed.extend(below);
        let missing = body + foot - placed.len();
        let last = match (how, below) {
            (Foot::Both, [_, .., last]) => Some(*last),
            _ => None,
        };
        placed.resize(body + foot, GAP);
        if let Some(last) = last.filter(|_| missing > 0) {
            placed[body + foot - missing - 1] = GAP;
            placed[body + foot - 1] = last;
        }
        Rows::Picked(placed)
    });
    placed.collect()
}
