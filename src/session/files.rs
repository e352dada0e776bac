//! The session itself: open files, and what each action does to them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::Document;
use crate::export;
use crate::model::{Accounts, Lang, SAMPLE, SAMPLE_NAME, Text};
use crate::review::PreviewError;
use crate::rules::Certainty;

use super::disk::{Disk, Failure};
use super::jobs::{Jobs, Report};
use super::open_file::{Loaded, OpenFile};
use super::{Action, ExportFormat, FileId, Notice, NoticeId, NoticeLevel, Preferences, Snapshot};

/// Documents up to this size are checked at once after an edit; larger ones on a thread.
const CHECK_AT_ONCE: usize = 1 << 20;

/// Messages that are kept; older ones go.
const NOTICES: usize = 6;

/// The one mutable state of the program.
pub struct Session {
    disk: Disk,
    files: Vec<OpenFile>,
    active: Option<FileId>,
    jobs: Jobs,
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
        self.disk.is_file(path)
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
        let result = match action {
            Action::OpenSample => self.open_sample(),
            Action::Open(paths) => self.open(paths),
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
            } => {
                let bytes = self.exported(file, format, lang);
                bytes.and_then(|bytes| self.write(&bytes, &path, replace))
            }
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

    fn next_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    fn notify(&mut self, level: NoticeLevel, text: Text, hints: Vec<Text>) {
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

    fn done(&mut self, zh: impl Into<String>, en: impl Into<String>) {
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
        });
    }

    fn file(&mut self, id: FileId) -> Result<&mut OpenFile, Failure> {
        let missing = || (Text::new("文件已关闭", "the file is closed"), Vec::new());
        self.files
            .iter_mut()
            .find(|file| file.id == id)
            .ok_or_else(missing)
    }

    // Opening and closing.

    fn open_sample(&mut self) -> Result<(), Failure> {
        if let Some(open) = self
            .files
            .iter()
            .find(|file| file.path.is_none() && file.name == SAMPLE_NAME)
        {
            self.active = Some(open.id);
            return Ok(());
        }
        let document = Document::parse(SAMPLE.to_vec()).map_err(|error| failure(&error))?;
        let loaded = Loaded::new(document, None).map_err(|error| (error.text(), Vec::new()))?;
        let id = FileId(self.next_id());
        self.add(OpenFile::new(id, SAMPLE_NAME.to_owned(), None, loaded));
        Ok(())
    }

    fn open(&mut self, paths: Vec<PathBuf>) -> Result<(), Failure> {
        for path in paths {
            let path = self.disk.absolute(&path);
            if let Some(open) = self
                .files
                .iter()
                .find(|file| file.path.as_deref() == Some(&*path))
            {
                self.active = Some(open.id);
            } else if self.jobs.loading(&path).is_none() {
                let id = FileId(self.next_id());
                self.jobs.load(id, path, self.disk.clone());
            }
        }
        Ok(())
    }

    fn add(&mut self, file: OpenFile) {
        self.active = Some(file.id);
        self.files.push(file);
        self.order_files();
    }

    fn order_files(&mut self) {
        // Departments together, their years in order, so that neighbours can be compared.
        self.files.sort_by(|a, b| {
            let key = |file: &OpenFile| {
                (
                    file.accounts.department.clone(),
                    file.accounts.year,
                    file.id,
                )
            };
            key(a).cmp(&key(b))
        });
        self.relate_years();
    }

    fn close(&mut self, id: FileId) -> Result<(), Failure> {
        let Some(index) = self.files.iter().position(|file| file.id == id) else {
            return Ok(());
        };
        let file = self.files.remove(index);
        if self.active == Some(id) {
            self.active = self
                .files
                .get(index)
                .or(self.files.last())
                .map(|file| file.id);
        }
        self.relate_years();
        file.journal
            .map_or(Ok(()), |journal| self.disk.discard_journal(journal))
    }

    fn reload(&mut self, id: FileId) -> Result<(), Failure> {
        let file = self.file(id)?;
        let Some(path) = file.path.clone() else {
            self.close(id)?;
            return self.open_sample();
        };
        // It stays as it is until the other could be read.
        file.reloading = Some(file.version);
        if self.jobs.loading(&path).is_none() {
            self.jobs.load(id, path, self.disk.clone());
        }
        Ok(())
    }

    /// Takes a file that was read again.
    fn replace(&mut self, index: usize, path: PathBuf, loaded: Loaded) -> Result<(), Failure> {
        let old = &mut self.files[index];
        if old.reloading.take() != Some(old.version) {
            return Err((
                Text::new(
                    format!("载入期间又有修改，未重新载入：{}", path.display()),
                    format!("edited meanwhile, so not reloaded: {}", path.display()),
                ),
                Vec::new(),
            ));
        }
        let new = OpenFile::new(old.id, old.name.clone(), Some(path), loaded).after(old);
        let journal = std::mem::replace(old, new).journal;
        self.order_files();
        journal.map_or(Ok(()), |journal| self.disk.discard_journal(journal))
    }

    /// Finds each file's year before among the open files, and checks again where that changed.
    fn relate_years(&mut self) {
        let known: Vec<Arc<Accounts>> = self
            .files
            .iter()
            .map(|file| Arc::clone(&file.accounts))
            .collect();
        for index in 0..self.files.len() {
            let own = &known[index];
            let before = own.year.map(|year| year - 1);
            let previous = known
                .iter()
                .find(|other| {
                    before.is_some()
                        && other.year == before
                        && own.department.is_some()
                        && other.department == own.department
                })
                .cloned();
            let file = &mut self.files[index];
            let same = match (&file.previous, &previous) {
                (None, None) => true,
                (Some(old), Some(new)) => Arc::ptr_eq(old, new),
                _ => false,
            };
            if !same {
                file.previous = previous;
                self.check(index);
            }
        }
    }

    fn take_in(&mut self, report: Report) {
        match report {
            Report::Loaded { id, path, loaded } => {
                let name = path
                    .file_name()
                    .unwrap_or(path.as_os_str())
                    .to_string_lossy()
                    .into_owned();
                if let Err((text, hints)) = self.disk.remember(&path) {
                    self.notify(NoticeLevel::Error, text, hints);
                }
                match self.files.iter().position(|file| file.id == id) {
                    Some(index) => {
                        if let Err((text, hints)) = self.replace(index, path, *loaded) {
                            self.notify(NoticeLevel::Error, text, hints);
                        }
                    }
                    None => self.add(OpenFile::new(id, name, Some(path), *loaded)),
                }
            }
            Report::Failed { text, hints, .. } => self.notify(NoticeLevel::Error, text, hints),
            Report::Checked {
                id,
                number,
                review,
                took,
            } => {
                let file = self.files.iter_mut().find(|file| file.id == id);
                // A check of what has changed again meanwhile is of no use.
                if let Some(file) = file.filter(|file| file.checks == number) {
                    file.review = Arc::new(*review);
                    file.checked_in = took;
                    file.checking = false;
                }
            }
        }
    }

    // Editing.

    fn change(
        &mut self,
        id: FileId,
        change: impl FnOnce(&mut OpenFile) -> Result<(), PreviewError>,
    ) -> Result<(), Failure> {
        let file = self.file(id)?;
        change(file).map_err(|error| (error.text(), Vec::new()))?;
        self.after_change(id)
    }

    fn step(
        &mut self,
        id: FileId,
        step: impl FnOnce(&mut OpenFile) -> Result<bool, crate::model::FormatError>,
    ) -> Result<(), Failure> {
        let file = self.file(id)?;
        if step(file).map_err(|error| (error.text(), Vec::new()))? {
            self.after_change(id)?;
        }
        Ok(())
    }

    /// Writes the journal and checks again.
    fn after_change(&mut self, id: FileId) -> Result<(), Failure> {
        let journalled = {
            let disk = self.disk.clone();
            disk.journal(self.file(id)?)
        };
        if let Some(index) = self.files.iter().position(|file| file.id == id) {
            self.check(index);
        }
        self.relate_years();
        journalled
    }

    fn check(&mut self, index: usize) {
        let file = &mut self.files[index];
        file.checks += 1;
        if file.document.text().len() <= CHECK_AT_ONCE {
            file.check();
            file.checking = false;
            return;
        }
        file.checking = true;
        let (accounts, previous) = (Arc::clone(&file.accounts), file.previous.clone());
        self.jobs.check(file.id, file.checks, accounts, previous);
    }

    fn apply_fix(&mut self, id: FileId, finding: &str, fix: usize) -> Result<(), Failure> {
        let file = self.file(id)?;
        let found = file
            .review
            .findings
            .iter()
            .find(|known| known.fingerprint == finding);
        let Some(fix) = found.and_then(|finding| finding.fixes.get(fix)).cloned() else {
            return Err((
                Text::new("该改正建议已失效", "this fix no longer applies"),
                Vec::new(),
            ));
        };
        self.change(id, |open| open.edit_cells(fix.title.clone(), &fix.edits))
    }

    fn apply_safe_fixes(&mut self, id: FileId) -> Result<(), Failure> {
        let file = self.file(id)?;
        let edits = crate::review::safe_edits(&file.review);
        if edits.is_empty() {
            let text = Text::new(
                "没有可靠的改正可以直接采纳",
                "there is no safe fix to apply",
            );
            self.notify(NoticeLevel::Info, text, Vec::new());
            return Ok(());
        }
        let title = Text::new(
            format!("采纳全部“{}”改正", Certainty::Safe.text().zh),
            "apply all safe fixes",
        );
        self.change(id, |open| open.edit_cells(title, &edits))
    }

    fn explain(&mut self, id: FileId, finding: &str, words: &str) -> Result<(), Failure> {
        let file = self.file(id)?;
        let found = file
            .review
            .findings
            .iter()
            .find(|known| known.fingerprint == finding)
            .cloned();
        let Some(found) = found else {
            return Err((
                Text::new("该问题已不存在", "this finding is gone"),
                Vec::new(),
            ));
        };
        self.change(id, |open| open.explain(&found, words))
    }

    // Writing.

    fn save(&mut self, id: FileId) -> Result<(), Failure> {
        let disk = self.disk.clone();
        let file = self.file(id)?;
        disk.save(file)?;
        let name = file.name.clone();
        self.done(format!("已保存 {name}"), format!("saved {name}"));
        Ok(())
    }

    fn save_as(&mut self, id: FileId, path: &Path, replace: bool) -> Result<(), Failure> {
        let disk = self.disk.clone();
        let file = self.file(id)?;
        disk.save_as(file, path, replace)?;
        disk.remember(&disk.absolute(path))?;
        self.done(
            format!("已保存为 {}", path.display()),
            format!("saved as {}", path.display()),
        );
        Ok(())
    }

    fn exported(
        &mut self,
        id: FileId,
        format: ExportFormat,
        lang: Lang,
    ) -> Result<Vec<u8>, Failure> {
        let file = self.file(id)?;
        Ok(match format {
            ExportFormat::Json => file.document.bytes().into_owned(),
            ExportFormat::Csv => export::findings_csv(&file.reviewed(), lang).into_bytes(),
            ExportFormat::Markdown => export::memo(&file.reviewed(), lang).into_bytes(),
        })
    }

    fn write(&mut self, bytes: &[u8], path: &Path, replace: bool) -> Result<(), Failure> {
        self.disk.write(path, bytes, replace)?;
        self.done(
            format!("已导出 {}", path.display()),
            format!("exported {}", path.display()),
        );
        Ok(())
    }

    /// Closes the same file without the edits, so that it is not there twice.
    fn give_way_to(&mut self, recovered: &OpenFile) -> Result<(), Failure> {
        if let Some(path) = &recovered.path
            && let Some(loading) = self.jobs.loading(path)
        {
            self.jobs.cancel(loading);
        }
        let same = self.files.iter().find(|file| {
            file.history.is_saved() && file.path == recovered.path && file.name == recovered.name
        });
        same.map(|file| file.id).map_or(Ok(()), |id| self.close(id))
    }

    fn recover(&mut self, index: usize) -> Result<(), Failure> {
        let id = FileId(self.next_id());
        let file = self.disk.recover(index, id)?;
        self.give_way_to(&file)?;
        self.add(file);
        if let Some(index) = self.files.iter().position(|file| file.id == id) {
            self.check(index);
        }
        Ok(())
    }
}

fn failure(error: &crate::document::ParseError) -> Failure {
    let (zh, en) = error.message();
    (Text::new(zh, en), Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Review;
    use std::time::Duration;

    fn checked(id: FileId, number: u64) -> Report {
        Report::Checked {
            id,
            number,
            review: Box::new(Review::default()),
            took: Duration::ZERO,
        }
    }

    #[test]
    fn the_result_of_an_older_check_is_of_no_use() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session::new(Disk::under(folder.path()));
        session.apply(Action::OpenSample);
        let id = session.files[0].id;
        let review = Arc::clone(&session.files[0].review);
        // A check because of another file changes no version of this one.
        session.check(0);
        session.check(0);
        let last = session.files[0].checks;
        session.take_in(checked(id, last - 1));
        assert_eq!(session.files[0].review.findings, review.findings);
        session.take_in(checked(id, last));
        assert_eq!(session.files[0].review.findings, []);
    }
}
