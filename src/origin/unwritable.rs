//! Why edits cannot be written into the files that they belong to.

use std::path::{Path, PathBuf};

use crate::document::EditError;
use crate::export::RowsChanged;
use crate::manuscript::TextPatchError;
use crate::model::Text;
use crate::workbook::{FreshError, PatchError, WorkbookError};

use super::FileKind;

/// Why edits cannot be written into files.
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
        kind: FileKind,
    },
    /// The words of a text cannot be changed.
    Text {
        /// Its file.
        path: PathBuf,
        /// Why not.
        error: TextPatchError,
    },
    /// Cells of a table that stands in a text, which is not written there.
    TextTable(PathBuf),
    /// What the text added cannot be taken out of the accounts again.
    Json {
        /// Their file.
        path: PathBuf,
        /// Why not.
        error: EditError,
    },
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
            Self::Text { path, error } => at(path, &error.text()),
            Self::Json { path, error } => {
                let (zh, en) = error.message();
                at(path, &Text::new(zh, en))
            }
            Self::TextTable(path) => {
                let text = Text::new(
                    "正文里的表不能就地改写，未保存",
                    "tables that stand in a text are not changed in place, nothing was saved",
                );
                at(path, &text)
            }
            Self::Kind { path, kind } => {
                let kind = kind.name();
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
        let Self::Kind { path, kind } = self else {
            return vec![json];
        };
        let name = path.with_extension(kind.written_ending());
        let name = name.file_name().unwrap_or_default().to_string_lossy();
        let copy = match kind {
            FileKind::Text(_) => Text::new(
                format!("“另存为”改正后的文本，例如 {name}"),
                format!("Save As the corrected text, such as {name}"),
            ),
            FileKind::Workbook(_) | FileKind::Json => Text::new(
                format!("“另存为”新的工作簿，例如 {name}"),
                format!("Save As a new workbook, such as {name}"),
            ),
        };
        vec![copy, json]
    }
}

fn at(path: &Path, text: &Text) -> Text {
    let path = Text::same(path.display().to_string());
    Text::join([text, &path], "：", ": ")
}
