//! Row numbers, column numbers or years seem to have been read as amounts (G033).
//!
//! The sums hold for such numbers too (3 = 1 + 1 + 1, 2022 = 2022 + 0), so no other rule notices.
//! It is asked, never said: a small amount without decimals is possible.

use rust_decimal::Decimal;

use crate::model::{ColumnKind, Place, Printed, Table, TableGroup, Text};
use crate::relation::RuleCode;
use crate::rules::{Checks, CodeRule, Context, Flaw, Level, book, row_name};

/// The reading guard.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(33),
    reads: &[],
    state,
};

/// The highest number that is taken for that of a row or column.
const HIGHEST_NUMBER: i64 = 12;
/// Fewer numbers in a row are no sequence.
const LEAST: usize = 3;

fn state(context: &Context<'_>, checks: &mut Checks) {
    let official = |table: &&Table| table.spec().group == TableGroup::Official;
    for table in context.accounts.tables.iter().filter(official) {
        let amounts = amounts(table);
        if amounts.iter().flatten().count() == 0 {
            continue;
        }
        let flaws: Vec<Flaw> = numbered_rows(context, &amounts)
            .chain(numbered_column(&amounts))
            .chain(years(&amounts))
            .chain(too_large(&amounts))
            .collect();
        if flaws.is_empty() {
            checks.fine(RULE.code);
        }
        for flaw in flaws {
            checks.flaw(RULE.code, Level::Question, flaw);
        }
    }
}

type Amount = (Place, Printed);

/// The printed amounts of each row.
fn amounts(table: &Table) -> Vec<Vec<Amount>> {
    let columns = || (0_u16..).zip(&table.spec().columns);
    let rows = table.rows.iter().enumerate().map(|(index, row)| {
        columns()
            .filter(|(_, column)| column.kind == ColumnKind::Money)
            .filter_map(|(column, _)| {
                let printed = row.cells.get(usize::from(column))?.number()?;
                Some((table.place(index, column), *printed))
            })
            .collect()
    });
    rows.collect()
}

/// An integer that is printed without decimals and unit.
fn bare(printed: &Printed) -> Option<i64> {
    let is_bare = printed.decimals == 0 && !printed.own_unit;
    is_bare.then(|| i64::try_from(printed.value).ok()).flatten()
}

fn prints_decimals(amounts: &[Vec<Amount>]) -> bool {
    let mut all = amounts.iter().flatten();
    all.any(|(_, printed)| printed.decimals > 0)
}

/// Whether the numbers count up by one from a small one.
fn counts_up(numbers: &[i64]) -> bool {
    numbers.len() >= LEAST
        && numbers.first().is_some_and(|first| *first >= 1)
        && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

fn numbered_rows<'a>(
    context: &'a Context<'_>,
    amounts: &'a [Vec<Amount>],
) -> impl Iterator<Item = Flaw> + 'a {
    amounts.iter().filter_map(move |row| {
        let numbers: Option<Vec<i64>> = row.iter().map(|(_, printed)| bare(printed)).collect();
        let numbers = numbers?;
        let small = numbers.iter().all(|n| *n <= HIGHEST_NUMBER);
        if !small || !counts_up(&numbers) {
            return None;
        }
        let places: Vec<Place> = row.iter().map(|(place, _)| *place).collect();
        let name = row_name(context.accounts, *places.first()?).unwrap_or_default();
        let message = Text::new(
            format!(
                "“{}”一行的金额依次为 {}，像是栏次",
                name.zh,
                listed(&numbers)
            ),
            format!(
                "the amounts of “{}” are {} in turn: they look like column numbers",
                name.en,
                listed(&numbers)
            ),
        );
        Some(Flaw::new(message, places))
    })
}

/// A table of one amount a row whose amounts count up: the column of row numbers was read.
fn numbered_column(amounts: &[Vec<Amount>]) -> Option<Flaw> {
    let single: Option<Vec<Amount>> = amounts
        .iter()
        .filter(|row| !row.is_empty())
        .map(|row| (row.len() == 1).then(|| row[0]))
        .collect();
    let single = single?;
    let numbers: Option<Vec<i64>> = single.iter().map(|(_, printed)| bare(printed)).collect();
    let numbers = numbers.filter(|numbers| counts_up(numbers))?;
    let message = Text::new(
        format!("一列金额依次为 {}，像是行次", listed(&numbers)),
        format!(
            "the amounts of the column are {} in turn: they look like row numbers",
            listed(&numbers)
        ),
    );
    let places = single.iter().map(|(place, _)| *place).collect();
    Some(Flaw::new(message, places))
}

fn listed(numbers: &[i64]) -> String {
    let numbers: Vec<String> = numbers.iter().take(4).map(i64::to_string).collect();
    format!("{}…", numbers.join("、"))
}

/// Bare years in a table whose amounts have decimals.
fn years(amounts: &[Vec<Amount>]) -> Option<Flaw> {
    if !prints_decimals(amounts) {
        return None;
    }
    // A JSON number drops its zeros, so 2000 there may well be 2,000.00.
    let is_year = |printed: &Printed| {
        printed.as_text && bare(printed).is_some_and(|year| (1990..=2035).contains(&year))
    };
    let all = amounts.iter().flatten();
    let years: Vec<Amount> = all.filter(|(_, p)| is_year(p)).copied().collect();
    let (_, first) = years.first()?;
    let message = Text::new(
        format!("金额 {} 没有小数，像是年份", first.value),
        format!(
            "the amount {} has no decimals: it looks like a year",
            first.value
        ),
    );
    let places = years.iter().map(|(place, _)| *place).collect();
    Some(Flaw::new(message, places))
}

fn too_large(amounts: &[Vec<Amount>]) -> Option<Flaw> {
    let ceiling = book::quantity("amount_ceiling");
    let base = |value: Decimal, factor: Decimal| value.checked_mul(factor);
    let limit = base(ceiling.value, ceiling.unit.factor())?;
    let all = amounts.iter().flatten();
    let large: Vec<Place> = all
        .filter(|(_, printed)| printed.base_value().is_none_or(|value| value.abs() > limit))
        .map(|(place, _)| *place)
        .collect();
    let ceiling = ceiling.text();
    let message = Text::new(
        format!("金额超过 {}，像是读错了位数或单位", ceiling.zh),
        format!(
            "an amount above {}: digits or unit look misread",
            ceiling.en
        ),
    );
    (!large.is_empty()).then(|| Flaw::new(message, large))
}
