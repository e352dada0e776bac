//! Finds the rows that a formula means in the tables of accounts.

use std::collections::BTreeMap;

use crate::model::{Cell, Row, RowKind, RowKindSpec, Side, Table, normal_name};

/// A table with its rows found by code or name.
pub(super) struct Rows<'a> {
    pub table: &'a Table,
    /// Rows by half and key, in file order.
    by_key: BTreeMap<(Option<Side>, String), Vec<usize>>,
}

/// What a name finds.
pub(super) enum Found {
    Row(usize),
    None,
    Several(Vec<usize>),
}

impl<'a> Rows<'a> {
    pub(super) fn new(table: &'a Table) -> Self {
        let mut by_key: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (index, row) in table.rows.iter().enumerate() {
            let key = (half(table, row), key(table, row));
            by_key.entry(key).or_default().push(index);
        }
        Self { table, by_key }
    }

    /// The row with the code or name that `key` gave another row.
    pub(super) fn with_key(&self, side: Option<Side>, key: &str) -> Found {
        let side = side.filter(|_| is_halved(self.table));
        match self.by_key.get(&(side, key.to_owned())).map(Vec::as_slice) {
            None | Some([]) => Found::None,
            Some([row]) => Found::Row(*row),
            Some(several) => Found::Several(several.to_vec()),
        }
    }

    /// Rows of a level whose codes begin with `prefix`.
    pub(super) fn below(&self, side: Option<Side>, prefix: &str, kind: RowKind) -> Vec<usize> {
        let side = side.filter(|_| is_halved(self.table));
        let from = (side, prefix.to_owned());
        self.by_key
            .range(from..)
            .take_while(|((half, key), _)| *half == side && key.starts_with(prefix))
            .flat_map(|(_, rows)| rows.iter().copied())
            .filter(|row| self.table.rows[*row].kind == kind)
            .collect()
    }
}

fn is_halved(table: &Table) -> bool {
    table.spec().row_kind == RowKindSpec::Halves
}

fn half(table: &Table, row: &Row) -> Option<Side> {
    row.side.filter(|_| is_halved(table))
}

/// What a row is known by in every table: its code, or its name where it has none.
pub(super) fn key(table: &Table, row: &Row) -> String {
    let code = code(table, row);
    if !code.is_empty() {
        return code.to_owned();
    }
    match row.spec {
        Some(spec) => normal_name(&table.spec().rows[usize::from(spec)].name.zh),
        None => normal_name(&row.name),
    }
}

/// The code of a row: printed, or that of the form's row.
pub(super) fn code<'a>(table: &'a Table, row: &'a Row) -> &'a str {
    if !row.code.is_empty() {
        return &row.code;
    }
    let spec = row.spec.map(|spec| &table.spec().rows[usize::from(spec)]);
    spec.and_then(|spec| spec.code.as_deref())
        .unwrap_or_default()
}

/// The row with this name or code.
pub(super) fn named(table: &Table, side: Option<Side>, name: &str) -> Found {
    match table.row(name, side) {
        Ok(Some(row)) => Found::Row(row),
        Ok(None) => Found::None,
        Err(several) => Found::Several(several),
    }
}

/// Rows of a level, `None` for all that are no sums of others.
pub(super) fn of_level(table: &Table, side: Option<Side>, kind: Option<RowKind>) -> Vec<usize> {
    let fits = |row: &Row| match kind {
        Some(kind) => row.kind == kind || (kind == RowKind::Class && is_unknown_class(table, row)),
        None => row.kind != RowKind::Total && !is_part(row),
    };
    let in_half = |row: &Row| !is_halved(table) || side.is_none() || row.side == side;
    (0..table.rows.len())
        .filter(|row| fits(&table.rows[*row]) && in_half(&table.rows[*row]))
        .collect()
}

/// An expenditure row of a two-sided table that the form does not know can only be a class of its
/// own: all other rows there are fixed.
fn is_unknown_class(table: &Table, row: &Row) -> bool {
    is_halved(table)
        && row.spec.is_none()
        && row.kind == RowKind::Named
        && row.side == Some(Side::Expenditure)
        && !is_part(row)
}

/// Rows that repeat a part or the whole of others.
fn is_part(row: &Row) -> bool {
    row.name.trim_start().starts_with("其中") || &*row.name == "小计"
}

/// A row of a two-sided table of which it is not known in which half it stands.
pub(super) fn homeless(table: &Table) -> Option<usize> {
    let homeless = |row: &Row| is_halved(table) && row.side.is_none() && row.spec.is_none();
    table.rows.iter().position(homeless)
}

/// The level of a code by its length; `None` for names.
pub(super) fn level_of(key: &str) -> Option<RowKind> {
    if !key.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match key.len() {
        3 => Some(RowKind::Class),
        5 => Some(RowKind::Subclass),
        7 => Some(RowKind::Item),
        _ => None,
    }
}

/// Whether any row is of this level.
pub(super) fn has_level(table: &Table, side: Option<Side>, kind: RowKind) -> bool {
    !of_level(table, side, Some(kind)).is_empty()
}

/// Whether any row prints something in this column.
pub(super) fn has_column(table: &Table, column: u16) -> bool {
    let cells = table
        .rows
        .iter()
        .filter_map(|row| row.cells.get(usize::from(column)));
    cells.into_iter().any(Cell::is_present)
}

/// Whether the table prints no amount but zeros, as an empty form does.
pub(super) fn is_empty(table: &Table) -> bool {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let mut numbers = cells.filter_map(|cell| cell.number());
    numbers.all(|printed| printed.value.is_zero())
}
