//! Rules between and within tables that are more than a formula.

mod contract_above_procurement;
mod empty_table_undeclared;
mod fund_code_in_general_budget;
mod negative_amount;
mod opening_differs_from_closing;
mod per_head_change;
mod prior_year_differs;
mod row_numbers_as_amounts;

use super::CodeRule;

/// The rules of this family.
pub(super) const RULES: &[CodeRule] = &[
    negative_amount::RULE,
    row_numbers_as_amounts::RULE,
    fund_code_in_general_budget::RULE,
    empty_table_undeclared::RULE,
    contract_above_procurement::RULE,
    opening_differs_from_closing::RULE,
    prior_year_differs::RULE,
    per_head_change::RULE,
];
