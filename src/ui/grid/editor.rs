//! The text field of a grid. There is one, always, while the grid has the keyboard: over the cell being edited, and
//! otherwise shrunk to a line at the cursor.
//!
//! So the first key that is typed, and the first letter of a composition, reach a text field that is already there: the
//! input method is on, its candidates appear beside the cell, and no key is lost or read twice.

use crate::model::Lang;
use crate::ui::fonts;
use crate::ui::grid::geometry::Geometry;
use crate::ui::grid::source::{CellAlign, Source};
use crate::ui::grid::state::GridState;
use crate::ui::grid::widths::PADDING;
use crate::ui::theme::{Theme, font_size};
use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{
    Align2, Area, Color32, Context, EventFilter, Frame, Id, Margin, Order, Rect, RichText, Stroke,
    StrokeKind, TextEdit, Ui, UiBuilder, accesskit, pos2, vec2,
};

/// The keys that the grid keeps from moving the focus to other widgets.
pub(super) const ALL_KEYS: EventFilter = EventFilter {
    tab: true,
    horizontal_arrows: true,
    vertical_arrows: true,
    escape: true,
};

/// Shows the text field, which takes the texts and keys that are left in this frame's input.
pub(super) fn editor_ui(
    lang: Lang,
    ui: &mut Ui,
    source: &dyn Source,
    state: &mut GridState,
    id: Id,
    geometry: &Geometry,
) {
    let name = accessible_name(lang, source, state);
    let at = state.edit.as_ref().map_or(state.cursor, |edit| edit.at);
    let cell = geometry.rect(at);
    let clip = geometry.clip(at).intersect(ui.clip_rect());
    let place = match (&state.edit, cell) {
        (Some(edit), Some(cell)) => {
            let align = source.cell(at.row, at.col).align;
            let place = edit_place(ui, &edit.text, align, cell, geometry.body());
            let is_refused = edit.refused.is_some();
            paint_frame(ui, place, clip, is_refused);
            Place {
                rect: place.shrink2(vec2(PADDING, 0.0)),
                clip: place.intersect(clip),
                align,
            }
        }
        // Out of view, or not editing: a line on the cell's border, too thin for the pointer to meet.
        (_, cell) => {
            let corner = cell.map_or_else(|| ui.max_rect().min, |cell| cell.left_top());
            let size = vec2(60.0, cell.map_or(20.0, |cell| cell.height()));
            Place {
                rect: Rect::from_min_size(corner, size),
                clip: Rect::from_min_size(corner, vec2(1.0, size.y)),
                align: CellAlign::Start,
            }
        }
    };
    let text = match &mut state.edit {
        Some(edit) => {
            if std::mem::take(&mut edit.caret_to_end) {
                reset(ui, id, &edit.text);
            }
            &mut edit.text
        }
        None => &mut state.scratch,
    };
    text_field_ui(ui, id, &place, text, &name);
}

/// Forgets the caret and the history of the text field.
pub(super) fn reset(ctx: &Context, id: Id, text: &str) {
    let mut field = TextEditState::default();
    let end = CCursor::new(text.chars().count());
    field.cursor.set_char_range(Some(CCursorRange::one(end)));
    field.store(ctx, id);
}

struct Place {
    rect: Rect,
    clip: Rect,
    align: CellAlign,
}

fn text_field_ui(ui: &mut Ui, id: Id, place: &Place, text: &mut String, name: &str) {
    let mut child = ui.new_child(UiBuilder::new().max_rect(place.rect));
    child.set_clip_rect(place.clip);
    let field = TextEdit::singleline(text)
        .id(id)
        .frame(Frame::NONE)
        .font(fonts::regular(font_size::FIGURE))
        .desired_width(f32::INFINITY)
        .min_size(place.rect.size())
        .align(match place.align {
            CellAlign::Start => Align2::LEFT_CENTER,
            CellAlign::Center => Align2::CENTER_CENTER,
            CellAlign::End => Align2::RIGHT_CENTER,
        })
        .event_filter(ALL_KEYS)
        .return_key(None);
    if place.clip.width() <= 1.0 {
        // Nothing is to be seen of it, so nothing has to be redrawn for a blinking caret.
        let cursor = &mut child.visuals_mut().text_cursor;
        cursor.blink = false;
        cursor.stroke = Stroke::NONE;
    }
    let shown = field.show(&mut child);
    shown.response.response.accessible_name(name);
}

fn accessible_name(lang: Lang, source: &dyn Source, state: &GridState) -> String {
    let at = state.edit.as_ref().map_or(state.cursor, |edit| edit.at);
    if at.row >= source.rows() || at.col >= source.columns() {
        return source.name().into_owned();
    }
    let row = source.cell_row_name(at.row, at.col);
    let col = source.column_name(at.col);
    if state.is_editing() {
        let verb = lang.pick("编辑", "Edit");
        format!("{verb} {row} {col}")
    } else {
        let text = source.cell(at.row, at.col).text;
        format!("{}: {row} {col} {text}", source.name())
    }
}

/// The cell, made wider towards where there is room if the text needs it.
fn edit_place(ui: &Ui, text: &str, align: CellAlign, cell: Rect, body: Rect) -> Rect {
    let font = fonts::regular(font_size::FIGURE);
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER);
    let missing = (galley.size().x + 2.0 * PADDING + 4.0 - cell.width()).max(0.0);
    let mut place = cell;
    match align {
        CellAlign::End => place.min.x = (place.min.x - missing).max(body.left()).min(cell.min.x),
        CellAlign::Start | CellAlign::Center => {
            place.max.x = (place.max.x + missing).min(body.right()).max(cell.max.x);
        }
    }
    place
}

fn paint_frame(ui: &Ui, place: Rect, clip: Rect, is_refused: bool) {
    let theme = Theme::of(ui);
    let color = if is_refused {
        theme.error.mark
    } else {
        theme.cell.cursor
    };
    let painter = ui.painter_at(clip.expand(1.0));
    painter.rect_filled(place, 0.0, theme.surface.raised);
    painter.rect_stroke(place, 1.0, Stroke::new(2.0, color), StrokeKind::Inside);
}

/// Shows why a text or a wish was refused, beneath its cell.
pub(super) fn refusal_ui(ui: &Ui, state: &GridState, id: Id, geometry: &Geometry) {
    let of_edit = state
        .edit
        .as_ref()
        .and_then(|edit| Some((edit.at, &edit.refused.as_ref()?.1)));
    let of_wish = state.refusal.as_ref().map(|r| (r.at, &r.reason));
    let Some((at, reason)) = of_edit.or(of_wish) else {
        return;
    };
    let Some(cell) = geometry.rect(at) else {
        return;
    };
    let theme = Theme::of(ui);
    let anchor = cell.left_bottom() + vec2(0.0, 3.0);
    let shown = Area::new(id.with("refusal"))
        .order(Order::Foreground)
        .fixed_pos(pos2(anchor.x.max(ui.max_rect().left()), anchor.y))
        .interactable(false)
        .show(ui.ctx(), |ui| {
            Frame::new()
                .fill(theme.error.soft)
                .stroke(Stroke::new(1.0, theme.error.mark))
                .corner_radius(crate::ui::theme::RADIUS)
                .inner_margin(Margin::symmetric(8, 4))
                .show(ui, |ui| {
                    ui.set_max_width(360.0);
                    let words = RichText::new(reason).color(theme.text.primary);
                    ui.label(words.size(font_size::SMALL + 0.5))
                })
                .inner
        });
    let label = shown.inner.id;
    ui.ctx().accesskit_node_builder(label, |node| {
        node.set_live(accesskit::Live::Assertive);
    });
}
