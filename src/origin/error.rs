//! Why files are no accounts, in words, and what to do about it.

use std::path::{Path, PathBuf};

use crate::file::ReadError;
use crate::manuscript::ManuscriptError;
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
    /// A text that cannot be read.
    Manuscript {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: ManuscriptError,
    },
    /// A text in which nothing is stated about accounts.
    NoStatement {
        /// The files.
        paths: Vec<PathBuf>,
        /// What is the matter with them, where it can be seen.
        why: Option<Text>,
    },
    /// A text that lies beside the same one in another form, which was read.
    OtherForm {
        /// The file.
        path: PathBuf,
        /// The one that was read.
        taken: PathBuf,
    },
    /// A text beside a JSON that has claims of its own.
    HasText {
        /// The text.
        path: PathBuf,
        /// The JSON, which was read.
        json: PathBuf,
    },
    /// Several texts that were asked for as one set of accounts.
    TwoTexts(Vec<PathBuf>),
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
            Self::Manuscript { path, error } => {
                let file = path.display().to_string();
                ManuscriptError {
                    file,
                    ..error.clone()
                }
                .text()
            }
            Self::NoStatement {
                paths,
                why: Some(why),
            } => {
                let files = names(paths);
                Text::new(
                    format!("没有可以核对的文字，{}：{files}", why.zh),
                    format!("there is no text to be checked, {}: {files}", why.en),
                )
            }
            Self::NoStatement { paths, why: None } => {
                let files = names(paths);
                Text::new(
                    format!("没有认出任何关于决算的陈述：{files}"),
                    format!("no statement about accounts was recognised: {files}"),
                )
            }
            Self::OtherForm { path, taken } => {
                let taken = taken.file_name().unwrap_or_default().display();
                Text::new(
                    format!("与 {taken} 同名，只读了后者：{}", path.display()),
                    format!(
                        "of the same name as {taken}, which was read instead: {}",
                        path.display()
                    ),
                )
            }
            Self::HasText { path, json } => Text::new(
                format!(
                    "{} 已有文字陈述，没有再读入正文：{}",
                    json.display(),
                    path.display()
                ),
                format!(
                    "{} has claims of its own, the text was not added: {}",
                    json.display(),
                    path.display()
                ),
            ),
            Self::TwoTexts(paths) => {
                let files = names(paths);
                Text::new(
                    format!("一套决算只有一份正文，这里有几份：{files}"),
                    format!("a set of accounts has one text, here are several: {files}"),
                )
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
            Self::Manuscript { error, .. } => vec![error.hint()],
            Self::NoStatement { why: Some(_), .. } => vec![Text::new(
                "可以读取 .docx、.txt 和有文字层的 .pdf；扫描件请先做文字识别（OCR），或改用 Word 文档",
                "texts are .docx, .txt and .pdf with a text layer; recognise the text of scans (OCR) first, or open the Word document",
            )],
            Self::NoStatement { why: None, .. } => vec![Text::new(
                "正文按标题和句式识别，例如“收入总计 120.50 万元，比上年增加……”",
                "sentences are recognised by headings and wording, such as “收入总计 120.50 万元，比上年增加……”",
            )],
            Self::HasText { .. } => vec![Text::new(
                "要用正文重新核对，请同时给出工作簿，或删去 JSON 中的 narrative 和 claims",
                "to check it by the text, give the workbook instead, or take narrative and claims out of the JSON",
            )],
            Self::Apart(_) | Self::TwoTexts(_) => {
                vec![Text::new("请分别打开", "open them one by one")]
            }
            Self::Read(_) | Self::Format { .. } | Self::NoWorkbook(_) | Self::OtherForm { .. } => {
                Vec::new()
            }
        }
    }

    /// The files that were not opened.
    pub fn paths(&self) -> Vec<&Path> {
        match self {
            Self::Read(error) => vec![error.path()],
            Self::Format { path, .. }
            | Self::Workbook { path, .. }
            | Self::Manuscript { path, .. }
            | Self::OtherForm { path, .. }
            | Self::HasText { path, .. }
            | Self::NoWorkbook(path) => {
                vec![path]
            }
            Self::NoTable { paths, .. }
            | Self::Apart(paths)
            | Self::NoStatement { paths, .. }
            | Self::TwoTexts(paths) => paths.iter().map(PathBuf::as_path).collect(),
        }
    }

    /// Whether it is about a file of a folder that need not be accounts at all: a workbook without
    /// tables, a text that states nothing, or one that cannot be read and is not called accounts.
    pub fn is_stray(&self) -> bool {
        match self {
            Self::NoTable { .. } | Self::NoStatement { .. } | Self::OtherForm { .. } => true,
            Self::Manuscript { path, .. } => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                !name.contains("决算")
            }
            _ => false,
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
