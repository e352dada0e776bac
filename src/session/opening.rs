//! Opening and closing: which files are there, in what order, and which is another's year before.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::Document;
use crate::file::list_accounts;
use crate::model::{Accounts, RemarkKind, SAMPLE, SAMPLE_NAME, Text};
use crate::origin::{Ending, Origin, opened_document};

use super::disk::{self, Failure, Kept};
use super::jobs::Sets;
use super::open_file::{Loaded, OpenFile};
use super::{FileId, NoticeLevel, Session};

/// More files of a folder than this are not opened at once: nobody finds their way among them.
const MOST_OF_A_FOLDER: usize = 60;

impl Session {
    pub(super) fn open_sample(&mut self) -> Result<(), Failure> {
        if let Some(open) = self
            .files
            .iter()
            .find(|file| file.origin.path().is_none() && file.name == SAMPLE_NAME)
        {
            self.active = Some(open.id);
            return Ok(());
        }
        let document =
            Document::parse(SAMPLE.to_vec()).map_err(|error| disk::failure(error.message()))?;
        let opened = opened_document(document, Origin::Nowhere).map_err(disk::open_failure)?;
        let id = FileId(self.next_id());
        let name = SAMPLE_NAME.to_owned();
        let loaded = Loaded::new(opened, self.own.book());
        self.add(OpenFile::new(id, name, loaded));
        Ok(())
    }

    /// Opens files, and of folders the accounts in them.
    pub(super) fn open(&mut self, paths: Vec<PathBuf>) {
        let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) =
            paths.into_iter().partition(|path| path.is_dir());
        self.open_files(files, Sets::AsTheyAre);
        for folder in folders {
            if let Err((text, hints)) = self.open_folder(&folder) {
                self.notify(NoticeLevel::Error, text, hints);
            }
        }
    }

    /// Opens the accounts in a folder; workbooks that lie in one folder may belong together.
    fn open_folder(&mut self, folder: &Path) -> Result<(), Failure> {
        let found = list_accounts(folder).map_err(|error| disk::failure(error.message()))?;
        let name = disk::file_name(folder);
        if found.is_empty() {
            let text = Text::new(
                format!("文件夹“{name}”中没有决算文件"),
                format!("the folder “{name}” holds no accounts"),
            );
            let hint = Text::new(
                "可以打开的文件：.json .xlsx .xls .ods .csv .txt .docx .pdf",
                "files that can be opened: .json .xlsx .xls .ods .csv .txt .docx .pdf",
            );
            return Err((text, vec![hint]));
        }
        if found.len() > MOST_OF_A_FOLDER {
            let count = found.len();
            let text = Text::new(
                format!("文件夹“{name}”中有 {count} 个文件，一次最多打开 {MOST_OF_A_FOLDER} 个"),
                format!(
                    "the folder “{name}” holds {count} files; {MOST_OF_A_FOLDER} at most are opened at once"
                ),
            );
            let path = folder.display();
            let hint = Text::new(
                format!("选其中几个打开，或用命令 gouji check {path} 一并审核"),
                format!("open some of them, or review all with gouji check {path}"),
            );
            return Err((text, vec![hint]));
        }
        for files in found.chunk_by(|a, b| a.parent() == b.parent()) {
            self.open_files(files.to_vec(), Sets::OfFolder);
        }
        Ok(())
    }

    /// Opens files: all workbooks and texts together, since they may be one set of accounts, and each
    /// JSON by itself unless a text is there that may belong to it.
    fn open_files(&mut self, paths: Vec<PathBuf>, sets: Sets) {
        let mut wanted: Vec<PathBuf> = Vec::new();
        for path in paths {
            let path = disk::absolute(&path);
            if let Some(open) = self.open_from(&path) {
                self.active = Some(open);
            } else if self.jobs.loading(&path).is_none() && !wanted.contains(&path) {
                wanted.push(path);
            }
        }
        let has_text = wanted.iter().any(|path| Ending::of(path) == Ending::Text);
        let is_alone = |path: &PathBuf| match Ending::of(path) {
            Ending::Xlsx | Ending::OtherWorkbook | Ending::Text => false,
            Ending::Json | Ending::Other => !has_text,
        };
        let mut loads: Vec<(FileId, Vec<PathBuf>)> = Vec::new();
        let mut together = None;
        for path in wanted {
            let known = together.filter(|_| !is_alone(&path));
            if let Some((_, paths)) = known.and_then(|index: usize| loads.get_mut(index)) {
                paths.push(path);
                continue;
            }
            if !is_alone(&path) {
                together = Some(loads.len());
            }
            loads.push((FileId(self.next_id()), vec![path]));
        }
        for (id, paths) in loads {
            self.jobs.load(id, paths, sets, self.own.book());
        }
    }

    /// The open file that was read from a path.
    fn open_from(&self, path: &Path) -> Option<FileId> {
        let is_it = |open: &&OpenFile| open.origin.files().any(|file| file.path == path);
        self.files.iter().find(is_it).map(|open| open.id)
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
        let paths: Vec<PathBuf> = file.origin.files().map(|file| file.path.clone()).collect();
        let sets = match &file.origin {
            Origin::Nowhere => {
                self.close(id)?;
                return self.open_sample();
            }
            Origin::Json(_) => Sets::AsTheyAre,
            Origin::Files(_) => Sets::One,
        };
        // It stays as it is until the other could be read.
        file.reloading = Some(file.version);
        if paths.iter().all(|path| self.jobs.loading(path).is_none()) {
            self.jobs.load(id, paths, sets, self.own.book());
        }
        Ok(())
    }

    /// Takes what was read of files that were asked for together.
    pub(super) fn take_in_sets(&mut self, id: FileId, sets: Vec<Result<Loaded, Failure>>) {
        let mut id = Some(id);
        for set in sets {
            let taken = set.and_then(|loaded| {
                let id = id.take().unwrap_or_else(|| FileId(self.next_id()));
                self.take_in_file(id, loaded)
            });
            if let Err((text, hints)) = taken {
                self.notify(NoticeLevel::Error, text, hints);
            }
        }
    }

    /// Says which files were looked at and not opened.
    pub(super) fn say_passed_over(&mut self, files: Vec<Text>) {
        if !files.is_empty() {
            let count = files.len();
            let text = Text::new(
                format!("{count} 个文件不必打开，已略过"),
                format!("{count} files were passed over"),
            );
            self.notify(NoticeLevel::Info, text, files);
        }
    }

    /// Takes a file that was read: a new one, or an open one again.
    fn take_in_file(&mut self, id: FileId, loaded: Loaded) -> Result<(), Failure> {
        let origin = &loaded.opened.origin;
        let paths: Vec<PathBuf> = origin.files().map(|file| file.path.clone()).collect();
        let name = disk::set_name(origin.files());
        let remembered: Result<(), Failure> =
            paths.iter().try_for_each(|path| self.disk.remember(path));
        let accounts = Arc::clone(&loaded.opened.accounts);
        if let Some(index) = self.files.iter().position(|file| file.id == id) {
            self.replace(index, loaded)?;
        } else {
            self.add(OpenFile::new(id, name.clone(), loaded));
        }
        self.say_how_it_was_read(&name, &accounts);
        remembered
    }

    /// Hidden sheets and the like, once.
    fn say_how_it_was_read(&mut self, name: &str, accounts: &Accounts) {
        let notes = accounts.remarks.iter();
        let notes: Vec<Text> = notes
            .filter(|remark| remark.kind == RemarkKind::Note)
            .map(|remark| remark.text.clone())
            .collect();
        if !notes.is_empty() {
            let text = Text::new(format!("已读入 {name}"), format!("read {name}"));
            self.notify(NoticeLevel::Info, text, notes);
        }
    }

    /// Takes a file that was read again.
    fn replace(&mut self, index: usize, loaded: Loaded) -> Result<(), Failure> {
        let old = &mut self.files[index];
        if old.reloading.take() != Some(old.version) {
            let path = loaded.opened.origin.path();
            let path = path.map(Path::to_path_buf).unwrap_or_default();
            return Err((
                Text::new(
                    format!("载入期间又有修改，未重新载入：{}", path.display()),
                    format!("edited meanwhile, so not reloaded: {}", path.display()),
                ),
                Vec::new(),
            ));
        }
        let new = OpenFile::new(old.id, old.name.clone(), loaded).after(old);
        let journal = std::mem::replace(old, new).journal;
        self.order_files();
        journal.map_or(Ok(()), Kept::discard)
    }

    /// Closes the same file without the edits, so that it is not there twice.
    fn give_way_to(&mut self, recovered: &OpenFile) -> Result<(), Failure> {
        let path = recovered.origin.path();
        if let Some(loading) = path.and_then(|path| self.jobs.loading(path)) {
            self.jobs.cancel(loading);
        }
        let same = self.files.iter().find(|file| {
            file.history.is_saved() && file.origin.path() == path && file.name == recovered.name
        });
        same.map(|file| file.id).map_or(Ok(()), |id| self.close(id))
    }

    pub(super) fn recover(&mut self, index: usize) -> Result<(), Failure> {
        let id = FileId(self.next_id());
        let (file, astray) = self.disk.recover(index, id, self.own.book())?;
        self.give_way_to(&file)?;
        self.add(file);
        if let Some((text, hints)) = astray {
            self.notify(NoticeLevel::Info, text, hints);
        }
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
