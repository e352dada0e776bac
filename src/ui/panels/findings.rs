//! Right: the findings, by level; the selected one explained in place.

use eframe::egui::{RichText, ScrollArea, Ui};

use crate::model::Lang;
use crate::review::Stance;
use crate::rules::Level;
use crate::session::FileView;
use crate::ui::layout::Layout;
use crate::ui::listed;
use crate::ui::previews::Previews;
use crate::ui::request::Request;
use crate::ui::theme::{Theme, font_size, space};
use crate::ui::widgets::{chip_ui, empty_ui, search_field_ui};

use super::detail::detail_ui;
use super::rows::{FindingRow, finding_row_ui};

/// Draws the findings of a file.
pub(crate) fn findings_ui(
    ui: &mut Ui,
    file: &FileView,
    layout: &mut Layout,
    previews: &mut Previews,
) -> Vec<Request> {
    let lang = layout.lang();
    ui.set_max_width(ui.available_width());
    ui.add_space(space::S);
    filter_ui(ui, file, layout);
    ui.add_space(space::XS);
    let listed = layout.listed(file);
    let selected = layout.selected(file);
    let mut requests = Vec::new();
    if listed.is_empty() {
        nothing_ui(ui, file, lang);
        return requests;
    }
    let scroll_to = std::mem::take(&mut layout.scroll_to_selected);
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            for index in listed {
                let finding = &file.review.findings[index];
                let stance = &file.review.stances[index];
                let row = FindingRow {
                    level: finding.level,
                    message: finding.message.get(lang),
                    code: &finding.rule.to_string(),
                    selected: selected == Some(index),
                    explained: matches!(stance, Stance::Explained { .. }),
                    symptom: listed::is_symptom(&file.review, index),
                };
                let response = finding_row_ui(ui, &row);
                if response.clicked() {
                    requests.push(if selected == Some(index) {
                        Request::Unselect(file.id)
                    } else {
                        Request::Select(file.id, finding.fingerprint.clone())
                    });
                }
                if selected == Some(index) {
                    detail_ui(ui, file, index, lang, previews, &mut requests);
                    if scroll_to {
                        response.scroll_to_me(None);
                    }
                }
            }
        });
    requests
}

fn filter_ui(ui: &mut Ui, file: &FileView, layout: &mut Layout) {
    let lang = layout.lang();
    let counts = file.review.counts();
    ui.horizontal_wrapped(|ui| {
        for level in Level::ALL {
            let on = layout.filter.levels.contains(&level);
            if chip_ui(lang, ui, level, counts.level(level), on).clicked() {
                if on {
                    layout.filter.levels.retain(|other| *other != level);
                } else {
                    layout.filter.levels.push(level);
                }
            }
        }
    });
    let hint = lang.pick("筛选：文字或规则号", "Filter: words or rule code");
    search_field_ui(
        ui,
        hint,
        lang.pick("清除", "Clear"),
        &mut layout.filter.text,
    );
    // Wrapped, so that a narrow panel grows downwards and never wider than the user made it.
    ui.horizontal_wrapped(|ui| {
        let this_table = lang.pick("仅本表", "This table");
        ui.checkbox(&mut layout.filter.this_table, this_table);
        if file.review.stances.iter().any(|stance| !stance.is_open()) {
            let explained = lang.pick("含已说明", "Explained");
            ui.checkbox(&mut layout.filter.explained, explained);
        }
    });
}

/// No findings: because nothing is wrong, because the filter hides them, or because nothing could
/// be checked. The three must not look alike.
fn nothing_ui(ui: &mut Ui, file: &FileView, lang: Lang) {
    let review = &file.review;
    let (title, text) = if !review.findings.is_empty() {
        (
            lang.pick("筛选后没有问题", "No finding passes the filter"),
            lang.pick(
                "上方筛选条件隐藏了其余问题。",
                "The filter above hides the others.",
            ),
        )
    } else if review.ledger.decided() == 0 {
        (
            lang.pick("没有可以检查的内容", "Nothing could be checked"),
            lang.pick(
                "文件中没有能够构成勾稽关系的数字。",
                "The file has no figures that form a relation.",
            ),
        )
    } else {
        (
            lang.pick("没有发现问题", "No findings"),
            lang.pick(
                "已检查的关系全部成立。",
                "Everything that was checked holds.",
            ),
        )
    };
    empty_ui(ui, title, text, None);
    let unchecked = review.ledger.not_checked;
    if unchecked > 0 {
        let theme = Theme::of(ui);
        let text = match lang {
            Lang::Zh => format!("另有 {unchecked} 项关系未能检查，见“概览”。"),
            Lang::En => format!("{unchecked} relations could not be checked; see Overview."),
        };
        ui.label(
            RichText::new(text)
                .size(font_size::SMALL)
                .color(theme.text.secondary),
        );
    }
}
