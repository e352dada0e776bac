//! How wide columns are: by their content, within reason. Changing them by hand is left to the head.

use crate::ui::fonts;
use crate::ui::grid::source::{CellAlign, CellStyle, CellView, RowKind, Source};
use crate::ui::theme::font_size;
use eframe::egui::{Color32, FontId, Ui};

/// The space at each side of a cell's text.
pub(super) const PADDING: f32 = 8.0;

/// The space that a mark takes beside the text.
pub(super) const MARK_SPACE: f32 = 16.0;

/// The step of a hierarchy.
pub(super) const INDENT: f32 = 14.0;

/// The space that a triangle takes before the text.
pub(super) const FOLD_SPACE: f32 = 14.0;

/// The narrowest column.
pub(super) const NARROWEST: f32 = 36.0;

/// The widest column that is not asked for by hand; longer words are cut and shown in full under the pointer.
const WIDEST: f32 = 340.0;

/// The widest column that stays in view while the others scroll: it must leave them room.
const WIDEST_STICKY: f32 = 220.0;

/// The part of the room that such a column may take where there is more.
const STICKY_PART: f32 = 0.25;

/// A heading this wide or wider wraps.
const WIDEST_HEADING: f32 = 120.0;

/// How many rows are looked at, spread over the table. Figures in others widen the column when they come into view.
const SAMPLE: usize = 240;

/// The width of a column that fits its content.
pub(super) fn fitting(ui: &Ui, source: &dyn Source, col: usize) -> f32 {
    let rows = source.rows();
    let count = rows.min(SAMPLE);
    let mut widest = heading_width(ui, source, col);
    for index in 0..count {
        let row = index * rows / count;
        let view = source.cell(row, col);
        if !view.text.is_empty() {
            widest = widest.max(cell_width(ui, &view, source.row_kind(row)));
        }
    }
    let most = if col < source.sticky_columns() {
        (ui.available_width() * STICKY_PART).clamp(WIDEST_STICKY, WIDEST)
    } else {
        WIDEST
    };
    widest.clamp(NARROWEST, most).ceil()
}

/// The width that a cell needs to be shown in full.
pub(super) fn cell_width(ui: &Ui, view: &CellView<'_>, kind: RowKind) -> f32 {
    let mark = if view.mark.is_some() { MARK_SPACE } else { 0.0 };
    text_width(ui, &view.text, cell_font(view.style, kind)) + inset(view) + mark + 2.0 * PADDING
}

/// How far the text of a cell is moved in.
pub(super) fn inset(view: &CellView<'_>) -> f32 {
    match view.align {
        CellAlign::Start if view.fold.is_some() => f32::from(view.indent) * INDENT + FOLD_SPACE,
        CellAlign::Start => f32::from(view.indent) * INDENT,
        CellAlign::Center | CellAlign::End => 0.0,
    }
}

/// The font of a cell.
pub(super) fn cell_font(style: CellStyle, kind: RowKind) -> FontId {
    match (style, kind) {
        (CellStyle::Total, _) | (_, RowKind::Total | RowKind::Section) => {
            fonts::bold(font_size::FIGURE)
        }
        _ => fonts::regular(font_size::FIGURE),
    }
}

/// The font of headings.
pub(super) fn heading_font() -> FontId {
    fonts::bold(font_size::SMALL)
}

fn heading_width(ui: &Ui, source: &dyn Source, col: usize) -> f32 {
    let header = source.header();
    let heading = header
        .iter()
        .flatten()
        .find(|cell| cell.columns == (col..col + 1));
    let Some(heading) = heading else {
        return 0.0;
    };
    let title = text_width(ui, &heading.title, heading_font()).min(WIDEST_HEADING);
    let unit = heading.unit.as_deref().map_or(0.0, |unit| {
        text_width(ui, unit, fonts::regular(font_size::SMALL))
    });
    title.max(unit) + 2.0 * PADDING
}

fn text_width(ui: &Ui, text: &str, font: FontId) -> f32 {
    ui.painter()
        .layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER)
        .size()
        .x
}
