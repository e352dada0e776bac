//! Text → sections → sentences → claims: which cell each number of a text states.
//!
//! Everything follows from the language and the arithmetic of the accounts, never from the wording
//! of one document. What is ambiguous is not decided but said ([`Reading::undecided`]). What a
//! claim comes to is left to `rules`; where the text came from, to `manuscript`.

mod reading;

pub use reading::{Other, Reading, Stated, StatedRow, Undecided};
