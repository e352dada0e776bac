//! The one button of a view that Enter would press. All others are egui's own, restyled by the theme.

use crate::ui::theme::Theme;
use eframe::egui::{Button, Response, RichText, Stroke, Ui};

/// A filled button: what is most likely wanted here. There is at most one in a view.
pub fn primary_button_ui(ui: &mut Ui, text: &str) -> Response {
    let theme = Theme::of(ui);
    ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        let states = [
            &mut widgets.inactive,
            &mut widgets.hovered,
            &mut widgets.active,
        ];
        for (state, strength) in states.into_iter().zip([1.0, 0.9, 0.8]) {
            state.weak_bg_fill = theme.surface.raised.lerp_to_gamma(theme.accent, strength);
            state.bg_stroke = Stroke::NONE;
        }
        ui.add(Button::new(RichText::new(text).color(theme.text.on_accent)))
    })
    .inner
}
