//! A ring of parts around their total, with the words outside, joined by leaders that never cross another's words.

use std::f64::consts::TAU;

use crate::chart::words::{amount, share_text};
use crate::chart::{Chart, Role, Row};
use crate::model::{Lang, Text, Unit};

use super::axis::float;
use super::rows::{MARK, shown_unit};
use super::{
    Align, Arc, Area, Fill, Hit, HitRow, Ink, Label, MarkAt, Rule, RuleStyle, Scene, Weight,
    fitted, narrow, text_width,
};

/// More pieces than there are colours would not be told apart: the smallest are taken together.
const MOST_PIECES: usize = 8;
const OUTER: f32 = 104.0;
const INNER: f32 = 66.0;
const GAP: f32 = 1.8;
const NAME_SIZE: f32 = 13.0;
const FIGURE_SIZE: f32 = 12.0;
const LABEL_HEIGHT: f32 = 40.0;
const STUB: f32 = 7.0;
const ELBOW: f32 = 26.0;
const PAD: f32 = 8.0;

struct Piece<'a> {
    name: String,
    figure: String,
    value: f64,
    fill: Fill,
    hatched: bool,
    hit: Option<HitRow>,
    row: Option<&'a Row>,
}

/// A label waiting for its place on one side.
struct Waiting {
    piece: usize,
    angle: f32,
    y: f32,
}

pub(super) fn ring(chart: &Chart, unit: Unit, lang: Lang, width: f32) -> Scene {
    let unit = shown_unit(chart, unit);
    let pieces = pieces(chart, unit, lang);
    let sum: f64 = pieces.iter().map(|piece| piece.value).sum();
    if sum <= 0.0 {
        return Scene::empty(width);
    }
    let angles = angles(&pieces, sum);
    let (left, right) = sides(&angles);
    let tallest = left.len().max(right.len()) as f32 * LABEL_HEIGHT;
    let height = (2.0 * (OUTER + 26.0)).max(tallest + 2.0 * PAD);
    let center = [width / 2.0, height / 2.0];
    let mut scene = Scene {
        size: [width, height],
        ..Scene::default()
    };
    for (index, (piece, (start, end))) in pieces.iter().zip(&angles).enumerate() {
        let gap = if pieces.len() > 1 { GAP / OUTER } else { 0.0 };
        // A gap takes at most a quarter of a thin piece.
        let gap = gap.min((end - start) / 4.0);
        scene.arcs.push(Arc {
            row: index,
            center,
            inner: INNER,
            outer: OUTER,
            start: start + gap / 2.0,
            end: end - gap / 2.0,
            fill: piece.fill,
            hatched: piece.hatched,
        });
    }
    let mut areas = vec![Area::default(); pieces.len()];
    for (side, labels) in [(-1.0, left), (1.0, right)] {
        for waiting in spread(labels, center[1], height) {
            areas[waiting.piece] = label(&mut scene, &pieces[waiting.piece], &waiting, side);
        }
    }
    scene.hits = pieces
        .iter()
        .zip(areas)
        .map(|(piece, area)| Hit {
            area,
            row: piece.hit.unwrap_or(HitRow::Whole),
        })
        .collect();
    middle(&mut scene, chart, unit, lang, center);
    scene
}

fn pieces<'a>(chart: &'a Chart, unit: Unit, lang: Lang) -> Vec<Piece<'a>> {
    let figure = |row: &Row| {
        let point = row.last();
        let amount = point.map(|point| amount(&point.quantity, unit));
        let share = row.share.map(share_text).unwrap_or_default();
        let amount = amount.unwrap_or_default();
        match lang {
            Lang::Zh => format!("{}，{share}", amount.zh),
            Lang::En => format!("{}, {share}", amount.en),
        }
    };
    let value = |row: &Row| row.last().map_or(0.0, |point| float(&point.quantity, unit));
    let parts: Vec<(usize, &Row)> = chart
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| value(row) > 0.0)
        .collect();
    let shown = if parts.len() > MOST_PIECES {
        MOST_PIECES - 1
    } else {
        parts.len()
    };
    let mut pieces: Vec<Piece<'a>> = parts
        .iter()
        .take(shown)
        .enumerate()
        .map(|(series, (index, row))| Piece {
            name: row.name.get(lang).to_owned(),
            figure: figure(row),
            value: value(row),
            fill: match row.role {
                Role::Rest => Fill::Neutral,
                Role::Whole | Role::Part => Fill::Series(series),
            },
            hatched: row.role == Role::Rest,
            hit: Some(HitRow::Row(*index)),
            row: Some(row),
        })
        .collect();
    let others = &parts[shown..];
    if !others.is_empty() {
        let name = Text::new(
            format!("其余 {} 项", others.len()),
            format!("{} others", others.len()),
        );
        let share = others.iter().filter_map(|(_, row)| row.share).sum();
        pieces.push(Piece {
            name: name.get(lang).to_owned(),
            figure: share_text(share),
            value: others.iter().map(|(_, row)| value(row)).sum(),
            fill: Fill::Neutral,
            hatched: false,
            hit: None,
            row: None,
        });
    }
    pieces
}

/// Where each piece begins and ends. The largest, which is the first, has its middle to the left, so that the small ones
/// lie to the right, where their words have room above each other.
fn angles(pieces: &[Piece<'_>], sum: f64) -> Vec<(f32, f32)> {
    let share = |piece: &Piece<'_>| piece.value / sum * TAU;
    let mut from = 0.75 * TAU - pieces.first().map_or(0.0, share) / 2.0;
    pieces
        .iter()
        .map(|piece| {
            let start = from;
            from += share(piece);
            (narrow(start), narrow(from))
        })
        .collect()
}

/// The labels to the left and to the right, each where its piece's middle is.
fn sides(angles: &[(f32, f32)]) -> (Vec<Waiting>, Vec<Waiting>) {
    let all = angles.iter().enumerate().map(|(piece, (start, end))| {
        let angle = f32::midpoint(*start, *end).rem_euclid(narrow(TAU));
        Waiting {
            piece,
            angle,
            y: -(OUTER + STUB) * angle.cos(),
        }
    });
    all.partition(|waiting| waiting.angle > std::f32::consts::PI)
}

/// Moves labels of one side apart until none overlaps another, each group around the middle of where its labels would
/// like to be, and keeps them within the height.
fn spread(mut labels: Vec<Waiting>, center: f32, height: f32) -> Vec<Waiting> {
    labels.sort_by(|a, b| a.y.total_cmp(&b.y));
    // Groups of touching labels: how many, and the sum of the places where each would have the group's first one.
    let mut groups: Vec<(usize, f32)> = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        groups.push((1, label.y + center - index as f32 * LABEL_HEIGHT));
        while let [.., (before, places), (count, more)] = groups.as_mut_slice()
            && *more / (*count as f32) < *places / (*before as f32)
        {
            *before += *count;
            *places += *more;
            groups.pop();
        }
    }
    let mut firsts: Vec<f32> = Vec::with_capacity(labels.len());
    for (count, places) in groups {
        firsts.extend(std::iter::repeat_n(places / count as f32, count));
    }
    let half = LABEL_HEIGHT / 2.0;
    let last = labels.len().saturating_sub(1);
    for (index, (label, first)) in labels.iter_mut().zip(firsts).enumerate() {
        let above = PAD + half + index as f32 * LABEL_HEIGHT;
        let below = height - PAD - half - (last - index) as f32 * LABEL_HEIGHT;
        label.y = (first + index as f32 * LABEL_HEIGHT).max(above).min(below);
    }
    labels
}

/// Writes a piece's words beside the ring and leads to them; the area of the words.
fn label(scene: &mut Scene, piece: &Piece<'_>, waiting: &Waiting, side: f32) -> Area {
    let arc = scene.arcs[waiting.piece];
    let [x, _] = arc.center;
    let edge = x + side * (OUTER + ELBOW + 12.0);
    let end = arc.place(waiting.angle, OUTER + STUB);
    // Straight out to a common line, and from there to the words: leaders in the same order at both ends never cross.
    scene.rules.push(Rule {
        points: vec![
            arc.place(waiting.angle, OUTER + 1.0),
            end,
            [x + side * (OUTER + STUB + 1.0), end[1]],
            [x + side * (OUTER + ELBOW), waiting.y],
            [edge - side * 3.0, waiting.y],
        ],
        style: RuleStyle::Leader,
    });
    let mark = piece.row.and_then(|row| row.mark);
    let room = if side > 0.0 {
        scene.size[0] - edge
    } else {
        edge
    };
    let mark_room = if mark.is_some() { MARK + 6.0 } else { 0.0 };
    let name = fitted(&piece.name, NAME_SIZE, room - mark_room);
    let figure = fitted(&piece.figure, FIGURE_SIZE, room);
    let align = if side > 0.0 { Align::Start } else { Align::End };
    let name_width = text_width(&name, NAME_SIZE);
    let wide = (name_width + mark_room).max(text_width(&figure, FIGURE_SIZE));
    let upper = waiting.y - 8.5;
    if let Some(mark) = mark {
        let away = name_width + 6.0 + MARK / 2.0;
        scene.marks.push(MarkAt {
            center: [edge + side * away, upper],
            size: MARK,
            level: mark.level,
        });
    }
    for (text, y, size, ink) in [
        (name, upper, NAME_SIZE, Ink::Primary),
        (figure, waiting.y + 8.5, FIGURE_SIZE, Ink::Secondary),
    ] {
        scene.labels.push(Label {
            text,
            at: [edge, y],
            align,
            size,
            ink,
            weight: Weight::Regular,
        });
    }
    Area {
        left: edge.min(edge + side * wide),
        top: waiting.y - LABEL_HEIGHT / 2.0,
        right: edge.max(edge + side * wide),
        bottom: waiting.y + LABEL_HEIGHT / 2.0,
    }
}

/// The total in the middle, as large as it fits.
fn middle(scene: &mut Scene, chart: &Chart, unit: Unit, lang: Lang, [x, y]: [f32; 2]) {
    let Some(whole) = &chart.whole else { return };
    let Some(point) = whole.last() else { return };
    let total = amount(&point.quantity, unit);
    let total = total.get(lang);
    let (digits, of) = total.split_once(' ').unwrap_or((total, ""));
    let room = 2.0 * INNER - 18.0;
    let size = [17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0]
        .into_iter()
        .find(|size| text_width(digits, *size) <= room)
        .unwrap_or(9.0);
    let name = fitted(whole.name.get(lang), FIGURE_SIZE, room - 20.0);
    let lines = [
        (name, y - 22.0, FIGURE_SIZE, Ink::Secondary, Weight::Regular),
        (
            fitted(digits, size, room + 10.0),
            y,
            size,
            Ink::Primary,
            Weight::Bold,
        ),
        (
            of.to_owned(),
            y + 21.0,
            FIGURE_SIZE,
            Ink::Secondary,
            Weight::Regular,
        ),
    ];
    for (text, y, size, ink, weight) in lines {
        scene.labels.push(Label {
            text,
            at: [x, y],
            align: Align::Middle,
            size,
            ink,
            weight,
        });
    }
    if let Some(mark) = whole.mark {
        scene.marks.push(MarkAt {
            center: [x, y - 42.0],
            size: MARK,
            level: mark.level,
        });
    }
    scene.hits.push(Hit {
        area: Area {
            left: x - INNER * 0.7,
            top: y - INNER * 0.7,
            right: x + INNER * 0.7,
            bottom: y + INNER * 0.7,
        },
        row: HitRow::Whole,
    });
}
