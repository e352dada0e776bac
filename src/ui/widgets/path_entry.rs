//! A path typed by hand, for machines that have no file dialog. Looking at the disk is left to the caller.

use crate::model::Lang;
use crate::ui::theme::{Theme, font_size, space};
use crate::ui::widgets::confirm::{dialog_frame, title_ui};
use crate::ui::widgets::primary_button_ui;
use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{
    Align, Context, Id, Key, Layout, Margin, Modal, Modifiers, Response, RichText, TextEdit, Ui,
};

/// The state of the dialog, kept by the caller.
#[derive(Clone, Debug, Default)]
pub struct PathEntry {
    /// The question: which file, and what for.
    pub title: String,
    /// What was typed.
    pub text: String,
    /// Said beneath the path.
    pub note: String,
    /// Why the path did not work, said instead.
    pub problem: Option<String>,
    /// What the button says.
    pub confirm: String,
}

/// What came of the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathAnswer {
    /// This path, without the quotes and blanks around it.
    Entered(String),
    /// None.
    Cancelled,
}

/// Shows the dialog until a path was entered or it was cancelled.
pub fn path_entry_ui(lang: Lang, ctx: &Context, entry: &mut PathEntry) -> Option<PathAnswer> {
    let modal = Modal::new(Id::unique("gouji::path")).frame(dialog_frame(ctx));
    let modal = modal.show(ctx, |ui| {
        ui.set_width(520.0_f32.min(ui.ctx().content_rect().width() - space::XL));
        title_ui(ui, &entry.title);
        let field = field_ui(lang, ui, entry);
        ui.add_space(space::M);
        let buttons = buttons_ui(lang, ui, entry);
        if !buttons.iter().any(|(button, _)| button.has_focus()) && !field.has_focus() {
            field.request_focus();
            select_all(ui.ctx(), field.id, &entry.text);
        }
        let is_entered = field.has_focus()
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let pressed = buttons.into_iter().find(|(button, _)| button.clicked());
        (pressed.map(|(_, answer)| answer), is_entered)
    });
    let cancelled = modal.should_close().then_some(PathAnswer::Cancelled);
    let (pressed, is_entered) = modal.inner;
    let path = cleaned(&entry.text);
    let entered = (is_entered && !path.is_empty()).then(|| PathAnswer::Entered(path.to_owned()));
    pressed.or(entered).or(cancelled)
}

/// What is suggested is replaced by what is typed.
fn select_all(ctx: &Context, field: Id, text: &str) {
    let mut state = TextEditState::load(ctx, field).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    state.store(ctx, field);
}

fn field_ui(lang: Lang, ui: &mut Ui, entry: &mut PathEntry) -> Response {
    let theme = Theme::of(ui);
    let hint = lang.pick(
        "文件的完整路径，例如 /home/user/决算.json",
        "The whole path, such as /home/user/accounts.json",
    );
    let output = TextEdit::singleline(&mut entry.text)
        .id(Id::unique("gouji::path::field"))
        .hint_text(hint)
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(8, 6))
        .return_key(None)
        .show(ui);
    let response = output
        .response
        .response
        .accessible_name(lang.pick("文件路径", "File path"));
    if response.changed() {
        entry.problem = None;
    }
    let (text, color) = match &entry.problem {
        Some(problem) => (problem.as_str(), theme.error.mark),
        None => (entry.note.as_str(), theme.text.secondary),
    };
    ui.label(RichText::new(text).size(font_size::SMALL).color(color));
    response
}

fn buttons_ui(lang: Lang, ui: &mut Ui, entry: &PathEntry) -> [(Response, PathAnswer); 2] {
    let path = cleaned(&entry.text);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let confirm = ui
            .add_enabled_ui(!path.is_empty(), |ui| primary_button_ui(ui, &entry.confirm))
            .inner;
        let cancel = ui.button(lang.pick("取消", "Cancel"));
        [
            (confirm, PathAnswer::Entered(path.to_owned())),
            (cancel, PathAnswer::Cancelled),
        ]
    })
    .inner
}

/// The path without what copying adds to it: blanks, line ends, the quotes of a file manager.
fn cleaned(text: &str) -> &str {
    let text = text.trim();
    let unquoted = ['"', '\''].iter().find_map(|&quote| {
        let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
        Some(inner)
    });
    unquoted.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_copying_adds_to_a_path_is_taken_off() {
        assert_eq!(cleaned(" \"/tmp/a b.json\"\n"), "/tmp/a b.json");
        assert_eq!(cleaned("'x.json'"), "x.json");
        assert_eq!(cleaned("\""), "\"");
        assert_eq!(cleaned("  "), "");
    }
}
