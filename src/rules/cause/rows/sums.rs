//! Sums of rows that are off: what their parts lack, which of them stand twice, and where a row
//! that is missing would stand.

use std::collections::BTreeMap;

use crate::model::{Accounts, Classification, Printed, Row, Table, search_codes};
use crate::relation::{Comparison, Figure, Outcome, Side, Sign, decide};
use crate::rules::Fix;
use crate::rules::cause::restate::RowChange;
use crate::rules::cause::solve::Open;

use super::told::adding;
use super::{list_of, row};

/// A row of the form that a table leaves out although it prints the others, empty ones too: what
/// a sum lacks may be its amount. Only an idea, since a form may be printed without it.
pub(in crate::rules::cause) fn left_out(accounts: &Accounts, one: &Open) -> Vec<Fix> {
    const EMPTY: usize = 3;
    const FEW: usize = 2;
    let Some((total, gap)) = lack(one).filter(|(_, gap)| gap.value.is_sign_positive()) else {
        return Vec::new();
    };
    let table = accounts.table(total.place.table_ref());
    let table = table.filter(|table| list_of(table) == Some(Classification::Economic));
    let Some((table, above)) = table.and_then(|table| Some((table, row(table, total.place.row)?)))
    else {
        return Vec::new();
    };
    let class = &*above.code;
    let is_empty = |row: &&Row| {
        let mut numbers = row.cells.iter().filter_map(|cell| cell.number());
        row.code.starts_with(class) && numbers.all(|number| number.value.is_zero())
    };
    let prints_all = table.rows.iter().filter(is_empty).count() >= EMPTY;
    let list = search_codes(Classification::Economic, class);
    let absent: Vec<_> = list
        .filter(|entry| entry.code.len() == 5 && entry.code.starts_with(class))
        .filter(|entry| table.rows.iter().all(|row| *row.code != *entry.code))
        .collect();
    if class.len() != 3 || !prints_all || absent.len() > FEW {
        return Vec::new();
    }
    let fixes = absent.iter().map(|entry| {
        let amounts = [(total.place.column, gap)];
        adding(table, &entry.code, &entry.name, &amounts)
    });
    fixes.collect()
}

/// Where a row below another one would stand: behind the last one that does.
pub(super) fn before(table: &Table, above: u32) -> u32 {
    let Some(own) = row(table, above) else {
        return above;
    };
    let rows = (0..).zip(&table.rows);
    let below = rows.filter(|(_, row)| {
        !row.code.is_empty() && row.side == own.side && row.code.starts_with(&*own.code)
    });
    below
        .last()
        .map_or(above + 1, |(index, _): (u32, _)| index + 1)
}

/// Later rows of a sum that have the code of an earlier one.
pub(super) fn repeated(table: &Table, one: &Open) -> Vec<RowChange> {
    let mut seen: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    let mut later = Vec::new();
    let right = one.relation.right.terms();
    let parts = right.filter_map(|term| term.operand.figure());
    for part in parts.filter(|part| part.place.table_ref() == table.id) {
        let Some(row) = row(table, part.place.row) else {
            continue;
        };
        if row.code.is_empty() {
            continue;
        }
        let first = seen.entry((&row.code, &row.name)).or_insert(part.place.row);
        if *first != part.place.row {
            later.push(RowChange::Remove(part.place.row));
        }
    }
    later
}

/// The total of a broken sum of one column, and what its parts lack.
pub(super) fn lack(one: &Open) -> Option<(Figure, Printed)> {
    let (Side::Sum(left), Side::Sum(right)) = (&one.relation.left, &one.relation.right) else {
        return None;
    };
    let [total] = left.as_slice() else {
        return None;
    };
    let total = *total.operand.figure()?;
    let is_part = |figure: &Figure| {
        figure.place.table_ref() == total.place.table_ref()
            && figure.place.column == total.place.column
            && figure.place.row != total.place.row
    };
    let is_sum = one.relation.comparison == Comparison::Equal
        && right
            .iter()
            .all(|term| term.sign == Sign::Plus && term.operand.figure().is_some_and(is_part));
    let Outcome::Broken(broken) = decide(&one.relation) else {
        return None;
    };
    let base = broken
        .difference
        .value
        .checked_mul(broken.difference.unit.factor())?;
    let value = base.checked_div(total.unit.factor())?;
    is_sum.then(|| (total, printed(&total, value)))
}

fn printed(like: &Figure, value: rust_decimal::Decimal) -> Printed {
    Printed {
        value,
        unit: like.unit,
        decimals: u8::try_from(like.decimals).unwrap_or(u8::MAX),
        own_unit: false,
        as_text: false,
    }
}

pub(super) fn sum<'a>(figures: impl Iterator<Item = &'a Figure>) -> Option<Printed> {
    let mut sum: Option<Printed> = None;
    for figure in figures {
        sum = Some(match sum {
            None => printed(figure, figure.value),
            Some(known) => Printed {
                value: known.value.checked_add(figure.value)?,
                decimals: known.decimals.max(u8::try_from(figure.decimals).ok()?),
                ..known
            },
        });
    }
    sum
}
