//! Bottom: verdict and ledger, unit, saved or not, time of the last check.

use eframe::egui::{Align, Label, Layout as Direction, RichText, Ui};

use crate::model::Lang;
use crate::rules::Level;
use crate::session::{FileView, SaveState};
use crate::ui::layout::{Layout, ShownUnit};
use crate::ui::relation::verdict_color;
use crate::ui::theme::{Theme, font_size};
use crate::ui::widgets::{mark_ui, segments_ui};

/// Draws the status bar.
pub(crate) fn status_ui(ui: &mut Ui, file: Option<&FileView>, layout: &mut Layout) {
    let lang = layout.lang();
    // The right end is laid out first; what does not fit of the ledger is cut, never overlaid.
    ui.with_layout(Direction::right_to_left(Align::Center), |ui| {
        let units = [
            (ShownUnit::AsPrinted, lang.pick("原文", "As printed")),
            (ShownUnit::Yuan, lang.pick("元", "yuan")),
            (ShownUnit::WanYuan, lang.pick("万元", "10k yuan")),
        ];
        let mut unit = layout.unit();
        let name = lang.pick("金额单位", "Unit of amounts");
        if segments_ui(ui, name, &mut unit, &units) {
            layout.set_unit(unit);
        }
        if let Some(file) = file {
            saved_ui(ui, file, lang);
            ui.with_layout(Direction::left_to_right(Align::Center), |ui| {
                verdict_ui(ui, file, lang);
            });
        }
    });
}

fn verdict_ui(ui: &mut Ui, file: &FileView, lang: Lang) {
    let theme = Theme::of(ui);
    let review = &file.review;
    let counts = review.counts();
    let color = verdict_color(theme, review.verdict());
    let words = review.verdict().text(&counts, 0);
    ui.label(
        RichText::new(words.get(lang))
            .font(crate::ui::fonts::bold(font_size::BODY))
            .color(color),
    );
    ui.separator();
    for level in Level::ALL {
        mark_ui(lang, ui, level);
        ui.label(format!("{} {}", level.name(lang), counts.level(level)));
    }
    ui.separator();
    let ledger = &review.ledger;
    let text = match lang {
        Lang::Zh => format!(
            "成立 {} · 舍入内 {} · 不成立 {} · 未能检查 {}",
            ledger.holds, ledger.within_rounding, ledger.broken, ledger.not_checked
        ),
        Lang::En => format!(
            "{} hold · {} within rounding · {} broken · {} not checked",
            ledger.holds, ledger.within_rounding, ledger.broken, ledger.not_checked
        ),
    };
    let unknown = super::remarks::count(&file.accounts);
    let text = match (unknown, lang) {
        (0, _) => text,
        (n, Lang::Zh) => format!("{text} · 未识别 {n}"),
        (n, Lang::En) => format!("{text} · {n} not understood"),
    };
    let ledger = RichText::new(&text).color(theme.text.secondary);
    ui.add(Label::new(ledger).truncate()).on_hover_text(text);
}

fn saved_ui(ui: &mut Ui, file: &FileView, lang: Lang) {
    let theme = Theme::of(ui);
    let (text, color) = match file.save_state {
        SaveState::Saved => (lang.pick("已保存", "Saved"), theme.text.secondary),
        SaveState::Unsaved => (lang.pick("未保存", "Unsaved"), theme.warning.mark),
        SaveState::Embedded => (
            lang.pick("内置样例", "Embedded sample"),
            theme.text.secondary,
        ),
    };
    let check = if file.checking {
        lang.pick("正在检查…", "checking…").to_owned()
    } else {
        let milliseconds = file.checked_in.as_secs_f64() * 1000.0;
        match lang {
            Lang::Zh => format!("检查用时 {milliseconds:.1} 毫秒"),
            Lang::En => format!("checked in {milliseconds:.1} ms"),
        }
    };
    ui.label(
        RichText::new(check)
            .size(font_size::SMALL)
            .color(theme.text.secondary),
    );
    ui.separator();
    ui.label(RichText::new(text).color(color));
    ui.separator();
}
