//! Where a session meets the disk: the journal, recoveries, recent files, settings. Saving is in
//! `saving`.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::document::{Document, Pointer};
use crate::file::{self, Journal, Progress, Recent, Recovery, Stamp, Stamped, Store};
use crate::model::Text;
use crate::origin::{OpenError, Origin, opened_document, read_as_one};
use crate::rules::Book;

use super::history::{Step, Touched};
use super::open_file::{Loaded, OpenFile};
use super::{FileId, Preferences, history::History};

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

    /// Makes the edits of an earlier run again; says so when they have no file to go back to.
    pub(super) fn recover(
        &self,
        index: usize,
        id: FileId,
        own: Option<Arc<Book>>,
    ) -> Result<(OpenFile, Option<Failure>), Failure> {
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
        let (origin, astray) = origin_of(&recovery, restored.file, &restored.document);
        let name = match recovery.origin() {
            file::Origin::Unsaved { name } => name.clone(),
            file::Origin::File { path, .. } => file_name(path),
            file::Origin::Imported { files } => set_name(files),
        };
        let kept = recovery.steps().to_vec();
        let base = Document::parse(recovery.base().to_vec()).ok();
        let opened = opened_document(restored.document, origin).map_err(open_failure)?;
        let mut open = OpenFile::new(id, name, Loaded::new(opened, own));
        open.base = base.map(Arc::new);
        open.history = History::new();
        if astray.is_some() || recovery.is_partly_saved() {
            open.history.forget_saved();
        }
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
        Ok((open, astray))
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
                journal: match &file.origin {
                    Origin::Json(json) => Journal::create(store, &json.path, &json.stamp),
                    Origin::Nowhere => {
                        Journal::create_unsaved(store, &file.name, &file.base().bytes())
                    }
                    Origin::Files(files) => {
                        let files = files.stamped().cloned().collect();
                        Journal::create_imported(store, &file.base().bytes(), files)
                    }
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

    /// Where versions and journals are kept; somewhere at least when there is no place for them.
    pub(super) fn store(&self) -> Store {
        let temporary = || Store::under(std::env::temp_dir().join("gouji"));
        self.store.clone().unwrap_or_else(temporary)
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
    /// The files were written and yet do not hold everything.
    pub(super) fn partly_saved(&mut self, files: Vec<Stamped>) -> Result<(), Failure> {
        self.journal
            .partly_saved(files)
            .map_err(|error| failure(error.message()))
    }

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

/// Where recovered edits go back to. Files that are others now cannot take them; then they are
/// edits of a document in no file, and the reason is given.
fn origin_of(
    recovery: &Recovery,
    file: Option<(PathBuf, Stamp)>,
    document: &Document,
) -> (Origin, Option<Failure>) {
    if let Some((path, stamp)) = file {
        return (Origin::Json(Stamped { path, stamp }), None);
    }
    let file::Origin::Imported { files } = recovery.origin() else {
        return (Origin::Nowhere, None);
    };
    let paths: Vec<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
    let why = match read_as_one(&paths, &Progress::default()) {
        Err(error) => error.text(),
        Ok(opened) => match changed_since(files, &opened.origin) {
            Some(path) => {
                let path = path.display();
                Text::new(
                    format!("修改之后文件又被改动：{path}"),
                    format!("the file was changed since the edits were made: {path}"),
                )
            }
            // Places in a text that was written since are others than those of the edits.
            None if text_of(document) != text_of(&opened.document) => Text::new(
                "正文已按其中一部分修改改写",
                "the text was written with some of the edits already",
            ),
            None => return (opened.origin, None),
        },
    };
    let hints = vec![
        why,
        Text::new(
            "请“另存为” .json 保存这些修改",
            "Save As .json to keep these edits",
        ),
    ];
    let text = Text::new(
        "修改已恢复，但不能再写回原文件",
        "the edits are recovered, and cannot be written back into their files",
    );
    (Origin::Nowhere, Some((text, hints)))
}

/// The text that a document was read out of, as it is written there.
fn text_of(document: &Document) -> Option<&str> {
    let text = document.find(&Pointer::new("/narrative/text"))?;
    Some(text.raw())
}

/// A file that is another now than it was.
fn changed_since<'a>(then: &'a [Stamped], now: &Origin) -> Option<&'a Path> {
    let mut pairs = then.iter().zip(now.files());
    let changed = pairs.find(|(then, now)| !now.stamp.same_content(&then.stamp));
    changed.map(|(then, _)| then.path.as_path())
}

/// Why files were not opened, and what can be done about it.
#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
pub(super) fn open_failure(error: OpenError) -> Failure {
    (error.text(), error.hints())
}

/// What the user knows several files by that are one set of accounts.
pub(super) fn set_name<'a>(files: impl IntoIterator<Item = &'a Stamped>) -> String {
    let mut files = files.into_iter();
    let first = files
        .next()
        .map_or_else(String::new, |file| file_name(&file.path));
    match files.count() {
        0 => first,
        more => format!("{first} +{more}"),
    }
}

/// The last part of a path, which the user knows the file by.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
