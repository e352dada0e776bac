//! Writing: saves, exports, and what the window made.

use std::path::{Path, PathBuf};

use crate::export::{self, WorkbookNotWritten};
use crate::model::{Lang, Text};
use crate::origin::{Origin, Part, another_ending, beside, is_written_as};

use super::disk::Failure;
use super::saving::{self, Written, unwritable};
use super::{ExportFormat, FileId, NoticeLevel, Session};

impl Session {
    pub(super) fn save(&mut self, id: FileId) -> Result<(), Failure> {
        let disk = self.disk.clone();
        let file = self.file(id)?;
        let written = disk.save(file)?;
        let name = file.name.clone();
        self.saved(
            Text::new(format!("已保存 {name}"), format!("saved {name}")),
            &written,
        );
        Ok(())
    }

    pub(super) fn save_as(
        &mut self,
        id: FileId,
        path: &Path,
        replace: bool,
    ) -> Result<(), Failure> {
        let disk = self.disk.clone();
        let file = self.file(id)?;
        let written = disk.save_as(file, path, replace)?;
        for path in &written.paths {
            disk.remember(path)?;
        }
        let names = listed(&written.paths);
        self.saved(
            Text::new(format!("已保存为 {names}"), format!("saved as {names}")),
            &written,
        );
        Ok(())
    }

    /// Says that a file was saved, and what of it was not.
    fn saved(&mut self, text: Text, written: &Written) {
        let kept_not = written.anew.iter().chain(&written.formulas);
        let mut hints: Vec<Text> = kept_not.cloned().collect();
        let Some(left_out) = &written.left_out else {
            return self.notify(NoticeLevel::Done, text, hints);
        };
        let text = Text::join([&text, left_out], "；", "; ");
        hints.push(Text::new(
            "“另存为” .json 可保存全部修改",
            "Save As .json keeps every edit",
        ));
        self.notify(NoticeLevel::Info, text, hints);
    }

    /// Writes something about a file elsewhere.
    pub(super) fn export(
        &mut self,
        id: FileId,
        format: ExportFormat,
        lang: Lang,
        path: &Path,
        replace: bool,
    ) -> Result<(), Failure> {
        let file = self.file(id)?;
        let bytes = match format {
            ExportFormat::Json => file.document.bytes().into_owned(),
            ExportFormat::Csv => export::findings_csv(&file.reviewed(), lang).into_bytes(),
            ExportFormat::Markdown => export::memo(&file.reviewed(), lang).into_bytes(),
            ExportFormat::FindingsXlsx => {
                export::findings_workbook(&file.reviewed(), lang).map_err(not_written)?
            }
            ExportFormat::TablesXlsx => {
                export::tables_workbook(&file.accounts, lang).map_err(not_written)?
            }
            ExportFormat::Workbook => {
                return self.export_files(id, Part::Workbooks, path, replace);
            }
            ExportFormat::Text => match &file.origin {
                Origin::Files(_) => return self.export_files(id, Part::Text, path, replace),
                Origin::Nowhere | Origin::Json(_) => {
                    let text = export::text_as_stated(&file.accounts);
                    let missing = || (nothing_to_export(Part::Text), Vec::new());
                    text.ok_or_else(missing)?.into_bytes()
                }
            },
        };
        self.write(&bytes, path, replace)
    }

    /// Writes the workbooks or the text with what was edited; of several files each under a name of
    /// its own.
    fn export_files(
        &mut self,
        id: FileId,
        part: Part,
        path: &Path,
        replace: bool,
    ) -> Result<(), Failure> {
        let file = self.file(id)?;
        let files = file.origin.set();
        let Some(files) = files.filter(|files| files.part(part).next().is_some()) else {
            return Err((nothing_to_export(part), Vec::new()));
        };
        if !is_written_as(path, part, files) {
            return Err((another_ending(path, part, files), Vec::new()));
        }
        let copies = files.copies(part, file.now()).map_err(unwritable)?;
        let hints: Vec<Text> = files
            .written_anew(part)
            .into_iter()
            .chain(file.left_out())
            .collect();
        let paths = beside(path, part, files);
        for (path, copy) in paths.iter().zip(&copies) {
            saving::write(path, copy, replace && copies.len() == 1)?;
        }
        let names = listed(&paths);
        let text = Text::new(format!("已导出 {names}"), format!("exported {names}"));
        let level = if hints.is_empty() {
            NoticeLevel::Done
        } else {
            NoticeLevel::Info
        };
        self.notify(level, text, hints);
        Ok(())
    }

    pub(super) fn write(
        &mut self,
        bytes: &[u8],
        path: &Path,
        replace: bool,
    ) -> Result<(), Failure> {
        saving::write(path, bytes, replace)?;
        self.done(
            format!("已导出 {}", path.display()),
            format!("exported {}", path.display()),
        );
        Ok(())
    }
}

fn nothing_to_export(part: Part) -> Text {
    match part {
        Part::Text => Text::new(
            "这份决算没有正文，没有可以改写的",
            "these accounts have no text, so there is none to be corrected",
        ),
        Part::All | Part::Workbooks => Text::new(
            "这份决算不是从工作簿读入的，没有可以改写的工作簿",
            "these accounts are from no workbook, so there is none to be corrected",
        ),
    }
}

fn listed(paths: &[PathBuf]) -> String {
    let paths: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    paths.join(", ")
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "an error is handed over when it becomes another"
)]
fn not_written(error: WorkbookNotWritten) -> Failure {
    (error.text(), Vec::new())
}
