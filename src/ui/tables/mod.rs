//! Tables of the accounts as spreadsheets.

mod amount;
mod source;
mod tooltip;
mod view;

pub use amount::shown_amount;
pub use source::{Column, TableSource};
pub use view::{event_requests, table_ui};
