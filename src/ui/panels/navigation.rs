//! Left: the open files, their tables with a count of findings each, plots, comparison, terms.

use eframe::egui::{RichText, ScrollArea, Ui};

use crate::model::{Lang, Period, TableGroup, TableRef, Text};
use crate::rules::Level;
use crate::session::{FileView, SaveState, Snapshot};
use crate::ui::layout::{Layout, View};
use crate::ui::request::Request;
use crate::ui::theme::{Theme, font_size, space};

use super::rows::{NavRow, nav_row_ui};

/// Draws the navigation.
pub(crate) fn navigation_ui(ui: &mut Ui, snapshot: &Snapshot, layout: &Layout) -> Vec<Request> {
    let mut requests = Vec::new();
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            for file in &snapshot.files {
                let active = snapshot.active == Some(file.id);
                file_ui(ui, file, active, layout.lang(), &mut requests);
                if active {
                    contents_ui(ui, snapshot, file, layout, &mut requests);
                }
                ui.add_space(space::S);
            }
            for job in &snapshot.jobs {
                ui.horizontal(|ui| {
                    ui.spinner();
                    ui.label(&job.name);
                    if ui.button(layout.lang().pick("取消", "Cancel")).clicked() {
                        requests.push(Request::Do(crate::session::Action::Cancel(job.id)));
                    }
                });
            }
        });
    requests
}

fn file_ui(ui: &mut Ui, file: &FileView, active: bool, lang: Lang, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui);
    let department = file
        .accounts
        .department
        .clone()
        .unwrap_or_else(|| file.name.clone());
    let year = file
        .accounts
        .year
        .map(|year| Text::new(format!("{year} 年"), year.to_string()));
    let unsaved = match file.save_state {
        SaveState::Unsaved => lang.pick("未保存 · ", "unsaved · "),
        SaveState::Saved | SaveState::Embedded => "",
    };
    let second = format!(
        "{}{}{}",
        unsaved,
        year.map(|year| format!("{} · ", year.get(lang)))
            .unwrap_or_default(),
        file.name,
    );
    let response = ui
        .vertical(|ui| {
            let words = RichText::new(department).font(crate::ui::fonts::bold(font_size::BODY));
            let response = ui.add(
                eframe::egui::Label::new(words)
                    .sense(eframe::egui::Sense::click())
                    .wrap(),
            );
            let second = RichText::new(second)
                .size(font_size::SMALL)
                .color(theme.text.secondary);
            ui.add(eframe::egui::Label::new(second).truncate());
            response
        })
        .inner;
    if response.clicked() && !active {
        requests.push(Request::Do(crate::session::Action::Activate(file.id)));
    }
    response.context_menu(|ui| {
        if ui.button(lang.pick("关闭", "Close")).clicked() {
            requests.push(Request::Close(file.id));
            ui.close();
        }
    });
    ui.add_space(space::XS);
}

fn contents_ui(
    ui: &mut Ui,
    snapshot: &Snapshot,
    file: &FileView,
    layout: &Layout,
    requests: &mut Vec<Request>,
) {
    let lang = layout.lang();
    let view = layout.view(file);
    let mut row = |ui: &mut Ui, target: View, title: &str, mark: Option<(Level, usize)>| {
        let nav = NavRow {
            title,
            selected: view == target,
            mark,
        };
        if nav_row_ui(ui, &nav).clicked() {
            requests.push(Request::Show(file.id, target));
        }
    };
    row(ui, View::Overview, lang.pick("概览", "Overview"), None);
    row(ui, View::Plots, lang.pick("图表", "Plots"), None);
    if snapshot.files.len() > 1 {
        row(ui, View::Comparison, lang.pick("对比", "Comparison"), None);
    }
    row(ui, View::Terms, lang.pick("名词解释", "Terms"), None);
    for (group, title) in GROUPS {
        let tables: Vec<_> = in_group(file, group).collect();
        if tables.is_empty() {
            continue;
        }
        ui.add_space(space::S);
        let theme = Theme::of(ui);
        ui.label(
            RichText::new(lang.pick(title.0, title.1))
                .size(font_size::SMALL)
                .color(theme.text.secondary),
        );
        for table in tables {
            let spec = table.table.spec();
            let mut title = spec.title.get(lang).to_owned();
            if table.period != Period::Final {
                title = format!("{title}（{}）", table.period.text().get(lang));
            }
            row(ui, View::Table(table), &title, worst(file, table));
        }
    }
    missing_ui(ui, file, lang);
}

const GROUPS: [(TableGroup, (&str, &str)); 4] = [
    (TableGroup::Official, ("公开表", "Official tables")),
    (
        TableGroup::Disclosure,
        ("其他公开事项", "Other disclosures"),
    ),
    (TableGroup::Performance, ("绩效", "Performance")),
    (TableGroup::Text, ("文字", "Text")),
];

fn in_group(file: &FileView, group: TableGroup) -> impl Iterator<Item = TableRef> {
    let tables = file.accounts.tables.iter().map(|table| table.id);
    tables.filter(move |id| id.table.spec().group == group)
}

/// The most serious level of the table's open findings, and how many there are of any level.
fn worst(file: &FileView, table: TableRef) -> Option<(Level, usize)> {
    let of_table = file.review.open().filter(|(_, finding)| {
        finding
            .shown
            .first()
            .is_some_and(|shown| shown.place.table_ref() == table)
    });
    let levels: Vec<Level> = of_table.map(|(_, finding)| finding.level).collect();
    levels.iter().min().map(|level| (*level, levels.len()))
}

/// Tables that the edition prints and the file does not have: they never count as passed.
fn missing_ui(ui: &mut Ui, file: &FileView, lang: Lang) {
    let Some(edition) = file.accounts.edition else {
        return;
    };
    let missing: Vec<_> = edition
        .tables()
        .map(|(table, _)| table)
        .filter(|table| {
            file.accounts
                .tables
                .iter()
                .all(|present| present.id.table != *table)
        })
        .collect();
    if missing.is_empty() {
        return;
    }
    let theme = Theme::of(ui);
    let muted = |text: &str| {
        RichText::new(text)
            .size(font_size::SMALL)
            .color(theme.text.secondary)
    };
    ui.add_space(space::S);
    ui.label(muted(lang.pick(
        "文件中没有的表（未检查）",
        "Not in the file (not checked)",
    )));
    for table in missing {
        ui.label(muted(edition.title_of(table).get(lang)));
    }
}
