//! The language of the window, which is the language of everything else.

pub use crate::model::Lang;
