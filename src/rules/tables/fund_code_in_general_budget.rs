//! A subclass of a government fund stands in a table of the general public budget (G046).
//!
//! Which subclasses are paid from funds is a parameter of the rule book.

use crate::model::{Place, RowKind, Table, Text};
use crate::relation::{Figure, Missing, NotChecked, RuleCode};
use crate::rules::{Checks, CodeRule, Context, Flaw, Level, book, plain_name, row_name};

/// Fund codes outside the fund table.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(46),
    reads: &["K05", "K06"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let tables = ["K05", "K06"].map(|id| context.accounts.final_table(id));
    for table in tables.into_iter().flatten() {
        one_table(context, table, checks);
    }
}

fn one_table(context: &Context<'_>, table: &Table, checks: &mut Checks) {
    let below = |kind| matches!(kind, RowKind::Subclass | RowKind::Item);
    if !table.rows.iter().any(|row| below(row.kind)) {
        let missing = Missing {
            what: table.spec().title.clone(),
            why: Text::new("没有列到“款”", "no subclass rows are given"),
            place: None,
        };
        checks.not_checked(RULE.code, NotChecked::Missing(missing));
        return;
    }
    let codes: Vec<&str> = book::list("fund_subclasses").collect();
    let of_fund = |code: &str| codes.iter().any(|fund| code.starts_with(fund));
    let mut fine = true;
    for (index, row) in table.rows.iter().enumerate() {
        let repeats_parent = row.kind == RowKind::Item
            && table
                .rows
                .iter()
                .any(|other| other.kind == RowKind::Subclass && row.code.starts_with(&*other.code));
        if !of_fund(&row.code) || repeats_parent {
            continue;
        }
        if let Some(place) = spent(context, table, index) {
            fine = false;
            let name = row_name(context.accounts, place).unwrap_or_default();
            let table = plain_name(context.accounts, place);
            let message = Text::new(
                format!(
                    "{} {}由政府性基金安排，不应列入{}",
                    row.code, name.zh, table.zh
                ),
                format!(
                    "{} {} is paid from a government fund and does not belong to {}",
                    row.code, name.en, table.en
                ),
            );
            checks.flaw(RULE.code, Level::Warning, Flaw::new(message, vec![place]));
        }
    }
    if fine {
        checks.fine(RULE.code);
    }
}

/// The first amount of the row that is not zero.
fn spent(context: &Context<'_>, table: &Table, row: usize) -> Option<Place> {
    let columns = 0..u16::try_from(table.spec().columns.len()).unwrap_or(u16::MAX);
    let places = columns.map(|column| table.place(row, column));
    places.into_iter().find(|place| {
        Figure::at(context.accounts, *place).is_ok_and(|figure| !figure.value.is_zero())
    })
}
