//! Tables, columns, rows and periods by the names that formulas use for them.

use std::ops::Range;

use crate::model::{
    Catalogue, Classification, ColumnKind, Period, RowKind, RowKindSpec, Side, TableRef, TableSpec,
    Text, lookup_code, normal_name, search_codes,
};

use super::error::{FormulaError, FormulaErrorKind};
use super::formula::Pattern;
use super::near::nearest;
use super::parse::{CellSyntax, Word};

/// A mistake at these characters.
pub(super) fn fail<T>(at: &Range<usize>, kind: FormulaErrorKind) -> Result<T, FormulaError> {
    Err(FormulaError::new(at.clone(), kind))
}

/// A mistake at these characters, with the name that may have been meant.
fn fail_near<T>(
    at: &Range<usize>,
    kind: FormulaErrorKind,
    near: Option<String>,
) -> Result<T, FormulaError> {
    Err(FormulaError {
        near,
        ..FormulaError::new(at.clone(), kind)
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
        (Some(word), _) => {
            let Some(table) = Catalogue::get().table_named(&word.text) else {
                let kind = FormulaErrorKind::Table(word.text.clone());
                return fail_near(&word.at, kind, near_table(&word.text));
            };
            Ok(TableRef {
                table,
                period: period.unwrap_or_default(),
            })
        }
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
        let columns = spec.columns.iter().flat_map(|column| {
            let names = std::iter::once(&column.title.zh).chain(&column.aliases);
            names.map(String::as_str)
        });
        let near = nearest(&column, columns);
        return fail_near(&word.at, FormulaErrorKind::Column { table, column }, near);
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

/// The half before the colon, and what stands after it.
pub(super) fn half_and_row(text: &str) -> (Option<Side>, &str) {
    match text.split_once([':', '：']) {
        Some((side, rest)) if Side::named(side).is_some() => (Side::named(side), rest),
        _ => (None, text),
    }
}

/// A row that a formula names.
pub(super) struct NamedRow {
    /// The half in which it stands, in two-sided tables.
    pub side: Option<Side>,
    /// Its code, where it was named by one or by the name of just one; else its name.
    pub name: String,
}

/// Looks the name of a row up: that of a row of the form, a code, a code with its name, or a name
/// that only one code of the list has. What is odd about a code is noted.
pub(super) fn known_row(
    spec: &TableSpec,
    side: Option<Side>,
    written: &str,
    at: &Range<usize>,
    home_side: Option<Side>,
    odd: &mut Vec<FormulaError>,
) -> Result<NamedRow, FormulaError> {
    let list = list_of(spec);
    let (code, beside) = match list {
        Some(_) => code_and_name(written),
        None => ("", written.trim()),
    };
    let name = if code.is_empty() { beside } else { code };
    let named = |side: Option<Side>| NamedRow {
        side,
        name: name.to_owned(),
    };
    let in_half = |side: Option<Side>| {
        let row = spec.row(name, side)?;
        Some(spec.rows[row].side)
    };
    if !code.is_empty()
        && let Some(list) = list
    {
        odd.extend(odd_code(list, code, beside, at));
    }
    if let Some(found) = in_half(side) {
        return Ok(named(found.or(side)));
    }
    let halves = [Side::Income, Side::Expenditure].map(|half| in_half(Some(half)));
    if side.is_none() && halves.iter().all(Option::is_some) {
        return match home_side {
            Some(_) => Ok(named(home_side)),
            None => fail(at, FormulaErrorKind::Half(name.to_owned())),
        };
    }
    let fits = match spec.row_kind {
        RowKindSpec::Free => !name.is_empty(),
        RowKindSpec::Functional | RowKindSpec::Economic => !code.is_empty(),
        RowKindSpec::Halves => code.len() == 3,
        RowKindSpec::Fixed => false,
    };
    if fits {
        return Ok(named(side));
    }
    let is_coded = matches!(
        spec.row_kind,
        RowKindSpec::Functional | RowKindSpec::Economic
    );
    let list = list.filter(|_| is_coded);
    if let Some(list) = list.filter(|_| code.is_empty() && !name.is_empty()) {
        let wanted = normal_name(name);
        let mut entries = search_codes(list, "").filter(|entry| normal_name(&entry.name) == wanted);
        match (entries.next(), entries.next()) {
            (Some(only), None) => {
                return Ok(NamedRow {
                    side,
                    name: only.code.clone(),
                });
            }
            (Some(_), Some(_)) => return fail(at, FormulaErrorKind::Several(name.to_owned())),
            (None, _) => {}
        }
    }
    let of_form = spec.rows.iter().map(|row| &*row.name.zh);
    let of_list = list.into_iter().flat_map(|list| search_codes(list, ""));
    let near = nearest(
        name,
        of_form
            .chain(of_list.map(|entry| &*entry.name))
            .chain(["每行", "每类", "每款", "每项", "同行"]),
    );
    let table = spec.title.clone();
    let row = name.to_owned();
    fail_near(at, FormulaErrorKind::Row { table, row }, near)
}

/// A code of three, five or seven digits at the beginning, and the name after it; no code and the
/// name without spaces where there is none.
fn code_and_name(written: &str) -> (&str, &str) {
    let written = written.trim();
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    let (code, rest) = written.split_at(digits);
    let is_parted = rest.is_empty() || rest.starts_with(char::is_whitespace);
    if matches!(digits, 3 | 5 | 7) && is_parted {
        (code, rest.trim())
    } else {
        ("", written)
    }
}

/// What is odd about a code, and about the name beside it.
fn odd_code(
    list: Classification,
    code: &str,
    beside: &str,
    at: &Range<usize>,
) -> Option<FormulaError> {
    let kind = match lookup_code(list, code) {
        None => FormulaErrorKind::UnknownCode(code.to_owned()),
        Some(entry) if beside.is_empty() || normal_name(beside) == normal_name(&entry.name) => {
            return None;
        }
        Some(entry) => FormulaErrorKind::CodeName {
            code: code.to_owned(),
            name: entry.name.clone(),
        },
    };
    Some(FormulaError::new(at.clone(), kind))
}

/// The list from which the rows of a table have their codes.
fn list_of(spec: &TableSpec) -> Option<Classification> {
    match spec.row_kind {
        RowKindSpec::Functional | RowKindSpec::Halves => Some(Classification::Functional),
        RowKindSpec::Economic => Some(Classification::Economic),
        RowKindSpec::Fixed | RowKindSpec::Free => None,
    }
}

/// The name of a table that may have been meant, by its title or one of its other names.
fn near_table(written: &str) -> Option<String> {
    let names = Catalogue::get().tables().flat_map(|(_, spec)| {
        let names = std::iter::once(&spec.title.zh).chain(&spec.aliases);
        names.map(String::as_str)
    });
    nearest(written, names)
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
