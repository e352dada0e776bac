//! Workbooks for those who continue in Excel or WPS: the findings with links to the cells, and the
//! official tables of accounts that never were a workbook.
//!
//! The same content gives the same bytes: no date of the day, no order by chance. Changing the
//! workbook that the accounts came from is left to `workbook::patch`.

mod conclusion;
mod findings;
mod layout;
mod list;
mod style;
mod table;

pub use findings::findings_workbook;

use std::collections::BTreeSet;

use rust_xlsxwriter::XlsxError;

use crate::model::{Accounts, Edition, Lang, Table, TableGroup, Text};
use crate::workbook::{dated_workbook, sheet_name};

use layout::Layout;
use table::{Marks, TableSheet};

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookNotWritten {
    /// There is no table to write.
    #[error("there is no table")]
    NoTables,
    /// More than the format holds: rows, or the length of a text.
    #[error(transparent)]
    Format(#[from] XlsxError),
}

impl WorkbookNotWritten {
    /// The reason in words.
    pub fn text(&self) -> Text {
        match self {
            Self::NoTables => Text::new("没有可写的表", "there is no table to write"),
            Self::Format(error) => Text::new(
                format!("内容超出 .xlsx 的限制：{error}"),
                format!("more than .xlsx can hold: {error}"),
            ),
        }
    }
}

/// A new workbook with all official tables of the accounts, each on a sheet in the layout of the
/// forms: for accounts that never were a workbook, and for those whose rows have changed.
///
/// # Errors
/// [`WorkbookNotWritten`]: there is no table, or one is larger than a sheet.
pub fn tables_workbook(accounts: &Accounts, lang: Lang) -> Result<Vec<u8>, WorkbookNotWritten> {
    let sheets = sheets(accounts, &mut BTreeSet::new(), lang, &is_official);
    if sheets.is_empty() {
        return Err(WorkbookNotWritten::NoTables);
    }
    let mut book = dated_workbook()?;
    for sheet in &sheets {
        let worksheet = book.add_worksheet();
        table::write(worksheet, sheet, accounts, &Marks::new(), lang)?;
    }
    Ok(book.save_to_buffer()?)
}

fn is_official(table: &Table) -> bool {
    table.spec().group == TableGroup::Official
}

/// A sheet for each table that is wanted, in the order of the edition or the catalogue.
fn sheets<'a>(
    accounts: &'a Accounts,
    names: &mut BTreeSet<String>,
    lang: Lang,
    wanted: &dyn Fn(&Table) -> bool,
) -> Vec<TableSheet<'a>> {
    let order = |table: &Table| {
        let place = |edition: &Edition| {
            let mut tables = edition.tables();
            tables.position(|(id, _)| id == table.id.table)
        };
        let printed = accounts.edition.and_then(place);
        (table.id.period, printed.unwrap_or(usize::MAX))
    };
    let mut tables: Vec<&Table> = accounts
        .tables
        .iter()
        .filter(|table| wanted(table))
        .collect();
    tables.sort_by_key(|table| order(table));
    tables
        .into_iter()
        .map(|table| TableSheet {
            name: sheet_name(table::title(table).get(lang), names),
            layout: Layout::new(table),
        })
        .collect()
}
