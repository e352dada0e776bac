//! Purchased services are a single total: no services, no comparison (G105).

use crate::model::{Period, RowKind, TableRef, Text};
use crate::relation::{Figure, RuleCode};
use crate::rules::claims::claim::claims;
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

/// A table with nothing that explains it.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(105),
    reads: &["K13", "claims"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let Some(table) = context.accounts.final_table("K13") else {
        return;
    };
    let total = table
        .rows
        .iter()
        .position(|row| row.kind == RowKind::Total || &*row.name == "合计");
    let Some(total) = total else {
        return;
    };
    let place = table.place(total, 0);
    let spent = Figure::at(context.accounts, place).is_ok_and(|total| !total.value.is_zero());
    if !spent {
        return;
    }
    let compared = claims(context).any(|claim| {
        let about = claim.subject_cell();
        about.is_some_and(|cell| cell.table == table.id.table) && claim.against().is_some()
    });
    let last_year = TableRef {
        period: Period::PriorYear,
        ..table.id
    };
    if table.rows.len() > 1 || compared || context.accounts.table(last_year).is_some() {
        checks.fine(RULE.code);
        return;
    }
    let title = &table.spec().title;
    let message = Text::new(
        format!(
            "《{}》只有合计：没有列出购买的服务，也没有与上年比较",
            title.zh
        ),
        format!(
            "“{}” is a single total: no service is listed and no year compared",
            title.en
        ),
    );
    checks.flaw(RULE.code, Level::Question, Flaw::new(message, vec![place]));
}
