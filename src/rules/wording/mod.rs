//! Rules about the words of a text: what was left in of a template, years, names, sections.
//!
//! What is flawed was noticed when the text was read, and stands in the table `wording` with its
//! place; the rules say what it means and how serious it is. A flaw is gone when its words are
//! no longer those that were read.

mod issuer;
mod left_in;
mod own_name;
mod row;
mod sections;
mod units;
mod year;

use super::CodeRule;

pub(super) use row::wordings;

/// The rules of this family.
pub(super) const RULES: &[CodeRule] = &[
    left_in::RULE,
    units::RULE,
    sections::RULE,
    year::RULE,
    own_name::RULE,
    issuer::RULE,
];
