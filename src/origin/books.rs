//! The workbooks of one set of accounts: their bytes, and the same bytes with edited cells.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::export::{RowsChanged, workbook_changes};
use crate::file::{Stamp, Stamped};
use crate::model::{Accounts, Text};
use crate::workbook::{
    self, FreshError, NewValue, PatchError, SheetChange, Workbook, WorkbookError, WorkbookFormat,
};

/// The workbooks that one set of accounts was read out of.
#[derive(Clone, Debug)]
pub struct Books {
    books: Vec<Book>,
    /// What they said when their bytes were read; edits are what differs from it.
    opened: Arc<Accounts>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Book {
    /// The file as it was read or written last.
    file: Stamped,
    /// What the document calls it.
    name: String,
    /// The bytes as they were read; every save changes cells of these.
    bytes: Arc<[u8]>,
    /// What kind of workbook they are.
    format: WorkbookFormat,
    /// Whether the file is an `.xlsx` that was written anew from bytes of another kind.
    anew: bool,
}

/// Why edits cannot be written into workbooks.
#[derive(Debug)]
pub enum Unwritable {
    /// Rows came or went, so that cells have no place of their own.
    Rows(RowsChanged),
    /// The workbook does not allow it.
    Patch {
        /// Its file.
        path: PathBuf,
        /// Why not.
        error: PatchError,
    },
    /// It cannot be written anew.
    Fresh {
        /// Its file.
        path: PathBuf,
        /// Why not.
        error: FreshError,
    },
    /// It cannot be read again to be written anew.
    Read {
        /// Its file.
        path: PathBuf,
        /// Why not.
        error: WorkbookError,
    },
    /// A cell's number format shows the number that was written as another.
    Shown {
        /// The file.
        path: PathBuf,
        /// The cell.
        cell: String,
        /// What it would print.
        shown: String,
    },
    /// It is of a kind that is read and never written.
    Kind {
        /// Its file.
        path: PathBuf,
        /// Which kind.
        format: WorkbookFormat,
    },
}

impl Book {
    /// A workbook that was read, under a name that no other one of the set has.
    pub(super) fn new(file: Stamped, book: &Workbook, bytes: Vec<u8>) -> Self {
        Self {
            file,
            name: book.file.clone(),
            bytes: bytes.into(),
            format: book.format,
            anew: false,
        }
    }

    /// The file as it was read or written last.
    pub fn file(&self) -> &Stamped {
        &self.file
    }

    /// What kind of workbook the file is.
    pub fn format(&self) -> WorkbookFormat {
        if self.anew {
            WorkbookFormat::Xlsx
        } else {
            self.format
        }
    }

    /// The ending under which it is written: that of a template or of a workbook with macros, for
    /// Excel opens it under no other.
    pub fn ending(&self) -> &str {
        let own = self.file.path.extension().and_then(|own| own.to_str());
        let special = |own: &&str| {
            ["xlsm", "xltx"]
                .iter()
                .any(|known| own.eq_ignore_ascii_case(known))
        };
        let is_patched = self.format == WorkbookFormat::Xlsx;
        own.filter(|own| is_patched && special(own))
            .unwrap_or("xlsx")
    }

    /// The bytes with cells changed, as an `.xlsx` whatever it is.
    fn written(&self, changes: &[SheetChange]) -> Result<Vec<u8>, Unwritable> {
        let path = || self.file.path.clone();
        if self.format == WorkbookFormat::Xlsx {
            let patched = workbook::patch(&self.bytes, changes);
            let bytes = patched.map_err(|error| Unwritable::Patch {
                path: path(),
                error,
            })?;
            self.look_at(&bytes, changes)?;
            return Ok(bytes);
        }
        let read = workbook::read(&self.name, &self.bytes);
        let book = read.map_err(|error| Unwritable::Read {
            path: path(),
            error,
        })?;
        workbook::fresh(&book, changes).map_err(|error| Unwritable::Fresh {
            path: path(),
            error,
        })
    }
}

impl Book {
    /// Reads what was changed again: a number that its cell shows as another, as a date say, must
    /// not be taken for written.
    fn look_at(&self, bytes: &[u8], changes: &[SheetChange]) -> Result<(), Unwritable> {
        if changes.is_empty() {
            return Ok(());
        }
        let path = || self.file.path.clone();
        let read = workbook::read(&self.name, bytes);
        let book = read.map_err(|error| Unwritable::Read {
            path: path(),
            error,
        })?;
        for SheetChange { sheet, at, value } in changes {
            let found = book.sheets.iter().find(|found| found.name == *sheet);
            let cell = found.and_then(|sheet| sheet.cell(*at));
            let shown = cell.map_or("", |cell| cell.content.text());
            if !is_shown(value, shown) {
                return Err(Unwritable::Shown {
                    path: path(),
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

impl Books {
    pub(super) fn new(books: Vec<Book>, opened: Arc<Accounts>) -> Self {
        Self { books, opened }
    }

    /// The workbooks, in the order in which they were named.
    pub fn books(&self) -> &[Book] {
        &self.books
    }

    /// The files as they were read or written last.
    pub fn files(&self) -> impl Iterator<Item = &Stamped> {
        self.books.iter().map(|book| &book.file)
    }

    /// What is to be known of copies that are written anew, without the styles of the original.
    pub fn written_anew(&self) -> Option<Text> {
        let mut books = self.books.iter();
        let is_any = books.any(|book| book.format != WorkbookFormat::Xlsx);
        is_any.then(workbook::fresh_note)
    }

    /// The bytes of the workbooks that are to be replaced, by their indices: those that hold an
    /// edited cell and do not have it on the disk yet.
    ///
    /// # Errors
    /// When an edit cannot be written in place; then nothing is to be written.
    pub fn in_place(&self, now: &Accounts) -> Result<Vec<(usize, Vec<u8>)>, Unwritable> {
        let mut replaced = Vec::new();
        for (index, book) in self.books.iter().enumerate() {
            let changes = self.changes(book, now)?;
            if book.format() != WorkbookFormat::Xlsx {
                if changes.is_empty() {
                    continue;
                }
                return Err(Unwritable::Kind {
                    path: book.file.path.clone(),
                    format: book.format,
                });
            }
            let bytes = book.written(&changes)?;
            if !Stamp::of(&bytes, None).same_content(&book.file.stamp) {
                replaced.push((index, bytes));
            }
        }
        Ok(replaced)
    }

    /// The bytes of all workbooks as `.xlsx` files with the edited cells.
    ///
    /// # Errors
    /// When an edit cannot be written into them.
    pub fn copies(&self, now: &Accounts) -> Result<Vec<Vec<u8>>, Unwritable> {
        let books = self.books.iter();
        books
            .map(|book| book.written(&self.changes(book, now)?))
            .collect()
    }

    fn changes(&self, book: &Book, now: &Accounts) -> Result<Vec<SheetChange>, Unwritable> {
        workbook_changes(&self.opened, now, Some(&book.name)).map_err(Unwritable::Rows)
    }

    /// Which formulas the edits replace by numbers: whoever writes them says so.
    ///
    /// # Errors
    /// As for [`in_place`](Self::in_place).
    pub fn formulas_replaced(&self, now: &Accounts) -> Result<Option<Text>, Unwritable> {
        let mut cells: Vec<String> = Vec::new();
        for book in &self.books {
            let changes = self.changes(book, now)?;
            if changes.is_empty() {
                continue;
            }
            let read = workbook::read(&book.name, &book.bytes);
            let read = read.map_err(|error| Unwritable::Read {
                path: book.file.path.clone(),
                error,
            })?;
            for SheetChange { sheet, at, .. } in &changes {
                let found = read.sheets.iter().find(|found| found.name == *sheet);
                let mut of_sheet = found.into_iter().flat_map(|found| &found.cells);
                if of_sheet.any(|cell| cell.at == *at && cell.formula) {
                    cells.push(format!("{sheet}!{at}"));
                }
            }
        }
        let (count, list) = (cells.len(), cells.join("、"));
        Ok((count > 0).then(|| {
            Text::new(
                format!("{count} 个单元格原为公式，已由数字替代：{list}"),
                format!(
                    "formulas were replaced by numbers in {count} cells: {}",
                    cells.join(", ")
                ),
            )
        }))
    }

    /// What of the edits no workbook can hold, whether its cells can be written or not.
    pub fn left_out(&self, now: &Accounts) -> Option<Text> {
        (self.opened.explanations != now.explanations).then(|| {
            Text::new(
                "审核说明不能存入工作簿，只能存入 JSON",
                "explanations cannot be stored in a workbook, only in JSON",
            )
        })
    }

    /// A workbook was written where it lies.
    pub fn replaced(&mut self, index: usize, stamp: Stamp) {
        if let Some(book) = self.books.get_mut(index) {
            book.file.stamp = stamp;
        }
    }

    /// A workbook was written elsewhere, as one of its [`copies`](Self::copies), and goes on there.
    pub fn moved(&mut self, index: usize, file: Stamped) {
        if let Some(book) = self.books.get_mut(index) {
            book.file = file;
            book.anew = book.format != WorkbookFormat::Xlsx;
        }
    }
}

impl Unwritable {
    /// What cannot be done.
    pub fn text(&self) -> Text {
        match self {
            Self::Rows(rows) => rows.text(),
            Self::Patch { path, error } => at(path, &error.text()),
            Self::Fresh { path, error } => at(path, &error.text()),
            Self::Read { error, .. } => error.text(),
            Self::Shown { path, cell, shown } => {
                let text = Text::new(
                    format!("{cell} 的数字格式会把写入的数显示成“{shown}”，未写出"),
                    format!(
                        "the number format of {cell} would show the number as “{shown}”, nothing was written"
                    ),
                );
                at(path, &text)
            }
            Self::Kind { path, format } => {
                let kind = format_name(*format);
                let text = Text::new(
                    format!("{kind} 文件不能就地改写，未保存"),
                    format!("a file of {kind} cannot be changed in place, nothing was saved"),
                );
                at(path, &text)
            }
        }
    }

    /// What can be done instead.
    pub fn hints(&self) -> Vec<Text> {
        let json = Text::new(
            "“另存为” .json 可保存全部修改",
            "Save As .json keeps every edit",
        );
        if let Self::Shown { .. } = self {
            let format = Text::new(
                "请先在 Excel 或 WPS 中把该单元格改成数值格式",
                "give the cell a format of numbers in Excel or WPS first",
            );
            return vec![format, json];
        }
        let Self::Kind { path, .. } = self else {
            return vec![json];
        };
        let name = path.with_extension("xlsx");
        let name = name.file_name().unwrap_or_default().to_string_lossy();
        let book = Text::new(
            format!("“另存为”新的工作簿，例如 {name}"),
            format!("Save As a new workbook, such as {name}"),
        );
        vec![book, json]
    }
}

fn at(path: &Path, text: &Text) -> Text {
    let path = Text::same(path.display().to_string());
    Text::join([text, &path], "：", ": ")
}

/// What a kind of workbook is called.
fn format_name(format: WorkbookFormat) -> &'static str {
    match format {
        WorkbookFormat::Xlsx => ".xlsx",
        WorkbookFormat::Xls => ".xls",
        WorkbookFormat::Ods => ".ods",
        WorkbookFormat::Csv => ".csv",
        WorkbookFormat::Html => "HTML",
        WorkbookFormat::Xml2003 => "XML 2003",
    }
}
