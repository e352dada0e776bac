//! Cells that claims name, and the cells that publish what a claim compares with.

use std::collections::BTreeMap;

use crate::model::{Accounts, Period, Place, Reference, Text};
use crate::relation::{Figure, Missing};
use crate::rules::Context;

use super::claim::{Claim, Column, claims};

/// The figure of a named cell.
///
/// # Errors
/// [`Missing`] with the reason: no such table, no such row, several rows of that name, or nothing
/// there that can be read.
pub(in crate::rules) fn cell_figure(
    accounts: &Accounts,
    reference: &Reference,
) -> Result<Figure, Missing> {
    let missing = |zh: &str, en: &str| Missing {
        what: reference.text(),
        why: Text::new(zh, en),
        place: None,
    };
    let table = accounts
        .table(reference.table_ref())
        .ok_or_else(|| missing("文件中没有这张表", "the file has no such table"))?;
    if accounts.text_of_another && table.source.is_some() {
        return Err(missing(
            "正文与报表的单位或年度不同，请先核实是否放错了文件",
            "text and tables name another department or year; check first that they belong together",
        ));
    }
    match table.row(&reference.row, reference.side) {
        Ok(Some(row)) => Figure::at(accounts, table.place(row, reference.column)),
        Ok(None) => Err(missing("表中没有这一行", "the table has no such row")),
        Err(_) => Err(missing(
            "表中有多行同名，无法确定取哪一行",
            "several rows have this name",
        )),
    }
}

/// A named cell, with the table given by its key; `row` and `column` as in references.
///
/// # Panics
/// If the catalogue has no such table or column: such names stand in the code alone, and the
/// fixtures use every one of them.
pub(in crate::rules) fn cell_of(table: &str, row: &str, column: &str) -> Reference {
    let id = crate::model::TableId::named(table);
    let column = id.spec().column(column);
    Reference {
        table: id,
        period: Period::Final,
        side: None,
        row: row.to_owned(),
        column: column.unwrap_or_else(|| panic!("{table} has the column of {row}")),
    }
}

/// The figure of [`cell_of`].
///
/// # Errors
/// As [`cell_figure`].
pub(in crate::rules) fn figure_of(
    accounts: &Accounts,
    table: &str,
    row: &str,
    column: &str,
) -> Result<Figure, Missing> {
    cell_figure(accounts, &cell_of(table, row, column))
}

/// The figure of a named cell: that of the table, or what the text states of it where the file has
/// no such table.
///
/// # Errors
/// As [`cell_figure`].
pub(in crate::rules) fn cell_or_stated(
    context: &Context<'_>,
    reference: &Reference,
) -> Result<Figure, Missing> {
    let accounts = context.accounts;
    if accounts.table(reference.table_ref()).is_some() {
        return cell_figure(accounts, reference);
    }
    let mut about = claims(context).filter(|claim| {
        claim.is_of_text()
            && claim.subject_table() == Some(reference.table)
            && claim.prints(Column::Amount)
            && claim.subject_cell().as_ref() == Some(reference)
    });
    match about.next() {
        Some(claim) => claim.figure(Column::Amount),
        None => cell_figure(accounts, reference),
    }
}

/// What a text states of cells of tables that the file does not have, for whoever asks for many:
/// [`cell_or_stated`] looks through all claims each time.
pub(in crate::rules) struct StatedCells<'a> {
    accounts: &'a Accounts,
    /// The first claim with an amount of each such cell.
    claims: BTreeMap<Reference, Claim<'a>>,
}

impl<'a> StatedCells<'a> {
    /// What the text of the accounts states.
    pub(in crate::rules) fn of(context: &Context<'a>) -> Self {
        let accounts = context.accounts;
        let stating = claims(context)
            .filter(|claim| claim.is_of_text() && claim.prints(Column::Amount))
            .filter_map(|claim| Some((claim.subject_cell()?, claim)))
            .filter(|(cell, _)| accounts.table(cell.table_ref()).is_none());
        let mut claims = BTreeMap::new();
        for (cell, claim) in stating {
            claims.entry(cell).or_insert(claim);
        }
        Self { accounts, claims }
    }

    /// As [`cell_or_stated`].
    pub(in crate::rules) fn figure(&self, reference: &Reference) -> Result<Figure, Missing> {
        match self.claims.get(reference) {
            Some(claim) => claim.figure(Column::Amount),
            None => cell_figure(self.accounts, reference),
        }
    }
}

/// What is published of `subject` for another period, wherever it is known; empty when no
/// document of that period is there.
///
/// - a column of the same row: the initial budgets of K11, last year's operating costs;
/// - the period's own table in the file;
/// - last year's accounts, when they are open too.
pub(in crate::rules) fn published(
    context: &Context<'_>,
    subject: &Reference,
    period: Period,
) -> Vec<Result<Figure, Missing>> {
    let accounts = context.accounts;
    let mut found = Vec::new();
    if period == Period::Final || subject.period != Period::Final {
        return found;
    }
    let spec = subject.table.spec();
    let column = period.pointer().trim_start_matches('/');
    let is_final = spec.columns[usize::from(subject.column)].key == "final";
    if let Some(column) = spec.column(column).filter(|_| is_final) {
        let beside = Reference {
            column,
            ..subject.clone()
        };
        if is_given(accounts, &beside) {
            found.push(cell_figure(accounts, &beside));
        }
    }
    let other = subject.of(period);
    if accounts.table(other.table_ref()).is_some() {
        found.push(cell_figure(accounts, &other));
    } else if period == Period::PriorYear
        && let Some(previous) = context.previous
        && previous.table(subject.table_ref()).is_some()
    {
        // The place says whose figure it is. It cannot be mistaken for one of this file, which
        // has no table of that period.
        let of_previous = |place: Place| Place { period, ..place };
        found.push(match cell_figure(previous, subject) {
            Ok(figure) => Ok(Figure {
                place: of_previous(figure.place),
                ..figure
            }),
            Err(missing) => Err(Missing {
                place: None,
                ..missing
            }),
        });
    }
    found
}

fn is_given(accounts: &Accounts, reference: &Reference) -> bool {
    let place = reference.resolve(accounts);
    place.is_some_and(|place| accounts.cell(place).is_present())
}
