//! Indicators of a performance evaluation, as the file gives them, and the row of their total.

use crate::model::{Accounts, Cell, Place, Row, RowKind, Table, Text, normal_name};
use crate::relation::{Figure, Missing};
use crate::rules::Context;

/// One indicator.
#[derive(Clone, Copy, Debug)]
pub(super) struct Indicator<'a> {
    accounts: &'a Accounts,
    table: &'a Table,
    row: usize,
}

/// The indicators that were scored, without a row of their total.
pub(super) fn indicators<'a>(context: &Context<'a>) -> impl Iterator<Item = Indicator<'a>> {
    indicators_of(context, SCORED)
}

/// The table of the scores.
pub(super) const SCORED: &str = "indicators";
/// The table that says beforehand what is scored, and how.
pub(super) const SYSTEM: &str = "indicator_system";

/// The indicators of a table, without a row of their total.
pub(super) fn indicators_of<'a>(
    context: &Context<'a>,
    table: &str,
) -> impl Iterator<Item = Indicator<'a>> + use<'a> {
    all(context, table).filter(|indicator| !is_total(indicator.row()))
}

/// The row that prints the total, if there is one.
pub(super) fn total<'a>(context: &Context<'a>) -> Option<Indicator<'a>> {
    all(context, SCORED).find(|indicator| is_total(indicator.row()))
}

fn all<'a>(context: &Context<'a>, table: &str) -> impl Iterator<Item = Indicator<'a>> + use<'a> {
    let accounts = context.accounts;
    let table = accounts.final_table(table);
    table.into_iter().flat_map(move |table| {
        (0..table.rows.len()).map(move |row| Indicator {
            accounts,
            table,
            row,
        })
    })
}

fn is_total(row: &Row) -> bool {
    row.kind == RowKind::Total || matches!(&*normal_name(&row.name), "总分" | "总得分" | "合计")
}

impl<'a> Indicator<'a> {
    fn row(&self) -> &'a Row {
        &self.table.rows[self.row]
    }

    /// Its name as it is compared.
    pub(super) fn name(&self) -> String {
        normal_name(&self.row().name)
    }

    /// Its name.
    pub(super) fn text(&self) -> Text {
        self.row().label(self.table.spec())
    }

    /// Where a cell stands; the column by its key.
    pub(super) fn place(&self, column: &str) -> Place {
        let column = self.table.spec().column(column);
        self.table.place(self.row, column.unwrap_or(u16::MAX))
    }

    /// Where its name stands.
    pub(super) fn name_place(&self) -> Place {
        self.table.place(self.row, Place::NAME)
    }

    /// The words of a cell, if it has any.
    pub(super) fn words(&self, column: &str) -> Option<&'a str> {
        let cell = self.accounts.cell(self.place(column));
        cell.words().filter(|words| !words.is_empty())
    }

    /// Whether a number is printed in the column.
    pub(super) fn prints(&self, column: &str) -> bool {
        let cell = self.accounts.cell(self.place(column));
        !matches!(cell, Cell::Absent | Cell::Blank)
    }

    /// The figure of a column.
    pub(super) fn figure(&self, column: &str) -> Result<Figure, Missing> {
        Figure::at(self.accounts, self.place(column))
    }

    /// The figure of a column, if it is printed and can be read.
    pub(super) fn readable(&self, column: &str) -> Option<Figure> {
        self.figure(column).ok().filter(|_| self.prints(column))
    }
}
