//! Every rule that is in the program, in the order of the standard.

use crate::relation::RuleCode;

use super::{Checks, Context};

/// A rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its code.
    pub code: RuleCode,
    /// States what it asks of the accounts.
    pub check: fn(&Context<'_>, &mut Checks),
}

/// All rules. A test keeps the codes in order and each with a fixture that breaks it and one that
/// does not.
pub const ALL: &[Rule] = &[];
