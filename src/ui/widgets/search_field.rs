//! A field to search or filter by.

use crate::ui::theme::{Theme, space};
use eframe::egui::{
    EventFilter, Key, Margin, Modifiers, Painter, Pos2, Rect, Response, Role, Sense, Stroke,
    TextEdit, Ui, WidgetInfo, pos2, vec2,
};

/// Draws the field over the width that is left; Esc or the cross at its end empties it.
pub fn search_field_ui(ui: &mut Ui, name: &str, clear: &str, text: &mut String) -> Response {
    let theme = Theme::of(ui);
    let margin = Margin {
        left: 28,
        right: 26,
        top: 4,
        bottom: 4,
    };
    // Esc first empties the field and only then leaves it.
    let keys = EventFilter {
        escape: !text.is_empty(),
        horizontal_arrows: true,
        vertical_arrows: true,
        tab: false,
    };
    let mut response = TextEdit::singleline(text)
        .event_filter(keys)
        .hint_text(name)
        .desired_width(f32::INFINITY)
        .margin(margin)
        .show(ui)
        .response
        .response
        .accessible_name(name);
    let lens = pos2(response.rect.left() + 15.0, response.rect.center().y - 1.0);
    paint_lens(ui.painter(), lens, Stroke::new(1.5, theme.text.faint));
    if text.is_empty() {
        return response;
    }
    let is_escaped = response.has_focus()
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if cross_ui(ui, &response, clear).clicked() || is_escaped {
        text.clear();
        response.mark_changed();
    }
    response
}

fn cross_ui(ui: &Ui, field: &Response, name: &str) -> Response {
    let theme = Theme::of(ui);
    let center = pos2(field.rect.right() - 14.0, field.rect.center().y);
    let rect = Rect::from_center_size(center, vec2(20.0, 20.0));
    let response = ui.interact(rect, field.id.with("clear"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let color = if response.hovered() || response.has_focus() {
        theme.text.primary
    } else {
        theme.text.faint
    };
    paint_cross(ui.painter(), center, Stroke::new(1.5, color));
    response
}

/// Paints a small cross, which no bundled font has.
pub(super) fn paint_cross(painter: &Painter, center: Pos2, stroke: Stroke) {
    let arm = space::XS - 0.5;
    for slope in [1.0, -1.0] {
        let reach = vec2(arm, arm * slope);
        painter.line_segment([center - reach, center + reach], stroke);
    }
}

fn paint_lens(painter: &Painter, center: Pos2, stroke: Stroke) {
    let radius = 4.5;
    painter.circle_stroke(center, radius, stroke);
    let rim = center + vec2(radius, radius) * 0.72;
    painter.line_segment([rim, rim + vec2(3.5, 3.5)], stroke);
}
