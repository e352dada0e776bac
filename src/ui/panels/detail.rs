//! The selected finding in words: 应为, 实为, 差额, 算式, 依据, cause, fixes with what they do.

use eframe::egui::{CollapsingHeader, Frame, Grid, Margin, RichText, Ui};

use crate::export::{difference_text, expected_text, place_text, wrong_word};
use crate::model::{Accounts, CellEdit, Lang, Text};
use crate::relation::Quantity;
use crate::review::Stance;
use crate::rules::{Certainty, Finding, Fix};
use crate::session::{Action, FileView};
use crate::ui::previews::{Previews, Shown};
use crate::ui::reading::{corrected, written};
use crate::ui::request::Request;
use crate::ui::theme::{Theme, font_size, space};

use crate::ui::relation::{Manner, relation_ui as formula_ui};
use crate::ui::tables::in_shown_unit;

/// How many cells of a finding are listed at once.
const FEW: usize = 6;

/// Draws what is known about a finding.
pub(crate) fn detail_ui(
    ui: &mut Ui,
    file: &FileView,
    index: usize,
    manner: Manner,
    previews: &mut Previews,
    requests: &mut Vec<Request>,
) {
    let lang = manner.0;
    let theme = Theme::of(ui);
    let finding = &file.review.findings[index];
    let frame = Frame::new()
        .fill(theme.surface.raised)
        .stroke(theme.hairline())
        .corner_radius(crate::ui::theme::RADIUS)
        .inner_margin(Margin::same(12))
        .outer_margin(Margin {
            left: 4,
            right: 8,
            top: 2,
            bottom: 10,
        });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        numbers_ui(ui, &file.accounts, finding, manner);
        relation_ui(ui, file, finding, manner, requests);
        if let Some(cause) = &finding.cause {
            caption_ui(ui, lang.pick("原因", "Cause"));
            for step in &cause.steps {
                ui.label(step.text.get(lang));
            }
        }
        because_ui(ui, file, finding, lang, requests);
        for number in 0..finding.fixes.len() {
            requests.extend(fix_ui(ui, file, finding, number, lang, previews));
        }
        stance_ui(ui, file, index, lang, requests);
        places_ui(ui, file, finding, lang, requests);
        rule_ui(ui, file, finding, lang);
    });
}

fn caption_ui(ui: &mut Ui, text: &str) {
    let theme = Theme::of(ui);
    ui.add_space(space::S);
    ui.label(
        RichText::new(text)
            .size(font_size::SMALL)
            .color(theme.text.secondary),
    );
}

fn numbers_ui(ui: &mut Ui, accounts: &Accounts, finding: &Finding, (lang, unit): Manner) {
    let shown = |quantity: Quantity| in_shown_unit(&quantity, unit);
    // Of a wrong word the words are set against each other; the amounts beside it are right.
    let (found, expected, difference) = match wrong_word(finding, accounts) {
        Some((stands, belongs)) => (Some(stands), Some(belongs), None),
        None => (
            finding.found.map(|found| shown(found).text()),
            finding
                .expected
                .map(|expected| expected_text(finding, &shown(expected))),
            finding
                .difference
                .map(|difference| difference_text(&shown(difference))),
        ),
    };
    let rows = [
        (lang.pick("实为", "Stated"), found),
        (lang.pick("应为", "Must be"), expected),
        (lang.pick("差额", "Difference"), difference),
    ];
    if rows.iter().all(|(_, text)| text.is_none()) {
        return;
    }
    let theme = Theme::of(ui);
    Grid::new((&finding.fingerprint, "numbers"))
        .num_columns(2)
        .spacing([16.0, 4.0])
        .show(ui, |ui| {
            for (name, text) in rows {
                let Some(text) = text else {
                    continue;
                };
                ui.label(RichText::new(name).color(theme.text.secondary));
                ui.label(RichText::new(text.get(lang)).monospace());
                ui.end_row();
            }
        });
}

fn relation_ui(
    ui: &mut Ui,
    file: &FileView,
    finding: &Finding,
    manner: Manner,
    requests: &mut Vec<Request>,
) {
    let Some(relation) = &finding.relation else {
        return;
    };
    caption_ui(ui, manner.0.pick("算式", "Formula"));
    let place = formula_ui(
        ui,
        &file.accounts,
        relation,
        finding.difference.is_some(),
        None,
        manner,
    );
    requests.extend(place.clicked.map(|place| Request::Reveal(file.id, place)));
}

fn because_ui(
    ui: &mut Ui,
    file: &FileView,
    finding: &Finding,
    lang: Lang,
    requests: &mut Vec<Request>,
) {
    let Some(root) = &finding.because_of else {
        return;
    };
    let known = file
        .review
        .findings
        .iter()
        .find(|other| other.fingerprint == *root);
    if let Some(root) = known {
        caption_ui(ui, lang.pick("由此而来", "Follows from"));
        if ui.link(root.message.get(lang)).clicked() {
            requests.push(Request::Select(file.id, root.fingerprint.clone()));
        }
    }
}

/// What a cell holds and what it is to hold.
fn edit_ui(ui: &mut Ui, file: &FileView, edit: &CellEdit, lang: Lang) {
    let theme = Theme::of(ui);
    let label = place_text(&file.accounts.label(edit.place));
    let old = file.accounts.printed(edit.place);
    // Beside the old number the new one is read digit by digit, so both are written alike.
    let new = written(&file.accounts, edit);
    ui.horizontal_wrapped(|ui| {
        ui.label(
            RichText::new(label.get(lang))
                .size(font_size::SMALL)
                .color(theme.text.secondary),
        );
        ui.label(RichText::new(old).strikethrough().color(theme.error.mark));
        ui.label("→");
        ui.label(RichText::new(new).color(theme.proved.mark));
    });
}

/// The sentences that a fix changes, as they would read; then the other cells.
fn edits_ui(ui: &mut Ui, file: &FileView, finding: &Finding, fix: &Fix, lang: Lang) {
    let (sentences, others) = corrected(&file.accounts, &fix.edits);
    let id = (finding.fingerprint.as_str(), "sentences");
    few_ui(ui, id, lang, &sentences, |ui, sentence| {
        ui.add_space(space::XS);
        sentence.show(ui, lang.pick("改正后的句子：", "The corrected sentence: "));
    });
    let id = (finding.fingerprint.as_str(), "edits");
    few_ui(ui, id, lang, &others, |ui, edit| {
        edit_ui(ui, file, edit, lang);
    });
}

/// Draws the first few of many things, and the others when they are asked for: what can be done
/// about a finding is never far below it.
fn few_ui<T>(
    ui: &mut Ui,
    id: (&str, &str),
    lang: Lang,
    all: &[T],
    mut draw: impl FnMut(&mut Ui, &T),
) {
    let (first, others) = all.split_at(if all.len() > FEW + 1 { FEW } else { all.len() });
    for one in first {
        draw(ui, one);
    }
    if others.is_empty() {
        return;
    }
    let count = others.len();
    let title = match lang {
        Lang::Zh => format!("另有 {count} 处"),
        Lang::En => format!("{count} more"),
    };
    CollapsingHeader::new(RichText::new(title).size(font_size::SMALL))
        .id_salt(id)
        .show(ui, |ui| {
            for one in others {
                draw(ui, one);
            }
        });
}

fn fix_ui(
    ui: &mut Ui,
    file: &FileView,
    finding: &Finding,
    number: usize,
    lang: Lang,
    previews: &mut Previews,
) -> Option<Request> {
    let fix = &finding.fixes[number];
    caption_ui(
        ui,
        &format!(
            "{}（{}）",
            lang.pick("改正", "Fix"),
            fix.certainty.text().get(lang)
        ),
    );
    ui.label(fix.title.get(lang));
    edits_ui(ui, file, finding, fix, lang);
    if fix.edits.is_empty() {
        return None;
    }
    preview_ui(ui, file, finding, fix, lang, previews);
    let words = lang.pick("采纳改正", "Apply fix");
    let button = match fix.certainty {
        Certainty::Safe => crate::ui::widgets::primary_button_ui(ui, words),
        Certainty::Review | Certainty::Hint => ui.button(words),
    };
    button.clicked().then(|| {
        Request::Do(Action::ApplyFix {
            file: file.id,
            finding: finding.fingerprint.clone(),
            fix: number,
        })
    })
}

/// What the fix would resolve and what it would break.
fn preview_ui(
    ui: &mut Ui,
    file: &FileView,
    finding: &Finding,
    fix: &Fix,
    lang: Lang,
    previews: &mut Previews,
) {
    let theme = Theme::of(ui);
    match previews.of(ui.ctx(), file, finding, fix) {
        None => {
            ui.label(
                RichText::new(lang.pick("正在推算采纳后的结果……", "working out what it would do…"))
                    .size(font_size::SMALL)
                    .color(theme.text.secondary),
            );
        }
        Some(Shown::Preview(preview)) => {
            let resolves = preview.resolves.len();
            let text = Text::new(
                format!("采纳后解决 {resolves} 处"),
                format!("resolves {resolves}"),
            );
            ui.label(
                RichText::new(text.get(lang))
                    .size(font_size::SMALL)
                    .color(theme.proved.mark),
            );
            for broken in &preview.breaks {
                let words = lang.pick("将产生：", "would break: ");
                ui.label(
                    RichText::new(format!("{words}{}", broken.message.get(lang)))
                        .size(font_size::SMALL)
                        .color(theme.error.mark),
                );
            }
        }
        Some(Shown::Refused(reason)) => {
            ui.label(
                RichText::new(reason.get(lang))
                    .size(font_size::SMALL)
                    .color(theme.error.mark),
            );
        }
    }
}

fn stance_ui(ui: &mut Ui, file: &FileView, index: usize, lang: Lang, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui);
    let finding = &file.review.findings[index];
    match &file.review.stances[index] {
        Stance::Open => {}
        Stance::Explained { text } => {
            caption_ui(ui, lang.pick("审核说明", "Explanation"));
            ui.label(text);
        }
        Stance::Reopened { text, changed } => {
            caption_ui(
                ui,
                lang.pick(
                    "审核说明（数字已变，需重新说明）",
                    "Explanation (a figure changed since)",
                ),
            );
            ui.label(RichText::new(text).color(theme.text.secondary));
            ui.label(
                RichText::new(changed)
                    .size(font_size::SMALL)
                    .color(theme.warning.mark),
            );
        }
    }
    ui.add_space(space::XS);
    let explained = file.review.stances[index] != Stance::Open;
    let words = if explained {
        lang.pick("修改说明…", "Change explanation…")
    } else {
        lang.pick("填写说明…", "Explain instead…")
    };
    if ui.button(words).clicked() {
        requests.push(Request::Explain(file.id, finding.fingerprint.clone()));
    }
}

/// The cells that it is about; a click goes there.
fn places_ui(
    ui: &mut Ui,
    file: &FileView,
    finding: &Finding,
    lang: Lang,
    requests: &mut Vec<Request>,
) {
    if finding.shown.is_empty() {
        return;
    }
    caption_ui(ui, lang.pick("相关单元格", "Cells"));
    let id = (finding.fingerprint.as_str(), "places");
    few_ui(ui, id, lang, &finding.shown, |ui, shown| {
        ui.horizontal_wrapped(|ui| {
            if ui.link(place_text(&shown.label).get(lang)).clicked() {
                requests.push(Request::Reveal(file.id, shown.place));
            }
            ui.label(shown.text.get(lang));
        });
        if let Some(cell) = file.accounts.sheet_cell(shown.place) {
            let theme = Theme::of(ui);
            ui.label(
                RichText::new(cell.to_string())
                    .size(font_size::SMALL)
                    .color(theme.text.secondary),
            );
        }
    });
}

fn rule_ui(ui: &mut Ui, file: &FileView, finding: &Finding, lang: Lang) {
    let Some(info) = file.review.rule_info(finding.rule) else {
        return;
    };
    ui.add_space(space::S);
    let title = format!(
        "{} {} {}",
        lang.pick("依据", "Rule"),
        finding.rule,
        info.title.get(lang)
    );
    CollapsingHeader::new(RichText::new(title).size(font_size::SMALL))
        .id_salt((&finding.fingerprint, "rule"))
        .show(ui, |ui| {
            let parts = [
                (None, &info.why),
                (Some(lang.pick("例", "Example")), &info.example),
                (Some(lang.pick("怎么办", "What to do")), &info.fix),
                (Some(lang.pick("来源", "Source")), &info.source),
            ];
            for (caption, text) in parts {
                // A rule of the user's own need not say everything.
                if text.get(lang).is_empty() {
                    continue;
                }
                if let Some(caption) = caption {
                    caption_ui(ui, caption);
                }
                ui.label(text.get(lang));
            }
        });
}
