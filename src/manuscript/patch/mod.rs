//! A text with some words changed in its own file: everything else stays byte for byte.
//!
//! What was written is read again before it is handed out: either it reads as the text with these
//! changes, or there is an error. What to change is left to `export`.

mod error;
mod plan;

pub use error::{Made, TextPatchError};
pub use plan::changed_text;

use super::read::{Sniffed, sniff};
use super::{TextChange, docx, read, txt};

/// The bytes of a `.txt` or `.docx` in which these words of its text alone are changed; no changes
/// give the same bytes. Places are those of the text that [`read`](fn@read) gives.
///
/// Plain text keeps its encoding, its mark and its ends of lines. In a `.docx` the words are
/// exchanged inside the runs where they stand: the first run of a change gets the new ones with its
/// format, the others lose the old ones, and all other parts are copied as they are compressed.
///
/// # Errors
/// [`TextPatchError`]; nothing is changed by halves.
pub fn patch(bytes: &[u8], changes: &[TextChange]) -> Result<Vec<u8>, TextPatchError> {
    let kind = sniff(bytes);
    if kind == Sniffed::Pdf {
        return Err(TextPatchError::Pdf);
    }
    let text = text_of(bytes)?;
    let changes = plan::ordered(&text, changes)?;
    if changes.is_empty() {
        return Ok(bytes.to_vec());
    }
    let patched = match kind {
        Sniffed::Docx => docx::patch(bytes, &text, &changes)?,
        _ => txt::patch(bytes, &changes)?,
    };
    let expected = plan::applied(&text, &changes);
    let found = text_of(&patched)?;
    if found == expected {
        return Ok(patched);
    }
    let same = found.lines().zip(expected.lines());
    let line = same.take_while(|(found, expected)| found == expected);
    Err(TextPatchError::Differs {
        line: line.count() + 1,
    })
}

fn text_of(bytes: &[u8]) -> Result<String, TextPatchError> {
    read("", bytes)
        .map(|read| read.text)
        .map_err(|error| TextPatchError::Unreadable(error.kind))
}
