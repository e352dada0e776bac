//! Rows that are missing from a table, or stand in it twice, told by a sum that is off by exactly
//! their amount.
//!
//! A total that lacks a row's amount is not wrong by itself, so such a sum names the row and does
//! not offer to change the total. Where the amount is printed elsewhere is looked for in the
//! statements of the text first, then in the other tables of the same code list.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rust_decimal::Decimal;

use crate::model::{
    Accounts, Classification, ColumnKind, Place, Reference, Row, RowKindSpec, Table, Text,
    lookup_code,
};
use crate::relation::{Broken, Comparison, Figure, Outcome, Relation, Side, Sign, decide};
use crate::rules::claims::claim::{Column, claims};
use crate::rules::{Cause, CauseKind, Context, Known, plain_name};

use super::rows;

/// A row that a sum lacks or counts twice.
pub(super) struct Astray {
    /// What tells one such row from another.
    pub key: (Place, String),
    /// In one sentence, without the cell.
    pub about: Text,
    /// The cell, the cause; no fix, since a row is added or taken out by hand.
    pub known: Known,
}

/// A sum of rows of one column: its total and its parts.
struct Sum<'a> {
    table: &'a Table,
    total: &'a Figure,
    parts: Vec<&'a Figure>,
}

/// What explains a broken sum; `None` when no row does by exactly its amount.
pub(super) fn explain(accounts: &Accounts, relation: &Relation) -> Option<Astray> {
    let Outcome::Broken(Broken { difference, .. }) = decide(relation) else {
        return None;
    };
    let sum = sum(accounts, relation)?;
    let off = difference.value.checked_mul(difference.unit.factor())?;
    if off.is_sign_negative() {
        repeated(accounts, &sum, -off)
    } else {
        missing(accounts, &sum, off)
    }
}

/// Parts of a sum that are rows of one code and name: the first one and the later one, with the
/// code.
pub(super) fn twins(accounts: &Accounts, relation: &Relation) -> Vec<(Place, Place, String)> {
    let Some(sum) = sum(accounts, relation) else {
        return Vec::new();
    };
    let twins = later(&sum).filter(|(_, part)| !part.value.is_zero());
    twins
        .map(|(first, part)| {
            let code = row(sum.table, part.place).code.to_string();
            (first.place, part.place, code)
        })
        .collect()
}

/// Parts whose row stands before already, with the first one.
fn later<'a>(sum: &Sum<'a>) -> impl Iterator<Item = (&'a Figure, &'a Figure)> {
    let mut firsts: BTreeMap<(&'a str, &'a str), &'a Figure> = BTreeMap::new();
    let mut later = Vec::new();
    for part in &sum.parts {
        let row = row(sum.table, part.place);
        if rows::code(sum.table, row).is_empty() {
            continue;
        }
        match firsts.entry((&*row.code, &*row.name)) {
            Entry::Vacant(entry) => {
                entry.insert(part);
            }
            Entry::Occupied(entry) => later.push((*entry.get(), *part)),
        }
    }
    later.into_iter()
}

/// Whether the total of a table lacks a row of this amount among its classes.
pub(in crate::rules) fn is_missed_by_its_sum(
    accounts: &Accounts,
    table: &Table,
    reference: &Reference,
    amount: &Figure,
) -> bool {
    let classes = rows::of_level(table, reference.side, Some(crate::model::RowKind::Class));
    let value = |row: usize| {
        let place = table.place(row, reference.column);
        Figure::at(accounts, place).ok()?.base_value()
    };
    let parts = classes
        .into_iter()
        .filter_map(value)
        .try_fold(Decimal::ZERO, Decimal::checked_add);
    let is_total = |row: &usize| table.rows[*row].kind == crate::model::RowKind::Total;
    let mut totals = (0..table.rows.len()).filter(is_total).filter_map(value);
    let Some((parts, amount)) = parts.zip(amount.base_value()) else {
        return false;
    };
    totals.any(|total| total.checked_sub(parts) == Some(amount))
}

/// The relation as a sum over rows of one table and column.
fn sum<'a>(accounts: &'a Accounts, relation: &'a Relation) -> Option<Sum<'a>> {
    let (Side::Sum(left), Side::Sum(right)) = (&relation.left, &relation.right) else {
        return None;
    };
    let [total] = left.as_slice() else {
        return None;
    };
    let total = total.operand.figure()?;
    let plain = relation.comparison == Comparison::Equal
        && relation.terms().all(|term| term.sign == Sign::Plus);
    let parts: Vec<&Figure> = right
        .iter()
        .filter_map(|term| term.operand.figure())
        .collect();
    let alike = |part: &&Figure| {
        part.place.table_ref() == total.place.table_ref() && part.place.column == total.place.column
    };
    let is_sum = plain && parts.len() == right.len() && parts.iter().all(alike);
    Some(Sum {
        table: accounts.table(total.place.table_ref()).filter(|_| is_sum)?,
        total,
        parts,
    })
}

fn row(table: &Table, place: Place) -> &Row {
    &table.rows[place.row as usize]
}

/// A row that stands twice.
fn repeated(accounts: &Accounts, sum: &Sum<'_>, off: Decimal) -> Option<Astray> {
    let (_, second) = later(sum).find(|(_, part)| part.base_value() == Some(off))?;
    let row = row(sum.table, second.place);
    let name = coded(&row.code, &row.name);
    let amount = second.quantity().text();
    let about = Text::new(
        format!(
            "{name}列了两行，各分项之和因此比“{}”多 {}",
            row_label(sum),
            amount.zh
        ),
        format!(
            "{name} stands in two rows, so the parts exceed the total by {}",
            amount.en
        ),
    );
    let cause = Text::new(
        format!("多出的 {} 恰为重复的一行“{name}”", amount.zh),
        format!(
            "the excess of {} is exactly the second row {name}",
            amount.en
        ),
    );
    Some(Astray {
        key: (at_row(second.place), row.code.to_string()),
        about,
        known: Known {
            place: second.place,
            cause: Cause::new(CauseKind::RepeatedPart, cause),
            fixes: Vec::new(),
        },
    })
}

/// A row of the level of the parts that is printed elsewhere with what the sum lacks.
fn missing(accounts: &Accounts, sum: &Sum<'_>, off: Decimal) -> Option<Astray> {
    let above = row(sum.table, sum.total.place);
    let length = if above.code.is_empty() {
        3
    } else {
        above.code.len() + 2
    };
    let lacks = |code: &str| {
        code.len() == length
            && code.starts_with(&*above.code)
            && !sum
                .table
                .rows
                .iter()
                .any(|row| rows::code(sum.table, row) == code)
    };
    let (code, source) =
        stated(accounts, sum, off, &lacks).or_else(|| printed(accounts, sum, off, &lacks))?;
    let name = name_of(accounts, sum.table, &source, &code);
    let quantity = Figure {
        value: off.checked_div(sum.total.unit.factor())?,
        ..*sum.total
    };
    let amount = quantity.quantity().text();
    let about = Text::new(
        format!("缺少 {name}（{}），各分项之和因此少这一数", amount.zh),
        format!(
            "{name} ({}) is missing, and the parts lack its amount",
            amount.en
        ),
    );
    let source_name = plain_name(accounts, source.place);
    let cause = Text::new(
        format!("所缺的 {} 恰为{}", amount.zh, source_name.zh),
        format!("the {} missing is exactly {}", amount.en, source_name.en),
    );
    Some(Astray {
        key: (at_row(sum.total.place), code),
        about,
        known: Known {
            place: sum.total.place,
            cause: Cause::new(CauseKind::MissingPart, cause),
            fixes: Vec::new(),
        },
    })
}

/// A statement of the text about a row that the table lacks.
fn stated(
    accounts: &Accounts,
    sum: &Sum<'_>,
    off: Decimal,
    lacks: &dyn Fn(&str) -> bool,
) -> Option<(String, Figure)> {
    let context = Context::new(accounts);
    claims(&context).find_map(|claim| {
        let amount = claim.readable(Column::Amount)?;
        if amount.base_value() != Some(off) {
            return None;
        }
        let subject = claim.subject_cell()?;
        let is_here = subject.table_ref() == sum.table.id && lacks(&subject.row);
        is_here.then_some((subject.row, amount))
    })
}

/// A row of another table of the same code list, in the column of the same name if it can be.
fn printed(
    accounts: &Accounts,
    sum: &Sum<'_>,
    off: Decimal,
    lacks: &dyn Fn(&str) -> bool,
) -> Option<(String, Figure)> {
    let list = list_of(sum.table)?;
    let wanted = &sum.table.spec().columns[usize::from(sum.total.place.column)].key;
    let mut found: Option<(bool, String, Figure)> = None;
    for table in &accounts.tables {
        if table.id == sum.table.id || table.id.period != sum.table.id.period {
            continue;
        }
        if list_of(table) != Some(list) {
            continue;
        }
        let columns = (0_u16..).zip(&table.spec().columns);
        let money = columns.filter(|(_, column)| column.kind == ColumnKind::Money);
        let money: Vec<_> = money.collect();
        for (index, row) in table.rows.iter().enumerate() {
            let code = rows::code(table, row);
            if !lacks(code) {
                continue;
            }
            for (column, spec) in &money {
                let figure = Figure::at(accounts, table.place(index, *column)).ok();
                let figure = figure.filter(|figure| figure.base_value() == Some(off));
                let Some(figure) = figure else { continue };
                let other = spec.key != *wanted;
                if found.as_ref().is_none_or(|(known, ..)| *known && !other) {
                    found = Some((other, code.to_owned(), figure));
                }
            }
        }
    }
    found.map(|(_, code, figure)| (code, figure))
}

fn list_of(table: &Table) -> Option<Classification> {
    match table.spec().row_kind {
        RowKindSpec::Functional | RowKindSpec::Halves => Some(Classification::Functional),
        RowKindSpec::Economic => Some(Classification::Economic),
        RowKindSpec::Fixed | RowKindSpec::Free => None,
    }
}

/// Code and name: as the list has them, or as the source prints the row.
fn name_of(accounts: &Accounts, table: &Table, source: &Figure, code: &str) -> String {
    let entry = list_of(table).and_then(|list| lookup_code(list, code));
    if let Some(entry) = entry {
        return coded(code, &entry.name);
    }
    let printed = accounts
        .table(source.place.table_ref())
        .map(|table| &*row(table, source.place).name);
    coded(code, printed.unwrap_or_default())
}

fn coded(code: &str, name: &str) -> String {
    format!("{code} {name}").trim().to_owned()
}

fn row_label(sum: &Sum<'_>) -> String {
    let row = row(sum.table, sum.total.place);
    row.label(sum.table.spec()).zh
}

/// The row of a cell, whichever its column.
fn at_row(place: Place) -> Place {
    place.beside(0)
}
