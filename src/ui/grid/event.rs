//! What the user asked a grid for. Doing it is left to the caller, who alone may change the accounts.

use crate::ui::grid::source::{CellPos, CellRange};
use std::ops::Range;

/// One wish of the user. Texts have passed [`Source::validate`](crate::ui::grid::Source::validate).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GridEvent {
    /// A text was typed into a cell.
    Set {
        /// The cell.
        at: CellPos,
        /// What it shall hold.
        text: String,
    },
    /// Texts were chosen for several cells at once; one step for undo.
    Fill(Vec<(CellPos, String)>),
    /// The triangle of a row was clicked: its parts are to be folded away or shown.
    Fold(CellPos),
    /// A block was pasted or filled; one step for undo.
    Paste {
        /// Its upper left corner.
        at: CellPos,
        /// Its rows, all equally long. They may reach below the last row if rows can be inserted there. Cells that
        /// would be copied as this very text are to be left as they are; they may be locked.
        rows: Vec<Vec<String>>,
    },
    /// The cells were cleared; those that are locked are to be left as they are.
    Clear(CellRange),
    /// Empty rows are wanted before a row.
    InsertRows {
        /// The row that they come before; the number of rows stands for the end.
        at: usize,
        /// How many.
        count: usize,
    },
    /// These rows are to go.
    DeleteRows(Range<usize>),
    /// The last step is to be taken back.
    Undo,
    /// The step that was taken back is to be done again.
    Redo,
    /// The text is already on its way to the clipboard; a notice may say so.
    Copied(String),
    /// Other cells are selected than before.
    SelectionChanged(CellRange),
    /// An item of [`Source::menu`](crate::ui::grid::Source::menu) was chosen.
    MenuChosen {
        /// The cell whose menu it is.
        at: CellPos,
        /// The index of the item.
        item: usize,
    },
}

/// One line of the menu of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// What it does, in the language of the window.
    pub label: String,
    /// The keys that do the same; empty if none do.
    pub keys: String,
    /// Whether it can be done now.
    pub enabled: bool,
}
