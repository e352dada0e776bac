//! How the state of a number looks: a line below it, for what is wrong a ground and a shape too.
//! No state is told by its colour alone.

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use crate::review::NumberState;
use crate::rules::Level;
use crate::ui::theme::{RADIUS, Theme};
use crate::ui::widgets::paint_mark;

use super::spots::State;

/// What is to be seen of a spot.
pub(super) struct Look<'a> {
    /// Its state.
    pub(super) state: &'a State,
    /// The level of the open finding about it.
    pub(super) level: Option<Level>,
    /// Whether it reads otherwise than in the text.
    pub(super) changed: bool,
    /// What it is set off by, if anything.
    pub(super) ground: Option<Ground>,
    /// Whether keys act on it.
    pub(super) cursor: bool,
}

/// Why a spot is set off by its ground.
#[derive(Clone, Copy)]
pub(super) enum Ground {
    /// It is an operand of the finding that is selected.
    Operand,
    /// The pointer is on it.
    Pointed,
}

/// Paints what lies beneath the words.
pub(super) fn ground(painter: &Painter, theme: &Theme, rects: &[Rect], em: f32, look: &Look<'_>) {
    let fill = match look.ground {
        Some(Ground::Operand) => Some(theme.cell.operand),
        Some(Ground::Pointed) => Some(theme.surface.hover),
        None => look.level.map(|level| theme.level(level).soft),
    };
    let Some(fill) = fill else {
        return;
    };
    for rect in rects {
        painter.rect_filled(words(*rect, em), RADIUS, fill);
    }
}

/// Paints what lies above the words.
pub(super) fn marks(painter: &Painter, theme: &Theme, rects: &[Rect], em: f32, look: &Look<'_>) {
    for rect in rects {
        let words = words(*rect, em);
        line(painter, theme, words, look.state, look.level);
        if look.cursor {
            let stroke = Stroke::new(1.5, theme.cell.cursor);
            painter.rect_stroke(words.expand(1.0), RADIUS, stroke, StrokeKind::Outside);
        }
    }
    if let (Some(level), Some(first)) = (look.level, rects.first()) {
        let center = pos2(first.left() - em * 0.42, first.center().y);
        paint_mark(painter, theme, center, em * 0.62, level);
    }
    if let (true, Some(last)) = (look.changed, rects.last()) {
        let corner = words(*last, em).right_top();
        let triangle = vec![corner, corner - vec2(7.0, 0.0), corner + vec2(0.0, 7.0)];
        painter.add(Shape::convex_polygon(
            triangle,
            theme.cell.changed,
            Stroke::NONE,
        ));
    }
}

/// The part of a line's height that the words take.
pub(super) fn words(rect: Rect, em: f32) -> Rect {
    Rect::from_center_size(rect.center(), vec2(rect.width() + 2.0, em * 1.36))
}

/// Paints the line of a state below a word or in a legend.
pub(super) fn line(
    painter: &Painter,
    theme: &Theme,
    words: Rect,
    state: &State,
    level: Option<Level>,
) {
    let y = words.bottom() - 1.0;
    let (left, right) = (pos2(words.left() + 1.0, y), pos2(words.right() - 1.0, y));
    if let Some(level) = level {
        let stroke = Stroke::new(2.0, theme.level(level).mark);
        match state {
            // Words waver, numbers do not.
            State::Word => wave(painter, left, right, stroke),
            State::Number(_) => {
                painter.line_segment([left, right], stroke);
            }
        }
        return;
    }
    let State::Number(state) = state else {
        return;
    };
    match state {
        NumberState::Proved => {
            let color = theme.proved.mark.gamma_multiply(0.8);
            painter.line_segment([left, right], Stroke::new(1.0, color));
        }
        NumberState::WithinRounding => {
            let color = theme.proved.mark;
            painter.extend(Shape::dotted_line(&[left, right], color, 3.5, 1.0));
        }
        // Somebody has explained it, or only follows from another mistake.
        NumberState::Contradicted => {
            painter.line_segment([left, right], Stroke::new(2.0, theme.note.mark));
        }
        NumberState::NotChecked(_) => {
            let stroke = Stroke::new(1.2, theme.text.faint);
            painter.extend(Shape::dashed_line(&[left, right], stroke, 5.0, 3.5));
        }
        NumberState::Other(_) | NumberState::InTable => {}
    }
}

fn wave(painter: &Painter, left: Pos2, right: Pos2, stroke: Stroke) {
    let mut points = vec![left];
    let mut up = true;
    let mut x = left.x + 3.0;
    while x < right.x {
        points.push(pos2(x, left.y + if up { -2.5 } else { 0.5 }));
        up = !up;
        x += 3.0;
    }
    painter.add(Shape::line(points, stroke));
}

/// Paints the ground of what was found by searching.
pub(super) fn hit(painter: &Painter, theme: &Theme, rects: &[Rect], em: f32, current: bool) {
    for rect in rects {
        let words = words(*rect, em);
        painter.rect_filled(words, 2.0, theme.cell.operand);
        if current {
            let stroke = Stroke::new(1.5, theme.cell.operand_edge);
            painter.rect_stroke(words, 2.0, stroke, StrokeKind::Inside);
        }
    }
}

/// A colour for the mark of a level on the map.
pub(super) fn map_color(theme: &Theme, level: Option<Level>) -> Color32 {
    level.map_or(theme.text.faint, |level| theme.level(level).mark)
}
