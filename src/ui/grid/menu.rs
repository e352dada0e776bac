//! The menu of a cell: the usual commands of a spreadsheet, then what the source offers.

use crate::model::Lang;
use crate::ui::grid::keys::Wish;
use crate::ui::grid::source::{CellPos, CellRange, Source};
use eframe::egui::{Button, Key, KeyboardShortcut, Modifiers, Response, Ui};

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// The same as a key does.
    Wish(Wish),
    /// Pasting, for which the window has to be asked for the clipboard's text.
    Paste,
    /// An item of the source.
    Item(usize),
}

/// Shows the menu of a cell while it is open, and closes it when something was chosen.
pub(super) fn menu_ui(
    lang: Lang,
    response: &Response,
    source: &dyn Source,
    selection: CellRange,
    at: CellPos,
) -> Option<Choice> {
    let mut chosen = None;
    response.context_menu(|ui| {
        ui.set_min_width(200.0);
        chosen = source_items_ui(ui, source, at);
        for (choice, zh, en, shortcut, enabled) in items(source, selection) {
            if choice == Choice::Wish(Wish::InsertRows) {
                ui.separator();
            }
            let keys = ui.ctx().format_shortcut(&shortcut);
            if item_ui(ui, lang.pick(zh, en), &keys, enabled) {
                chosen = Some(choice);
            }
        }
    });
    chosen
}

fn source_items_ui(ui: &mut Ui, source: &dyn Source, at: CellPos) -> Option<Choice> {
    let items = source.menu(at.row, at.col);
    let mut chosen = None;
    for (index, item) in items.iter().enumerate() {
        if item_ui(ui, &item.label, &item.keys, item.enabled) {
            chosen = Some(Choice::Item(index));
        }
    }
    if !items.is_empty() {
        ui.separator();
    }
    chosen
}

fn item_ui(ui: &mut Ui, label: &str, keys: &str, enabled: bool) -> bool {
    let button = Button::new(label).shortcut_text(keys);
    let clicked = ui.add_enabled(enabled, button).clicked();
    if clicked {
        ui.close();
    }
    clicked
}

type Item = (Choice, &'static str, &'static str, KeyboardShortcut, bool);

fn items(source: &dyn Source, selection: CellRange) -> [Item; 6] {
    let command = |key| KeyboardShortcut::new(Modifiers::COMMAND, key);
    let can_insert = source.can_insert_rows(selection.first.row);
    let can_delete = source.rows() > 0 && source.can_delete_rows(selection.rows());
    let wish = Choice::Wish;
    let delete = KeyboardShortcut::new(Modifiers::NONE, Key::Delete);
    [
        (wish(Wish::Cut), "剪切", "Cut", command(Key::X), true),
        (wish(Wish::Copy), "复制", "Copy", command(Key::C), true),
        (Choice::Paste, "粘贴", "Paste", command(Key::V), true),
        (wish(Wish::Clear), "清除内容", "Clear", delete, true),
        (
            wish(Wish::InsertRows),
            "在上方插入行",
            "Insert rows above",
            command(Key::Plus),
            can_insert,
        ),
        (
            wish(Wish::DeleteRows),
            "删除所选行",
            "Delete selected rows",
            command(Key::Minus),
            can_delete,
        ),
    ]
}
