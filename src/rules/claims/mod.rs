//! Rules about what the text states of the figures: amounts, changes, rates, shares, counts, and
//! whether the tables say the same.
//!
//! A claim is read once and typed ([`claim`]); each rule has a file named after its flaw. What
//! needs the sentences themselves (template words, years, names of the department) is `wording`'s.

pub(super) mod claim;

pub(super) mod cell;
pub(super) mod group;
pub(super) mod parts;

pub(super) mod against_tables;
mod amount_in_words;
mod assets;
mod change_amount;
mod change_rate;
mod change_sum;
mod completion;
mod direction_word;
mod evaluated_amount;
mod implied_base;
mod item_budgets;
mod item_name;
mod listed;
pub(super) mod numerals;
mod one_base;
mod operating_costs;
mod percent_sign;
mod purpose;
mod reason;
mod reason_direction;
mod restated;
mod share;
mod shares_close;
mod trips;
mod unknown_subject;
mod vehicles;
mod within;
mod zero_base;

use super::CodeRule;

/// The rules of this family.
pub(super) const RULES: &[CodeRule] = &[
    implied_base::PRIOR_YEAR,
    one_base::RULE,
    implied_base::BUDGET,
    change_sum::RULE,
    item_budgets::RULE,
    change_amount::RULE,
    change_rate::RULE,
    direction_word::RULE,
    share::RULE,
    shares_close::RULE,
    parts::RULE,
    within::RULE,
    completion::RULE,
    zero_base::RULE,
    restated::RULE,
    unknown_subject::RULE,
    reason::RULE,
    reason_direction::RULE,
    vehicles::RULE,
    trips::RULE,
    amount_in_words::RULE,
    listed::RULE,
    percent_sign::RULE,
    against_tables::rule::<79>(),
    against_tables::rule::<80>(),
    against_tables::rule::<81>(),
    against_tables::rule::<82>(),
    against_tables::rule::<83>(),
    item_name::RULE,
    share::OF_THE_YEAR,
    against_tables::rule::<85>(),
    against_tables::rule::<86>(),
    against_tables::rule::<87>(),
    against_tables::rule::<88>(),
    against_tables::rule::<89>(),
    operating_costs::RULE,
    evaluated_amount::RULE,
    assets::RULE,
    purpose::RULE,
];
