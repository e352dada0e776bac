//! The building blocks of the window. Each takes its words as arguments and returns what was asked for.

mod mark;

pub use mark::{mark_ui, paint_mark};
