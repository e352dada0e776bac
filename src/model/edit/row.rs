//! Rows put in, taken out and renamed.

use crate::document::{Document, Edit, Kind, Value, quote};
use crate::model::{Accounts, NotANumber, RowKindSpec, Side, Table, TableRef};

use super::{CellEditError, is_ambiguous, spelling};

/// A row put in or taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// A new name or code for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadEdit {
    /// The table.
    pub table: TableRef,
    /// Index of the row.
    pub row: usize,
    /// What is changed.
    pub head: Head,
    /// What is typed.
    pub text: String,
}

/// What a row is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// Its printed name.
    Name,
    /// Its classification code.
    Code,
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
    let coded = table.rows.iter().any(|row| !row.code.is_empty());
    let code = if coded { "\"code\": \"\", " } else { "" };
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

impl HeadEdit {
    /// The edit of the document.
    ///
    /// # Errors
    /// [`CellEditError`]: no such row, a key that stands twice, or a code that is not digits.
    pub fn edit(&self, document: &Document, accounts: &Accounts) -> Result<Edit, CellEditError> {
        let table = accounts.table(self.table).ok_or(CellEditError::NoCell)?;
        let at = table.rows_at.index(self.row);
        let row = document.find(&at).ok_or(CellEditError::NoCell)?;
        let text = self.text.trim();
        let key = match self.head {
            Head::Name => "name",
            Head::Code if text.bytes().all(|byte| byte.is_ascii_digit()) => "code",
            Head::Code => return Err(NotANumber::Words(text.to_owned()).into()),
        };
        let member = at.key(key);
        if is_ambiguous(document, &member) {
            return Err(CellEditError::Ambiguous);
        }
        let old = row.get(key);
        let json = spelling::words(text, old);
        match (row.kind(), old) {
            (Kind::Object, Some(_)) => Ok(Edit::Set { at: member, json }),
            (Kind::Object, None) => Ok(Edit::InsertMember {
                object: at,
                key: key.to_owned(),
                json,
            }),
            (Kind::String, _) => Ok(Edit::Set {
                at,
                json: match self.head {
                    Head::Name => json,
                    Head::Code => format!("{{\"code\": {json}, \"name\": {}}}", name(row)),
                },
            }),
            _ => Err(CellEditError::NoCell),
        }
    }
}

/// The name of a row that is nothing else.
fn name(row: Value<'_>) -> String {
    quote(&row.string().unwrap_or_default())
}
