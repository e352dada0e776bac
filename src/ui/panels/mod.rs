//! The panels around the middle: menu, navigation, findings, status; and the plain views.

mod detail;
mod findings;
mod menu;
mod navigation;
mod overview;
mod remarks;
mod rows;
mod status;
mod terms;

pub(crate) use findings::findings_ui;
pub(crate) use menu::menu_ui;
pub(crate) use navigation::navigation_ui;
pub(crate) use overview::overview_ui;
pub(crate) use remarks::remarks_ui;
pub(crate) use status::status_ui;
pub(crate) use terms::terms_ui;
