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
