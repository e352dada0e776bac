//! The list of texts that the one being typed could become, beneath its cell. Arrows choose, Enter and Tab take, Esc closes
//! the list and leaves the text. What is offered is left to the source.

use crate::ui::fonts;
use crate::ui::grid::geometry::Geometry;
use crate::ui::grid::source::{Source, Suggestion};
use crate::ui::grid::state::{Edit, GridState};
use crate::ui::grid::widths::PADDING;
use crate::ui::theme::{RADIUS, Theme, font_size};
use eframe::egui::{
    Align2, Area, Event, Frame, Id, Key, Margin, Order, Pos2, Rect, Role, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

/// The height of a line.
const LINE: f32 = 26.0;

/// The list of an edit.
#[derive(Clone, Debug, Default)]
pub(super) struct Suggested {
    /// The text that it was made for.
    of: String,
    items: Vec<Suggestion>,
    /// The chosen line.
    chosen: Option<usize>,
}

/// What a key asks of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListWish {
    /// The next line, or the first.
    Down,
    /// The line before, or none.
    Up,
    /// The chosen line shall stand in the cell.
    Take(usize),
    /// The text stays as it was typed.
    Close,
}

impl Suggested {
    /// A list that is made once the text differs from this one.
    pub(super) fn after(text: &str) -> Self {
        Self {
            of: text.to_owned(),
            ..Self::default()
        }
    }

    /// Makes the list anew when the text has changed. What is being composed is not yet text.
    pub(super) fn follow(edit: &mut Edit, source: &dyn Source) {
        if edit.composing || edit.suggested.of == edit.text {
            return;
        }
        let items = source.suggestions(edit.at.row, edit.at.col, &edit.text);
        edit.suggested = Self {
            of: edit.text.clone(),
            // What was typed in full is meant, with what belongs to it.
            chosen: items.iter().position(|item| item.text == edit.text),
            items,
        };
    }

    /// The suggestion with this index.
    pub(super) fn get(&self, index: usize) -> Option<&Suggestion> {
        self.items.get(index)
    }

    /// What an event asks of the list while it is shown.
    pub(super) fn wish(&self, event: &Event) -> Option<ListWish> {
        let Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } = event
        else {
            return None;
        };
        if self.items.is_empty() || modifiers.any() {
            return None;
        }
        match key {
            Key::ArrowDown => Some(ListWish::Down),
            Key::ArrowUp => self.chosen.map(|_| ListWish::Up),
            Key::Enter | Key::Tab => self.chosen.map(ListWish::Take),
            Key::Escape => Some(ListWish::Close),
            _ => None,
        }
    }

    /// Moves the choice, or closes the list.
    pub(super) fn obey(&mut self, wish: ListWish) {
        match wish {
            ListWish::Down => {
                let last = self.items.len().saturating_sub(1);
                self.chosen = Some(self.chosen.map_or(0, |chosen| (chosen + 1).min(last)));
            }
            ListWish::Up => self.chosen = self.chosen.and_then(|chosen| chosen.checked_sub(1)),
            ListWish::Close => self.items.clear(),
            ListWish::Take(_) => {}
        }
    }
}

/// Draws the list of the open editor, and returns the line that was clicked.
pub(super) fn suggestions_ui(
    ui: &Ui,
    state: &GridState,
    id: Id,
    geometry: &Geometry,
) -> Option<usize> {
    let edit = state.edit.as_ref()?;
    let list = &edit.suggested;
    if list.items.is_empty() || edit.composing {
        return None;
    }
    let cell = geometry.rect(edit.at)?;
    let theme = Theme::of(ui);
    let count = f32::from(u8::try_from(list.items.len()).unwrap_or(u8::MAX));
    let width = widest(ui, &list.items).max(cell.width());
    let size = vec2(width + 10.0, count * LINE + 10.0);
    let at = place(cell, size, ui.ctx().content_rect());
    let shown = Area::new(id.with("suggestions"))
        .order(Order::Foreground)
        .fixed_pos(at)
        .show(ui.ctx(), |ui| {
            let frame = Frame::new()
                .fill(theme.surface.raised)
                .stroke(Stroke::new(1.0, theme.line.edge))
                .corner_radius(RADIUS)
                .shadow(ui.visuals().popup_shadow)
                .inner_margin(Margin::same(4));
            let lines = frame.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let mut clicked = None;
                for (index, item) in list.items.iter().enumerate() {
                    let is_chosen = list.chosen == Some(index);
                    if line_ui(ui, width, item, is_chosen) {
                        clicked = Some(index);
                    }
                }
                clicked
            });
            lines.inner
        });
    shown.inner
}

/// Beneath the cell, or above it where there is no room.
fn place(cell: Rect, size: eframe::egui::Vec2, window: Rect) -> Pos2 {
    let below = cell.bottom() + 2.0;
    let top = if below + size.y <= window.bottom() {
        below
    } else {
        (cell.top() - 2.0 - size.y).max(window.top())
    };
    let left = cell.left().min(window.right() - size.x).max(window.left());
    pos2(left, top)
}

fn line_ui(ui: &mut Ui, width: f32, item: &Suggestion, is_chosen: bool) -> bool {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, LINE), Sense::CLICK);
    response.widget_info(|| {
        let label = format!("{} {}", item.label, item.note);
        WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, label.trim())
    });
    let painter = ui.painter_at(rect);
    if is_chosen {
        painter.rect_filled(rect, RADIUS, theme.surface.selected);
    } else if response.hovered() {
        painter.rect_filled(rect, RADIUS, theme.surface.hover);
    }
    let left = rect.left_center() + vec2(PADDING, 0.0);
    let font = fonts::regular(font_size::FIGURE);
    painter.text(
        left,
        Align2::LEFT_CENTER,
        &item.label,
        font,
        theme.text.primary,
    );
    let right = rect.right_center() - vec2(PADDING, 0.0);
    let font = fonts::regular(font_size::SMALL);
    painter.text(
        right,
        Align2::RIGHT_CENTER,
        &item.note,
        font,
        theme.text.faint,
    );
    response.clicked()
}

fn widest(ui: &Ui, items: &[Suggestion]) -> f32 {
    let width = |text: &str, font| {
        let galley =
            ui.painter()
                .layout_no_wrap(text.to_owned(), font, eframe::egui::Color32::PLACEHOLDER);
        galley.size().x
    };
    let of_line = |item: &Suggestion| {
        let note = width(&item.note, fonts::regular(font_size::SMALL));
        let gap = if note > 0.0 { 16.0 } else { 0.0 };
        width(&item.label, fonts::regular(font_size::FIGURE)) + gap + note + 2.0 * PADDING
    };
    let widths = items.iter().map(of_line);
    widths.fold(160.0, f32::max).min(460.0)
}
