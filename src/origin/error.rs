//! Why files are no accounts, in words, and what to do about it.

use std::path::{Path, PathBuf};

use crate::file::ReadError;
use crate::model::{FormatError, Text};
use crate::workbook::WorkbookError;

/// Why files were not opened as accounts.
#[derive(Debug)]
pub enum OpenError {
    /// They could not be read, or are no JSON.
    Read(ReadError),
    /// JSON, and no accounts.
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: FormatError,
    },
    /// A workbook that cannot be read.
    Workbook {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: WorkbookError,
    },
    /// Workbooks without any table of final accounts.
    NoTable {
        /// The files.
        paths: Vec<PathBuf>,
        /// The names of their sheets.
        sheets: Vec<String>,
    },
    /// Workbooks that were asked for as one set of accounts and are not.
    Apart(Vec<PathBuf>),
    /// Something else, where a workbook was asked for.
    NoWorkbook(PathBuf),
}

impl OpenError {
    /// What happened, the place last.
    pub fn text(&self) -> Text {
        match self {
            Self::Read(error) => {
                let (zh, en) = error.message();
                Text::new(zh, en)
            }
            Self::Format { path, error } => at(&error.text(), path),
            Self::Workbook { path, error } => {
                let file = path.display().to_string();
                WorkbookError {
                    file,
                    ..error.clone()
                }
                .text()
            }
            Self::NoTable { paths, .. } => {
                let files = names(paths);
                Text::new(
                    format!("没有认出任何决算表：{files}"),
                    format!("no table of final accounts was recognised: {files}"),
                )
            }
            Self::Apart(paths) => {
                let files = names(paths);
                Text::new(
                    format!("不是同一部门同一年度的决算表：{files}"),
                    format!("not of one department and year: {files}"),
                )
            }
            Self::NoWorkbook(path) => Text::new(
                format!("不是工作簿：{}", path.display()),
                format!("this is no workbook: {}", path.display()),
            ),
        }
    }

    /// What can be done.
    pub fn hints(&self) -> Vec<Text> {
        match self {
            Self::Workbook { error, .. } => vec![error.hint()],
            Self::NoTable { sheets, .. } => vec![
                Text::new(
                    format!("其中的工作表：{}", sheets.join("、")),
                    format!("its sheets: {}", sheets.join(", ")),
                ),
                Text::new(
                    "表按标题和表头识别，例如标题“收入决算表”",
                    "tables are recognised by title and head, such as “收入决算表”",
                ),
            ],
            Self::Apart(_) => vec![Text::new("请分别打开", "open them one by one")],
            Self::Read(_) | Self::Format { .. } | Self::NoWorkbook(_) => Vec::new(),
        }
    }

    /// The files that were not opened.
    pub fn paths(&self) -> Vec<&Path> {
        match self {
            Self::Read(error) => vec![error.path()],
            Self::Format { path, .. } | Self::Workbook { path, .. } | Self::NoWorkbook(path) => {
                vec![path]
            }
            Self::NoTable { paths, .. } | Self::Apart(paths) => {
                paths.iter().map(PathBuf::as_path).collect()
            }
        }
    }
}

impl From<ReadError> for OpenError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

fn at(text: &Text, path: &Path) -> Text {
    let path = Text::same(path.display().to_string());
    Text::join([text, &path], "：", ": ")
}

fn names(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    names.join(", ")
}
