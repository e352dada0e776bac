//! Rules about staff, performance evaluation and contracts.
//!
//! How often and how many (G101, G103) is stated by claims of the text, which `claims` reads; the
//! rest stands in tables of its own.

mod daily_mean;
mod every;
mod frequency;
mod indicator;
mod instalments;
mod ladder;
mod projects;
mod scores;
mod staff;
mod sub_scores;
mod threshold;
mod twin_tables;
mod weights;

use super::CodeRule;

/// The rules of this family.
pub(super) const RULES: &[CodeRule] = &[
    staff::RULE,
    projects::RULE,
    instalments::RULE,
    weights::RULE,
    sub_scores::RULE,
    scores::RULE,
    threshold::RULE,
    ladder::RULE,
    frequency::RULE,
    daily_mean::RULE,
    twin_tables::RULE,
];
