//! What plots show: shares, changes and trends as data ([`Chart`]), and where everything stands ([`Scene`]).
//!
//! One description and one layout serve the window and the exported picture, so both show the same. Money is exact up to
//! the layout, which alone turns it into positions. Drawing is left to `ui::plots`, writing SVG and PNG to `export::chart`.

mod changes;
pub mod layout;
mod marks;
mod model;
mod request;
mod shares;
mod trend;
mod words;

pub use changes::changes;
pub use layout::{Scene, layout};
pub use model::{Chart, Form, Mark, Point, Role, Row};
pub use request::{Request, Scope};
pub use shares::shares;
pub use trend::trend;
pub use words::{alternative, amount, hover};
