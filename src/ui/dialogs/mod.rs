//! What is asked of the user in front of everything else: files, explanations, confirmations.

mod ask;
mod files;

use std::path::PathBuf;

use eframe::egui::{self, Id, Key, Modal, RichText};

use crate::model::Lang;
use crate::session::{Action, FileId, FileView, Snapshot};

use super::layout::Layout;
use super::request::Request;
use super::theme::{Theme, font_size, space};
use super::widgets::{
    PathAnswer, PathEntry, dialog_frame, key_hint_ui, path_entry_ui, primary_button_ui,
};
use ask::Ask;
use files::Chooser;
pub(crate) use files::FileWish;

/// The dialog that is open, if one is, and the system's file dialog that runs beside the window.
pub(crate) struct Dialogs {
    open: Option<Open>,
    chooser: Chooser,
}

enum Open {
    /// A path typed by hand, where the system has no file dialog.
    Path(FileWish, PathEntry),
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
    /// Whether the field has been given the keyboard.
    focused: bool,
}

impl Dialogs {
    /// Nothing open. `ctx` is woken when the system's file dialog has been answered.
    pub(crate) fn new(ctx: &egui::Context) -> Self {
        Self {
            open: None,
            chooser: Chooser::new(ctx.clone()),
        }
    }

    /// Types paths by hand instead of asking the system, for tests without a desktop.
    pub(crate) fn without_system_dialogs(&mut self) {
        self.chooser.without_system();
    }

    /// Whether something is in front of the window.
    pub(crate) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Asks for files or a place to write to.
    pub(crate) fn choose(&mut self, wish: FileWish, lang: Lang) {
        if let Some(wish) = self.chooser.ask(wish, lang) {
            self.open = Some(Open::path(wish, lang));
        }
    }

    /// Asks for words instead of a correction.
    pub(crate) fn explain(&mut self, file: &FileView, fingerprint: &str) {
        let found = file
            .review
            .findings
            .iter()
            .find(|finding| finding.fingerprint == fingerprint);
        let known = file
            .accounts
            .explanations
            .iter()
            .find(|known| known.fingerprint == fingerprint);
        if let Some(finding) = found {
            self.open = Some(Open::Explain(Explaining {
                file: file.id,
                fingerprint: fingerprint.to_owned(),
                message: finding.message.clone(),
                text: known.map(|known| known.text.clone()).unwrap_or_default(),
                focused: false,
            }));
        }
    }

    /// Asks before unsaved edits of a file are lost by closing it.
    pub(crate) fn ask_before_closing(&mut self, file: &FileView) {
        self.open = Some(Open::Ask(Ask::Close(file.id, file.name.clone())));
    }

    /// Asks before unsaved edits of a file are lost by reading it again.
    pub(crate) fn ask_before_reloading(&mut self, file: &FileView) {
        self.open = Some(Open::Ask(Ask::Reload(file.id, file.name.clone())));
    }

    /// Asks before unsaved edits are lost by ending the program.
    pub(crate) fn ask_before_quitting(&mut self) {
        self.open = Some(Open::Ask(Ask::Quit));
    }

    /// Shows what the program is.
    pub(crate) fn about(&mut self) {
        self.open = Some(Open::About);
    }

    /// Asks before a file is replaced.
    pub(crate) fn ask_before_replacing(&mut self, wish: FileWish, path: PathBuf) {
        self.open = Some(Open::Ask(Ask::Replace(wish, path)));
    }

    /// Draws what is open, and takes in what the system's dialog was answered.
    pub(crate) fn show(
        &mut self,
        ctx: &egui::Context,
        snapshot: &Snapshot,
        layout: &Layout,
    ) -> Vec<Request> {
        let lang = layout.lang();
        let mut requests = Vec::new();
        match self.chooser.answer() {
            // The system's dialog has asked already whether a file may be replaced.
            Some(files::Answer::Chosen(wish, paths)) => {
                requests.extend(wish.grant(&paths, true, lang));
            }
            Some(files::Answer::NoSystemDialog(wish)) => self.open = Some(Open::path(wish, lang)),
            Some(files::Answer::Cancelled) | None => {}
        }
        self.offer_recoveries(snapshot);
        if let Some(mut open) = self.open.take() {
            match open.show(ctx, snapshot, lang) {
                Some(answer) => requests.extend(answer),
                None => self.open = Some(open),
            }
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

impl Open {
    fn path(wish: FileWish, lang: Lang) -> Self {
        let entry = PathEntry {
            title: wish.title(lang).to_owned(),
            text: wish.suggested(),
            note: wish.note(lang).to_owned(),
            problem: None,
            confirm: lang.pick("确定", "OK").to_owned(),
        };
        Self::Path(wish, entry)
    }

    /// Draws it; `Some` with what follows when it is done.
    fn show(
        &mut self,
        ctx: &egui::Context,
        snapshot: &Snapshot,
        lang: Lang,
    ) -> Option<Vec<Request>> {
        match self {
            Self::Path(wish, entry) => Some(match path_entry_ui(lang, ctx, entry)? {
                PathAnswer::Entered(path) => {
                    let path = wish.beside(snapshot, PathBuf::from(path));
                    vec![Request::Write(wish.clone(), path)]
                }
                PathAnswer::Cancelled => Vec::new(),
            }),
            Self::Explain(explaining) => explaining.show(ctx, lang),
            Self::Ask(ask) => ask.show(ctx, snapshot, lang),
            Self::About => about_ui(ctx, lang).then(Vec::new),
        }
    }
}

impl Explaining {
    fn show(&mut self, ctx: &egui::Context, lang: Lang) -> Option<Vec<Request>> {
        let modal = Modal::new(Id::unique("gouji::explain"))
            .frame(dialog_frame(ctx))
            .show(ctx, |ui| {
                ui.set_width(480.0);
                self.contents_ui(ui, lang)
            });
        match modal.inner {
            Some(true) => Some(vec![Request::Do(Action::Explain {
                file: self.file,
                finding: self.fingerprint.clone(),
                text: self.text.clone(),
            })]),
            Some(false) => Some(Vec::new()),
            None => modal.should_close().then(Vec::new),
        }
    }

    /// `Some(true)` when the words are to be stored, `Some(false)` when not.
    fn contents_ui(&mut self, ui: &mut egui::Ui, lang: Lang) -> Option<bool> {
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
        if !self.focused {
            response.request_focus();
            self.focused = true;
        }
        let note = lang.pick(
            "说明存入文件并随之导出；相关数字改变后，该问题重新打开。",
            "Stored in the file and exported with it; when a figure changes, the finding is open again.",
        );
        ui.label(
            RichText::new(note)
                .size(font_size::SMALL)
                .color(theme.text.secondary),
        );
        ui.add_space(space::M);
        let by_key = ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, Key::Enter));
        let mut answer = by_key.then_some(true);
        ui.horizontal(|ui| {
            if primary_button_ui(ui, lang.pick("存入说明", "Store")).clicked() {
                answer = Some(true);
            }
            if ui.button(lang.pick("取消", "Cancel")).clicked() {
                answer = Some(false);
            }
            key_hint_ui(ui, "Ctrl+Enter");
        });
        answer
    }
}

/// `true` when it is closed.
fn about_ui(ctx: &egui::Context, lang: Lang) -> bool {
    let modal = Modal::new(Id::unique("gouji::about")).frame(dialog_frame(ctx)).show(ctx, |ui| {
        ui.set_width(420.0);
        ui.heading("勾稽 gouji");
        ui.label(format!("{} {}", lang.pick("版本", "version"), env!("CARGO_PKG_VERSION")));
        ui.add_space(space::S);
        ui.label(lang.pick(
            "核对部门决算的表格与文字陈述：每处问题都有算式和依据，改正只动那一个数字。",
            "Checks a department's final accounts, tables and statements: every finding has its arithmetic and its rule, and a correction changes that figure alone.",
        ));
        ui.add_space(space::S);
        ui.label("MIT OR Apache-2.0 · Noto Sans SC: SIL Open Font License 1.1");
        ui.add_space(space::M);
        primary_button_ui(ui, lang.pick("关闭", "Close")).clicked()
    });
    modal.inner || modal.should_close()
}
