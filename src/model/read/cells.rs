//! Reading one value as a cell: an amount with its unit, words, a blank, or nothing usable.

use std::borrow::Cow;

use crate::document::{Kind, Value};
use crate::model::{
    Amount, Cell, ColumnKind, NotANumber, Printed, Table, TableSpec, Unit, Unreadable, is_blank,
};

use super::Units;
use super::format::type_name;

/// Reads the cells of one table.
pub(super) struct CellReader {
    spec: &'static TableSpec,
    units: Units,
}

impl CellReader {
    pub(super) fn new(spec: &'static TableSpec, units: Units) -> Self {
        Self { spec, units }
    }

    /// The content of a cell in a row of the form, or in another one.
    pub(super) fn cell(&self, column: usize, row: Option<u16>, value: Value<'_>) -> Cell {
        if self.spec.columns[column].kind == ColumnKind::Text {
            return words(value);
        }
        let text = match value.kind() {
            Kind::Null => return Cell::Absent,
            Kind::Number => Cow::Borrowed(value.raw()),
            Kind::String => match value.string() {
                Some(text) if is_blank(&text) => return Cell::Blank,
                text => text.unwrap_or_default(),
            },
            kind => return unreadable(value, NotANumber::WrongType(type_name(kind))),
        };
        let amount = match Amount::parse(&text) {
            Ok(amount) => amount,
            Err(reason) => return unreadable(value, reason),
        };
        let Units { table, money, .. } = self.units;
        let default = self.spec.unit_of(column, row, table, money);
        let unit = amount.unit.unwrap_or(default);
        match &self.units.unknown {
            Some(unknown) if amount.unit.is_none() && unit.is_money() => {
                return unreadable(value, NotANumber::UnknownUnit(unknown.clone()));
            }
            _ => {}
        }
        if !unit.comparable(default) {
            return unreadable(value, NotANumber::Unit(unit.printed()));
        }
        Cell::Number(Printed {
            value: amount.value,
            unit,
            decimals: u8::try_from(amount.decimals).unwrap_or(u8::MAX),
            own_unit: amount.unit.is_some(),
            as_text: value.kind() == Kind::String,
        })
    }
}

/// The words of a cell; `true`, numbers and the like are words as written.
fn words(value: Value<'_>) -> Cell {
    let words = match value.kind() {
        Kind::Null => return Cell::Absent,
        Kind::String => value.string().unwrap_or_default(),
        Kind::Bool if value.raw() == "true" => "是".into(),
        Kind::Bool => "否".into(),
        Kind::Number => value.raw().into(),
        kind => return unreadable(value, NotANumber::WrongType(type_name(kind))),
    };
    match words.trim() {
        // Nothing is said with no words.
        "" => Cell::Absent,
        words => Cell::Words(words.into()),
    }
}

/// A cell that is there and cannot be used.
pub(super) fn unreadable(value: Value<'_>, reason: NotANumber) -> Cell {
    // Words stand as they are read; anything else as it is written.
    let shown = value.string().unwrap_or_else(|| value.raw().into());
    Cell::Unreadable(Box::new(Unreadable {
        raw: shown.chars().take(80).collect(),
        reason,
    }))
}

impl Table {
    /// The most decimals that are printed per column and unit, or that the file declares for
    /// amounts in the table's unit.
    pub(super) fn column_decimals(&self, declared: Option<u8>) -> Vec<Vec<(Unit, u8)>> {
        let mut columns: Vec<Vec<(Unit, u8)>> = vec![Vec::new(); self.spec().columns.len()];
        for row in &self.rows {
            for (column, cell) in columns.iter_mut().zip(&row.cells) {
                let Some(printed) = cell.number() else {
                    continue;
                };
                match column.iter_mut().find(|(unit, _)| *unit == printed.unit) {
                    Some((_, most)) => *most = printed.decimals.max(*most),
                    None => column.push((printed.unit, printed.decimals)),
                }
            }
        }
        let of_table = |(unit, _): &&mut (Unit, u8)| *unit == self.unit;
        for (_, most) in columns.iter_mut().flatten().filter(of_table) {
            *most = declared.unwrap_or_default().max(*most);
        }
        columns
    }
}
