//! The accounts file as written: JSON kept byte for byte.
//!
//! A [`Document`] is the original text plus a flat index of spans. Nothing is ever printed again:
//! an [`Edit`] splices text at a span and returns its inverse. This layer knows JSON and
//! encodings; what the values mean is `model`'s business, where they lie on disk is `file`'s.
//!
//! Laws: `parse(bytes).bytes() == bytes`; an edit and its inverse give the same bytes again.

mod edit;
mod encoding;
mod error;
mod index;
mod layout;
mod pointer;
mod scan;
mod source;
mod string;
mod value;

pub use edit::{Change, Edit, EditError, Splice};
pub use encoding::{Encoding, LineEnding};
pub use error::{MAX_DEPTH, ParseError, ParseErrorKind, Position};
pub use pointer::Pointer;
pub use source::Document;
pub use string::quote;
pub use value::{Key, Kind, Value};
