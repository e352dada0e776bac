//! What the pointer and screen readers are told about a number of the text.

use eframe::egui::{RichText, Ui};

use crate::model::Lang;
use crate::review::NumberState;
use crate::ui::tables::cell_ui;
use crate::ui::theme::{Theme, font_size};

use super::head::state_name;
use super::page::Page;
use super::spots::{Spot, State};
use super::state::Reading;

/// Cells of one number that are explained; what else it is read as is counted.
const CELLS: usize = 2;

/// A number in words: what it reads, its state, why it could not be checked.
pub(super) fn spot_name(page: &Page<'_>, reading: &Reading, index: usize) -> String {
    let spot = &reading.spots.all()[index];
    let printed = page.narrative.slice(spot.span).replace(['\n', '\x0c'], "");
    let mut words = vec![spot.now.as_deref().unwrap_or(&printed).to_owned()];
    words.push(state_words(spot, page.lang));
    if let Some(level) = reading.spots.level(index) {
        words.push(level.name(page.lang).to_owned());
    }
    if spot.now.is_some() {
        words.push(was_words(&printed, page.lang));
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

fn was_words(printed: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("原文：{printed}"),
        Lang::En => format!("in the text: {printed}"),
    }
}

/// The state, with the reason if there is one.
fn state_words(spot: &Spot, lang: Lang) -> String {
    let State::Number(state) = &spot.state else {
        return String::new();
    };
    let name = state_name(state, lang);
    match state {
        NumberState::NotChecked(why) => format!("{name}：{}", why.get(lang)),
        NumberState::Other(kind) => format!("{name}：{}", kind.text().get(lang)),
        _ => name.to_owned(),
    }
}

/// Draws what is known of a number.
pub(super) fn spot_ui(ui: &mut Ui, page: &Page<'_>, reading: &Reading, index: usize) {
    let theme = Theme::of(ui);
    let lang = page.lang;
    let spot = &reading.spots.all()[index];
    ui.set_max_width(440.0);
    let small = |text: String| {
        RichText::new(text)
            .size(font_size::SMALL)
            .color(theme.text.secondary)
    };
    let state = state_words(spot, lang);
    if !state.is_empty() {
        ui.label(RichText::new(state).strong());
    }
    ui.label(small(
        page.narrative
            .position_text(spot.span.start)
            .get(lang)
            .to_owned(),
    ));
    if spot.now.is_some() {
        let printed = page.narrative.slice(spot.span).replace(['\n', '\x0c'], "");
        ui.label(was_words(&printed, lang));
    }
    // Twins are one number to the rules: what is known of one is known of the others.
    let mut cells = spot.cells.clone();
    cells.dedup_by_key(|cell| page.file.accounts.printed_first(*cell));
    for cell in cells.iter().take(CELLS) {
        ui.separator();
        cell_ui(ui, page.file, *cell, (lang, page.unit));
    }
}
