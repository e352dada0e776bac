//! Amounts of the text that a table contradicts, although the sentences around them agree with
//! them: the whole passage was taken from another scope or year.
//!
//! One wrong figure would break the sums of its sentence; here they hold, so that no hypothesis
//! about a single cell mends anything. The table, whose figures other relations confirm, is what
//! the text is measured by, and parts that are off by the same difference are one mistake.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::{CellEdit, Place, TableGroup, Text};
use crate::relation::{Comparison, Figure, Relation, Side, Sign};
use crate::rules::{CauseStep, Certainty, Fix, brief_name, plain_name};

use super::fix::typed;
use super::solve::Solver;
use super::trial::Change;
use super::{Cause, Mistake, figure, origin};

/// An amount of the text that should be a cell's.
struct Off {
    /// Its position among the open relations.
    index: usize,
    figure: Figure,
    /// What it should be, in its own unit.
    right: Decimal,
    /// How much it is too large, in base units.
    by: Decimal,
    cause: Option<Cause>,
}

impl Solver<'_, '_> {
    /// Accepts what the text takes from another scope; whether there was anything.
    pub(super) fn scope(&mut self) -> bool {
        let off: Vec<Off> = (0..self.open.len())
            .filter_map(|index| self.off(index))
            .collect();
        // What is explained first, then the whole before its parts.
        let explained = off.iter().find(|one| one.cause.is_some());
        let Some(first) = explained.or_else(|| off.first()) else {
            return false;
        };
        let is_same = |one: &&Off| {
            one.index == first.index
                || (one.cause.is_none()
                    && one.by == first.by
                    && one.figure.place.table_ref() == first.figure.place.table_ref())
        };
        let mut same: Vec<&Off> = off.iter().filter(is_same).collect();
        same.sort_by_key(|one| one.index != first.index);
        let mistake = self.of_scope(&same);
        let mended: Vec<usize> = same.iter().map(|one| one.index).collect();
        let changes: Vec<Change> = same
            .iter()
            .map(|one| Change::Value(one.figure.place, one.right))
            .collect();
        for change in changes {
            self.given.add(change);
            self.owners.insert(change.place(), self.mistakes.len());
        }
        self.close(mistake, &mended);
        true
    }

    /// An open relation of an amount of the text and a cell that others confirm.
    fn off(&self, index: usize) -> Option<Off> {
        let one = &self.open[index];
        let (stated, cell) = pair(&one.relation)?;
        let of_text = stated.place.table.spec().group == TableGroup::Text;
        let accounts = self.context.accounts;
        let is_read = accounts.text_span(stated.place).is_some();
        let of_table = matches!(
            cell.place.table.spec().group,
            TableGroup::Official | TableGroup::Disclosure
        );
        if !of_text || !is_read || !of_table || self.given.value(stated.place).is_some() {
            return None;
        }
        let cause = origin::origin(self.context, &one.relation, &stated)
            .or_else(|| self.slip_of(index, stated.place));
        if cause.is_none() && !self.is_vouched(cell.place) {
            return None;
        }
        Some(Off {
            index,
            figure: stated,
            right: figure::mending(&one.relation, stated.place)?,
            by: stated.base_value()?.checked_sub(cell.base_value()?)?,
            cause,
        })
    }

    /// The slip of the hand that explains what the text prints: the table's figure is the older.
    fn slip_of(&self, index: usize, place: Place) -> Option<Cause> {
        let candidates = self.candidates(&self.open[index]).into_iter();
        let mut of_place = candidates.filter(|one| one.change.place() == place);
        of_place.find_map(|one| Some(one.reason?.cause))
    }

    fn of_scope(&self, same: &[&Off]) -> Mistake {
        let accounts = self.context.accounts;
        let first = same[0];
        let broken = same.iter().map(|one| self.open[one.index].broke());
        let edits = same.iter().map(|one| {
            let place = one.figure.place;
            CellEdit::new(place, typed(accounts, place, one.right))
        });
        let title = titles(same.iter().map(|one| {
            let shown = one.figure.with_value(one.right).quantity().text();
            (plain_name(accounts, one.figure.place), shown)
        }));
        let places: BTreeSet<Place> = same.iter().map(|one| one.figure.place).collect();
        let others = same
            .iter()
            .skip(1)
            .map(|one| brief_name(accounts, one.figure.place));
        let others: Vec<Text> = others.collect();
        let cause = first.cause.clone().map(|cause| with_others(cause, &others));
        let flaws = self.flaws_among(&places.iter().copied().collect::<Vec<_>>());
        Mistake {
            broken: broken.collect(),
            flaws,
            at: same.iter().map(|one| one.figure.place).collect(),
            message: None,
            expected: Some(first.figure.with_value(first.right).quantity()),
            cause,
            fixes: vec![Fix {
                title,
                certainty: Certainty::Review,
                edits: edits.collect(),
            }],
            after: None,
        }
    }
}

/// Two figures that should be one: what is stated, and the cell.
fn pair(relation: &Relation) -> Option<(Figure, Figure)> {
    let single = |side: &Side| match side {
        Side::Sum(terms) => match terms.as_slice() {
            [term] if term.sign == Sign::Plus && term.direction.is_none() => {
                term.operand.figure().copied()
            }
            _ => None,
        },
        _ => None,
    };
    let is_equal = relation.comparison == Comparison::Equal;
    single(&relation.left)
        .zip(single(&relation.right))
        .filter(|_| is_equal)
}

fn titles(changes: impl Iterator<Item = (Text, Text)>) -> Text {
    let titles: Vec<Text> = changes
        .map(|(name, shown)| {
            Text::new(
                format!("将{}改为 {}", name.zh, shown.zh),
                format!("Change {} to {}", name.en, shown.en),
            )
        })
        .collect();
    Text::join(&titles, "，", ", ")
}

/// The cause, with the parts that are off by the same difference.
fn with_others(cause: Cause, others: &[Text]) -> Cause {
    if others.is_empty() {
        return cause;
    }
    let names = Text::join(others, "、", ", ");
    let steps = cause.steps.into_iter().map(|step| CauseStep {
        text: Text::new(
            format!("{}，{}也差同样的数", step.text.zh, names.zh),
            format!("{}; {} is off by the same amount", step.text.en, names.en),
        ),
        ..step
    });
    Cause {
        steps: steps.collect(),
    }
}
