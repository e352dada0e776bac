//! Rules about staff, performance evaluation and contracts.

use super::CodeRule;

/// The rules of this family.
pub const RULES: &[CodeRule] = &[];
