//! Rows and cells of the tables of a document.

use super::{Frame, Reader};
use crate::manuscript::TableArea;
use crate::manuscript::docx::styles::value;
use crate::manuscript::docx::table::{Merge, Table};
use crate::workbook::package::Step;

impl<'x> Reader<'x> {
    pub(super) fn open_table_part(&mut self, step: &Step<'x>) -> Frame {
        let context = &mut self.context;
        match step.local {
            "tbl" => {
                let nested = context.is_flat();
                self.counts.nested += usize::from(nested);
                context.end_line();
                let start = context.sink.text.len();
                context.tables.push(Table::new(start, nested));
                Frame::Table
            }
            "tr" => {
                let start = context.sink.text.len();
                if let Some(table) = context.tables.last_mut() {
                    table.open_row(start);
                }
                Frame::Row
            }
            _ => {
                context.open_cell();
                Frame::Cell
            }
        }
    }

    pub(super) fn row_property(&mut self, step: &Step<'x>) -> Frame {
        let Some(table) = self.context.tables.last_mut() else {
            return Frame::Other;
        };
        match step.local {
            "gridBefore" => {
                let columns = value(step.tag, "val").and_then(|columns| columns.parse().ok());
                table.leave_free(columns.unwrap_or(0));
            }
            "del" => {
                table.row_deleted = true;
                self.counts.deleted += 1;
            }
            "ins" => self.counts.inserted += 1,
            "trPrChange" => return Frame::Skipped,
            _ => {}
        }
        Frame::Other
    }

    pub(super) fn cell_property(&mut self, step: &Step<'x>) -> Frame {
        let table = self.context.tables.last_mut();
        let Some(cell) = table.and_then(|table| table.cell.as_mut()) else {
            return Frame::Other;
        };
        let value = value(step.tag, "val");
        if step.local == "gridSpan" {
            let span = value.and_then(|span| span.parse().ok());
            cell.span = span.unwrap_or(1).max(1);
        } else if value.as_deref() == Some("restart") {
            cell.merge = Merge::First;
        } else {
            cell.merge = Merge::Further;
        }
        Frame::Other
    }

    pub(super) fn close_table(&mut self) {
        let Some(table) = self.context.tables.pop() else {
            return;
        };
        let span = table.start..self.context.sink.text.len();
        if table.nested || table.is_frame() || span.is_empty() {
            return;
        }
        let sheet = table.sheet(format!("表{}", self.sheets.len() + 1));
        let number = sheet.is_some().then_some(self.sheets.len());
        self.sheets.extend(sheet);
        let area = TableArea {
            span,
            sheet: number,
        };
        self.context.sink.tables.push(area);
    }
}
