//! The session itself: open files, and what each action does to them.

use std::path::Path;
use std::sync::Arc;

use crate::model::Text;

use super::disk::{Disk, Failure};
use super::jobs::{Jobs, Report};
use super::open_file::OpenFile;
use super::own::OwnRules;
use super::{Action, FileId, Notice, NoticeId, NoticeLevel, Preferences, Snapshot};

/// Messages that are kept; older ones go.
const NOTICES: usize = 6;

/// The one mutable state of the program.
pub struct Session {
    pub(super) disk: Disk,
    pub(super) files: Vec<OpenFile>,
    pub(super) active: Option<FileId>,
    pub(super) jobs: Jobs,
    pub(super) own: OwnRules,
    notices: Vec<Notice>,
    next_id: u64,
    snapshot: Arc<Snapshot>,
}

impl Session {
    /// A session with nothing open. `disk` says where journals, versions and settings lie.
    pub fn new(disk: Disk) -> Self {
        let mut session = Self {
            disk,
            files: Vec::new(),
            active: None,
            jobs: Jobs::new(Arc::new(|| {})),
            own: OwnRules::default(),
            notices: Vec::new(),
            next_id: 0,
            snapshot: Arc::default(),
        };
        for (text, hints) in session.disk.look_for_recoveries() {
            session.notify(NoticeLevel::Error, text, hints);
        }
        session.refresh();
        session
    }

    /// What to call from a thread that has something to report.
    pub fn set_wake(&mut self, wake: Arc<dyn Fn() + Send + Sync>) {
        self.jobs.set_wake(wake);
    }

    /// What there is to show.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot)
    }

    /// What of the window outlived the last run.
    pub fn preferences(&self) -> Preferences {
        self.disk.preferences()
    }

    /// Stores what of the window is to outlive this run.
    pub fn keep_preferences(&mut self, preferences: &Preferences) {
        if let Err((text, hints)) = self.disk.keep_preferences(preferences) {
            self.notify(NoticeLevel::Error, text, hints);
            self.refresh();
        }
    }

    /// Whether a file is there already, so that the window can ask before it is replaced.
    pub fn is_file(&self, path: &Path) -> bool {
        path.exists()
    }

    /// Takes in what threads have to report; `true` when something changed.
    pub fn poll(&mut self) -> bool {
        let reports = self.jobs.reports();
        let changed = !reports.is_empty();
        for report in reports {
            self.take_in(report);
        }
        let loading = !self.snapshot.jobs.is_empty();
        if changed || loading {
            self.refresh();
        }
        changed
    }

    /// Does what is asked. Whatever fails becomes a notice, and nothing is lost.
    pub fn apply(&mut self, action: Action) {
        // Nobody needs to look at what is about to change, and what nobody holds is edited in place.
        self.snapshot = Arc::default();
        let result = match action {
            Action::OpenSample => self.open_sample(),
            Action::Open(paths) => {
                self.open(paths);
                Ok(())
            }
            Action::Cancel(id) => {
                self.jobs.cancel(id);
                Ok(())
            }
            Action::Activate(id) => {
                self.active = Some(id);
                Ok(())
            }
            Action::Close(id) => self.close(id),
            Action::Reload(id) => self.reload(id),
            Action::Save(id) => self.save(id),
            Action::SaveAs {
                file,
                path,
                replace,
            } => self.save_as(file, &path, replace),
            Action::Edit { file, title, edits } => {
                self.change(file, |open| open.edit_cells(title, &edits))
            }
            Action::EditRows {
                file,
                title,
                rows,
                cells,
            } => self.change(file, |open| open.edit_rows(title, &rows, &cells)),
            Action::ApplyFix { file, finding, fix } => self.apply_fix(file, &finding, fix),
            Action::ApplySafeFixes(file) => self.apply_safe_fixes(file),
            Action::Explain {
                file,
                finding,
                text,
            } => self.explain(file, &finding, &text),
            Action::Undo(id) => self.step(id, OpenFile::undo),
            Action::Redo(id) => self.step(id, OpenFile::redo),
            Action::Export {
                file,
                format,
                lang,
                path,
                replace,
            } => self.export(file, format, lang, &path, replace),
            Action::WriteBytes {
                bytes,
                path,
                replace,
            } => self.write(&bytes, &path, replace),
            Action::Recover(index) => self.recover(index),
            Action::DiscardRecovery(index) => self.disk.discard_recovery(index),
            Action::PostponeRecovery => {
                self.disk.postpone_recoveries();
                Ok(())
            }
            Action::LoadRules(files) => self.load_rules(files),
            Action::ReloadRules => self.reload_rules(),
            Action::Dismiss(id) => {
                self.notices.retain(|notice| notice.id != id);
                Ok(())
            }
        };
        if let Err((text, hints)) = result {
            self.notify(NoticeLevel::Error, text, hints);
        }
        self.refresh();
    }

    pub(super) fn next_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    pub(super) fn notify(&mut self, level: NoticeLevel, text: Text, hints: Vec<Text>) {
        let id = NoticeId(self.next_id());
        // Saying the same thing twice helps nobody.
        self.notices.retain(|notice| notice.text != text);
        self.notices.push(Notice {
            id,
            level,
            text,
            hints,
        });
        let surplus = self.notices.len().saturating_sub(NOTICES);
        self.notices.drain(..surplus);
    }

    pub(super) fn done(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        self.notify(NoticeLevel::Done, Text::new(zh, en), Vec::new());
    }

    fn refresh(&mut self) {
        if self
            .active
            .is_none_or(|id| self.files.iter().all(|file| file.id != id))
        {
            self.active = self.files.last().map(|file| file.id);
        }
        self.snapshot = Arc::new(Snapshot {
            files: self.files.iter().map(OpenFile::view).collect(),
            active: self.active,
            jobs: self.jobs.views(),
            notices: self.notices.clone(),
            recoveries: self.disk.recoveries(),
            recent: self.disk.recent(),
            own: self.own.view(),
        });
    }

    pub(super) fn file(&mut self, id: FileId) -> Result<&mut OpenFile, Failure> {
        let missing = || (Text::new("文件已关闭", "the file is closed"), Vec::new());
        self.files
            .iter_mut()
            .find(|file| file.id == id)
            .ok_or_else(missing)
    }

    fn take_in(&mut self, report: Report) {
        match report {
            Report::Loaded {
                id,
                sets,
                passed_over,
            } => {
                self.take_in_sets(id, sets);
                self.say_passed_over(passed_over);
            }
            Report::Checked(checked) => self.take_in_check(checked),
        }
    }
}
