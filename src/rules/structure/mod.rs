//! Rules about the set of tables, names, codes and units.

use super::CodeRule;

/// The rules of this family.
pub const RULES: &[CodeRule] = &[];
