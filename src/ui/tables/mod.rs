//! Tables of the accounts as spreadsheets.

mod amount;
mod fold;
mod form;
mod heads;
mod look;
mod source;
mod strip;
mod suggest;
mod tooltip;
mod view;

pub(crate) use amount::shown_quantity;
pub(crate) use fold::Depth;
pub(crate) use look::{Laid, Look};
pub(crate) use source::TableSource;
pub(crate) use view::{delete_rows, event_requests, insert_rows, official_title, table_ui};
