//! Points over years, joined by a line; the amounts stand above them where there is room.

use crate::chart::words::amount;
use crate::chart::{Chart, Row};
use crate::model::{Lang, Unit};

use super::axis::{TICK_SIZE, float};
use super::rows::{MARK, shown_unit};
use super::{
    Align, Area, Axis, Dot, Hit, HitRow, Ink, Label, MarkAt, Scene, Weight, fitted, text_width,
};

const HEIGHT: f32 = 260.0;
const HEAD: f32 = 30.0;
const FOOT: f32 = 46.0;
const FIGURE_SIZE: f32 = 12.0;
const NAME_SIZE: f32 = 12.5;

pub(super) fn line(chart: &Chart, unit: Unit, lang: Lang, width: f32) -> Scene {
    let unit = shown_unit(chart, unit);
    let amounts: Vec<Option<(f64, String)>> = chart
        .rows
        .iter()
        .map(|row| {
            let point = row.last()?;
            let words = amount(&point.quantity, unit).get(lang).to_owned();
            Some((float(&point.quantity, unit), words))
        })
        .collect();
    let values: Vec<f64> = amounts.iter().flatten().map(|(value, _)| *value).collect();
    let axis = Axis::over(&values, unit, 4, true);
    let widest = axis
        .ticks
        .iter()
        .map(|tick| text_width(&tick.text, TICK_SIZE))
        .fold(0.0, f32::max);
    let left = widest + 10.0;
    let mut scene = Scene {
        size: [width, HEIGHT + FOOT],
        frame: Area {
            left,
            top: HEAD,
            right: width,
            bottom: HEIGHT,
        },
        axis: Some(axis),
        upright: true,
        ..Scene::default()
    };
    scale(&mut scene, lang);
    let step = (width - left) / chart.rows.len().max(1) as f32;
    let mut taken = 0.0_f32;
    let mut joined = false;
    for (index, (row, amount)) in chart.rows.iter().zip(&amounts).enumerate() {
        let x = left + step * (index as f32 + 0.5);
        below(&mut scene, row, lang, x, step);
        if let Some((value, words)) = amount {
            let y = scene.position(*value);
            let half = text_width(words, FIGURE_SIZE) / 2.0;
            let middle = x.clamp(half, (width - half).max(half));
            if middle - half > taken {
                let at = [middle, y - 16.0];
                // The line passes behind the words.
                scene.cleared.push(Area {
                    left: middle - half - 2.0,
                    top: at[1] - 8.0,
                    right: middle + half + 2.0,
                    bottom: at[1] + 8.0,
                });
                write(&mut scene, words.clone(), at, FIGURE_SIZE, Ink::Primary);
                taken = middle + half + 6.0;
            }
            scene.dots.push(Dot {
                row: index,
                x,
                value: *value,
                joined,
            });
        }
        joined = amount.is_some();
        scene.hits.push(Hit {
            area: Area {
                left: x - step / 2.0,
                top: 0.0,
                right: x + step / 2.0,
                bottom: HEIGHT + FOOT,
            },
            row: HitRow::Row(index),
        });
    }
    scene
}

/// The year, and how much it changed from the year before.
fn below(scene: &mut Scene, row: &Row, lang: Lang, x: f32, step: f32) {
    let name = fitted(row.name.get(lang), NAME_SIZE, step - 4.0);
    if let Some(mark) = row.mark {
        let away = text_width(&name, NAME_SIZE) / 2.0 + 6.0 + MARK / 2.0;
        scene.marks.push(MarkAt {
            center: [x + away, HEIGHT + 14.0],
            size: MARK,
            level: mark.level,
        });
    }
    write(scene, name, [x, HEIGHT + 14.0], NAME_SIZE, Ink::Primary);
    if let Some(change) = &row.change {
        let rate = change.rate.text();
        let rate = fitted(rate.get(lang), TICK_SIZE, step - 4.0);
        write(scene, rate, [x, HEIGHT + 32.0], TICK_SIZE, Ink::Secondary);
    }
}

fn write(scene: &mut Scene, text: String, at: [f32; 2], size: f32, ink: Ink) {
    scene.labels.push(Label {
        text,
        at,
        align: Align::Middle,
        size,
        ink,
        weight: Weight::Regular,
    });
}

/// The letters to the left of the axis, and its unit above them.
fn scale(scene: &mut Scene, lang: Lang) {
    let Some(axis) = scene.axis.clone() else {
        return;
    };
    let letter = |text: String, at: [f32; 2], align: Align| Label {
        text,
        at,
        align,
        size: TICK_SIZE,
        ink: Ink::Faint,
        weight: Weight::Regular,
    };
    let right = scene.frame.left - 6.0;
    for tick in &axis.ticks {
        let y = scene.position(tick.value);
        scene
            .labels
            .push(letter(tick.text.clone(), [right, y], Align::End));
    }
    let unit = axis.unit.text();
    let text = match lang {
        Lang::Zh => format!("单位：{}", unit.zh),
        Lang::En => format!("in {}", unit.en),
    };
    scene.labels.push(letter(text, [0.0, 8.0], Align::Start));
}
