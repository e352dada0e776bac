//! An amount is negative, a share is above 100 %, or what stands there is no number (G006).
//!
//! Balances carried over may be adjusted below zero, and a change has a sign, so those are left
//! alone. Statements of the text have words for their signs; only their shares are looked at.

use rust_decimal::Decimal;

use crate::model::{
    Cell, ColumnKind, NotANumber, Place, Printed, Table, TableGroup, Text, Unit, Unreadable,
};
use crate::relation::{Figure, Missing, NotChecked, RuleCode};
use crate::rules::{Checks, CodeRule, Context, Flaw, Level, plain_name};

/// Sign and legality of cells.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(6),
    reads: &[],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for table in &context.accounts.tables {
        let mut seen = false;
        let mut flawed = false;
        for (place, cell) in cells(table) {
            match cell {
                Cell::Unreadable(unreadable) => {
                    let missing = Missing {
                        what: context.accounts.label(place),
                        why: unreadable.reason.text(),
                        place: Some(place),
                    };
                    checks.not_checked(RULE.code, NotChecked::Missing(missing));
                    flawed |= unreadable_amount(context, table, place, unreadable, checks);
                }
                Cell::Number(printed) => {
                    seen = true;
                    flawed |= number(context, table, (place, printed), checks);
                }
                Cell::Absent | Cell::Blank | Cell::Words(_) => {}
            }
        }
        if seen && !flawed {
            checks.fine(RULE.code);
        }
    }
}

/// Reports what stands in a table's column of amounts and is no amount; whether it did.
///
/// The text may write words for an amount, and a unit of the table that nobody knows makes all of
/// its amounts unreadable, which is not a flaw of each.
fn unreadable_amount(
    context: &Context<'_>,
    table: &Table,
    place: Place,
    unreadable: &Unreadable,
    checks: &mut Checks,
) -> bool {
    let spec = table.spec();
    let is_amount = spec.columns[usize::from(place.column)].kind == ColumnKind::Money;
    let of_table = matches!(unreadable.reason, NotANumber::UnknownUnit(_));
    if !is_amount || of_table || spec.group == TableGroup::Text {
        return false;
    }
    let (name, why) = (
        plain_name(context.accounts, place),
        unreadable.reason.text(),
    );
    let raw = shortened(unreadable.raw.trim_matches('"'));
    let message = Text::new(
        format!("{}印为“{raw}”，不是可以核对的金额：{}", name.zh, why.zh),
        format!(
            "{} is printed “{raw}”, which is no amount: {}",
            name.en, why.en
        ),
    );
    checks.flaw(RULE.code, Level::Warning, Flaw::new(message, vec![place]));
    true
}

/// The beginning of a text that may be long.
fn shortened(text: &str) -> String {
    const MOST: usize = 30;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

/// The cells of numbers, with their places.
fn cells(table: &Table) -> impl Iterator<Item = (Place, &Cell)> {
    let columns = &table.spec().columns;
    table.rows.iter().enumerate().flat_map(move |(row, cells)| {
        (0_u16..)
            .zip(&cells.cells)
            .filter(|(column, _)| columns[usize::from(*column)].kind != ColumnKind::Text)
            .map(move |(column, cell)| (table.place(row, column), cell))
    })
}

/// Reports a number that cannot be; whether it did.
fn number(
    context: &Context<'_>,
    table: &Table,
    (place, printed): (Place, &Printed),
    checks: &mut Checks,
) -> bool {
    // Nearly every number is in order, so words are only found for those that are not.
    let value = printed.value;
    let negative = value.is_sign_negative() && !value.is_zero() && !may_be_negative(table, place);
    let above = value > Decimal::ONE_HUNDRED && is_share(table, place);
    if !negative && !above {
        return false;
    }
    let Ok(figure) = Figure::at(context.accounts, place) else {
        return false;
    };
    let shown = figure.quantity().text();
    let name = plain_name(context.accounts, place);
    let message = if negative {
        Text::new(
            format!("{}为负数：{}", name.zh, shown.zh),
            format!("{} is negative: {}", name.en, shown.en),
        )
    } else {
        Text::new(
            format!("{}超过 100%：{}", name.zh, shown.zh),
            format!("{} is above 100 %: {}", name.en, shown.en),
        )
    };
    checks.flaw(RULE.code, Level::Warning, Flaw::new(message, vec![place]));
    true
}

fn may_be_negative(table: &Table, place: Place) -> bool {
    let spec = table.spec();
    let column = &spec.columns[usize::from(place.column)];
    let row = &table.rows[place.row as usize];
    let carried = |name: &str| name.contains("结余") || name.contains("结转");
    spec.group == TableGroup::Text
        || matches!(column.key.as_str(), "change" | "rate")
        || carried(&column.title.zh)
        || carried(&row.name)
}

fn is_share(table: &Table, place: Place) -> bool {
    let column = &table.spec().columns[usize::from(place.column)];
    let row = &table.rows[place.row as usize];
    let cell = &row.cells[usize::from(place.column)];
    let percent = cell.number().is_some_and(|n| n.unit == Unit::Percent);
    percent && (column.key == "share" || row.name.contains("占比"))
}
