//! Notes on roundings in words: amounts that agree only within theirs, percentages cut off.

use crate::model::{Accounts, TableRef, Text};
use crate::relation::{Figure, Quantity, Relation, Rounding, Side};
use crate::rules::{Cause, CauseKind, plain_name};

use super::message::{distance, value};

/// One note for all of a table's roundings.
pub(super) fn of_roundings<'a>(
    accounts: &Accounts,
    table: TableRef,
    relations: impl Iterator<Item = &'a Relation>,
) -> Text {
    let (mut count, mut percentages) = (0, 0);
    let mut most: Option<Quantity> = None;
    for relation in relations {
        count += 1;
        percentages += usize::from(matches!(relation.right, Side::Ratio { .. }));
        let gap = gap(relation);
        let base = |quantity: &Quantity| quantity.value * quantity.unit.factor();
        if let Some(gap) = gap
            && most.as_ref().is_none_or(|most| base(most) < base(&gap))
        {
            most = Some(gap);
        }
    }
    let title = &accounts
        .table(table)
        .map_or_else(|| table.table.spec(), |table| table.spec())
        .title;
    // A gap below the last printed digit would read “at most 0.00”.
    let most = most.filter(|most| !most.value.round_dp(most.decimals).is_zero());
    let most = most
        .map(|most| distance(&most))
        .map_or_else(Text::default, |most| {
            Text::new(
                format!("，最多 {}", most.zh),
                format!(", by {} at most", most.en),
            )
        });
    let end = if percentages == 0 {
        Text::new("，无需更正", "; nothing to correct")
    } else {
        Text::new(
            format!("，其中 {percentages} 个百分比的末位可以改正"),
            format!("; the last digit of {percentages} percentage(s) can be corrected"),
        )
    };
    Text::new(
        format!(
            "《{}》有 {count} 处因四舍五入略有出入{}{}",
            title.zh, most.zh, end.zh
        ),
        format!(
            "{}: {count} figure(s) are off by rounding{}{}",
            title.en, most.en, end.en
        ),
    )
}

/// The distance of the two sides as printed.
fn gap(relation: &Relation) -> Option<Quantity> {
    let first = relation.terms().find_map(|term| term.operand.figure())?;
    let difference = value(&relation.left)?.checked_sub(value(&relation.right)?)?;
    Some(Quantity {
        value: difference
            .abs()
            .checked_div(first.unit.factor())?
            .normalize(),
        unit: first.unit,
        decimals: first.decimals,
    })
}

/// A percentage that was cut off, or is off by its last digit.
pub(super) fn of_percentage(
    accounts: &Accounts,
    figure: &Figure,
    expected: &Quantity,
    rounding: Rounding,
) -> Text {
    let name = plain_name(accounts, figure.place);
    let (found, expected) = (figure.quantity().text(), expected.text());
    let (zh, en) = match rounding {
        Rounding::Truncated => ("是直接截断的，四舍五入", "was cut off; rounded it is"),
        _ => (
            "末位差 1，四舍五入",
            "is off by its last digit; rounded it is",
        ),
    };
    let zh_end = if rounding == Rounding::Truncated {
        "应为"
    } else {
        "为"
    };
    Text::new(
        format!("{} {} {zh}{zh_end} {}", name.zh, found.zh, expected.zh),
        format!("{}: {} {en} {}", name.en, found.en, expected.en),
    )
}

/// A percentage that was cut off is explained by that.
pub(super) fn rounding_cause(rounding: Rounding, found: &Quantity) -> Option<Cause> {
    let shown = found.text();
    (rounding == Rounding::Truncated).then(|| {
        Cause::new(
            CauseKind::Truncated,
            Text::new(
                format!("{} 是截断而不是四舍五入的结果", shown.zh),
                format!("{} was cut off instead of rounded", shown.en),
            ),
        )
    })
}
