//! A row of a code has no row of the code above it (G110).

use std::collections::BTreeSet;

use crate::model::{Place, RowKind, RowKindSpec, Table, Text};
use crate::relation::RuleCode;
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

use super::children_missing;

/// Rows and their parents.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(110),
    reads: &["K02", "K03", "K05", "K06", "K07", "K08", "K09", "K10"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    children_missing::state(RULE.code, context, checks);
    for table in &context.accounts.tables {
        let coded = matches!(
            table.spec().row_kind,
            RowKindSpec::Functional | RowKindSpec::Economic
        );
        if coded {
            one_table(table, checks);
        }
    }
}

fn one_table(table: &Table, checks: &mut Checks) {
    let codes: BTreeSet<&str> = table.rows.iter().map(|row| &*row.code).collect();
    let mut below = 0;
    let mut orphans: Vec<usize> = Vec::new();
    let mut parents: BTreeSet<&str> = BTreeSet::new();
    for (index, row) in table.rows.iter().enumerate() {
        let parent = match row.kind {
            RowKind::Subclass => row.code.get(..3),
            RowKind::Item => row.code.get(..5),
            _ => None,
        };
        let Some(parent) = parent else {
            continue;
        };
        below += 1;
        if !codes.contains(parent) {
            orphans.push(index);
            parents.insert(parent);
        }
    }
    if below == 0 {
        return;
    }
    if orphans.is_empty() {
        checks.fine(RULE.code);
        return;
    }
    let shown: Vec<&str> = parents.iter().take(6).copied().collect();
    let etc = if parents.len() > shown.len() {
        " 等"
    } else {
        ""
    };
    let etc_en = if etc.is_empty() { "" } else { ", …" };
    let title = &table.spec().title;
    let message = Text::new(
        format!(
            "《{}》有 {} 行缺少上级科目行：{}{etc}",
            title.zh,
            orphans.len(),
            shown.join("、")
        ),
        format!(
            "“{}”: {} rows have no row of the code above: {}{etc_en}",
            title.en,
            orphans.len(),
            shown.join(", ")
        ),
    );
    let places = orphans
        .iter()
        .map(|row| table.place(*row, Place::CODE))
        .collect();
    checks.flaw(RULE.code, Level::Warning, Flaw::new(message, places));
}
