//! A text as written: lines on pages, and the same bytes with some words changed.
//!
//! `.txt`, `.docx` and the text layer of a `.pdf` come out as one shape ([`Manuscript`]). What the
//! sentences mean is left to `narrative`, the disk to `file`.

mod change;
mod docx;
mod error;
mod patch;
mod pdf;
mod read;
mod txt;
mod written;

pub use change::TextChange;
pub use error::{ManuscriptError, ManuscriptErrorKind};
pub use patch::{Made, TextPatchError, changed_text, patch};
pub use read::{Sniffed, is_text_name, read, sniff};
pub use written::{Manuscript, ManuscriptFormat, TableArea, Unread};

/// The most characters of a text: a hundred times the longest accounts.
const MOST_CHARACTERS: usize = 20_000_000;
