//! The accounts file as written: JSON kept byte for byte.
//!
//! A [`Document`] is the original text plus a flat index of spans. Nothing is ever printed again:
//! an [`Edit`] splices text at a span and returns its inverse. This layer knows JSON and
//! encodings; what the values mean is `model`'s business, where they lie on disk is `file`'s.
//!
//! Laws: `parse(bytes).bytes() == bytes`; an edit and its inverse give the same bytes again.

mod edit;
mod encoding;
mod index;
mod pointer;
mod value;

pub use edit::{Change, Edit, EditError, Splice};
pub use encoding::{Encoding, LineEnding};
pub use index::{MAX_DEPTH, ParseError, ParseErrorKind};
pub use pointer::Pointer;
pub use value::{Key, Kind, Position, Value};
