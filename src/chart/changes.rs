//! How a topic's figures changed against last year's or the budget's.

use crate::compare::{Base, ChangeRow, Changes, Known, Origin, Topic, Value};
use crate::model::{Period, Text, Unit};
use crate::relation::Quantity;

use super::marks::Marks;
use super::shares::{percent, source};
use super::{Chart, Form, Point, Role, Row, Scope};

/// A topic's figures against those of another period.
pub fn changes(scope: &Scope<'_>, base: &Base<'_>, topic: Topic, against: Period) -> Chart {
    let accounts = scope.accounts;
    let marks = Marks::of(accounts, scope.review);
    let changes = Changes::of(accounts, base, topic, against);
    let mut chart = Chart {
        key: format!("{}-{}", topic.key(), key(against)),
        title: title(topic, against),
        source: source(accounts, topic.table(accounts)),
        form: Form::Pairs,
        forms: vec![Form::Pairs],
        series: vec![against.text(), Period::Final.text()],
        whole: None,
        rows: Vec::new(),
        notes: remarks(&changes),
    };
    chart.notes.extend(changes.gap_text());
    if !changes.is_known() {
        return chart;
    }
    chart.whole = changes
        .total
        .as_ref()
        .filter(|total| total.both().is_some())
        .map(|total| row(&marks, total, Role::Whole, changes.total.as_ref()));
    let drawn = changes.parts.iter().filter(|part| is_drawn(part));
    chart.rows = drawn
        .map(|part| row(&marks, part, Role::Part, changes.total.as_ref()))
        .collect();
    chart.notes.extend(zeros(&changes));
    let total = changes.total.as_ref();
    if topic.is_additive() && total.is_some_and(|total| total.both().is_some()) {
        chart.forms.push(Form::Waterfall);
        chart
            .rows
            .extend(changes.unexplained.map(|rest| unexplained(&changes, rest)));
    }
    chart
}

/// The title of such a chart.
pub(super) fn title(topic: Topic, against: Period) -> Text {
    let (topic, against) = (topic.text(), against.text());
    Text::new(
        format!("{}：{}与决算数比较", topic.zh, against.zh),
        format!("{}: final against {}", topic.en, against.en),
    )
}

fn key(period: Period) -> &'static str {
    match period {
        Period::Final => "final",
        Period::PriorYear => "prior-year",
        Period::InitialBudget => "initial-budget",
        Period::AdjustedBudget => "adjusted-budget",
    }
}

fn row(marks: &Marks, of: &ChangeRow, role: Role, total: Option<&ChangeRow>) -> Row {
    let share = |to: &Known| {
        let whole = total?.to.as_ref().ok()?;
        percent(to.base_value(), whole.base_value())
    };
    Row {
        name: of.name.clone(),
        role,
        points: vec![point(&of.from), point(&of.to)],
        share: of
            .to
            .as_ref()
            .ok()
            .filter(|_| role == Role::Part)
            .and_then(share),
        change: Some(of.change.clone()),
        mark: marks.at(of.place),
    }
}

fn point(value: &Value) -> Option<Point> {
    let known = value.as_ref().ok()?;
    Some(Point {
        quantity: known.quantity,
        spot: Some(known.spot()),
        implied: match &known.origin {
            Origin::Implied { how, .. } => Some(how.clone()),
            Origin::Printed(_) => None,
        },
    })
}

/// A part is drawn when its change is known and it is or was something.
fn is_drawn(part: &ChangeRow) -> bool {
    part.change.amount.is_some() && is_something(part)
}

fn is_something(part: &ChangeRow) -> bool {
    let counts = |value: &Value| {
        value
            .as_ref()
            .is_ok_and(|known| !known.quantity.value.is_zero())
    };
    counts(&part.from) || counts(&part.to)
}

fn zeros(changes: &Changes) -> Option<Text> {
    let zeros: Vec<&Text> = changes
        .parts
        .iter()
        .filter(|part| part.to.is_ok() && !is_something(part))
        .map(|part| &part.name)
        .collect();
    let list = Text::join(zeros.iter().copied(), "、", ", ");
    (!zeros.is_empty()).then(|| {
        Text::new(
            format!("以下各项为 0，图中不绘：{}", list.zh),
            format!("Zero, not drawn: {}", list.en),
        )
    })
}

/// What contradicts the bases that are shown.
fn remarks(changes: &Changes) -> Vec<Text> {
    let rows = changes.total.iter().chain(&changes.parts);
    rows.filter_map(|row| match &row.from.as_ref().ok()?.origin {
        Origin::Implied {
            remark: Some(remark),
            ..
        } => Some(Text::join([&row.name, remark], "：", ": ")),
        _ => None,
    })
    .collect()
}

/// What is left of the total's change, as a step of its own.
fn unexplained(changes: &Changes, rest: Quantity) -> Row {
    let unknown = changes
        .parts
        .iter()
        .any(|part| part.change.amount.is_none() && is_something(part));
    let name = if changes.parts.is_empty() || unknown {
        Text::new("没有基数的分项", "Parts without a base")
    } else {
        Text::new("分项未说明的部分", "Not explained by the parts")
    };
    Row {
        name,
        role: Role::Rest,
        points: vec![None, None],
        share: None,
        change: Some(crate::compare::Change {
            amount: Some(Quantity {
                unit: if rest.unit.is_money() {
                    rest.unit
                } else {
                    Unit::Yuan
                },
                ..rest
            }),
            rate: crate::compare::Rate::Unknown(Text::default()),
        }),
        mark: None,
    }
}
