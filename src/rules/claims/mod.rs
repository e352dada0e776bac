//! Rules about what the text states of the figures: amounts, changes, rates, shares, counts.

use super::CodeRule;

/// The rules of this family.
pub const RULES: &[CodeRule] = &[];
