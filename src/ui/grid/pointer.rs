//! Does what the pointer asked for: selects, drags, edits, opens menus.

use crate::ui::grid::act::Frame;
use crate::ui::grid::event::GridEvent;
use crate::ui::grid::source::CellPos;
use crate::ui::grid::state::{Drag, EditMode, GridState, last_cell};
use crate::ui::grid::table::{Seen, Target};
use eframe::egui::{Pos2, Rect};

impl Frame<'_> {
    pub(super) fn apply_pointer(&mut self, state: &mut GridState, seen: Seen) {
        if let Some(target) = seen.pressed {
            if self.commit(state) {
                self.press(state, target);
            }
            self.ctx.request_repaint();
        }
        if seen.pressed.is_some() || seen.released {
            self.focus();
        }
        state.menu_at = seen.menu.or(state.menu_at);
        if let Some(at) = seen.double_clicked
            && !state.is_editing()
            && state.cursor == at
        {
            state.begin_edit(self.source, EditMode::Caret);
        }
        if let Some(at) = seen.folded {
            self.events.push(GridEvent::Fold(at));
        }
        self.drag(state, &seen);
        if let Some(choice) = seen.chosen {
            self.focus();
            self.choose(state, choice);
        }
    }

    fn press(&self, state: &mut GridState, target: Target) {
        let (shift, is_primary) = self
            .ctx
            .input(|input| (input.modifiers.shift, input.pointer.primary_down()));
        if shift {
            state.extend_to(self.source, target.range.last, target.drag);
        } else {
            state.select(target.range);
        }
        state.drag = is_primary.then_some(target.drag);
    }

    /// Selects up to the cell under the pointer, and beyond the edge scrolls on by a cell in each frame.
    fn drag(&self, state: &mut GridState, seen: &Seen) {
        let Some(drag) = state.drag else {
            return;
        };
        let (down, moved, pos) = self.ctx.input(|input| {
            let pointer = &input.pointer;
            (
                pointer.primary_down(),
                pointer.is_decidedly_dragging(),
                pointer.latest_pos(),
            )
        });
        if !down || state.is_editing() {
            state.drag = None;
            return;
        }
        let Some(pos) = pos.filter(|_| moved) else {
            return;
        };
        let body = seen.geometry.body();
        let inside = body.shrink(1.0).clamp(pos);
        let Some(mut to) = seen.geometry.nearest(inside.x, inside.y) else {
            return;
        };
        if !body.contains(pos) {
            to = beyond(body, pos, to, last_cell(self.source), drag);
            state.bring_into_view(to);
            self.ctx.request_repaint();
        }
        state.extend_to(self.source, to, drag);
    }
}

/// The next cell beyond the edge that the pointer was dragged over.
fn beyond(body: Rect, pos: Pos2, edge: CellPos, last: CellPos, drag: Drag) -> CellPos {
    let mut to = edge;
    if drag != Drag::Columns {
        if pos.y > body.bottom() {
            to.row = (to.row + 1).min(last.row);
        } else if pos.y < body.top() {
            to.row = to.row.saturating_sub(1);
        }
    }
    if drag != Drag::Rows {
        if pos.x > body.right() {
            to.col = (to.col + 1).min(last.col);
        } else if pos.x < body.left() {
            to.col = to.col.saturating_sub(1);
        }
    }
    to
}
