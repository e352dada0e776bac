//! The window with nothing open.

use eframe::egui::{RichText, Ui};

use crate::model::Lang;
use crate::session::Snapshot;

use super::command::Command;
use super::fonts;
use super::request::Request;
use super::theme::{Theme, font_size, space};
use super::widgets::primary_button_ui;

/// Draws what can be done with nothing open.
pub(super) fn start_ui(ui: &mut Ui, snapshot: &Snapshot, lang: Lang) -> Vec<Request> {
    let theme = Theme::of(ui);
    let mut requests = Vec::new();
    ui.add_space((ui.available_height() * 0.28).max(24.0));
    ui.vertical_centered(|ui| {
        if !snapshot.jobs.is_empty() {
            ui.spinner();
            ui.label(lang.pick("正在读取并检查…", "Reading and checking…"));
            return;
        }
        ui.label(RichText::new("勾稽").font(fonts::bold(34.0)));
        ui.label(lang.pick(
            "把决算工作簿或决算文件拖到这里",
            "Drop a workbook or an accounts file here",
        ));
        let kinds = lang.pick(
            "xlsx、xls、ods、csv 或 json，同一部门的几个文件可以一起拖入",
            "xlsx, xls, ods, csv or json; several files of one department at once",
        );
        let kinds = RichText::new(kinds).size(font_size::SMALL);
        ui.label(kinds.color(theme.text.secondary));
        ui.add_space(space::M);
        if primary_button_ui(ui, lang.pick("打开文件…", "Open files…")).clicked() {
            requests.push(Request::Run(Command::OpenFiles));
        }
        if ui
            .button(lang.pick("打开内置样例", "Open the sample"))
            .clicked()
        {
            requests.push(Request::Run(Command::OpenSample));
        }
        if !snapshot.recent.is_empty() {
            ui.add_space(space::L);
            let words = RichText::new(lang.pick("最近打开", "Recent")).size(font_size::SMALL);
            ui.label(words.color(theme.text.secondary));
        }
        for path in &snapshot.recent {
            if ui.link(path.display().to_string()).clicked() {
                requests.push(Request::Open(vec![path.clone()]));
            }
        }
    });
    requests
}
