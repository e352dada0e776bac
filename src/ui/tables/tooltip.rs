//! What the pointer is told about a cell: its findings, its relations in numbers, its terms.

use eframe::egui::{RichText, Ui};

use crate::model::{Lang, Place, Text, terms_for};
use crate::relation::Outcome;
use crate::rules::Level;
use crate::session::FileView;
use crate::ui::layout::ShownUnit;
use crate::ui::relation::{arithmetic, outcome_mark};
use crate::ui::theme::{Theme, font_size};
use crate::ui::widgets::mark_ui;

/// Relations that are listed before the rest is counted.
const LISTED: usize = 5;

/// Draws the explanation of a cell.
pub(crate) fn cell_ui(ui: &mut Ui, file: &FileView, place: Place, (lang, unit): (Lang, ShownUnit)) {
    ui.set_max_width(440.0);
    ui.label(RichText::new(file.accounts.label(place).get(lang)).strong());
    if let Some(cell) = file.accounts.sheet_cell(place) {
        let theme = Theme::of(ui);
        ui.label(
            RichText::new(cell.to_string())
                .size(font_size::SMALL)
                .color(theme.text.secondary),
        );
    }
    let findings = file
        .review
        .open()
        .filter(|(_, finding)| finding.shown.iter().any(|shown| shown.place == place));
    for (_, finding) in findings {
        ui.horizontal_wrapped(|ui| {
            mark_ui(lang, ui, finding.level);
            ui.label(finding.message.get(lang));
        });
    }
    if let Some(reason) = file.accounts.cell(place).why_no_figure()
        && file.accounts.cell(place).is_present()
    {
        let words = Text::new("未检查：", "Not checked: ");
        ui.label(format!("{}{}", words.get(lang), reason.get(lang)));
    }
    relations_ui(ui, file, place, (lang, unit));
    for name in names(file, place) {
        for term in terms_for(&name) {
            let theme = Theme::of(ui);
            let text = format!("{}：{}", term.term.get(lang), term.definition.get(lang));
            ui.label(
                RichText::new(text)
                    .size(font_size::SMALL)
                    .color(theme.text.secondary),
            );
        }
    }
}

/// The formulas in which the cell takes part, each with its numbers and whether it holds.
fn relations_ui(ui: &mut Ui, file: &FileView, place: Place, (lang, unit): (Lang, ShownUnit)) {
    let mut hidden = 0;
    for (index, decided) in file.review.relations_of(place).enumerate() {
        let Some(relation) = &decided.relation else {
            continue;
        };
        if index >= LISTED {
            hidden += 1;
            continue;
        }
        let theme = Theme::of(ui);
        let (sign, color) = outcome_mark(theme, &decided.outcome);
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(sign).color(color).strong());
            ui.label(RichText::new(decided.rule.to_string()).color(theme.text.secondary));
            ui.label(arithmetic(relation, (lang, unit)));
        });
        if let Outcome::NotChecked(reason) = &decided.outcome {
            ui.label(RichText::new(reason.text().get(lang)).color(theme.text.secondary));
        }
    }
    if hidden > 0 {
        ui.label(match lang {
            Lang::Zh => format!("另有 {hidden} 项关系"),
            Lang::En => format!("and {hidden} more relations"),
        });
    }
}

/// What is wrong in the rows that are folded away behind a row.
pub(crate) fn hidden_ui(ui: &mut Ui, hidden: impl Iterator<Item = (Place, Level)>, lang: Lang) {
    let count = hidden.count();
    if count > 0 {
        ui.label(match lang {
            Lang::Zh => format!("折叠的行中有 {count} 处问题，展开可见"),
            Lang::En => format!("{count} flagged cells are folded away here"),
        });
    }
}

/// The names that a cell's terms may stand under: its row's and its column's.
fn names(file: &FileView, place: Place) -> Vec<String> {
    let spec = place.table.spec();
    let column = spec
        .columns
        .get(usize::from(place.column))
        .map(|column| column.title.zh.clone());
    let row = file
        .accounts
        .table(place.table_ref())
        .and_then(|table| table.rows.get(place.row as usize))
        .map(|row| row.name.to_string());
    column.into_iter().chain(row).collect()
}
