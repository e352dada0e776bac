//! One open file: its document, what it says, what is wrong with it, and its history.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::document::{Document, Edit};
use crate::export::Reviewed;
use crate::file;
use crate::model::{
    Accounts, CellEdit, Explanation, FormatError, RowEdit, Text, explanation_edits,
};
use crate::review::{PreviewError, Review, check};
use crate::rules::{Context, Finding};

use super::disk::{Kept, Stamp};
use super::history::{History, Step, Touched};
use super::{FileId, FileView, SaveState};

/// One open file.
pub(super) struct OpenFile {
    pub(super) id: FileId,
    pub(super) name: String,
    pub(super) path: Option<PathBuf>,
    /// The file on disk as it was read or written last.
    pub(super) stamp: Option<Stamp>,
    pub(super) document: Arc<Document>,
    /// The bytes of a document that is in no file, as it was opened.
    base: Option<Arc<[u8]>>,
    pub(super) accounts: Arc<Accounts>,
    pub(super) review: Arc<Review>,
    pub(super) previous: Option<Arc<Accounts>>,
    pub(super) history: History,
    /// The steps that the file on disk contains.
    pub(super) saved_steps: Vec<file::Step>,
    /// The journal of edits that are not on the disk yet.
    pub(super) journal: Option<Kept>,
    pub(super) checked_in: Duration,
    pub(super) checking: bool,
    /// Counts the checks that were begun: only the last one's result is of use.
    pub(super) checks: u64,
    /// The version that is to be replaced by what lies on the disk.
    pub(super) reloading: Option<u64>,
    pub(super) version: u64,
}

/// What a thread brings back from reading a file.
pub(super) struct Loaded {
    pub(super) document: Document,
    pub(super) accounts: Accounts,
    pub(super) review: Review,
    pub(super) stamp: Option<Stamp>,
    pub(super) checked_in: Duration,
}

impl Loaded {
    /// Reads and checks a document.
    pub(super) fn new(document: Document, stamp: Option<Stamp>) -> Result<Self, FormatError> {
        let accounts = Accounts::read(&document)?;
        let start = Instant::now();
        let review = check(&Context::new(&accounts));
        Ok(Self {
            document,
            accounts,
            review,
            stamp,
            checked_in: start.elapsed(),
        })
    }
}

impl OpenFile {
    pub(super) fn new(id: FileId, name: String, path: Option<PathBuf>, loaded: Loaded) -> Self {
        Self {
            id,
            name,
            path,
            base: loaded
                .stamp
                .is_none()
                .then(|| loaded.document.bytes().as_ref().into()),
            stamp: loaded.stamp,
            document: Arc::new(loaded.document),
            accounts: Arc::new(loaded.accounts),
            review: Arc::new(loaded.review),
            previous: None,
            history: History::new(),
            saved_steps: Vec::new(),
            journal: None,
            checked_in: loaded.checked_in,
            checking: false,
            checks: 0,
            reloading: None,
            version: 0,
        }
    }

    /// Takes the place of an earlier state of the file, whose caches must not be taken for it.
    pub(super) fn after(self, earlier: &Self) -> Self {
        Self {
            checks: earlier.checks + 1,
            version: earlier.version + 1,
            ..self
        }
    }

    /// The bytes on which a journal of a document in no file rests.
    pub(super) fn base(&self) -> &[u8] {
        self.base.as_deref().unwrap_or_default()
    }

    /// Changes cells, all or none.
    pub(super) fn edit_cells(
        &mut self,
        title: Text,
        edits: &[CellEdit],
    ) -> Result<(), PreviewError> {
        let document_edits: Result<Vec<Edit>, _> = edits
            .iter()
            .map(|edit| edit.edit(&self.document, &self.accounts))
            .collect();
        let touched = edits.iter().map(|edit| Touched::Cell(edit.place)).collect();
        self.make(title, &document_edits?, touched)
    }

    /// Puts rows in or takes them out, then fills cells; all or none. Each row is found by the
    /// indices of the moment, so they are turned into edits one after the other.
    pub(super) fn edit_rows(
        &mut self,
        title: Text,
        rows: &[RowEdit],
        cells: &[CellEdit],
    ) -> Result<(), PreviewError> {
        let mut document = (*self.document).clone();
        let mut accounts = Arc::clone(&self.accounts);
        let mut changes = Vec::new();
        let mut touched = Vec::new();
        // Rows of a block are put in at one place, by the same edit, and read once.
        for block in rows.chunk_by(|a, b| a == b) {
            let edit = block[0].edit(&accounts)?;
            for row in block {
                changes.push(document.apply(&edit)?);
                touched.push(match *row {
                    RowEdit::Insert { table, at } => Touched::Inserted(table, index(at)),
                    RowEdit::Remove { table, at } => Touched::Removed(table, index(at)),
                });
            }
            accounts = Arc::new(Accounts::read(&document)?);
        }
        if !cells.is_empty() {
            let edits: Result<Vec<Edit>, _> = cells
                .iter()
                .map(|cell| cell.edit(&document, &accounts))
                .collect();
            changes.extend(document.apply_all(&edits?)?);
            accounts = Arc::new(Accounts::read(&document)?);
            touched.extend(cells.iter().map(|cell| Touched::Cell(cell.place)));
        }
        self.document = Arc::new(document);
        self.accounts = accounts;
        self.remember(Step {
            title,
            changes,
            touched,
        });
        Ok(())
    }

    /// Stores an explanation, or takes it out.
    pub(super) fn explain(&mut self, finding: &Finding, words: &str) -> Result<(), PreviewError> {
        let explanation = (!words.trim().is_empty()).then(|| Explanation {
            fingerprint: finding.fingerprint.clone(),
            code: finding.rule.to_string(),
            text: words.trim().to_owned(),
            figures: finding.explained_figures(),
        });
        let title = match explanation {
            Some(_) => Text::new(
                format!("说明 {}", finding.rule),
                format!("explain {}", finding.rule),
            ),
            None => Text::new(
                format!("撤回说明 {}", finding.rule),
                format!("withdraw explanation {}", finding.rule),
            ),
        };
        let edits = explanation_edits(&self.document, &finding.fingerprint, explanation.as_ref());
        self.make(title, &edits, vec![Touched::Explanations])
    }

    fn make(
        &mut self,
        title: Text,
        edits: &[Edit],
        touched: Vec<Touched>,
    ) -> Result<(), PreviewError> {
        // A snapshot may still hold the document; it keeps the old one.
        let changes = Arc::make_mut(&mut self.document).apply_all(edits)?;
        self.accounts = Arc::new(Accounts::read(&self.document)?);
        self.remember(Step {
            title,
            changes,
            touched,
        });
        Ok(())
    }

    fn remember(&mut self, step: Step) {
        self.history.push(step);
        self.version += 1;
    }

    /// Takes the last step back; gives the tables that it touched.
    pub(super) fn undo(&mut self) -> Result<bool, FormatError> {
        let document = Arc::make_mut(&mut self.document);
        let undone = self.history.undo(document).is_some();
        self.reread(undone)
    }

    /// Makes the step that was taken back again.
    pub(super) fn redo(&mut self) -> Result<bool, FormatError> {
        let document = Arc::make_mut(&mut self.document);
        let redone = self.history.redo(document).is_some();
        self.reread(redone)
    }

    fn reread(&mut self, changed: bool) -> Result<bool, FormatError> {
        if changed {
            self.accounts = Arc::new(Accounts::read(&self.document)?);
            self.version += 1;
        }
        Ok(changed)
    }

    /// Checks the accounts as they stand.
    pub(super) fn check(&mut self) {
        let start = Instant::now();
        self.review = Arc::new(check(&Context {
            accounts: &self.accounts,
            previous: self.previous.as_deref(),
        }));
        self.checked_in = start.elapsed();
    }

    /// The file as an export takes it.
    pub(super) fn reviewed(&self) -> Reviewed<'_> {
        Reviewed {
            file: &self.name,
            document: &self.document,
            accounts: &self.accounts,
            review: &self.review,
        }
    }

    pub(super) fn save_state(&self) -> SaveState {
        match (&self.path, self.history.is_saved()) {
            (None, true) => SaveState::Embedded,
            (_, true) => SaveState::Saved,
            (_, false) => SaveState::Unsaved,
        }
    }

    pub(super) fn view(&self) -> FileView {
        FileView {
            id: self.id,
            name: self.name.clone(),
            path: self.path.clone(),
            document: Arc::clone(&self.document),
            accounts: Arc::clone(&self.accounts),
            review: Arc::clone(&self.review),
            previous: self.previous.clone(),
            changed: Arc::new(self.history.changed_cells()),
            save_state: self.save_state(),
            undo: self.history.undo_title(),
            redo: self.history.redo_title(),
            checked_in: self.checked_in,
            checking: self.checking,
            version: self.version,
        }
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
