//! Unsaved edits that a crash left behind: found, shown, and made again.

use super::journal::{EXTENSION, Journal, JournalError, Origin, Record, Step, VERSION, base_of};
use super::read::{MAX_BYTES, Progress, ReadError, read};
use super::stamp::{Stamp, State, state};
use super::store::Store;
use crate::document::{Change, Document, EditError, ParseError};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// What was left behind.
#[derive(Debug, Default)]
pub struct Found {
    /// Journals with unsaved edits, oldest first.
    pub recoveries: Vec<Recovery>,
    /// Journals that could not be read. They are kept under these names.
    pub damaged: Vec<PathBuf>,
}

/// The unsaved edits of one document. While this lives no other instance offers them.
#[derive(Debug)]
pub struct Recovery {
    journal: Journal,
    origin: Origin,
    steps: Vec<Step>,
    base: Option<Vec<u8>>,
    complete: bool,
    partly_saved: bool,
}

/// A document with its unsaved edits made again.
#[derive(Debug)]
pub struct Restored {
    /// As it was when the program ended.
    pub document: Document,
    /// What each step did, for the undo menu.
    pub steps: Vec<(String, Change)>,
    /// The file it belongs to and what that is, if it has one.
    pub file: Option<(PathBuf, Stamp)>,
}

/// Why unsaved edits could not be made again. They stay in the journal.
#[derive(Debug, Error)]
pub enum RecoverError {
    /// The file they were made on is another now.
    #[error("the file was changed since the unsaved edits were made: {}", .0.display())]
    Changed(PathBuf),
    /// The file they were made on cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The kept document cannot be read.
    #[error("the kept document cannot be read, {error}: {name}")]
    Base {
        /// What the user knows it by.
        name: String,
        /// What is wrong with it.
        error: ParseError,
    },
    /// A step does not fit.
    #[error("the step does not fit, {error}: {title}")]
    Step {
        /// The title of the step.
        title: String,
        /// Why it does not fit.
        error: EditError,
    },
}

impl RecoverError {
    /// The error in Chinese and in English.
    pub fn message(&self) -> (String, String) {
        let zh = match self {
            Self::Changed(path) => {
                format!("修改之后文件又被改动，无法恢复到原处：{}", path.display())
            }
            Self::Read(error) => error.message().0,
            Self::Base { name, error } => {
                format!("备份的文件无法读取（{}）：{name}", error.message().0)
            }
            Self::Step { title, error } => {
                format!("此步修改无法重做（{}）：{title}", error.message().0)
            }
        };
        (zh, self.to_string())
    }
}

/// Finds the journals of documents whose program is gone.
///
/// Those without unsaved edits are removed, those that make no sense set aside.
pub fn recover_all(store: &Store) -> Result<Found, JournalError> {
    let folder = store.journals();
    let mut found = Found::default();
    for path in list(&folder).map_err(|error| JournalError::io(&folder, error))? {
        match recover(&path).map_err(|error| JournalError::io(&path, error))? {
            Left::Unsaved(recovery) => found.recoveries.push(*recovery),
            Left::Damaged(name) => found.damaged.push(name),
            Left::Nothing => {}
        }
    }
    Ok(found)
}

impl Recovery {
    /// What the steps were made on.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What the user knows the document by.
    pub fn name(&self) -> String {
        match &self.origin {
            Origin::File { path, .. } => path.display().to_string(),
            Origin::Unsaved { name } => name.clone(),
            Origin::Imported { files } => {
                let paths = files.iter().map(|file| file.path.display().to_string());
                paths.collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// The kept document, as it was before the steps; nothing for the edits of a file.
    pub fn base(&self) -> &[u8] {
        self.base.as_deref().unwrap_or_default()
    }

    /// Whether some of the steps are in the files already.
    pub fn is_partly_saved(&self) -> bool {
        self.partly_saved
    }

    /// The unsaved steps, without those that were taken back.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// False if a damaged line ended the journal early, so that steps may be missing.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Whether the file still is what the steps were made on; a kept document always is.
    pub fn state(&self) -> io::Result<State> {
        match &self.origin {
            Origin::File { path, stamp } => state(path, stamp),
            Origin::Unsaved { .. } | Origin::Imported { .. } => Ok(State::Same),
        }
    }

    /// Reads the document and makes the steps again.
    pub fn restore(&self, progress: &Progress) -> Result<Restored, RecoverError> {
        let (mut document, file) = match &self.origin {
            Origin::File { path, stamp } => {
                let opened = read(path, MAX_BYTES, progress)?;
                if !opened.stamp.same_content(stamp) {
                    return Err(RecoverError::Changed(path.clone()));
                }
                (opened.document, Some((opened.path, opened.stamp)))
            }
            Origin::Unsaved { .. } | Origin::Imported { .. } => {
                let document =
                    Document::parse(self.base().to_vec()).map_err(|error| RecoverError::Base {
                        name: self.name(),
                        error,
                    })?;
                (document, None)
            }
        };
        let mut steps = Vec::with_capacity(self.steps.len());
        for Step { title, splices } in &self.steps {
            let change = document.replay(splices);
            let change = change.map_err(|error| RecoverError::Step {
                title: title.clone(),
                error,
            })?;
            steps.push((title.clone(), change));
        }
        Ok(Restored {
            document,
            steps,
            file,
        })
    }

    /// Goes on with the same journal, so that the steps stay safe until the next save.
    pub fn resume(self) -> Journal {
        self.journal
    }

    /// Gives the edits up.
    pub fn discard(self) -> Result<(), JournalError> {
        self.journal.discard()
    }
}

enum Left {
    Unsaved(Box<Recovery>),
    Damaged(PathBuf),
    /// In use by another instance, or without unsaved edits and now removed.
    Nothing,
}

fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == EXTENSION)
    });
    paths.sort();
    Ok(paths)
}

fn recover(path: &Path) -> io::Result<Left> {
    let mut file = match File::options().read(true).write(true).open(path) {
        Ok(file) => file,
        // Its program ended it this moment.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Left::Nothing),
        Err(error) => return Err(error),
    };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(Left::Nothing),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    let mut bytes = Vec::new();
    io::copy(&mut file, &mut bytes)?;
    let mut content = Content::default();
    content.take(&bytes);
    let journal = Journal::resume(file, path.to_path_buf(), content.length);
    let base = match fs::read(base_of(path)) {
        Ok(base) => Some(base),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    match content.origin {
        Some(Origin::Unsaved { .. } | Origin::Imported { .. })
            if base.is_none() && !content.steps.is_empty() =>
        {
            set_aside(journal.path())
        }
        Some(origin) if !content.steps.is_empty() || !content.complete => {
            let Content {
                steps,
                complete,
                partly_saved,
                ..
            } = content;
            Ok(Left::Unsaved(Box::new(Recovery {
                journal,
                origin,
                steps,
                base,
                complete,
                partly_saved,
            })))
        }
        None if !content.complete => set_aside(journal.path()),
        _ => {
            journal.discard().map_err(io::Error::other)?;
            Ok(Left::Nothing)
        }
    }
}

fn set_aside(path: &Path) -> io::Result<Left> {
    let name = path.with_extension("damaged");
    fs::rename(path, &name)?;
    Ok(Left::Damaged(name))
}

/// What the lines of a journal come to.
struct Content {
    origin: Option<Origin>,
    steps: Vec<Step>,
    /// Up to here the lines could be read.
    length: u64,
    complete: bool,
    partly_saved: bool,
}

impl Default for Content {
    fn default() -> Self {
        Self {
            origin: None,
            steps: Vec::new(),
            length: 0,
            complete: true,
            partly_saved: false,
        }
    }
}

impl Content {
    /// Takes all whole lines. A last line without an end was never finished, so nobody misses it.
    fn take(&mut self, bytes: &[u8]) {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if !line.ends_with(b"\n") {
                return;
            }
            let record = serde_json::from_slice(line).ok();
            if record.and_then(|record| self.follow(record)).is_none() {
                self.complete = false;
                return;
            }
            self.length += line.len() as u64;
        }
    }

    /// Follows one record; none if it makes no sense here.
    fn follow(&mut self, record: Record) -> Option<()> {
        match (record, &self.origin) {
            (
                Record::Begin {
                    version: VERSION,
                    origin,
                },
                None,
            ) => self.origin = Some(origin),
            (Record::Step(step), Some(_)) => self.steps.push(step),
            (Record::Undo(step), Some(_)) => self.take_back(&step),
            (Record::Saved { origin }, Some(_)) => {
                self.origin = Some(origin);
                self.steps.clear();
            }
            (Record::PartlySaved { files }, Some(Origin::Imported { .. })) => {
                self.origin = Some(Origin::Imported { files });
                self.partly_saved = true;
            }
            _ => return None,
        }
        Some(())
    }

    /// Takes a step back. If it was saved, taking it back is an unsaved step itself.
    fn take_back(&mut self, step: &Step) {
        if self.steps.last() == Some(step) {
            self.steps.pop();
        } else {
            self.steps.push(step.inverse());
        }
    }
}
