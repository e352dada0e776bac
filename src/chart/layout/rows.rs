//! Lying bars, one or two a row: the name above, the amounts in a column to the right.

use crate::chart::words::{amount, change_text, share_text};
use crate::chart::{Chart, Form, Point, Role, Row};
use crate::model::{Lang, Unit};

use super::axis::{TICK_SIZE, float};
use super::{
    Align, Area, Axis, Bar, Fill, Hit, HitRow, Ink, Label, MarkAt, Rule, RuleStyle, Scene, Weight,
    fitted, text_width,
};

const NAME_SIZE: f32 = 13.5;
const FIGURE_SIZE: f32 = 12.5;
const NAME_HEIGHT: f32 = 21.0;
const BAR: f32 = 14.0;
const THIN_BAR: f32 = 12.0;
const BAR_STEP: f32 = 18.0;
const ROW_GAP: f32 = 9.0;
const GUTTER_GAP: f32 = 14.0;
const AXIS_HEIGHT: f32 = 24.0;
/// For the line that says that the axis is cut off.
const CUT_HEIGHT: f32 = 17.0;
pub(super) const MARK: f32 = 11.0;

/// A row before it is known how wide its figures are.
pub(super) struct Line {
    pub(super) row: HitRow,
    pub(super) name: String,
    pub(super) bold: bool,
    pub(super) mark: Option<crate::rules::Level>,
    /// To the right of the name: share, change.
    pub(super) aside: String,
    pub(super) bars: Vec<LineBar>,
    /// To the end of the bar of the next line, for waterfalls.
    pub(super) connects_at: Option<f64>,
}

pub(super) struct LineBar {
    /// Where it begins and ends; `None` where there is no amount.
    pub(super) reach: Option<(f64, f64)>,
    /// The amount in words.
    pub(super) text: String,
    pub(super) fill: Fill,
    pub(super) hatched: bool,
}

/// A bar a row, or the two bars of a pair.
pub(super) fn bars(chart: &Chart, unit: Unit, lang: Lang, width: f32) -> Scene {
    let unit = shown_unit(chart, unit);
    let whole = chart
        .whole
        .iter()
        .filter(|_| chart.form == Form::Pairs)
        .map(|row| (HitRow::Whole, row));
    let rows = chart.rows.iter().enumerate();
    let rows = rows
        .filter(|(_, row)| chart.form != Form::Pairs || row.role != Role::Rest)
        .map(|(index, row)| (HitRow::Row(index), row));
    let lines: Vec<Line> = whole
        .chain(rows)
        .map(|(hit, row)| bar_line(chart, hit, row, unit, lang))
        .collect();
    let reaches = lines.iter().flat_map(|line| &line.bars);
    let ends: Vec<f64> = reaches.filter_map(|bar| Some(bar.reach?.1)).collect();
    let length = width - room(&lines, width);
    let axis = Axis::fitting(&ends, unit, length, true);
    place(&lines, axis, lang, width, length)
}

fn bar_line(chart: &Chart, hit: HitRow, row: &Row, unit: Unit, lang: Lang) -> Line {
    let pairs = chart.form == Form::Pairs;
    let aside = match (&row.change, row.share) {
        (Some(change), _) if pairs || row.share.is_none() => {
            change_text(change, unit).get(lang).to_owned()
        }
        (_, Some(share)) => share_text(share),
        _ => String::new(),
    };
    let last = row.points.len().saturating_sub(1);
    let bars = row.points.iter().enumerate().map(|(series, point)| {
        let fill = match (pairs, series == last, row.role) {
            (true, false, _) | (_, _, Role::Rest) => Fill::Neutral,
            _ => Fill::Series(0),
        };
        match point {
            Some(point) => LineBar {
                reach: Some((0.0, float(&point.quantity, unit))),
                text: point_words(point, unit, lang),
                fill,
                hatched: point.implied.is_some(),
            },
            None => LineBar {
                reach: None,
                text: "—".to_owned(),
                fill,
                hatched: false,
            },
        }
    });
    Line {
        row: hit,
        name: row.name.get(lang).to_owned(),
        bold: row.role == Role::Whole,
        mark: row.mark.map(|mark| mark.level),
        aside,
        bars: bars.collect(),
        connects_at: None,
    }
}

pub(super) fn point_words(point: &Point, unit: Unit, lang: Lang) -> String {
    let words = amount(&point.quantity, unit);
    if point.implied.is_none() {
        return words.get(lang).to_owned();
    }
    match lang {
        Lang::Zh => format!("推算 {}", words.zh),
        Lang::En => format!("implied {}", words.en),
    }
}

/// The unit of the axis: what is asked for, unless the amounts are no money.
pub(super) fn shown_unit(chart: &Chart, asked: Unit) -> Unit {
    let rows = chart.whole.iter().chain(&chart.rows);
    let mut units = rows
        .flat_map(|row| &row.points)
        .flatten()
        .map(|point| point.quantity.unit);
    match units.next() {
        Some(unit) if !unit.is_money() => unit,
        _ => asked,
    }
}

/// The width of the column of figures with the gap before it: as its words need, as long as the bars keep a little room.
pub(super) fn room(lines: &[Line], width: f32) -> f32 {
    let words = lines.iter().flat_map(|line| {
        let bars = line.bars.iter().map(|bar| &bar.text);
        bars.chain([&line.aside])
    });
    let widest = words
        .map(|text| text_width(text, FIGURE_SIZE))
        .fold(0.0, f32::max);
    (widest + 2.0).min(width * 0.7) + GUTTER_GAP
}

pub(super) fn place(lines: &[Line], axis: Axis, lang: Lang, width: f32, length: f32) -> Scene {
    let broken = axis.low > 0.0;
    let mut scene = Scene {
        frame: Area {
            left: 0.0,
            top: 0.0,
            right: length,
            bottom: 0.0,
        },
        axis: Some(axis),
        ..Scene::default()
    };
    let mut y = 2.0;
    let mut connector: Option<(f64, f32)> = None;
    for line in lines {
        let top = y;
        head(&mut scene, line, y, width);
        y += NAME_HEIGHT;
        let thickness = if line.bars.len() > 1 { THIN_BAR } else { BAR };
        if let Some((value, from)) = connector.take() {
            let x = scene.position(value);
            scene.rules.push(Rule {
                points: vec![[x, from], [x, y]],
                style: RuleStyle::Connector,
            });
        }
        for bar in &line.bars {
            let middle = y + BAR_STEP / 2.0;
            place_bar(&mut scene, bar, middle, thickness, width);
            y += BAR_STEP;
        }
        connector = line.connects_at.map(|value| (value, y));
        scene.hits.push(Hit {
            area: Area {
                left: 0.0,
                top,
                right: width,
                bottom: y + ROW_GAP / 2.0,
            },
            row: line.row,
        });
        y += ROW_GAP;
    }
    scene.frame.bottom = y;
    letters(&mut scene, lang, width, broken);
    let foot = if broken { CUT_HEIGHT } else { 0.0 };
    scene.size = [width, y + AXIS_HEIGHT + foot];
    scene
}

fn head(scene: &mut Scene, line: &Line, y: f32, width: f32) {
    let middle = y + NAME_HEIGHT / 2.0;
    let aside = text_width(&line.aside, FIGURE_SIZE);
    // A short aside leaves its room to a long name.
    let room = width - aside - GUTTER_GAP - MARK - 8.0;
    let name = fitted(&line.name, NAME_SIZE, room);
    if let Some(level) = line.mark {
        scene.marks.push(MarkAt {
            center: [text_width(&name, NAME_SIZE) + 6.0 + MARK / 2.0, middle],
            size: MARK,
            level,
        });
    }
    // The grid does not strike a name through.
    scene.cleared.push(Area {
        left: 0.0,
        top: middle - 9.0,
        right: text_width(&name, NAME_SIZE) + MARK + 10.0,
        bottom: middle + 9.0,
    });
    scene.labels.push(Label {
        text: name,
        at: [0.0, middle],
        align: Align::Start,
        size: NAME_SIZE,
        ink: Ink::Primary,
        weight: if line.bold {
            Weight::Bold
        } else {
            Weight::Regular
        },
    });
    if !line.aside.is_empty() {
        scene.labels.push(Label {
            text: line.aside.clone(),
            at: [width, middle],
            align: Align::End,
            size: FIGURE_SIZE,
            ink: Ink::Secondary,
            weight: Weight::Regular,
        });
    }
}

fn place_bar(scene: &mut Scene, bar: &LineBar, y: f32, thickness: f32, width: f32) {
    let row = scene.hits.len();
    if let Some((from, to)) = bar.reach {
        let low = scene.axis.as_ref().map_or(0.0, |axis| axis.low);
        let broken = low > 0.0 && from < low;
        scene.bars.push(Bar {
            row,
            y,
            thickness,
            from: from.max(low),
            to,
            fill: bar.fill,
            hatched: bar.hatched,
            broken,
        });
    }
    scene.labels.push(Label {
        text: bar.text.clone(),
        at: [width, y],
        align: Align::End,
        size: FIGURE_SIZE,
        ink: if bar.reach.is_some() {
            Ink::Primary
        } else {
            Ink::Faint
        },
        weight: Weight::Regular,
    });
}

/// The letters below the axis, and its unit in the column of figures.
fn letters(scene: &mut Scene, lang: Lang, width: f32, broken: bool) {
    let y = scene.frame.bottom + AXIS_HEIGHT / 2.0;
    let Some(axis) = scene.axis.clone() else {
        return;
    };
    let last = axis.ticks.len().saturating_sub(1);
    for (index, tick) in axis.ticks.iter().enumerate() {
        scene.labels.push(Label {
            text: tick.text.clone(),
            at: [scene.position(tick.value), y],
            align: match index {
                0 => Align::Start,
                index if index == last => Align::End,
                _ => Align::Middle,
            },
            size: TICK_SIZE,
            ink: Ink::Faint,
            weight: Weight::Regular,
        });
    }
    let unit = axis.unit.text();
    let (unit, cut) = match lang {
        Lang::Zh => (format!("单位：{}", unit.zh), "横轴不从 0 开始"),
        Lang::En => (format!("in {}", unit.en), "The axis does not begin at 0"),
    };
    let mut write = |text: String, at: [f32; 2], align: Align| {
        scene.labels.push(Label {
            text,
            at,
            align,
            size: TICK_SIZE,
            ink: Ink::Faint,
            weight: Weight::Regular,
        });
    };
    write(unit, [width, y], Align::End);
    if broken {
        write(cut.to_owned(), [0.0, y + CUT_HEIGHT], Align::Start);
    }
}
