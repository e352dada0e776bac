//! One open file: its document, what it says, what is wrong with it, and its history.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::document::{Document, Edit};
use crate::export::Reviewed;
use crate::file;
use crate::model::{
    Accounts, CellEdit, Explanation, FormatError, RemarkKind, RowEdit, Text, explanation_edits,
};
use crate::origin::{Now, Opened, Origin, proposed};
use crate::review::{PreviewError, Review, check};
use crate::rules::{Book, Context, Finding};

use super::disk::{Kept, file_name};
use super::history::{History, Step, Touched};
use super::recheck::{CheckJob, Checked, Unchecked};
use super::snapshot::kinds;
use super::{FileId, FileView, SaveState};

/// One open file.
pub(super) struct OpenFile {
    pub(super) id: FileId,
    pub(super) name: String,
    /// Where it came from and is saved to.
    pub(super) origin: Origin,
    pub(super) document: Arc<Document>,
    /// The document as it is on the disk, where no file holds it as it is: the sample, and what
    /// was read out of workbooks.
    pub(super) base: Option<Arc<Document>>,
    pub(super) accounts: Arc<Accounts>,
    pub(super) review: Arc<Review>,
    pub(super) previous: Option<Arc<Accounts>>,
    /// The user's own rules.
    own: Option<Arc<Book>>,
    pub(super) history: History,
    /// The steps that the file on disk contains.
    pub(super) saved_steps: Vec<file::Step>,
    /// The journal of edits that are not on the disk yet.
    pub(super) journal: Option<Kept>,
    pub(super) checked_in: Duration,
    pub(super) checking: bool,
    /// What has changed since the last check.
    unchecked: Unchecked,
    /// Whether only the touched rows of the accounts were read after the last edit.
    patched: bool,
    /// Counts the changes of the document and of the year before: a check of an earlier state is
    /// of no use.
    state: u64,
    /// The version that is to be replaced by what lies on the disk.
    pub(super) reloading: Option<u64>,
    /// Counts the changes of the document.
    pub(super) version: u64,
}

/// Documents of more bytes of text are read again and checked on a thread after an edit; until
/// then the window shows the touched rows as they are and the findings as they were.
const LARGE: usize = 1 << 20;

/// What a thread brings back from reading a file.
pub(super) struct Loaded {
    pub(super) opened: Opened,
    pub(super) review: Review,
    /// The user's own rules that it was checked by.
    own: Option<Arc<Book>>,
    pub(super) checked_in: Duration,
}

impl Loaded {
    /// Checks what was read, also by the user's own rules.
    pub(super) fn new(opened: Opened, own: Option<Arc<Book>>) -> Self {
        let start = Instant::now();
        let review = check(&Context {
            own: own.as_deref(),
            ..Context::new(&opened.accounts)
        });
        Self {
            opened,
            review,
            own,
            checked_in: start.elapsed(),
        }
    }
}

impl OpenFile {
    pub(super) fn new(id: FileId, name: String, loaded: Loaded) -> Self {
        let Opened {
            document,
            accounts,
            origin,
        } = loaded.opened;
        let is_itself = matches!(origin, Origin::Json(_));
        let document = Arc::new(document);
        Self {
            id,
            name,
            base: (!is_itself).then(|| Arc::clone(&document)),
            origin,
            document,
            accounts,
            review: Arc::new(loaded.review),
            previous: None,
            own: loaded.own,
            history: History::new(),
            saved_steps: Vec::new(),
            journal: None,
            checked_in: loaded.checked_in,
            checking: false,
            unchecked: Unchecked::default(),
            patched: false,
            state: 0,
            reloading: None,
            version: 0,
        }
    }

    /// Takes the place of an earlier state of the file, whose caches must not be taken for it.
    pub(super) fn after(self, earlier: &Self) -> Self {
        Self {
            state: earlier.state + 1,
            version: earlier.version + 1,
            ..self
        }
    }

    /// The document on which the journal rests, where no file holds it.
    pub(super) fn base(&self) -> &Document {
        self.base.as_deref().unwrap_or(&self.document)
    }

    /// Changes cells, all or none.
    pub(super) fn edit_cells(
        &mut self,
        title: Text,
        edits: &[CellEdit],
    ) -> Result<(), PreviewError> {
        let edits = self.accounts.edited_together(edits);
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
        let mut accounts = (*self.accounts).clone();
        let mut changes = Vec::with_capacity(rows.len());
        let mut touched = Vec::with_capacity(rows.len());
        for row in rows {
            changes.push(document.apply(&row.edit(&accounts)?)?);
            accounts.follow_row(&document, *row);
            touched.push(match *row {
                RowEdit::Insert { table, at } => Touched::Inserted(table, index(at)),
                RowEdit::Remove { table, at } => Touched::Removed(table, index(at)),
            });
        }
        let cells = accounts.edited_together(cells);
        let edits: Result<Vec<Edit>, _> = cells
            .iter()
            .map(|cell| cell.edit(&document, &accounts))
            .collect();
        changes.extend(document.apply_all(&edits?)?);
        for place in cells.iter().map(|cell| cell.place) {
            accounts.reread_row(&document, place.table_ref(), place.row as usize);
            touched.push(Touched::Cell(place));
        }
        self.document = Arc::new(document);
        self.accounts = Arc::new(accounts);
        self.settle(&touched)?;
        self.history.push(Step {
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
        self.read_touched(&touched);
        self.settle(&touched)?;
        self.history.push(Step {
            title,
            changes,
            touched,
        });
        Ok(())
    }

    /// Takes the last step back; says whether there was one.
    pub(super) fn undo(&mut self) -> Result<bool, FormatError> {
        let undone = self.history.undo(Arc::make_mut(&mut self.document));
        self.after_step(undone)
    }

    /// Makes the step that was taken back again; says whether there was one.
    pub(super) fn redo(&mut self) -> Result<bool, FormatError> {
        let redone = self.history.redo(Arc::make_mut(&mut self.document));
        self.after_step(redone)
    }

    fn after_step(&mut self, touched: Option<Vec<Touched>>) -> Result<bool, FormatError> {
        let Some(touched) = touched else {
            return Ok(false);
        };
        self.read_touched(&touched);
        self.settle(&touched)?;
        Ok(true)
    }

    /// Whether reading and checking take longer than a person should wait for a typed figure.
    pub(super) fn is_large(&self) -> bool {
        self.document.text().len() > LARGE
    }

    /// Brings the touched rows of large accounts up to date.
    fn read_touched(&mut self, touched: &[Touched]) {
        if !self.is_large() {
            return;
        }
        let accounts = Arc::make_mut(&mut self.accounts);
        let mut stale = BTreeSet::new();
        for touched in touched {
            touched.add_to(&mut stale);
            if let Some(row) = touched.row() {
                accounts.follow_row(&self.document, row);
                let (RowEdit::Insert { table, at } | RowEdit::Remove { table, at }) = row;
                // Which element it is, is known only when all rows stand where they will.
                if let (RowEdit::Insert { .. }, Some(table)) = (row, accounts.table(table)) {
                    stale.insert(table.place(at, 0));
                }
            }
        }
        for place in stale {
            accounts.reread_row(&self.document, place.table_ref(), place.row as usize);
        }
    }

    /// Counts a change of the document and reads it, all of it unless it is large.
    fn settle(&mut self, touched: &[Touched]) -> Result<(), FormatError> {
        self.version += 1;
        self.state += 1;
        self.unchecked.add(touched);
        // What a step of an earlier run touched is not known.
        self.patched = self.is_large() && !touched.is_empty();
        if !self.patched {
            self.accounts = Arc::new(Accounts::read(&self.document)?);
        }
        Ok(())
    }

    /// Takes the year before from another file; says whether that is news.
    pub(super) fn follow(&mut self, previous: Option<Arc<Accounts>>) -> bool {
        let is_same = match (&self.previous, &previous) {
            (None, None) => true,
            (Some(old), Some(new)) => Arc::ptr_eq(old, new),
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !is_same {
            self.previous = previous;
            self.state += 1;
            self.unchecked = Unchecked::All;
        }
        !is_same
    }

    /// Takes the user's own rules; says whether they are others than before.
    pub(super) fn obey(&mut self, own: Option<Arc<Book>>) -> bool {
        let is_same = match (&self.own, &own) {
            (None, None) => true,
            (Some(old), Some(new)) => Arc::ptr_eq(old, new),
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !is_same {
            self.own = own;
            self.state += 1;
            self.unchecked = Unchecked::All;
        }
        !is_same
    }

    /// The check that the file needs now, for this thread or another one.
    pub(super) fn check(&self) -> CheckJob {
        CheckJob {
            id: self.id,
            state: self.state,
            document: self.patched.then(|| Arc::clone(&self.document)),
            accounts: Arc::clone(&self.accounts),
            previous: self.previous.clone(),
            own: self.own.clone(),
            review: Arc::clone(&self.review),
            unchecked: self.unchecked.clone(),
        }
    }

    /// Takes in what a check found, unless the file has changed since it began.
    pub(super) fn accept(&mut self, checked: Checked) -> bool {
        self.checking = false;
        if checked.state != self.state {
            return false;
        }
        self.accounts = checked.accounts;
        self.review = checked.review;
        self.checked_in = checked.took;
        self.unchecked = Unchecked::default();
        self.patched = false;
        true
    }

    /// The file as an export takes it.
    pub(super) fn reviewed(&self) -> Reviewed<'_> {
        Reviewed {
            file: &self.name,
            files: &[],
            document: &self.document,
            accounts: &self.accounts,
            review: &self.review,
        }
    }

    pub(super) fn save_state(&self) -> SaveState {
        match &self.origin {
            _ if !self.history.is_saved() => SaveState::Unsaved,
            Origin::Nowhere => SaveState::Embedded,
            Origin::Files(_) if self.left_out().is_some() => SaveState::Unsaved,
            Origin::Json(_) | Origin::Files(_) => SaveState::Saved,
        }
    }

    /// What of the edits the files cannot hold.
    pub(super) fn left_out(&self) -> Option<Text> {
        self.origin.set()?.left_out(&self.accounts)
    }

    /// The accounts as they stand, as files are written from them.
    pub(super) fn now(&self) -> Now<'_> {
        Now {
            document: &self.document,
            accounts: &self.accounts,
        }
    }

    /// What is on the disk holds everything.
    pub(super) fn mark_saved(&mut self) {
        self.history.mark_saved();
        self.saved_steps = self.history.done().iter().map(Step::journalled).collect();
        let is_itself = matches!(self.origin, Origin::Json(_));
        self.base = (!is_itself).then(|| Arc::clone(&self.document));
    }

    pub(super) fn view(&self) -> FileView {
        FileView {
            id: self.id,
            name: self.name.clone(),
            path: self.origin.path().map(Path::to_path_buf),
            proposed_name: proposed(&self.origin)
                .map_or_else(|| self.name.clone(), |path| file_name(&path)),
            files: self.origin.files().map(|file| file.path.clone()).collect(),
            kinds: kinds(&self.origin),
            not_understood: self
                .accounts
                .remarks
                .iter()
                .filter(|remark| remark.kind == RemarkKind::NotUnderstood)
                .count(),
            document: Arc::clone(&self.document),
            accounts: Arc::clone(&self.accounts),
            review: Arc::clone(&self.review),
            previous: self.previous.clone(),
            own: self.own.clone(),
            changed: self.history.changed_cells(),
            save_state: self.save_state(),
            left_out: self.left_out(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;
    use crate::origin::opened_document;
    use std::fmt::Write as _;

    /// A document that is too large to be read at once, though its table is not.
    fn large() -> OpenFile {
        let mut rows = String::new();
        for row in 0..100 {
            let name = "一般行政管理事务";
            write!(rows, r#", {{"name": "{name}{row}", "total": "{row}.50"}}"#).unwrap();
        }
        let json = format!(
            r#"{{"format": "gouji-accounts/1", "note": "{}", "unit": "元", "tables": {{"expenditure": {{"rows": [{}]}}}}}}"#,
            "x".repeat(LARGE),
            rows.trim_start_matches(", ")
        );
        let document = Document::parse(json.into_bytes()).unwrap();
        let opened = opened_document(document, Origin::Nowhere).unwrap();
        let file = OpenFile::new(FileId(1), "a".into(), Loaded::new(opened, None));
        assert!(file.is_large());
        file
    }

    fn is_as_read(file: &OpenFile) {
        let whole = Accounts::read(&file.document).unwrap();
        let (patched, whole) = (&file.accounts.tables[0], &whole.tables[0]);
        assert_eq!(patched.rows.len(), whole.rows.len());
        for (patched, whole) in patched.rows.iter().zip(&whole.rows) {
            assert_eq!(format!("{patched:?}"), format!("{whole:?}"));
        }
    }

    #[test]
    fn rows_that_are_patched_are_as_a_whole_reading_gives_them() {
        let mut file = large();
        let table = file.accounts.tables[0].id;
        let place = file.accounts.tables[0].place(7, 0);
        let title = || Text::same("x");
        let named = CellEdit::new(place.beside(Place::NAME), "行政运行");
        file.edit_cells(title(), &[named]).unwrap();
        is_as_read(&file);
        let rows = [
            RowEdit::Insert { table, at: 3 },
            RowEdit::Insert { table, at: 3 },
            RowEdit::Remove { table, at: 90 },
            RowEdit::Remove { table, at: 0 },
        ];
        let filled = Place { row: 2, ..place }.beside(Place::NAME);
        file.edit_rows(title(), &rows, &[CellEdit::new(filled, "机关服务")])
            .unwrap();
        is_as_read(&file);
        while file.undo().unwrap() {
            is_as_read(&file);
        }
        while file.redo().unwrap() {
            is_as_read(&file);
        }
        assert_eq!(file.history.changed_cells().len(), 2);
        let checked = file.check().run();
        assert!(file.accept(checked));
        is_as_read(&file);
    }
}
