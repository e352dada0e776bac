//! A waterfall: from what it was, by what every part became more or less, to what it is.

use rust_decimal::Decimal;

use crate::chart::words::signed_amount;
use crate::chart::{Chart, Point, Role, Row};
use crate::compare::Rate;
use crate::model::{Lang, Text, Unit};
use crate::relation::Quantity;

use super::axis::float;
use super::rows::{Line, LineBar, place, point_words, room};
use super::{Axis, Fill, HitRow, Scene};

/// What it was, every step up or down, what it is.
pub(super) fn waterfall(chart: &Chart, unit: Unit, lang: Lang, width: f32) -> Scene {
    let lines = chart
        .whole
        .as_ref()
        .and_then(|whole| steps(chart, whole, unit, lang))
        .unwrap_or_default();
    let reaches = lines.iter().flat_map(|line| &line.bars);
    let ends: Vec<f64> = reaches
        .filter_map(|bar| bar.reach)
        .flat_map(|(from, to)| [from, to])
        .collect();
    let length = width - room(&lines, width);
    let axis = match near(&ends) {
        Some(values) => Axis::fitting(&values, unit, length, false),
        None => Axis::fitting(&ends, unit, length, true),
    };
    place(&lines, axis, lang, width, length)
}

/// Where the steps are too small to be seen beside the totals: what an axis should span that begins above zero.
fn near(ends: &[f64]) -> Option<[f64; 2]> {
    let levels = || ends.iter().copied().filter(|end| *end != 0.0);
    let (low, high) = (
        levels().fold(f64::INFINITY, f64::min),
        levels().fold(f64::NEG_INFINITY, f64::max),
    );
    let span = high - low;
    let small = low > 0.0 && span > 0.0 && span < 0.3 * high;
    small.then(|| [(low - 0.6 * span).max(0.0), high + 0.1 * span])
}

fn steps(chart: &Chart, whole: &Row, unit: Unit, lang: Lang) -> Option<Vec<Line>> {
    let [Some(start), Some(end)] = whole.points.as_slice() else {
        return None;
    };
    let total = |point: &Point, series: usize, fill: Fill| Line {
        row: HitRow::Whole,
        name: chart.series[series].get(lang).to_owned(),
        bold: true,
        mark: whole.mark.map(|mark| mark.level).filter(|_| series == 1),
        aside: String::new(),
        bars: vec![LineBar {
            reach: Some((0.0, float(&point.quantity, unit))),
            text: point_words(point, unit, lang),
            fill,
            hatched: point.implied.is_some(),
        }],
        connects_at: None,
    };
    let base = |quantity: &Quantity| quantity.value.checked_mul(quantity.unit.factor());
    let level = |value: Decimal| float(&Quantity::exact(value, Unit::Yuan), unit);
    let mut running = base(&start.quantity)?;
    let mut lines = vec![total(start, 0, Fill::Neutral)];
    for (index, row) in chart.rows.iter().enumerate() {
        let Some(change) = row.change.as_ref() else {
            continue;
        };
        let Some(step) = change.amount else { continue };
        let from = running;
        running = running.checked_add(base(&step)?)?;
        if let Some(before) = lines.last_mut() {
            before.connects_at = Some(level(from));
        }
        let aside = match &change.rate {
            Rate::Unknown(_) => Text::default(),
            rate => rate.text(),
        };
        lines.push(Line {
            row: HitRow::Row(index),
            name: row.name.get(lang).to_owned(),
            bold: false,
            mark: row.mark.map(|mark| mark.level),
            aside: aside.get(lang).to_owned(),
            bars: vec![LineBar {
                reach: Some((level(from), level(running))),
                text: signed_amount(&step, unit).get(lang).to_owned(),
                fill: if step.value.is_sign_negative() {
                    Fill::Down
                } else {
                    Fill::Up
                },
                hatched: row.role == Role::Rest,
            }],
            connects_at: None,
        });
    }
    if let Some(before) = lines.last_mut() {
        before.connects_at = Some(level(running));
    }
    lines.push(total(end, 1, Fill::Neutral));
    Some(lines)
}
