//! Where a session meets the disk: guarded saves, the journal, recoveries, recent files.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::document::Document;
use crate::file::{self, Journal, MAX_BYTES, Overwrite, Progress, Recent, Recovery, Store};
use crate::model::Text;

use super::history::{Step, Touched};
use super::open_file::{Loaded, OpenFile};
use super::{FileId, Preferences, history::History};

pub(super) use crate::file::Stamp;

/// What went wrong, and what can be done about it.
pub(super) type Failure = (Text, Vec<Text>);

/// The journal of a file's unsaved edits.
pub(super) struct Kept {
    journal: Journal,
    /// The steps that were in effect when it was written last.
    steps: Vec<file::Step>,
}

/// The disk as a session sees it. Clones share their state.
#[derive(Clone)]
pub struct Disk {
    /// `None` when no place for the application's data could be found: then edits are not
    /// journalled, which is said once.
    store: Option<Store>,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    recoveries: Vec<Recovery>,
    recent: Recent,
}

/// Unsaved edits of an earlier run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryView {
    /// The file, or what the user knows it by.
    pub name: String,
    /// Titles of the steps.
    pub steps: Vec<String>,
    /// Whether a damaged end may have lost steps.
    pub complete: bool,
}

pub(super) fn failure((zh, en): (String, String)) -> Failure {
    (Text::new(zh, en), Vec::new())
}

impl Disk {
    /// The application's folders of the user who runs it.
    pub fn of_user() -> Self {
        let store = Store::of_user()
            .inspect_err(|error| log::error!("{error}"))
            .ok();
        Self::new(store)
    }

    /// Everything under one folder, for tests.
    pub fn under(folder: impl Into<PathBuf>) -> Self {
        Self::new(Some(Store::under(folder)))
    }

    fn new(store: Option<Store>) -> Self {
        let recent = store
            .as_ref()
            .map(|store| file::load::<Recent>(store, Recent::NAME).value);
        Self {
            store,
            shared: Arc::new(Mutex::new(Shared {
                recoveries: Vec::new(),
                recent: recent.unwrap_or_default(),
            })),
        }
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        // A thread that panicked left whole values behind.
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Finds what an earlier run left behind; gives what could not be read.
    pub(super) fn look_for_recoveries(&self) -> Vec<Failure> {
        let Some(store) = &self.store else {
            return vec![(
                Text::new(
                    "找不到应用数据目录，未保存的修改无法备份",
                    "no folder for application data: unsaved edits cannot be journalled",
                ),
                Vec::new(),
            )];
        };
        match file::recover_all(store) {
            Ok(found) => {
                self.shared().recoveries = found.recoveries;
                let damaged = found.damaged.iter().map(|path| {
                    let path = path.display();
                    let text = Text::new(
                        format!("一份备份已损坏，原样保留在 {path}"),
                        format!("a journal is damaged; it is kept at {path}"),
                    );
                    (text, Vec::new())
                });
                damaged.collect()
            }
            Err(error) => vec![failure(error.message())],
        }
    }

    pub(super) fn recoveries(&self) -> Vec<RecoveryView> {
        self.shared()
            .recoveries
            .iter()
            .map(|recovery| RecoveryView {
                name: recovery.name(),
                steps: recovery
                    .steps()
                    .iter()
                    .map(|step| step.title.clone())
                    .collect(),
                complete: recovery.is_complete(),
            })
            .collect()
    }

    /// Makes the edits of an earlier run again.
    pub(super) fn recover(&self, index: usize, id: FileId) -> Result<OpenFile, Failure> {
        let mut shared = self.shared();
        let Some(recovery) = shared.recoveries.get(index) else {
            return Err((
                Text::new("该备份已不存在", "these edits are gone"),
                Vec::new(),
            ));
        };
        let restored = recovery.restore(&Progress::default()).map_err(|error| {
            let (text, mut hints) = failure(error.message());
            hints.push(Text::new(
                "修改仍保留在备份中",
                "the edits are still in the journal",
            ));
            (text, hints)
        })?;
        let recovery = shared.recoveries.remove(index);
        drop(shared);
        let kept = recovery.steps().to_vec();
        let name = recovery.name();
        let (path, stamp) = restored.file.unzip();
        let loaded =
            Loaded::new(restored.document, stamp).map_err(|error| (error.text(), Vec::new()))?;
        let name = path.as_deref().map_or(name, file_name);
        let mut open = OpenFile::new(id, name, path, loaded);
        open.history = History::new();
        for (title, change) in restored.steps {
            open.history.push(Step {
                title: Text::same(title),
                changes: vec![change],
                touched: Vec::<Touched>::new(),
            });
        }
        open.journal = Some(Kept {
            journal: recovery.resume(),
            steps: kept,
        });
        Ok(open)
    }

    pub(super) fn discard_recovery(&self, index: usize) -> Result<(), Failure> {
        let mut shared = self.shared();
        if index >= shared.recoveries.len() {
            return Ok(());
        }
        let recovery = shared.recoveries.remove(index);
        recovery.discard().map_err(|error| failure(error.message()))
    }

    /// Leaves the journals for the next start.
    pub(super) fn postpone_recoveries(&self) {
        self.shared().recoveries.clear();
    }

    /// Brings the journal to what the history is now.
    pub(super) fn journal(&self, file: &mut OpenFile) -> Result<(), Failure> {
        let Some(store) = &self.store else {
            return Ok(());
        };
        let wanted = file.history.done().iter().map(Step::journalled).collect();
        let mut kept = match file.journal.take() {
            Some(kept) => kept,
            None => Kept {
                journal: match (&file.path, &file.stamp) {
                    (Some(path), Some(stamp)) => Journal::create(store, path, stamp),
                    _ => Journal::create_unsaved(store, &file.name, file.base()),
                }
                .map_err(|error| failure(error.message()))?,
                // What is on the disk; a step that is taken back from there is journalled too.
                steps: file.saved_steps.clone(),
            },
        };
        let result = kept.follow(wanted);
        file.journal = Some(kept);
        result.map_err(|error| failure(error.message()))
    }

    /// Writes a file where it came from, unless that has changed since.
    pub(super) fn save(&self, open: &mut OpenFile) -> Result<(), Failure> {
        let (Some(path), Some(stamp)) = (open.path.clone(), open.stamp.clone()) else {
            return Err((
                Text::new(
                    "内置样例没有所在文件，请另存为",
                    "the sample has no file yet: use Save As",
                ),
                Vec::new(),
            ));
        };
        let bytes = open.document.bytes();
        let saved = match &self.store {
            Some(store) => file::save(store, &stamp, &path, &bytes),
            None => file::save(
                &Store::under(std::env::temp_dir().join("gouji")),
                &stamp,
                &path,
                &bytes,
            ),
        };
        let saved = saved.map_err(|error| save_failure(&error))?;
        after_save(open, &path, saved)
    }

    /// Writes a file elsewhere; it goes on there.
    pub(super) fn save_as(
        &self,
        open: &mut OpenFile,
        path: &Path,
        replace: bool,
    ) -> Result<(), Failure> {
        let path = absolute(path);
        let store = self.store.clone();
        let store = store.unwrap_or_else(|| Store::under(std::env::temp_dir().join("gouji")));
        let saved = file::save_as(&store, &path, &open.document.bytes(), overwrite(replace))
            .map_err(|error| save_failure(&error))?;
        open.name = file_name(&path);
        open.path = Some(path.clone());
        after_save(open, &path, saved)
    }

    pub(super) fn recent(&self) -> Vec<PathBuf> {
        self.shared()
            .recent
            .paths()
            .map(Path::to_path_buf)
            .collect()
    }

    /// Puts a file on top of the recent ones.
    pub(super) fn remember(&self, path: &Path) -> Result<(), Failure> {
        let mut shared = self.shared();
        shared.recent.add(path);
        match &self.store {
            Some(store) => file::store(store, Recent::NAME, &shared.recent)
                .map_err(|error| failure(error.message())),
            None => Ok(()),
        }
    }

    /// What of the window outlives a run.
    pub(super) fn preferences(&self) -> Preferences {
        let loaded = self
            .store
            .as_ref()
            .map(|store| file::load(store, Preferences::NAME).value);
        loaded.unwrap_or_default()
    }

    pub(super) fn keep_preferences(&self, preferences: &Preferences) -> Result<(), Failure> {
        match &self.store {
            Some(store) => file::store(store, Preferences::NAME, preferences)
                .map_err(|error| failure(error.message())),
            None => Ok(()),
        }
    }
}

impl Kept {
    /// Throws the journal away.
    pub(super) fn discard(self) -> Result<(), Failure> {
        self.journal
            .discard()
            .map_err(|error| failure(error.message()))
    }

    /// Takes back what is no longer in effect and adds what is new.
    fn follow(&mut self, wanted: Vec<file::Step>) -> Result<(), file::JournalError> {
        let common = self
            .steps
            .iter()
            .zip(&wanted)
            .take_while(|(a, b)| a == b)
            .count();
        while self.steps.len() > common {
            if let Some(step) = self.steps.last() {
                self.journal.undo(step)?;
            }
            self.steps.pop();
        }
        for step in wanted.into_iter().skip(common) {
            self.journal.append(&step)?;
            self.steps.push(step);
        }
        Ok(())
    }
}

/// The path from the root on, as it would be found now.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Reads a file.
pub(super) fn read(path: &Path, progress: &Progress) -> Result<(Document, Stamp), Failure> {
    let opened = file::read(path, MAX_BYTES, progress).map_err(|error| failure(error.message()))?;
    Ok((opened.document, opened.stamp))
}

/// The file on disk is now as the document.
fn after_save(open: &mut OpenFile, path: &Path, saved: file::Saved) -> Result<(), Failure> {
    open.stamp = Some(saved.stamp);
    open.history.mark_saved();
    open.saved_steps = open.history.done().iter().map(Step::journalled).collect();
    let journal = open.journal.take().map_or(Ok(()), Kept::discard);
    if let Err(error) = saved.kept {
        let text = Text::new(
            format!("已保存，但原版本未能留存（{error}）：{}", path.display()),
            format!(
                "saved, but the version before could not be kept, {error}: {}",
                path.display()
            ),
        );
        return Err((text, Vec::new()));
    }
    journal
}

fn save_failure(error: &file::SaveError) -> Failure {
    let (text, mut hints) = failure(error.message());
    hints.push(Text::new("修改仍在，没有丢失", "your edits are still here"));
    match error {
        file::SaveError::ChangedOutside(_) => hints.push(Text::new(
            "可以“重新载入”（放弃本处修改）或“另存为”",
            "reload (giving up the edits here) or save as another file",
        )),
        _ => hints.push(Text::new("可以“另存为”别处", "save as another file")),
    }
    (text, hints)
}

/// Writes what was made from accounts.
pub(super) fn write(path: &Path, bytes: &[u8], replace: bool) -> Result<(), Failure> {
    file::write_new(path, bytes, overwrite(replace)).map_err(|error| failure(error.message()))
}

fn overwrite(replace: bool) -> Overwrite {
    if replace {
        Overwrite::Confirmed
    } else {
        Overwrite::Refuse
    }
}

/// The last part of a path, which the user knows the file by.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
