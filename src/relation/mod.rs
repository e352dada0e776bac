//! The arithmetic of checking: figures, intervals, relations and what deciding them gives.
//!
//! One type serves the tables' sums, the statements of the text and rules of users. Money is exact
//! (`rust_decimal`), and no tolerance constant decides anything: a printed figure stands for the
//! interval of values that print so. Which relations there are is left to `rules`.
#![deny(clippy::float_arithmetic)]

mod decide;
mod exact;
mod figure;
mod interval;
mod ledger;
mod quantity;
mod statement;

pub use decide::{Broken, NotChecked, Outcome, Rounding, decide, recomputed};
pub use figure::{Figure, Missing};
pub use interval::Interval;
pub use ledger::Ledger;
pub use quantity::Quantity;
pub use statement::{Comparison, Operand, Relation, RuleCode, Scale, Side, Sign, Term};
