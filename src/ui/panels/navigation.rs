//! Left: the open files, their tables with a count of findings each, plots, comparison, terms.

use std::path::PathBuf;

use eframe::egui::{Align, Label, Layout as Direction, RichText, ScrollArea, Ui, vec2};

use crate::model::{Lang, Period, TableGroup, TableRef, Text};
use crate::rules::Level;
use crate::session::{FileView, JobView, SaveState, Snapshot};
use crate::ui::layout::{Layout, View};
use crate::ui::request::Request;
use crate::ui::tables::official_title;
use crate::ui::theme::{Theme, font_size, space};

use super::remarks;
use super::rows::{NavRow, missing_row_ui, nav_row_ui};

/// How many files are named that are one set of accounts.
const MOST_NAMES: usize = 3;

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
                job_ui(ui, job, layout.lang(), &mut requests);
            }
        });
    requests
}

/// A file that is being read. Its name gives way: a panel never grows to what it is told to hold.
fn job_ui(ui: &mut Ui, job: &JobView, lang: Lang, requests: &mut Vec<Request>) {
    let size = vec2(ui.available_width(), 24.0);
    ui.allocate_ui_with_layout(size, Direction::right_to_left(Align::Center), |ui| {
        if ui.button(lang.pick("取消", "Cancel")).clicked() {
            requests.push(Request::Do(crate::session::Action::Cancel(job.id)));
        }
        ui.with_layout(Direction::left_to_right(Align::Center), |ui| {
            ui.spinner();
            ui.add(Label::new(&job.name).truncate());
        });
    });
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
    let year = year.map(|year| year.get(lang).to_owned());
    // The name of the file stands once.
    let is_one = file.files.len() < 2;
    let last = match &file.accounts.department {
        Some(_) => is_one.then(|| file.name.clone()),
        None => Some(no_department(lang).to_owned()),
    };
    let unsaved = (file.save_state == SaveState::Unsaved).then(|| lang.pick("未保存", "unsaved"));
    let parts = unsaved.map(str::to_owned).into_iter().chain(year);
    let parts: Vec<String> = parts.chain(last).collect();
    let mut lines = vec![parts.join(" · ")];
    if !is_one {
        lines.extend(names(&file.files, lang));
    }
    lines.retain(|line| !line.is_empty());
    let response = ui
        .vertical(|ui| {
            let words = RichText::new(department).font(crate::ui::fonts::bold(font_size::BODY));
            let response = ui.add(Label::new(words).sense(eframe::egui::Sense::click()).wrap());
            for line in lines {
                let line = RichText::new(line)
                    .size(font_size::SMALL)
                    .color(theme.text.secondary);
                ui.add(Label::new(line).truncate());
            }
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

/// The names of several files, a line each; of many the first ones and how many there are.
fn names(files: &[PathBuf], lang: Lang) -> Vec<String> {
    let name = |path: &PathBuf| {
        let name = path.file_name().unwrap_or(path.as_os_str());
        name.to_string_lossy().into_owned()
    };
    if files.len() <= MOST_NAMES {
        return files.iter().map(name).collect();
    }
    let mut names: Vec<String> = files[..MOST_NAMES - 1].iter().map(name).collect();
    let count = files.len();
    names.push(match lang {
        Lang::Zh => format!("等 {count} 个文件"),
        Lang::En => format!("and more: {count} files"),
    });
    names
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
        let open = match target {
            View::Text => file.review.text_coverage().not_checked,
            _ => 0,
        };
        let nav = NavRow {
            title,
            selected: view == target,
            mark,
            open,
            open_hint: lang.pick("未检查的数字", "numbers not checked"),
        };
        if nav_row_ui(ui, &nav).clicked() {
            requests.push(Request::Show(file.id, target));
        }
    };
    row(ui, View::Overview, lang.pick("概览", "Overview"), None);
    if file.accounts.narrative.is_some() {
        let count = file.review.text_coverage().contradicted;
        let mark = (count > 0).then_some((Level::Error, count));
        row(ui, View::Text, lang.pick("正文", "Text"), mark);
    }
    row(ui, View::Plots, lang.pick("图表", "Plots"), None);
    if snapshot.files.len() > 1 {
        row(ui, View::Comparison, lang.pick("对比", "Comparison"), None);
    }
    row(ui, View::Terms, lang.pick("名词解释", "Terms"), None);
    if !file.accounts.remarks.is_empty() {
        row(ui, View::Remarks, &remarks::title(file, lang), None);
    }
    let counts = layout.counted.of(&file.review);
    for (group, title) in GROUPS {
        let entries = entries(file, group);
        if entries.is_empty() {
            continue;
        }
        ui.add_space(space::S);
        let theme = Theme::of(ui);
        ui.label(
            RichText::new(lang.pick(title.0, title.1))
                .size(font_size::SMALL)
                .color(theme.text.secondary),
        );
        for (id, is_there) in entries {
            let mut title = official_title(file, id).get(lang).to_owned();
            if id.period != Period::Final {
                title = format!("{title}（{}）", id.period.text().get(lang));
            }
            if is_there {
                row(ui, View::Table(id), &title, counts.get(&id).copied());
            } else {
                // What is not there is never taken for passed.
                missing_row_ui(ui, &title, lang.pick("无此表", "not there"), missing(lang));
            }
        }
    }
}

/// What is said where a department would be named.
pub(super) fn no_department(lang: Lang) -> &'static str {
    lang.pick("文件中没有部门名称", "no department named")
}

fn missing(lang: Lang) -> &'static str {
    lang.pick(
        "文件中没有这张表，与它有关的关系未检查",
        "The file has no such table; the relations with it are not checked",
    )
}

/// The tables of a group in the order of the edition, with whether the file has them; then those that it has besides.
fn entries(file: &FileView, group: TableGroup) -> Vec<(TableRef, bool)> {
    let present: Vec<TableRef> = in_group(file, group).collect();
    let Some(edition) = file
        .accounts
        .edition
        .filter(|_| group == TableGroup::Official)
    else {
        return present.into_iter().map(|id| (id, true)).collect();
    };
    let mut entries = Vec::new();
    for (table, _) in edition.tables() {
        let before = entries.len();
        let of_table = present.iter().filter(|id| id.table == table);
        entries.extend(of_table.map(|id| (*id, true)));
        if entries.len() == before {
            let period = Period::Final;
            entries.push((TableRef { table, period }, false));
        }
    }
    let others = present.into_iter().map(|id| (id, true));
    let others: Vec<_> = others.filter(|entry| !entries.contains(entry)).collect();
    entries.extend(others);
    entries
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
