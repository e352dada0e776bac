//! Reading only the rows that an edit touched, to show at once what was typed into a document
//! whose whole reading takes a second. That reading follows, and is left to whoever edits.

use crate::document::Document;
use crate::model::{Accounts, Cell, NotANumber, Row, RowEdit, Table, TableRef};

use super::Units;
use super::doubt::TableDoubts;
use super::remarks::Remarks;
use super::rows::RowReader;

impl Accounts {
    /// Reads one row again after an edit of a cell in it.
    ///
    /// Remarks, and what rests on other rows (the decimals of a column, which part of the form a
    /// repeated name is), stay as they were until the document is read as a whole.
    pub fn reread_row(&mut self, document: &Document, table: TableRef, row: usize) {
        let Some(table) = self.tables.iter_mut().find(|known| known.id == table) else {
            return;
        };
        let Some(mut new) = table.read_row(document, row) else {
            return;
        };
        let Some(old) = table.rows.get_mut(row) else {
            return;
        };
        if (&old.name, &old.code, old.side) == (&new.name, &new.code, new.side) {
            new.spec = old.spec;
        }
        for (new, old) in new.cells.iter_mut().zip(&old.cells) {
            // An edit cannot reach a figure whose key stands twice; it is as doubtful as before.
            if matches!(old, Cell::Unreadable(known) if known.reason == NotANumber::DuplicateKey) {
                new.clone_from(old);
            }
        }
        // An edit of a cell does not move its row on the sheet.
        new.source = old.source;
        new.spans.clone_from(&old.spans);
        table.contents.add(&new);
        *old = new;
    }

    /// Takes in that a row was put in, which is read, or taken out; the document is edited already.
    pub fn follow_row(&mut self, document: &Document, edit: RowEdit) {
        let (RowEdit::Insert { table, at } | RowEdit::Remove { table, at }) = edit;
        let Some(table) = self.tables.iter_mut().find(|known| known.id == table) else {
            return;
        };
        match edit {
            RowEdit::Remove { .. } if at < table.rows.len() => {
                table.rows.remove(at);
            }
            RowEdit::Insert { .. } if at <= table.rows.len() => {
                if let Some(row) = table.read_row(document, at) {
                    table.contents.add(&row);
                    table.rows.insert(at, row);
                }
            }
            RowEdit::Remove { .. } | RowEdit::Insert { .. } => {}
        }
        self.relate_twins();
    }
}

impl Table {
    /// A row as the document has it now.
    fn read_row(&self, document: &Document, row: usize) -> Option<Row> {
        let value = document.find(&self.rows_at)?.element(row)?;
        let units = Units {
            table: self.unit,
            money: self.money,
            unknown: self.unknown_unit.clone(),
            declared: self.declares_unit,
        };
        let mut reader = RowReader::new(self.spec(), units, TableDoubts::default());
        Some(reader.row(&mut Remarks::new(document), row, value))
    }
}
