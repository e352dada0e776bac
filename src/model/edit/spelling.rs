//! How an amount is spelled at a place: as the one that it replaces, or as its neighbours.

use crate::document::{Document, Kind, Value, quote};
use crate::model::{Accounts, ColumnKind, Place, Table, Unit, fixed, grouped};

use super::{CellEditError, NewAmount};

/// How amounts are spelled at a place.
pub(super) struct Spelling {
    /// As a JSON number rather than text.
    number: bool,
    /// With thousands separators.
    separators: bool,
    /// Decimals that are printed at least.
    decimals: u32,
    /// The unit that is understood when none is written, if any is.
    default: Option<Unit>,
    /// What is printed before the digits, and behind them with which unit.
    before: String,
    behind: Option<(Unit, String)>,
}

impl Spelling {
    /// As the old value is spelled; where that does not tell, as its neighbours are.
    pub(super) fn of(
        document: &Document,
        accounts: &Accounts,
        table: &Table,
        place: Place,
        old: Option<Value<'_>>,
    ) -> Self {
        let printed = accounts.cell(place).number();
        let default = table.default_unit(place);
        let unit = printed.map_or(default, |printed| printed.unit);
        let old = old.filter(is_scalar);
        let text = old.and_then(Value::string).unwrap_or_default();
        let around = printed.map(|_| around_digits(&text));
        let (before, behind) = around.unwrap_or_default();
        let number = old
            .or_else(|| neighbours(document, table, place).next())
            .is_some_and(|value| value.kind() == Kind::Number);
        let tells = |value: &Value<'_>| value.kind() == Kind::String && whole_digits(value) > 3;
        let separators = old
            .filter(tells)
            .or_else(|| neighbours(document, table, place).find(tells))
            .is_some_and(|value| value.raw().contains([',', '，']));
        Self {
            number,
            separators,
            decimals: u32::from(printed.map_or_else(
                || table.decimals(place.column, unit),
                |printed| printed.decimals,
            )),
            default: Some(default)
                .filter(|default| table.unknown_unit.is_none() || !default.is_money()),
            before: before.to_owned(),
            behind: printed
                .filter(|printed| printed.own_unit)
                .map(|printed| (printed.unit, behind.to_owned())),
        }
    }

    /// The amount as JSON.
    pub(super) fn json(&self, amount: &NewAmount) -> Result<String, CellEditError> {
        let unit = amount.unit;
        let keeps_decimals = unit.is_money() || unit == Unit::Percent;
        let at_least = if keeps_decimals { self.decimals } else { 0 };
        // `fixed` rounds to what the decimals hold, and a correction is not rounded.
        let decimals = amount.decimals.max(at_least).min(28);
        if amount.value.scale() > decimals {
            return Err(CellEditError::TooLarge);
        }
        let says_unit = self.behind.is_some() || self.default != Some(unit);
        if self.number && !says_unit {
            return Ok(fixed(amount.value, decimals));
        }
        let digits = if self.separators {
            grouped(amount.value, decimals)
        } else {
            fixed(amount.value, decimals)
        };
        let behind = match &self.behind {
            Some((old, behind)) if *old == unit => behind.clone(),
            Some((_, behind)) => {
                let gap = &behind[..behind.len() - behind.trim_start().len()];
                format!("{gap}{}", unit.printed())
            }
            None if says_unit || amount.percent_sign => unit.printed().to_owned(),
            None => String::new(),
        };
        Ok(quote(&format!("{}{digits}{behind}", self.before)))
    }
}

/// Words as JSON, of the type that the old value has where they can be.
pub(super) fn words(text: &str, old: Option<Value<'_>>) -> String {
    let text = text.trim();
    let is_number = |text: &str| {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        plain && !text.is_empty() && (text == "0" || !text.starts_with('0'))
    };
    match old.map(Value::kind) {
        Some(Kind::Number) if is_number(text) => text.to_owned(),
        Some(Kind::Bool) if text == "是" => "true".to_owned(),
        Some(Kind::Bool) if text == "否" => "false".to_owned(),
        _ => quote(text),
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// What stands before the first digit, without a sign, and behind the last one.
fn around_digits(text: &str) -> (&str, &str) {
    let before = text.find(is_digit).map_or("", |first| &text[..first]);
    let behind = text.rsplit(is_digit).next().unwrap_or_default();
    (
        before.trim_end_matches(['-', '+', '−', '–', '－', '＋']),
        behind,
    )
}

/// How many digits stand before the point.
fn whole_digits(value: &Value<'_>) -> usize {
    let whole = value.raw().split(['.', '．']).next().unwrap_or_default();
    whole.chars().filter(|c| is_digit(*c)).count()
}

fn is_scalar(value: &Value<'_>) -> bool {
    matches!(value.kind(), Kind::Number | Kind::String)
}

/// Amounts of the same column, then of the same row, then of others; from a bounded number of rows.
fn neighbours<'a>(
    document: &'a Document,
    table: &'a Table,
    place: Place,
) -> impl Iterator<Item = Value<'a>> {
    const NEAR: usize = 64;
    let rows = document.find(&table.rows_at);
    let near = move || rows.into_iter().flat_map(Value::elements).take(NEAR);
    let columns = &table.spec().columns;
    let own = columns[usize::from(place.column)].path();
    let column = near().filter_map(move |row| row.at(&own));
    let this = rows.and_then(|rows| rows.element(place.row as usize));
    let others = this.into_iter().chain(near()).flat_map(move |row| {
        let numeric = columns
            .iter()
            .filter(|column| column.kind != ColumnKind::Text);
        numeric.filter_map(move |column| row.at(&column.path()))
    });
    column.chain(others).filter(is_scalar)
}
