//! What an edit would resolve and what it would break, before it is made.

use crate::document::{Document, Edit, EditError};
use crate::model::{Accounts, CellEdit, CellEditError, FormatError, Text};
use crate::rules::{Context, Finding};

use super::{Review, recheck};

/// The consequences of edits.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Preview {
    /// Open findings that would be gone.
    pub resolves: Vec<Finding>,
    /// Findings that would be new.
    pub breaks: Vec<Finding>,
}

/// Why edits cannot be tried.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PreviewError {
    /// A cell cannot be edited so.
    #[error(transparent)]
    Cell(#[from] CellEditError),
    /// The document refuses the edit.
    #[error(transparent)]
    Document(#[from] EditError),
    /// The result would not be accounts any more.
    #[error(transparent)]
    Format(#[from] FormatError),
}

impl PreviewError {
    /// The reason in words.
    pub fn text(&self) -> Text {
        match self {
            Self::Cell(error) => error.text(),
            Self::Document(error) => {
                let (zh, en) = error.message();
                Text::new(zh, en)
            }
            Self::Format(error) => error.text(),
        }
    }
}

/// The document after `edits`, all of them or none; a number of the text that is several cells is
/// changed in all of them.
///
/// # Errors
/// [`PreviewError`] with the first edit that cannot be made.
pub fn apply(
    document: &Document,
    accounts: &Accounts,
    edits: &[CellEdit],
) -> Result<Document, PreviewError> {
    let mut changed = document.clone();
    let edits = accounts.edited_together(edits);
    let edits: Result<Vec<Edit>, _> = edits
        .iter()
        .map(|edit| edit.edit(document, accounts))
        .collect();
    changed.apply_all(&edits?)?;
    Ok(changed)
}

/// What `edits` would resolve and break in accounts that were reviewed as `before`.
///
/// # Errors
/// [`PreviewError`] when they cannot be made at all.
pub fn preview(
    document: &Document,
    context: &Context<'_>,
    before: &Review,
    edits: &[CellEdit],
) -> Result<Preview, PreviewError> {
    let changed = apply(document, context.accounts, edits)?;
    let accounts = Accounts::read(&changed)?;
    let edits = context.accounts.edited_together(edits);
    let touched: Vec<_> = edits.iter().map(|edit| edit.place.table_ref()).collect();
    let changed = Context {
        accounts: &accounts,
        ..*context
    };
    let after = recheck(before, &changed, &touched);
    let missing_from = |other: &Review, finding: &Finding| {
        !other
            .findings
            .iter()
            .any(|known| known.fingerprint == finding.fingerprint)
    };
    let gone = before
        .open()
        .filter(|(_, finding)| missing_from(&after, finding));
    let new = after
        .findings
        .iter()
        .filter(|finding| missing_from(before, finding));
    Ok(Preview {
        resolves: gone.map(|(_, finding)| finding.clone()).collect(),
        breaks: new.cloned().collect(),
    })
}
