//! Whether the text belongs to the tables at all: it does not when it agrees with them nowhere.

use rust_decimal::Decimal;

use crate::model::{Accounts, Cell, Place, Printed, Reference, TableId};

/// How many amounts have to differ, with none that agrees, before the text is taken for another's.
/// A text with mistakes still agrees somewhere.
const DIFFERING: usize = 5;

impl Accounts {
    /// Whether none of the amounts that the text states of the tables is the one printed there.
    pub(super) fn agrees_nowhere(&self) -> bool {
        let is_from_book = self.is_from_workbook() && self.narrative.is_some();
        let Some(claims) = self.final_table("claims").filter(|_| is_from_book) else {
            return false;
        };
        let spec = TableId::named("claims").spec();
        let (Some(subject), Some(amount)) = (spec.column("subject"), spec.column("amount")) else {
            return false;
        };
        let mut differing = 0;
        for row in 0..claims.rows.len() {
            let words = claims.cell(claims.place(row, subject)).words();
            let stated = claims.cell(claims.place(row, amount)).number();
            let cell = words.and_then(|words| self.printed_in_book(words));
            let Some((stated, printed)) = stated.zip(cell) else {
                continue;
            };
            // Zeros agree by chance.
            if stated.value.is_zero() || printed.value.is_zero() {
                continue;
            }
            if is_about(stated, printed) {
                return false;
            }
            differing += 1;
        }
        differing >= DIFFERING
    }

    /// What the workbook prints in the cell that a claim is about.
    fn printed_in_book(&self, subject: &str) -> Option<&Printed> {
        let reference = Reference::parse(subject).ok()?;
        let place: Place = reference.resolve(self)?;
        let table = self.table(place.table_ref())?;
        table.source.as_ref()?;
        match table.cell(place) {
            Cell::Number(printed) => Some(printed),
            _ => None,
        }
    }
}

/// Whether two printed amounts are the same but for their last digits.
fn is_about(one: &Printed, other: &Printed) -> bool {
    let base = |printed: &Printed| printed.value.checked_mul(printed.unit.factor());
    // Rounding tells two printings of one amount apart by two of the last digits at most.
    let last_digits = |printed: &Printed| {
        Decimal::new(2, u32::from(printed.decimals)).checked_mul(printed.unit.factor())
    };
    let values = base(one).zip(base(other));
    match values.zip(last_digits(one).zip(last_digits(other))) {
        Some(((here, there), (one, other))) => (here - there).abs() <= one.max(other),
        None => true,
    }
}
