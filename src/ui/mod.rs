//! The window: panels, tables, plots, dialogs; draws a snapshot of the session and returns actions.
//!
//! The parts listed first know nothing of accounts: they are the look (`theme`, `fonts`), the building blocks (`widgets`,
//! `grid`) and the list of what can be done (`command`, `palette`). Changing the accounts is left to `session`.

pub mod theme;

pub mod fonts;
pub mod keep_ime;
pub mod lang;

pub mod command;
pub mod palette;
pub mod search;

pub mod grid;
pub mod widgets;
