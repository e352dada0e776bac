//! Tables of the accounts as spreadsheets.

mod amount;
mod source;
mod tooltip;
mod view;

pub(crate) use source::TableSource;
pub(crate) use view::{event_requests, table_ui};
