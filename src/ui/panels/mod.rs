//! The panels around the middle: menu, navigation, findings, status; and the plain views.

mod detail;
mod findings;
mod menu;
mod navigation;
mod overview;
mod rows;
mod status;
mod terms;

pub use findings::findings_ui;
pub use menu::menu_ui;
pub use navigation::navigation_ui;
pub use overview::overview_ui;
pub use status::status_ui;
pub use terms::terms_ui;
