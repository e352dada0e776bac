//! Reads what was typed in a frame: keys are obeyed, text is left to the text field.

use crate::ui::grid::act::Frame;
use crate::ui::grid::keys::{EditWish, Wish, edit_wish, wish};
use crate::ui::grid::navigate::Direction;
use crate::ui::grid::state::{EditMode, GridState};
use crate::ui::grid::suggest::ListWish;
use eframe::egui::{Event, ImeEvent, Key};

impl Frame<'_> {
    /// Does what the keys ask for and leaves to the text field what is text. Returns a key that ends an edit: it is
    /// obeyed after the text field took what was typed before it, and what was typed after it waits for the next frame.
    pub(super) fn read_keys(&mut self, state: &mut GridState) -> Option<EditWish> {
        let waiting = std::mem::take(&mut state.deferred);
        let fresh = self
            .ctx
            .input_mut(|input| std::mem::take(&mut input.events));
        let mut incoming = waiting.into_iter().chain(fresh);
        let mut kept = Vec::new();
        let mut ended = None;
        for event in incoming.by_ref() {
            if state.is_editing() {
                ended = self.read_while_editing(state, event, &mut kept);
            } else {
                self.read(state, event, &mut kept);
            }
            if ended.is_some() {
                break;
            }
        }
        let (deferred, others): (Vec<Event>, Vec<Event>) = incoming.partition(is_typed);
        kept.extend(others);
        self.ctx.input_mut(|input| input.events = kept);
        if !deferred.is_empty() {
            self.ctx.request_repaint();
        }
        state.deferred = deferred;
        ended
    }

    fn read(&mut self, state: &mut GridState, event: Event, kept: &mut Vec<Event>) {
        match wish(&event) {
            None => kept.push(event),
            Some(Wish::Type) => {
                if !self.has_cells() {
                    return;
                }
                state.begin_edit(self.source, EditMode::Replace);
                if let Some(edit) = &mut state.edit {
                    edit.composing = is_composition(&event);
                    edit.by_composition = edit.composing;
                    kept.push(event);
                }
            }
            Some(wish) => self.obey(state, wish),
        }
    }

    fn read_while_editing(
        &self,
        state: &mut GridState,
        event: Event,
        kept: &mut Vec<Event>,
    ) -> Option<EditWish> {
        let edit = state.edit.as_mut()?;
        if let Event::Ime(ime) = &event {
            edit.composing = is_composition(&event);
            if matches!(ime, ImeEvent::Commit(text) if !text.is_empty()) {
                edit.by_composition = false;
            }
        }
        // So do they among suggestions, while there are any.
        if let Some(wish) = edit.suggested.wish(&event).filter(|_| !edit.composing) {
            let Event::Key { key, .. } = &event else {
                return None;
            };
            if let ListWish::Take(index) = wish {
                let direction = match key {
                    Key::Tab => Direction::Right,
                    _ => Direction::Down,
                };
                return Some(EditWish::Take(index, direction));
            }
            edit.suggested.obey(wish);
            return None;
        }
        // While a composition is shown, Enter and arrows choose among its candidates.
        let wish = (!edit.composing)
            .then(|| edit_wish(&event, edit.mode))
            .flatten();
        match wish {
            None => {
                let is_text = matches!(event, Event::Text(_) | Event::Ime(_) | Event::Paste(_));
                kept.push(event);
                if is_text && self.ctx.memory(|memory| memory.has_focus(self.id)) {
                    let at = edit.at;
                    state.bring_into_view(at);
                }
                None
            }
            Some(EditWish::ToggleMode) => {
                edit.mode = match edit.mode {
                    EditMode::Replace => EditMode::Caret,
                    EditMode::Caret => EditMode::Replace,
                };
                None
            }
            Some(wish) => Some(wish),
        }
    }
}

/// Whether the event is typed, and so has to stay in order with the other typed ones.
fn is_typed(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { .. }
            | Event::Text(_)
            | Event::Ime(_)
            | Event::Copy
            | Event::Cut
            | Event::Paste(_)
    )
}

fn is_composition(event: &Event) -> bool {
    matches!(event, Event::Ime(ImeEvent::Preedit { text, .. }) if !text.is_empty())
}
