//! A text as written: lines on pages, and the same bytes with some words changed.
//!
//! `.txt`, `.docx` and the text layer of a `.pdf` come out as one shape ([`Manuscript`]). What the
//! sentences mean is left to `narrative`, the disk to `file`.

mod change;
mod error;
mod pdf;
mod written;

pub use change::TextChange;
pub use error::{ManuscriptError, ManuscriptErrorKind};
pub use written::{Manuscript, ManuscriptFormat, TableArea, Unread};
