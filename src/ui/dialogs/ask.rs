//! Questions with a yes and a no: what would be lost is said, and the safe answer is the default.

use eframe::egui::{self, RichText};

use crate::model::Lang;
use crate::session::{Action, FileId, SaveState, Snapshot};
use crate::ui::command::Command;
use crate::ui::request::Request;
use crate::ui::theme::{Theme, font_size, space};
use crate::ui::widgets::primary_button_ui;

/// A question.
pub(super) enum Ask {
    /// Close a file with unsaved edits?
    Close(FileId, String),
    /// Read a file with unsaved edits again?
    Reload(FileId, String),
    /// End the program with unsaved edits?
    Quit,
    /// Take the unsaved edits of an earlier run back up?
    Recover,
}

impl Ask {
    /// Draws the question; `false` when it has been answered.
    pub(super) fn show(
        &self,
        ui: &mut egui::Ui,
        snapshot: &Snapshot,
        lang: Lang,
        requests: &mut Vec<Request>,
    ) -> bool {
        match self {
            Self::Close(file, name) => {
                let title = lang.pick("关闭前保存修改？", "Save edits before closing?");
                match choice_ui(ui, lang, title, name, lang.pick("保存并关闭", "Save and close"), lang.pick("不保存", "Don't save")) {
                    Some(Choice::First) => {
                        requests.push(Request::Do(Action::Save(*file)));
                        requests.push(Request::Close(*file));
                        false
                    }
                    Some(Choice::Second) => {
                        requests.push(Request::Do(Action::Close(*file)));
                        false
                    }
                    Some(Choice::Neither) => false,
                    None => true,
                }
            }
            Self::Reload(file, name) => {
                let title = lang.pick("重新载入会放弃未保存的修改", "Reloading gives up unsaved edits");
                match choice_ui(ui, lang, title, name, lang.pick("先另存为…", "Save as first…"), lang.pick("放弃修改并重新载入", "Give up and reload")) {
                    Some(Choice::First) => {
                        requests.push(Request::Run(Command::SaveAs));
                        false
                    }
                    Some(Choice::Second) => {
                        requests.push(Request::Do(Action::Reload(*file)));
                        false
                    }
                    Some(Choice::Neither) => false,
                    None => true,
                }
            }
            Self::Quit => quit_ui(ui, snapshot, lang, requests),
            Self::Recover => recover_ui(ui, snapshot, lang, requests),
        }
    }
}

enum Choice {
    First,
    Second,
    Neither,
}

fn choice_ui(
    ui: &mut egui::Ui,
    lang: Lang,
    title: &str,
    text: &str,
    first: &str,
    second: &str,
) -> Option<Choice> {
    ui.heading(title);
    ui.label(text);
    ui.add_space(space::M);
    let mut choice = None;
    ui.horizontal(|ui| {
        let button = primary_button_ui(ui, first);
        if ui.memory(|memory| memory.focused().is_none()) {
            button.request_focus();
        }
        if button.clicked() {
            choice = Some(Choice::First);
        }
        if ui.button(second).clicked() {
            choice = Some(Choice::Second);
        }
        if ui.button(lang.pick("取消", "Cancel")).clicked() {
            choice = Some(Choice::Neither);
        }
    });
    choice
}

fn quit_ui(
    ui: &mut egui::Ui,
    snapshot: &Snapshot,
    lang: Lang,
    requests: &mut Vec<Request>,
) -> bool {
    let unsaved: Vec<_> =
        snapshot.files.iter().filter(|file| file.save_state == SaveState::Unsaved).collect();
    let names: Vec<_> = unsaved.iter().map(|file| file.name.as_str()).collect();
    let in_files = unsaved.iter().all(|file| file.path.is_some());
    let first = if in_files {
        lang.pick("全部保存并退出", "Save all and quit")
    } else {
        lang.pick("先另存为…", "Save as first…")
    };
    let title = lang.pick("退出前保存修改？", "Save edits before quitting?");
    match choice_ui(ui, lang, title, &names.join("\n"), first, lang.pick("不保存", "Don't save")) {
        Some(Choice::First) if in_files => {
            requests.extend(unsaved.iter().map(|file| Request::Do(Action::Save(file.id))));
            // If a save fails, the window stays: the close request is checked again.
            requests.push(Request::Run(Command::Quit));
            false
        }
        Some(Choice::First) => {
            if let Some(file) = unsaved.iter().find(|file| file.path.is_none()) {
                requests.push(Request::Do(Action::Activate(file.id)));
            }
            requests.push(Request::Run(Command::SaveAs));
            false
        }
        Some(Choice::Second) => {
            requests.extend(unsaved.iter().map(|file| Request::Do(Action::Close(file.id))));
            requests.push(Request::QuitNow);
            false
        }
        Some(Choice::Neither) => false,
        None => true,
    }
}

fn recover_ui(
    ui: &mut egui::Ui,
    snapshot: &Snapshot,
    lang: Lang,
    requests: &mut Vec<Request>,
) -> bool {
    let Some(recovery) = snapshot.recoveries.first() else {
        return false;
    };
    let theme = Theme::of(ui);
    ui.heading(lang.pick("上次有未保存的修改", "Unsaved edits of an earlier run"));
    ui.label(&recovery.name);
    for step in &recovery.steps {
        ui.label(RichText::new(format!("· {step}")).color(theme.text.secondary));
    }
    if !recovery.complete {
        let words = lang.pick("备份末尾损坏，最后几步可能缺失。", "The journal's end is damaged; the last steps may be missing.");
        ui.label(RichText::new(words).size(font_size::SMALL).color(theme.warning.mark));
    }
    ui.add_space(space::M);
    let mut answered = false;
    ui.horizontal(|ui| {
        let button = primary_button_ui(ui, lang.pick("恢复修改", "Take them up"));
        if ui.memory(|memory| memory.focused().is_none()) {
            button.request_focus();
        }
        if button.clicked() {
            requests.push(Request::Do(Action::Recover(0)));
            answered = true;
        }
        if ui.button(lang.pick("放弃", "Throw away")).clicked() {
            requests.push(Request::Do(Action::DiscardRecovery(0)));
            answered = true;
        }
    });
    !answered
}
