//! Everything that can be asked of a session.

use std::path::PathBuf;

use crate::model::{CellEdit, Lang, RowEdit, Text};

use super::{FileId, NoticeId};

/// A wish of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Opens the embedded sample.
    OpenSample,
    /// Opens files on threads; workbooks and a text that belong together become one set of accounts.
    Open(Vec<PathBuf>),
    /// Stops loading.
    Cancel(FileId),
    /// Shows a file.
    Activate(FileId),
    /// Closes a file; unsaved edits are lost, so the window asks first.
    Close(FileId),
    /// Reads a file again from the disk; unsaved edits are lost once it could be read.
    Reload(FileId),
    /// Writes a file where it came from.
    Save(FileId),
    /// Writes a file elsewhere and goes on there.
    SaveAs {
        /// The file.
        file: FileId,
        /// Where to.
        path: PathBuf,
        /// Whether the user agreed to replace what lies there.
        replace: bool,
    },
    /// Changes cells, all or none, as one step.
    Edit {
        /// The file.
        file: FileId,
        /// The step's title.
        title: Text,
        /// The cells.
        edits: Vec<CellEdit>,
    },
    /// Puts rows in or takes them out, and fills cells; all or none, as one step.
    EditRows {
        /// The file.
        file: FileId,
        /// The step's title.
        title: Text,
        /// The rows, made one after the other.
        rows: Vec<RowEdit>,
        /// Cells that are filled afterwards, by their rows then, as a pasted block needs.
        cells: Vec<CellEdit>,
    },
    /// Applies a fix of a finding.
    ApplyFix {
        /// The file.
        file: FileId,
        /// The finding's fingerprint.
        finding: String,
        /// Which of its fixes.
        fix: usize,
    },
    /// Applies every safe fix, as one step.
    ApplySafeFixes(FileId),
    /// Explains a finding instead of correcting it; empty words take the explanation back.
    Explain {
        /// The file.
        file: FileId,
        /// The finding's fingerprint.
        finding: String,
        /// The reviewer's words.
        text: String,
    },
    /// Takes the last step back.
    Undo(FileId),
    /// Makes the step that was taken back again.
    Redo(FileId),
    /// Writes something about a file elsewhere.
    Export {
        /// The file.
        file: FileId,
        /// What.
        format: ExportFormat,
        /// In which language, where it is words.
        lang: Lang,
        /// Where to.
        path: PathBuf,
        /// Whether the user agreed to replace what lies there.
        replace: bool,
    },
    /// Writes bytes that the window made, a plot for instance.
    WriteBytes {
        /// What.
        bytes: Vec<u8>,
        /// Where to.
        path: PathBuf,
        /// Whether the user agreed to replace what lies there.
        replace: bool,
    },
    /// Takes unsaved edits of an earlier run back up.
    Recover(usize),
    /// Throws unsaved edits of an earlier run away.
    DiscardRecovery(usize),
    /// Leaves unsaved edits of an earlier run for the next start.
    PostponeRecovery,
    /// Checks the user's own rules of these files beside those of the standard; none without files.
    LoadRules(Vec<PathBuf>),
    /// Reads the rule files again.
    ReloadRules,
    /// Takes a message away.
    Dismiss(NoticeId),
}

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// The accounts as they stand now, byte for byte but for the edits.
    Json,
    /// The findings as a table for Excel and WPS.
    Csv,
    /// A review memo.
    Markdown,
    /// The workbooks that the accounts were read out of, with the edited cells.
    Workbook,
    /// The text that the accounts were read out of, with what was edited.
    Text,
    /// The findings as a workbook, linked with copies of the tables.
    FindingsXlsx,
    /// The official tables as a new workbook.
    TablesXlsx,
}
