//! What stands where there is nothing to show yet: a sentence, and what to do about it.

use crate::ui::fonts;
use crate::ui::theme::{Theme, font_size, space};
use crate::ui::widgets::primary_button_ui;
use eframe::egui::{RichText, Ui};

/// Fills the room with a title, a text and, if there is something to do, a button. Says whether it was pressed.
pub fn empty_ui(ui: &mut Ui, title: &str, text: &str, button: Option<&str>) -> bool {
    let theme = Theme::of(ui);
    let mut is_pressed = false;
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.32).max(space::L));
        let title = RichText::new(title).font(fonts::bold(font_size::TITLE));
        ui.label(title.color(theme.text.primary));
        ui.add_space(space::XS);
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width().min(420.0));
            ui.label(RichText::new(text).color(theme.text.secondary));
        });
        if let Some(button) = button {
            ui.add_space(space::M);
            is_pressed = primary_button_ui(ui, button).clicked();
        }
    });
    is_pressed
}
