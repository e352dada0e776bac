//! What a grid shows, asked for cell by cell: the grid knows nothing of accounts, and a source nothing of drawing.

use crate::rules::Level;
use crate::ui::grid::event::MenuItem;
use eframe::egui::Ui;
use std::borrow::Cow;
use std::ops::Range;

/// A cell's address, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellPos {
    /// The row.
    pub row: usize,
    /// The column; row numbers at the left are not one.
    pub col: usize,
}

impl CellPos {
    /// The cell in this row and column.
    pub const fn new(row: usize, col: usize) -> Self {
        Self { row, col }
    }
}

/// A rectangle of cells; both corners belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellRange {
    /// The upper left corner.
    pub first: CellPos,
    /// The lower right corner.
    pub last: CellPos,
}

impl CellRange {
    /// The rectangle that these two opposite corners span.
    pub fn spanning(a: CellPos, b: CellPos) -> Self {
        Self {
            first: CellPos::new(a.row.min(b.row), a.col.min(b.col)),
            last: CellPos::new(a.row.max(b.row), a.col.max(b.col)),
        }
    }

    /// Whether the cell lies within.
    pub fn contains(&self, at: CellPos) -> bool {
        self.has_row(at.row) && self.has_col(at.col)
    }

    /// Whether it touches the row.
    pub fn has_row(&self, row: usize) -> bool {
        (self.first.row..=self.last.row).contains(&row)
    }

    /// Whether it touches the column.
    pub fn has_col(&self, col: usize) -> bool {
        (self.first.col..=self.last.col).contains(&col)
    }

    /// How many rows it has; at least one.
    pub fn height(&self) -> usize {
        self.last.row - self.first.row + 1
    }

    /// How many columns it has; at least one.
    pub fn width(&self) -> usize {
        self.last.col - self.first.col + 1
    }

    /// Whether it is a single cell.
    pub fn is_single(&self) -> bool {
        self.first == self.last
    }

    /// The rows that it touches.
    pub fn rows(&self) -> Range<usize> {
        self.first.row..self.last.row + 1
    }

    /// The columns that it touches.
    pub fn cols(&self) -> Range<usize> {
        self.first.col..self.last.col + 1
    }
}

/// Where the text stands in its cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellAlign {
    /// Words: at the left.
    #[default]
    Start,
    /// Codes and short words.
    Center,
    /// Figures: at the right, so that their digits line up. They are never cut: the column grows instead.
    End,
}

/// How the text of a cell is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellStyle {
    /// As printed in the document.
    #[default]
    Normal,
    /// A sum: bold.
    Total,
    /// Of little weight here, such as a zero or a dash.
    Muted,
    /// Computed from other figures, printed nowhere (推算): slanted and lighter.
    Implied,
    /// Stands where a figure belongs but could not be read as one.
    Unreadable,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowKind {
    /// An item.
    #[default]
    Item,
    /// A sum of others: set apart by a rule and a ground.
    Total,
    /// The heading of a group of rows.
    Section,
}

/// Whether the parts of a row are in sight, shown by a triangle that turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// They stand below it.
    Open,
    /// They are folded away.
    Closed,
}

/// A text that could stand in a cell being edited, with what else it would fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What would stand in the cell.
    pub text: String,
    /// What the list shows of it.
    pub label: String,
    /// What is to be known about it; empty if nothing is.
    pub note: String,
    /// Other cells of the row, which are filled in the same step.
    pub also: Vec<(CellPos, String)>,
}

/// One cell, as it is to be drawn.
#[derive(Clone, Debug, Default)]
pub struct CellView<'a> {
    /// The text as shown, with separators; empty if the document has nothing here.
    pub text: Cow<'a, str>,
    /// Where it stands.
    pub align: CellAlign,
    /// How it is set.
    pub style: CellStyle,
    /// The most serious finding that points here.
    pub mark: Option<Level>,
    /// Whether it differs from the file as opened.
    pub changed: bool,
    /// Whether it is an operand of the relation that is being looked at, and so lit up.
    pub operand: bool,
    /// The depth in a hierarchy of rows, for the column of names.
    pub indent: u8,
    /// The triangle before the text, for rows whose parts can be folded away.
    pub fold: Option<Fold>,
    /// Whether [`Source::tooltip_ui`] has something to say about it.
    pub has_tooltip: bool,
}

impl<'a> CellView<'a> {
    /// A cell of words.
    pub fn words(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// A cell with a figure.
    pub fn figure(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            align: CellAlign::End,
            ..Self::default()
        }
    }
}

/// One heading, above one or several columns.
#[derive(Clone, Debug)]
pub struct HeaderCell<'a> {
    /// The columns below it.
    pub columns: Range<usize>,
    /// The heading; it wraps rather than being cut.
    pub title: Cow<'a, str>,
    /// The unit of the figures below, set small beneath the heading.
    pub unit: Option<Cow<'a, str>>,
    /// Where it stands.
    pub align: CellAlign,
    /// How many levels it takes, its own and those beneath; at least one.
    pub levels: usize,
    /// What the pointer is told about the column.
    pub hint: Option<Cow<'a, str>>,
}

impl<'a> HeaderCell<'a> {
    /// A heading of one level.
    pub fn new(columns: Range<usize>, title: impl Into<Cow<'a, str>>) -> Self {
        Self {
            columns,
            title: title.into(),
            unit: None,
            align: CellAlign::Center,
            levels: 1,
            hint: None,
        }
    }

    /// The same with a unit.
    pub fn unit(mut self, unit: impl Into<Cow<'a, str>>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// The same, standing elsewhere.
    pub fn align(mut self, align: CellAlign) -> Self {
        self.align = align;
        self
    }

    /// The same, taking several levels.
    pub fn levels(mut self, levels: usize) -> Self {
        self.levels = levels;
        self
    }

    /// The same with an explanation for the pointer.
    pub fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// One row of the head, from left to right; columns that a cell of a level above reaches down into are left out.
pub type HeaderLevel<'a> = Vec<HeaderCell<'a>>;

/// A table to be shown and edited.
///
/// Every question must be answered at once: the grid asks anew for each visible cell in each frame.
pub trait Source {
    /// The table's name, for screen readers.
    fn name(&self) -> Cow<'_, str>;

    /// How many rows there are.
    fn rows(&self) -> usize;

    /// How many columns there are.
    fn columns(&self) -> usize;

    /// How many columns at the left stay when the others scroll: the names.
    fn sticky_columns(&self) -> usize {
        1
    }

    /// The head, from the top.
    fn header(&self) -> Vec<HeaderLevel<'_>>;

    /// What a row is called, for screen readers and for refusals.
    fn row_name(&self, row: usize) -> Cow<'_, str>;

    /// The same, where several rows stand side by side on one.
    fn cell_row_name(&self, row: usize, _col: usize) -> Cow<'_, str> {
        self.row_name(row)
    }

    /// The number at the left of a row, which is greater than that of its place where rows are folded away.
    fn row_number(&self, row: usize) -> usize {
        row + 1
    }

    /// What a column is called, with its group where that is needed to tell it from another.
    fn column_name(&self, col: usize) -> Cow<'_, str>;

    /// What the row is.
    fn row_kind(&self, _row: usize) -> RowKind {
        RowKind::Item
    }

    /// The most serious finding in the row, shown beside its number.
    fn row_mark(&self, _row: usize) -> Option<Level> {
        None
    }

    /// The cell.
    fn cell(&self, row: usize, col: usize) -> CellView<'_>;

    /// Whether the cell is blank; Ctrl and an arrow ask this of many cells, so answer without formatting.
    fn is_blank(&self, row: usize, col: usize) -> bool {
        self.cell(row, col).text.is_empty()
    }

    /// Draws the explanation of a cell whose view has one; only called while it is shown.
    fn tooltip_ui(&self, _ui: &mut Ui, _row: usize, _col: usize) {}

    /// Why the cell cannot be edited, in words; `None` if it can.
    fn locked(&self, row: usize, col: usize) -> Option<String>;

    /// The text that editing starts with: the figure as written in the document, not as shown.
    fn edit_text(&self, row: usize, col: usize) -> String {
        self.cell(row, col).text.into_owned()
    }

    /// Refuses a text that cannot stand in the cell, with the reason in words.
    fn validate(&self, row: usize, col: usize, text: &str) -> Result<(), String>;

    /// What the text being typed into a cell could become, the best first.
    fn suggestions(&self, _row: usize, _col: usize, _text: &str) -> Vec<Suggestion> {
        Vec::new()
    }

    /// What goes to the clipboard.
    fn copy_text(&self, row: usize, col: usize) -> String {
        self.cell(row, col).text.into_owned()
    }

    /// Whether rows may be inserted before this one; the number of rows stands for the end.
    fn can_insert_rows(&self, _at: usize) -> bool {
        false
    }

    /// Whether these rows may be deleted.
    fn can_delete_rows(&self, _rows: Range<usize>) -> bool {
        false
    }

    /// Why rows may not be put in or taken out, in words, where that has a reason to be told.
    fn why_no_rows(&self) -> Option<String> {
        None
    }

    /// What the menu of a cell offers besides editing.
    fn menu(&self, _row: usize, _col: usize) -> Vec<MenuItem> {
        Vec::new()
    }
}
