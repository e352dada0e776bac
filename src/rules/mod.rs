//! The rules: which relations a department's accounts must satisfy, and what to say when they do
//! not.
//!
//! The texts of all rules are data (`assets/rules.json`). Rules that are formulas over tables are
//! data too (`assets/rulebook.json`, read by `book`); a rule that is more than a formula has a
//! file of its own. A rule only *states* relations and flaws ([`Checks`]); deciding, ordering and
//! counting them is `review`'s business, finding out why is `cause`'s.
#![deny(clippy::float_arithmetic)]

mod book;
pub mod cause;
mod check;
mod claims;
mod context;
mod finding;
mod info;
mod name;
mod performance;
mod registry;
mod structure;
mod tables;
mod wording;

pub use book::{Book, BookError, BookErrorKind, Excerpt, FormulaError, FormulaErrorKind};
pub use check::{Check, Checks, Flaw, Known, Statement};
pub use context::Context;
pub use finding::{
    Cause, CauseKind, CauseStep, Certainty, Finding, Fix, Level, Shown, fingerprint,
    fingerprint_of_words,
};
pub use info::{RuleFormula, RuleInfo, rule_info, rule_infos};
pub use name::{plain_name, row_name};
pub use registry::{CodeRule, Reads, Rule, all, rules_of, state};

use name::brief_name;
