//! The text set as a page: every number with its state, in place.
//!
//! `flow` and `contents` cut the text into blocks and `display` says how each reads now, both without a window;
//! `spots` is what is marked, `typeset` and `heights` are how it is laid out, `page` draws it. What a
//! number states is left to `narrative`, whether that is right to `rules` and `review`.

mod contents;
mod display;
mod find;
mod flow;
mod heights;
mod sentence;
mod spots;
mod typeset;

mod breaks;
mod edit;
mod head;
mod hover;
mod keys;
mod map;
mod menu;
mod page;
mod paint;
mod state;
mod tables;
mod view;
mod words;

pub(crate) use sentence::{corrected, written};
pub(crate) use state::Reading;
pub(crate) use view::{table_cell, text_cells, text_ui};

use crate::ui::command::Command;
use crate::ui::request::Request;

/// What the page was asked for.
enum Asked {
    /// The cursor has come to another number.
    Chosen,
    /// What the cursor is on is to be edited.
    Edit,
    /// A command.
    Run(Command),
    /// Something that goes beyond the page.
    Do(Request),
}
