//! The mark of a level: a colour and a shape, painted rather than typed, so that no font can lack it.

use crate::model::Lang;
use crate::rules::Level;
use crate::ui::theme::Theme;
use eframe::egui::{
    Painter, Pos2, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

/// Paints the mark of a level: an octagon, a triangle, a diamond or a ring.
///
/// The shapes are drawn a little larger or smaller than `size`, so that they look equally heavy.
pub fn paint_mark(painter: &Painter, theme: &Theme, center: Pos2, size: f32, level: Level) {
    let color = theme.level(level).mark;
    let radius = size / 2.0;
    let shape = match level {
        Level::Error => Shape::convex_polygon(octagon(center, radius), color, Stroke::NONE),
        Level::Warning => {
            let triangle = vec![
                center + vec2(0.0, -radius),
                center + vec2(radius * 1.1, radius * 0.9),
                center + vec2(-radius * 1.1, radius * 0.9),
            ];
            Shape::convex_polygon(triangle, color, Stroke::NONE)
        }
        Level::Question => {
            let reach = radius * 1.1;
            let diamond = vec![
                center + vec2(0.0, -reach),
                center + vec2(reach, 0.0),
                center + vec2(0.0, reach),
                center + vec2(-reach, 0.0),
            ];
            Shape::convex_polygon(diamond, color, Stroke::NONE)
        }
        Level::Note => Shape::circle_stroke(center, radius * 0.8, Stroke::new(1.5, color)),
    };
    painter.add(shape);
}

fn octagon(center: Pos2, radius: f32) -> Vec<Pos2> {
    (0..8_u8)
        .map(|corner| {
            let angle = (f32::from(corner) + 0.5) * std::f32::consts::FRAC_PI_4;
            pos2(
                center.x + radius * angle.cos(),
                center.y + radius * angle.sin(),
            )
        })
        .collect()
}

/// Draws the mark as part of a line, with the level's name for screen readers.
pub fn mark_ui(lang: Lang, ui: &mut Ui, level: Level) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(14.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, level.name(lang)));
    paint_mark(ui.painter(), Theme::of(ui), rect.center(), 10.0, level);
    response
}
