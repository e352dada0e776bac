//! What edits of the accounts come to in the workbook that they were imported from: the cells that
//! say something else now.
//!
//! Rows are known by the line of the sheet that they were read from, so that rows which moved are
//! still right. Putting the cells into the file is left to `workbook`.

use std::collections::BTreeMap;

use crate::model::{Accounts, Cell, Place, RowSource, Table, TableRef, Text, Unit, fixed};
use crate::workbook::{CellAt, NewValue, SheetChange};

/// Digits of a code in the first of several cells; the others have two each.
const FIRST_DIGITS: usize = 3;
const FURTHER_DIGITS: usize = 2;
/// How many rows are named in one message.
const NAMED: usize = 3;

/// What a workbook in place cannot carry; JSON and a new workbook can.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
#[error("the workbook has no place for rows or cells that were put in or taken out")]
pub struct RowsChanged {
    /// Rows that the workbook does not have.
    pub inserted: Vec<Text>,
    /// Rows of the workbook that are gone.
    pub removed: Vec<Text>,
    /// Cells that the workbook does not print.
    pub unprinted: Vec<Text>,
}

impl RowsChanged {
    /// What cannot be carried, and what can be done instead.
    pub fn text(&self) -> Text {
        let parts = [
            ("新增了", "rows were put in: ", &self.inserted),
            ("删去了", "rows were taken out: ", &self.removed),
            (
                "原工作簿没有这些单元格：",
                "cells that it does not print: ",
                &self.unprinted,
            ),
        ];
        let parts: Vec<Text> = parts
            .into_iter()
            .filter(|(.., rows)| !rows.is_empty())
            .map(|(zh, en, rows)| {
                let named = Text::join(rows.iter().take(NAMED), "、", ", ");
                let count = rows.len();
                let more = count > NAMED;
                Text::new(
                    format!(
                        "{zh}{}{}",
                        named.zh,
                        if more {
                            format!("等 {count} 处")
                        } else {
                            String::new()
                        }
                    ),
                    format!(
                        "{en}{}{}",
                        named.en,
                        if more {
                            format!(" and {} more", count - NAMED)
                        } else {
                            String::new()
                        }
                    ),
                )
            })
            .collect();
        let what = Text::join(&parts, "；", "; ");
        Text::new(
            format!(
                "不能写回原工作簿：{}。请导出 JSON，或导出为新的工作簿。",
                what.zh
            ),
            format!(
                "This cannot be written into the original workbook: {}. Export JSON, or a new \
                 workbook.",
                what.en
            ),
        )
    }

    fn is_empty(&self) -> bool {
        self.inserted.is_empty() && self.removed.is_empty() && self.unprinted.is_empty()
    }
}

/// The cells of the workbook that say something else now than when it was opened, by sheet, row
/// and column. With a `file`, those of that file alone.
///
/// # Errors
/// [`RowsChanged`], when rows were put in or taken out: they have no place in the workbook.
pub fn workbook_changes(
    opened: &Accounts,
    now: &Accounts,
    file: Option<&str>,
) -> Result<Vec<SheetChange>, RowsChanged> {
    let mut changes = Changes::default();
    for was in opened.tables.iter().filter(|table| lies_in(table, file)) {
        match now.table(was.id) {
            Some(table) => changes.table(opened, was, now, table),
            None => changes.lost.removed.push(was.spec().title.clone()),
        }
    }
    if !changes.lost.is_empty() {
        return Err(changes.lost);
    }
    let cells = changes.cells.into_iter();
    Ok(cells
        .map(|((sheet, at), value)| SheetChange { sheet, at, value })
        .collect())
}

fn lies_in(table: &Table, file: Option<&str>) -> bool {
    table.source.as_ref().is_some_and(|source| {
        file.is_none_or(|file| source.file.as_deref().is_none_or(|of| of == file))
    })
}

#[derive(Default)]
struct Changes {
    cells: BTreeMap<(String, CellAt), NewValue>,
    lost: RowsChanged,
}

impl Changes {
    fn table(&mut self, opened: &Accounts, was: &Table, now: &Accounts, table: &Table) {
        let mut rows: BTreeMap<(u16, u32), usize> = BTreeMap::new();
        for (index, row) in was.rows.iter().enumerate() {
            if let Some(RowSource { block, row }) = row.source {
                rows.insert((block, row), index);
            }
        }
        for (index, row) in table.rows.iter().enumerate() {
            let source = row.source.map(|source| (source.block, source.row));
            // A second row of one source is a copy.
            let Some(before) = source.and_then(|source| rows.remove(&source)) else {
                let known = row.source.is_none() && is_row_of(was, row);
                if !known {
                    self.lost.inserted.push(row_text(table, index));
                }
                continue;
            };
            let columns = (0..).take(table.spec().columns.len());
            for column in columns.chain([Place::CODE, Place::NAME]) {
                let place = table.place(index, column);
                let before = was.place(before, column);
                self.cell(opened, before, now, place);
            }
        }
        let removed = rows.into_values().map(|index| row_text(was, index));
        self.lost.removed.extend(removed);
    }

    fn cell(&mut self, opened: &Accounts, before: Place, now: &Accounts, place: Place) {
        if !differs(opened, before, now, place) {
            return;
        }
        let Some(cell) = opened.sheet_cell(before) else {
            self.lost.unprinted.push(now.label(place));
            return;
        };
        let mut put = |column: u16, value: NewValue| {
            let at = CellAt {
                row: cell.row,
                column,
            };
            self.cells.insert((cell.sheet.to_owned(), at), value);
        };
        if place.column != Place::CODE {
            return put(cell.column, value(now, place));
        }
        let count = usize::from(cell.last_column - cell.column) + 1;
        let parts = |code: &str| split(code, count);
        let (old, new) = (parts(&opened.printed(before)), parts(&now.printed(place)));
        for ((column, old), new) in (cell.column..).zip(old).zip(new) {
            if old != new {
                put(column, NewValue::Code(new));
            }
        }
    }
}

/// Whether a row without a source was there when the workbook was opened: read from elsewhere.
fn is_row_of(was: &Table, row: &crate::model::Row) -> bool {
    was.rows
        .iter()
        .any(|old| old.source.is_none() && old.name == row.name && old.code == row.code)
}

fn row_text(table: &Table, row: usize) -> Text {
    let spec = table.spec();
    let TableRef { period, .. } = table.id;
    let label = table.rows.get(row).map(|row| row.label(spec));
    let title = match period {
        crate::model::Period::Final => spec.title.clone(),
        period => Text::join([&spec.title, &period.text()], " · ", " · "),
    };
    Text::join(
        std::iter::once(title)
            .chain(label)
            .collect::<Vec<_>>()
            .iter(),
        " · ",
        " · ",
    )
}

/// Whether a cell says something else. More decimals of the same number are the same number: how
/// many are shown is a matter of the cell's format.
fn differs(opened: &Accounts, before: Place, now: &Accounts, place: Place) -> bool {
    if place.head().is_some() {
        return opened.printed(before) != now.printed(place);
    }
    match (opened.cell(before), now.cell(place)) {
        (Cell::Number(old), Cell::Number(new)) => {
            old.value != new.value || old.unit != new.unit || old.own_unit != new.own_unit
        }
        // Neither prints anything.
        (Cell::Absent | Cell::Blank, Cell::Absent | Cell::Blank) => false,
        (old, new) => old != new,
    }
}

/// What a cell is to hold.
fn value(now: &Accounts, place: Place) -> NewValue {
    let printed = now.printed(place);
    if printed.is_empty() {
        return NewValue::Empty;
    }
    match now.cell(place).number() {
        Some(number) if place.head().is_none() => {
            let digits = fixed(number.value, u32::from(number.decimals));
            match (number.own_unit, number.unit) {
                (false, _) => NewValue::Number(digits),
                (true, Unit::Percent) => NewValue::Percent(digits),
                (true, _) => NewValue::Text(printed),
            }
        }
        _ => NewValue::Text(printed),
    }
}

/// A code over so many cells: 201 | 06 | 01; what is too long stays in the last.
fn split(code: &str, cells: usize) -> Vec<String> {
    let mut rest = code;
    (1..=cells)
        .map(|number| {
            let digits = if number == 1 {
                FIRST_DIGITS
            } else {
                FURTHER_DIGITS
            };
            let end = match rest.char_indices().nth(digits) {
                Some((end, _)) if number < cells => end,
                _ => rest.len(),
            };
            let (part, after) = rest.split_at(end);
            rest = after;
            part.to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_split_as_it_was() {
        assert_eq!(split("2010601", 3), ["201", "06", "01"]);
        assert_eq!(split("20106", 3), ["201", "06", ""]);
        assert_eq!(split("201", 1), ["201"]);
        assert_eq!(split("2010601", 1), ["2010601"]);
        assert_eq!(split("2010601", 2), ["201", "0601"]);
    }

    #[test]
    fn what_is_lost_is_named() {
        let row = |name: &str| Text::same(name);
        let lost = RowsChanged {
            inserted: ["甲", "乙", "丙", "丁"].map(row).to_vec(),
            ..RowsChanged::default()
        };
        let text = lost.text();
        assert!(text.zh.contains("新增了甲、乙、丙等 4 处"), "{}", text.zh);
        assert!(text.en.contains("甲, 乙, 丙 and 1 more"), "{}", text.en);
    }
}
