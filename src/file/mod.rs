//! The disk: reading with limits, guarded atomic saving, kept versions, the journal of unsaved
//! edits, and small settings.
//!
//! The only code that touches the disk. It knows bytes, paths and [`crate::document`]; what a
//! document says, and what to tell the user about a failure, is decided above. Every error says
//! itself in Chinese and English through `message`.

mod journal;
mod keep;
mod list;
mod pathname;
mod read;
mod recover;
mod save;
mod settings;
mod stamp;
mod store;

pub use journal::{Journal, JournalError, Origin, Stamped, Step};
pub use keep::{KEPT, Version, versions};
pub use list::list_accounts;
pub use pathname::PathList;
pub use read::{
    MAX_BYTES, Opened, Progress, ReadBytes, ReadError, lines, read, read_bytes, read_each,
    read_stream,
};
pub use recover::{Found, RecoverError, Recovery, Restored, recover_all};
pub use save::{Overwrite, SaveError, Saved, look_before_saving, save, save_as, write_new};
pub use settings::{Loaded, Recent, SettingsError, load, store};
pub use stamp::{Stamp, State, state};
pub use store::{Store, StoreError};
