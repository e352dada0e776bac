//! A switch between two to four values, all of them in sight: 元 or 万元, table or plot.

use crate::ui::fonts;
use crate::ui::theme::{RADIUS, Theme, font_size};
use eframe::egui::{
    Align2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// Draws the switch, and says whether another value was chosen.
pub fn segments_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    value: &mut T,
    options: &[(T, &str)],
) -> bool {
    let theme = Theme::of(ui);
    let font = fonts::regular(font_size::SMALL + 0.5);
    let galleys: Vec<_> = options
        .iter()
        .map(|(_, label)| {
            let label = (*label).to_owned();
            let color = theme.text.primary;
            ui.painter().layout_no_wrap(label, font.clone(), color)
        })
        .collect();
    let widths: Vec<f32> = galleys.iter().map(|g| g.size().x + 20.0).collect();
    let size = vec2(widths.iter().sum::<f32>() + 4.0, 26.0);
    let (track, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::RadioGroup, true, name));
    ui.painter()
        .rect_filled(track, f32::from(RADIUS) + 1.0, theme.surface.sunken);

    let before = *value;
    let mut left = track.left() + 2.0;
    for (((option, label), galley), width) in options.iter().zip(galleys).zip(widths) {
        let top = pos2(left, track.top() + 2.0);
        let rect = Rect::from_min_size(top, vec2(width, track.height() - 4.0));
        left += width;
        let is_on = *option == before;
        if segment_ui(ui, &response, rect, label, is_on).clicked() {
            *value = *option;
        }
        let at = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect);
        let color = if is_on {
            theme.text.primary
        } else {
            theme.text.secondary
        };
        ui.painter()
            .galley_with_override_text_color(at.min, galley, color);
    }
    *value != before
}

fn segment_ui(ui: &Ui, track: &Response, rect: Rect, label: &str, is_on: bool) -> Response {
    let theme = Theme::of(ui);
    let response = ui.interact(rect, track.id.with(label), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), is_on, label));
    let edge = if response.has_focus() {
        theme.accent
    } else {
        theme.line.edge
    };
    let painter = ui.painter();
    if is_on {
        let stroke = Stroke::new(1.0, edge);
        let ground = theme.surface.raised;
        painter.rect(rect, RADIUS, ground, stroke, StrokeKind::Inside);
    } else if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, RADIUS, theme.surface.hover);
    }
    response
}
