//! Saving: a document into its own file, what was edited into the workbooks and the text that it was
//! read out of.
//!
//! Whatever cannot be written stays unsaved and in the journal, and the user is told what it is.

use std::path::{Path, PathBuf};

use crate::file::{self, Overwrite, Stamped};
use crate::model::Text;
use crate::origin::{Files, Now, Origin, Part, Unwritable, beside, is_written_as, refused_name};

use super::disk::{Disk, Failure, Kept, absolute, failure, file_name, set_name};
use super::open_file::OpenFile;

/// What a save came to, beside that it went through.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Where it was written to.
    pub(super) paths: Vec<PathBuf>,
    /// What a copy of another kind does not carry over of the old file.
    pub(super) anew: Option<Text>,
    /// Which formulas numbers have replaced.
    pub(super) formulas: Option<Text>,
    /// What was not written, because none of the files can hold it.
    pub(super) left_out: Option<Text>,
    /// Versions before that could not be kept.
    not_kept: Vec<Failure>,
}

impl Disk {
    /// Writes a file where it came from, unless that has changed since.
    pub(super) fn save(&self, open: &mut OpenFile) -> Result<Written, Failure> {
        let mut written = Written::default();
        match &mut open.origin {
            Origin::Nowhere => {
                let text = Text::new(
                    "还没有所在文件，请另存为",
                    "it is in no file yet: use Save As",
                );
                return Err((text, Vec::new()));
            }
            Origin::Json(json) => {
                let bytes = open.document.bytes();
                let saved = file::save(&self.store(), &json.stamp, &json.path, &bytes)
                    .map_err(|error| save_failure(&error))?;
                json.stamp = written.take(&json.path, saved);
            }
            Origin::Files(files) => {
                let now = Now {
                    document: &open.document,
                    accounts: &open.accounts,
                };
                let done = self.save_files(files, now, &mut written);
                if let Err(error) = done {
                    return Err(stopped_halfway(open, &written, error));
                }
            }
        }
        after_save(open, written)
    }

    /// Writes those of the files that hold something edited.
    fn save_files(
        &self,
        files: &mut Files,
        now: Now<'_>,
        written: &mut Written,
    ) -> Result<(), Failure> {
        written.formulas = files.formulas_replaced(now).map_err(unwritable)?;
        let replaced = files.in_place(now).map_err(unwritable)?;
        // One that cannot be replaced must not leave the others written without it.
        for (index, _) in &replaced {
            let Stamped { path, stamp } = files.all()[*index].file();
            file::look_before_saving(stamp, path).map_err(|error| save_failure(&error))?;
        }
        for (index, bytes) in replaced {
            let Stamped { path, stamp } = files.all()[index].file().clone();
            let saved = file::save(&self.store(), &stamp, &path, &bytes)
                .map_err(|error| save_failure(&error))?;
            files.replaced(index, written.take(&path, saved));
        }
        Ok(())
    }

    /// Writes a file elsewhere; it goes on there. The ending of the name says as what.
    pub(super) fn save_as(
        &self,
        open: &mut OpenFile,
        path: &Path,
        replace: bool,
    ) -> Result<Written, Failure> {
        let path = absolute(path);
        let mut written = Written::default();
        if let Some(refused) = refused_name(&path, &open.origin) {
            return Err((refused, Vec::new()));
        }
        match &mut open.origin {
            Origin::Files(files) if is_written_as(&path, Part::All, files) => {
                let now = Now {
                    document: &open.document,
                    accounts: &open.accounts,
                };
                written.anew = files.written_anew(Part::All);
                written.formulas = files.formulas_replaced(now).map_err(unwritable)?;
                let copies = files.copies(Part::All, now).map_err(unwritable)?;
                let paths = beside(&path, Part::All, files);
                let mut moved = Vec::with_capacity(paths.len());
                for (path, copy) in paths.into_iter().zip(&copies) {
                    let replace = overwrite(replace && copies.len() == 1);
                    let saved = file::save_as(&self.store(), &path, copy, replace)
                        .map_err(|error| save_failure(&error))?;
                    let stamp = written.take(&path, saved);
                    moved.push(Stamped { path, stamp });
                }
                for (index, file) in moved.into_iter().enumerate() {
                    files.moved(index, file);
                }
                open.name = set_name(files.stamped());
            }
            _ => {
                let bytes = open.document.bytes();
                let saved = file::save_as(&self.store(), &path, &bytes, overwrite(replace))
                    .map_err(|error| save_failure(&error))?;
                let stamp = written.take(&path, saved);
                open.name = file_name(&path);
                open.origin = Origin::Json(Stamped { path, stamp });
            }
        }
        after_save(open, written)
    }
}

impl Written {
    /// Notes a file that was written; gives what it is now.
    fn take(&mut self, path: &Path, saved: file::Saved) -> file::Stamp {
        self.paths.push(path.to_path_buf());
        if let Err(error) = saved.kept {
            let path = path.display();
            let text = Text::new(
                format!("已保存，但原版本未能留存（{error}）：{path}"),
                format!("saved, but the version before could not be kept, {error}: {path}"),
            );
            self.not_kept.push((text, Vec::new()));
        }
        saved.stamp
    }
}

/// The files on the disk are now as the document, but for what they cannot hold.
fn after_save(open: &mut OpenFile, mut written: Written) -> Result<Written, Failure> {
    written.left_out = open.left_out();
    let journalled = if written.left_out.is_some() {
        open.history.mark_saved();
        keep_journal(open)
    } else {
        open.mark_saved();
        open.journal.take().map_or(Ok(()), Kept::discard)
    };
    written.not_kept.pop().map_or(Ok(()), Err)?;
    journalled.map(|()| written)
}

/// Some of the files were written and one was not: the edits stay, and so does the journal.
fn stopped_halfway(open: &mut OpenFile, written: &Written, error: Failure) -> Failure {
    let (text, mut hints) = error;
    if !written.paths.is_empty() {
        open.history.forget_saved();
        let names: Vec<String> = written.paths.iter().map(|path| file_name(path)).collect();
        hints.push(Text::new(
            format!("已写入：{}", names.join("、")),
            format!("written already: {}", names.join(", ")),
        ));
        if let Err((text, _)) = keep_journal(open) {
            hints.push(text);
        }
    }
    (text, hints)
}

/// The journal goes on, on the files as they are now.
fn keep_journal(open: &mut OpenFile) -> Result<(), Failure> {
    let files = open.origin.files().cloned().collect();
    let journal = open.journal.as_mut();
    journal.map_or(Ok(()), |journal| journal.partly_saved(files))
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
pub(super) fn unwritable(error: Unwritable) -> Failure {
    let mut hints = error.hints();
    hints.push(Text::new("修改仍在，没有丢失", "your edits are still here"));
    (error.text(), hints)
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
