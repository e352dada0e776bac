//! Text → sections → sentences → claims: which cell each number of a text states.
//!
//! Everything follows from the language and the arithmetic of the accounts, never from the wording
//! of one document. What is ambiguous is not decided but said ([`Reading::undecided`]). What a
//! claim comes to is left to `rules`; where the text came from, to `manuscript`.

mod claims;
mod cover;
mod disclosures;
mod draft;
mod flow;
mod heading;
mod ids;
mod lines;
mod number;
mod reading;
mod run_in;
mod topic;
mod traditional;
mod wording;

pub use reading::{Other, Reading, Stated, StatedRow, Undecided};

use crate::model::Span;

/// What a text says; `tables` are the parts of it that its file marks as tables.
pub fn read(text: &str, tables: &[Span]) -> Reading {
    let mut draft = lines::draft(text, tables);
    cover::read(&mut draft);
    claims::read(&mut draft);
    disclosures::read(&mut draft);
    wording::read(&mut draft);
    ids::assign(&mut draft);
    let (others, undecided) = draft.leftovers();
    Reading {
        headings: draft.headings(),
        department: draft.department,
        year: draft.year,
        unit: draft.unit,
        rows: draft.rows,
        tables: draft.tables,
        others,
        undecided,
    }
}
