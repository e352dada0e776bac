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
    /// It opens with a password only.
    #[error("the file has a password")]
    Password,
    /// Another kind of document: which one, in words.
    #[error("this is no text that can be read but {}", .0.en)]
    Other(Text),
    /// The file is damaged: the reader's reason.
    #[error("the file is damaged ({0})")]
    Damaged(String),
    /// A part of it would unpack to more than we are willing to hold.
    #[error("its part “{part}” unpacks to more than {limit} MiB and is not read")]
    TooLarge {
        /// The part's name.
        part: String,
        /// The bound in MiB.
        limit: u64,
    },
    /// It has more text than we are willing to hold.
    #[error("it has more than {limit} characters and is not read")]
    TooLong {
        /// The bound in characters.
        limit: usize,
    },
}

impl ManuscriptError {
    /// The reason in words.
    pub fn text(&self) -> Text {
        let zh = match &self.kind {
            ManuscriptErrorKind::Empty => "文件是空的",
            ManuscriptErrorKind::Unknown => "不是可以读取的文本",
            ManuscriptErrorKind::Password => "文件有打开密码",
            ManuscriptErrorKind::Other(what) => &format!("不是可以读取的文本，而是{}", what.zh),
            ManuscriptErrorKind::Damaged(why) => &format!("文件已损坏（{why}）"),
            ManuscriptErrorKind::TooLarge { part, limit } => {
                &format!("部件“{part}”解开后超过 {limit} MiB，不予读取")
            }
            ManuscriptErrorKind::TooLong { limit } => &format!("文字超过 {limit} 字，不予读取"),
        };
        Text::new(
            format!("{}：{zh}", self.file),
            format!("{}: {}", self.file, self.kind),
        )
    }
}
