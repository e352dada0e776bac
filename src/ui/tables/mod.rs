//! Tables of the accounts as spreadsheets.

mod amount;
mod blocks;
mod fold;
mod form;
mod heads;
mod look;
mod source;
mod strip;
mod suggest;
mod tooltip;
mod view;

pub(crate) use amount::{in_shown_unit, shown_quantity};
pub(crate) use fold::Depth;
pub(crate) use look::{Laid, Look};
pub(crate) use source::TableSource;
pub(crate) use strip::strip_ui;
pub(crate) use tooltip::cell_ui;
pub(crate) use view::{
    delete_rows, event_requests, insert_rows, lit_cells, official_title, table_ui,
};
