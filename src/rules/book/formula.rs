//! A formula whose names stand for tables, rows and columns of the catalogue.

use rust_decimal::Decimal;

use crate::model::{RowKind, Side, TableId, TableRef, Unit};
use crate::relation::Sign;

use super::token::Compare;

/// A formula, ready to be stated about accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Formula {
    pub left: Expression,
    pub compare: Compare,
    pub right: Expression,
}

/// One side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    Sum(Vec<Part>),
    Ratio(Vec<Part>, Vec<Part>),
    Constant(Decimal, Unit),
}

/// A signed cell, or the sum of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub sign: Sign,
    pub cell: Pattern,
}

/// The cells that a term means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pub table: TableRef,
    /// The half, in two-sided tables.
    pub side: Option<Side>,
    pub rows: Rows,
    pub column: Column,
    /// `如有`: where table or row is not there, it is no operand.
    pub optional: bool,
}

/// Which rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// One, by name or code.
    Named(String),
    /// Each of a level, one relation for each: 每类, 每款, 每项; `None` is 每行.
    Each(Option<RowKind>),
    /// The one with the code (or name) of the bound row.
    Bound,
    /// The sum of several.
    Sum(Set),
}

/// The rows of a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Set {
    /// All of a level (`None`: all that are no totals), without some.
    Level(Option<RowKind>, Vec<String>),
    /// Those of a level whose code begins with that of the bound row.
    Children(RowKind),
    /// Those of these names and codes that are printed.
    Listed(Vec<String>),
}

/// Which column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    At(u16),
    /// 每列: each column of amounts, one relation for each.
    Each,
}

/// When a formula applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// Whether the file has a table, a row of it, a column of it.
    Printed {
        is: bool,
        table: TableRef,
        side: Option<Side>,
        row: Option<String>,
        column: Option<u16>,
    },
    /// A formula that has to hold.
    Holds(Formula),
}

impl Expression {
    /// Its parts, a ratio's upper ones first.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Part> {
        let (first, second): (&[Part], &[Part]) = match self {
            Self::Sum(parts) => (parts, &[]),
            Self::Ratio(over, under) => (over, under),
            Self::Constant(..) => (&[], &[]),
        };
        first.iter().chain(second)
    }
}

impl Formula {
    /// All of its cells, left side first.
    pub(super) fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        let parts = self.left.parts().chain(self.right.parts());
        parts.map(|part| &part.cell)
    }

    /// The cell over whose rows the formula is repeated.
    pub(super) fn row_binding(&self) -> Option<&Pattern> {
        self.patterns()
            .find(|pattern| matches!(pattern.rows, Rows::Each(_)))
    }

    /// The cell over whose columns the formula is repeated.
    pub(super) fn column_binding(&self) -> Option<&Pattern> {
        self.patterns()
            .find(|pattern| pattern.column == Column::Each)
    }
}

impl Condition {
    /// The tables that it looks at.
    pub(super) fn tables(&self) -> Vec<TableId> {
        match self {
            Self::Printed { table, .. } => vec![table.table],
            Self::Holds(formula) => formula.patterns().map(|p| p.table.table).collect(),
        }
    }
}
