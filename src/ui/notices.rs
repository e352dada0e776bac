//! Messages above the middle: what happened and what can be done. They stay until dismissed.

use eframe::egui::{Frame, Margin, RichText, Ui};

use crate::model::Lang;
use crate::session::{Action, NoticeLevel, Snapshot};

use super::request::Request;
use super::theme::{RADIUS, Theme, font_size};

/// Draws the messages.
pub fn notices_ui(ui: &mut Ui, snapshot: &Snapshot, lang: Lang) -> Vec<Request> {
    let mut requests = Vec::new();
    for notice in &snapshot.notices {
        let theme = Theme::of(ui);
        let tone = match notice.level {
            NoticeLevel::Done => theme.proved,
            NoticeLevel::Info => theme.note,
            NoticeLevel::Error => theme.error,
        };
        let frame = Frame::new()
            .fill(tone.soft)
            .corner_radius(RADIUS)
            .inner_margin(Margin::symmetric(10, 6))
            .outer_margin(Margin { left: 0, right: 0, top: 0, bottom: 6 });
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                let close = ui.available_width() - 64.0;
                ui.vertical(|ui| {
                    ui.set_width(close);
                    ui.label(RichText::new(notice.text.get(lang)).color(theme.text.primary));
                    for hint in &notice.hints {
                        let words = RichText::new(hint.get(lang)).size(font_size::SMALL);
                        ui.label(words.color(theme.text.secondary));
                    }
                });
                if ui.button(lang.pick("知道了", "Dismiss")).clicked() {
                    requests.push(Request::Do(Action::Dismiss(notice.id)));
                }
            });
        });
    }
    requests
}
