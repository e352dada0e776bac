//! One check of a file after changes: what it needs, and what it gives back.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::document::Document;
use crate::model::{Accounts, TableRef};
use crate::review::{Review, check, recheck};
use crate::rules::{Book, Context};

use super::FileId;
use super::history::Touched;

/// What has changed since the last check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unchecked {
    /// Cells of these tables, or explanations.
    Tables(BTreeSet<TableRef>),
    /// Rows moved, or the year before is another one, or it is not known what.
    All,
}

/// Everything that a check needs, apart from the session.
pub(super) struct CheckJob {
    pub(super) id: FileId,
    /// Of the file, when the check began.
    pub(super) state: u64,
    /// The document, when the accounts are to be read from it first.
    pub(super) document: Option<Arc<Document>>,
    pub(super) accounts: Arc<Accounts>,
    pub(super) previous: Option<Arc<Accounts>>,
    pub(super) own: Option<Arc<Book>>,
    /// The review before the changes.
    pub(super) review: Arc<Review>,
    pub(super) unchecked: Unchecked,
}

/// What a check gave.
pub(super) struct Checked {
    pub(super) id: FileId,
    /// The state of the file that was checked.
    pub(super) state: u64,
    pub(super) accounts: Arc<Accounts>,
    pub(super) review: Arc<Review>,
    pub(super) took: Duration,
}

impl Default for Unchecked {
    fn default() -> Self {
        Self::Tables(BTreeSet::new())
    }
}

impl Unchecked {
    /// Adds what a step touched; nothing is known of a step that says nothing.
    pub(super) fn add(&mut self, touched: &[Touched]) {
        if touched.is_empty() {
            *self = Self::All;
        }
        for touched in touched {
            match (&mut *self, touched) {
                (Self::Tables(tables), Touched::Cell(place)) => {
                    tables.insert(place.table_ref());
                }
                (Self::All, _) | (_, Touched::Explanations) => {}
                (_, Touched::Inserted(..) | Touched::Removed(..)) => *self = Self::All,
            }
        }
    }
}

impl CheckJob {
    /// Reads what is to be read, and checks what has changed.
    pub(super) fn run(self) -> Checked {
        let start = Instant::now();
        let read = self.document.as_deref().map(Accounts::read);
        // Edits do not reach the format; were it damaged all the same, the rows stand as patched.
        let accounts = match read {
            Some(Ok(accounts)) => Arc::new(accounts),
            Some(Err(_)) | None => self.accounts,
        };
        let context = Context {
            accounts: &accounts,
            previous: self.previous.as_deref(),
            own: self.own.as_deref(),
        };
        let review = match self.unchecked {
            Unchecked::Tables(tables) => {
                let tables: Vec<TableRef> = tables.into_iter().collect();
                recheck(&self.review, &context, &tables)
            }
            Unchecked::All => check(&context),
        };
        Checked {
            id: self.id,
            state: self.state,
            review: Arc::new(review),
            accounts,
            took: start.elapsed(),
        }
    }
}
