//! What a view asks for; the app alone grants it.

use crate::model::Place;
use crate::session::{Action, FileId};

use super::command::Command;
use super::dialogs::FileWish;
use super::layout::View;

/// A wish of a view.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Request {
    /// Something for the session.
    Do(Action),
    /// One of the described commands.
    Run(Command),
    /// Another view of a file.
    Show(FileId, View),
    /// A cell, with its table.
    Reveal(FileId, Place),
    /// A finding, by fingerprint; its first cell is revealed too.
    Select(FileId, String),
    /// A finding, by fingerprint, without moving to its cell.
    Mark(FileId, String),
    /// No finding.
    Unselect(FileId),
    /// Words instead of a correction, for a finding.
    Explain(FileId, String),
    /// Closing a file, after asking if edits would be lost.
    Close(FileId),
    /// Files of the list of recent ones, or dropped on the window.
    Open(Vec<std::path::PathBuf>),
    /// Files of the user's own rules, from now on and in the next run; none takes them off.
    Rules(Vec<std::path::PathBuf>),
    /// A message to the user.
    Say(crate::model::Text),
    /// Files, or a place to write to, from the user.
    Choose(FileWish),
    /// A path that was typed; the user is asked before a file is replaced.
    Write(FileWish, std::path::PathBuf),
    /// The end of the program, whatever is unsaved.
    QuitNow,
    /// A plot as a file: its bytes, and the ending that the name gets.
    ExportPlot {
        /// The bytes.
        bytes: Vec<u8>,
        /// `png` or `svg`.
        ending: &'static str,
        /// The name that is suggested, without ending.
        name: String,
    },
}
