//! Which key means what, as in Excel and WPS. Pure: doing it is left to the grid.

use crate::ui::grid::navigate::{Direction, Step};
use crate::ui::grid::state::EditMode;
use eframe::egui::{Event, ImeEvent, Key, Modifiers};

/// What a key asks for while no cell is being edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Step(Step),
    Extend(Step),
    /// Tab and Enter.
    Advance(Direction),
    /// F2, and Backspace, which empties the cell first.
    Edit(EditMode),
    SelectAll,
    Clear,
    Copy,
    Cut,
    Paste(String),
    Undo,
    Redo,
    InsertRows,
    DeleteRows,
    /// Esc: back to a single cell.
    Collapse,
    /// Text or a composition: an edit begins, and the text field takes the event.
    Type,
}

/// What a key asks for while a cell is being edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EditWish {
    /// Take the text and move on.
    CommitAndAdvance(Direction),
    /// Take the text and make a step.
    CommitAndStep(Step),
    /// Take a suggestion instead of the text and move on.
    Take(usize, Direction),
    /// Take the text for every cell of the range.
    Fill,
    /// Forget the text.
    Cancel,
    /// Let arrows move the caret, or the cursor again.
    ToggleMode,
}

/// The wish behind an event while no cell is being edited; `None` if the grid has no use for it.
pub(super) fn wish(event: &Event) -> Option<Wish> {
    match event {
        Event::Copy => Some(Wish::Copy),
        Event::Cut => Some(Wish::Cut),
        Event::Paste(text) => Some(Wish::Paste(text.clone())),
        Event::Text(text) => (!text.chars().any(char::is_control)).then_some(Wish::Type),
        Event::Ime(ImeEvent::Preedit { text, .. } | ImeEvent::Commit(text)) => {
            (!text.is_empty()).then_some(Wish::Type)
        }
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } => wish_of_key(*key, *modifiers),
        _ => None,
    }
}

fn wish_of_key(key: Key, modifiers: Modifiers) -> Option<Wish> {
    if let Some(step) = step(key, modifiers) {
        return Some(if modifiers.shift {
            Wish::Extend(step)
        } else {
            Wish::Step(step)
        });
    }
    let Modifiers { shift, command, .. } = modifiers;
    if modifiers.alt {
        return None;
    }
    Some(match key {
        Key::Tab if !command => Wish::Advance(if shift {
            Direction::Left
        } else {
            Direction::Right
        }),
        Key::Enter if !command => Wish::Advance(if shift {
            Direction::Up
        } else {
            Direction::Down
        }),
        Key::F2 if !shift && !command => Wish::Edit(EditMode::Caret),
        Key::Backspace => Wish::Edit(EditMode::Replace),
        Key::Delete => Wish::Clear,
        Key::Escape => Wish::Collapse,
        Key::A if command => Wish::SelectAll,
        Key::Z if command && shift => Wish::Redo,
        Key::Z if command => Wish::Undo,
        Key::Y if command => Wish::Redo,
        Key::Plus if command => Wish::InsertRows,
        Key::Equals if command && shift => Wish::InsertRows,
        Key::Minus if command => Wish::DeleteRows,
        _ => return None,
    })
}

fn step(key: Key, modifiers: Modifiers) -> Option<Step> {
    if modifiers.alt {
        return None;
    }
    let arrow = match key {
        Key::ArrowUp => Some(Direction::Up),
        Key::ArrowDown => Some(Direction::Down),
        Key::ArrowLeft => Some(Direction::Left),
        Key::ArrowRight => Some(Direction::Right),
        _ => None,
    };
    if let Some(direction) = arrow {
        return Some(if modifiers.command {
            Step::Edge(direction)
        } else {
            Step::By(direction)
        });
    }
    Some(match key {
        Key::Home if modifiers.command => Step::First,
        Key::Home => Step::RowStart,
        Key::End if modifiers.command => Step::Last,
        Key::End => Step::RowEnd,
        Key::PageUp => Step::Page(Direction::Up),
        Key::PageDown => Step::Page(Direction::Down),
        _ => return None,
    })
}

/// The wish behind an event while a cell is being edited; `None` if it belongs to the text field.
pub(super) fn edit_wish(event: &Event, mode: EditMode) -> Option<EditWish> {
    let Event::Key {
        key,
        pressed: true,
        modifiers,
        ..
    } = event
    else {
        return None;
    };
    Some(match key {
        Key::Escape => EditWish::Cancel,
        Key::F2 if modifiers.is_none() => EditWish::ToggleMode,
        Key::Enter if modifiers.command => EditWish::Fill,
        Key::Enter if modifiers.shift => EditWish::CommitAndAdvance(Direction::Up),
        Key::Enter => EditWish::CommitAndAdvance(Direction::Down),
        Key::Tab if modifiers.shift => EditWish::CommitAndAdvance(Direction::Left),
        Key::Tab => EditWish::CommitAndAdvance(Direction::Right),
        Key::Home | Key::End => return None,
        _ if mode == EditMode::Replace && !modifiers.shift => {
            EditWish::CommitAndStep(step(*key, *modifiers)?)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key, modifiers: Modifiers) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        }
    }

    #[test]
    fn arrows_move_the_caret_only_after_f2() {
        let right = key(Key::ArrowRight, Modifiers::NONE);
        assert_eq!(edit_wish(&right, EditMode::Caret), None);
        let step = Step::By(Direction::Right);
        let typed = edit_wish(&right, EditMode::Replace);
        assert_eq!(typed, Some(EditWish::CommitAndStep(step)));
        assert_eq!(wish(&right), Some(Wish::Step(step)));
    }

    #[test]
    fn both_plus_keys_insert_rows() {
        let numpad = key(Key::Plus, Modifiers::COMMAND);
        let row = key(Key::Equals, Modifiers::COMMAND | Modifiers::SHIFT);
        assert_eq!(wish(&numpad), Some(Wish::InsertRows));
        assert_eq!(wish(&row), Some(Wish::InsertRows));
        assert_eq!(wish(&key(Key::Equals, Modifiers::COMMAND)), None);
    }

    #[test]
    fn releases_and_other_keys_are_left_to_others() {
        assert_eq!(wish(&key(Key::F8, Modifiers::NONE)), None);
        assert_eq!(wish(&key(Key::F2, Modifiers::SHIFT)), None);
        assert_eq!(wish(&key(Key::K, Modifiers::COMMAND)), None);
        assert_eq!(wish(&Event::Text("\r".to_owned())), None);
        let empty = Event::Ime(ImeEvent::Commit(String::new()));
        assert_eq!(wish(&empty), None, "an ended composition is no text");
    }
}
