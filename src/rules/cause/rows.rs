//! Rows that are missing or stand twice, codes and names that are not those of their rows.
//!
//! One such row breaks the sums above it, the comparisons with other tables and the rules of
//! codes at once. It is supposed to be right, and the rules are asked again; what mends most is
//! taken. Nothing is inserted by guess: a missing row is named, the user adds it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Accounts, CellEdit, Classification, Place, Printed, Row, RowKindSpec, Table, TableRef, Text,
    lookup_code, normal_name, search_codes,
};
use crate::relation::{Comparison, Figure, Outcome, Quantity, RuleCode, Side, Sign, decide};
use crate::rules::{Certainty, Context, Fix};

use super::evidence::Evidence;
use super::restate::{self, Mended, RowChange};
use super::shape::Sheet;
use super::solve::Open;
use super::{Cause, CauseKind, Mistake};

/// Rules that speak of codes, names and rows.
const NAME: RuleCode = RuleCode::standard(109);
const PARENT: RuleCode = RuleCode::standard(110);
/// More hypotheses than this are no explanation.
const MOST: usize = 12;

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
    let mut best: Option<(usize, u8, TableRef, RowChange, Mended)> = None;
    for (id, mut changes) in proposed {
        changes.dedup();
        changes.truncate(MOST);
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
    fn by_flaws(&self, proposed: &mut BTreeMap<TableRef, Vec<RowChange>>) {
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
                for place in &flawed.flaw.places {
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
            sum(figures).map(|printed| (*column, printed))
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
            let Some((total, gap)) = lack(one) else {
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
            } else {
                let changes = proposed.entry(table.id).or_default();
                changes.extend(repeated(table, one));
            }
        }
        for ((id, above), amounts) in lacking {
            let Some(table) = self.accounts().table(id) else {
                continue;
            };
            let missing = self.missing(table, above);
            let before = before(table, above);
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
        let told = tell(table, change, positions.len() + flaws.len())?;
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

/// The name that the list has for the row's code.
fn name(table: &Table, at: u32) -> Option<RowChange> {
    let entry = lookup_code(list_of(table)?, &row(table, at)?.code)?;
    Some(RowChange::Name(at, entry.name.clone()))
}

/// A row of the form that a table leaves out although it prints the others, empty ones too: what
/// a sum lacks may be its amount. Only an idea, since a form may be printed without it.
pub(super) fn left_out(accounts: &Accounts, one: &Open) -> Vec<Fix> {
    const EMPTY: usize = 3;
    const FEW: usize = 2;
    let Some((total, gap)) = lack(one).filter(|(_, gap)| gap.value.is_sign_positive()) else {
        return Vec::new();
    };
    let table = accounts.table(total.place.table_ref());
    let table = table.filter(|table| list_of(table) == Some(Classification::Economic));
    let Some((table, above)) = table.and_then(|table| Some((table, row(table, total.place.row)?)))
    else {
        return Vec::new();
    };
    let class = &*above.code;
    let is_empty = |row: &&Row| {
        let mut numbers = row.cells.iter().filter_map(|cell| cell.number());
        row.code.starts_with(class) && numbers.all(|number| number.value.is_zero())
    };
    let prints_all = table.rows.iter().filter(is_empty).count() >= EMPTY;
    let list = search_codes(Classification::Economic, class);
    let absent: Vec<_> = list
        .filter(|entry| entry.code.len() == 5 && entry.code.starts_with(class))
        .filter(|entry| table.rows.iter().all(|row| *row.code != *entry.code))
        .collect();
    if class.len() != 3 || !prints_all || absent.len() > FEW {
        return Vec::new();
    }
    let fixes = absent.iter().map(|entry| {
        let amounts = [(total.place.column, gap)];
        adding(table, &entry.code, &entry.name, &amounts)
    });
    fixes.collect()
}

/// The idea to add a row.
fn adding(table: &Table, code: &str, name: &str, amounts: &[(u16, Printed)]) -> Fix {
    let amounts = in_words(table, amounts);
    Fix {
        title: Text::new(
            format!("补上“{code} {name}”一行{}", amounts.zh),
            format!("Add the row {code} {name}{}", amounts.en),
        ),
        certainty: Certainty::Hint,
        edits: Vec::new(),
    }
}

/// Where a row below another one would stand: behind the last one that does.
fn before(table: &Table, above: u32) -> u32 {
    let Some(own) = row(table, above) else {
        return above;
    };
    let rows = (0..).zip(&table.rows);
    let below = rows.filter(|(_, row)| {
        !row.code.is_empty() && row.side == own.side && row.code.starts_with(&*own.code)
    });
    below
        .last()
        .map_or(above + 1, |(index, _): (u32, _)| index + 1)
}

/// Later rows of a sum that have the code of an earlier one.
fn repeated(table: &Table, one: &Open) -> Vec<RowChange> {
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut later = Vec::new();
    for place in one
        .relation
        .right
        .terms()
        .filter_map(|term| term.operand.figure())
    {
        let Some(row) = row(table, place.place.row) else {
            continue;
        };
        if !row.code.is_empty() && !seen.insert((&row.code, &row.name)) {
            later.push(RowChange::Remove(place.place.row));
        }
    }
    later
}

/// The total of a broken sum of one column, and what its parts lack.
fn lack(one: &Open) -> Option<(Figure, Printed)> {
    let (Side::Sum(left), Side::Sum(right)) = (&one.relation.left, &one.relation.right) else {
        return None;
    };
    let [total] = left.as_slice() else {
        return None;
    };
    let total = *total.operand.figure()?;
    let is_part = |figure: &Figure| {
        figure.place.table_ref() == total.place.table_ref()
            && figure.place.column == total.place.column
            && figure.place.row != total.place.row
    };
    let is_sum = one.relation.comparison == Comparison::Equal
        && right
            .iter()
            .all(|term| term.sign == Sign::Plus && term.operand.figure().is_some_and(is_part));
    let Outcome::Broken(broken) = decide(&one.relation) else {
        return None;
    };
    let base = broken
        .difference
        .value
        .checked_mul(broken.difference.unit.factor())?;
    let value = base.checked_div(total.unit.factor())?;
    is_sum.then(|| (total, printed(&total, value)))
}

fn printed(like: &Figure, value: rust_decimal::Decimal) -> Printed {
    Printed {
        value,
        unit: like.unit,
        decimals: u8::try_from(like.decimals).unwrap_or(u8::MAX),
        own_unit: false,
        as_text: false,
    }
}

fn sum<'a>(figures: impl Iterator<Item = &'a Figure>) -> Option<Printed> {
    let mut sum: Option<Printed> = None;
    for figure in figures {
        sum = Some(match sum {
            None => printed(figure, figure.value),
            Some(known) => Printed {
                value: known.value.checked_add(figure.value)?,
                decimals: known.decimals.max(u8::try_from(figure.decimals).ok()?),
                ..known
            },
        });
    }
    sum
}

/// A changed row in words.
fn tell(table: &Table, change: &RowChange, many: usize) -> Option<Mistake> {
    let title = &table.spec().title;
    let proof = Text::new(
        format!("改正后，{many} 处不符全部消除"),
        format!("put right, all {many} contradictions are gone"),
    );
    let code_at = |at: u32| table.place(at as usize, Place::CODE);
    let label = |at: u32| row(table, at).map(|row| row.label(table.spec()));
    let edit_code = |at: u32, code: &str| CellEdit::new(code_at(at), code);
    let (kind, message, at, edits) = match change {
        RowChange::Code(at, code) => {
            let (own, label) = (row(table, *at)?, label(*at)?);
            (
                CauseKind::WrongCode,
                Text::new(
                    format!(
                        "《{}》“{}”的编码应为 {code}，写成了 {}",
                        title.zh, label.zh, own.code
                    ),
                    format!(
                        "{}: the code of “{}” should be {code}, not {}",
                        title.en, label.en, own.code
                    ),
                ),
                vec![code_at(*at)],
                vec![edit_code(*at, code)],
            )
        }
        RowChange::Codes([first, second]) => {
            let (one, other) = (row(table, *first)?, row(table, *second)?);
            let (a, b) = (label(*first)?, label(*second)?);
            (
                CauseKind::WrongCode,
                Text::new(
                    format!(
                        "《{}》“{}”与“{}”两行的编码互相填反：{} 与 {}",
                        title.zh, a.zh, b.zh, one.code, other.code
                    ),
                    format!(
                        "{}: “{}” and “{}” have each other's codes, {} and {}",
                        title.en, a.en, b.en, one.code, other.code
                    ),
                ),
                vec![code_at(*first), code_at(*second)],
                vec![
                    edit_code(*first, &other.code),
                    edit_code(*second, &one.code),
                ],
            )
        }
        RowChange::Name(at, name) => {
            let own = row(table, *at)?;
            let place = table.place(*at as usize, Place::NAME);
            (
                CauseKind::WrongName,
                Text::new(
                    format!(
                        "《{}》科目 {} 的名称应为“{name}”，写成了“{}”",
                        title.zh, own.code, own.name
                    ),
                    format!("{}: {} is “{name}”, not “{}”", title.en, own.code, own.name),
                ),
                vec![place],
                vec![CellEdit::new(place, name)],
            )
        }
        RowChange::Remove(at) => {
            let own = row(table, *at)?;
            let place = table.place(*at as usize, Place::NAME);
            (
                CauseKind::RepeatedPart,
                Text::new(
                    format!("《{}》“{} {}”列了两行", title.zh, own.code, own.name),
                    format!("{}: {} {} stands in two rows", title.en, own.code, own.name),
                ),
                vec![place],
                Vec::new(),
            )
        }
        RowChange::Insert {
            before,
            code,
            name,
            amounts,
        } => {
            let amounts = in_words(table, amounts);
            (
                CauseKind::MissingPart,
                Text::new(
                    format!("《{}》缺少“{code} {name}”一行{}", title.zh, amounts.zh),
                    format!("{} lacks the row {code} {name}{}", title.en, amounts.en),
                ),
                vec![beside_missing(table, code, *before)],
                Vec::new(),
            )
        }
    };
    let fix = match change {
        RowChange::Insert {
            code,
            name,
            amounts,
            ..
        } => adding(table, code, name, amounts),
        RowChange::Remove(_) => Fix {
            title: Text::new("删去重复的一行", "Take out the second row"),
            certainty: Certainty::Hint,
            edits,
        },
        RowChange::Name(..) => Fix {
            title: Text::new("改正名称", "Correct the name"),
            certainty: Certainty::Review,
            edits,
        },
        RowChange::Code(..) | RowChange::Codes(_) => Fix {
            title: Text::new("改正编码", "Correct the code"),
            certainty: Certainty::Review,
            edits,
        },
    };
    Some(Mistake {
        broken: Vec::new(),
        flaws: Vec::new(),
        at,
        message: Some(message),
        expected: None,
        cause: Some(Cause::new(kind, proof)),
        fixes: vec![fix],
        after: None,
    })
}

/// The cell by which a missing row is shown: the row above it in the hierarchy, or its neighbour.
fn beside_missing(table: &Table, code: &str, before: u32) -> Place {
    let above = code.get(..code.len().saturating_sub(2)).unwrap_or_default();
    let rows = table.rows.iter();
    let parent = rows
        .clone()
        .position(|row| !above.is_empty() && *row.code == *above);
    let last = table.rows.len().saturating_sub(1);
    let row = parent.unwrap_or_else(|| (before as usize).min(last));
    table.place(row, Place::NAME)
}

fn in_words(table: &Table, amounts: &[(u16, Printed)]) -> Text {
    let told = amounts.iter().filter(|(_, amount)| !amount.value.is_zero());
    let told: Vec<Text> = told
        .map(|(column, amount)| {
            let title = &table.spec().columns[usize::from(*column)].title;
            let amount = Quantity {
                value: amount.value,
                unit: amount.unit,
                decimals: u32::from(amount.decimals),
            }
            .text();
            Text::new(
                format!("{} {}", title.zh, amount.zh),
                format!("{} {}", title.en, amount.en),
            )
        })
        .collect();
    if told.is_empty() {
        return Text::default();
    }
    let told = Text::join(&told, "、", ", ");
    Text::new(format!("（{}）", told.zh), format!(" ({})", told.en))
}
