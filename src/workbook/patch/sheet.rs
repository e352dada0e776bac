//! One pass over a sheet's XML: where the cells stand that are to be changed, what is near them,
//! and what forbids changing them.
//!
//! Only rows near a wanted one are looked at closely, so a sheet of a million cells costs little
//! more than reading it. What is written is left to `edit`.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::workbook::address::{area, cell_at};
use crate::workbook::{Area, CellAt};

use super::PatchError;
use crate::workbook::package::Tag;
use crate::workbook::package::{Step, StepKind, steps};

/// How far from a new cell its style is looked for.
const NEAR: u32 = 40;

/// What a sheet's XML holds, as far as the wanted cells need it.
pub(super) struct Sheet<'x> {
    /// Rows near the wanted ones, by their numbers from 0.
    pub(super) rows: BTreeMap<u32, Row<'x>>,
    /// For wanted rows that are not there: where they belong.
    pub(super) missing: BTreeMap<u32, usize>,
    /// `<sheetData>` or `<sheetData/>`.
    pub(super) data: Option<(Tag<'x>, Range<usize>)>,
    /// Where the value of `<dimension ref>` stands.
    pub(super) dimension: Option<Range<usize>>,
    /// Styles of whole columns: first, last, style.
    pub(super) columns: Vec<(u32, u32, &'x str)>,
    /// Merged areas.
    pub(super) merged: Vec<Area>,
    /// Areas of formulas that fill several cells.
    pub(super) arrays: Vec<Area>,
    /// How many cells use each shared formula.
    pub(super) shared: BTreeMap<&'x str, usize>,
    /// Whether any cell has a formula.
    pub(super) formulas: bool,
}

/// A row.
pub(super) struct Row<'x> {
    pub(super) tag: Tag<'x>,
    /// Where the tag stands.
    pub(super) span: Range<usize>,
    /// Where its last cell ends: before `</row>`.
    pub(super) end: usize,
    /// Its cells.
    pub(super) cells: Vec<Cell<'x>>,
}

/// A cell.
pub(super) struct Cell<'x> {
    pub(super) column: u16,
    pub(super) tag: Tag<'x>,
    /// The whole element.
    pub(super) span: Range<usize>,
    pub(super) formula: Option<Formula<'x>>,
    /// What stands in `<v>`.
    pub(super) value: Option<Range<usize>>,
    /// `<extLst>`, which belongs to no value.
    pub(super) extension: Option<Range<usize>>,
}

/// The formula of a cell.
#[derive(Clone, Copy)]
pub(super) struct Formula<'x> {
    /// The number that it shares with others, when they take it from here.
    pub(super) shared_from_here: Option<&'x str>,
}

/// What kind of content a cell has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Text,
    Other,
}

impl<'x> Cell<'x> {
    pub(super) fn kind(&self) -> Kind {
        match self.tag.raw("t") {
            None | Some("n") if self.value.is_some() => Kind::Number,
            Some("s" | "str" | "inlineStr") => Kind::Text,
            _ => Kind::Other,
        }
    }

    pub(super) fn style(&self) -> Option<&'x str> {
        self.tag.raw("s")
    }
}

/// Reads a sheet for the sake of the cells of `wanted` rows, which are in order.
pub(super) fn scan<'x>(xml: &'x str, wanted: &[u32]) -> Result<Sheet<'x>, PatchError> {
    let mut scan = Scan {
        wanted,
        passed: 0,
        row: None,
        next_row: 0,
        near: false,
        in_data: false,
        next_column: 0,
        cell: None,
        depth: 0,
        child: 0,
        sheet: Sheet {
            rows: BTreeMap::new(),
            missing: BTreeMap::new(),
            data: None,
            dimension: None,
            columns: Vec::new(),
            merged: Vec::new(),
            arrays: Vec::new(),
            shared: BTreeMap::new(),
            formulas: false,
        },
    };
    for step in steps(xml) {
        let step = step?;
        if scan.in_data {
            scan.in_data(&step)?;
        } else {
            scan.outside(&step);
        }
    }
    if scan.in_data {
        return Err(PatchError::Damaged("sheetData does not end".to_owned()));
    }
    Ok(scan.sheet)
}

struct Scan<'x, 'w> {
    wanted: &'w [u32],
    /// How many wanted rows lie behind.
    passed: usize,
    row: Option<u32>,
    next_row: u32,
    /// Whether the row is near a wanted one.
    near: bool,
    in_data: bool,
    next_column: u16,
    /// The cell that is open, in a row that is looked at.
    cell: Option<Cell<'x>>,
    /// How deep below a row.
    depth: usize,
    /// Where the content of the child of a cell begins.
    child: usize,
    sheet: Sheet<'x>,
}

impl<'x> Scan<'x, '_> {
    fn outside(&mut self, step: &Step<'x>) {
        if step.kind == StepKind::End {
            return;
        }
        let (tag, at) = (step.tag, step.span.start);
        match step.local {
            "dimension" => {
                let value = tag.attribute("ref").map(|attribute| attribute.value);
                self.sheet.dimension = value.map(|value| at + value.start..at + value.end);
            }
            "col" => {
                let number = |name| tag.raw(name)?.parse().ok();
                if let (Some(min), Some(max), Some(style)) =
                    (number("min"), number("max"), tag.raw("style"))
                {
                    self.sheet.columns.push((min, max, style));
                }
            }
            "mergeCell" => self.sheet.merged.extend(tag.raw("ref").and_then(area)),
            "sheetData" => {
                self.sheet.data = Some((tag, step.span.clone()));
                self.in_data = step.kind == StepKind::Start;
            }
            _ => {}
        }
    }

    fn in_data(&mut self, step: &Step<'x>) -> Result<(), PatchError> {
        match (step.local, step.kind) {
            ("sheetData", StepKind::End) => {
                self.pass_to(u32::MAX, step.span.start);
                self.in_data = false;
            }
            ("row", StepKind::Start | StepKind::Empty) if self.depth == 0 => {
                self.open_row(step)?;
            }
            ("row", StepKind::End) if self.depth == 0 => {
                if let Some(row) = self
                    .row
                    .take()
                    .and_then(|row| self.sheet.rows.get_mut(&row))
                {
                    row.end = step.span.start;
                }
            }
            ("f", StepKind::Start | StepKind::Empty) if self.depth == 1 => self.formula(step),
            _ => {}
        }
        if self.row.is_some() && step.local != "row" {
            self.in_row(step)?;
        }
        Ok(())
    }

    fn open_row(&mut self, step: &Step<'x>) -> Result<(), PatchError> {
        let number = match step.tag.raw("r") {
            None => self.next_row,
            Some(text) => text
                .parse::<u32>()
                .ok()
                .and_then(|row| row.checked_sub(1))
                .ok_or_else(|| PatchError::Damaged(format!("row {text}")))?,
        };
        if number < self.next_row {
            let row = u64::from(number) + 1;
            return Err(PatchError::Damaged(format!("row {row} is out of order")));
        }
        self.next_row = number.saturating_add(1);
        self.next_column = 0;
        self.pass_to(number, step.span.start);
        if self.wanted.get(self.passed) == Some(&number) {
            self.passed += 1;
        }
        let from = self
            .wanted
            .partition_point(|row| row.saturating_add(NEAR) < number);
        self.near = self
            .wanted
            .get(from)
            .is_some_and(|row| *row <= number.saturating_add(NEAR));
        self.row = (step.kind == StepKind::Start).then_some(number);
        if self.near {
            let row = Row {
                tag: step.tag,
                span: step.span.clone(),
                end: step.span.end,
                cells: Vec::new(),
            };
            self.sheet.rows.insert(number, row);
        }
        Ok(())
    }

    /// Wanted rows before `row` that were not met belong at `place`.
    fn pass_to(&mut self, row: u32, place: usize) {
        while let Some(wanted) = self.wanted.get(self.passed).filter(|wanted| **wanted < row) {
            self.sheet.missing.insert(*wanted, place);
            self.passed += 1;
        }
    }

    fn in_row(&mut self, step: &Step<'x>) -> Result<(), PatchError> {
        match step.kind {
            StepKind::Start => {
                if self.depth == 0 {
                    self.open_cell(step)?;
                }
                self.child = if self.depth == 1 {
                    step.span.end
                } else {
                    self.child
                };
                if self.depth == 1 && step.local == "extLst" {
                    self.child = step.span.start;
                }
                self.depth += 1;
            }
            StepKind::Empty if self.depth == 0 => {
                self.open_cell(step)?;
                self.close_cell(step.span.end);
            }
            StepKind::Empty => {}
            StepKind::End => {
                self.depth = self.depth.saturating_sub(1);
                match self.depth {
                    0 => self.close_cell(step.span.end),
                    1 => self.close_child(step),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn open_cell(&mut self, step: &Step<'x>) -> Result<(), PatchError> {
        if !self.near || step.local != "c" {
            return Ok(());
        }
        let column = match step.tag.raw("r") {
            None => self.next_column,
            Some(text) => {
                let at = cell_at(text).filter(|at| Some(at.row + 1) == Some(self.next_row));
                at.ok_or_else(|| PatchError::Damaged(format!("cell {text}")))?
                    .column
            }
        };
        if column < self.next_column {
            let at = CellAt {
                row: self.next_row - 1,
                column,
            };
            return Err(PatchError::Damaged(format!("cell {at} is out of order")));
        }
        self.next_column = column.saturating_add(1);
        self.cell = Some(Cell {
            column,
            tag: step.tag,
            span: step.span.clone(),
            formula: None,
            value: None,
            extension: None,
        });
        Ok(())
    }

    fn close_cell(&mut self, end: usize) {
        let row = self.sheet.rows.get_mut(&(self.next_row.saturating_sub(1)));
        if let (Some(mut cell), Some(row)) = (self.cell.take(), row) {
            cell.span.end = end;
            row.end = end;
            row.cells.push(cell);
        }
    }

    fn close_child(&mut self, step: &Step<'x>) {
        let Some(cell) = &mut self.cell else {
            return;
        };
        match step.local {
            "v" => cell.value = Some(self.child..step.span.start),
            "extLst" => cell.extension = Some(self.child..step.span.end),
            _ => {}
        }
    }

    fn formula(&mut self, step: &Step<'x>) {
        self.sheet.formulas = true;
        let tag = step.tag;
        let kind = tag.raw("t");
        let covered = tag.raw("ref");
        if let Some("array" | "dataTable") = kind {
            self.sheet.arrays.extend(covered.and_then(area));
        }
        let shared = tag.raw("si").filter(|_| kind == Some("shared"));
        if let Some(shared) = shared {
            *self.sheet.shared.entry(shared).or_default() += 1;
        }
        if let Some(cell) = &mut self.cell {
            cell.formula = Some(Formula {
                shared_from_here: shared.filter(|_| covered.is_some()),
            });
        }
    }
}
