//! A table between its head and its end: its lines are kept until all of them are known, and then
//! read.

use crate::model::TableId;

use super::across;
use super::blocks::Block;
use super::cell::is_figure;
use super::fit::{self, Fit};
use super::found::Found;
use super::grid::{Grid, Line, Role};
use super::head::Head;
use super::periods::OfPeriod;
use super::rows;
use super::unplaced::Why;

/// A table whose lines are being read.
pub(super) struct Open {
    /// Its head.
    pub(super) head: Head,
    /// Which table it is.
    pub(super) table: Option<TableId>,
    /// Why its figures have no place, when it is none.
    pub(super) why: Why,
    /// Its groups of columns.
    pub(super) blocks: Vec<Block>,
    /// What they are in the table.
    pub(super) fit: Fit,
    /// Its columns of other periods.
    pub(super) others: Vec<OfPeriod>,
    /// How its rows are read.
    pub(super) plans: Vec<rows::Plan>,
    /// The columns that number its lines.
    pub(super) numbering: Vec<u16>,
    /// What is known of it.
    pub(super) found: Found,
    /// Its lines.
    pub(super) lines: Vec<Line>,
}

impl Open {
    /// Reads its lines, of which nothing is left over without a reason.
    pub(super) fn read(self, grid: &mut Grid<'_>, tables: &mut Vec<Found>) {
        let Self {
            mut found, lines, ..
        } = self;
        number(grid, &lines, &self.numbering);
        let Some(table) = self.table else {
            refuse_rest(grid, &lines, self.why);
            return;
        };
        for other in &self.others {
            let fit = fit::fit(table, &other.blocks);
            let mut of_period = Found {
                period: other.period,
                ..found.clone()
            };
            if !fit.is_across() && !self.fit.is_across() {
                let plans = rows::plans(table, &other.blocks, &fit, found.known_unit());
                read_lines(grid, &lines, &plans, &mut of_period);
                super::gather::split(of_period, tables);
            }
            refuse_columns(grid, &lines, table, &other.blocks, &fit);
        }
        if self.fit.is_across() {
            found.again.clear();
            across::read(grid, &lines, &self.blocks, &self.fit, &mut found);
        } else {
            read_lines(grid, &lines, &self.plans, &mut found);
        }
        refuse_columns(grid, &lines, table, &self.blocks, &self.fit);
        refuse_rest(grid, &lines, Why::NoHead);
        super::gather::split(found, tables);
    }
}

/// Reads lines that are rows of a table.
fn read_lines(grid: &mut Grid<'_>, lines: &[Line], plans: &[rows::Plan], found: &mut Found) {
    let mut again = std::mem::take(&mut found.again).into_iter().peekable();
    for (index, line) in lines.iter().enumerate() {
        while again.next_if(|at| *at <= index).is_some() {
            found.again.push(found.rows.len());
        }
        rows::read_line(grid, *line, plans, found);
    }
}

/// The unit that all heads of amounts carry.
pub(super) fn unit_of_heads(blocks: &[Block]) -> Option<String> {
    let mut units = blocks
        .iter()
        .flat_map(|block| &block.amounts)
        .map(|head| head.unit);
    let first = units.next().flatten().filter(|unit| unit.is_money())?;
    units
        .all(|unit| unit == Some(first))
        .then(|| first.printed().to_owned())
}

/// Marks the numbers of lines, which grow from line to line; forms leave lines out.
fn number(grid: &mut Grid<'_>, lines: &[Line], columns: &[u16]) {
    for column in columns {
        let mut last: Option<u32> = None;
        for line in lines {
            let Some((cell, printed)) = grid.cell(*line, *column) else {
                continue;
            };
            let number = super::words::bare(printed.content.text())
                .parse::<u32>()
                .ok();
            let counts = number.is_some_and(|number| last.is_none_or(|last| number > last));
            if counts {
                grid.mark(cell, Role::Numbering);
            } else if is_figure(&printed.content) {
                grid.refuse(cell, Why::Numbering);
            }
            last = number.or(last);
        }
    }
}

/// Says of amounts whose heads are none of the table's why they have no place.
fn refuse_columns(
    grid: &mut Grid<'_>,
    lines: &[Line],
    table: TableId,
    blocks: &[Block],
    fit: &Fit,
) {
    let heads = blocks.iter().flat_map(|block| &block.amounts);
    for (head, column) in heads.zip(fit.blocks.iter().flatten()) {
        let why = match column {
            fit::Column::Other => Why::Column(table),
            fit::Column::Same => Why::SameHead(table),
            _ => continue,
        };
        for line in lines {
            if let Some((cell, printed)) = grid.cell(*line, head.column)
                && grid.role(cell) == Role::Open
                && is_figure(&printed.content)
            {
                grid.refuse(cell, why);
            }
        }
    }
}

/// Says why of all that is left on these lines.
fn refuse_rest(grid: &mut Grid<'_>, lines: &[Line], why: Why) {
    for line in lines {
        let cells: Vec<u32> = grid.cells(*line).map(|(cell, _)| cell).collect();
        for cell in cells {
            if grid.role(cell) == Role::Open && is_figure(&grid.sheet.cells[cell as usize].content)
            {
                grid.refuse_first(cell, why);
            }
        }
    }
}
