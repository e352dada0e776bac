//! Editing: one gesture is one step, journalled at once and checked again.

use crate::model::{FormatError, Text};
use crate::review::PreviewError;
use crate::rules::Certainty;

use super::disk::Failure;
use super::open_file::OpenFile;
use super::recheck::Checked;
use super::{FileId, NoticeLevel, Session};

impl Session {
    /// Changes a file by an edit.
    pub(super) fn change(
        &mut self,
        id: FileId,
        change: impl FnOnce(&mut OpenFile) -> Result<(), PreviewError>,
    ) -> Result<(), Failure> {
        let file = self.file(id)?;
        change(file).map_err(|error| (error.text(), Vec::new()))?;
        self.after_change(id)
    }

    /// Takes a step of a file back, or makes it again.
    pub(super) fn step(
        &mut self,
        id: FileId,
        step: impl FnOnce(&mut OpenFile) -> Result<bool, FormatError>,
    ) -> Result<(), Failure> {
        let file = self.file(id)?;
        if step(file).map_err(|error| (error.text(), Vec::new()))? {
            self.after_change(id)?;
        }
        Ok(())
    }

    /// Writes the journal and checks again.
    fn after_change(&mut self, id: FileId) -> Result<(), Failure> {
        let disk = self.disk.clone();
        let journalled = disk.journal(self.file(id)?);
        if let Some(index) = self.files.iter().position(|file| file.id == id) {
            self.check(index);
        }
        self.relate_years();
        journalled
    }

    /// Checks a file again, at once unless it is large.
    pub(super) fn check(&mut self, index: usize) {
        let file = &mut self.files[index];
        if !file.is_large() {
            let checked = file.check().run();
            file.accept(checked);
        } else if !file.checking {
            // One check at a time; what changes meanwhile is checked after it.
            file.checking = true;
            self.jobs.check(file.check());
        }
    }

    /// Takes in what a check on a thread found; checks again what has changed meanwhile.
    pub(super) fn take_in_check(&mut self, checked: Checked) {
        let Some(index) = self.files.iter().position(|file| file.id == checked.id) else {
            return;
        };
        if self.files[index].accept(checked) {
            // The accounts were read again, and they may be the year before of others.
            self.relate_years();
        } else {
            self.check(index);
        }
    }

    pub(super) fn apply_fix(
        &mut self,
        id: FileId,
        finding: &str,
        fix: usize,
    ) -> Result<(), Failure> {
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

    pub(super) fn apply_safe_fixes(&mut self, id: FileId) -> Result<(), Failure> {
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

    pub(super) fn explain(
        &mut self,
        id: FileId,
        finding: &str,
        words: &str,
    ) -> Result<(), Failure> {
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Review;
    use crate::session::{Action, Disk};
    use std::sync::Arc;

    #[test]
    fn the_result_of_an_older_check_is_of_no_use() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session::new(Disk::under(folder.path()));
        session.apply(Action::OpenSample);
        let review = Arc::clone(&session.files[0].review);
        let older = Checked {
            review: Arc::default(),
            ..session.files[0].check().run()
        };
        // Another year before changes no version of this file, and yet what is found in it.
        let accounts = Arc::clone(&session.files[0].accounts);
        assert!(session.files[0].follow(Some(accounts)));
        assert!(!session.files[0].accept(older));
        assert!(Arc::ptr_eq(&session.files[0].review, &review));
        let now = Checked {
            review: Arc::new(Review::default()),
            ..session.files[0].check().run()
        };
        assert!(session.files[0].accept(now));
        assert!(session.files[0].review.findings.is_empty());
    }
}
