//! What keys do while the page has the keyboard.

use eframe::egui::{Id, Key, Modifiers, Ui};

use super::Asked;
use super::state::Reading;

/// Lines that an arrow moves the page by, in points.
const ARROW: f32 = 58.0;

/// Takes the keys of the page out of this frame's input.
pub(super) fn keys(ui: &Ui, id: Id, reading: &mut Reading, view: f32, asked: &mut Vec<Asked>) {
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    if !has_focus || reading.editor.is_some() {
        return;
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let plain = |key| pressed(Modifiers::NONE, key);
    // With Shift first: a key without modifiers is taken with any that do not matter.
    if pressed(Modifiers::SHIFT, Key::Tab) && reading.step(false).is_some() {
        asked.push(Asked::Chosen);
    }
    if plain(Key::Tab) && reading.step(true).is_some() {
        asked.push(Asked::Chosen);
    }
    if plain(Key::Enter) || plain(Key::F2) {
        asked.push(Asked::Edit);
    }
    let most = (reading.heights.total() - view).max(0.0);
    let page = (view - ARROW).max(ARROW);
    let up = pressed(Modifiers::SHIFT, Key::Space);
    let way = if plain(Key::ArrowDown) {
        ARROW
    } else if plain(Key::ArrowUp) {
        -ARROW
    } else if plain(Key::PageDown) || plain(Key::Space) {
        page
    } else if plain(Key::PageUp) || up {
        -page
    } else if plain(Key::Home) {
        -reading.offset
    } else if plain(Key::End) {
        most - reading.offset
    } else {
        0.0
    };
    if way.abs() > 0.0 {
        reading.offset = (reading.offset + way).clamp(0.0, most);
        reading.is_moved = true;
    }
    if plain(Key::Escape) && reading.cursor.take().is_none() {
        // Tab walks numbers here; from now on it leads on to other things.
        ui.memory_mut(|memory| memory.surrender_focus(id));
    }
}
