//! A subordinate institution with staff is named but not covered by the accounts (G107).
//!
//! Names that differ in the text need the text; here only the list of units is looked at.

use crate::model::{Place, Table, Text};
use crate::relation::{Figure, RuleCode};
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

/// Units that the accounts cover.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(107),
    reads: &["units"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let Some(units) = context.accounts.final_table("units") else {
        return;
    };
    for row in 0..units.rows.len() {
        match left_out(context, units, row) {
            Some(flaw) => checks.flaw(RULE.code, Level::Question, flaw),
            None => checks.fine(RULE.code),
        }
    }
}

fn left_out(context: &Context<'_>, units: &Table, row: usize) -> Option<Flaw> {
    let place = |key| units.spec().column(key).map(|c| units.place(row, c));
    let words = |place: Place| context.accounts.cell(place).words().unwrap_or_default();
    let (kind, included, posts) = (place("kind")?, place("included")?, place("posts")?);
    let posts = Figure::at(context.accounts, posts).ok()?;
    let is_left_out = words(included) == "否";
    if !is_left_out || !words(kind).contains("事业单位") || posts.value.is_zero() {
        return None;
    }
    let name = &units.rows[row].name;
    let posts = posts.quantity().text();
    let message = Text::new(
        format!(
            "“{name}”是事业单位，编制 {}，却未纳入编报范围：请说明其收支列在何处",
            posts.zh
        ),
        format!(
            "“{name}” is an institution with {} of staff, yet the accounts do not cover it: ask \
             where its money is accounted for",
            posts.en
        ),
    );
    Some(Flaw::new(message, vec![included, place("posts")?]))
}
