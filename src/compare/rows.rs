//! Which rows of several printings of one table are the same row.
//!
//! Rows are the same when code and name agree, or when they are the same row of the form. A row whose code stands under
//! another official name of that code is the same too. Everything else is only suggested: nothing is guessed.

use std::collections::BTreeMap;

use crate::model::{
    Classification, Row, RowKindSpec, Side, Table, TableSpec, lookup_code, normal_name,
};

/// A row over several tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Matched {
    /// Its index in each table that has it.
    pub(super) at: Vec<Option<usize>>,
}

/// Two rows that may be one: indices among the matched rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) first: usize,
    pub(super) second: usize,
    pub(super) kind: PairKind,
}

/// Why two rows may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PairKind {
    /// The code is the same, the name is not.
    SameCode,
    /// The name is the same, the code is not.
    SameName,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// A row of the form.
    Form(u16),
    /// Half, code, name.
    Printed(Option<Side>, String, String),
}

impl Key {
    fn of(row: &Row) -> Self {
        match row.spec {
            Some(spec) => Self::Form(spec),
            None => Self::Printed(row.side, row.code.to_string(), normal_name(&row.name)),
        }
    }
}

/// The rows of several printings of a table, in the order of the last one; rows that only earlier ones have stand behind
/// the row that they stood behind there.
pub(super) fn match_rows(spec: &TableSpec, tables: &[Option<&Table>]) -> (Vec<Matched>, Vec<Pair>) {
    let mut union = Union::default();
    for (index, table) in tables.iter().enumerate().rev() {
        if let Some(table) = table {
            union.add(index, tables.len(), table);
        }
    }
    let mut rows = union.ordered();
    let mut pairs = pairs(tables, &rows);
    let official: Vec<Pair> = pairs
        .iter()
        .filter(|pair| {
            pair.kind == PairKind::SameCode
                && is_official(
                    spec,
                    printed(tables, &rows[pair.first]),
                    printed(tables, &rows[pair.second]),
                )
        })
        .copied()
        .collect();
    if !official.is_empty() {
        for pair in &official {
            join(&mut rows, pair.first, pair.second);
        }
        rows.retain(|row| row.at.iter().any(Option::is_some));
        pairs = self::pairs(tables, &rows);
    }
    (rows, pairs)
}

/// Moves what the second row has into the first; the second is left empty.
pub(super) fn join(rows: &mut [Matched], first: usize, second: usize) {
    let moved: Vec<Option<usize>> = rows[second].at.iter_mut().map(Option::take).collect();
    for (into, from) in rows[first].at.iter_mut().zip(moved) {
        *into = into.or(from);
    }
}

/// Rows as a linked list, so that putting one in the middle costs nothing.
#[derive(Default)]
struct Union {
    rows: Vec<Matched>,
    next: Vec<Option<usize>>,
    first: Option<usize>,
    known: BTreeMap<(Key, usize), usize>,
}

impl Union {
    fn add(&mut self, index: usize, width: usize, table: &Table) {
        let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
        let mut previous = None;
        for (row, printed) in table.rows.iter().enumerate() {
            let key = Key::of(printed);
            // Rows that print the same are told apart by their order.
            let nth = seen.entry(key.clone()).or_default();
            let known = (key, *nth);
            *nth += 1;
            let at = if let Some(at) = self.known.get(&known) {
                *at
            } else {
                let at = self.insert_after(previous, width);
                self.known.insert(known, at);
                at
            };
            self.rows[at].at[index] = Some(row);
            previous = Some(at);
        }
    }

    fn insert_after(&mut self, previous: Option<usize>, width: usize) -> usize {
        let at = self.rows.len();
        self.rows.push(Matched {
            at: vec![None; width],
        });
        let link = match previous {
            Some(previous) => &mut self.next[previous],
            None => &mut self.first,
        };
        let following = link.replace(at);
        self.next.push(following);
        at
    }

    fn ordered(mut self) -> Vec<Matched> {
        let mut ordered = Vec::with_capacity(self.rows.len());
        let mut at = self.first;
        while let Some(row) = at {
            ordered.push(Matched {
                at: std::mem::take(&mut self.rows[row].at),
            });
            at = self.next[row];
        }
        ordered
    }
}

/// The row as its last printing has it.
fn printed<'a>(tables: &[Option<&'a Table>], row: &Matched) -> Option<&'a Row> {
    let (table, at) = tables
        .iter()
        .zip(&row.at)
        .rev()
        .find_map(|(table, at)| table.zip(*at))?;
    table.rows.get(at)
}

/// Rows of one code or of one name that no printing has both of, where there is no third.
fn pairs(tables: &[Option<&Table>], rows: &[Matched]) -> Vec<Pair> {
    let mut codes: BTreeMap<(Option<Side>, &str), Vec<usize>> = BTreeMap::new();
    let mut names: BTreeMap<(Option<Side>, String), Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        // A row that every printing has wants no partner.
        if row
            .at
            .iter()
            .zip(tables)
            .all(|(at, table)| at.is_some() || table.is_none())
        {
            continue;
        }
        let Some(printed) = printed(tables, row).filter(|row| !row.code.is_empty()) else {
            continue;
        };
        codes
            .entry((printed.side, &printed.code))
            .or_default()
            .push(index);
        if !printed.name.is_empty() {
            let name = normal_name(&printed.name);
            names.entry((printed.side, name)).or_default().push(index);
        }
    }
    let by_code = codes.into_values().map(|group| (group, PairKind::SameCode));
    let by_name = names.into_values().map(|group| (group, PairKind::SameName));
    let mut pairs: Vec<Pair> = by_code
        .chain(by_name)
        .filter_map(|(group, kind)| match group.as_slice() {
            [first, second] if disjoint(&rows[*first], &rows[*second]) => Some(Pair {
                first: *first,
                second: *second,
                kind,
            }),
            _ => None,
        })
        .collect();
    pairs.sort_unstable();
    pairs
}

fn disjoint(first: &Matched, second: &Matched) -> bool {
    first
        .at
        .iter()
        .zip(&second.at)
        .all(|(first, second)| first.is_none() || second.is_none())
}

/// Whether both names are or were the official name of their common code.
fn is_official(spec: &TableSpec, first: Option<&Row>, second: Option<&Row>) -> bool {
    let (Some(first), Some(second)) = (first, second) else {
        return false;
    };
    let classification = match spec.row_kind {
        RowKindSpec::Economic => Classification::Economic,
        RowKindSpec::Functional | RowKindSpec::Halves => Classification::Functional,
        RowKindSpec::Fixed | RowKindSpec::Free => return false,
    };
    let Some(entry) = lookup_code(classification, &first.code) else {
        return false;
    };
    let official = |row: &Row| {
        let printed = normal_name(&row.name);
        let former = entry.former.iter().map(|(name, _)| name);
        std::iter::once(&entry.name)
            .chain(former)
            .any(|name| normal_name(name) == printed)
    };
    official(first) && official(second)
}
