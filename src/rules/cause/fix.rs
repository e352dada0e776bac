//! What mends a mistake: edits in the spelling of the cell, and a title that says what they do.

use rust_decimal::Decimal;

use crate::model::{Accounts, CellEdit, Place, Text, Unit, fixed};
use crate::relation::{Figure, Quantity};
use crate::rules::claims::numerals;
use crate::rules::{Certainty, Fix, plain_name};

use super::trial::Change;
use super::{Mistake, direction};

/// The edit of a change, after those of the mistake that it rests on.
pub(super) fn fix(
    accounts: &Accounts,
    change: Change,
    certainty: Certainty,
    prior: Option<&Mistake>,
) -> Option<Fix> {
    let edit = edit(accounts, change)?;
    let title = title(accounts, change, &edit);
    let made = std::iter::once(edit).chain(word_of_rate(accounts, change));
    let Some(before) = prior.and_then(|prior| prior.fixes.first()) else {
        return Some(Fix {
            title,
            certainty,
            edits: made.collect(),
        });
    };
    let mut edits = before.edits.clone();
    edits.extend(made);
    Some(Fix {
        title: Text::join([&before.title, &title], "，再", ", then "),
        certainty: before.certainty.max(certainty),
        edits,
    })
}

fn edit(accounts: &Accounts, change: Change) -> Option<CellEdit> {
    let place = change.place();
    // A figure of last year's file is no cell of this one.
    accounts.table(place.table_ref())?;
    let text = match change {
        Change::Flip(_) => direction::opposite(accounts.cell(place).words()?)?,
        Change::Value(_, value) => match (accounts.cell(place).words(), right(accounts, change)) {
            (Some(words), _) => numerals::like(words, value)?,
            (None, Some(right)) => format!("{}{}", right.typed(), right.unit.printed()),
            (None, None) => typed(accounts, place, value),
        },
    };
    Some(CellEdit::new(place, text))
}

/// The same word beside the rate (减少1元，减少1%), which is turned with that beside the change.
fn word_of_rate(accounts: &Accounts, change: Change) -> Option<CellEdit> {
    let Change::Flip(place) = change else {
        return None;
    };
    let spec = place.table.spec();
    let is_of_change = spec.column("direction") == Some(place.column);
    let column = spec.column("rate_direction").filter(|_| is_of_change)?;
    let beside = Place { column, ..place };
    let words = accounts.cell(beside).words()?;
    Some(CellEdit::new(beside, direction::opposite(words)?))
}

/// The printed number with the unit that makes it the changed figure, where the unit printed
/// with it is what was wrong.
pub(super) fn right(accounts: &Accounts, change: Change) -> Option<Quantity> {
    let Change::Value(place, value) = change else {
        return None;
    };
    let printed = accounts.cell(place).number()?;
    if !printed.own_unit || !printed.unit.is_money() || printed.value.is_zero() {
        return None;
    }
    let base = value.checked_mul(printed.unit.factor())?;
    let units = [Unit::Yuan, Unit::WanYuan, Unit::YiYuan];
    let mut others = units.into_iter().filter(|unit| *unit != printed.unit);
    let unit = others.find(|unit| printed.value.checked_mul(unit.factor()) == Some(base))?;
    Some(Quantity {
        value: printed.value,
        unit,
        decimals: u32::from(printed.decimals),
    })
}

fn title(accounts: &Accounts, change: Change, edit: &CellEdit) -> Text {
    let place = change.place();
    match change {
        Change::Flip(_) => {
            let words = accounts.cell(place).words().unwrap_or_default();
            Text::new(
                format!("将“{words}”改为“{}”", edit.text),
                format!("Change “{words}” to “{}”", edit.text),
            )
        }
        Change::Value(_, value) => {
            let name = plain_name(accounts, place);
            let shown = match (right(accounts, change), Figure::at(accounts, place)) {
                (Some(right), _) => right.text(),
                (None, Ok(figure)) => figure.with_value(value).quantity().text(),
                (None, Err(_)) => Text::same(&edit.text),
            };
            Text::new(
                format!("将{}改为 {}", name.zh, shown.zh),
                format!("Change {} to {}", name.en, shown.en),
            )
        }
    }
}

/// A value as a person would type it into a cell: with the decimals of the cell or its column.
pub(super) fn typed(accounts: &Accounts, place: Place, value: Decimal) -> String {
    let of_column = || {
        let table = accounts.table(place.table_ref())?;
        let unit = table.default_unit(place);
        Some(u32::from(table.decimals(place.column, unit)))
    };
    let decimals = match Figure::at(accounts, place) {
        // What a percentage prints more than it did is part of the correction: 105.20%.
        Ok(figure) if figure.unit == Unit::Percent => figure.decimals.max(value.scale()),
        Ok(figure) if !figure.value.is_zero() => figure.decimals,
        _ => of_column().unwrap_or_default(),
    };
    fixed(value, decimals.max(value.normalize().scale()))
}
