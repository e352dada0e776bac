//! Why the zip of a document cannot be read or written.

/// What is wrong with a zip or with a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PackageError {
    /// It opens with a password only.
    Password,
    /// The zip or the markup of a part is damaged: the reader's reason.
    Broken(String),
    /// A part would unpack to more than we are willing to hold.
    TooLarge {
        /// The part's name.
        part: String,
        /// The bound in MiB.
        limit: u64,
    },
    /// A part that must be there is not.
    Missing(String),
    /// A part is not what it should be.
    BadPart {
        /// The part's name.
        part: String,
        /// The reader's reason.
        why: String,
    },
    /// A part defines entities, which no program that writes documents does.
    Entities(String),
}
