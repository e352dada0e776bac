//! The groups of columns that stand side by side in one table, each with its own codes, names and
//! amounts: the halves of 收入支出决算总表, the columns of the basic expenditure.

use crate::model::Side;

use super::code;
use super::grid::{Grid, Line};
use super::head::{ColumnRole, Head, HeadColumn};

/// How many lines are looked at to tell codes from names under one head.
const LOOKED_AT: usize = 60;

/// A group of columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// The columns of codes.
    pub(super) code: Vec<u16>,
    /// The columns of names.
    pub(super) name: Vec<u16>,
    /// The columns of amounts.
    pub(super) amounts: Vec<HeadColumn>,
    /// The half, when the head says it.
    pub(super) side: Option<Side>,
}

/// The groups of a table, and its columns that number the lines.
pub(super) fn read(grid: &Grid<'_>, head: &Head, data: &[Line]) -> (Vec<Block>, Vec<u16>) {
    let mut blocks: Vec<Block> = Vec::new();
    let mut numbering = Vec::new();
    let data = &data[..data.len().min(LOOKED_AT)];
    for (index, column) in head.columns.iter().enumerate() {
        let role = match column.role() {
            ColumnRole::Name if holds_codes(grid, data, column.column) => {
                // Names are on the right of their codes, under the same head or another.
                let next = head.columns.get(index + 1);
                let is_name = next.is_some_and(|next| next.role() == ColumnRole::Name);
                if is_name {
                    ColumnRole::Code
                } else {
                    ColumnRole::Name
                }
            }
            role => role,
        };
        if column.chain.is_empty() {
            continue;
        }
        let begins = matches!(role, ColumnRole::Code | ColumnRole::Name);
        let goes_on = |block: &Block| match role {
            ColumnRole::Code => block.amounts.is_empty() && block.name.is_empty(),
            _ => block.amounts.is_empty(),
        };
        if blocks.is_empty() || begins && !blocks.last().is_some_and(goes_on) {
            blocks.push(Block::default());
        }
        let Some(block) = blocks.last_mut() else {
            continue;
        };
        match role {
            ColumnRole::Code => block.code.push(column.column),
            ColumnRole::Name => block.name.push(column.column),
            ColumnRole::Numbering => numbering.push(column.column),
            ColumnRole::Words => {}
            ColumnRole::Amount => block.amounts.push(column.clone()),
        }
        block.side = block.side.or_else(|| side(column));
    }
    (blocks, numbering)
}

/// The half that the uppermost head names.
fn side(column: &HeadColumn) -> Option<Side> {
    match &**column.chain.first()? {
        "收入" | "收入项目" => Some(Side::Income),
        "支出" | "支出项目" => Some(Side::Expenditure),
        _ => None,
    }
}

/// Whether a column holds codes alone.
fn holds_codes(grid: &Grid<'_>, data: &[Line], column: u16) -> bool {
    let mut cells = data
        .iter()
        .filter_map(|line| grid.cell(*line, column))
        .peekable();
    let is_code = |text: &str| {
        let heads = matches!(&*super::words::bare(text), "合计" | "类" | "款" | "项");
        heads || (2..=7).contains(&text.trim().chars().count())
    };
    cells.peek().is_some()
        && cells
            .clone()
            .any(|(_, cell)| code::digits(&cell.content).is_some())
        && cells.all(|(_, cell)| {
            let text = cell.content.text();
            is_code(text)
                && (code::digits(&cell.content).is_some() || !text.is_ascii())
                && (code::digits(&cell.content).is_some()
                    || matches!(&*super::words::bare(text), "合计" | "类" | "款" | "项"))
        })
}
