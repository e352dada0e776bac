//! Rows put in and taken out.

use crate::document::Edit;
use crate::model::{Accounts, RowKindSpec, Side, Table, TableRef};

use super::CellEditError;

/// A row put in or taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowEdit {
    /// An empty row before row `at` (the number of rows appends).
    Insert {
        /// The table.
        table: TableRef,
        /// Index of the new row.
        at: usize,
    },
    /// Takes row `at` out.
    Remove {
        /// The table.
        table: TableRef,
        /// Index of the row.
        at: usize,
    },
}

impl RowEdit {
    /// The edit of the document.
    ///
    /// # Errors
    /// [`CellEditError::NoCell`] when the table or row is not there.
    pub fn edit(&self, accounts: &Accounts) -> Result<Edit, CellEditError> {
        let find = |table: &TableRef| accounts.table(*table).ok_or(CellEditError::NoCell);
        match self {
            Self::Insert { table, at } => {
                let table = find(table)?;
                if *at > table.rows.len() {
                    return Err(CellEditError::NoCell);
                }
                Ok(Edit::InsertElement {
                    array: table.rows_at.clone(),
                    index: *at,
                    json: empty_row(table, *at),
                })
            }
            Self::Remove { table, at } => {
                let table = find(table)?;
                if *at >= table.rows.len() {
                    return Err(CellEditError::NoCell);
                }
                Ok(Edit::RemoveElement {
                    array: table.rows_at.clone(),
                    index: *at,
                })
            }
        }
    }
}

/// A row with nothing in it but the members that its neighbours are known by.
fn empty_row(table: &Table, at: usize) -> String {
    let spec = table.spec();
    // Statements of the text have neither code nor name but a number.
    let head = if spec.column("id") == Some(0) {
        "id"
    } else {
        "name"
    };
    let code = if table.is_coded() {
        "\"code\": \"\", "
    } else {
        ""
    };
    let beside = table.rows.get(at.saturating_sub(1));
    let side = match beside.and_then(|row| row.side) {
        Some(Side::Income) if spec.row_kind == RowKindSpec::Halves => ", \"side\": \"income\"",
        Some(Side::Expenditure) if spec.row_kind == RowKindSpec::Halves => {
            ", \"side\": \"expenditure\""
        }
        _ => "",
    };
    format!("{{{code}\"{head}\": \"\"{side}}}")
}
