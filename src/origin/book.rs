//! One workbook of a set of accounts: its bytes, and the same bytes with edited cells.

use std::path::Path;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::workbook::{self, NewValue, SheetChange, Workbook, WorkbookFormat};

use super::Unwritable;

/// A workbook as it was read.
#[derive(Clone, Debug)]
pub(super) struct Book {
    /// What the document calls it; the sheet of a CSV is called so too.
    name: String,
    /// The bytes as they were read; every save changes cells of these.
    bytes: Arc<[u8]>,
    /// What kind of workbook they are.
    format: WorkbookFormat,
    /// Whether the file is an `.xlsx` that was written anew from bytes of another kind.
    anew: bool,
}

impl Book {
    /// A workbook that was read.
    pub(super) fn new(book: &Workbook, bytes: Vec<u8>) -> Self {
        Self {
            name: book.file.clone(),
            bytes: bytes.into(),
            format: book.format,
            anew: false,
        }
    }

    /// What kind of workbook the file is.
    pub(super) fn format(&self) -> WorkbookFormat {
        if self.anew {
            WorkbookFormat::Xlsx
        } else {
            self.format
        }
    }

    /// Whether a copy lacks the styles of the original.
    pub(super) fn is_written_anew(&self) -> bool {
        self.format != WorkbookFormat::Xlsx
    }

    /// It was written elsewhere, as one of its copies.
    pub(super) fn moved(&mut self) {
        self.anew = self.is_written_anew();
    }

    /// The ending under which it is written: that of a template or of a workbook with macros, for
    /// Excel opens it under no other.
    pub(super) fn ending<'a>(&self, path: &'a Path) -> &'a str {
        let own = path.extension().and_then(|own| own.to_str());
        let special = |own: &&str| {
            ["xlsm", "xltx"]
                .iter()
                .any(|known| own.eq_ignore_ascii_case(known))
        };
        own.filter(|own| !self.is_written_anew() && special(own))
            .unwrap_or("xlsx")
    }

    /// The bytes with cells changed, as an `.xlsx` whatever it is.
    pub(super) fn written(
        &self,
        path: &Path,
        changes: &[SheetChange],
    ) -> Result<Vec<u8>, Unwritable> {
        if self.format == WorkbookFormat::Xlsx {
            let patched = workbook::patch(&self.bytes, changes);
            let bytes = patched.map_err(|error| Unwritable::Patch {
                path: path.to_path_buf(),
                error,
            })?;
            self.look_at(path, &bytes, changes)?;
            return Ok(bytes);
        }
        let book = self.read(path)?;
        workbook::fresh(&book, changes).map_err(|error| Unwritable::Fresh {
            path: path.to_path_buf(),
            error,
        })
    }

    /// The cells among the changed ones that held formulas.
    pub(super) fn formulas(
        &self,
        path: &Path,
        changes: &[SheetChange],
    ) -> Result<Vec<String>, Unwritable> {
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        let book = self.read(path)?;
        let is_formula = |SheetChange { sheet, at, .. }: &&SheetChange| {
            let found = book.sheets.iter().find(|found| found.name == *sheet);
            let mut cells = found.into_iter().flat_map(|found| &found.cells);
            cells.any(|cell| cell.at == *at && cell.formula)
        };
        let cells = changes.iter().filter(is_formula);
        Ok(cells
            .map(|change| format!("{}!{}", change.sheet, change.at))
            .collect())
    }

    fn read(&self, path: &Path) -> Result<Workbook, Unwritable> {
        self.read_again(path, &self.bytes)
    }

    fn read_again(&self, path: &Path, bytes: &[u8]) -> Result<Workbook, Unwritable> {
        workbook::read(&self.name, bytes).map_err(|error| Unwritable::Read {
            path: path.to_path_buf(),
            error,
        })
    }

    /// Reads what was changed again: a number that its cell shows as another, as a date say, must
    /// not be taken for written.
    fn look_at(
        &self,
        path: &Path,
        bytes: &[u8],
        changes: &[SheetChange],
    ) -> Result<(), Unwritable> {
        if changes.is_empty() {
            return Ok(());
        }
        let book = self.read_again(path, bytes)?;
        for SheetChange { sheet, at, value } in changes {
            let found = book.sheets.iter().find(|found| found.name == *sheet);
            let cell = found.and_then(|sheet| sheet.cell(*at));
            let shown = cell.map_or("", |cell| cell.content.text());
            if !is_shown(value, shown) {
                return Err(Unwritable::Shown {
                    path: path.to_path_buf(),
                    cell: format!("{sheet}!{at}"),
                    shown: shown.to_owned(),
                });
            }
        }
        Ok(())
    }
}

/// Whether a cell that prints `shown` says what was written. Only of numbers a format makes others.
fn is_shown(value: &NewValue, shown: &str) -> bool {
    let number = |digits: &str| digits.parse::<Decimal>().ok();
    // Many formats show zero as a dash.
    let is_zero = |digits: &str| {
        number(digits).is_some_and(|zero| zero.is_zero())
            && !shown.contains(|c: char| c.is_ascii_digit() && c != '0')
    };
    match value {
        NewValue::Number(digits) => number(digits) == number(shown) || is_zero(digits),
        NewValue::Percent(digits) => {
            number(digits) == number(shown.trim_end_matches('%')) || is_zero(digits)
        }
        _ => true,
    }
}
