//! A statement names a cell that nobody knows (G070).
//!
//! Such a statement is compared with nothing, so it is asked about and never passed in silence. A
//! row that stands in the code lists but not in the table is looked for by the sums of the table
//! first; here it is asked about when no sum misses it.

use crate::model::{Place, Reference, Text};
use crate::relation::{NotChecked, RuleCode};
use crate::rules::book::is_missed_by_its_sum;
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

use super::claim::{Claim, Column, claims};
use super::item_name::is_item_named;

/// What statements are about is known.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(70),
    reads: &[],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    // Another department's tables need not have the rows of this text.
    if context.accounts.text_of_another {
        return;
    }
    for claim in claims(context) {
        for column in [Column::Subject, Column::Of] {
            let words = claim.words(column).unwrap_or_default();
            if !words.contains('[') {
                continue;
            }
            match claim.reference(column) {
                Ok(reference) => named_row(context, &claim, column, &reference, checks),
                Err(missing) => {
                    let why = missing.why.clone();
                    let message = Text::new(
                        format!("陈述的对象无法识别：{words}（{}）", why.zh),
                        format!(
                            "what the statement is about is not known: {words} ({})",
                            why.en
                        ),
                    );
                    ask(checks, message, claim.place(column));
                    checks.not_checked(RULE.code, NotChecked::Missing(missing));
                }
            }
        }
    }
}

/// Whether the table, if it is there and not empty, has the row.
fn named_row(
    context: &Context<'_>,
    claim: &Claim<'_>,
    column: Column,
    reference: &Reference,
    checks: &mut Checks,
) {
    let Some(table) = context.accounts.table(reference.table_ref()) else {
        return;
    };
    if table.rows.is_empty() || table.row(&reference.row, reference.side) != Ok(None) {
        return;
    }
    let title = &table.spec().title;
    let place = claim.place(column);
    if !reference.is_known_row() && is_item_named(claim) {
        return; // `item_name` says so.
    }
    if !reference.is_known_row() {
        let words = claim.words(column).unwrap_or_default();
        let message = Text::new(
            format!(
                "陈述的对象无法识别：{words}（《{}》没有“{}”这一行）",
                title.zh, reference.row
            ),
            format!(
                "what the statement is about is not known: {words} (“{}” has no row “{}”)",
                title.en, reference.row
            ),
        );
        ask(checks, message, place);
        return;
    }
    // Forms differ in which of their own rows they print; a code stands for a row of its own.
    let is_code = reference.row.bytes().all(|byte| byte.is_ascii_digit());
    if claim.is_of_text() && !is_code {
        return;
    }
    let stated = claim.readable(Column::Amount);
    let Some(stated) = stated.filter(|stated| column == Column::Subject && !stated.value.is_zero())
    else {
        return;
    };
    if is_missed_by_its_sum(context.accounts, table, reference, &stated) {
        return;
    }
    let (row, amount) = (reference.row_with_code(), stated.quantity().text());
    let message = Text::new(
        format!(
            "《{}》缺少 {}（{}），文字却有陈述",
            title.zh, row.zh, amount.zh
        ),
        format!(
            "“{}” lacks {} ({}), of which the text speaks",
            title.en, row.en, amount.en
        ),
    );
    ask(checks, message, place);
}

fn ask(checks: &mut Checks, message: Text, place: Place) {
    checks.flaw(RULE.code, Level::Question, Flaw::new(message, vec![place]));
}
