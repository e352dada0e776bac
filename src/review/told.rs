//! A finding in words with its numbers, before it is one.

use crate::model::Text;
use crate::relation::Quantity;

/// What a finding says, with its numbers.
pub(super) struct Told {
    pub message: Text,
    pub found: Quantity,
    pub expected: Quantity,
    pub difference: Quantity,
}

impl Told {
    /// Where the parts are to be corrected, their sum is what stands there and the printed total
    /// is what it must be.
    pub(super) fn of_the_parts(self) -> Self {
        let value = -self.difference.value;
        Self {
            found: self.expected,
            expected: self.found,
            difference: Quantity {
                value,
                ..self.difference
            },
            ..self
        }
    }
}
