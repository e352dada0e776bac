//! The terms of the accounts, in the program's own words.

use eframe::egui::{RichText, ScrollArea, Ui};

use crate::model::{Lang, terms};
use crate::ui::fonts;
use crate::ui::theme::{Theme, font_size, space};

/// Lines of explanation are easier to read when they are not longer than this, in points.
const MEASURE: f32 = 720.0;

/// Draws all terms.
pub(crate) fn terms_ui(ui: &mut Ui, lang: Lang) {
    ui.heading(lang.pick("名词解释", "Terms"));
    ui.add_space(space::S);
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_max_width(MEASURE.min(ui.available_width()));
            let (published, extra): (Vec<_>, Vec<_>) = terms().iter().partition(|term| !term.extra);
            for (title, list) in [
                (
                    lang.pick("公开文本须解释的名词", "Terms that a publication defines"),
                    published,
                ),
                (
                    lang.pick("表中的其他名词", "Other terms in the tables"),
                    extra,
                ),
            ] {
                let theme = Theme::of(ui);
                ui.label(
                    RichText::new(title)
                        .size(font_size::SMALL)
                        .color(theme.text.secondary),
                );
                ui.add_space(space::S);
                for term in list {
                    ui.label(
                        RichText::new(term.term.get(lang)).font(fonts::bold(font_size::SECTION)),
                    );
                    ui.label(term.definition.get(lang));
                    ui.add_space(space::M);
                }
            }
        });
}
