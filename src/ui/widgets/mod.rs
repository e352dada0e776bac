//! The building blocks of the window. Each takes its words as arguments and returns what was asked for.

mod badge;
mod button;
mod confirm;
mod empty;
mod formula;
mod heading;
mod list_row;
mod mark;
mod notice;
mod path_entry;
mod search_field;
mod segments;

pub use badge::{badge_ui, chip_ui, key_hint_ui};
pub use button::primary_button_ui;
pub use confirm::{Answer, Confirm, confirm_ui, dialog_frame};
pub use empty::empty_ui;
pub use formula::{FormulaPart, FormulaShown, formula_shown_ui, formula_ui};
pub use heading::section_ui;
pub use list_row::{ListRow, list_row_ui};
pub use mark::{mark_ui, paint_mark};
pub use notice::{Notice, NoticeLevel, Notices, notices_ui};
pub use path_entry::{PathAnswer, PathEntry, path_entry_ui};
pub use search_field::search_field_ui;
pub use segments::segments_ui;
