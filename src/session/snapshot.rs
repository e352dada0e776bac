//! What a window needs to draw: plain shared data, nothing that can be changed.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::document::Document;
use crate::model::{Accounts, Place, Text};
use crate::origin::{File, FileKind, Origin};
use crate::review::Review;
use crate::rules::Book;

use super::disk::file_name;
use super::{Notice, RecoveryView};

/// Identifies an open file over its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(super) u64);

/// Everything there is to show.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Open files, by department and year.
    pub files: Vec<FileView>,
    /// The file that is shown.
    pub active: Option<FileId>,
    /// Files that are being loaded.
    pub jobs: Vec<JobView>,
    /// Messages, the newest last.
    pub notices: Vec<Notice>,
    /// Unsaved edits of an earlier run that can be taken back up.
    pub recoveries: Vec<RecoveryView>,
    /// Files that were open lately, the newest first.
    pub recent: Vec<PathBuf>,
    /// The user's own rules.
    pub own: OwnRulesView,
}

/// The user's own rule files, and what became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnRulesView {
    /// The files.
    pub files: Vec<PathBuf>,
    /// How many rules are in force.
    pub rules: usize,
    /// Why they are not those of the files as they lie on the disk.
    pub problem: Option<Text>,
}

/// An open file.
#[derive(Clone, Debug)]
pub struct FileView {
    /// Its id.
    pub id: FileId,
    /// Its file name, or the sample's.
    pub name: String,
    /// Where it lies, the first of several files; `None` for the sample until it is saved.
    pub path: Option<PathBuf>,
    /// The files it was read out of: workbooks and a text may be one set of accounts.
    pub files: Vec<PathBuf>,
    /// What kind of file each of them is.
    pub kinds: Vec<FileKind>,
    /// A name to suggest when it is saved elsewhere: its own, with an ending that is written.
    pub proposed_name: String,
    /// How many places of the workbooks were not understood.
    pub not_understood: usize,
    /// The bytes and their index.
    pub document: Arc<Document>,
    /// What they say.
    pub accounts: Arc<Accounts>,
    /// What is wrong with it.
    pub review: Arc<Review>,
    /// The same department's accounts of the year before, when they are open too.
    pub previous: Option<Arc<Accounts>>,
    /// The user's own rules that it was checked against.
    pub own: Option<Arc<Book>>,
    /// Cells that differ from the file as it was opened.
    pub changed: Arc<BTreeSet<Place>>,
    /// Whether the edits are on the disk.
    pub save_state: SaveState,
    /// What of the edits the files cannot hold, so that it stays unsaved.
    pub left_out: Option<Text>,
    /// The title of the step that undo would take back.
    pub undo: Option<Text>,
    /// The title of the step that redo would make again.
    pub redo: Option<Text>,
    /// How long the last check took.
    pub checked_in: Duration,
    /// Whether a check of the last edit is still running.
    pub checking: bool,
    /// Changes with every change of the document, for caches.
    pub version: u64,
}

/// Whether edits are on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// As on the disk.
    Saved,
    /// There are edits that are not on the disk yet.
    Unsaved,
    /// The embedded sample, unchanged: there is nothing to save.
    Embedded,
}

/// What kind of file each of those is that accounts were read out of.
pub(super) fn kinds(origin: &Origin) -> Vec<FileKind> {
    match origin {
        Origin::Nowhere => Vec::new(),
        Origin::Json(_) => vec![FileKind::Json],
        Origin::Files(files) => files.all().iter().map(File::kind).collect(),
    }
}

/// A file that is being loaded.
#[derive(Clone, Debug)]
pub struct JobView {
    /// The id that the file will have.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// How far it is, from 0 to 1; `None` when that is not known.
    pub progress: Option<f32>,
}

impl Snapshot {
    /// The file with this id.
    pub fn file(&self, id: FileId) -> Option<&FileView> {
        self.files.iter().find(|file| file.id == id)
    }

    /// The file that is shown.
    pub fn active_file(&self) -> Option<&FileView> {
        self.file(self.active?)
    }

    /// Whether any file has edits that are not on the disk.
    pub fn has_unsaved(&self) -> bool {
        self.files
            .iter()
            .any(|file| file.save_state == SaveState::Unsaved)
    }
}

impl FileView {
    /// Whether a save can write into files that it was read out of.
    pub fn saves_in_place(&self) -> bool {
        self.kinds.iter().any(|kind| kind.is_changed_in_place())
    }

    /// Whether it was read out of workbooks, perhaps among others.
    pub fn has_workbook(&self) -> bool {
        let mut kinds = self.kinds.iter();
        kinds.any(|kind| matches!(kind, FileKind::Workbook(_)))
    }

    /// Whether it was read out of a text, perhaps among others.
    pub fn has_text(&self) -> bool {
        let mut kinds = self.kinds.iter();
        kinds.any(|kind| matches!(kind, FileKind::Text(_)))
    }

    /// A name to suggest when its text is written elsewhere, with the ending that is written.
    pub fn text_name(&self) -> String {
        let mut files = self.files.iter().zip(&self.kinds);
        let text = files.find(|(_, kind)| matches!(kind, FileKind::Text(_)));
        let (path, ending) = text.map_or_else(
            || (PathBuf::from(&self.proposed_name), "txt"),
            |(path, kind)| (path.clone(), kind.written_ending()),
        );
        file_name(&path.with_extension(ending))
    }

    /// Whether it was read out of anything but JSON.
    pub fn is_imported(&self) -> bool {
        self.has_workbook() || self.has_text()
    }

    /// What rules may look at.
    pub fn context(&self) -> crate::rules::Context<'_> {
        crate::rules::Context {
            accounts: &self.accounts,
            previous: self.previous.as_deref(),
            own: self.own.as_deref(),
        }
    }
}
