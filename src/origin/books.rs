//! The workbooks of one set of accounts: their bytes, and the same bytes with edited cells.

use std::path::PathBuf;
use std::sync::Arc;

use crate::file::{Stamp, Stamped};
use crate::model::{Accounts, Text};
use crate::workbook::{Workbook, WorkbookFormat};

use super::pending::{
    PatchError, RowsChanged, SheetChange, fresh, patch, read_workbook, workbook_changes,
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
    pub file: Stamped,
    /// What kind of workbook that is.
    pub format: WorkbookFormat,
    /// What the document calls it.
    name: String,
    /// The bytes as they were read; every save changes cells of these.
    bytes: Arc<[u8]>,
}

/// A workbook as it is to be written.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The bytes with the edited cells.
    pub bytes: Vec<u8>,
    /// The same without them.
    unedited: Arc<[u8]>,
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
    /// The workbook is of a kind that is read and never written.
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
            format: book.format,
            name: book.file.clone(),
            bytes: bytes.into(),
        }
    }

    fn patched(&self, changes: &[SheetChange]) -> Result<Vec<u8>, Unwritable> {
        if changes.is_empty() {
            return Ok(self.bytes.to_vec());
        }
        patch(&self.bytes, changes).map_err(|error| self.failed(error))
    }

    /// It as an `.xlsx`, which it may not be.
    fn copy(&self, changes: &[SheetChange]) -> Result<Copy, Unwritable> {
        if self.format == WorkbookFormat::Xlsx {
            return Ok(Copy {
                bytes: self.patched(changes)?,
                unedited: Arc::clone(&self.bytes),
            });
        }
        // It was read before, so it is read now.
        let book = read_workbook(&self.name, &self.bytes).map_err(|_| Unwritable::Kind {
            path: self.file.path.clone(),
            format: self.format,
        })?;
        let made =
            |changes: &[SheetChange]| fresh(&book, changes).map_err(|error| self.failed(error));
        Ok(Copy {
            bytes: made(changes)?,
            unedited: made(&[])?.into(),
        })
    }

    fn failed(&self, error: PatchError) -> Unwritable {
        Unwritable::Patch {
            path: self.file.path.clone(),
            error,
        }
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

    /// The bytes of the workbooks that are to be replaced, by their indices: those that hold an
    /// edited cell and do not have it on the disk yet.
    pub fn in_place(&self, now: &Accounts) -> Result<Vec<(usize, Vec<u8>)>, Unwritable> {
        let mut replaced = Vec::new();
        for (index, book) in self.books.iter().enumerate() {
            let changes = self.changes(book, now)?;
            if !changes.is_empty() && book.format != WorkbookFormat::Xlsx {
                return Err(Unwritable::Kind {
                    path: book.file.path.clone(),
                    format: book.format,
                });
            }
            let bytes = book.patched(&changes)?;
            if !Stamp::of(&bytes, None).same_content(&book.file.stamp) {
                replaced.push((index, bytes));
            }
        }
        Ok(replaced)
    }

    /// All workbooks as `.xlsx` files with the edited cells.
    pub fn copies(&self, now: &Accounts) -> Result<Vec<Copy>, Unwritable> {
        self.books
            .iter()
            .map(|book| book.copy(&self.changes(book, now)?))
            .collect()
    }

    fn changes(&self, book: &Book, now: &Accounts) -> Result<Vec<SheetChange>, Unwritable> {
        workbook_changes(&self.opened, now, &book.name).map_err(Unwritable::Rows)
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
    pub fn written(&mut self, index: usize, stamp: Stamp) {
        if let Some(book) = self.books.get_mut(index) {
            book.file.stamp = stamp;
        }
    }

    /// A workbook was written elsewhere and goes on there.
    pub fn moved(&mut self, index: usize, file: Stamped, copy: Copy) {
        if let Some(book) = self.books.get_mut(index) {
            book.file = file;
            book.format = WorkbookFormat::Xlsx;
            book.bytes = copy.unedited;
        }
    }
}

impl Unwritable {
    /// What cannot be done.
    pub fn text(&self) -> Text {
        match self {
            Self::Rows(rows) => rows.text(),
            Self::Patch { path, error } => {
                let path = Text::same(path.display().to_string());
                Text::join([&error.text(), &path], "：", ": ")
            }
            Self::Kind { path, format } => {
                let (path, kind) = (path.display(), format_name(*format));
                Text::new(
                    format!("{kind} 文件不能就地改写，未保存：{path}"),
                    format!("a {kind} file cannot be changed in place, nothing was saved: {path}"),
                )
            }
        }
    }

    /// What can be done instead.
    pub fn hints(&self) -> Vec<Text> {
        let json = Text::new(
            "“另存为” .json 可保存全部修改",
            "Save As .json keeps every edit",
        );
        match self {
            Self::Rows(_) | Self::Patch { .. } => vec![json],
            Self::Kind { path, .. } => {
                let name = super::proposed(path);
                let name = name.file_name().unwrap_or_default().to_string_lossy();
                vec![
                    Text::new(
                        format!("“另存为”新的工作簿，例如 {name}"),
                        format!("Save As a new workbook, such as {name}"),
                    ),
                    json,
                ]
            }
        }
    }
}

/// What a kind of workbook is called.
pub(super) fn format_name(format: WorkbookFormat) -> &'static str {
    match format {
        WorkbookFormat::Xlsx => ".xlsx",
        WorkbookFormat::Xls => ".xls",
        WorkbookFormat::Ods => ".ods",
        WorkbookFormat::Csv => ".csv",
    }
}
