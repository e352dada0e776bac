//! Which ways of being out of place are worth trying for a table: those that the broken relations
//! point at.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::model::{Period, TableRef, Unit};
use crate::relation::Figure;
use crate::rules::Context;

use super::figure::Needed;
use super::moved::Touched;
use super::shape::{Shape, Sheet};
use super::solve::{Open, TOGETHER};
use super::{figure, origin};

/// Tables of more rows are only tried as wholes: every stretch of them would take long.
const MOST_ROWS: u32 = 80;

/// Tables of more rows are not compared with last year's row by row.
const MOST_PRIOR: u32 = 2_000;

/// Rows beyond those that broken relations speak of that may have moved too.
const BEYOND: u32 = 8;

/// The shapes to be tried.
pub(super) fn shapes(
    context: &Context<'_>,
    sheet: &Sheet<'_>,
    touched: &Touched,
    open: &[Open],
) -> Vec<Shape> {
    if touched.relations < 2 {
        return swapped_rows(sheet, open);
    }
    let mut shapes = scales(sheet, touched);
    shapes.extend(prior_columns(context, sheet, touched));
    // Two rows or two cells break a few relations, and never hundreds.
    if open.len() <= TOGETHER {
        shapes.extend(swapped_columns(sheet, touched));
        shapes.extend(swapped_rows(sheet, open));
    }
    if touched.relations >= 3 {
        for (column, relations) in &touched.columns {
            if *relations >= 3 && sheet.columns.contains(column) {
                shifts(sheet, touched, &[*column], &[1, -1], &mut shapes);
            }
        }
        if sheet.columns.len() > 1 {
            shifts(
                sheet,
                touched,
                &sheet.columns,
                &[1, -1, 2, -2, 3, -3],
                &mut shapes,
            );
        }
    }
    shapes
}

/// A table or a column in the other unit.
fn scales(sheet: &Sheet<'_>, touched: &Touched) -> Vec<Shape> {
    let unit = match sheet.table.unit {
        Unit::WanYuan => Unit::Yuan,
        Unit::Yuan => Unit::WanYuan,
        _ => return Vec::new(),
    };
    let mut shapes = Vec::new();
    let mut add = |columns: Vec<u16>, is_table: bool| {
        // Amounts that were rounded can only have been made larger.
        let also_rounded = unit == Unit::Yuan;
        for is_rounded in [false, true]
            .into_iter()
            .take(1 + usize::from(also_rounded))
        {
            shapes.push(Shape::Scale {
                columns: columns.clone(),
                unit,
                is_rounded,
                is_table,
            });
        }
    };
    add(sheet.columns.clone(), true);
    if sheet.columns.len() > 1 {
        let columns = touched.columns.keys();
        for column in columns.filter(|column| sheet.columns.contains(column)) {
            add(vec![*column], false);
        }
    }
    shapes
}

/// Columns that say what they said last year, row by row.
fn prior_columns(context: &Context<'_>, sheet: &Sheet<'_>, touched: &Touched) -> Vec<Shape> {
    let id = sheet.table.id;
    let prior = match id.period {
        Period::Final => context
            .accounts
            .table(TableRef {
                period: Period::PriorYear,
                ..id
            })
            .or_else(|| context.previous?.table(id)),
        _ => None,
    };
    let Some(prior) = prior.filter(|_| sheet.count() <= MOST_PRIOR) else {
        return Vec::new();
    };
    let columns = touched.columns.keys().copied();
    let is_prior = |column: &u16| {
        let mut telling = 0;
        (0..sheet.count()).all(|row| {
            let Some(own) = sheet.figure(row, *column) else {
                return true;
            };
            if own.value.is_zero() {
                return true;
            }
            telling += 1;
            let twin = origin::twin(prior, &sheet.table.rows[row as usize]);
            twin.and_then(|(_, row)| row.cells.get(usize::from(*column)))
                .is_some_and(|cell| origin::is_same(cell, own))
        }) && telling >= 3
    };
    columns
        .filter(is_prior)
        .map(|column| Shape::Prior { column })
        .collect()
}

/// Columns of one row that hold each other's figures.
fn swapped_columns(sheet: &Sheet<'_>, touched: &Touched) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let rows = touched
        .rows
        .iter()
        .filter(|(_, relations)| **relations >= 2);
    for (row, _) in rows {
        for (index, first) in sheet.columns.iter().enumerate() {
            for second in &sheet.columns[index + 1..] {
                let value = |column: u16| sheet.figure(*row, column).map(|figure| figure.value);
                if value(*first) != value(*second) {
                    shapes.push(Shape::Columns {
                        row: *row,
                        columns: [*first, *second],
                    });
                }
            }
        }
    }
    shapes
}

/// The figures of a table's columns in order of their values, each column when it is asked for.
#[derive(Default)]
struct ByValue {
    columns: BTreeMap<u16, Vec<(Decimal, u32)>>,
}

impl ByValue {
    /// Rows whose figure in a column is what is needed.
    fn rows(&mut self, sheet: &Sheet<'_>, column: u16, needed: &Needed) -> Vec<u32> {
        let Some((low, high)) = needed.ends() else {
            return Vec::new();
        };
        let sorted = self.columns.entry(column).or_insert_with(|| {
            let figures = (0..sheet.count()).filter_map(|row| {
                let figure = sheet.figure(row, column)?;
                is_long(figure).then_some((figure.value, row))
            });
            let mut figures: Vec<(Decimal, u32)> = figures.collect();
            figures.sort_unstable();
            figures
        });
        let from = sorted.partition_point(|(value, _)| *value < low);
        let fitting = sorted[from..]
            .iter()
            .take_while(|(value, _)| *value <= high);
        let fits = |row: &u32| {
            let figure = sheet.figure(*row, column);
            figure.is_some_and(|figure| needed.contains(figure))
        };
        fitting.map(|(_, row)| *row).filter(fits).collect()
    }
}

/// Rows that hold each other's figures: what one should say stands in the other.
fn swapped_rows(sheet: &Sheet<'_>, open: &[Open]) -> Vec<Shape> {
    let mut pairs: BTreeSet<([u32; 2], u16)> = BTreeSet::new();
    let mut by_value = ByValue::default();
    for one in open {
        // A single part of a long sum is not what makes it wrong.
        let long = one.relation.terms().count() > figure::MOST_TERMS;
        let stated = one.relation.left.terms().count();
        let places = one
            .relation
            .places()
            .take(if long { stated } else { usize::MAX });
        for place in places {
            if place.table_ref() != sheet.table.id || !sheet.columns.contains(&place.column) {
                continue;
            }
            let Some(needed) = figure::needed(&one.relation, place) else {
                continue;
            };
            for row in by_value.rows(sheet, place.column, &needed) {
                if row != place.row {
                    let rows = [place.row.min(row), place.row.max(row)];
                    pairs.insert((rows, place.column));
                }
            }
        }
    }
    let mut shapes = Vec::new();
    let mut whole: BTreeSet<[u32; 2]> = BTreeSet::new();
    let level = |row: u32| {
        let row = &sheet.table.rows[row as usize];
        (row.kind, row.side)
    };
    for (rows, column) in pairs {
        let is_level = level(rows[0]) == level(rows[1]);
        shapes.push(Shape::Rows {
            rows,
            columns: vec![column],
            is_level,
        });
        if sheet.columns.len() > 1 && whole.insert(rows) {
            shapes.push(Shape::Rows {
                rows,
                columns: sheet.columns.clone(),
                is_level,
            });
        }
    }
    shapes
}

/// Whether a number is long enough not to be found elsewhere by chance.
fn is_long(figure: &Figure) -> bool {
    figure.value.normalize().mantissa().unsigned_abs() >= 100
}

/// Stretches of rows that stand some rows off.
fn shifts(
    sheet: &Sheet<'_>,
    touched: &Touched,
    columns: &[u16],
    reach: &[i32],
    shapes: &mut Vec<Shape>,
) {
    let (Some((first, _)), Some((last, _))) = (
        touched.rows.first_key_value(),
        touched.rows.last_key_value(),
    ) else {
        return;
    };
    let last_row = sheet.count().saturating_sub(1);
    // A stretch may begin and end where nothing is seen to be broken.
    let (low, high) = (
        first.saturating_sub(BEYOND),
        last.saturating_add(BEYOND).min(last_row),
    );
    let mut stretches = Vec::new();
    if high - low < MOST_ROWS {
        for start in low..high {
            stretches.extend((start + 1..=high).map(|end| (start, end)));
        }
    } else {
        for start in [*first, low] {
            stretches.extend([*last, high].map(|end| (start, end)));
        }
    }
    for (first, last) in stretches {
        if sheet.side(first) != sheet.side(last) {
            continue;
        }
        let telling = (first..=last).filter(|row| {
            let mut columns = columns.iter();
            columns.any(|column| sheet.is_telling(*row, *column))
        });
        if telling.take(2).count() < 2 {
            continue;
        }
        for by in reach {
            if by.unsigned_abs() > last - first {
                continue;
            }
            for is_turned in [true, false] {
                shapes.push(Shape::Shift {
                    first,
                    last,
                    by: *by,
                    columns: columns.to_vec(),
                    is_turned,
                });
            }
        }
    }
}
