//! The menu of a number or of a place of the text.

use eframe::egui::{Button, Ui};

use crate::model::Span;
use crate::ui::command::Command;

use super::Asked;
use super::page::Page;
use super::state::Reading;

/// Draws the menu.
pub(super) fn menu_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    reading: &Reading,
    span: Option<Span>,
    asked: &mut Vec<Asked>,
) {
    ui.set_min_width(200.0);
    let lang = page.lang;
    let item = |ui: &mut Ui, label: &str, keys: &str, enabled: bool| {
        let button = Button::new(label).shortcut_text(keys);
        let clicked = ui.add_enabled(enabled, button).clicked();
        if clicked {
            ui.close();
        }
        clicked
    };
    let has_cell = reading.cell().is_some();
    if item(ui, lang.pick("修改", "Edit"), "F2", has_cell) {
        asked.push(Asked::Edit);
    }
    let across = Command::GoAcross;
    let keys = across.keys_text(ui.ctx());
    if item(
        ui,
        lang.pick("到有关的表格", "Go to the table"),
        &keys,
        has_cell,
    ) {
        asked.push(Asked::Run(across));
    }
    ui.separator();
    let copy = Command::CopySentence;
    let keys = copy.keys_text(ui.ctx());
    if item(ui, copy.label(lang), &keys, span.is_some())
        && let Some(span) = span
    {
        ui.copy_text(page.sentence(span));
    }
}
