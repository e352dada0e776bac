//! Tables, columns, rows and periods by the names that formulas use for them.

use std::ops::Range;

use crate::model::{
    Catalogue, ColumnKind, Period, RowKind, RowKindSpec, Side, TableRef, TableSpec, Text,
};

use super::error::{FormulaError, FormulaErrorKind};
use super::formula::Pattern;
use super::parse::{CellSyntax, Word};

/// A mistake at these characters.
pub(super) fn fail<T>(at: &Range<usize>, kind: FormulaErrorKind) -> Result<T, FormulaError> {
    Err(FormulaError {
        at: at.clone(),
        kind,
    })
}

/// The table of a cell: the first cell's, where it names none.
pub(super) fn table(cell: &CellSyntax, home: Option<&Pattern>) -> Result<TableRef, FormulaError> {
    let period = match &cell.period {
        None => None,
        Some(word) => match Period::named(&word.text) {
            Some(period) => Some(period),
            None => return fail(&word.at, FormulaErrorKind::Period(word.text.clone())),
        },
    };
    match (&cell.table, home) {
        (Some(word), _) => match Catalogue::get().table_named(&word.text) {
            Some(table) => Ok(TableRef {
                table,
                period: period.unwrap_or_default(),
            }),
            None => fail(&word.at, FormulaErrorKind::Table(word.text.clone())),
        },
        (None, Some(home)) => Ok(TableRef {
            table: home.table.table,
            period: period.unwrap_or(home.table.period),
        }),
        (None, None) => {
            let what = Text::new("表", "table");
            fail(&cell.at, FormulaErrorKind::Incomplete(what))
        }
    }
}

/// The column of this name, which has to be one of numbers.
pub(super) fn column(spec: &TableSpec, word: &Word) -> Result<u16, FormulaError> {
    let Some(column) = spec.column(&word.text) else {
        let table = spec.title.clone();
        let column = word.text.clone();
        return fail(&word.at, FormulaErrorKind::Column { table, column });
    };
    if spec.columns[usize::from(column)].kind == ColumnKind::Text {
        return fail(&word.at, FormulaErrorKind::Words(word.text.clone()));
    }
    Ok(column)
}

/// The column that is meant where none is named: the only one of numbers, or of amounts.
pub(super) fn only_column(spec: &TableSpec) -> Option<u16> {
    let of = |fits: fn(ColumnKind) -> bool| {
        let mut columns = (0_u16..)
            .zip(&spec.columns)
            .filter(|(_, column)| fits(column.kind));
        let first = columns.next()?.0;
        columns.next().is_none().then_some(first)
    };
    of(|kind| kind != ColumnKind::Text).or_else(|| of(|kind| kind == ColumnKind::Money))
}

/// The half before the colon, and the words after it.
pub(super) fn row_words(text: &str) -> (Option<Side>, Vec<&str>) {
    let (side, rest) = match text.split_once([':', '：']) {
        Some((side, rest)) if Side::named(side).is_some() => (Side::named(side), rest),
        _ => (None, text),
    };
    (side, rest.split_whitespace().collect())
}

/// The half in which a named row stands, if the form can have such a row at all.
pub(super) fn known_row(
    spec: &TableSpec,
    side: Option<Side>,
    name: &str,
    word: &Word,
    home_side: Option<Side>,
) -> Result<Option<Side>, FormulaError> {
    let in_half = |side: Option<Side>| {
        let row = spec.row(name, side)?;
        Some(spec.rows[row].side)
    };
    if let Some(found) = in_half(side) {
        return Ok(found.or(side));
    }
    let halves = [Side::Income, Side::Expenditure].map(|half| in_half(Some(half)));
    if side.is_none() && halves.iter().all(Option::is_some) {
        return match home_side {
            Some(_) => Ok(home_side),
            None => fail(&word.at, FormulaErrorKind::Half(name.to_owned())),
        };
    }
    let is_code = matches!(name.len(), 3 | 5 | 7) && name.bytes().all(|b| b.is_ascii_digit());
    let fits = match spec.row_kind {
        RowKindSpec::Free => !name.is_empty(),
        RowKindSpec::Functional | RowKindSpec::Economic => is_code,
        RowKindSpec::Halves => is_code && name.len() == 3,
        RowKindSpec::Fixed => false,
    };
    if fits {
        return Ok(side);
    }
    let table = spec.title.clone();
    let row = name.to_owned();
    fail(&word.at, FormulaErrorKind::Row { table, row })
}

/// Whether rows of the level can be told in the table.
pub(super) fn has_levels(
    spec: &TableSpec,
    level: Option<RowKind>,
    name: &str,
    word: &Word,
) -> Result<(), FormulaError> {
    let fits = match (level, spec.row_kind) {
        (None, _) | (Some(_), RowKindSpec::Functional | RowKindSpec::Economic) => true,
        (Some(level), RowKindSpec::Halves) => level == RowKind::Class,
        (Some(_), RowKindSpec::Fixed | RowKindSpec::Free) => false,
    };
    if fits {
        return Ok(());
    }
    let table = spec.title.clone();
    let level = name.to_owned();
    fail(&word.at, FormulaErrorKind::Level { table, level })
}
