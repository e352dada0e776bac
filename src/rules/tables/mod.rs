//! Rules between and within tables that are more than a formula.

use super::CodeRule;

/// The rules of this family.
pub const RULES: &[CodeRule] = &[];
