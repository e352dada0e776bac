//! Why bytes are not a document, and where.

use super::source::place;
use thiserror::Error;

/// How deeply arrays and objects may nest. Accounts need six levels; the bound keeps hostile input harmless.
pub const MAX_DEPTH: usize = 128;

/// 1-based line and column; the column counts characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1; lines end with a line feed.
    pub line: usize,
    /// The character on that line, from 1.
    pub column: usize,
}

/// The bytes are no JSON document in an encoding that we know.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{kind} at line {}, column {}", position.line, position.column)]
pub struct ParseError {
    /// What is wrong.
    pub kind: ParseErrorKind,
    /// Where, for a person.
    pub position: Position,
    /// Where, in bytes of the decoded text, or of the file if it could not be decoded.
    pub offset: usize,
}

/// What is wrong with bytes that are no document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ParseErrorKind {
    /// There is nothing but white space.
    #[error("there is no value")]
    Empty,
    /// The text stops in the middle: most often a file that was cut off.
    #[error("the text ends too early")]
    UnexpectedEnd,
    /// A character that cannot stand here.
    #[error("unexpected character {0:?}")]
    UnexpectedCharacter(char),
    /// A number that JSON does not know, such as `01`, `1.` or `+1`.
    #[error("malformed number")]
    InvalidNumber,
    /// A backslash in a string that starts no escape of JSON.
    #[error("malformed escape")]
    InvalidEscape,
    /// A control character inside a string, such as a line end: the closing quote may be missing.
    #[error("control character inside a string")]
    ControlCharacter,
    /// More nested arrays and objects than [`MAX_DEPTH`].
    #[error("nested deeper than {0} levels")]
    TooDeep(usize),
    /// Something follows the value.
    #[error("something follows the value")]
    TrailingCharacters,
    /// More text than 32-bit offsets reach.
    #[error("longer than 4 GiB of text")]
    TooLong,
    /// Bytes that are neither UTF-8 nor UTF-16 with a mark nor GB18030.
    #[error("bytes in no known encoding")]
    Undecodable,
}

impl ParseError {
    pub(super) fn at(kind: ParseErrorKind, text: &str, offset: usize) -> Self {
        Self {
            kind,
            position: place(text, offset),
            offset,
        }
    }
}

impl ParseError {
    /// The error in Chinese and in English, with its place.
    pub fn message(&self) -> (String, String) {
        let Position { line, column } = self.position;
        (
            format!("第 {line} 行第 {column} 列：{}", self.kind.chinese()),
            self.to_string(),
        )
    }
}

impl ParseErrorKind {
    pub(super) fn chinese(self) -> String {
        match self {
            Self::Empty => "没有内容".into(),
            Self::UnexpectedEnd => "内容不完整，文件可能被截断".into(),
            Self::UnexpectedCharacter(c) => format!("此处不应出现字符 {c:?}"),
            Self::InvalidNumber => "数字写法不合 JSON 规定".into(),
            Self::InvalidEscape => "反斜杠后的转义写法不合 JSON 规定".into(),
            Self::ControlCharacter => "字符串中有控制字符，可能缺少右引号".into(),
            Self::TooDeep(limit) => format!("嵌套超过 {limit} 层"),
            Self::TrailingCharacters => "内容结束后还有多余的字符".into(),
            Self::TooLong => "文本超过 4 GiB".into(),
            Self::Undecodable => "无法识别的编码".into(),
        }
    }
}
