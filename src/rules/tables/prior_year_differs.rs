//! What the file gives as last year's figures is not what last year's accounts say (G053).
//!
//! Bases that the text implies are `claims`' business.

use crate::model::{Accounts, ColumnKind, Period, Table, TableRef, Text};
use crate::relation::{Figure, Missing, NotChecked, Outcome, Relation, RuleCode, Side, decide};
use crate::rules::{Checks, CodeRule, Context, Level};

/// Last year's figures here and there.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(53),
    reads: &[],
    state,
};

/// Whether the accounts beside these are those of the year before; `Ok` when there are none.
pub(super) fn is_the_year_before(context: &Context<'_>) -> Result<(), NotChecked> {
    let years = context
        .accounts
        .year
        .zip(context.previous.and_then(|p| p.year));
    match years {
        Some((this, last)) if last + 1 != this => Err(NotChecked::Missing(Missing {
            what: Text::new(
                format!("{} 年决算", this - 1),
                format!("the accounts of {}", this - 1),
            ),
            why: Text::new(
                format!("一同打开的是 {last} 年决算"),
                format!("those of {last} are open"),
            ),
            place: None,
        })),
        _ => Ok(()),
    }
}

fn state(context: &Context<'_>, checks: &mut Checks) {
    let Some(previous) = context.previous else {
        return;
    };
    let of_last_year = |table: &&Table| table.id.period == Period::PriorYear;
    if !context
        .accounts
        .tables
        .iter()
        .any(|table| of_last_year(&table))
    {
        return;
    }
    if let Err(reason) = is_the_year_before(context) {
        checks.not_checked(RULE.code, reason);
        return;
    }
    for stated in context.accounts.tables.iter().filter(of_last_year) {
        let published = previous.table(TableRef {
            period: Period::Final,
            ..stated.id
        });
        if let Some(published) = published {
            one_table(context.accounts, stated, previous, published, checks);
        }
    }
}

fn one_table(
    accounts: &Accounts,
    stated: &Table,
    previous: &Accounts,
    published: &Table,
    checks: &mut Checks,
) {
    let columns = (0_u16..).zip(&stated.spec().columns);
    let numbers: Vec<u16> = columns
        .filter(|(_, column)| column.kind != ColumnKind::Text)
        .map(|(column, _)| column)
        .collect();
    for (index, row) in stated.rows.iter().enumerate() {
        let name = if row.code.is_empty() {
            &row.name
        } else {
            &row.code
        };
        let Ok(Some(there)) = published.row(name, row.side) else {
            continue;
        };
        for column in &numbers {
            let here = Figure::at(accounts, stated.place(index, *column));
            let there = Figure::at(previous, published.place(there, *column));
            if let (Ok(here), Ok(there)) = (here, there) {
                same(here, there, checks);
            }
        }
    }
}

fn same(here: Figure, there: Figure, checks: &mut Checks) {
    // Last year's file has no places of its own here; both are printings of one item.
    let there = Figure {
        place: here.place,
        ..there
    };
    let relation = Relation::same(RULE.code, here, there);
    let broken = matches!(decide(&relation), Outcome::Broken(_));
    let Some(value) = there.base_value().filter(|_| broken) else {
        checks.relation(Level::Error, relation);
        return;
    };
    let unit = if there.unit.is_money() {
        crate::model::Unit::Yuan
    } else {
        there.unit
    };
    let about = Text::new("与上年公开的决算不符", "not what last year's accounts say");
    let relation = Relation::equal(RULE.code, Side::figure(here), Side::Constant(value, unit));
    checks.relation_about(Level::Error, relation, about);
}
