//! Columns and blocks that stand on the wrong rows: many broken sums, one cause.
//!
//! Rows of a form are supposed to hold the figures of the rows below or above them; when that
//! mends every broken relation that the moved cells take part in, and breaks none, the figures
//! were moved. Lists without a form have no rows to be moved on, so they are left out.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::model::{
    Accounts, Cell, CellEdit, ColumnKind, Place, RowKindSpec, Table, TableRef, Text, Unit,
};
use crate::relation::Figure;
use crate::rules::{Certainty, Context, Fix};

use super::evidence::{Evidence, Id};
use super::fix::typed;
use super::solve::Open;
use super::sum::{Verdict, judge};
use super::trial::{Change, Changes};
use super::{Cause, CauseKind, Mistake, figure};

/// Fewer broken relations, or fewer figures that move, are no sign of a moved column.
const FEWEST: usize = 3;
/// More rows than this are moved only as a whole: trying every stretch of them would take long.
const MOST_ROWS: u32 = 16;

/// A supposed move: rows `first..=last` hold the figures that belong `by` rows above.
#[derive(Clone, Copy, Debug)]
struct Move {
    first: u32,
    last: u32,
    /// Printed row = right row + by.
    by: i32,
}

/// What is done about the rows whose figures fell off.
#[derive(Clone, Copy, Debug)]
enum Rest {
    /// They took the figures of the other end.
    Turned,
    /// They were empty.
    Zero,
    /// Their figure follows from a sum.
    Solved,
}

/// A column or block that stands on the wrong rows.
pub(super) struct Found {
    /// The mistake.
    pub mistake: Mistake,
    /// The figures as they should stand.
    pub changes: Changes,
    /// Positions of the open relations that it explains.
    pub mended: Vec<usize>,
}

/// A moved column or block among the open relations.
pub(super) fn find(context: &Context<'_>, evidence: &Evidence<'_>, open: &[Open]) -> Option<Found> {
    if open.len() < FEWEST {
        return None;
    }
    let mut columns: BTreeMap<(TableRef, u16), Touched> = BTreeMap::new();
    for one in open {
        let mut rows: BTreeMap<(TableRef, u16), BTreeSet<u32>> = BTreeMap::new();
        for place in one.relation.places() {
            let column = (place.table_ref(), place.column);
            rows.entry(column).or_default().insert(place.row);
        }
        for (column, rows) in rows {
            columns.entry(column).or_default().add(&rows);
        }
    }
    let search = Search {
        context,
        evidence,
        open,
    };
    columns.retain(|(table, _), touched| {
        // One cell that all broken relations share is simply wrong.
        let moved = touched.relations >= FEWEST && touched.shared.is_empty();
        moved && table.table.spec().row_kind != RowKindSpec::Free
    });
    let one = columns
        .iter()
        .find_map(|((table, column), touched)| search.moved(*table, &[*column], &touched.rows));
    one.or_else(|| {
        columns.iter().find_map(|((table, _), touched)| {
            let columns = columns_in_use(context.accounts, *table, &touched.rows);
            (columns.len() > 1)
                .then(|| search.moved(*table, &columns, &touched.rows))
                .flatten()
        })
    })
}

/// What the broken relations say of one column.
#[derive(Debug, Default)]
struct Touched {
    relations: usize,
    /// Rows that any of them speaks of.
    rows: BTreeSet<u32>,
    /// Rows that all of them speak of.
    shared: BTreeSet<u32>,
}

impl Touched {
    fn add(&mut self, rows: &BTreeSet<u32>) {
        if self.relations == 0 {
            self.shared.clone_from(rows);
        }
        self.relations += 1;
        self.shared.retain(|row| rows.contains(row));
        self.rows.extend(rows);
    }
}

/// Columns of amounts that print anything in these rows.
fn columns_in_use(accounts: &Accounts, table: TableRef, rows: &BTreeSet<u32>) -> Vec<u16> {
    let Some(table) = accounts.table(table) else {
        return Vec::new();
    };
    let columns = (0..).zip(&table.spec().columns);
    columns
        .filter(|(_, column)| column.kind == ColumnKind::Money)
        .map(|(index, _)| index)
        .filter(|column| {
            let mut cells = rows.iter().map(|row| table.place(*row as usize, *column));
            cells.any(|place| accounts.cell(place).is_present())
        })
        .collect()
}

struct Search<'a, 'b> {
    context: &'a Context<'a>,
    evidence: &'a Evidence<'b>,
    open: &'a [Open],
}

impl Search<'_, '_> {
    fn moved(&self, table: TableRef, columns: &[u16], rows: &BTreeSet<u32>) -> Option<Found> {
        let table = self.context.accounts.table(table)?;
        let probe = self.open.iter().find(|one| {
            let mut places = one.relation.places();
            places.any(|p| p.table_ref() == table.id && columns.contains(&p.column))
        })?;
        let reach: &[i32] = if columns.len() == 1 {
            &[1, -1]
        } else {
            &[1, -1, 2, -2, 3, -3]
        };
        for moved in moves(rows, u32::try_from(table.rows.len()).ok()?, reach) {
            for rest in [Rest::Turned, Rest::Zero, Rest::Solved] {
                let Some(changes) = self.changes(table, columns, moved, rest) else {
                    continue;
                };
                let mends_probe = changes.touch(&probe.relation)
                    && judge(&changes, &probe.relation) != Verdict::Broken;
                if !mends_probe {
                    continue;
                }
                if let Some(mended) = self.mended(&changes) {
                    return Some(Found {
                        mistake: self.mistake(table, columns, moved, &changes, &mended),
                        changes,
                        mended,
                    });
                }
            }
        }
        None
    }

    /// The figures as they would stand; `None` when a cell holds no figure or nothing changes.
    fn changes(&self, table: &Table, columns: &[u16], moved: Move, rest: Rest) -> Option<Changes> {
        let accounts = self.context.accounts;
        let mut changes = Changes::default();
        // Zeros fit anywhere, so only figures that move say that something was moved.
        let mut telling = 0;
        let mut lost = Vec::new();
        for column in columns {
            for row in moved.first..=moved.last {
                let place = table.place(row as usize, *column);
                let own = Figure::at(accounts, place).ok()?;
                let from = moved.source(row);
                let value = match (from, rest) {
                    (Some(from), _) => base(accounts, table.place(from as usize, *column))?,
                    (None, Rest::Turned) => {
                        base(accounts, table.place(moved.wrapped(row) as usize, *column))?
                    }
                    (None, Rest::Zero) => Decimal::ZERO,
                    (None, Rest::Solved) => {
                        lost.push(place);
                        continue;
                    }
                };
                let value = value.checked_div(own.unit.factor())?;
                if value != own.value {
                    telling += usize::from(!value.is_zero());
                    changes.add(Change::Value(place, value));
                }
            }
        }
        if matches!(rest, Rest::Solved) {
            // Two unknown figures would explain anything.
            let ([place], true) = (lost.as_slice(), columns.len() == 1) else {
                return None;
            };
            let solved = self.solved(&changes, *place)?;
            let own = Figure::at(accounts, *place).ok()?;
            if solved != Change::Value(*place, own.value) {
                changes.add(solved);
            }
        }
        (telling >= FEWEST).then_some(changes)
    }

    /// The figure that mends a sum in which nothing else is unknown.
    fn solved(&self, changes: &Changes, place: Place) -> Option<Change> {
        let relation = &self
            .open
            .iter()
            .find(|one| one.relation.places().any(|other| other == place))?
            .relation;
        figure::mending(&changes.apply(relation), place).map(|value| Change::Value(place, value))
    }

    /// The open relations that the changes mend, when that is every one that they touch and
    /// nothing that held is broken.
    fn mended(&self, changes: &Changes) -> Option<Vec<usize>> {
        let mut mended = Vec::new();
        let mut known: BTreeSet<Id> = BTreeSet::new();
        for (index, one) in self.open.iter().enumerate() {
            known.extend(&one.group);
            if changes.touch(&one.relation) {
                if judge(changes, &one.relation) == Verdict::Broken {
                    return None;
                }
                mended.push(index);
            }
        }
        if mended.len() < FEWEST {
            return None;
        }
        let others: BTreeSet<Id> = changes
            .places()
            .flat_map(|place| self.evidence.at(place).map(|(id, _)| id))
            .filter(|id| !known.contains(id))
            .collect();
        let breaks = others.iter().any(|id| {
            let tested = self.evidence.get(*id);
            !tested.is_broken() && judge(changes, &tested.relation) == Verdict::Broken
        });
        (!breaks).then_some(mended)
    }

    fn mistake(
        &self,
        table: &Table,
        columns: &[u16],
        moved: Move,
        changes: &Changes,
        mended: &[usize],
    ) -> Mistake {
        let accounts = self.context.accounts;
        let places: Vec<Place> = changes.places().collect();
        let edits: Vec<CellEdit> = places
            .iter()
            .filter_map(|place| {
                let value = changes.value(*place)?;
                Some(CellEdit::new(*place, typed(accounts, *place, value)))
            })
            .collect();
        let text = message(table, columns, moved);
        let kind = if columns.len() == 1 {
            CauseKind::ShiftedColumn
        } else {
            CauseKind::PastedBlock
        };
        let many = mended.len();
        let proof = Text::new(
            format!("移回原行后，{many} 处不平全部消除"),
            format!("moved back, all {many} broken relations hold"),
        );
        Mistake {
            broken: mended
                .iter()
                .map(|index| self.open[*index].broke())
                .collect(),
            at: places,
            message: Some(text),
            expected: None,
            cause: Some(Cause::new(kind, proof)),
            fixes: vec![Fix {
                title: Text::new(
                    format!("将 {} 个单元格的数字移回原行", edits.len()),
                    format!("Move {} figures back to their rows", edits.len()),
                ),
                certainty: Certainty::Review,
                edits,
            }],
            after: None,
        }
    }
}

impl Move {
    /// The row on which the figure of `row` is printed, if it was not lost.
    fn source(self, row: u32) -> Option<u32> {
        let from = row.checked_add_signed(self.by)?;
        (self.first..=self.last).contains(&from).then_some(from)
    }

    /// The row at the other end from which a lost figure comes when the stretch was turned.
    fn wrapped(self, row: u32) -> u32 {
        let length = i64::from(self.last - self.first) + 1;
        let offset = i64::from(row) - i64::from(self.first) + i64::from(self.by);
        let wrapped = i64::from(self.first) + offset.rem_euclid(length);
        u32::try_from(wrapped).unwrap_or(row)
    }
}

/// The moves to be tried: stretches of the rows that broken relations speak of.
fn moves(rows: &BTreeSet<u32>, count: u32, reach: &[i32]) -> Vec<Move> {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Vec::new();
    };
    let (low, high) = (first.saturating_sub(1), (last + 1).min(count - 1));
    let mut stretches = Vec::new();
    if high - low < MOST_ROWS {
        for start in low..=high {
            stretches.extend((start + 1..=high).map(|end| (start, end)));
        }
        stretches.sort_by_key(|(start, end)| std::cmp::Reverse(end - start));
    } else {
        for start in [*first, low] {
            stretches.extend([*last, high].map(|end| (start, end)));
        }
    }
    let all = stretches.into_iter().flat_map(|(first, last)| {
        let near = reach
            .iter()
            .filter(move |by| by.unsigned_abs() <= last - first);
        near.map(move |by| Move {
            first,
            last,
            by: *by,
        })
    });
    all.collect()
}

/// The printed amount in base units; blank is zero.
fn base(accounts: &Accounts, place: Place) -> Option<Decimal> {
    match accounts.cell(place) {
        Cell::Number(printed) if printed.unit != Unit::Percent => printed.base_value(),
        Cell::Blank => Some(Decimal::ZERO),
        _ => None,
    }
}

fn message(table: &Table, columns: &[u16], moved: Move) -> Text {
    let spec = table.spec();
    let row = |row: u32| table.rows[row as usize].label(spec);
    let (first, last) = (row(moved.first), row(moved.last));
    let places = moved.by.unsigned_abs();
    let (zh, en) = if moved.by > 0 {
        ("下", "down")
    } else {
        ("上", "up")
    };
    let what = match columns {
        [column] => {
            let title = &spec.columns[usize::from(*column)].title;
            Text::new(
                format!("“{}”列", title.zh),
                format!("column “{}”", title.en),
            )
        }
        _ => Text::new("各列", "all columns"),
    };
    Text::new(
        format!(
            "《{}》{}从“{}”到“{}”的数字整体{zh}移了 {places} 行",
            spec.title.zh, what.zh, first.zh, last.zh
        ),
        format!(
            "{}, {}: the figures from “{}” to “{}” stand {places} row(s) too far {en}",
            spec.title.en, what.en, first.en, last.en
        ),
    )
}
