//! Where accounts come from and go back to: a JSON file, or the workbooks of one department.
//!
//! Files are told apart by their content. Workbooks that belong together are one set of accounts;
//! they become a document, which is edited like any other, while the bytes of the workbooks are
//! kept and written again with the edited cells. When to write, and what the user is told, is left
//! to `session` and `cli`.

mod books;
mod error;
mod kind;
mod read;
mod target;

pub use books::{Book, Books, Unwritable};
pub use error::OpenError;
pub use kind::Ending;
pub use read::{Opened, opened_document, read, read_as_one};
pub use target::{another_ending, beside, is_written_as, proposed, refused_name};

use std::path::Path;

use crate::file::Stamped;

/// Where a document came from and goes back to.
#[derive(Clone, Debug)]
pub enum Origin {
    /// No file: the sample, or edits whose workbooks are others now.
    Nowhere,
    /// A file that holds the document itself.
    Json(Stamped),
    /// Workbooks that the document was read out of.
    Workbooks(Books),
}

impl Origin {
    /// The file, the first one of several.
    pub fn path(&self) -> Option<&Path> {
        self.files().next().map(|file| file.path.as_path())
    }

    /// The files as they were read or written last.
    pub fn files(&self) -> impl Iterator<Item = &Stamped> {
        let (json, books) = match self {
            Self::Nowhere => (None, None),
            Self::Json(file) => (Some(file), None),
            Self::Workbooks(books) => (None, Some(books)),
        };
        json.into_iter()
            .chain(books.into_iter().flat_map(Books::files))
    }

    /// The workbooks, if it is any.
    pub fn books(&self) -> Option<&Books> {
        match self {
            Self::Workbooks(books) => Some(books),
            Self::Nowhere | Self::Json(_) => None,
        }
    }
}
