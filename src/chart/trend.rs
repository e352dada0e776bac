//! One row over the years, or over departments.

use crate::compare::{Axis, ComparedRow, ComparedTable, Comparison, Value};
use crate::model::Text;

use super::{Chart, Form, Point, Role, Row};

/// A row's figures in one column over all accounts of a comparison: a line over years, bars over departments.
pub fn trend(
    comparison: &Comparison,
    table: &ComparedTable,
    row: &ComparedRow,
    column: u16,
) -> Chart {
    let spec = table.table.spec();
    let over_years = comparison.axis == Axis::Years;
    let mut title = vec![row.name.clone()];
    let head = spec
        .columns
        .get(usize::from(column))
        .map(|of| of.title.clone());
    if spec.columns.len() > 1 {
        title.extend(head);
    }
    let label = |entry: usize| comparison.entries[entry].label(comparison.axis);
    let entries = 0..comparison.entries.len();
    let rows = entries.clone().map(|entry| {
        let value = row.value(column, entry);
        let spot = row.spot(table.table, &comparison.entries, column, entry);
        let point = value.as_ref().ok().map(|known| Point {
            quantity: known.quantity,
            spot,
            implied: None,
        });
        Row {
            name: label(entry),
            role: Role::Part,
            points: vec![point],
            share: None,
            // The step from the entry before; departments have no before.
            change: (over_years && entry > 0).then(|| row.change(column, entry - 1, entry)),
            mark: None,
        }
    });
    let missing = entries.filter_map(|entry| missing(&label(entry), row.value(column, entry)));
    let form = if over_years { Form::Line } else { Form::Bars };
    let department = comparison
        .entries
        .last()
        .filter(|_| over_years)
        .and_then(|entry| entry.department.as_deref())
        .map(Text::same);
    let mut source: Vec<Text> = department.into_iter().collect();
    source.push(spec.title.clone());
    Chart {
        key: format!("{}-trend", spec.key.replace('_', "-")),
        title: Text::join(&title, "，", ", "),
        source: Text::join(&source, "，", ", "),
        form,
        forms: if over_years {
            vec![Form::Line, Form::Bars]
        } else {
            vec![Form::Bars]
        },
        series: head_text(spec, column).into_iter().collect(),
        whole: None,
        rows: rows.collect(),
        notes: missing.collect(),
    }
}

fn head_text(spec: &crate::model::TableSpec, column: u16) -> Option<Text> {
    spec.columns
        .get(usize::from(column))
        .map(|column| column.title.clone())
}

fn missing(label: &Text, value: &Value) -> Option<Text> {
    let why = value.as_ref().err()?.text();
    Some(Text::join([label, &why], "：", ": "))
}
