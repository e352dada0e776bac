//! What a final figure is compared with: where last year's figure or the budget is to be found.

use crate::model::{Accounts, Period, Place, Table, TableRef, normal_name};

use super::known::{Absent, Value, value_at};
use super::{Implied, implied};

/// Where the bases of one accounts' figures are looked for.
///
/// In this order: the file's own table of that period, a column beside the figure, last year's accounts, a sentence that
/// prints the base, a sentence that implies it.
#[derive(Clone, Debug)]
pub struct Base<'a> {
    accounts: &'a Accounts,
    previous: Option<&'a Accounts>,
    implied: Vec<Implied>,
}

/// Looks for bases in these accounts, and in last year's where they are open too.
///
/// In what is found, accounts 0 are these and accounts 1 are last year's.
pub fn base<'a>(accounts: &'a Accounts, previous: Option<&'a Accounts>) -> Base<'a> {
    Base {
        accounts,
        previous,
        implied: implied(accounts),
    }
}

impl Base<'_> {
    /// The base of the figure at `place`.
    ///
    /// # Errors
    /// [`Absent::Row`] when the period's table is there and has no such row, else why nothing is known.
    pub fn of(&self, place: Place, period: Period) -> Value {
        let mut best: Option<Absent> = None;
        for value in [
            self.own_table(place, period),
            self.column_beside(place, period),
            self.last_year(place, period),
            self.text(place, period),
        ] {
            match value {
                Some(Ok(known)) => return Ok(known),
                // The surest source that has something to say about it.
                Some(Err(absent)) => best = best.or(Some(absent)),
                None => {}
            }
        }
        Err(best.unwrap_or(Absent::Table))
    }

    /// What the text implies, whether or not it is needed.
    pub fn implied(&self) -> &[Implied] {
        &self.implied
    }

    fn own_table(&self, place: Place, period: Period) -> Option<Value> {
        let table = self.accounts.table(TableRef {
            table: place.table,
            period,
        })?;
        Some(same_cell(self.accounts, place, self.accounts, table, 0))
    }

    fn last_year(&self, place: Place, period: Period) -> Option<Value> {
        let previous = self.previous.filter(|_| period == Period::PriorYear)?;
        let table = previous.table(TableRef {
            table: place.table,
            period: Period::Final,
        })?;
        Some(same_cell(self.accounts, place, previous, table, 1))
    }

    fn column_beside(&self, place: Place, period: Period) -> Option<Value> {
        let spec = place.table.spec();
        let key = |column: u16| {
            spec.columns
                .get(usize::from(column))
                .map(|of| of.key.as_str())
        };
        if key(place.column) != Some("final") {
            return None;
        }
        let column = spec.column(match period {
            Period::Final => return None,
            Period::PriorYear => "prior_year",
            Period::InitialBudget => "initial_budget",
            Period::AdjustedBudget => "adjusted_budget",
        })?;
        let beside = place.beside(column);
        let printed = self.accounts.cell(beside).is_present();
        printed.then(|| value_at(self.accounts, 0, beside))
    }

    fn text(&self, place: Place, period: Period) -> Option<Value> {
        let found = |implied: &&Implied| (implied.place, implied.period) == (place, period);
        self.implied
            .iter()
            .find(found)
            .map(|implied| Ok(implied.known.clone()))
    }
}

/// The value of the same row and column in another printing of the table.
fn same_cell(of: &Accounts, place: Place, other: &Accounts, table: &Table, index: usize) -> Value {
    let row = of
        .table(place.table_ref())
        .and_then(|table| table.rows.get(place.row as usize))
        .ok_or(Absent::Row)?;
    let same = |candidate: &&(usize, &crate::model::Row)| {
        let candidate = candidate.1;
        match (row.spec, candidate.spec) {
            (Some(row), Some(candidate)) => row == candidate,
            (None, None) => {
                candidate.side == row.side
                    && candidate.code == row.code
                    && normal_name(&candidate.name) == normal_name(&row.name)
            }
            _ => false,
        }
    };
    let rows: Vec<_> = table.rows.iter().enumerate().collect();
    let mut fitting = rows.iter().filter(same);
    // Of several rows that print the same, none is known to be the one.
    match (fitting.next(), fitting.next()) {
        (Some((at, _)), None) => value_at(other, index, table.place(*at, place.column)),
        _ => Err(Absent::Row),
    }
}
