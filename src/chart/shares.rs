//! What the parts of a total are of it.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::compare::{Known, Part, Spot, Topic};
use crate::model::{Accounts, Place, TableId, Text, Unit};
use crate::relation::{Figure, Missing, Quantity};

use super::marks::Marks;
use super::{Chart, Form, Mark, Point, Role, Row, Scope};

/// The parts of a topic as shares of their total.
pub fn shares(scope: &Scope<'_>, topic: Topic) -> Chart {
    let accounts = scope.accounts;
    let marks = Marks::of(accounts, scope.review);
    let mut chart = Chart {
        key: topic.key().to_owned(),
        title: title(topic),
        source: source(accounts, topic.table(accounts)),
        form: Form::Bars,
        forms: Vec::new(),
        series: vec![Text::new("决算数", "Final")],
        whole: None,
        rows: Vec::new(),
        notes: Vec::new(),
    };
    let whole = topic
        .whole(accounts)
        .and_then(|part| read(accounts, &marks, part));
    let mut sum = Some(Decimal::ZERO);
    let mut zeros: Vec<Text> = Vec::new();
    for part in topic.parts(accounts) {
        let name = part.name.clone();
        match read(accounts, &marks, part) {
            Ok((_, value, None)) if value.is_zero() => zeros.push(name),
            Ok((mut row, value, _)) => {
                row.role = Role::Part;
                sum = sum.and_then(|sum| sum.checked_add(value));
                chart.rows.push(row);
            }
            Err(missing) => chart.notes.push(not_drawn(&name, &missing)),
        }
    }
    chart.rows.sort_by_key(|row| std::cmp::Reverse(size(row)));
    match &whole {
        Ok((_, total, _)) => close(&mut chart, *total, sum),
        Err(missing) => chart.notes.push(no_whole(missing)),
    }
    chart.whole = whole.ok().map(|(row, ..)| row);
    if chart.rows.is_empty() {
        chart.notes.extend(nothing(chart.whole.as_ref()));
    }
    chart.forms = forms(&chart);
    if !zeros.is_empty() {
        let list = Text::join(&zeros, "、", ", ");
        chart.notes.push(Text::new(
            format!("以下各项为 0，图中不绘：{}", list.zh),
            format!("Zero, not drawn: {}", list.en),
        ));
    }
    chart
}

/// The title of such a chart.
pub(super) fn title(topic: Topic) -> Text {
    let topic = topic.text();
    Text::new(format!("{}构成", topic.zh), format!("{}: shares", topic.en))
}

/// Whose figures they are.
pub(super) fn source(accounts: &Accounts, table: Option<TableId>) -> Text {
    let table = table.map(|table| &table.spec().title);
    match table {
        Some(table) => Text::join([&accounts.name(), table], "，", ", "),
        None => accounts.name(),
    }
}

/// A cell as a row of one point, with its value in base units.
fn read(
    accounts: &Accounts,
    marks: &Marks,
    part: Part,
) -> Result<(Row, Decimal, Option<Mark>), Missing> {
    let Part { name, place } = part;
    let known = Figure::at(accounts, place).and_then(|figure| Known::printed(figure, 0))?;
    let mark = marks.at(place);
    let row = Row {
        name,
        role: Role::Whole,
        points: vec![Some(printed(known.quantity, place))],
        share: None,
        change: None,
        mark,
    };
    Ok((row, known.base_value(), mark))
}

fn printed(quantity: Quantity, place: Place) -> Point {
    Point {
        quantity,
        spot: Some(Spot { accounts: 0, place }),
        implied: None,
    }
}

fn size(row: &Row) -> Option<Decimal> {
    let quantity = row.last()?.quantity;
    quantity.value.checked_mul(quantity.unit.factor())
}

/// Gives every row its share, and says what the parts leave of the whole.
fn close(chart: &mut Chart, total: Decimal, sum: Option<Decimal>) {
    for row in &mut chart.rows {
        row.share = size(row).and_then(|value| percent(value, total));
    }
    let Some(rest) = sum.and_then(|sum| total.checked_sub(sum)) else {
        return;
    };
    if rest.is_zero() || chart.rows.is_empty() {
        return;
    }
    let amount = Quantity::exact(rest.abs(), Unit::Yuan).text();
    if rest.is_sign_negative() {
        chart.notes.push(Text::new(
            format!("各项之和比合计多 {}", amount.zh),
            format!("The parts exceed the total by {}", amount.en),
        ));
        return;
    }
    chart.notes.push(Text::new(
        format!("各项之和比合计少 {}，图中以“未列明”表示", amount.zh),
        format!(
            "The parts fall short of the total by {}, drawn as “not itemised”",
            amount.en
        ),
    ));
    chart.rows.push(Row {
        name: Text::new("未列明", "Not itemised"),
        role: Role::Rest,
        points: vec![Some(Point {
            quantity: Quantity::exact(rest, Unit::Yuan),
            spot: None,
            implied: Some(Text::new("合计减各项", "total less its parts")),
        })],
        share: percent(rest, total),
        change: None,
        mark: None,
    });
}

/// `part` in percent of `whole`, rounded half up to two decimals.
pub(super) fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let percent = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    Some(percent.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

fn forms(chart: &Chart) -> Vec<Form> {
    let positive = |row: &Row| size(row).is_some_and(|value| value >= Decimal::ZERO);
    let share = |row: &Row| row.share.unwrap_or_default();
    let whole: Decimal = chart.rows.iter().map(share).sum();
    // A ring says that its parts make up the whole; rounding of two decimals a part is all that may be missing.
    let rounding = Decimal::from(chart.rows.len()) / Decimal::ONE_HUNDRED;
    let closes = (whole - Decimal::ONE_HUNDRED).abs() <= rounding;
    if chart.rows.iter().all(positive) && closes && !chart.rows.is_empty() {
        vec![Form::Bars, Form::Ring]
    } else {
        vec![Form::Bars]
    }
}

/// Why nothing is drawn, when the total is known.
fn nothing(whole: Option<&Row>) -> Option<Text> {
    let total = whole?.last()?.quantity.text();
    Some(Text::new(
        format!("合计为 {}，没有可绘的构成", total.zh),
        format!("The total is {}, so there is nothing to draw", total.en),
    ))
}

fn not_drawn(name: &Text, missing: &Missing) -> Text {
    Text::new(
        format!("“{}”未绘出：{}", name.zh, missing.why.zh),
        format!("“{}” is not drawn: {}", name.en, missing.why.en),
    )
}

fn no_whole(missing: &Missing) -> Text {
    Text::new(
        format!("无法计算占比：{}", missing.why.zh),
        format!("No shares: {}", missing.why.en),
    )
}
