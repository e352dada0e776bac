//! Why a text cannot be read.

use crate::model::Text;

/// A file that cannot be read as a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {kind}")]
pub struct ManuscriptError {
    /// The file's name.
    pub file: String,
    /// Why not.
    pub kind: ManuscriptErrorKind,
}

/// Why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ManuscriptErrorKind {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is no text of a kind that is known.
    #[error("not a text that can be read")]
    Unknown,
}

impl ManuscriptError {
    /// The reason in words.
    pub fn text(&self) -> Text {
        let zh = match &self.kind {
            ManuscriptErrorKind::Empty => "文件是空的",
            ManuscriptErrorKind::Unknown => "不是可以读取的文本",
        };
        Text::new(
            format!("{}：{zh}", self.file),
            format!("{}: {}", self.file, self.kind),
        )
    }
}
