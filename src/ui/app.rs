//! The window: asks the session for a snapshot, draws it, and grants what the views ask for.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, ViewportCommand};

use crate::model::Lang;
use crate::session::{Action, FileView, NoticeLevel, Session, Snapshot};

use super::command::Command;
use super::dialogs::Dialogs;
use super::layout::{Layout, View};
use super::palette::Palette;
use super::previews::Previews;
use super::request::Request;
use super::theme::Theme;
use super::{keyboard, panels, perform, tables, theme, widgets};

/// The part of what the navigation leaves that the findings take at first, within reason: at 1280
/// points the widest form, K01, is seen whole beside them.
const FINDINGS_PART: f32 = 0.34;
const FINDINGS_LEAST: f32 = 300.0;
const FINDINGS_MOST: f32 = 400.0;

/// The program's window.
pub struct App {
    pub(super) session: Session,
    pub(super) layout: Layout,
    pub(super) dialogs: Dialogs,
    pub(super) palette: Palette,
    pub(super) previews: Previews,
    /// Messages that are shown.
    notices: widgets::Notices,
    /// Preferences as they were stored last, so that they are written only when they change.
    stored: crate::session::Preferences,
    /// The title that the window has, so that it is set only when it changes.
    title: String,
    /// Whether the user has said that unsaved edits may go.
    pub(super) may_close: bool,
}

impl App {
    /// A window on a session. Opens `files`, or the embedded sample when there are none and
    /// nothing is left over from an earlier run.
    pub fn new(mut session: Session, files: Vec<PathBuf>, ctx: &egui::Context) -> Self {
        let preferences = session.preferences();
        super::fonts::install(ctx);
        super::keep_ime::install(ctx);
        theme::apply(
            ctx,
            perform::theme_preference(&preferences),
            preferences.zoom,
        );
        let wake = ctx.clone();
        session.set_wake(Arc::new(move || wake.request_repaint()));
        let dialogs = Dialogs::new(ctx);
        let rules = preferences.rules.paths();
        if !rules.is_empty() {
            session.apply(Action::LoadRules(rules));
        }
        if files.is_empty() {
            session.apply(Action::OpenSample);
        } else {
            session.apply(Action::Open(files));
        }
        Self {
            session,
            layout: Layout::new(preferences.clone()),
            dialogs,
            palette: Palette::default(),
            previews: Previews::default(),
            notices: widgets::Notices::default(),
            stored: preferences,
            title: String::new(),
            may_close: false,
        }
    }

    /// One frame: takes in what threads report, draws, and grants what was asked for.
    pub fn show(&mut self, ui: &mut egui::Ui) {
        self.session.poll();
        // What keys ask for comes first: what is typed after them belongs to what they opened.
        let pressed = keyboard::requests(ui.ctx(), &self.session.snapshot(), self);
        for request in pressed {
            perform::grant(self, ui.ctx(), request);
        }
        let snapshot = self.session.snapshot();
        let mut requests = dropped(ui.ctx());
        requests.extend(self.panels_ui(ui, &snapshot));
        requests.extend(self.dialogs.show(ui.ctx(), &snapshot, &self.layout));
        requests.extend(super::choices::palette_requests(
            ui.ctx(),
            &snapshot,
            &self.layout,
            &mut self.palette,
        ));
        requests.extend(self.say(ui.ctx(), &snapshot));
        // What nobody holds any more is edited in place.
        drop(snapshot);
        for request in requests {
            perform::grant(self, ui.ctx(), request);
        }
        self.after(ui.ctx());
    }

    fn panels_ui(&mut self, ui: &mut egui::Ui, snapshot: &Snapshot) -> Vec<Request> {
        let mut requests = Vec::new();
        let palette = Theme::of(ui);
        let bar = Frame::new()
            .fill(palette.surface.sunken)
            .inner_margin(Margin::symmetric(8, 4));
        Panel::top("menu").frame(bar).show(ui, |ui| {
            requests.extend(panels::menu_ui(ui, snapshot, &self.layout));
        });
        Panel::bottom("status").frame(bar).show(ui, |ui| {
            panels::status_ui(ui, snapshot.active_file(), &mut self.layout);
        });
        let side = Frame::new()
            .fill(palette.surface.sunken)
            .inner_margin(Margin::same(8));
        if self.layout.preferences.navigation {
            Panel::left("navigation")
                .frame(side)
                .default_size(232.0)
                .size_range(160.0..=420.0)
                .show(ui, |ui| {
                    requests.extend(panels::navigation_ui(ui, snapshot, &self.layout));
                });
        }
        if let Some(file) = snapshot
            .active_file()
            .filter(|_| self.layout.preferences.findings)
        {
            let frame = Frame::new()
                .fill(palette.surface.base)
                .inner_margin(Margin::symmetric(8, 0));
            Panel::right("findings")
                .frame(frame)
                .default_size(
                    (ui.available_width() * FINDINGS_PART).clamp(FINDINGS_LEAST, FINDINGS_MOST),
                )
                .size_range(280.0..=720.0)
                .show(ui, |ui| {
                    requests.extend(panels::findings_ui(
                        ui,
                        file,
                        &mut self.layout,
                        &mut self.previews,
                    ));
                });
        }
        let middle = Frame::new()
            .fill(palette.surface.raised)
            .inner_margin(Margin::same(8));
        CentralPanel::default()
            .frame(middle)
            .show(ui, |ui| match snapshot.active_file() {
                Some(file) => requests.extend(self.middle_ui(ui, snapshot, file)),
                None => requests.extend(super::start::start_ui(ui, snapshot, self.layout.lang())),
            });
        requests
    }

    fn middle_ui(
        &mut self,
        ui: &mut egui::Ui,
        snapshot: &Snapshot,
        file: &FileView,
    ) -> Vec<Request> {
        match self.layout.view(file) {
            View::Overview => panels::overview_ui(ui, snapshot, file, &self.layout),
            View::Table(table) => tables::table_ui(ui, file, table, &mut self.layout),
            View::Comparison => super::comparison::comparison_ui(ui, snapshot, &mut self.layout),
            View::Plots => super::plotted::plots_ui(ui, snapshot, file, &mut self.layout),
            View::Text => super::reading::text_ui(ui, file, &mut self.layout),
            View::Remarks => panels::remarks_ui(ui, file, &self.layout),
            View::Terms => {
                panels::terms_ui(ui, self.layout.lang());
                Vec::new()
            }
        }
    }

    /// Hands the session's messages to the widget that shows them, each once.
    fn say(&mut self, ctx: &egui::Context, snapshot: &Snapshot) -> Vec<Request> {
        let lang = self.layout.lang();
        let mut requests = Vec::new();
        for notice in &snapshot.notices {
            let level = match notice.level {
                NoticeLevel::Done => widgets::NoticeLevel::Done,
                NoticeLevel::Info => widgets::NoticeLevel::Warning,
                NoticeLevel::Error => widgets::NoticeLevel::Error,
            };
            self.notices.push(widgets::Notice {
                level,
                text: notice.text.get(lang).to_owned(),
                hints: notice
                    .hints
                    .iter()
                    .map(|hint| hint.get(lang).to_owned())
                    .collect(),
            });
            requests.push(Request::Do(Action::Dismiss(notice.id)));
        }
        widgets::notices_ui(lang, ctx, &mut self.notices);
        requests
    }

    /// What follows from the frame: preferences, the window's title, closing.
    fn after(&mut self, ctx: &egui::Context) {
        if self.layout.preferences != self.stored {
            self.stored = self.layout.preferences.clone();
            self.session.keep_preferences(&self.stored);
        }
        let snapshot = self.session.snapshot();
        self.layout.forget_closed(&snapshot);
        let title = title(&snapshot);
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
        let closing = ctx.input(|input| input.viewport().close_requested());
        if closing && !self.may_close && snapshot.has_unsaved() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.dialogs.ask_before_quitting();
        }
        // A bar that moves while files load; otherwise nothing is drawn until something happens.
        if !snapshot.jobs.is_empty() {
            ctx.request_repaint_after(std::time::Duration::from_millis(100));
        }
    }

    /// Speaks a language from now on.
    pub fn speak(&mut self, lang: Lang) {
        self.layout.preferences.set_lang(lang);
    }

    /// Checks the rules of these files in this run, whatever is stored.
    pub fn obey(&mut self, rules: Vec<PathBuf>) {
        self.session.apply(Action::LoadRules(rules));
    }

    /// Says that something did not work.
    pub(super) fn say_error(&mut self, text: &crate::model::Text) {
        let words = text.get(self.layout.lang());
        self.notices
            .push(widgets::Notice::new(widgets::NoticeLevel::Error, words));
    }

    /// Types paths by hand from now on instead of asking the system, for tests without a desktop.
    pub fn without_system_dialogs(&mut self) {
        self.dialogs.without_system_dialogs();
    }

    /// Whether something stands in front of the window and takes its keys.
    pub(super) fn is_covered(&self) -> bool {
        self.dialogs.is_open() || self.palette.is_open()
    }

    /// The session, for looking at it.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Runs a command, as the menu would.
    pub fn run(&mut self, ctx: &egui::Context, command: Command) {
        perform::grant(self, ctx, Request::Run(command));
    }
}

/// Files that were dropped on the window.
fn dropped(ctx: &egui::Context) -> Vec<Request> {
    let paths: Vec<PathBuf> = ctx.input(|input| {
        input
            .raw
            .dropped_files
            .iter()
            .map(|file| file.path().to_path_buf())
            .collect()
    });
    let paths: Vec<PathBuf> = paths
        .into_iter()
        .filter(|path| !path.as_os_str().is_empty())
        .collect();
    if paths.is_empty() {
        Vec::new()
    } else {
        vec![Request::Open(paths)]
    }
}

fn title(snapshot: &Snapshot) -> String {
    match snapshot.active_file() {
        Some(file) => {
            let unsaved = file.save_state == crate::session::SaveState::Unsaved;
            format!(
                "{}{} — 勾稽 gouji",
                if unsaved { "● " } else { "" },
                file.name
            )
        }
        None => "勾稽 gouji".to_owned(),
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }
}
