//! The journal of unsaved edits: one append-only file for each open document.
//!
//! Each line is one record in JSON and reaches the disk before the call returns, so a crash loses
//! at most the step that was being made. The program that writes a journal holds a lock on it; a
//! journal without one belongs to nobody, and [`super::recover_all`] offers it.

use super::pathname;
use super::stamp::Stamp;
use super::store::Store;
use crate::document::{Change, Splice};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use thiserror::Error;

pub(super) const VERSION: u32 = 1;

/// What the steps of a journal are made on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A file as it was opened or last saved.
    File {
        /// Where it is.
        #[serde(with = "pathname")]
        path: PathBuf,
        /// What it was.
        stamp: Stamp,
    },
    /// A document that is in no file, such as the sample; the journal keeps its bytes.
    Unsaved {
        /// What the user knows it by.
        name: String,
    },
    /// A document that was read out of workbooks and texts; the journal keeps its bytes.
    Imported {
        /// The files as they were read or saved last.
        #[serde(alias = "workbooks")]
        files: Vec<Stamped>,
    },
}

/// A file as it was at some time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamped {
    /// Where it is.
    #[serde(with = "pathname")]
    pub path: PathBuf,
    /// What it was.
    pub stamp: Stamp,
}

/// One step of the user: what its title in the undo menu is and what it did to the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The title, as shown.
    pub title: String,
    /// What was replaced, in order.
    pub splices: Vec<Splice>,
}

impl Step {
    /// The step that consists of these changes.
    pub fn new(title: &str, changes: &[Change]) -> Self {
        let splices = changes
            .iter()
            .flat_map(|change| &change.splices)
            .cloned()
            .collect();
        Self {
            title: title.to_owned(),
            splices,
        }
    }

    /// The step that takes this one back.
    pub fn inverse(&self) -> Self {
        Self {
            title: self.title.clone(),
            splices: self.splices.iter().rev().map(Splice::inverse).collect(),
        }
    }
}

/// A line of a journal.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Record {
    /// The first line.
    Begin { version: u32, origin: Origin },
    /// A step was made.
    Step(Step),
    /// This step was taken back.
    Undo(Step),
    /// Everything so far is in this file.
    Saved { origin: Origin },
    /// Some of it is in these files, which are others now.
    PartlySaved {
        #[serde(alias = "workbooks")]
        files: Vec<Stamped>,
    },
}

/// The journal of one open document. Dropping it leaves it to be offered at the next start; a
/// document that is closed for good [discards](Self::discard) it.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
    /// Up to here the file is whole lines. A write that failed may have left more.
    length: u64,
}

/// Why an edit is not in the journal. The edit itself was made.
#[derive(Debug, Error)]
pub enum JournalError {
    /// There is no room.
    #[error("unsaved edits are not journalled, the disk is full: {}", .0.display())]
    Full(PathBuf),
    /// The disk failed, or the folder forbids writing.
    #[error("unsaved edits are not journalled, {error}: {}", path.display())]
    Io {
        /// The journal or its folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl JournalError {
    /// The error in Chinese and in English.
    pub fn message(&self) -> (String, String) {
        let zh = match self {
            Self::Full(path) => format!("磁盘已满，未保存的修改没有备份：{}", path.display()),
            Self::Io { path, error } => {
                format!("未保存的修改没有备份（{error}）：{}", path.display())
            }
        };
        (zh, self.to_string())
    }

    pub(super) fn io(path: &Path, error: io::Error) -> Self {
        let path = path.to_path_buf();
        match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::Full(path),
            _ => Self::Io { path, error },
        }
    }
}

impl Journal {
    /// Begins the journal of a file that was opened as `stamp`.
    pub fn create(store: &Store, path: &Path, stamp: &Stamp) -> Result<Self, JournalError> {
        let origin = || -> io::Result<Origin> {
            // The next start may happen in another folder.
            Ok(Origin::File {
                path: std::path::absolute(path)?,
                stamp: stamp.clone(),
            })
        };
        Self::begin(
            store,
            origin().map_err(|error| JournalError::io(path, error))?,
            None,
        )
    }

    /// Begins the journal of a document that is in no file, and keeps its bytes.
    pub fn create_unsaved(store: &Store, name: &str, bytes: &[u8]) -> Result<Self, JournalError> {
        Self::begin(
            store,
            Origin::Unsaved {
                name: name.to_owned(),
            },
            Some(bytes),
        )
    }

    /// Begins the journal of a document that was read out of other files, and keeps its bytes.
    pub fn create_imported(
        store: &Store,
        bytes: &[u8],
        files: Vec<Stamped>,
    ) -> Result<Self, JournalError> {
        let origin = Origin::Imported { files };
        Self::begin(store, origin, Some(bytes))
    }

    /// Notes a step that was made, or made again.
    pub fn append(&mut self, step: &Step) -> Result<(), JournalError> {
        self.write(&Record::Step(step.clone()))
    }

    /// Notes that the last step was taken back; it may have been made before the last save.
    pub fn undo(&mut self, step: &Step) -> Result<(), JournalError> {
        self.write(&Record::Undo(step.clone()))
    }

    /// Notes that everything so far was saved to `path`, from where later steps go on.
    pub fn saved(&mut self, path: &Path, stamp: &Stamp) -> Result<(), JournalError> {
        let path =
            std::path::absolute(path).map_err(|error| JournalError::io(&self.path, error))?;
        self.write(&Record::Saved {
            origin: Origin::File {
                path,
                stamp: stamp.clone(),
            },
        })?;
        remove_if_there(&base_of(&self.path)).map_err(|error| JournalError::io(&self.path, error))
    }

    /// Notes that the files were written and yet do not hold everything.
    pub fn partly_saved(&mut self, files: Vec<Stamped>) -> Result<(), JournalError> {
        self.write(&Record::PartlySaved { files })
    }

    /// Ends the journal: there is nothing left to offer.
    pub fn discard(self) -> Result<(), JournalError> {
        let end = || -> io::Result<()> {
            // Emptied first: another instance may have it open, waiting for the lock.
            self.file.set_len(0)?;
            remove_if_there(&self.path)?;
            remove_if_there(&base_of(&self.path))
        };
        end().map_err(|error| JournalError::io(&self.path, error))
    }

    /// Goes on with a journal that was left behind, locked, behind its last whole line.
    pub(super) fn resume(file: File, path: PathBuf, length: u64) -> Self {
        Self { file, path, length }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn begin(store: &Store, origin: Origin, base: Option<&[u8]>) -> Result<Self, JournalError> {
        let folder = store.journals();
        let path = folder.join(format!("{}.{EXTENSION}", unique_name()));
        // It gets its name when it is locked and begun, so that nobody takes it for left behind.
        let hidden = path.with_extension("new");
        let begin = || -> io::Result<File> {
            fs::create_dir_all(&folder)?;
            if let Some(base) = base {
                let mut file = File::create_new(base_of(&path))?;
                file.write_all(base)?;
                file.sync_all()?;
            }
            let file = File::create_new(&hidden)?;
            file.try_lock()?;
            Ok(file)
        };
        let file = begin().map_err(|error| JournalError::io(&folder, error))?;
        let mut journal = Self {
            file,
            path,
            length: 0,
        };
        journal.write(&Record::Begin {
            version: VERSION,
            origin,
        })?;
        fs::rename(&hidden, &journal.path)
            .map_err(|error| JournalError::io(&journal.path, error))?;
        Ok(journal)
    }

    fn write(&mut self, record: &Record) -> Result<(), JournalError> {
        let write = |file: &mut File| -> io::Result<u64> {
            let mut line = serde_json::to_vec(record)?;
            line.push(b'\n');
            // What a failed or torn write left behind must not run into this line.
            file.set_len(self.length)?;
            file.seek(SeekFrom::Start(self.length))?;
            file.write_all(&line)?;
            file.sync_data()?;
            Ok(line.len() as u64)
        };
        let written = write(&mut self.file).map_err(|error| JournalError::io(&self.path, error))?;
        self.length += written;
        Ok(())
    }
}

/// A process started meanwhile may hold the file open for a moment longer; the lock ends now.
impl Drop for Journal {
    fn drop(&mut self) {
        if let Err(error) = self.file.unlock() {
            log::warn!("{error}: {}", self.path.display());
        }
    }
}

/// How the name of a journal ends.
pub(super) const EXTENSION: &str = "jsonl";

/// Where a journal keeps the bytes of a document that is in no file.
pub(super) fn base_of(journal: &Path) -> PathBuf {
    journal.with_extension("base")
}

pub(super) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Sorted by time, and unlike any other.
fn unique_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let millis = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis());
    format!("{millis:014}-{}-{count}", process::id())
}
