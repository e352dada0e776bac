//! Finds the figures that a term of a formula means, or says why there are none.

use std::collections::BTreeMap;

use crate::model::{Accounts, RowKind, Table, TableRef, Text};
use crate::relation::{Figure, Missing, Operand};

use super::formula::{Column, Pattern, Rows, Set};
use super::gap::{Gap, table_name};
use super::rows::{self, Found};

/// The row and column for which a formula is stated.
#[derive(Clone, Default)]
pub(super) struct Bound {
    /// The row in the table of the binding cell.
    pub home: Option<(TableRef, usize)>,
    /// Its code or name.
    pub key: String,
    pub column: Option<u16>,
}

/// Why a formula is not stated for a row and column.
pub(super) enum Hole {
    /// It has nothing to say there.
    Silent,
    /// Something larger than one relation is missing.
    Gap(Gap),
    /// The row that corresponds to the bound one is not printed, or has no rows below it.
    NoRow(Missing),
    /// It is not known which cell is meant.
    Cell(Missing),
}

impl Hole {
    /// Whether only the details are missing: what they would say is not nothing.
    fn is_details(&self) -> bool {
        matches!(self, Self::Gap(Gap::Children(..)))
    }
}

/// Finds cells in accounts.
pub(super) struct Finder<'a> {
    accounts: &'a Accounts,
    /// The tables whose rows were looked up by code.
    indices: BTreeMap<TableRef, rows::Rows<'a>>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(accounts: &'a Accounts) -> Self {
        Self {
            accounts,
            indices: BTreeMap::new(),
        }
    }

    /// The operands that a term means.
    pub(super) fn operands(
        &mut self,
        pattern: &Pattern,
        bound: &Bound,
    ) -> Result<Vec<Operand>, Hole> {
        let Some(table) = self.accounts.table(pattern.table) else {
            // Tables that are needed were looked for before.
            return Ok(Vec::new());
        };
        let column = match pattern.column {
            Column::At(column) => column,
            Column::Each => bound.column.unwrap_or_default(),
        };
        let rows = match self.rows(pattern, table, bound) {
            Err(hole) if pattern.optional && !hole.is_details() => return Ok(Vec::new()),
            rows => rows?,
        };
        rows.into_iter()
            .map(|row| self.operand(table, row, column))
            .collect()
    }

    fn operand(&self, table: &Table, row: usize, column: u16) -> Result<Operand, Hole> {
        match Figure::at(self.accounts, table.place(row, column)) {
            Err(missing) if missing.place.is_none() && !rows::has_column(table, column) => {
                Err(Hole::Gap(Gap::Column(table.id, column)))
            }
            result => Ok(result.into()),
        }
    }

    fn rows(
        &mut self,
        pattern: &Pattern,
        table: &'a Table,
        bound: &Bound,
    ) -> Result<Vec<usize>, Hole> {
        match &pattern.rows {
            Rows::Named(name) => one(table, pattern, rows::named(table, pattern.side, name), name),
            Rows::Each(_) | Rows::Bound => {
                if let Some((home, row)) = bound.home
                    && home == pattern.table
                {
                    return Ok(vec![row]);
                }
                let index = self.index(table);
                let found = index.with_key(pattern.side, &bound.key);
                if pattern.optional
                    && matches!(found, Found::None)
                    && let Some(gap) = undivided(index, pattern, &bound.key)
                {
                    return Err(Hole::Gap(gap));
                }
                corresponding(table, pattern, found, &bound.key)
            }
            Rows::Sum(Set::Listed(names)) => listed(table, pattern, names),
            Rows::Sum(Set::Level(kind, except)) => level(table, pattern, *kind, except),
            Rows::Sum(Set::Children(kind)) => {
                let rows = self.index(table).below(pattern.side, &bound.key, *kind);
                if !rows.is_empty() {
                    return Ok(rows);
                }
                Err(if rows::has_level(table, pattern.side, *kind) {
                    let gap = Gap::Children(table.id, bound.key.clone(), *kind);
                    Hole::NoRow(gap.missing())
                } else {
                    Hole::Gap(Gap::Level(table.id, Some(*kind)))
                })
            }
        }
    }

    fn index(&mut self, table: &'a Table) -> &rows::Rows<'a> {
        self.indices
            .entry(table.id)
            .or_insert_with(|| rows::Rows::new(table))
    }
}

/// A row that a formula names.
fn one(table: &Table, pattern: &Pattern, found: Found, name: &str) -> Result<Vec<usize>, Hole> {
    match found {
        Found::Row(row) => Ok(vec![row]),
        Found::Several(several) => Err(Hole::Cell(ambiguous(table, &several, name))),
        Found::None => {
            let spec = table.spec();
            let code = spec
                .row(name, pattern.side)
                .and_then(|row| spec.rows[row].code.as_deref());
            // Rows of a code list are printed only where there is something to print.
            Err(match rows::level_of(code.unwrap_or(name)) {
                Some(kind) if rows::has_level(table, pattern.side, kind) => Hole::Silent,
                Some(kind) => Hole::Gap(Gap::Level(table.id, Some(kind))),
                None => Hole::Gap(Gap::Row(table.id, pattern.side, name.to_owned())),
            })
        }
    }
}

/// The row with the code of one in another table.
fn corresponding(
    table: &Table,
    pattern: &Pattern,
    found: Found,
    key: &str,
) -> Result<Vec<usize>, Hole> {
    match found {
        Found::Row(row) => Ok(vec![row]),
        Found::Several(several) => Err(Hole::Cell(ambiguous(table, &several, key))),
        // Nobody will ask why; most optional rows are not there.
        Found::None if pattern.optional => Err(Hole::Silent),
        Found::None => {
            let gap = match rows::level_of(key) {
                Some(kind) if !rows::has_level(table, pattern.side, kind) => {
                    return Err(Hole::Gap(Gap::Level(table.id, Some(kind))));
                }
                _ => Gap::Row(table.id, pattern.side, key.to_owned()),
            };
            Err(Hole::NoRow(gap.missing()))
        }
    }
}

/// The row above a code that is printed without the rows below it, among which the code may be.
fn undivided(index: &rows::Rows<'_>, pattern: &Pattern, key: &str) -> Option<Gap> {
    rows::level_of(key)?;
    let above = [5, 3].into_iter().filter(|length| *length < key.len());
    let nearest = above
        .map(|length| &key[..length])
        .find(|above| !matches!(index.with_key(pattern.side, above), Found::None))?;
    let kind = if nearest.len() == 5 {
        RowKind::Item
    } else {
        RowKind::Subclass
    };
    let is_divided = !index.below(pattern.side, nearest, kind).is_empty();
    (!is_divided).then(|| Gap::Children(index.table.id, nearest.to_owned(), kind))
}

/// Those of several named rows that are printed.
fn listed(table: &Table, pattern: &Pattern, names: &[String]) -> Result<Vec<usize>, Hole> {
    let mut all = Vec::new();
    for name in names {
        match rows::named(table, pattern.side, name) {
            Found::Row(row) => all.push(row),
            Found::Several(several) => {
                return Err(Hole::Cell(ambiguous(table, &several, name)));
            }
            Found::None => {}
        }
    }
    if !all.is_empty() {
        return Ok(all);
    }
    let level = names.first().and_then(|name| rows::level_of(name));
    Err(match level.filter(|kind| *kind != RowKind::Class) {
        Some(kind) if rows::has_level(table, pattern.side, kind) => Hole::Silent,
        Some(kind) => Hole::Gap(Gap::Level(table.id, Some(kind))),
        None => Hole::Gap(Gap::Row(table.id, pattern.side, names.join("、"))),
    })
}

/// All rows of a level but some.
fn level(
    table: &Table,
    pattern: &Pattern,
    kind: Option<RowKind>,
    except: &[String],
) -> Result<Vec<usize>, Hole> {
    if let Some(row) = rows::homeless(table) {
        let name = table.rows[row].name.to_string();
        return Err(Hole::Gap(Gap::Half(table.id, name)));
    }
    let mut all = rows::of_level(table, pattern.side, kind);
    if all.is_empty() {
        return Err(Hole::Gap(Gap::Level(table.id, kind)));
    }
    for name in except {
        match rows::named(table, pattern.side, name) {
            Found::Row(row) => all.retain(|other| *other != row),
            Found::Several(several) => all.retain(|other| !several.contains(other)),
            Found::None => {}
        }
    }
    Ok(all)
}

fn ambiguous(table: &Table, several: &[usize], name: &str) -> Missing {
    Missing {
        what: Text::join([&table_name(table.id), &Text::same(name)], "", " "),
        why: Text::new(
            format!("有 {} 行同名或同码，无法确定取哪一行", several.len()),
            format!("{} rows have this name or code", several.len()),
        ),
        place: several.first().map(|row| table.place(*row, 0)),
    }
}
