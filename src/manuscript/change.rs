//! What is to be changed in a text.

use std::ops::Range;

/// Words that replace others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextChange {
    /// Bytes of the text as it was read.
    pub start: usize,
    /// The byte behind the last one.
    pub end: usize,
    /// What stands there instead.
    pub text: String,
}

impl TextChange {
    /// The bytes of the text that are replaced.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}
