//! What is asked of the user in front of everything else: files, explanations, confirmations.

mod ask;
mod files;

use eframe::egui::{self, Id, Key, Modal, RichText};

use crate::model::Lang;
use crate::session::{Action, FileId, FileView, Snapshot};

use super::layout::Layout;
use super::request::Request;
use super::theme::{Theme, font_size, space};
use super::widgets::primary_button_ui;
use ask::Ask;
pub use files::FileWish;
use files::{Chooser, PathEntry};

/// The dialog that is open, if one is, and the system's file dialog that runs beside the window.
pub struct Dialogs {
    open: Option<Open>,
    chooser: Chooser,
}

enum Open {
    /// A path typed by hand, where the system has no file dialog.
    Path(PathEntry),
    /// Words for a finding.
    Explain(Explaining),
    /// A yes or no.
    Ask(Ask),
    /// About the program.
    About,
}

struct Explaining {
    file: FileId,
    fingerprint: String,
    message: crate::model::Text,
    text: String,
}

impl Dialogs {
    /// Nothing open. `ctx` is woken when the system's file dialog has been answered.
    pub fn new(ctx: &egui::Context) -> Self {
        Self {
            open: None,
            chooser: Chooser::new(ctx.clone()),
        }
    }

    /// Types paths by hand instead of asking the system, for tests without a desktop.
    pub fn without_system_dialogs(&mut self) {
        self.chooser.without_system();
    }

    /// Whether something is in front of the window.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Asks for files or a place to write to.
    pub fn choose(&mut self, wish: FileWish, lang: Lang) {
        if let Some(wish) = self.chooser.ask(wish, lang) {
            self.open = Some(Open::Path(PathEntry::new(wish)));
        }
    }

    /// Asks for words instead of a correction.
    pub fn explain(&mut self, file: &FileView, fingerprint: &str) {
        let found = file.review.findings.iter().find(|finding| finding.fingerprint == fingerprint);
        let known = file.accounts.explanations.iter().find(|known| known.fingerprint == fingerprint);
        if let Some(finding) = found {
            self.open = Some(Open::Explain(Explaining {
                file: file.id,
                fingerprint: fingerprint.to_owned(),
                message: finding.message.clone(),
                text: known.map(|known| known.text.clone()).unwrap_or_default(),
            }));
        }
    }

    /// Asks before unsaved edits of a file are lost by closing it.
    pub fn ask_before_closing(&mut self, file: &FileView) {
        self.open = Some(Open::Ask(Ask::Close(file.id, file.name.clone())));
    }

    /// Asks before unsaved edits of a file are lost by reading it again.
    pub fn ask_before_reloading(&mut self, file: &FileView) {
        self.open = Some(Open::Ask(Ask::Reload(file.id, file.name.clone())));
    }

    /// Asks before unsaved edits are lost by ending the program.
    pub fn ask_before_quitting(&mut self) {
        self.open = Some(Open::Ask(Ask::Quit));
    }

    /// Shows what the program is.
    pub fn about(&mut self) {
        self.open = Some(Open::About);
    }

    /// Draws what is open, and takes in what the system's dialog was answered.
    pub fn show(&mut self, ui: &mut egui::Ui, snapshot: &Snapshot, layout: &Layout) -> Vec<Request> {
        let lang = layout.lang();
        let mut requests = Vec::new();
        if let Some(answer) = self.chooser.answer() {
            match answer {
                files::Answer::Chosen(wish, paths) => requests.extend(wish.grant(&paths, true, lang)),
                files::Answer::NoSystemDialog(wish) => self.open = Some(Open::Path(PathEntry::new(wish))),
                files::Answer::Cancelled => {}
            }
        }
        self.offer_recoveries(snapshot);
        let Some(mut open) = self.open.take() else {
            return requests;
        };
        let mut keep = true;
        let modal = Modal::new(Id::unique("dialog")).show(ui, |ui| {
            ui.set_width(480.0);
            match &mut open {
                Open::Path(entry) => keep = entry.show(ui, lang, &mut requests),
                Open::Explain(explaining) => keep = explaining.show(ui, lang, &mut requests),
                Open::Ask(ask) => keep = ask.show(ui, snapshot, lang, &mut requests),
                Open::About => keep = about_ui(ui, lang),
            }
        });
        if keep && !(modal.should_close() && !matches!(open, Open::Ask(Ask::Recover))) {
            self.open = Some(open);
        }
        requests
    }

    /// Unsaved edits of an earlier run are offered before anything else.
    fn offer_recoveries(&mut self, snapshot: &Snapshot) {
        if self.open.is_none() && !snapshot.recoveries.is_empty() {
            self.open = Some(Open::Ask(Ask::Recover));
        }
    }
}

impl Explaining {
    fn show(&mut self, ui: &mut egui::Ui, lang: Lang, requests: &mut Vec<Request>) -> bool {
        let theme = Theme::of(ui);
        ui.heading(lang.pick("审核说明", "Explanation"));
        ui.label(self.message.get(lang));
        ui.add_space(space::S);
        let hint = lang.pick("为什么不需要改正？", "Why need this not be corrected?");
        let edit = egui::TextEdit::multiline(&mut self.text)
            .desired_rows(4)
            .desired_width(f32::INFINITY)
            .hint_text(hint)
            .id_salt("explanation");
        let response = ui.add(edit);
        if !response.has_focus() && ui.memory(|memory| memory.focused().is_none()) {
            response.request_focus();
        }
        let note = lang.pick(
            "说明存入文件并随之导出；相关数字改变后，该问题重新打开。Ctrl+Enter 确定。",
            "Stored in the file and exported with it; when a figure changes, the finding is open again. Ctrl+Enter to confirm.",
        );
        ui.label(RichText::new(note).size(font_size::SMALL).color(theme.text.secondary));
        ui.add_space(space::M);
        let mut done = ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, Key::Enter));
        let mut cancelled = false;
        ui.horizontal(|ui| {
            done |= primary_button_ui(ui, lang.pick("确定", "OK")).clicked();
            cancelled = ui.button(lang.pick("取消", "Cancel")).clicked();
        });
        if done {
            requests.push(Request::Do(Action::Explain {
                file: self.file,
                finding: self.fingerprint.clone(),
                text: self.text.clone(),
            }));
        }
        !done && !cancelled
    }
}

fn about_ui(ui: &mut egui::Ui, lang: Lang) -> bool {
    ui.heading("勾稽 gouji");
    ui.label(format!("{} {}", lang.pick("版本", "version"), env!("CARGO_PKG_VERSION")));
    ui.label(lang.pick(
        "核对部门决算的表格与文字陈述：每处问题都有算式和依据，修改只动那一个数字。",
        "Checks a department's final accounts, tables and statements: every finding has its arithmetic and its rule, and a correction changes that figure alone.",
    ));
    ui.add_space(space::S);
    ui.label("MIT OR Apache-2.0 · Noto Sans SC: SIL Open Font License 1.1");
    ui.add_space(space::M);
    !primary_button_ui(ui, lang.pick("关闭", "Close")).clicked()
}
