//! Nothing says in which unit the amounts are (G108).
//!
//! A publication without it is wrong; a file without it may only have left it out, so it is asked.

use crate::model::{ColumnKind, Place, Table, Text};
use crate::relation::RuleCode;
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

/// Declared units.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(108),
    reads: &[],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let mut undeclared: Vec<(Text, Place)> = Vec::new();
    let mut declared = false;
    for table in &context.accounts.tables {
        let Some(place) = amount_without_unit(table) else {
            continue;
        };
        if table.declares_unit {
            declared = true;
        } else {
            undeclared.push((table.spec().title.clone(), place));
        }
    }
    if undeclared.is_empty() {
        if declared {
            checks.fine(RULE.code);
        }
        return;
    }
    let names: Vec<Text> = undeclared
        .iter()
        .map(|(title, _)| Text::new(format!("《{}》", title.zh), format!("“{}”", title.en)))
        .collect();
    let names = Text::join(&names, "、", ", ");
    let message = Text::new(
        format!("没有注明金额单位：{}；暂按元计算", names.zh),
        format!(
            "no unit of the amounts is declared: {}; taken as yuan",
            names.en
        ),
    );
    let places = undeclared.into_iter().map(|(_, place)| place).collect();
    checks.flaw(RULE.code, Level::Question, Flaw::new(message, places));
}

/// The first amount that brings no unit of its own.
fn amount_without_unit(table: &Table) -> Option<Place> {
    let columns = &table.spec().columns;
    table.rows.iter().enumerate().find_map(|(index, row)| {
        let cells = (0_u16..).zip(&row.cells).zip(columns);
        let mut bare = cells.filter(|((_, cell), column)| {
            column.kind == ColumnKind::Money
                && cell
                    .number()
                    .is_some_and(|printed| !printed.own_unit && !printed.value.is_zero())
        });
        bare.next()
            .map(|((column, _), _)| table.place(index, column))
    })
}
