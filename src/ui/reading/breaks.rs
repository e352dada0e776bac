//! What stands between the blocks of words: where a page ends, and pages that could not be read.

use eframe::egui::{Align2, Color32, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::model::{Lang, Span};
use crate::ui::fonts;
use crate::ui::theme::{RADIUS, Theme, font_size};

use super::page::Page;

impl Page<'_> {
    /// The fine line where a page ends.
    pub(super) fn page_end_ui(&self, ui: &Ui, rect: Rect, page: u32, folio: Span) {
        let theme = Theme::of(ui);
        let words = match self.lang {
            Lang::Zh => format!("第 {page} 页"),
            Lang::En => format!("page {page}"),
        };
        let response = ui.interact(rect, self.id.with(("page", page)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        let painter = ui.painter();
        let font = fonts::regular(font_size::SMALL);
        let y = rect.center().y;
        let color = theme.text.faint;
        let right = pos2(rect.right(), y);
        let at = painter.text(right, Align2::RIGHT_CENTER, words, font.clone(), color);
        let printed = self.narrative.slice(folio).trim();
        let mut left = rect.left();
        if !printed.is_empty() {
            let from = pos2(left, y);
            let at = painter.text(from, Align2::LEFT_CENTER, printed, font, color);
            left = at.right() + 10.0;
        }
        painter.hline(left..=at.left() - 10.0, y, theme.hairline());
    }

    /// A page that could not be read, and why.
    pub(super) fn unread_ui(&self, ui: &Ui, rect: Rect, index: usize) {
        let Some(unread) = self.narrative.unread.get(index) else {
            return;
        };
        let theme = Theme::of(ui);
        let (page, why) = (unread.page, unread.why.get(self.lang));
        let words = match self.lang {
            Lang::Zh => format!("第 {page} 页没有读入：{why}"),
            Lang::En => format!("page {page} was not read: {why}"),
        };
        let response = ui.interact(rect, self.id.with(("unread", index)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        let frame = rect.shrink2(vec2(0.0, 4.0));
        let painter = ui.painter_at(frame);
        painter.rect_filled(frame, RADIUS, theme.warning.soft);
        let font = fonts::regular(font_size::FIGURE);
        let galley = painter.layout_no_wrap(words.clone(), font, theme.text.primary);
        let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), frame.shrink(10.0));
        painter.galley(at.min, galley, Color32::PLACEHOLDER);
        response.on_hover_text(words);
    }
}
