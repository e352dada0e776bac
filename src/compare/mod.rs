//! Years and departments side by side, and how one year's figures changed, as plain data for tables and plots.
//!
//! A [`Comparison`] puts several accounts beside each other; [`Changes`] hold one year's figures against last year's or
//! the budget's. What is only implied (推算) is computed here and never stored. Whether figures contradict each other is
//! left to `rules`, how they are drawn to `chart` and `ui`.
#![deny(clippy::float_arithmetic)]

mod base;
mod change;
mod changes;
mod comparison;
mod implied;
mod known;
mod rows;
mod sheet;
mod topic;

pub use base::{Base, base};
pub use change::{Change, Rate};
pub use changes::{ChangeRow, Changes, Gap, changes};
pub use comparison::{
    Axis, ComparedRow, ComparedTable, Comparison, Entry, Suggestion, SuggestionKind,
};
pub use implied::{Conflict, Implied, implied};
pub use known::{Absent, Known, Origin, Spot, Value};
pub use sheet::{Sheet, SheetCell, SheetHead, SheetRow, Tone, digits};
pub use topic::{Part, Topic};
