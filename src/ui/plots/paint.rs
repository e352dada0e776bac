//! What lies on no scale: the ring, words, leaders, hatching and marks.

use eframe::egui::{
    Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, pos2,
};

use crate::chart::layout::{
    Align, Arc, Area, Fill, Ink, Label, RuleStyle, Scene, Weight, break_mark, hatching,
};
use crate::ui::fonts;
use crate::ui::theme::Theme;
use crate::ui::widgets::paint_mark;

/// The strength of the ground of what is implied.
pub(super) const LIGHT: f32 = 0.22;

/// The colour of a shape.
pub(super) fn color(theme: &Theme, fill: Fill) -> Color32 {
    theme.plot[fill.series() % theme.plot.len()]
}

/// A scene's area in egui's terms.
pub(super) fn rect(area: &Area) -> Rect {
    Rect::from_min_max(pos2(area.left, area.top), pos2(area.right, area.bottom))
}

/// A filled rectangle; an implied one is light, hatched and outlined.
pub(super) fn area(painter: &Painter, rect: Rect, color: Color32, hatched: bool) {
    if !hatched {
        painter.rect_filled(rect, 0.0, color);
        return;
    }
    painter.rect_filled(rect, 0.0, color.gamma_multiply(LIGHT));
    hatch(painter, rect, color);
    painter.rect_stroke(rect, 0.0, Stroke::new(1.0, color), StrokeKind::Inside);
}

fn hatch(painter: &Painter, rect: Rect, color: Color32) {
    let area = Area {
        left: rect.left(),
        top: rect.top(),
        right: rect.right(),
        bottom: rect.bottom(),
    };
    for [from, to] in hatching(&area) {
        painter.line_segment([from.into(), to.into()], Stroke::new(1.0, color));
    }
}

/// Paints everything of a scene that `egui_plot` does not draw, over what it drew.
pub(super) fn scene(ui: &Ui, scene: &Scene, rect: Rect) {
    let theme = Theme::of(ui);
    let painter = ui.painter();
    let origin = rect.min.to_vec2();
    let moved = |area: &Area| self::rect(area).translate(origin);
    let ground = theme.surface.raised;
    for area in &scene.cleared {
        painter.rect_filled(moved(area), 0.0, ground);
    }
    for rule in &scene.rules {
        let points: Vec<Pos2> = rule
            .points
            .iter()
            .map(|at| Pos2::from(*at) + origin)
            .collect();
        let stroke = Stroke::new(1.0, theme.line.strong);
        match rule.style {
            RuleStyle::Connector => painter.extend(Shape::dashed_line(&points, stroke, 3.0, 3.0)),
            RuleStyle::Leader => {
                painter.line(points, stroke);
            }
        }
    }
    for bar in &scene.bars {
        let area = scene.bar_area(bar);
        let place = moved(&area);
        let color = color(theme, bar.fill);
        if bar.hatched {
            hatch(painter, place, color);
        } else if place.width() < 1.0 {
            // A bar of nothing still says where it is.
            painter.vline(place.left(), place.y_range(), Stroke::new(1.0, color));
        }
        if bar.broken {
            let gap = break_mark(&area).map(|at| Pos2::from(at) + origin);
            painter.add(Shape::convex_polygon(gap.to_vec(), ground, Stroke::NONE));
        }
    }
    for arc in &scene.arcs {
        ring(painter, theme, arc, origin);
    }
    for label in &scene.labels {
        words(painter, theme, label, origin);
    }
    for mark in &scene.marks {
        let center = Pos2::from(mark.center) + origin;
        paint_mark(painter, theme, center, mark.size, mark.level);
    }
}

fn ring(painter: &Painter, theme: &Theme, arc: &Arc, origin: Vec2) {
    let place = |at: [f32; 2]| Pos2::from(at) + origin;
    let color = color(theme, arc.fill);
    let fill = if arc.hatched {
        color.gamma_multiply(0.4)
    } else {
        color
    };
    // Pieces are filled without soft edges, which would show where they meet; the outline is smoothed instead.
    let mut mesh = eframe::egui::Mesh::default();
    for corners in arc.pieces() {
        let first = u32::try_from(mesh.vertices.len()).unwrap_or(u32::MAX);
        for corner in corners {
            mesh.colored_vertex(place(corner), fill);
        }
        mesh.add_triangle(first, first + 1, first + 2);
        mesh.add_triangle(first, first + 2, first + 3);
    }
    painter.add(mesh);
    let outline: Vec<Pos2> = arc.outline().into_iter().map(place).collect();
    painter.add(Shape::closed_line(outline, Stroke::new(0.75, color)));
}

fn words(painter: &Painter, theme: &Theme, label: &Label, origin: Vec2) {
    let color = match label.ink {
        Ink::Primary => theme.text.primary,
        Ink::Secondary => theme.text.secondary,
        Ink::Faint => theme.text.faint,
    };
    let align = match label.align {
        Align::Start => Align2::LEFT_CENTER,
        Align::Middle => Align2::CENTER_CENTER,
        Align::End => Align2::RIGHT_CENTER,
    };
    let at = Pos2::from(label.at) + origin;
    painter.text(at, align, &label.text, font(label), color);
}

fn font(label: &Label) -> FontId {
    match label.weight {
        Weight::Regular => fonts::regular(label.size),
        Weight::Bold => fonts::bold(label.size),
    }
}
