//! Finding a name or a figure in the table that is shown.

use eframe::egui::{Key, Modifiers, Ui};

use crate::model::Lang;

use super::grid::{CellPos, GridState, Source};
use super::theme::space;
use super::widgets::search_field_ui;

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Find {
    is_open: bool,
    text: String,
    /// Whether the field is to be given the keyboard.
    wants_focus: bool,
    /// Whether the last search found nothing.
    found_nothing: bool,
}

/// Which way to look.
#[derive(Clone, Copy)]
enum Way {
    Down,
    Up,
}

impl Find {
    /// Shows the field.
    pub fn open(&mut self) {
        self.is_open = true;
        self.wants_focus = true;
        self.found_nothing = false;
    }

    /// Draws the field while it is open, and moves the cursor of the table to what is found.
    pub fn show(&mut self, ui: &mut Ui, lang: Lang, source: &dyn Source, grid: &mut GridState) {
        if !self.is_open {
            return;
        }
        let enter = |modifiers| {
            move |ui: &Ui| ui.input_mut(|input| input.consume_key(modifiers, Key::Enter))
        };
        let has_text = ui.memory(eframe::egui::Memory::focused).is_some();
        ui.horizontal(|ui| {
            let name = lang.pick(
                "在本表中查找：名称或数字",
                "Find in this table: name or figure",
            );
            let field = search_field_ui(ui, name, lang.pick("清除", "Clear"), &mut self.text);
            if std::mem::take(&mut self.wants_focus) {
                field.request_focus();
            }
            // Enter takes the keyboard from a field of one line, so it is looked at afterwards.
            let in_field = has_text && (field.has_focus() || field.lost_focus());
            let up = in_field && enter(Modifiers::SHIFT)(ui);
            let down = in_field && enter(Modifiers::NONE)(ui);
            let up = up || ui.button(lang.pick("上一个", "Previous")).clicked();
            let down = down || ui.button(lang.pick("下一个", "Next")).clicked();
            if up || down {
                self.search(source, grid, if up { Way::Up } else { Way::Down });
                field.request_focus();
            }
            let escaped =
                in_field && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
            if escaped || ui.button(lang.pick("关闭", "Close")).clicked() {
                self.is_open = false;
                grid.request_focus();
            }
            if self.found_nothing {
                ui.label(lang.pick("没有找到", "not found"));
            }
        });
        ui.add_space(space::XS);
    }

    fn search(&mut self, source: &dyn Source, grid: &mut GridState, way: Way) {
        let wanted = plain(&self.text);
        if wanted.is_empty() {
            return;
        }
        let columns = source.columns().max(1);
        let cells = source.rows() * columns;
        let start = grid.cursor().row * columns + grid.cursor().col;
        let found = (1..=cells).map(|step| match way {
            Way::Down => (start + step) % cells,
            Way::Up => (start + cells - step) % cells,
        });
        let mut found = found.map(|cell| CellPos::new(cell / columns, cell % columns));
        let fits = |at: &CellPos| plain(&source.copy_text(at.row, at.col)).contains(&wanted);
        let hit = found.find(fits);
        self.found_nothing = hit.is_none();
        if let Some(at) = hit {
            grid.reveal(at.row, at.col);
        }
    }
}

/// Without what people leave out when they look for something: separators, spaces, capitals.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, ',' | '，') && !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}
