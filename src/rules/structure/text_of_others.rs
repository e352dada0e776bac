//! Hardly an amount of the text is in the tables that it tells of: perhaps they are not of one
//! department and year. Asked, not assumed (G104).

use crate::model::{Accounts, Table, TableGroup, Text};
use crate::relation::{Figure, RuleCode};
use crate::rules::claims::cell::cell_figure;
use crate::rules::claims::claim::{Column, claims};
use crate::rules::{Checks, Context, Flaw, Level};

/// Fewer amounts than these may all be wrong.
const LEAST: usize = 5;
/// Of as many amounts at least one is right in a text of the same accounts, however bad it is.
const ONE_IN: usize = 5;

/// Asks whether text and tables belong together.
pub(super) fn ask(rule: RuleCode, context: &Context<'_>, checks: &mut Checks) {
    let accounts = context.accounts;
    if accounts.narrative.is_none() || !is_of_two_files(accounts) {
        return;
    }
    let (mut same, mut all) = (0, 0);
    for claim in claims(context) {
        if !claim.is_of_text() {
            continue;
        }
        let Some(stated) = claim.readable(Column::Amount) else {
            continue;
        };
        let reference = claim.reference(Column::Subject);
        let cell = reference.and_then(|reference| cell_figure(accounts, &reference));
        // Nothing is nothing, whoever says it.
        let Some(cell) = cell.ok().filter(|cell| !cell.value.is_zero()) else {
            continue;
        };
        all += 1;
        same += usize::from(is_same(&stated, &cell));
    }
    if all < LEAST || same * ONE_IN >= all {
        return;
    }
    let (zh, en) = match same {
        0 => ("没有一个相符".to_owned(), "none agrees".to_owned()),
        _ => (format!("只有 {same} 个相符"), format!("only {same} agree")),
    };
    let message = Text::new(
        format!("正文有 {all} 个金额可与表核对，{zh}，请核实正文与表是否属于同一部门、同一年度"),
        format!(
            "of {all} amounts of the text that the tables have too {en}: please check that both are of one department and year"
        ),
    );
    checks.flaw(rule, Level::Question, Flaw::new(message, Vec::new()));
}

fn is_same(stated: &Figure, cell: &Figure) -> bool {
    let intervals = stated.interval().zip(cell.interval());
    intervals.is_some_and(|(stated, cell)| stated.meets(cell))
}

/// Whether there are tables that the text does not print itself.
fn is_of_two_files(accounts: &Accounts) -> bool {
    let narrative = accounts.narrative.as_ref();
    let text = narrative.and_then(|narrative| narrative.file.as_deref());
    let official = |table: &&Table| table.id.table.spec().group == TableGroup::Official;
    let mut tables = accounts.tables.iter().filter(official);
    tables.any(|table| match table.source.as_deref() {
        // Tables of one file do not name it; those of accounts that are JSON have none.
        Some(source) => source.file.is_some() && source.file.as_deref() != text,
        None => true,
    })
}
