//! A code whose only rows below are missing in one table though another breaks it down (part of
//! G110).
//!
//! A row without any row below it adds up by itself, so no sum tells that the rows were lost. Only
//! another table shows it: one that breaks the same code down and prints it with the same amount.

use std::collections::BTreeSet;

use crate::model::{Period, Place, Row, RowKind, RowKindSpec, Table, Text};
use crate::relation::RuleCode;
use crate::rules::{Checks, Context, Flaw, Level};

/// Tables whose first column is the year's expenditure, and the table that lists every code of it.
const SAME: [(&str, &str); 2] = [("K06", "K03"), ("K03", "K06")];

/// States the codes that have rows below them in one table only.
pub(super) fn state(rule: RuleCode, context: &Context<'_>, checks: &mut Checks) {
    for (of, whole) in SAME {
        let tables = (
            context.accounts.final_table(of),
            context.accounts.final_table(whole),
        );
        if let (Some(table), Some(whole)) = tables {
            one_table(rule, table, whole, checks);
        }
    }
}

fn one_table(rule: RuleCode, table: &Table, whole: &Table, checks: &mut Checks) {
    let is_coded = |table: &Table| {
        table.spec().row_kind == RowKindSpec::Functional && table.id.period == Period::Final
    };
    if !is_coded(table) || !is_coded(whole) {
        return;
    }
    // An edition may stop at the level above everywhere.
    let kinds: BTreeSet<RowKind> = table.rows.iter().map(|row| row.kind).collect();
    let codes = codes(table);
    for (index, row) in table.rows.iter().enumerate() {
        if !matches!(row.kind, RowKind::Class | RowKind::Subclass) || has_below(table, row) {
            continue;
        }
        let mut rows = whole.rows.iter();
        let Some(other) = rows.find(|other| other.code == row.code && same_amount(row, other))
        else {
            continue;
        };
        let below = whole.rows.iter().filter(|lower| {
            is_below(&lower.code, &other.code)
                && kinds.contains(&lower.kind)
                && !codes.contains(&*lower.code)
        });
        let below: Vec<&Row> = below.collect();
        if !below.is_empty() {
            let place = table.place(index, Place::CODE);
            checks.flaw(rule, Level::Warning, flaw(table, whole, row, &below, place));
        }
    }
}

fn codes(table: &Table) -> BTreeSet<&str> {
    table.rows.iter().map(|row| &*row.code).collect()
}

fn is_below(code: &str, of: &str) -> bool {
    code.len() > of.len() && code.starts_with(of)
}

fn has_below(table: &Table, row: &Row) -> bool {
    table
        .rows
        .iter()
        .any(|other| is_below(&other.code, &row.code))
}

/// Whether both print the same amount other than zero first.
fn same_amount(row: &Row, other: &Row) -> bool {
    let first = |row: &Row| row.cells.first()?.number()?.base_value();
    first(row).is_some_and(|amount| !amount.is_zero() && first(other) == Some(amount))
}

fn flaw(table: &Table, whole: &Table, row: &Row, below: &[&Row], place: Place) -> Flaw {
    let shown = below.iter().take(4).map(|row| {
        let words = format!("{} {}", row.code, row.name);
        Text::same(words)
    });
    let shown: Vec<Text> = shown.collect();
    let etc = if below.len() > shown.len() {
        (" 等", ", …")
    } else {
        ("", "")
    };
    let names = Text::join(&shown, "、", ", ");
    let (title, other) = (&table.spec().title, &whole.spec().title);
    let message = Text::new(
        format!(
            "《{}》的 {}“{}”之下缺少 {} 行：{}{}；《{}》有这些行，上级金额相同",
            title.zh,
            row.code,
            row.name,
            below.len(),
            names.zh,
            etc.0,
            other.zh
        ),
        format!(
            "“{}”: {} “{}” lacks {} rows below it: {}{}; “{}” has them, with the same amount above",
            title.en,
            row.code,
            row.name,
            below.len(),
            names.en,
            etc.1,
            other.en
        ),
    );
    Flaw::new(message, vec![place])
}
