//! Putting down what was read: rows of disclosures, and claims where a row has its value already.

use crate::narrative::draft::Draft;
use crate::narrative::reading::{Stated, StatedRow};

/// A number of the text: which paragraph, and which of its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    /// The paragraph.
    pub(super) paragraph: usize,
    /// The number of it.
    pub(super) number: usize,
}

/// A row's name with the words that it stands for.
pub(super) type RowName = Stated;

/// States a number as a cell of a disclosure.
///
/// What stands there already is not overwritten: a second statement becomes a claim about the
/// cell, which is compared with it.
pub(super) fn cell(
    draft: &mut Draft,
    table: &'static str,
    name: &RowName,
    column: &'static str,
    at: At,
) {
    let stated = draft.paragraphs[at.paragraph].state(at.number);
    let is_row = |row: &StatedRow| {
        row.table == table && row.get("name").is_some_and(|of| of.printed == name.printed)
    };
    match draft.rows.iter_mut().find(|row| is_row(row)) {
        Some(row) if row.get(column).is_none() => row.members.push((column, stated)),
        Some(_) => {
            let member = if draft.paragraphs[at.paragraph].numbers[at.number].is_money() {
                "amount"
            } else {
                "count"
            };
            let subject = format!("{table}[{}].{column}", name.printed);
            let row = claim(draft, at.paragraph, subject).with(member, stated);
            draft.rows.push(row);
        }
        None => {
            let row = StatedRow::of(table).with("name", name.clone());
            draft.rows.push(row.with(column, stated));
        }
    }
}

/// A claim of a paragraph about a subject, not put down yet. Its number is its own until all
/// readers are done.
pub(super) fn claim(draft: &Draft, paragraph: usize, subject: impl Into<String>) -> StatedRow {
    let section = draft.path(draft.paragraphs[paragraph].section);
    let row = StatedRow::of("claims").with("id", Stated::derived(format!("d{}", draft.rows.len())));
    let row = if section.is_empty() {
        row
    } else {
        row.with("section", Stated::derived(section))
    };
    row.with("subject", Stated::derived(subject))
}

/// Puts down the claim that a number counts something; its id for others to refer to.
pub(super) fn count(draft: &mut Draft, at: At, subject: impl Into<String>) -> String {
    count_with(draft, at, subject, Vec::new())
}

/// The same with further members.
pub(super) fn count_with(
    draft: &mut Draft,
    at: At,
    subject: impl Into<String>,
    more: Vec<(&'static str, Stated)>,
) -> String {
    let stated = draft.paragraphs[at.paragraph].state(at.number);
    let mut row = claim(draft, at.paragraph, subject).with("count", stated);
    row.members.extend(more);
    put(draft, row)
}

/// Puts down a claim; its id for others to refer to.
pub(super) fn put(draft: &mut Draft, row: StatedRow) -> String {
    let id = row.get("id").map(|id| id.printed.clone());
    draft.rows.push(row);
    id.unwrap_or_default()
}

/// A row's name as the catalogue has it, with the place of the words that it stands for.
pub(super) fn named(name: impl Into<String>) -> RowName {
    Stated::derived(name)
}
