//! A stretch of paragraphs that is being read: the body, or a text box within it.

use super::sink::Sink;
use super::table::Table;
use crate::manuscript::Made;

/// The body or a text box.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) sink: Sink,
    /// Whether it stands in a cell, where a row is one line.
    flat: bool,
    pub(super) paragraph: Paragraph,
    pub(super) tables: Vec<Table>,
    /// Fields that are open; `true` while their instruction is read, which is no text.
    fields: Vec<bool>,
    /// How many of them are so.
    instructions: usize,
}

/// What is known of the open paragraph.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) style: Option<String>,
    pub(super) list: Option<String>,
    pub(super) level: Option<u8>,
    pub(super) page_before: Option<bool>,
    /// Whether its end was deleted by a change that is recorded: the next one goes on from it.
    pub(super) end_deleted: bool,
    /// Whether a section ends with it and the next begins a page.
    pub(super) section_end: bool,
    pub(super) start: Start,
    /// Where the last page begins that it breaks off.
    page_at: Option<usize>,
    /// Text boxes that hang on it.
    pub(super) boxes: Vec<Sink>,
}

/// Whether what stands before the first words of a paragraph was put there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Start {
    /// Not yet.
    #[default]
    Open,
    /// Nothing is to stand there: the paragraph before goes on.
    GoesOn,
    /// Yes.
    Done,
}

impl Context {
    /// A text box, in a cell or not.
    pub(super) fn within(flat: bool) -> Self {
        Self {
            flat,
            ..Self::default()
        }
    }

    /// Whether what is read now is one line of a table.
    pub(super) fn is_flat(&self) -> bool {
        self.flat || self.tables.iter().any(|table| !table.is_frame())
    }

    /// Whether what is read now is shown: not the instruction of a field.
    pub(super) fn is_shown(&self) -> bool {
        self.instructions == 0
    }

    pub(super) fn open_field(&mut self) {
        self.fields.push(true);
        self.instructions += 1;
    }

    /// From here on the innermost field shows its result.
    pub(super) fn show_result(&mut self) {
        if let Some(instruction) = self.fields.last_mut()
            && std::mem::take(instruction)
        {
            self.instructions -= 1;
        }
    }

    pub(super) fn close_field(&mut self) {
        if self.fields.pop() == Some(true) {
            self.instructions -= 1;
        }
    }

    /// Whether a field does not end.
    pub(super) fn has_open_field(&self) -> bool {
        !self.fields.is_empty()
    }

    /// Opens a paragraph.
    pub(super) fn open_paragraph(&mut self) {
        let before = std::mem::take(&mut self.paragraph);
        if before.end_deleted && !self.is_flat() {
            self.paragraph.start = Start::GoesOn;
        }
        self.paragraph.boxes = before.boxes;
    }

    /// Puts a blank between the paragraphs of a cell.
    pub(super) fn separate(&mut self) {
        if !self.is_flat() {
            return;
        }
        let mut cells = self
            .tables
            .iter()
            .rev()
            .filter_map(|table| table.cell.as_ref());
        let start = cells.next().map_or(0, |cell| cell.start);
        let sink = &mut self.sink;
        if sink.text.len() > start && !sink.text.ends_with([' ', '\t', '\n']) {
            sink.make(" ", Made::Cell);
        }
    }

    /// Begins a page within or behind the paragraph.
    pub(super) fn break_page(&mut self) {
        if !self.is_flat() {
            self.begin_page();
            self.paragraph.page_at = Some(self.sink.text.len());
        }
    }

    /// Begins a page before the paragraph, if there is one before it.
    pub(super) fn break_page_before(&mut self) {
        let text = &self.sink.text;
        if !self.is_flat() && !text.is_empty() && !text.ends_with('\u{c}') {
            self.begin_page();
        }
    }

    fn begin_page(&mut self) {
        if !self.sink.at_line_start() {
            self.sink.make("\n", Made::Page);
        }
        self.sink.make("\u{c}", Made::Page);
    }

    /// Begins a line within the paragraph.
    pub(super) fn break_line(&mut self) {
        let text = if self.is_flat() { " " } else { "\n" };
        self.sink.make(text, Made::Line);
    }

    pub(super) fn tab(&mut self) {
        let text = if self.is_flat() { " " } else { "\t" };
        self.sink.make(text, Made::Tab);
    }

    /// Closes the paragraph, with the text boxes that hang on it behind it.
    pub(super) fn close_paragraph(&mut self) {
        if self.is_flat() {
            for text_box in std::mem::take(&mut self.paragraph.boxes) {
                self.separate();
                self.sink.append(text_box);
            }
            return;
        }
        if self.paragraph.end_deleted {
            return;
        }
        // A paragraph that only breaks the page leaves no line on the next one.
        if self.paragraph.page_at != Some(self.sink.text.len()) {
            self.sink.make("\n", Made::Paragraph);
        }
        for text_box in std::mem::take(&mut self.paragraph.boxes) {
            self.sink.append(text_box);
        }
        if self.paragraph.section_end {
            self.break_page();
        }
    }

    /// Ends a line that has no end yet.
    pub(super) fn end_line(&mut self) {
        if !self.is_flat() && !self.sink.at_line_start() {
            self.sink.make("\n", Made::Paragraph);
        }
    }

    /// The text, when there is nothing more to come.
    pub(super) fn finish(mut self) -> Sink {
        self.end_line();
        for text_box in std::mem::take(&mut self.paragraph.boxes) {
            self.sink.append(text_box);
        }
        self.sink
    }

    /// Opens a cell of the innermost table.
    pub(super) fn open_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        if table.nested || table.is_frame() {
            return;
        }
        if table.cells_in_row > 0 {
            self.sink.make("\t", Made::Cell);
        }
        table.open_cell(self.sink.text.len());
    }

    pub(super) fn close_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        if let Some(cell) = &table.cell {
            let start = cell.start.min(self.sink.text.len());
            table.close_cell(&self.sink.text[start..]);
        }
    }

    pub(super) fn close_row(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        if table.nested || table.is_frame() {
            return;
        }
        if table.row_deleted {
            self.sink.truncate(table.row_start);
        } else {
            self.sink.make("\n", Made::Paragraph);
        }
        table.close_row();
    }
}
