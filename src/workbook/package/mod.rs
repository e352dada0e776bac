//! The zip of an `.xlsx`, `.ods` or `.docx`: its parts unpacked within bounds, how they name each
//! other, where the tags of a part stand, and the same zip with some parts replaced.
//!
//! What the parts say is left to the readers of each format, here and in `manuscript`.

mod error;
mod name;
mod rewrite;
mod tag;
mod unpack;
mod walk;

pub(crate) use error::PackageError;
pub(crate) use name::{relationships_path, resolved};
pub(crate) use rewrite::{Relationship, Rewrite, relationships, removable};
pub(crate) use tag::{Tag, unescaped};
pub(crate) use unpack::{Bounds, Contents, Package};
pub(crate) use walk::{Node, Splice, Step, StepKind, elements, nodes, spliced, steps};
