//! One frame of a grid: reads the keys, draws, and does what was asked for.

use crate::model::Lang;
use crate::ui::grid::event::GridEvent;
use crate::ui::grid::geometry::Geometry;
use crate::ui::grid::keys::EditWish;
use crate::ui::grid::navigate::Direction;
use crate::ui::grid::show::table_ui;
use crate::ui::grid::source::Source;
use crate::ui::grid::state::{EditMode, Extend, GridState, last_cell};
use crate::ui::grid::suggest::Suggested;
use crate::ui::grid::table::Seen;
use crate::ui::grid::{editor, outline, suggest};
use eframe::egui::{Context, Id, Role, Sense, Ui, WidgetInfo};

/// Shows a grid in the room that is left, and returns what the user asked for, in order.
pub fn grid_ui(
    lang: Lang,
    ui: &mut Ui,
    source: &dyn Source,
    state: &mut GridState,
) -> Vec<GridEvent> {
    let id = Id::unique(("gouji::grid", state.name.as_str()));
    let before = state.selection();
    state.clamp(last_cell(source));
    let mut frame = Frame {
        lang,
        source,
        id,
        ctx: ui.ctx().clone(),
        events: Vec::new(),
    };
    frame.take_focus(state);
    let rect = ui.available_rect_before_wrap();
    let had_focus = state.has_focus;
    let ended = if had_focus {
        frame.read_keys(state)
    } else {
        None
    };
    let has_field = had_focus || state.is_editing();
    if !has_field {
        let response = ui.interact(rect, id, Sense::focusable_noninteractive());
        let name = source.name();
        response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, name.as_ref()));
    }
    let seen = table_ui(lang, ui, source, state, id);
    state.visible_rows = seen.rows.clone();
    state.visible_cols = seen.cols.clone();
    outline::outlines_ui(ui, state, &seen.geometry);
    if has_field {
        editor::editor_ui(lang, ui, source, state, id, &seen.geometry);
    }
    editor::refusal_ui(ui, state, id, &seen.geometry);
    let taken = frame.suggest(ui, state, &seen.geometry);
    let ended = taken.or(ended);
    frame.after_field(state, ended);
    frame.apply_widths(state, &seen);
    frame.apply_pointer(state, seen);
    if had_focus && state.is_editing() && !frame.has_focus() {
        frame.commit(state);
    }
    if state.selection() != before {
        let changed = GridEvent::SelectionChanged(state.selection());
        frame.events.push(changed);
    }
    frame.events
}

/// What stays the same during a frame, and what comes of it.
pub(super) struct Frame<'a> {
    pub(super) lang: Lang,
    pub(super) source: &'a dyn Source,
    pub(super) id: Id,
    pub(super) ctx: Context,
    pub(super) events: Vec<GridEvent>,
}

impl Frame<'_> {
    pub(super) fn has_cells(&self) -> bool {
        self.source.rows() > 0 && self.source.columns() > 0
    }

    pub(super) fn has_focus(&self) -> bool {
        self.ctx.memory(|memory| memory.has_focus(self.id))
    }

    fn take_focus(&self, state: &mut GridState) {
        if state.wants_focus > 0 {
            state.wants_focus -= 1;
            self.focus();
            self.ctx.request_repaint();
        }
        state.has_focus = self.has_focus();
    }

    /// Gives the grid the keyboard, and keeps Tab and arrows from taking it away.
    pub(super) fn focus(&self) {
        self.ctx.memory_mut(|memory| {
            // Asking again would break off a composition.
            if !memory.has_focus(self.id) {
                memory.request_focus(self.id);
            }
            memory.set_focus_lock_filter(self.id, editor::ALL_KEYS);
        });
    }

    /// Does what waited for the text field: ends the edit, or begins one with a text that came without a key.
    fn after_field(&mut self, state: &mut GridState, ended: Option<EditWish>) {
        if !state.scratch.is_empty() && self.has_cells() {
            let text = std::mem::take(&mut state.scratch);
            state.begin_edit(self.source, EditMode::Replace);
            if let Some(edit) = &mut state.edit {
                edit.text = text;
            }
        }
        if let Some(edit) = &mut state.edit {
            edit.refused.take_if(|(text, _)| *text != edit.text);
            if edit.by_composition && !edit.composing && edit.text.is_empty() {
                self.close(state);
            }
        }
        match ended {
            None | Some(EditWish::ToggleMode) => {}
            Some(EditWish::Cancel) => self.close(state),
            Some(EditWish::CommitAndAdvance(direction)) => {
                if self.commit(state) {
                    state.advance(self.source, direction);
                }
            }
            Some(EditWish::CommitAndStep(step)) => {
                if self.commit(state) {
                    state.step(self.source, step, Extend::No);
                }
            }
            Some(EditWish::Take(index, direction)) => {
                if self.take_suggestion(state, index) {
                    state.advance(self.source, direction);
                }
            }
            Some(EditWish::Fill) => self.fill(state),
        }
        if ended.is_some() {
            self.ctx.request_repaint();
        }
    }

    pub(super) fn close(&self, state: &mut GridState) {
        state.cancel_edit();
        editor::reset(&self.ctx, self.id, "");
    }

    /// Takes the text of the open editor. If it is refused, the editor stays open with the reason beside it.
    pub(super) fn commit(&mut self, state: &mut GridState) -> bool {
        match state.take_edit(self.source) {
            Ok(event) => {
                self.events.extend(event);
                self.close(state);
                true
            }
            Err(()) => false,
        }
    }

    /// Shows what the text could become; a click takes it.
    fn suggest(&self, ui: &Ui, state: &mut GridState, geometry: &Geometry) -> Option<EditWish> {
        Suggested::follow(state.edit.as_mut()?, self.source);
        let clicked = suggest::suggestions_ui(ui, state, self.id, geometry)?;
        self.focus();
        Some(EditWish::Take(clicked, Direction::Down))
    }

    /// Puts a suggestion into its cells, as one step.
    fn take_suggestion(&mut self, state: &mut GridState, index: usize) -> bool {
        let taken = state
            .edit
            .as_ref()
            .and_then(|edit| Some((edit.at, edit.suggested.get(index)?.clone())));
        let Some((at, suggestion)) = taken else {
            return false;
        };
        self.close(state);
        let cells = std::iter::once((at, suggestion.text)).chain(suggestion.also);
        self.events.push(GridEvent::Fill(cells.collect()));
        true
    }

    fn fill(&mut self, state: &mut GridState) {
        let Some(edit) = &state.edit else {
            return;
        };
        let text = edit.text.clone();
        if state.selection().is_single() {
            self.commit(state);
        } else {
            self.close(state);
            self.paste(state, vec![vec![text]]);
        }
    }

    fn apply_widths(&self, state: &mut GridState, seen: &Seen) {
        for &(col, width) in &seen.widths {
            state.widths[col] = width;
        }
        for (&col, &needed) in &seen.needed {
            if state.widths[col] < needed {
                state.widths[col] = needed;
                self.ctx.request_discard("a figure needs a wider column");
            }
        }
    }
}
