//! Right: the findings, by level; the selected one explained in place.

use std::ops::Range;

use eframe::egui::{Response, RichText, ScrollArea, Ui};

use crate::model::Lang;
use crate::review::Stance;
use crate::rules::Level;
use crate::session::FileView;
use crate::ui::layout::{Layout, View};
use crate::ui::previews::Previews;
use crate::ui::request::Request;
use crate::ui::theme::{Theme, font_size, space};
use crate::ui::widgets::{chip_ui, empty_ui, search_field_ui};

use super::detail::detail_ui;
use super::rows::{FindingRow, finding_row_ui};

/// Findings that are laid out at once, so that ten thousand cost no more than these.
const AT_ONCE: usize = 200;

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
    let at = selected.and_then(|index| listed.iter().position(|other| *other == index));
    let part = part(layout, listed.len(), at.filter(|_| scroll_to));
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            more_ui(ui, layout, part.start, Ahead::No);
            for &index in &listed[part.clone()] {
                let is_selected = selected == Some(index);
                let row = row_ui(ui, file, layout, index, is_selected, &mut requests);
                if is_selected {
                    let manner = (lang, layout.unit());
                    detail_ui(ui, file, index, manner, previews, &mut requests);
                    if scroll_to {
                        row.scroll_to_me(None);
                    }
                }
            }
            more_ui(ui, layout, listed.len() - part.end, Ahead::Yes);
        });
    requests
}

/// The part of the list that is laid out: the selected finding is in it when it is to be seen.
fn part(layout: &mut Layout, count: usize, at: Option<usize>) -> Range<usize> {
    let start = layout.list_start.min(count.saturating_sub(1));
    let start = start - start % AT_ONCE;
    layout.list_start = match at {
        Some(at) => at - at % AT_ONCE,
        None => start,
    };
    layout.list_start..(layout.list_start + AT_ONCE).min(count)
}

/// Which end of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ahead {
    Yes,
    No,
}

/// Says how many findings come before or after those that are laid out, and leads to them.
fn more_ui(ui: &mut Ui, layout: &mut Layout, count: usize, ahead: Ahead) {
    if count == 0 {
        return;
    }
    let words = match (layout.lang(), ahead) {
        (Lang::Zh, Ahead::No) => format!("前面还有 {count} 处"),
        (Lang::Zh, Ahead::Yes) => format!("后面还有 {count} 处"),
        (Lang::En, Ahead::No) => format!("{count} more before these"),
        (Lang::En, Ahead::Yes) => format!("{count} more after these"),
    };
    if ui.button(words).clicked() {
        layout.list_start = match ahead {
            Ahead::Yes => layout.list_start + AT_ONCE,
            Ahead::No => layout.list_start.saturating_sub(AT_ONCE),
        };
    }
}

/// A finding of the list; a click selects it, or no longer.
fn row_ui(
    ui: &mut Ui,
    file: &FileView,
    layout: &Layout,
    index: usize,
    selected: bool,
    requests: &mut Vec<Request>,
) -> Response {
    let finding = &file.review.findings[index];
    let stance = &file.review.stances[index];
    let row = FindingRow {
        level: finding.level,
        message: finding.message.get(layout.lang()),
        code: &finding.rule.to_string(),
        selected,
        explained: matches!(stance, Stance::Explained { .. }),
        symptom: layout.is_symptom(index),
    };
    let response = finding_row_ui(ui, &row);
    if response.clicked() {
        requests.push(if selected {
            Request::Unselect(file.id)
        } else {
            Request::Select(file.id, finding.fingerprint.clone())
        });
    }
    response
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
        let this_table = match layout.view(file) {
            View::Text => lang.pick("仅正文", "This text"),
            _ => lang.pick("仅本表", "This table"),
        };
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
