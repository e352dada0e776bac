//! A unit that is printed beside its number, and that is not the one of the others.

use crate::model::{Accounts, Place, Text, Unit};
use crate::relation::{Figure, Outcome, Relation, decide};

use super::candidate::{Candidate, Rank, Reason};
use super::trial::{Change, Changes, Supposed as _};
use super::{Cause, CauseKind};

/// A unit that is printed with its number is what was mistaken, so the figures that have theirs
/// from the table are not the ones to be changed.
pub(super) fn blame(
    accounts: &Accounts,
    relation: &Relation,
    first: usize,
    into: &mut Vec<Candidate>,
) {
    let figures = relation.terms().filter_map(|term| term.operand.figure());
    let found: Vec<Candidate> = figures
        .filter_map(|figure| printed_unit(accounts, relation, figure))
        .collect();
    if found.is_empty() {
        return;
    }
    let at: Vec<Place> = found.iter().map(|one| one.change.place()).collect();
    let mine = into.split_off(first);
    into.extend(mine.into_iter().filter(|one| {
        let kind = one.reason.as_ref().and_then(|reason| {
            let step = reason.cause.steps.first()?;
            Some(step.kind)
        });
        kind != Some(CauseKind::Unit) && !at.contains(&one.change.place())
    }));
    into.extend(found);
}

/// A figure that fits once its printed unit is read as another one.
fn printed_unit(accounts: &Accounts, relation: &Relation, figure: &Figure) -> Option<Candidate> {
    let printed = accounts.cell(figure.place).number()?;
    if !printed.own_unit || !figure.unit.is_money() || figure.value.is_zero() {
        return None;
    }
    let units = [Unit::Yuan, Unit::WanYuan, Unit::YiYuan];
    units
        .into_iter()
        .filter(|unit| *unit != figure.unit)
        .find_map(|unit| {
            let base = figure.value.checked_mul(unit.factor())?;
            let value = base.checked_div(figure.unit.factor())?;
            let change = Change::Value(figure.place, value);
            let mut changes = Changes::default();
            changes.add(change);
            if matches!(
                decide(&changes.apply(relation)),
                Outcome::Broken(_) | Outcome::NotChecked(_)
            ) {
                return None;
            }
            let (right, wrong) = (unit.text(), figure.unit.text());
            let shown = figure.quantity().text();
            Some(Candidate {
                change,
                is_derived: false,
                reason: Some(Reason {
                    rank: Rank::Strong,
                    cause: Cause::new(
                        CauseKind::Unit,
                        Text::new(
                            format!("单位写错：{} 的“{}”应为“{}”", shown.zh, wrong.zh, right.zh),
                            format!(
                                "wrong unit: {} should be in {}, not {}",
                                shown.en, right.en, wrong.en
                            ),
                        ),
                    ),
                }),
            })
        })
}
