//! The one mutable state: actions in, snapshot out.
//!
//! Whoever shows something reads the [`Snapshot`]; whoever wants something changed hands in an
//! [`Action`]. Only [`Session::apply`] and [`Session::poll`] change anything. Files are loaded and
//! large accounts checked on threads of their own; one gesture is one titled [`Step`] that undo
//! takes back by inverse splices.

mod action;
mod notice;
mod preferences;
mod snapshot;

mod state;

mod editing;
mod opening;
mod own;
mod writing;

mod disk;
mod history;
mod jobs;
mod open_file;
mod recheck;
mod saving;

pub use action::{Action, ExportFormat};
pub use disk::{Disk, RecoveryView};
pub use history::Step;
pub use notice::{Notice, NoticeId, NoticeLevel};
pub use preferences::Preferences;
pub use snapshot::{FileId, FileView, JobView, OwnRulesView, SaveState, Snapshot};
pub use state::Session;
