//! The heading of a section.

use crate::ui::fonts;
use crate::ui::theme::{Theme, font_size, space};
use eframe::egui::{Align, Layout, Response, RichText, Role, Ui, WidgetInfo};

/// A heading at the left and, at the right of the same line, whatever belongs to the whole section.
pub fn section_ui(ui: &mut Ui, title: &str, trailing_ui: impl FnOnce(&mut Ui)) -> Response {
    let theme = Theme::of(ui);
    ui.add_space(space::S);
    let response = ui
        .horizontal(|ui| {
            let text = RichText::new(title)
                .font(fonts::bold(font_size::SECTION))
                .color(theme.text.primary);
            let response = ui.label(text);
            ui.with_layout(Layout::right_to_left(Align::Center), trailing_ui);
            response
        })
        .inner;
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    response
}
