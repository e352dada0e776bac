//! Where a wrong figure was taken from: last year, the row above, another column, another table.
//!
//! Only figures that say something are compared: zeros and short counts are equal by chance.

use crate::model::{
    Accounts, Cell, ColumnKind, Period, Place, Row, RowKind, Table, TableRef, Text,
};
use crate::relation::{Figure, Relation, Side, Sign};
use crate::rules::Context;

use super::{Cause, CauseKind};

/// What explains that the figure stands where it does not belong.
pub(super) fn origin(context: &Context<'_>, relation: &Relation, figure: &Figure) -> Option<Cause> {
    if !is_telling(figure) {
        return None;
    }
    prior_year(context, figure)
        .or_else(|| the_total(relation, figure))
        .or_else(|| source(context, relation, figure))
        .or_else(|| neighbour(context.accounts, figure))
        .or_else(|| other_column(context.accounts, figure))
}

/// Whether the figure has three significant digits or more.
fn is_telling(figure: &Figure) -> bool {
    figure.value.normalize().mantissa().unsigned_abs() >= 100
}

pub(super) fn is_same(cell: &Cell, figure: &Figure) -> bool {
    cell.number().is_some_and(|printed| {
        printed.unit.comparable(figure.unit) && printed.base_value() == figure.base_value()
    })
}

fn prior_year(context: &Context<'_>, figure: &Figure) -> Option<Cause> {
    let place = figure.place;
    let row = row_at(context.accounts, place)?;
    let same_in = |accounts: &Accounts, period: Period| {
        let table = accounts.table(TableRef {
            table: place.table,
            period,
        })?;
        let cell = twin(table, row)?.1.cells.get(usize::from(place.column))?;
        is_same(cell, figure).then_some(())
    };
    let in_file = (place.period == Period::Final)
        .then(|| same_in(context.accounts, Period::PriorYear))
        .flatten();
    in_file.or_else(|| same_in(context.previous?, place.period))?;
    let shown = figure.quantity().text();
    Some(Cause::new(
        CauseKind::PriorYear,
        Text::new(
            format!("{} 正是该项的上年数，未更新为本年数", shown.zh),
            format!("{} is last year's figure of this item, left in", shown.en),
        ),
    ))
}

/// A part that repeats the stated total.
fn the_total(relation: &Relation, figure: &Figure) -> Option<Cause> {
    let (Side::Sum(left), Side::Sum(right)) = (&relation.left, &relation.right) else {
        return None;
    };
    let total = match left.as_slice() {
        [term] => term.operand.figure()?,
        _ => return None,
    };
    let parts = right
        .iter()
        .filter_map(|term| term.operand.figure())
        .filter(|part| !part.value.is_zero());
    let is_part = right
        .iter()
        .any(|term| term.operand.figure() == Some(figure) && term.sign == Sign::Plus);
    if !is_part || parts.count() < 2 || total.base_value() != figure.base_value() {
        return None;
    }
    let shown = figure.quantity().text();
    Some(Cause::new(
        CauseKind::Copied,
        Text::new(
            format!("分项与合计同为 {}，分项照抄了合计", shown.zh),
            format!(
                "part and total are both {}: the part repeats the total",
                shown.en
            ),
        ),
    ))
}

/// A restated amount that equals a cell beside its source: another column, another table.
fn source(context: &Context<'_>, relation: &Relation, figure: &Figure) -> Option<Cause> {
    let accounts = context.accounts;
    let source = restated(relation, figure.place)?;
    if source.table == figure.place.table {
        return None;
    }
    if let Some(cause) = prior_year(
        context,
        &Figure {
            place: source,
            ..*figure
        },
    ) {
        return Some(cause);
    }
    let row = row_at(accounts, source)?;
    let beside = amounts(row, source).find(|place| is_same(accounts.cell(*place), figure));
    let elsewhere = || {
        let tables = accounts.tables.iter().filter(|table| {
            table.id.period == source.period
                && table.id.table != source.table
                && table.id.table != figure.place.table
                && table.spec().row_kind != crate::model::RowKindSpec::Free
        });
        tables.into_iter().find_map(|table| {
            let (index, row) = twin(table, row)?;
            let first = table.place(index, 0);
            let mut places = std::iter::once(first).chain(amounts(row, first));
            places.find(|place| is_same(accounts.cell(*place), figure))
        })
    };
    let place = beside.or_else(elsewhere)?;
    Some(taken_from(accounts, place))
}

/// The other figure of a relation of two figures.
fn restated(relation: &Relation, place: Place) -> Option<Place> {
    let single = |side: &Side| match side {
        Side::Sum(terms) => match terms.as_slice() {
            [term] => term.operand.figure().map(|figure| figure.place),
            _ => None,
        },
        _ => None,
    };
    let (left, right) = (single(&relation.left)?, single(&relation.right)?);
    (left == place).then_some(right)
}

fn taken_from(accounts: &Accounts, place: Place) -> Cause {
    let name = crate::rules::brief_name(accounts, place);
    Cause::new(
        CauseKind::OtherColumn,
        Text::new(
            format!("写的是{}的数字", name.zh),
            format!("the figure is that of {}", name.en),
        ),
    )
}

/// The row above or below, when neither is a part of the other.
fn neighbour(accounts: &Accounts, figure: &Figure) -> Option<Cause> {
    let place = figure.place;
    let table = accounts.table(place.table_ref())?;
    let own = table.rows.get(place.row as usize)?;
    let above = place.row.checked_sub(1);
    let rows = [(above, true), (place.row.checked_add(1), false)];
    rows.into_iter().find_map(|(row, is_above)| {
        let row = row?;
        let other = table.rows.get(row as usize)?;
        let same = is_same(other.cells.get(usize::from(place.column))?, figure);
        if !same || are_kin(table, own, other) {
            return None;
        }
        let name = crate::rules::row_name(accounts, Place { row, ..place })?;
        let shown = figure.quantity().text();
        let (zh, en) = if is_above {
            ("上一行", "the row above")
        } else {
            ("下一行", "the row below")
        };
        Some(Cause::new(
            CauseKind::Copied,
            Text::new(
                format!("与{zh}“{}”同为 {}，像是照抄", name.zh, shown.zh),
                format!("{en} (“{}”) prints {} too: copied", name.en, shown.en),
            ),
        ))
    })
}

/// Whether one row is a part of the other, so that both may well print the same.
fn are_kin(table: &Table, one: &Row, other: &Row) -> bool {
    let total = |row: &Row| row.kind == RowKind::Total;
    if total(one) || total(other) {
        return true;
    }
    let part_of = |part: &Row, whole: &Row| {
        let spec = part.spec.map(|row| &table.spec().rows[usize::from(row)]);
        spec.is_some_and(|spec| spec.part.as_deref() == Some(&*whole.name))
    };
    let coded = !one.code.is_empty() && !other.code.is_empty();
    (coded && (one.code.starts_with(&*other.code) || other.code.starts_with(&*one.code)))
        || part_of(one, other)
        || part_of(other, one)
}

fn other_column(accounts: &Accounts, figure: &Figure) -> Option<Cause> {
    let row = row_at(accounts, figure.place)?;
    let place = amounts(row, figure.place).find(|place| is_same(accounts.cell(*place), figure))?;
    // A statement of the text prints base and amount side by side; they are no columns of a form.
    if place.table.spec().column("subject").is_some() {
        return None;
    }
    let column = &place.table.spec().columns[usize::from(place.column)].title;
    let shown = figure.quantity().text();
    Some(Cause::new(
        CauseKind::OtherColumn,
        Text::new(
            format!("与同一行“{}”列同为 {}，像是填错了列", column.zh, shown.zh),
            format!("column “{}” of this row prints {} too", column.en, shown.en),
        ),
    ))
}

/// The other cells of amounts in a row.
fn amounts(row: &Row, place: Place) -> impl Iterator<Item = Place> {
    let columns = place
        .table
        .spec()
        .columns
        .iter()
        .zip(&row.cells)
        .enumerate();
    columns
        .filter(move |(index, (column, cell))| {
            *index != usize::from(place.column)
                && column.kind == ColumnKind::Money
                && cell.number().is_some()
        })
        .filter_map(move |(index, _)| Some(place.beside(u16::try_from(index).ok()?)))
        .collect::<Vec<_>>()
        .into_iter()
}

/// The row of another table with the same code, or the same name where there is none.
pub(super) fn twin<'a>(table: &'a Table, row: &Row) -> Option<(usize, &'a Row)> {
    let is_twin = |other: &Row| {
        other.side == row.side
            && if row.code.is_empty() {
                other.name == row.name
            } else {
                other.code == row.code
            }
    };
    let mut rows = table.rows.iter().enumerate();
    rows.find(|(_, other)| is_twin(other))
}

fn row_at(accounts: &Accounts, place: Place) -> Option<&Row> {
    let table = accounts.table(place.table_ref())?;
    table.rows.get(place.row as usize)
}

/// A part that was left out of a stated total, or counted twice: the difference is its amount.
pub(super) fn part(accounts: &Accounts, relation: &Relation, figure: &Figure) -> Option<Cause> {
    let (Side::Sum(left), Side::Sum(right)) = (&relation.left, &relation.right) else {
        return None;
    };
    let total = match left.as_slice() {
        [term] if term.operand.figure() == Some(figure) => figure.base_value()?,
        _ => return None,
    };
    let mut sum = rust_decimal::Decimal::ZERO;
    let mut parts = Vec::with_capacity(right.len());
    for term in right {
        let part = term.operand.figure()?;
        let value = match term.sign {
            Sign::Plus => part.base_value()?,
            Sign::Minus => -part.base_value()?,
        };
        sum = sum.checked_add(value)?;
        if !value.is_zero() {
            parts.push((part, value));
        }
    }
    let difference = total.checked_sub(sum)?;
    let mut fitting = parts
        .iter()
        .filter(|(_, value)| value.abs() == difference.abs());
    let ((part, value), None) = (fitting.next()?, fitting.next()) else {
        return None;
    };
    if parts.len() < 2 || !is_telling(part) {
        return None;
    }
    let name = crate::rules::brief_name(accounts, part.place);
    let shown = part.quantity().text();
    let missing =
        (difference < rust_decimal::Decimal::ZERO) == (*value > rust_decimal::Decimal::ZERO);
    Some(if missing {
        Cause::new(
            CauseKind::MissingPart,
            Text::new(
                format!("差额恰为{} {}，合计漏加了这一项", name.zh, shown.zh),
                format!(
                    "the difference is exactly {} ({}): left out of the total",
                    name.en, shown.en
                ),
            ),
        )
    } else {
        Cause::new(
            CauseKind::RepeatedPart,
            Text::new(
                format!("差额恰为{} {}，合计重复加了这一项", name.zh, shown.zh),
                format!(
                    "the difference is exactly {} ({}): counted twice",
                    name.en, shown.en
                ),
            ),
        )
    })
}
