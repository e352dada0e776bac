//! Rules about the set of tables, names, codes and units.

mod children_missing;
mod code_and_name_differ;
mod items_not_given;
mod name_not_of_form;
mod only_a_total;
mod parent_row_missing;
mod table_set_differs;
mod unit_mixed;
mod unit_not_covered;
mod unit_not_declared;
mod workbook_lacks;
mod year_differs;

use super::CodeRule;

/// The rules of this family.
pub(super) const RULES: &[CodeRule] = &[
    unit_mixed::RULE,
    items_not_given::RULE,
    table_set_differs::RULE,
    only_a_total::RULE,
    year_differs::RULE,
    unit_not_covered::RULE,
    unit_not_declared::RULE,
    code_and_name_differ::RULE,
    parent_row_missing::RULE,
];
