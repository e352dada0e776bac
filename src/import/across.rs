//! Tables whose items stand side by side above one line of figures: the three public expenses.

use crate::model::{TableId, Unit};
use crate::workbook::Content;

use super::blocks::Block;
use super::cell::{BLANK, amount, is_figure};
use super::fit::{Column, Fit};
use super::found::{Found, FoundRow, SheetBlock};
use super::grid::{Grid, Line, Role};
use super::unplaced::Why;
use super::words::{VALUE, bare};

/// An item with its columns: of the table, of the sheet, and the unit that the head gives it.
struct Item {
    row: u16,
    columns: Vec<(u16, u16, Option<Unit>)>,
}

/// Reads the line of figures of a table into its items.
pub(super) fn read(
    grid: &mut Grid<'_>,
    lines: &[Line],
    blocks: &[Block],
    fit: &Fit,
    found: &mut Found,
) {
    let Some(table) = found.table else {
        return;
    };
    let items = items(blocks, fit, found.known_unit());
    let names: Vec<u16> = blocks.iter().flat_map(|block| block.name.clone()).collect();
    let of_items = |line: Line| -> Vec<u32> {
        let columns = items.iter().flat_map(|item| &item.columns);
        let cells = columns.filter_map(|(_, column, _)| grid.cell(line, *column));
        cells.map(|(cell, _)| cell).collect()
    };
    let printed: Vec<(Line, Vec<u32>)> = lines
        .iter()
        .map(|line| (*line, of_items(*line)))
        .filter(|(_, cells)| !cells.is_empty())
        .collect();
    let is_total = |line: Line| {
        let mut labels = names.iter().filter_map(|column| grid.cell(line, *column));
        labels.any(|(_, cell)| {
            let label = bare(cell.content.text());
            matches!(&*label, "合计" | "总计") || VALUE.contains(&&*label)
        })
    };
    let mut totals = printed.iter().filter(|(line, _)| is_total(*line));
    let chosen = match (printed.as_slice(), totals.next(), totals.next()) {
        ([(line, _)], ..) | (_, Some((line, _)), None) => Some(*line),
        _ => None,
    };
    for (line, cells) in &printed {
        for cell in cells.iter().filter(|_| Some(*line) != chosen) {
            if is_figure(&grid.sheet.cells[*cell as usize].content) {
                grid.refuse(*cell, Why::SecondLine(table));
            }
        }
    }
    if let Some(line) = chosen {
        for item in &items {
            push(grid, line, item, found);
        }
    }
}

fn items(blocks: &[Block], fit: &Fit, unit: Option<Unit>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let heads = blocks.iter().flat_map(|block| &block.amounts);
    for (head, column) in heads.zip(fit.blocks.iter().flatten()) {
        let Column::Item(row, of) = *column else {
            continue;
        };
        let own = head.unit.filter(|own| own.is_money() && Some(*own) != unit);
        let place = (of, head.column, own);
        match items.iter_mut().find(|item| item.row == row) {
            Some(item) => item.columns.push(place),
            None => items.push(Item {
                row,
                columns: vec![place],
            }),
        }
    }
    items.sort_by_key(|item| item.row);
    items
}

fn push(grid: &mut Grid<'_>, line: Line, item: &Item, found: &mut Found) {
    let Some(spec) = found.table.map(TableId::spec) else {
        return;
    };
    let mut columns = item.columns.clone();
    columns.sort_unstable_by_key(|(of, ..)| *of);
    let mut cells = Vec::new();
    for (of, column, unit) in &columns {
        let Some((cell, printed)) = grid.cell(line, *column) else {
            cells.push((*of, BLANK.to_owned()));
            continue;
        };
        if matches!(printed.content, Content::Unclear(_)) {
            grid.refuse(cell, Why::Unclear);
            continue;
        }
        grid.mark(cell, Role::Figure);
        found.figures.push(cell);
        cells.push((*of, amount(&printed.content, *unit)));
    }
    let block = found.block(SheetBlock {
        code: None,
        name: None,
        columns: columns
            .iter()
            .map(|(of, column, _)| (*of, *column))
            .collect(),
    });
    let name = spec
        .rows
        .get(usize::from(item.row))
        .map(|row| row.name.zh.clone());
    found.rows.push(FoundRow {
        block,
        row: line.row,
        name: name.unwrap_or_default(),
        cells,
        ..FoundRow::default()
    });
}
