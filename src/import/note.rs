//! What a reader should know about how a workbook was read, and what follows from it.

use crate::model::{TableId, Text};
use crate::workbook::CellAt;

/// Something that is said about a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Note {
    /// In words.
    pub(super) text: Text,
    /// Where it stands, when that is one cell.
    pub(super) at: Option<(String, CellAt)>,
    /// What the preparer is asked because of it.
    pub(super) asks: Option<Asks>,
}

/// What the preparer is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// To correct something about a table.
    Correct(TableId),
    /// To confirm something about a table.
    Explain(TableId),
    /// Whose accounts they are, and of which year.
    Whose,
}

impl From<Text> for Note {
    fn from(text: Text) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}
