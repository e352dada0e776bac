//! Opening and closing: which files are there, in what order, and which is another's year before.

use std::path::PathBuf;
use std::sync::Arc;

use crate::document::Document;
use crate::model::{Accounts, SAMPLE, SAMPLE_NAME, Text};

use super::disk::{self, Failure, Kept};
use super::open_file::{Loaded, OpenFile};
use super::{FileId, Session};

impl Session {
    pub(super) fn open_sample(&mut self) -> Result<(), Failure> {
        if let Some(open) = self
            .files
            .iter()
            .find(|file| file.path.is_none() && file.name == SAMPLE_NAME)
        {
            self.active = Some(open.id);
            return Ok(());
        }
        let document =
            Document::parse(SAMPLE.to_vec()).map_err(|error| disk::failure(error.message()))?;
        let loaded = Loaded::new(document, None).map_err(|error| (error.text(), Vec::new()))?;
        let id = FileId(self.next_id());
        self.add(OpenFile::new(id, SAMPLE_NAME.to_owned(), None, loaded));
        Ok(())
    }

    pub(super) fn open(&mut self, paths: Vec<PathBuf>) {
        for path in paths {
            let path = disk::absolute(&path);
            if let Some(open) = self
                .files
                .iter()
                .find(|file| file.path.as_deref() == Some(&*path))
            {
                self.active = Some(open.id);
            } else if self.jobs.loading(&path).is_none() {
                let id = FileId(self.next_id());
                self.jobs.load(id, path);
            }
        }
    }

    /// Puts a file among the open ones and shows it; of several that are opened together the last
    /// one, whichever thread ends last.
    pub(super) fn add(&mut self, file: OpenFile) {
        self.active = self.active.max(Some(file.id));
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

    pub(super) fn close(&mut self, id: FileId) -> Result<(), Failure> {
        let Some(index) = self.files.iter().position(|file| file.id == id) else {
            return Ok(());
        };
        let file = self.files.remove(index);
        if self.active == Some(id) {
            self.active = self
                .files
                .get(index)
                .or_else(|| self.files.last())
                .map(|file| file.id);
        }
        self.relate_years();
        file.journal.map_or(Ok(()), Kept::discard)
    }

    pub(super) fn reload(&mut self, id: FileId) -> Result<(), Failure> {
        let file = self.file(id)?;
        let Some(path) = file.path.clone() else {
            self.close(id)?;
            return self.open_sample();
        };
        // It stays as it is until the other could be read.
        file.reloading = Some(file.version);
        if self.jobs.loading(&path).is_none() {
            self.jobs.load(id, path);
        }
        Ok(())
    }

    /// Takes a file that was read: a new one, or an open one again.
    pub(super) fn take_in_file(
        &mut self,
        id: FileId,
        path: PathBuf,
        loaded: Loaded,
    ) -> Result<(), Failure> {
        let remembered = self.disk.remember(&path);
        if let Some(index) = self.files.iter().position(|file| file.id == id) {
            self.replace(index, path, loaded)?;
        } else {
            let name = disk::file_name(&path);
            self.add(OpenFile::new(id, name, Some(path), loaded));
        }
        remembered
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
        journal.map_or(Ok(()), Kept::discard)
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

    pub(super) fn recover(&mut self, index: usize) -> Result<(), Failure> {
        let id = FileId(self.next_id());
        let file = self.disk.recover(index, id)?;
        self.give_way_to(&file)?;
        self.add(file);
        Ok(())
    }

    /// Finds each file's year before among the open files, and checks again where that changed.
    pub(super) fn relate_years(&mut self) {
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
            let own = self.own.book();
            // Both are taken in before the file is checked, once.
            if self.files[index].follow(previous) | self.files[index].obey(own) {
                self.check(index);
            }
        }
    }
}
