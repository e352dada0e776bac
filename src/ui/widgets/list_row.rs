//! A row of a list that can be selected: a mark, one or two lines, a count at the right.

use crate::rules::Level;
use crate::ui::fonts;
use crate::ui::theme::{RADIUS, Theme, font_size, space};
use crate::ui::widgets::paint_mark;
use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    Color32, FontId, Galley, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// What a row shows.
#[derive(Clone, Debug, Default)]
pub struct ListRow<'a> {
    /// The level, if it has one.
    pub mark: Option<Level>,
    /// The first line: what it is. It wraps to two lines before it is cut.
    pub title: &'a str,
    /// The second line: where it is; empty if there is none.
    pub detail: &'a str,
    /// What stands at the right: a count, an amount; empty if there is none.
    pub trailing: &'a str,
    /// Whether it is the selected one.
    pub is_selected: bool,
    /// Whether it is done with, and so set lighter.
    pub is_done: bool,
    /// The depth in a tree.
    pub indent: u8,
}

/// Draws the row over the width that is left.
pub fn list_row_ui(ui: &mut Ui, row: &ListRow<'_>) -> Response {
    let theme = Theme::of(ui);
    let width = ui.available_width();
    let left = space::S + f32::from(row.indent) * 14.0 + row.mark.map_or(0.0, |_| 18.0);
    let color = if row.is_done {
        theme.text.faint
    } else {
        theme.text.primary
    };
    let small = fonts::regular(font_size::SMALL);
    let trailing = line(
        ui,
        row.trailing,
        small.clone(),
        theme.text.secondary,
        width,
        1,
    );
    let gap = if row.trailing.is_empty() {
        0.0
    } else {
        space::S
    };
    let room = width - left - space::S - trailing.size().x - gap;
    let body = fonts::regular(font_size::BODY);
    let title = line(ui, row.title, body, color, room, 2);
    let detail = line(ui, row.detail, small, theme.text.faint, room, 1);
    let has_detail = !row.detail.is_empty();
    let inner = title.size().y + if has_detail { detail.size().y } else { 0.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, inner + 8.0), Sense::click());
    response.widget_info(|| {
        let words = [row.title, row.detail, row.trailing];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let label = words.join(" ");
        WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), row.is_selected, label)
    });
    if !ui.is_rect_visible(rect) {
        return response;
    }
    paint_row_ground(ui, &response, row.is_selected);
    let painter = ui.painter();
    let top = rect.top() + 4.0;
    let first_line = top + ui.fonts_mut(|f| f.row_height(&fonts::regular(font_size::BODY))) / 2.0;
    if let Some(level) = row.mark {
        let center = pos2(rect.left() + left - 12.0, first_line);
        paint_mark(painter, theme, center, 10.0, level);
    }
    let right = rect.right() - space::S - trailing.size().x;
    let trailing_top = first_line - trailing.size().y / 2.0;
    painter.galley(pos2(right, trailing_top), trailing, Color32::PLACEHOLDER);
    let below = top + title.size().y;
    painter.galley(pos2(rect.left() + left, top), title, Color32::PLACEHOLDER);
    if has_detail {
        painter.galley(
            pos2(rect.left() + left, below),
            detail,
            Color32::PLACEHOLDER,
        );
    }
    response
}

fn paint_row_ground(ui: &Ui, response: &Response, is_selected: bool) {
    let theme = Theme::of(ui);
    let ground = match (is_selected, response.hovered()) {
        (true, _) => theme.surface.selected,
        (false, true) => theme.surface.hover,
        (false, false) => Color32::TRANSPARENT,
    };
    let painter = ui.painter();
    painter.rect_filled(response.rect, RADIUS, ground);
    if response.has_focus() {
        let stroke = Stroke::new(1.0, theme.accent);
        painter.rect_stroke(response.rect, RADIUS, stroke, StrokeKind::Inside);
    }
}

fn line(ui: &Ui, text: &str, font: FontId, color: Color32, width: f32, rows: usize) -> Arc<Galley> {
    let format = TextFormat {
        font_id: font,
        color,
        ..TextFormat::default()
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping {
        max_width: width.max(1.0),
        max_rows: rows,
        ..TextWrapping::default()
    };
    ui.painter().layout_job(job)
}
