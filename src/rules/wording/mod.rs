//! Rules about the words of a text: what was left in of a template, years, names, sections.
//!
//! What is flawed was noticed when the text was read, and stands in the table `wording` with its
//! place; the rules say what it means and, where the text's own data does not, how serious it is.
//! A flaw is gone when its words are no longer those that were read.

mod flaws;
mod own_name;
mod row;
mod year;

use super::CodeRule;

pub(super) use row::wordings;

/// The rules of this family.
pub(super) const RULES: &[CodeRule] = &[
    flaws::rule::<63>(),
    flaws::rule::<77>(),
    flaws::rule::<105>(),
    year::RULE,
    flaws::rule::<107>(),
    own_name::RULE,
    flaws::rule::<109>(),
];
