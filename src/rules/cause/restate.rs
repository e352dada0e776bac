//! What the rules would say of accounts in which a row were another: its code, its name, one row
//! more or one row less.
//!
//! Which cells a sum adds up and which rows two tables share follows from the codes, so changed
//! figures cannot tell: the rules that read the table state anew what they ask.

use std::collections::BTreeSet;

use crate::model::{Accounts, Cell, Place, Printed, Row, RowKind, Table, TableRef};
use crate::relation::{Outcome, Relation, RuleCode, decide};
use crate::rules::{Checks, Context, Flaw, Level, Reads, Statement};

/// A row that may be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowChange {
    /// The row has this code.
    Code(u32, String),
    /// Two rows have each other's codes.
    Codes([u32; 2]),
    /// The row has this name.
    Name(u32, String),
    /// The row stands there twice.
    Remove(u32),
    /// A row is missing before another: code, name, and its amounts by column.
    Insert {
        before: u32,
        code: String,
        name: String,
        amounts: Vec<(u16, Printed)>,
    },
}

/// The cells of a relation or a flaw, by the rows of the accounts as they are.
type Key = (RuleCode, BTreeSet<Place>);

/// What rules find wrong.
#[derive(Debug, Default)]
pub(super) struct Said {
    broken: BTreeSet<Key>,
    flaws: BTreeSet<Key>,
}

/// What a changed row mends.
#[derive(Debug, Default)]
pub(super) struct Mended {
    broken: BTreeSet<Key>,
    flaws: BTreeSet<Key>,
}

impl Mended {
    /// How much.
    pub(super) fn count(&self) -> usize {
        self.broken.len() + self.flaws.len()
    }

    /// Whether it mends this relation.
    pub(super) fn has(&self, relation: &Relation) -> bool {
        self.broken
            .contains(&(relation.rule, relation.places().collect()))
    }

    /// Whether it mends this flaw.
    pub(super) fn has_flaw(&self, rule: RuleCode, flaw: &Flaw) -> bool {
        let places: BTreeSet<Place> = flaw.places.iter().copied().collect();
        self.flaws.contains(&(rule, places))
    }
}

/// What the rules that read a table find wrong.
pub(super) fn said(context: &Context<'_>, id: TableRef) -> Said {
    said_with(context, id, &|place| place)
}

fn said_with(context: &Context<'_>, id: TableRef, origin: &dyn Fn(Place) -> Place) -> Said {
    let mut said = Said::default();
    for rule in crate::rules::all() {
        let reads = match rule.reads() {
            Reads::All => true,
            Reads::Tables(tables) => tables.contains(&id.table),
        };
        if !reads {
            continue;
        }
        let mut checks = Checks::default();
        rule.state(context, &mut checks);
        for check in checks.all {
            match check.statement {
                Statement::Relation(relation) => {
                    if matches!(decide(&relation), Outcome::Broken(_)) {
                        let places = relation.places().map(origin).collect();
                        said.broken.insert((check.rule, places));
                    }
                }
                Statement::Flaw(flaw) if check.level < Level::Note => {
                    let places = flaw.places.iter().map(|place| origin(*place)).collect();
                    said.flaws.insert((check.rule, places));
                }
                _ => {}
            }
        }
    }
    said
}

/// What a changed row mends; `None` when it breaks what held, or mends nothing.
pub(super) fn mended(
    context: &Context<'_>,
    before: &Said,
    id: TableRef,
    change: &RowChange,
) -> Option<Mended> {
    let accounts = changed(context.accounts, id, change)?;
    let context = Context {
        accounts: &accounts,
        ..*context
    };
    let origin = |place: Place| {
        if place.table_ref() != id {
            return place;
        }
        let row = match change {
            RowChange::Insert { before, .. } if place.row == *before => u32::MAX,
            RowChange::Insert { before, .. } if place.row > *before => place.row - 1,
            RowChange::Remove(row) if place.row >= *row => place.row + 1,
            _ => place.row,
        };
        Place { row, ..place }
    };
    let after = said_with(&context, id, &origin);
    if after.broken.difference(&before.broken).next().is_some() {
        return None;
    }
    // A flaw of several rows may shrink.
    let is_new = |(rule, places): &Key| {
        let mut known = before.flaws.iter();
        !known.any(|(other, all)| other == rule && places.is_subset(all))
    };
    if after.flaws.iter().any(is_new) {
        return None;
    }
    let mended = Mended {
        broken: before.broken.difference(&after.broken).cloned().collect(),
        flaws: before.flaws.difference(&after.flaws).cloned().collect(),
    };
    (mended.count() > 0).then_some(mended)
}

/// The accounts with the changed row.
fn changed(accounts: &Accounts, id: TableRef, change: &RowChange) -> Option<Accounts> {
    let mut accounts = accounts.clone();
    let table = accounts.tables.iter_mut().find(|table| table.id == id)?;
    match change {
        RowChange::Code(row, code) => recode(table, *row, code)?,
        RowChange::Codes([first, second]) => {
            let one = table.rows.get(*first as usize)?.code.clone();
            let other = table.rows.get(*second as usize)?.code.clone();
            recode(table, *first, &other)?;
            recode(table, *second, &one)?;
        }
        RowChange::Name(row, name) => {
            table.rows.get_mut(*row as usize)?.name = name.as_str().into();
        }
        RowChange::Remove(row) => {
            if (*row as usize) < table.rows.len() {
                table.rows.remove(*row as usize);
            }
        }
        RowChange::Insert {
            before,
            code,
            name,
            amounts,
        } => {
            let row = inserted(table, code, name, amounts)?;
            table
                .rows
                .insert((*before as usize).min(table.rows.len()), row);
        }
    }
    Some(accounts)
}

fn recode(table: &mut Table, row: u32, code: &str) -> Option<()> {
    let spec = fixed_row(table, code, table.rows.get(row as usize)?);
    let row = table.rows.get_mut(row as usize)?;
    row.code = code.into();
    row.kind = kind(code)?;
    row.spec = spec;
    Some(())
}

/// The row of the form with this code, in the half of another row.
fn fixed_row(table: &Table, code: &str, like: &Row) -> Option<u16> {
    let row = table.spec().row(code, like.side)?;
    u16::try_from(row).ok()
}

fn kind(code: &str) -> Option<RowKind> {
    match code.len() {
        3 => Some(RowKind::Class),
        5 => Some(RowKind::Subclass),
        7 => Some(RowKind::Item),
        _ => None,
    }
}

fn inserted(table: &Table, code: &str, name: &str, amounts: &[(u16, Printed)]) -> Option<Row> {
    let like = table.rows.iter().find(|row| !row.code.is_empty())?;
    let mut cells: Vec<Cell> = like
        .cells
        .iter()
        .map(|cell| {
            if cell.is_present() {
                Cell::Blank
            } else {
                Cell::Absent
            }
        })
        .collect();
    for (column, printed) in amounts {
        *cells.get_mut(usize::from(*column))? = Cell::Number(*printed);
    }
    Some(Row {
        name: name.into(),
        code: code.into(),
        kind: kind(code)?,
        side: like.side,
        spec: fixed_row(table, code, like),
        source: None,
        spans: None,
        cells,
    })
}
