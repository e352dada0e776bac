//! Columns of other years and of the budget beside the final figures: each becomes a table of its
//! period, read from the same lines.

use crate::model::{Period, TableId};

use super::blocks::Block;
use super::head::HeadColumn;
use super::words::VALUE;

/// The columns of one period.
pub(super) struct OfPeriod {
    /// The period.
    pub(super) period: Period,
    /// The groups of columns, with this period's amounts alone.
    pub(super) blocks: Vec<Block>,
}

/// Takes the columns of other periods out of the groups. What is a column of the titled table
/// itself stays, and so does everything where no final figures would be left.
pub(super) fn take(blocks: &mut Vec<Block>, table: Option<TableId>) -> Vec<OfPeriod> {
    let Some(table) = table else {
        return Vec::new();
    };
    let this_year = this_year(blocks);
    let of = |head: &HeadColumn| period(head, this_year).filter(|period| !is_own(table, *period));
    let has = |period: Option<Period>| {
        let mut heads = blocks.iter().flat_map(|block| &block.amounts);
        heads.any(|head| of(head) == period)
    };
    if !has(None) {
        return Vec::new();
    }
    let others = Period::ALL.into_iter().filter(|period| has(Some(*period)));
    let taken = others.map(|period| OfPeriod {
        period,
        blocks: only(blocks, |head| of(head) == Some(period)),
    });
    let taken: Vec<OfPeriod> = taken.collect();
    if !taken.is_empty() {
        *blocks = only(blocks, |head| of(head).is_none());
    }
    taken
}

/// The groups with the columns that are asked for, under the head of a value where the period
/// was their head.
fn only(blocks: &[Block], wanted: impl Fn(&HeadColumn) -> bool) -> Vec<Block> {
    let block = |block: &Block| Block {
        amounts: block
            .amounts
            .iter()
            .filter(|head| wanted(head))
            .map(plain)
            .collect(),
        ..block.clone()
    };
    blocks.iter().map(block).collect()
}

fn plain(head: &HeadColumn) -> HeadColumn {
    let word = |word: &String| match named(word) {
        Some(_) => VALUE[0].to_owned(),
        None => word.clone(),
    };
    HeadColumn {
        chain: head.chain.iter().map(word).collect(),
        ..head.clone()
    }
}

/// The year whose final figures the table gives: the latest one that a head of values carries.
fn this_year(blocks: &[Block]) -> Option<u16> {
    let heads = blocks.iter().flat_map(|block| &block.amounts);
    let values = heads.filter(|head| head.chain.iter().any(|word| VALUE.contains(&&**word)));
    values.filter_map(|head| head.year).max()
}

/// The period of a column, `None` for final figures and for words that do not say which.
fn period(head: &HeadColumn, this_year: Option<u16>) -> Option<Period> {
    if let Some(period) = head.chain.iter().find_map(|word| named(word)) {
        return Some(period);
    }
    let is_value = head.chain.iter().any(|word| VALUE.contains(&&**word));
    let is_before = this_year.is_some() && head.year == this_year.map(|year| year - 1);
    (is_value && is_before).then_some(Period::PriorYear)
}

/// The period that a head names. 预算数 alone does not say whether it was adjusted.
fn named(word: &str) -> Option<Period> {
    match word {
        "上年数" | "上年决算数" | "上年决算" | "上年度决算数" => {
            Some(Period::PriorYear)
        }
        "年初预算数" | "年初预算" => Some(Period::InitialBudget),
        "全年预算数" | "调整预算数" | "全年（调整）预算数" => {
            Some(Period::AdjustedBudget)
        }
        _ => None,
    }
}

/// Whether a period is a column of the table.
fn is_own(table: TableId, period: Period) -> bool {
    let key = period.pointer().trim_start_matches('/');
    table.spec().column(key).is_some()
}
