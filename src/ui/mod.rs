//! The window: panels, tables, plots, dialogs; draws a snapshot of the session and returns actions.
//!
//! The parts listed first know nothing of accounts: they are the look (`theme`, `fonts`), the building blocks (`widgets`,
//! `grid`) and the list of what can be done (`command`, `palette`). Changing the accounts is left to `session`.

pub mod theme;

pub mod fonts;
pub mod keep_ime;

pub mod command;
pub mod palette;
pub mod search;

pub mod grid;
pub mod widgets;

// From here on they know accounts: what is looked at, the views, and what grants their requests.

mod find;
mod layout;
mod listed;
mod relation;
mod request;
mod trail;

mod choices;
mod comparison;
mod dialogs;
mod panels;
pub mod plots;
mod plotted;
mod previews;
mod reading;
mod start;
mod tables;

mod keyboard;
mod perform;
mod unfinished;
mod walk;

mod app;
mod window;

pub use app::App;
pub use layout::{Filter, Layout, ShownUnit, View};
pub use window::{NoWindow, run};
