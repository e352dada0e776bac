//! The first view of a file: may it be published, what was checked, what was not and why, and what
//! of the file was not understood.

use std::collections::BTreeMap;

use eframe::egui::{Grid, RichText, ScrollArea, Ui};

use crate::model::{Lang, Text};
use crate::relation::{Outcome, RuleCode};
use crate::rules::Level;
use crate::session::{FileView, OwnRulesView, Snapshot};
use crate::ui::fonts;
use crate::ui::layout::{Layout, View};
use crate::ui::relation::verdict_color;
use crate::ui::request::Request;
use crate::ui::theme::{Theme, font_size, space};
use crate::ui::widgets::{mark_ui, primary_button_ui, section_ui};

use super::navigation::no_department;
use super::remarks;

/// How many of the things that were not understood are listed here.
const LISTED: usize = 8;

/// Draws the overview of a file.
pub(crate) fn overview_ui(
    ui: &mut Ui,
    snapshot: &Snapshot,
    file: &FileView,
    layout: &Layout,
) -> Vec<Request> {
    let lang = layout.lang();
    let mut requests = Vec::new();
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_max_width(860.0_f32.min(ui.available_width()));
            head_ui(ui, file, lang);
            verdict_ui(ui, file, layout, &mut requests);
            ledger_ui(ui, file, lang);
            own_rules_ui(ui, &snapshot.own, lang);
            unchecked_ui(ui, file, lang);
            remarks_ui(ui, file, lang, &mut requests);
        });
    requests
}

fn head_ui(ui: &mut Ui, file: &FileView, lang: Lang) {
    let theme = Theme::of(ui);
    ui.add_space(space::S);
    // Files are known by their name where they name no department.
    match &file.accounts.department {
        Some(_) => ui.heading(file.accounts.name().get(lang)),
        None => ui.heading(&file.name),
    };
    let mut about = vec![paths_text(file, lang)];
    about.extend(
        file.accounts
            .edition
            .map(|edition| edition.title.get(lang).to_owned()),
    );
    if file.accounts.department.is_none() {
        about.push(no_department(lang).to_owned());
    }
    // A workbook is no text.
    if !file.is_imported() {
        about.push(file.document.encoding().name().to_owned());
    }
    ui.label(
        RichText::new(about.join(" · "))
            .size(font_size::SMALL)
            .color(theme.text.secondary),
    );
    ui.add_space(space::L);
}

/// Where the files lie that the accounts were read out of: the folder is said once.
fn paths_text(file: &FileView, lang: Lang) -> String {
    let Some(first) = &file.path else {
        return lang.pick("内置样例", "embedded sample").to_owned();
    };
    let others = file.files.iter().filter(|path| *path != first);
    let others = others.map(|path| match path.file_name() {
        Some(name) if path.parent() == first.parent() => name.to_string_lossy().into_owned(),
        _ => path.display().to_string(),
    });
    let mut paths = vec![first.display().to_string()];
    paths.extend(others);
    paths.join(lang.pick("、", ", "))
}

fn verdict_ui(ui: &mut Ui, file: &FileView, layout: &Layout, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui);
    let lang = layout.lang();
    let review = &file.review;
    let counts = review.counts();
    let color = verdict_color(theme, review.verdict());
    let words = review.verdict().text(&counts, review.ledger.not_checked);
    ui.label(
        RichText::new(words.get(lang))
            .font(fonts::bold(24.0))
            .color(color),
    );
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        for level in Level::ALL {
            mark_ui(lang, ui, level);
            ui.label(format!("{} {}", level.name(lang), counts.level(level)));
            ui.add_space(space::S);
        }
    });
    let first = layout
        .listed(file)
        .into_iter()
        .find(|index| review.stances[*index].is_open());
    if let Some(index) = first {
        let finding = &review.findings[index];
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            mark_ui(lang, ui, finding.level);
            ui.label(finding.message.get(lang));
        });
        if primary_button_ui(
            ui,
            lang.pick(
                "从第一处问题开始（F8）",
                "Start with the first finding (F8)",
            ),
        )
        .clicked()
        {
            requests.push(Request::Select(file.id, finding.fingerprint.clone()));
        }
    }
    ui.add_space(space::L);
}

fn ledger_ui(ui: &mut Ui, file: &FileView, lang: Lang) {
    section_ui(ui, lang.pick("检查了什么", "What was checked"), |_| {});
    let ledger = &file.review.ledger;
    let rows = [
        (lang.pick("成立", "Hold"), ledger.holds),
        (
            lang.pick("在舍入范围内成立", "Hold within rounding"),
            ledger.within_rounding,
        ),
        (lang.pick("不成立", "Broken"), ledger.broken),
        (lang.pick("未能检查", "Not checked"), ledger.not_checked),
        (lang.pick("关系合计", "Relations in all"), ledger.total()),
    ];
    Grid::new("ledger")
        .num_columns(2)
        .spacing([24.0, 4.0])
        .show(ui, |ui| {
            for (name, count) in rows {
                ui.label(name);
                let right = eframe::egui::Layout::right_to_left(eframe::egui::Align::Center);
                ui.allocate_ui_with_layout(eframe::egui::vec2(64.0, 20.0), right, |ui| {
                    ui.monospace(count.to_string());
                });
                ui.end_row();
            }
        });
    ui.add_space(space::L);
}

/// The user's own rules that are checked too, and why they are not when they could not be read.
fn own_rules_ui(ui: &mut Ui, own: &OwnRulesView, lang: Lang) {
    if own.files.is_empty() {
        return;
    }
    section_ui(ui, lang.pick("自定规则", "Your own rules"), |_| {});
    for file in &own.files {
        ui.label(file.display().to_string());
    }
    match &own.problem {
        None => ui.label(match lang {
            Lang::Zh => format!("正在核对 {} 条", own.rules),
            Lang::En => format!("{} rule(s) are checked", own.rules),
        }),
        Some(problem) => {
            let color = Theme::of(ui).error.mark;
            ui.label(RichText::new(problem.get(lang)).color(color))
        }
    };
    ui.add_space(space::L);
}

/// What could not be checked, by reason, so that it is never taken for passed.
fn unchecked_ui(ui: &mut Ui, file: &FileView, lang: Lang) {
    let mut reasons: BTreeMap<Text, Vec<RuleCode>> = BTreeMap::new();
    for decided in &file.review.decided {
        if let Outcome::NotChecked(reason) = &decided.outcome {
            reasons.entry(reason.text()).or_default().push(decided.rule);
        }
    }
    if reasons.is_empty() {
        return;
    }
    section_ui(
        ui,
        lang.pick("未能检查，不算通过", "Not checked, which is not passed"),
        |_| {},
    );
    let theme = Theme::of(ui);
    for (reason, mut rules) in reasons {
        rules.dedup();
        let codes: Vec<String> = rules.iter().map(ToString::to_string).collect();
        ui.horizontal_wrapped(|ui| {
            ui.label(reason.get(lang));
            let hover: Vec<String> = rules
                .iter()
                .filter_map(|code| file.review.rule_info(*code))
                .map(|info| info.title.get(lang).to_owned())
                .collect();
            ui.label(
                RichText::new(codes.join(" "))
                    .size(font_size::SMALL)
                    .color(theme.text.secondary),
            )
            .on_hover_text(hover.join("\n"));
        });
    }
    ui.add_space(space::L);
}

/// How much was not understood; what it is has a view of its own.
fn remarks_ui(ui: &mut Ui, file: &FileView, lang: Lang, requests: &mut Vec<Request>) {
    if file.accounts.remarks.is_empty() {
        return;
    }
    section_ui(
        ui,
        lang.pick("文件中未识别的内容", "What of the file was not understood"),
        |_| {},
    );
    if ui.link(remarks::title(file, lang)).clicked() {
        requests.push(Request::Show(file.id, View::Remarks));
    }
    let theme = Theme::of(ui);
    for remark in file.accounts.remarks.iter().take(LISTED) {
        ui.horizontal_wrapped(|ui| {
            let place = remark.place_text();
            ui.label(
                RichText::new(place.get(lang))
                    .size(font_size::SMALL)
                    .color(theme.text.secondary),
            );
            ui.label(remark.text.get(lang));
        });
    }
    if file.accounts.remarks.len() > LISTED {
        ui.label("……");
    }
}
