//! What a grid remembers between frames: cursor, selection, the open editor, where to scroll.
//!
//! The caller keeps it (one for each table), so that a jump to a cell needs no frame to be drawn first, and nothing of it
//! is lost when another table is shown meanwhile. The widths of columns are left to `egui_table`, which keeps them by name.

use crate::ui::grid::event::GridEvent;
use crate::ui::grid::navigate::{Direction, Field, Step, cycle};
use crate::ui::grid::source::{CellPos, CellRange, Source};
use crate::ui::grid::suggest::Suggested;
use eframe::egui::Event;
use std::ops::Range;

/// The state of one grid.
#[derive(Clone, Debug, Default)]
pub struct GridState {
    pub(super) name: String,
    /// The cell that keys act on; always within the range.
    pub(super) cursor: CellPos,
    /// The corner of the range where selecting began.
    pub(super) anchor: CellPos,
    /// The opposite corner, which Shift and an arrow move.
    pub(super) head: CellPos,
    /// The column where Tab was first pressed in this row: Enter leads back to it.
    pub(super) tab_from: Option<usize>,
    pub(super) edit: Option<Edit>,
    /// What the invisible text field received in this frame while no cell is being edited.
    pub(super) scratch: String,
    pub(super) refusal: Option<Refusal>,
    pub(super) scroll: Option<Scroll>,
    pub(super) outline: Option<Outline>,
    /// For how many frames the keyboard is still asked for: a dialog that has just closed keeps it
    /// from everything behind it for one more.
    pub(super) wants_focus: u8,
    pub(super) has_focus: bool,
    /// The cell whose menu is open.
    pub(super) menu_at: Option<CellPos>,
    pub(super) visible_rows: Range<usize>,
    pub(super) visible_cols: Range<usize>,
    pub(super) drag: Option<Drag>,
    /// Keys that came in the same frame after one that ends an edit; they wait until that edit is done.
    pub(super) deferred: Vec<Event>,
    pub(super) widths: Vec<f32>,
}

/// A cell being edited.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    pub(super) at: CellPos,
    pub(super) text: String,
    /// What the cell held; leaving it so changes nothing.
    pub(super) original: String,
    pub(super) mode: EditMode,
    /// Whether the input method shows a composition that is not yet part of the text.
    pub(super) composing: bool,
    /// Whether the edit began with a composition: if that is given up, so is the edit.
    pub(super) by_composition: bool,
    /// The text that was refused, and why.
    pub(super) refused: Option<(String, String)>,
    /// Whether the caret is still to be put at the end.
    pub(super) caret_to_end: bool,
    /// What the text could become.
    pub(super) suggested: Suggested,
}

/// What arrows do while a cell is being edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EditMode {
    /// Begun by typing: they end the edit and move on.
    Replace,
    /// Begun by F2 or a double click: they move the caret.
    Caret,
}

/// A wish that could not be granted, said beside its cell until the next key or click.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) at: CellPos,
    pub(super) reason: String,
}

/// A cell that is to be scrolled into view in the next frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scroll {
    pub(super) to: CellPos,
    /// Whether to the middle, after a jump, rather than just into view.
    pub(super) centred: bool,
    /// How often it is looked at again: columns may grow when they come into view.
    pub(super) again: u8,
}

/// The cell that a jump led to, outlined for a moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline {
    pub(super) at: CellPos,
    /// When it ends, in egui's time; set when it is first drawn.
    pub(super) until: Option<f64>,
}

/// What the pointer is selecting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drag {
    Cells,
    Rows,
    Columns,
}

impl GridState {
    /// The state of a grid of this name; grids that are shown at the same time need different names.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// The cell that keys act on.
    pub fn cursor(&self) -> CellPos {
        self.cursor
    }

    /// The selected cells.
    pub fn selection(&self) -> CellRange {
        CellRange::spanning(self.anchor, self.head)
    }

    /// Whether a cell is being edited.
    pub fn is_editing(&self) -> bool {
        self.edit.is_some()
    }

    /// The text in the open editor.
    pub fn edited_text(&self) -> Option<&str> {
        self.edit.as_ref().map(|edit| edit.text.as_str())
    }

    /// Why the last wish was refused, while that is shown.
    pub fn refusal(&self) -> Option<&str> {
        let of_edit = self.edit.as_ref().and_then(|edit| edit.refused.as_ref());
        of_edit
            .map(|(_, reason)| reason.as_str())
            .or_else(|| self.refusal.as_ref().map(|refusal| refusal.reason.as_str()))
    }

    /// Jumps to a cell: selects it, scrolls it to the middle if it is out of view, and outlines it for a moment.
    pub fn reveal(&mut self, row: usize, col: usize) {
        self.select(CellRange::spanning(
            CellPos::new(row, col),
            CellPos::new(row, col),
        ));
        self.scroll = Some(Scroll {
            to: self.cursor,
            centred: true,
            again: 2,
        });
        self.outline = Some(Outline {
            at: self.cursor,
            until: None,
        });
    }

    /// Moves to a cell that has come to stand elsewhere, without outlining it.
    pub fn jump(&mut self, at: CellPos) {
        self.select(CellRange::spanning(at, at));
        self.bring_into_view(at);
    }

    /// Selects these cells; the cursor goes to the first of them.
    pub fn select(&mut self, range: CellRange) {
        self.cursor = range.first;
        self.anchor = range.first;
        self.head = range.last;
        self.tab_from = None;
        self.refusal = None;
    }

    /// Gives the grid the keyboard in the next frame.
    pub fn request_focus(&mut self) {
        self.wants_focus = 3;
    }

    /// Closes the editor and forgets its text.
    pub fn cancel_edit(&mut self) {
        self.edit = None;
        self.scratch.clear();
    }

    /// Measures the columns anew, for instance after the unit of all figures changed.
    pub fn refit_columns(&mut self) {
        self.widths.clear();
    }

    /// Keeps everything within the table, which may have shrunk since the last frame.
    pub(super) fn clamp(&mut self, last: CellPos) {
        let clamp = |at: &mut CellPos| {
            at.row = at.row.min(last.row);
            at.col = at.col.min(last.col);
        };
        clamp(&mut self.cursor);
        clamp(&mut self.anchor);
        clamp(&mut self.head);
        if let Some(scroll) = &mut self.scroll {
            clamp(&mut scroll.to);
        }
        let gone = |at: CellPos| at.row > last.row || at.col > last.col;
        self.edit.take_if(|edit| gone(edit.at));
        self.refusal.take_if(|refusal| gone(refusal.at));
        self.outline.take_if(|outline| gone(outline.at));
    }

    /// Makes a step: the cursor moves, or with `extend` the far corner of the range.
    pub(super) fn step(&mut self, source: &dyn Source, step: Step, extend: Extend) {
        let from = match extend {
            Extend::No => self.cursor,
            Extend::Yes => self.head,
        };
        let field = Field {
            last: last_cell(source),
            page: self.visible_rows.len().saturating_sub(3).max(1),
            is_blank: &|at| source.is_blank(at.row, at.col),
        };
        let to = field.after(from, step);
        self.go(to, extend);
    }

    /// Moves the cursor, or the far corner of the range, to a cell, and brings it into view.
    pub(super) fn go(&mut self, to: CellPos, extend: Extend) {
        match extend {
            Extend::No => {
                self.cursor = to;
                self.anchor = to;
            }
            Extend::Yes => self.anchor = self.cursor,
        }
        self.head = to;
        self.tab_from = None;
        self.refusal = None;
        self.bring_into_view(to);
    }

    /// Moves on after Tab or Enter: within a range round and round, otherwise to the neighbour.
    pub(super) fn advance(&mut self, source: &dyn Source, direction: Direction) {
        let range = self.selection();
        if !range.is_single() {
            self.cursor = cycle(range, self.cursor, direction);
            self.bring_into_view(self.cursor);
            return;
        }
        let by_tab = matches!(direction, Direction::Left | Direction::Right);
        let tab_from = self.tab_from.or_else(|| by_tab.then_some(self.cursor.col));
        if direction == Direction::Down
            && let Some(col) = tab_from
        {
            self.cursor.col = col;
        }
        self.step(source, Step::By(direction), Extend::No);
        self.tab_from = tab_from.filter(|_| by_tab);
    }

    /// Enlarges the range from the cursor to this cell; whole rows and columns stay whole.
    pub(super) fn extend_to(&mut self, source: &dyn Source, to: CellPos, drag: Drag) {
        let last = last_cell(source);
        self.tab_from = None;
        self.refusal = None;
        match drag {
            Drag::Cells => {
                self.anchor = self.cursor;
                self.head = to;
            }
            Drag::Rows => {
                self.anchor = CellPos::new(self.cursor.row, 0);
                self.head = CellPos::new(to.row, last.col);
            }
            Drag::Columns => {
                self.anchor = CellPos::new(0, self.cursor.col);
                self.head = CellPos::new(last.row, to.col);
            }
        }
    }

    /// Ends the edit: with its event if the text differs from what the cell held, or not at all if it is refused.
    pub(super) fn take_edit(&mut self, source: &dyn Source) -> Result<Option<GridEvent>, ()> {
        let Some(edit) = &mut self.edit else {
            return Ok(None);
        };
        let at = edit.at;
        if edit.text != edit.original
            && let Err(reason) = source.validate(at.row, at.col, &edit.text)
        {
            edit.refused = Some((edit.text.clone(), reason));
            self.bring_into_view(at);
            return Err(());
        }
        let edit = self.edit.take();
        Ok(edit
            .filter(|edit| edit.text != edit.original)
            .map(|edit| GridEvent::Set {
                at,
                text: edit.text,
            }))
    }

    /// Ends an open edit from outside, as before saving. `Err` if the text is refused; then the editor stays open and
    /// shows why.
    pub fn finish_edit(&mut self, source: &dyn Source) -> Result<Option<GridEvent>, String> {
        self.take_edit(source)
            .map_err(|()| self.refusal().unwrap_or_default().to_owned())
    }

    pub(super) fn bring_into_view(&mut self, to: CellPos) {
        self.scroll = Some(Scroll {
            to,
            centred: false,
            again: 1,
        });
    }

    /// Opens the editor, unless the cell is locked, which is said beside it instead.
    pub(super) fn begin_edit(&mut self, source: &dyn Source, mode: EditMode) {
        let at = self.cursor;
        self.bring_into_view(at);
        if let Some(reason) = source.locked(at.row, at.col) {
            self.refuse(at, reason);
            return;
        }
        self.refusal = None;
        let original = source.edit_text(at.row, at.col);
        let text = match mode {
            EditMode::Replace => String::new(),
            EditMode::Caret => original.clone(),
        };
        self.edit = Some(Edit {
            at,
            suggested: Suggested::after(&text),
            text,
            original,
            mode,
            composing: false,
            by_composition: false,
            refused: None,
            caret_to_end: true,
        });
    }

    /// Says beside the cursor why something cannot be done.
    pub fn say(&mut self, reason: String) {
        self.refuse(self.cursor, reason);
    }

    pub(super) fn refuse(&mut self, at: CellPos, reason: String) {
        self.refusal = Some(Refusal { at, reason });
        self.bring_into_view(at);
    }
}

/// Whether a step enlarges the range instead of moving the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extend {
    No,
    Yes,
}

/// The lower right corner; of an empty table the cell that would be its first.
pub(super) fn last_cell(source: &dyn Source) -> CellPos {
    CellPos::new(
        source.rows().saturating_sub(1),
        source.columns().saturating_sub(1),
    )
}
