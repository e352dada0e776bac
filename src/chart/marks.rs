//! Which open finding a figure of a chart carries.

use crate::model::{Accounts, Place, Reference};
use crate::review::Review;
use crate::rules::Level;

use super::Mark;

/// The open findings by the cells that they are about, claims by the cells that they speak of.
pub(super) struct Marks {
    all: Vec<(Place, usize, Level)>,
}

impl Marks {
    /// Collects the open findings of a review.
    pub(super) fn of(accounts: &Accounts, review: Option<&Review>) -> Self {
        let open = review.into_iter().flat_map(Review::open);
        let all = open.filter_map(|(index, finding)| {
            let place = finding.shown.first()?.place;
            Some((
                subject(accounts, place).unwrap_or(place),
                index,
                finding.level,
            ))
        });
        Self { all: all.collect() }
    }

    /// The most serious finding about this cell.
    pub(super) fn at(&self, place: Place) -> Option<Mark> {
        let here = self.all.iter().filter(|(of, ..)| *of == place);
        here.min_by_key(|(_, _, level)| *level)
            .map(|(_, finding, level)| Mark {
                finding: *finding,
                level: *level,
            })
    }
}

/// The cell that the claim at `place` speaks of.
fn subject(accounts: &Accounts, place: Place) -> Option<Place> {
    let spec = place.table.spec();
    if spec.key != "claims" {
        return None;
    }
    let words = accounts
        .cell(place.beside(spec.column("subject")?))
        .words()?;
    Reference::parse(words).ok()?.resolve(accounts)
}
