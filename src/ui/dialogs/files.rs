//! Files to open and places to write to: the system's dialog on a thread of its own, and a path
//! typed by hand where the system has none.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

use eframe::egui;

use crate::model::Lang;
use crate::session::{Action, ExportFormat, FileId, Snapshot};
use crate::ui::command::Command;
use crate::ui::request::Request;

/// A dialog that is answered faster than this was never shown: rfd gives the same answer for
/// "cancelled" and for "there is no dialog here".
const NEVER_SHOWN: Duration = Duration::from_millis(150);

/// The endings of files that can be opened: accounts, workbooks and texts.
const READABLE: [&str; 8] = ["json", "xlsx", "xls", "ods", "csv", "txt", "docx", "pdf"];

/// What a file is wanted for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FileWish {
    /// To open.
    Open,
    /// To take the user's own rules from.
    Rules,
    /// To save a file elsewhere; its name.
    SaveAs(FileId, String),
    /// To export something of a file, by command; its name.
    Export(FileId, Command, String),
    /// To write bytes.
    WriteBytes {
        /// The bytes.
        bytes: Vec<u8>,
        /// The ending.
        ending: &'static str,
        /// The name that is suggested.
        name: String,
    },
}

impl FileWish {
    /// Whether files are to be read, not written.
    pub(crate) fn opens(&self) -> bool {
        matches!(self, Self::Open | Self::Rules)
    }

    pub(super) fn title(&self, lang: Lang) -> &'static str {
        match self {
            Self::Open => lang.pick("打开决算文件", "Open accounts"),
            Self::Rules => lang.pick("选择规则文件", "Choose rule files"),
            Self::SaveAs(..) => lang.pick("另存为", "Save as"),
            Self::Export(..) | Self::WriteBytes { .. } => lang.pick("导出到", "Export to"),
        }
    }

    /// What is said beneath a path that is typed.
    pub(super) fn note(&self, lang: Lang) -> &'static str {
        match self {
            Self::Open => lang.pick(
                "也可以把文件或文件夹拖进窗口。",
                "Files and folders can also be dropped on the window.",
            ),
            Self::Rules => lang.pick(
                "规则文件是 .json；命令 gouji rule --template 写出一份样例。",
                "Rule files are .json; gouji rule --template writes an example.",
            ),
            Self::SaveAs(..) | Self::Export(..) | Self::WriteBytes { .. } => lang.pick(
                "只写文件名时，存到原文件所在的文件夹。",
                "A bare name is put into the folder of the file that is open.",
            ),
        }
    }

    /// A path that was typed, taken from the folder of the file that it is about.
    pub(super) fn beside(&self, snapshot: &Snapshot, path: &Path) -> PathBuf {
        let file = match self {
            Self::Open | Self::Rules => None,
            Self::SaveAs(file, _) | Self::Export(file, ..) => snapshot.file(*file),
            Self::WriteBytes { .. } => snapshot.active_file(),
        };
        let folder = file.and_then(|file| file.path.as_deref()?.parent());
        // An absolute path stays what it is.
        folder.map_or_else(|| path.to_path_buf(), |folder| folder.join(path))
    }

    /// The name that is suggested.
    pub(super) fn suggested(&self) -> String {
        match self {
            Self::Open | Self::Rules => String::new(),
            Self::SaveAs(_, name) => name.clone(),
            Self::Export(_, command, name) => {
                let ending = |ending: &&str| name.strip_suffix(ending)?.strip_suffix('.');
                let stem = READABLE.iter().find_map(ending).unwrap_or(name);
                match command {
                    Command::ExportFindings => format!("{stem}-findings.csv"),
                    Command::ExportFindingsWorkbook => format!("{stem}-findings.xlsx"),
                    Command::ExportTables => format!("{stem}-tables.xlsx"),
                    Command::ExportWorkbook => format!("{stem}-corrected.xlsx"),
                    Command::ExportText => {
                        let ending = name.rsplit_once('.').map_or("txt", |(_, ending)| ending);
                        format!("{stem}-corrected.{ending}")
                    }
                    Command::ExportMemo => format!("{stem}-memo.md"),
                    _ => format!("{stem}-corrected.json"),
                }
            }
            Self::WriteBytes { ending, name, .. } => format!("{name}.{ending}"),
        }
    }

    /// What follows when paths were chosen; `replace` when the user agreed to replace a file.
    pub(crate) fn grant(self, paths: &[PathBuf], replace: bool, lang: Lang) -> Vec<Request> {
        let Some(path) = paths.first().cloned() else {
            return Vec::new();
        };
        let request = match self {
            Self::Open => Request::Open(paths.to_vec()),
            Self::Rules => Request::Rules(paths.to_vec()),
            Self::SaveAs(file, _) => Request::Do(Action::SaveAs {
                file,
                path,
                replace,
            }),
            Self::Export(file, command, _) => Request::Do(Action::Export {
                file,
                format: match command {
                    Command::ExportFindings => ExportFormat::Csv,
                    Command::ExportFindingsWorkbook => ExportFormat::FindingsXlsx,
                    Command::ExportTables => ExportFormat::TablesXlsx,
                    Command::ExportWorkbook => ExportFormat::Workbook,
                    Command::ExportText => ExportFormat::Text,
                    Command::ExportMemo => ExportFormat::Markdown,
                    _ => ExportFormat::Json,
                },
                lang,
                path,
                replace,
            }),
            Self::WriteBytes { bytes, .. } => Request::Do(Action::WriteBytes {
                bytes,
                path,
                replace,
            }),
        };
        vec![request]
    }
}

/// What became of the system's dialog.
pub(super) enum Answer {
    /// Paths were chosen.
    Chosen(FileWish, Vec<PathBuf>),
    /// It was closed without a choice.
    Cancelled,
    /// There is none: a path has to be typed.
    NoSystemDialog(FileWish),
}

/// A dialog that is open: what it is for, what comes back from it, since when.
type Running = (FileWish, Receiver<Option<Vec<PathBuf>>>, Instant);

/// Runs the system's dialog beside the window.
pub(super) struct Chooser {
    ctx: egui::Context,
    system: bool,
    running: Option<Running>,
}

impl Chooser {
    pub(super) fn new(ctx: egui::Context) -> Self {
        Self {
            ctx,
            system: true,
            running: None,
        }
    }

    pub(super) fn without_system(&mut self) {
        self.system = false;
    }

    /// Shows the system's dialog; gives the wish back when there is none.
    pub(super) fn ask(&mut self, wish: FileWish, lang: Lang) -> Option<FileWish> {
        if !self.system {
            return Some(wish);
        }
        let (sender, receiver) = channel();
        let (dialog, ctx) = (dialog(&wish, lang), self.ctx.clone());
        let open = wish.opens();
        self.running = Some((wish, receiver, Instant::now()));
        std::thread::spawn(move || {
            let chosen = if open {
                dialog.pick_files()
            } else {
                dialog.save_file().map(|path| vec![path])
            };
            // When the window is gone nobody waits for the answer.
            if sender.send(chosen).is_ok() {
                ctx.request_repaint();
            }
        });
        None
    }

    /// The answer, once there is one.
    pub(super) fn answer(&mut self) -> Option<Answer> {
        let (_, receiver, since) = self.running.as_ref()?;
        let chosen = match receiver.try_recv() {
            Ok(chosen) => chosen,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => None,
        };
        let never_shown = since.elapsed() < NEVER_SHOWN;
        let (wish, ..) = self.running.take()?;
        Some(match chosen {
            Some(paths) => Answer::Chosen(wish, paths),
            None if never_shown => {
                self.system = false;
                Answer::NoSystemDialog(wish)
            }
            None => Answer::Cancelled,
        })
    }
}

fn dialog(wish: &FileWish, lang: Lang) -> rfd::FileDialog {
    let dialog = rfd::FileDialog::new().set_title(wish.title(lang));
    let suggested = wish.suggested();
    let dialog = if suggested.is_empty() {
        dialog
    } else {
        dialog.set_file_name(&suggested)
    };
    match wish {
        FileWish::Open => dialog
            .add_filter(lang.pick("决算文件", "Accounts"), &READABLE)
            .add_filter(lang.pick("所有文件", "All files"), &["*"]),
        FileWish::Rules => dialog
            .add_filter(lang.pick("规则文件", "Rule files"), &["json"])
            .add_filter(lang.pick("所有文件", "All files"), &["*"]),
        FileWish::SaveAs(_, name) if name.ends_with("xlsx") => dialog
            .add_filter("XLSX", &["xlsx"])
            .add_filter("JSON", &["json"]),
        FileWish::SaveAs(_, name) if name.ends_with("docx") => dialog
            .add_filter("DOCX", &["docx"])
            .add_filter("JSON", &["json"]),
        FileWish::SaveAs(_, name) if name.ends_with("txt") => dialog
            .add_filter("TXT", &["txt"])
            .add_filter("JSON", &["json"]),
        FileWish::SaveAs(..) => dialog.add_filter("JSON", &["json"]),
        FileWish::Export(..) | FileWish::WriteBytes { .. } => dialog,
    }
}
