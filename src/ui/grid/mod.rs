//! The spreadsheet: shows a [`Source`] of any size and returns what the user asked for.
//!
//! It behaves as Excel and WPS do: arrows, Tab, Enter, F2, typing replaces, Esc cancels, ranges by Shift and by dragging,
//! copy and paste as tab-separated text. It changes nothing itself. A frame (`act`) runs in this order: `typed`
//! reads the keys, `table` draws and notes the pointer, `editor` shows the text field, then what was asked for is done
//! (`obey`, `pointer`). What is in a cell and whether a text may stand there is left to the source, undo to the caller.

pub mod clipboard;

mod act;
mod editor;
mod event;
mod geometry;
mod head;
mod keys;
mod menu;
mod navigate;
mod obey;
mod outline;
mod paint;
mod paste;
mod pointer;
mod show;
mod source;
mod state;
mod suggest;
mod table;
mod typed;
mod widths;

pub use act::grid_ui;
pub use event::{GridEvent, MenuItem};
pub use source::{
    CellAlign, CellPos, CellRange, CellStyle, CellView, Fold, HeaderCell, HeaderLevel, RowKind,
    Source, Suggestion,
};
pub use state::GridState;
