//! Small things beside words: a count, a filter with a count, a key.

use crate::model::Lang;
use crate::rules::Level;
use crate::ui::fonts;
use crate::ui::theme::{RADIUS, Theme, Tone, font_size};
use crate::ui::widgets::paint_mark;
use eframe::egui::{
    Align2, Color32, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// A word or a count on a soft ground.
pub fn badge_ui(ui: &mut Ui, tone: Tone, text: &str) -> Response {
    let font = fonts::bold(font_size::SMALL - 0.5);
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), font, tone.mark);
    let size = vec2((galley.size().x + 12.0).max(20.0), 20.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().rect_filled(rect, RADIUS, tone.soft);
    let at = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect);
    ui.painter().galley(at.min, galley, Color32::PLACEHOLDER);
    response
}

/// A level with its count, which filters by that level when clicked. `is_on` says whether the level is shown.
pub fn chip_ui(lang: Lang, ui: &mut Ui, level: Level, count: usize, is_on: bool) -> Response {
    let theme = Theme::of(ui);
    let name = level.name(lang);
    let font = fonts::regular(font_size::SMALL + 0.5);
    let color = if is_on {
        theme.text.primary
    } else {
        theme.text.faint
    };
    let text = format!("{name} {count}");
    let galley = ui.painter().layout_no_wrap(text.clone(), font, color);
    let size = vec2(galley.size().x + 32.0, 26.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), is_on, &text));
    let tone = theme.level(level);
    let ground = match (is_on, response.hovered()) {
        (true, _) => tone.soft,
        (false, true) => theme.surface.hover,
        (false, false) => Color32::TRANSPARENT,
    };
    let edge = if response.has_focus() {
        theme.accent
    } else if is_on {
        tone.mark.gamma_multiply(0.45)
    } else {
        theme.line.edge
    };
    let painter = ui.painter();
    let stroke = Stroke::new(1.0, edge);
    painter.rect(rect, 13.0, ground, stroke, StrokeKind::Inside);
    let center = pos2(rect.left() + 14.0, rect.center().y);
    paint_mark(painter, theme, center, 9.0, level);
    let at = pos2(rect.left() + 23.0, rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, color);
    response
}

/// The keys of a command, as on their caps.
pub fn key_hint_ui(ui: &mut Ui, keys: &str) -> Response {
    let theme = Theme::of(ui);
    let font = fonts::regular(font_size::SMALL - 1.0);
    let color = theme.text.secondary;
    let galley = ui.painter().layout_no_wrap(keys.to_owned(), font, color);
    let size = vec2(galley.size().x + 10.0, 19.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, keys));
    let stroke = Stroke::new(1.0, theme.line.edge);
    let painter = ui.painter();
    painter.rect(
        rect,
        RADIUS,
        theme.surface.sunken,
        stroke,
        StrokeKind::Inside,
    );
    let at = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect);
    painter.galley(at.min, galley, color);
    response
}
