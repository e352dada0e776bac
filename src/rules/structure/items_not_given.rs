//! The general public budget is not given down to the items, so they cannot be checked (G083).
//!
//! What the text states of the rows that are given is `claims`' business.

use crate::model::{RowKind, Text};
use crate::relation::RuleCode;
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

/// Rows down to the item.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(83),
    reads: &["K06"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let Some(table) = context.accounts.final_table("K06") else {
        return;
    };
    let has = |kind| table.rows.iter().any(|row| row.kind == kind);
    let class = table.rows.iter().position(|row| row.kind == RowKind::Class);
    // Without its total it is an extract, and nobody says what it leaves out.
    let Some(class) = class.filter(|_| has(RowKind::Total)) else {
        return;
    };
    if has(RowKind::Item) {
        checks.fine(RULE.code);
        return;
    }
    let (zh, en) = if has(RowKind::Subclass) {
        ("款", "subclass")
    } else {
        ("类", "class")
    };
    let title = &table.spec().title;
    let message = Text::new(
        format!("《{}》只列到“{zh}”，没有“项”，无法逐项核对", title.zh),
        format!(
            "“{}” stops at the {en}: its items cannot be checked",
            title.en
        ),
    );
    let flaw = Flaw::new(message, vec![table.place(class, 0)]);
    checks.flaw(RULE.code, Level::Question, flaw);
}
