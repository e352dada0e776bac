//! Which table a head belongs to, and which of its columns each column of the sheet is.

use std::collections::BTreeMap;

use crate::model::{ColumnKind, ColumnSpec, RowKindSpec, TableId, TableSpec};

use super::blocks::Block;
use super::words::{VALUE, bare, without_numeral};

/// How the columns of a sheet are columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fit {
    /// For each block, what each of its columns of amounts is.
    pub(super) blocks: Vec<Vec<Column>>,
}

/// What a column of amounts is in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// A column of the table.
    Is(u16),
    /// A column of the table in the row of an item: items stand side by side.
    Item(u16, u16),
    /// None of its columns.
    Other,
    /// A column that another one is as well.
    Same,
}

impl Fit {
    fn columns(&self) -> impl Iterator<Item = Column> {
        self.blocks.iter().flatten().copied()
    }

    /// How many columns are columns of the table.
    pub(super) fn known(&self) -> usize {
        let known = |column: &Column| matches!(column, Column::Is(_) | Column::Item(..));
        self.columns().filter(known).count()
    }

    /// Whether all columns are columns of the table.
    pub(super) fn is_whole(&self) -> bool {
        let known = self.known();
        known > 0 && known == self.columns().count()
    }

    /// Whether the items of the table stand side by side.
    pub(super) fn is_across(&self) -> bool {
        self.columns()
            .any(|column| matches!(column, Column::Item(..)))
    }

    fn has(&self, column: u16) -> bool {
        self.columns().any(|other| other == Column::Is(column))
    }
}

/// How the blocks of a head fit a table.
pub(super) fn fit(id: TableId, blocks: &[Block]) -> Fit {
    let spec = id.spec();
    if spec.row_kind == RowKindSpec::Fixed {
        let across = fit_across(spec, blocks);
        if across.known() >= 2 {
            return across;
        }
    }
    let blocks = blocks.iter().map(|block| {
        let found: Vec<Option<(u16, u8)>> = block
            .amounts
            .iter()
            .map(|column| column_of(spec, &column.chain))
            .collect();
        only_once(&found)
    });
    Fit {
        blocks: blocks.collect(),
    }
}

/// Of columns that are the same one, the one whose head says so best.
fn only_once(found: &[Option<(u16, u8)>]) -> Vec<Column> {
    let mut best: BTreeMap<u16, (u8, usize)> = BTreeMap::new();
    for (column, strength) in found.iter().flatten() {
        let entry = best.entry(*column).or_insert((*strength, 0));
        match strength.cmp(&entry.0) {
            std::cmp::Ordering::Greater => *entry = (*strength, 1),
            std::cmp::Ordering::Equal => entry.1 += 1,
            std::cmp::Ordering::Less => {}
        }
    }
    let column = |found: &Option<(u16, u8)>| match found {
        None => Column::Other,
        Some((column, strength)) => match best.get(column) {
            Some((most, 1)) if most == strength => Column::Is(*column),
            _ => Column::Same,
        },
    };
    found.iter().map(column).collect()
}

/// The column that a chain of heads names, and how clearly.
fn column_of(spec: &TableSpec, chain: &[String]) -> Option<(u16, u8)> {
    let found = (0..).zip(&spec.columns).filter_map(|(index, column)| {
        let strength = strength(spec, column, chain)?;
        Some((index, strength))
    });
    let mut best: Option<(u16, u8)> = None;
    let mut twice = false;
    for (index, strength) in found {
        match best {
            Some((_, most)) if most > strength => {}
            Some((_, most)) if most == strength => twice = true,
            _ => {
                best = Some((index, strength));
                twice = false;
            }
        }
    }
    best.filter(|_| !twice)
}

fn is_total(word: &str) -> bool {
    matches!(word, "合计" | "小计")
}

/// How clearly a chain of heads names a column; `None` when it does not.
fn strength(spec: &TableSpec, column: &ColumnSpec, chain: &[String]) -> Option<u8> {
    let leaf = chain.last()?.as_str();
    let above = &chain[..chain.len() - 1];
    let title = bare(&column.title.zh);
    let is_named = |word: &str| word == title || column.aliases.iter().any(|a| bare(a) == word);
    if let Some(group) = column.group.as_ref().map(|group| bare(&group.zh)) {
        let rest = title.strip_prefix(&*group).unwrap_or(&title);
        let in_group = above.contains(&group);
        let begins = rest.starts_with(leaf) && leaf.chars().count() >= 4;
        let same = is_named(leaf) || leaf == rest || begins || is_total(leaf) && is_total(rest);
        let alone = is_total(rest)
            && (leaf == group || VALUE.contains(&leaf) && in_group && chain.len() == 2);
        return if in_group && same || leaf == format!("{group}{rest}") {
            Some(4)
        } else if alone {
            Some(2)
        } else {
            // The short form of the table prints the parts without their group.
            let grouped = spec.columns.iter().filter_map(|c| c.group.as_ref());
            let one_group = grouped
                .clone()
                .all(|other| Some(other) == column.group.as_ref());
            (one_group && above.iter().all(|word| !is_group(spec, word)) && same).then_some(1)
        };
    }
    // 小计 below 基本支出 is 基本支出.
    let of_parent = |other: &ColumnSpec| {
        let title = bare(&other.title.zh);
        other.key != column.key && above.last().is_some_and(|word| *word == title)
    };
    if is_total(leaf) && spec.columns.iter().any(of_parent) {
        return None;
    }
    if is_named(leaf) {
        return Some(3);
    }
    if (VALUE.contains(&leaf) || is_total(leaf)) && above.last().is_some_and(|word| is_named(word))
    {
        return Some(3);
    }
    let money = spec
        .columns
        .iter()
        .filter(|c| c.kind == ColumnKind::Money)
        .count();
    let of_one = money == 1 && column.kind == ColumnKind::Money || title.starts_with("决算数");
    // The total stands for the one column, unless that column is printed too.
    if money == 1
        && column.kind == ColumnKind::Money
        && is_total(leaf)
        && !above.iter().any(|word| is_budget(word))
    {
        return Some(1);
    }
    if of_one && VALUE.contains(&leaf) && !above.iter().any(|word| is_budget(word)) {
        return Some(2);
    }
    if column.kind == ColumnKind::Percent && (leaf.contains("比重") || leaf.contains("占比")) {
        return Some(2);
    }
    let totals = spec
        .columns
        .iter()
        .filter(|c| bare(&c.title.zh).ends_with("合计"))
        .count();
    (is_total(leaf) && title.ends_with("合计") && totals == 1).then_some(2)
}

fn is_group(spec: &TableSpec, word: &str) -> bool {
    let of = |column: &ColumnSpec| {
        column
            .group
            .as_ref()
            .is_some_and(|group| bare(&group.zh) == word)
    };
    spec.columns.iter().any(of)
}

/// Whether a head says that what is below is no final figure.
fn is_budget(word: &str) -> bool {
    word.contains("预算数") || word.contains("上年")
}

/// How a table fits whose items stand side by side, each with its columns below it.
fn fit_across(spec: &TableSpec, blocks: &[Block]) -> Fit {
    let chains = || blocks.iter().flat_map(|block| &block.amounts);
    let says_column = chains().any(|head| across_column(spec, &head.chain).is_some());
    let column = |chain: &[String]| {
        let row = chain.iter().rev().find_map(|word| across_row(spec, word))?;
        let column = across_column(spec, chain);
        let column = match column {
            Some(column) => column,
            // Without any such head the title's 决算 says it.
            None if !says_column => spec.column("final")?,
            None => return None,
        };
        Some((row, column))
    };
    let mut seen: BTreeMap<(u16, u16), usize> = BTreeMap::new();
    let found: Vec<Vec<Option<(u16, u16)>>> = blocks
        .iter()
        .map(|block| {
            block
                .amounts
                .iter()
                .map(|head| column(&head.chain))
                .collect()
        })
        .collect();
    for item in found.iter().flatten().flatten() {
        *seen.entry(*item).or_default() += 1;
    }
    let column = |item: Option<(u16, u16)>| match item {
        None => Column::Other,
        Some(item) if seen.get(&item).is_some_and(|times| *times > 1) => Column::Same,
        Some((row, column)) => Column::Item(row, column),
    };
    let blocks = found
        .into_iter()
        .map(|block| block.into_iter().map(column).collect());
    Fit {
        blocks: blocks.collect(),
    }
}

/// The item of the form that a head names.
pub(super) fn across_row(spec: &TableSpec, word: &str) -> Option<u16> {
    let name = without_numeral(word);
    let row = spec.row(&name, None);
    // Under the vehicles their name is left out.
    let row = row.or_else(|| spec.row(&format!("公务用车{name}"), None));
    u16::try_from(row?).ok()
}

fn across_column(spec: &TableSpec, chain: &[String]) -> Option<u16> {
    let named = |word: &String| {
        let of_total = is_total(word) || across_row(spec, word).is_some();
        (!of_total)
            .then(|| column_of(spec, std::slice::from_ref(word)))
            .flatten()
    };
    chain.iter().rev().find_map(named).map(|(column, _)| column)
}

/// Whether a head alone is enough to know the table: all its columns are there and no others.
///
/// Tables without columns of their own are told by their rows, which `rows_known` counts.
pub(super) fn is_exact(
    id: TableId,
    fit: &Fit,
    rows_known: (usize, usize),
    blocks: &[Block],
) -> bool {
    let spec = id.spec();
    if !fit.is_whole() {
        return false;
    }
    let (known, of) = rows_known;
    let coded = blocks.iter().any(|block| !block.code.is_empty());
    let columns = || (0..).zip(&spec.columns);
    match spec.row_kind {
        RowKindSpec::Functional => {
            let short = |key: &str| matches!(key, "total" | "basic" | "project");
            let can_be_short = spec.columns.iter().any(|column| column.key == "opening");
            let all = columns().all(|(index, _)| fit.has(index));
            let all_short = columns().all(|(index, column)| fit.has(index) == short(&column.key));
            all || can_be_short && all_short
        }
        RowKindSpec::Halves => {
            let all = columns().all(|(index, _)| fit.has(index));
            blocks.len() == 2 && all && known >= 8 && known * 2 > of && !coded
        }
        RowKindSpec::Economic => coded && known >= 2,
        RowKindSpec::Fixed => {
            fit.is_across() && fit.known() >= 4 || known >= 4 && known * 2 > of && !coded
        }
        RowKindSpec::Free => false,
    }
}
