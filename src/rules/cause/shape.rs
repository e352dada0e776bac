//! Figures that stand in other cells than they belong in, or in another unit: what each cell of
//! a table would say if they were put right.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::model::{Accounts, ColumnKind, Place, Side, Table, Unit};
use crate::relation::{Figure, Relation, Sign, Term};

use super::trial::Supposed;

/// One way in which a table's figures are out of place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Rows `first..=last` hold the figures that belong `by` rows above.
    Shift {
        first: u32,
        last: u32,
        /// Printed row = right row + by.
        by: i32,
        columns: Vec<u16>,
        /// Whether the rows at one end took the figures of the other; else those are lost.
        is_turned: bool,
    },
    /// Two rows hold each other's figures.
    Rows {
        rows: [u32; 2],
        columns: Vec<u16>,
        /// Whether both are of one level: rows of several are seldom exchanged by hand.
        is_level: bool,
    },
    /// Two columns of one row hold each other's figures.
    Columns { row: u32, columns: [u16; 2] },
    /// Figures are in another unit than the one that is declared.
    Scale {
        columns: Vec<u16>,
        /// The unit in which they are.
        unit: Unit,
        /// Whether they were multiplied after they had been rounded, so that they have no more
        /// digits than the others.
        is_rounded: bool,
        is_table: bool,
    },
    /// A column holds last year's figures.
    Prior { column: u16 },
    /// A rectangle repeats another one of the table, which was pasted over it.
    Paste {
        first: u32,
        last: u32,
        /// Its columns.
        columns: Vec<u16>,
        /// The repeated rows stand so many rows below.
        by: i32,
    },
}

/// What a cell should say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Right {
    /// What it says.
    Same,
    /// What is printed in another cell.
    Of(u32, u16),
    /// What it says, in this unit.
    In(Unit),
    /// What it says, 10,000 times smaller.
    Smaller,
    /// Nobody knows from the shape alone.
    Unknown,
}

impl Shape {
    /// What a cell of the table should say.
    pub(super) fn right(&self, row: u32, column: u16) -> Right {
        match self {
            Self::Shift {
                first,
                last,
                by,
                columns,
                is_turned,
            } => {
                if !(*first..=*last).contains(&row) || !columns.contains(&column) {
                    return Right::Same;
                }
                let from = i64::from(row) + i64::from(*by);
                let (low, high) = (i64::from(*first), i64::from(*last));
                let from = if (low..=high).contains(&from) {
                    from
                } else if *is_turned {
                    low + (from - low).rem_euclid(high - low + 1)
                } else {
                    return Right::Unknown;
                };
                Right::Of(u32::try_from(from).unwrap_or(row), column)
            }
            Self::Rows { rows, columns, .. } => match rows {
                [one, other] if *one == row && columns.contains(&column) => {
                    Right::Of(*other, column)
                }
                [one, other] if *other == row && columns.contains(&column) => {
                    Right::Of(*one, column)
                }
                _ => Right::Same,
            },
            Self::Columns { row: own, columns } => match columns {
                _ if *own != row => Right::Same,
                [one, other] if *one == column => Right::Of(row, *other),
                [one, other] if *other == column => Right::Of(row, *one),
                _ => Right::Same,
            },
            Self::Scale {
                columns,
                unit,
                is_rounded,
                ..
            } if columns.contains(&column) => {
                if *is_rounded {
                    Right::Smaller
                } else {
                    Right::In(*unit)
                }
            }
            Self::Prior { column: own } if *own == column => Right::Unknown,
            Self::Paste {
                first,
                last,
                columns,
                ..
            } if (*first..=*last).contains(&row) && columns.contains(&column) => Right::Unknown,
            Self::Scale { .. } | Self::Prior { .. } | Self::Paste { .. } => Right::Same,
        }
    }

    /// The rows of a table of `count` rows among which are all whose figures it moves.
    pub(super) fn rows(&self, count: u32) -> Range<u32> {
        let between = |first: u32, last: u32| first..last.saturating_add(1).min(count);
        match self {
            Self::Shift { first, last, .. } | Self::Paste { first, last, .. } => {
                between(*first, *last)
            }
            Self::Rows { rows, .. } => between(rows[0], rows[1]),
            Self::Columns { row, .. } => between(*row, *row),
            Self::Scale { .. } | Self::Prior { .. } => 0..count,
        }
    }

    /// How much has to be supposed, the least first.
    pub(super) fn cost(&self) -> u8 {
        match self {
            Self::Scale { is_table: true, .. } => 0,
            Self::Scale { .. } | Self::Columns { .. } | Self::Prior { .. } => 1,
            Self::Rows { is_level: true, .. } | Self::Paste { .. } => 2,
            Self::Shift { columns, .. } if columns.len() == 1 => 3,
            Self::Shift { .. } => 4,
            Self::Rows { .. } => 5,
        }
    }

    /// Broken relations below this many are no sign of it.
    pub(super) fn fewest(&self) -> usize {
        match self {
            // To the cent, and where no single cell explains anything.
            Self::Rows { .. } => 1,
            Self::Scale { .. } | Self::Columns { .. } | Self::Paste { .. } => 2,
            Self::Shift { .. } | Self::Prior { .. } => 3,
        }
    }

    /// Figures that have to move, at least: zeros fit anywhere.
    pub(super) fn fewest_telling(&self) -> usize {
        match self {
            Self::Rows { .. } | Self::Columns { .. } => 1,
            Self::Scale { .. } | Self::Shift { .. } => 2,
            Self::Prior { .. } => 3,
            // That they repeat others is seen before.
            Self::Paste { .. } => 0,
        }
    }

    /// Cells that have to change, at least.
    pub(super) fn fewest_cells(&self) -> usize {
        match self {
            Self::Shift { .. } | Self::Prior { .. } => 3,
            Self::Rows { .. } | Self::Columns { .. } | Self::Scale { .. } => 1,
            Self::Paste { .. } => 0,
        }
    }

    /// Rows whose figures a shift would throw away.
    pub(super) fn dropped(&self) -> std::ops::RangeInclusive<u32> {
        match self {
            Self::Shift {
                first,
                last,
                by,
                is_turned: false,
                ..
            } => {
                let rows = by.unsigned_abs();
                if *by > 0 {
                    *first..=(*first + rows).saturating_sub(1)
                } else {
                    (*last + 1).saturating_sub(rows)..=*last
                }
            }
            #[expect(clippy::reversed_empty_ranges, reason = "none")]
            _ => 1..=0,
        }
    }
}

/// A table's amounts, for asking thousands of hypotheses.
pub(super) struct Sheet<'a> {
    /// The table.
    pub table: &'a Table,
    /// Its columns of amounts that print anything.
    pub columns: Vec<u16>,
    figures: Vec<Option<Figure>>,
    width: usize,
}

impl<'a> Sheet<'a> {
    /// The amounts of a table.
    pub(super) fn of(accounts: &Accounts, table: &'a Table) -> Self {
        let columns = (0_u16..).zip(&table.spec().columns);
        let columns: Vec<u16> = columns
            .filter(|(index, column)| {
                column.kind == ColumnKind::Money && table.holds(usize::from(*index))
            })
            .map(|(index, _)| index)
            .collect();
        let width = table.spec().columns.len();
        let mut figures = vec![None; width * table.rows.len()];
        for row in 0..table.rows.len() {
            for column in &columns {
                figures[row * width + usize::from(*column)] =
                    Figure::at(accounts, table.place(row, *column)).ok();
            }
        }
        Self {
            table,
            columns,
            figures,
            width,
        }
    }

    /// The figure in a cell, if it holds one.
    pub(super) fn figure(&self, row: u32, column: u16) -> Option<&Figure> {
        let at = row as usize * self.width + usize::from(column);
        self.figures.get(at)?.as_ref()
    }

    /// Whether a cell holds a figure that is not zero.
    pub(super) fn is_telling(&self, row: u32, column: u16) -> bool {
        self.figure(row, column)
            .is_some_and(|figure| !figure.value.is_zero())
    }

    /// How many rows it has.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.table.rows.len()).unwrap_or(u32::MAX)
    }

    /// Whether a shape moves figures only: what it throws away was empty, or still stands beside.
    pub(super) fn keeps_all(&self, shape: &Shape) -> bool {
        let Shape::Shift { by, columns, .. } = shape else {
            return true;
        };
        shape.dropped().all(|row| {
            columns.iter().all(|column| {
                let value = |row: u32| self.figure(row, *column).map(|figure| figure.value);
                let beside = row.checked_add_signed(*by).and_then(value);
                value(row).is_none_or(|own| own.is_zero() || Some(own) == beside)
            })
        })
    }

    /// The half in which a row stands.
    pub(super) fn side(&self, row: u32) -> Option<Side> {
        self.table.rows.get(row as usize)?.side
    }

    /// The figure that a cell would hold; `None` when nobody knows, or when it holds that.
    pub(super) fn right(&self, shape: &Shape, row: u32, column: u16) -> Option<Figure> {
        let own = self.figure(row, column)?;
        let right = match shape.right(row, column) {
            Right::Same | Right::Unknown => return None,
            Right::In(unit) => Figure { unit, ..*own },
            Right::Smaller => {
                let value = own.value.checked_div(Decimal::from(10_000))?.normalize();
                (value.scale() <= own.decimals).then(|| own.with_value(value))?
            }
            Right::Of(row, column) => {
                let other = self.figure(row, column)?;
                if other.unit == own.unit {
                    own.with_value(other.value)
                } else {
                    own.with_value(other.base_value()?.checked_div(own.unit.factor())?)
                }
            }
        };
        let is_same = right.value == own.value && right.unit == own.unit;
        let are_zero = right.value.is_zero() && own.value.is_zero();
        (!is_same && !are_zero).then_some(right)
    }
}

/// A table's figures put right.
pub(super) struct Arranged<'a, 'b> {
    pub sheet: &'a Sheet<'b>,
    pub shape: &'a Shape,
}

/// What a hypothesis says of a relation's figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Touch {
    /// It leaves them.
    Not,
    /// It changes some of them.
    Known,
    /// It says that some are wrong, and not what they should be.
    Unknown,
}

impl Arranged<'_, '_> {
    fn is_here(&self, place: Place) -> bool {
        place.table_ref() == self.sheet.table.id
    }

    /// What is said of a relation's figures.
    pub(super) fn touch(&self, relation: &Relation) -> Touch {
        let mut touch = Touch::Not;
        for place in relation.places().filter(|place| self.is_here(*place)) {
            if self.shape.right(place.row, place.column) == Right::Unknown {
                return Touch::Unknown;
            }
            if self
                .sheet
                .right(self.shape, place.row, place.column)
                .is_some()
            {
                touch = Touch::Known;
            }
        }
        touch
    }
}

impl Supposed for Arranged<'_, '_> {
    fn figure(&self, figure: &Figure) -> Figure {
        let place = figure.place;
        let right = self
            .is_here(place)
            .then(|| self.sheet.right(self.shape, place.row, place.column))
            .flatten();
        right.unwrap_or(*figure)
    }

    fn sign(&self, term: &Term) -> Sign {
        term.sign
    }
}
