//! Where accounts come from and go back to: a JSON file, or the workbooks and the text of one
//! department.
//!
//! Files are told apart by their content. Those that belong together are one set of accounts; they
//! become a document, which is edited like any other, while the bytes of the files are kept and
//! written again with the edited cells and words. A JSON that a text was given to stays a file of
//! its own in the set. When to write, and what the user is told, is left to `session` and `cli`.

mod book;
mod error;
mod files;
mod json;
mod kind;
mod read;
mod target;
mod unwritable;

pub use error::OpenError;
pub use files::{File, Files, Now, Part};
pub use kind::{Ending, FileKind};
pub use read::{Opened, opened_document, read, read_as_one};
pub use target::{another_ending, beside, is_written_as, proposed, refused_name};
pub use unwritable::Unwritable;

use std::path::Path;

use crate::file::Stamped;

/// Where a document came from and goes back to.
#[derive(Clone, Debug)]
pub enum Origin {
    /// No file: the sample, or edits whose files are others now.
    Nowhere,
    /// A file that holds the document itself.
    Json(Stamped),
    /// Files that the document was read out of.
    Files(Files),
}

impl Origin {
    /// The file, the first one of several.
    pub fn path(&self) -> Option<&Path> {
        self.files().next().map(|file| file.path.as_path())
    }

    /// The files as they were read or written last.
    pub fn files(&self) -> impl Iterator<Item = &Stamped> {
        let (json, set) = match self {
            Self::Nowhere => (None, None),
            Self::Json(file) => (Some(file), None),
            Self::Files(files) => (None, Some(files)),
        };
        json.into_iter()
            .chain(set.into_iter().flat_map(Files::stamped))
    }

    /// The files of the set, if it is one.
    pub fn set(&self) -> Option<&Files> {
        match self {
            Self::Files(files) => Some(files),
            Self::Nowhere | Self::Json(_) => None,
        }
    }
}
