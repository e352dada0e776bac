//! Writing: saves, exports, and what the window made.

use std::path::Path;

use crate::export::{self, WorkbookNotWritten};
use crate::model::Lang;

use super::disk::{self, Failure};
use super::{ExportFormat, FileId, Session};

impl Session {
    pub(super) fn save(&mut self, id: FileId) -> Result<(), Failure> {
        let disk = self.disk.clone();
        let file = self.file(id)?;
        disk.save(file)?;
        let name = file.name.clone();
        self.done(format!("已保存 {name}"), format!("saved {name}"));
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
        disk.save_as(file, path, replace)?;
        disk.remember(&disk::absolute(path))?;
        self.done(
            format!("已保存为 {}", path.display()),
            format!("saved as {}", path.display()),
        );
        Ok(())
    }

    pub(super) fn exported(
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
            ExportFormat::FindingsXlsx => {
                export::findings_workbook(&file.reviewed(), lang).map_err(not_written)?
            }
            ExportFormat::TablesXlsx => {
                export::tables_workbook(&file.accounts, lang).map_err(not_written)?
            }
        })
    }

    pub(super) fn write(
        &mut self,
        bytes: &[u8],
        path: &Path,
        replace: bool,
    ) -> Result<(), Failure> {
        disk::write(path, bytes, replace)?;
        self.done(
            format!("已导出 {}", path.display()),
            format!("exported {}", path.display()),
        );
        Ok(())
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "an error is handed over when it becomes another"
)]
fn not_written(error: WorkbookNotWritten) -> Failure {
    (error.text(), Vec::new())
}
