//! Whether a document is accounts at all, and of a version that this program knows.

use crate::document::{Document, Kind, Position};

use crate::model::Text;

/// The format that this program reads and writes.
pub const FORMAT: &str = "gouji-accounts/1";

/// Why a document is not accounts at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// The top level is not an object.
    #[error("the file is not an object but a {}, line {}, column {}", type_name(*found), at.line, at.column)]
    NotAnObject {
        /// What it is.
        found: Kind,
        /// Where.
        at: Position,
    },
    /// No `format` member.
    #[error("the file has no member \"format\": \"{FORMAT}\"")]
    NoFormat,
    /// A format or version that is not known.
    #[error("unknown format {found}, line {}, column {}", at.line, at.column)]
    UnknownFormat {
        /// As written.
        found: String,
        /// Where.
        at: Position,
    },
}

impl FormatError {
    /// The error in words.
    pub fn text(&self) -> Text {
        match self {
            Self::NotAnObject { found, at } => Text::new(
                format!(
                    "不是决算文件：最外层应为对象，实为{}（第 {} 行第 {} 列）",
                    type_name_zh(*found),
                    at.line,
                    at.column
                ),
                self.to_string(),
            ),
            Self::NoFormat => Text::new(
                format!("不是决算文件：缺少 \"format\": \"{FORMAT}\""),
                self.to_string(),
            ),
            Self::UnknownFormat { found, at } => Text::new(
                format!(
                    "不认识的格式或版本 {found}（第 {} 行第 {} 列），本程序读取 {FORMAT}",
                    at.line, at.column
                ),
                format!("{self}; this program reads {FORMAT}"),
            ),
        }
    }
}

/// Whether the document may be read as accounts.
pub(super) fn check(document: &Document) -> Result<(), FormatError> {
    let root = document.root();
    if root.kind() != Kind::Object {
        return Err(FormatError::NotAnObject {
            found: root.kind(),
            at: root.position(),
        });
    }
    let format = root.get("format").ok_or(FormatError::NoFormat)?;
    if format.string().as_deref() != Some(FORMAT) || root.occurrences("format") > 1 {
        return Err(FormatError::UnknownFormat {
            found: format.raw().chars().take(60).collect(),
            at: format.position(),
        });
    }
    Ok(())
}

/// The JSON type in words.
pub(super) fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Bool => "true/false",
        Kind::Number => "number",
        Kind::String => "text",
        Kind::Array => "list",
        Kind::Object => "object",
    }
}

/// The same in Chinese.
fn type_name_zh(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "空值",
        Kind::Bool => "真假值",
        Kind::Number => "数字",
        Kind::String => "文字",
        Kind::Array => "列表",
        Kind::Object => "对象",
    }
}
