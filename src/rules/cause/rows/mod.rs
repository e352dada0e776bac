//! Rows that are missing or stand twice, codes and names that are not those of their rows.
//!
//! One such row breaks the sums above it, the comparisons with other tables and the rules of
//! codes at once. It is supposed to be right, and the rules are asked again; what mends most is
//! taken. Nothing is inserted by guess: a missing row is named, the user adds it.

mod sums;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Accounts, Classification, Evidence as Attested, Place, Printed, Row, RowKindSpec, Table,
    TableRef, lookup_code, normal_name, search_codes,
};
use crate::relation::RuleCode;
use crate::rules::Context;

use super::Mistake;
use super::evidence::Evidence;
use super::restate::{self, Mended, RowChange};
use super::shape::Sheet;
use super::solve::Open;

pub(super) use sums::left_out;

/// Rules that speak of codes, names and rows.
const NAME: RuleCode = RuleCode::standard(109);
const PARENT: RuleCode = RuleCode::standard(110);
/// More hypotheses than this are no explanation.
const MOST: usize = 12;
/// Rows of which the rules are asked anew, all hypotheses of a table taken together: a table of
/// thousands of rows is asked once or not at all.
const MOST_STATED: usize = 40_000;

/// A row that is wrong.
pub(super) struct Found {
    /// The mistake.
    pub mistake: Mistake,
    /// Positions of the open relations that it explains.
    pub mended: Vec<usize>,
}

/// A wrong row among the open relations and the flaws not yet explained.
pub(super) fn find(
    context: &Context<'_>,
    evidence: &Evidence<'_>,
    open: &[Open],
    explained: &BTreeSet<usize>,
) -> Option<Found> {
    let search = Search {
        context,
        evidence,
        open,
        explained,
    };
    let mut proposed: BTreeMap<TableRef, Vec<RowChange>> = BTreeMap::new();
    search.by_flaws(&mut proposed);
    search.by_sums(&mut proposed);
    let rows = context.accounts.tables.iter().map(|table| table.rows.len());
    let most = MOST.min(MOST_STATED / rows.sum::<usize>().max(1));
    let mut best: Option<(usize, u8, TableRef, RowChange, Mended)> = None;
    for (id, mut changes) in proposed {
        changes.dedup();
        changes.truncate(most);
        if changes.is_empty() {
            continue;
        }
        let before = restate::said(context, id);
        for change in changes {
            let Some(mended) = restate::mended(context, &before, id, &change) else {
                continue;
            };
            let weight = mended.count() * 2 + search.attested(id, &change);
            let cost = u8::from(matches!(change, RowChange::Codes(_)));
            let is_better = best.as_ref().is_none_or(|(known, least, ..)| {
                weight > *known || (weight == *known && cost < *least)
            });
            if is_better {
                best = Some((weight, cost, id, change, mended));
            }
        }
    }
    let (_, _, id, change, mended) = best?;
    search.found(id, &change, &mended)
}

struct Search<'a, 'b> {
    context: &'a Context<'a>,
    evidence: &'a Evidence<'b>,
    open: &'a [Open],
    explained: &'a BTreeSet<usize>,
}

/// The code list of a table's rows.
fn list_of(table: &Table) -> Option<Classification> {
    match table.spec().row_kind {
        RowKindSpec::Functional | RowKindSpec::Halves => Some(Classification::Functional),
        RowKindSpec::Economic => Some(Classification::Economic),
        RowKindSpec::Fixed | RowKindSpec::Free => None,
    }
}

impl<'a> Search<'a, '_> {
    fn accounts(&self) -> &'a Accounts {
        self.context.accounts
    }

    /// Rows that flaws of codes and names speak of.
    ///
    /// Many misnamed rows are a list of another year or region, and no slip of the hand.
    fn by_flaws(&self, proposed: &mut BTreeMap<TableRef, Vec<RowChange>>) {
        const FEW: usize = 8;
        let flaws = self.evidence.flaws().iter();
        if flaws.filter(|flawed| flawed.rule == NAME).count() > FEW {
            return;
        }
        let mut misnamed: BTreeMap<TableRef, Vec<u32>> = BTreeMap::new();
        for (index, flawed) in self.evidence.flaws().iter().enumerate() {
            if self.explained.contains(&index) {
                continue;
            }
            let Some(place) = flawed.flaw.places.first() else {
                continue;
            };
            let Some(table) = self.accounts().table(place.table_ref()) else {
                continue;
            };
            let changes = proposed.entry(table.id).or_default();
            if flawed.rule == NAME && flawed.flaw.places.len() == 1 {
                misnamed.entry(table.id).or_default().push(place.row);
                changes.extend(self.codes(table, place.row));
                changes.extend(name(table, place.row));
            } else if flawed.rule == PARENT {
                for place in flawed.flaw.places.iter().take(FEW) {
                    changes.extend(self.parent(table, place.row));
                }
            } else if let [second, first] = flawed.flaw.places.as_slice()
                && let (Some(one), Some(other)) = (row(table, first.row), row(table, second.row))
                && second.column == Place::NAME
                && one.code == other.code
            {
                changes.push(RowChange::Remove(second.row));
            }
        }
        for (id, rows) in misnamed {
            let pairs = rows.iter().enumerate().flat_map(|(index, first)| {
                rows[index + 1..].iter().map(|second| [*first, *second])
            });
            let changes = proposed.entry(id).or_default();
            changes.extend(pairs.take(MOST).map(RowChange::Codes));
        }
    }

    /// Codes that a row may have instead of its own: those that its name has elsewhere in the
    /// file, and those of the list that one slip turns into what is printed.
    fn codes(&self, table: &Table, at: u32) -> Vec<RowChange> {
        let (Some(own), Some(list)) = (row(table, at), list_of(table)) else {
            return Vec::new();
        };
        let name = normal_name(&own.name);
        let mut codes: BTreeSet<String> = BTreeSet::new();
        for other in &self.accounts().tables {
            if list_of(other) == Some(list) && other.id != table.id {
                let named = other
                    .rows
                    .iter()
                    .filter(|row| normal_name(&row.name) == name);
                codes.extend(named.map(|row| row.code.to_string()));
            }
        }
        for entry in search_codes(list, &own.name) {
            if normal_name(&entry.name) == name && is_slip(&entry.code, &own.code) {
                codes.insert(entry.code.clone());
            }
        }
        codes.retain(|code| {
            !code.is_empty()
                && *code != *own.code
                && table.rows.iter().all(|row| *row.code != **code)
        });
        let codes = codes.into_iter().map(|code| RowChange::Code(at, code));
        codes.collect()
    }

    /// The row above one that has none.
    fn parent(&self, table: &Table, at: u32) -> Option<RowChange> {
        let own = row(table, at)?;
        let code = own.code.get(..own.code.len().checked_sub(2)?)?;
        let below =
            |other: &Row| other.code.len() == code.len() + 2 && other.code.starts_with(code);
        let children: Vec<u32> = (0..)
            .zip(&table.rows)
            .filter(|(_, row)| below(row))
            .map(|(index, _)| index)
            .collect();
        let before = *children.first()?;
        let sheet = Sheet::of(self.accounts(), table);
        let amounts = sheet.columns.iter().filter_map(|column| {
            let figures = children
                .iter()
                .filter_map(|row| sheet.figure(*row, *column));
            sums::sum(figures).map(|printed| (*column, printed))
        });
        Some(RowChange::Insert {
            before,
            code: code.to_owned(),
            name: self.name_of(table, code)?,
            amounts: amounts.collect(),
        })
    }

    /// Rows that sums lack or count twice.
    fn by_sums(&self, proposed: &mut BTreeMap<TableRef, Vec<RowChange>>) {
        let mut lacking: BTreeMap<(TableRef, u32), Vec<(u16, Printed)>> = BTreeMap::new();
        for one in self.open {
            let places = one.relation.places();
            let tables: BTreeSet<TableRef> = places.map(Place::table_ref).collect();
            for table in tables.iter().filter_map(|id| self.accounts().table(*id)) {
                let again = sums::repeated(table, one);
                if !again.is_empty() {
                    proposed.entry(table.id).or_default().extend(again);
                }
            }
            let Some((total, gap)) = sums::lack(one) else {
                continue;
            };
            let Some(table) = self.accounts().table(total.place.table_ref()) else {
                continue;
            };
            if gap.value.is_sign_positive() {
                let key = (table.id, total.place.row);
                lacking
                    .entry(key)
                    .or_default()
                    .push((total.place.column, gap));
            }
        }
        let mut sums: BTreeMap<TableRef, usize> = BTreeMap::new();
        for ((id, above), amounts) in lacking {
            // Many sums that lack something do not lack a row each.
            let looked = sums.entry(id).or_default();
            *looked += 1;
            let Some(table) = self.accounts().table(id).filter(|_| *looked <= MOST) else {
                continue;
            };
            let missing = self.missing(table, above);
            let before = sums::before(table, above);
            let inserted = missing.into_iter().map(|(code, name)| RowChange::Insert {
                before,
                code,
                name,
                amounts: amounts.clone(),
            });
            proposed.entry(id).or_default().extend(inserted);
        }
    }

    /// Rows below one that other tables print, or that the form has and this table has not.
    fn missing(&self, table: &Table, above: u32) -> Vec<(String, String)> {
        let (Some(above), Some(list)) = (row(table, above), list_of(table)) else {
            return Vec::new();
        };
        let length = match above.code.len() {
            0 => 3,
            digits => digits + 2,
        };
        let has = |code: &str| table.rows.iter().any(|row| *row.code == *code);
        let mut codes: BTreeSet<String> = BTreeSet::new();
        for other in &self.accounts().tables {
            if list_of(other) != Some(list) || other.id.period != table.id.period {
                continue;
            }
            let rows = other.rows.iter().filter(|row| {
                row.code.len() == length && row.code.starts_with(&*above.code) && !has(&row.code)
            });
            let telling = rows.filter(|row| {
                let mut cells = row.cells.iter().filter_map(|cell| cell.number());
                cells.any(|number| !number.value.is_zero())
            });
            codes.extend(telling.map(|row| row.code.to_string()));
        }
        let named = codes.into_iter().filter_map(|code| {
            let name = self.name_of(table, &code)?;
            Some((code, name))
        });
        named.collect()
    }

    /// The name of a code: that of the list, or what another table prints.
    fn name_of(&self, table: &Table, code: &str) -> Option<String> {
        let list = list_of(table)?;
        if let Some(entry) = lookup_code(list, code) {
            return Some(entry.name.clone());
        }
        let tables = self.accounts().tables.iter();
        let mut rows = tables
            .filter(|other| list_of(other) == Some(list))
            .flat_map(|other| &other.rows);
        let row = rows.find(|row| *row.code == *code)?;
        Some(row.name.to_string())
    }

    /// Whether another table prints code and name together as a change has them.
    fn attested(&self, id: TableRef, change: &RowChange) -> usize {
        let Some(table) = self.accounts().table(id) else {
            return 0;
        };
        let (code, name) = match change {
            RowChange::Code(at, code) => match row(table, *at) {
                Some(row) => (code.clone(), row.name.to_string()),
                None => return 0,
            },
            RowChange::Name(at, name) => match row(table, *at) {
                Some(row) => (row.code.to_string(), name.clone()),
                None => return 0,
            },
            RowChange::Insert { code, name, .. } => (code.clone(), name.clone()),
            RowChange::Codes(_) | RowChange::Remove(_) => return 0,
        };
        let mut others = self.accounts().tables.iter().filter(|other| {
            other.id != id && other.id.period == id.period && list_of(other) == list_of(table)
        });
        let prints = |row: &Row| *row.code == *code && normal_name(&row.name) == normal_name(&name);
        usize::from(others.any(|other| other.rows.iter().any(prints)))
    }

    fn found(&self, id: TableRef, change: &RowChange, mended: &Mended) -> Option<Found> {
        let table = self.accounts().table(id)?;
        let positions: Vec<usize> = (0..self.open.len())
            .filter(|index| {
                let mut group = self.open[*index].group.iter();
                group.any(|id| mended.has(&self.evidence.get(*id).relation))
            })
            .collect();
        let flaws: Vec<usize> = (0..)
            .zip(self.evidence.flaws())
            .filter(|(index, flawed)| {
                !self.explained.contains(index) && mended.has_flaw(flawed.rule, flawed.flaw)
            })
            .map(|(index, _)| index)
            .collect();
        if positions.is_empty() && flaws.is_empty() {
            return None;
        }
        let told = told::tell(table, change, positions.len() + flaws.len())?;
        Some(Found {
            mistake: Mistake {
                broken: positions
                    .iter()
                    .map(|index| self.open[*index].broke())
                    .collect(),
                flaws,
                ..told
            },
            mended: positions,
        })
    }
}

fn row(table: &Table, at: u32) -> Option<&Row> {
    table.rows.get(at as usize)
}

/// Whether one slip of the hand leads from one code to the other.
fn is_slip(right: &str, printed: &str) -> bool {
    let (right, printed) = (right.as_bytes(), printed.as_bytes());
    if right.len() != printed.len() {
        return false;
    }
    let differing: Vec<usize> = (0..right.len())
        .filter(|at| right[*at] != printed[*at])
        .collect();
    match differing.as_slice() {
        [_] => true,
        [first, second] => right[*first] == printed[*second] && right[*second] == printed[*first],
        _ => false,
    }
}

/// The name that the list has for the row's code, where it is known from print. An earlier name
/// is none that somebody mistook.
fn name(table: &Table, at: u32) -> Option<RowChange> {
    let own = row(table, at)?;
    let entry = lookup_code(list_of(table)?, &own.code)?;
    let mut former = entry.former.iter();
    let is_former = former.any(|(name, _)| normal_name(name) == normal_name(&own.name));
    let is_known = entry.evidence == Attested::Seen && !is_former;
    is_known.then(|| RowChange::Name(at, entry.name.clone()))
}
