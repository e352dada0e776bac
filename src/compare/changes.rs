//! How the figures of one year changed: against last year and against the budget, category by category.

use rust_decimal::Decimal;

use crate::model::{Accounts, Period, Place, Text, Unit};
use crate::relation::Quantity;

use super::known::{Known, Value, quantity, value_at};
use super::{Base, Change, Part, Topic, base};

/// A topic's figures against those of another period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// What is looked at.
    pub topic: Topic,
    /// What it is compared with.
    pub against: Period,
    /// The total, where the categories have one.
    pub total: Option<ChangeRow>,
    /// The categories, in the order of the form.
    pub parts: Vec<ChangeRow>,
    /// Part of the total's change that the categories' changes do not explain; `None` when nothing is left or the total's
    /// change is not known.
    pub unexplained: Option<Quantity>,
    /// What is missing for a full comparison.
    pub gaps: Vec<Gap>,
}

/// A figure and what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    /// The category.
    pub name: Text,
    /// The cell of the final figure.
    pub place: Place,
    /// What it was.
    pub from: Value,
    /// What it is.
    pub to: Value,
    /// The change.
    pub change: Change,
}

/// A figure that a comparison would need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The category whose base is missing.
    pub name: Text,
    /// The base that is missing.
    pub period: Period,
    /// Why it is missing.
    pub why: Text,
}

/// The changes of these accounts: every topic that they have figures for, against every period that something is known of.
pub fn changes(accounts: &Accounts, previous: Option<&Accounts>) -> Vec<Changes> {
    let base = base(accounts, previous);
    let periods = [
        Period::PriorYear,
        Period::InitialBudget,
        Period::AdjustedBudget,
    ];
    periods
        .iter()
        .flat_map(|period| Topic::ALL.map(|topic| Changes::of(accounts, &base, topic, *period)))
        .filter(Changes::is_known)
        .collect()
}

impl Changes {
    /// A topic's figures against those of `against`, whether or not anything is known of them.
    pub fn of(accounts: &Accounts, base: &Base<'_>, topic: Topic, against: Period) -> Self {
        let row = |part: Part| {
            let from = base.of(part.place, against);
            let to = value_at(accounts, 0, part.place);
            ChangeRow {
                change: Change::between(&from, &to),
                name: part.name,
                place: part.place,
                from,
                to,
            }
        };
        let total = topic.whole(accounts).ok().map(row);
        let parts: Vec<ChangeRow> = topic.parts(accounts).into_iter().map(row).collect();
        let gaps = total
            .iter()
            .chain(&parts)
            .filter_map(|row| row.gap(against))
            .collect();
        Self {
            topic,
            against,
            unexplained: total.as_ref().and_then(|total| unexplained(total, &parts)),
            total,
            parts,
            gaps,
        }
    }

    /// Whether any base is known.
    pub fn is_known(&self) -> bool {
        self.total
            .iter()
            .chain(&self.parts)
            .any(|row| row.from.is_ok() && row.to.is_ok())
    }

    /// What is missing, in one sentence; `None` when nothing is.
    pub fn gap_text(&self) -> Option<Text> {
        if self.gaps.is_empty() {
            return None;
        }
        let names: Vec<&Text> = self.gaps.iter().map(|gap| &gap.name).collect();
        let shown = Text::join(names.iter().take(6).copied(), "、", ", ");
        let more = match names.len().saturating_sub(6) {
            0 => Text::default(),
            n => Text::new(format!("等 {} 项", n + 6), format!(" and {n} more")),
        };
        let period = self.against.text();
        Some(if self.is_known() {
            Text::new(
                format!("没有{}，未比较：{}{}", period.zh, shown.zh, more.zh),
                format!(
                    "No {} figures, not compared: {}{}",
                    period.en, shown.en, more.en
                ),
            )
        } else {
            Text::new(
                format!("没有{}，无法比较；需要：{}{}", period.zh, shown.zh, more.zh),
                format!(
                    "No {} figures, so nothing can be compared; needed: {}{}",
                    period.en, shown.en, more.en
                ),
            )
        })
    }
}

impl ChangeRow {
    /// The base is missing, and the row has a figure that a base would say something about.
    fn gap(&self, period: Period) -> Option<Gap> {
        let why = self.from.as_ref().err()?;
        let amount = self.to.as_ref().ok()?;
        // Of a row that is new, everything is known.
        let matters = *why != super::Absent::Row && !amount.quantity.value.is_zero();
        matters.then(|| Gap {
            name: self.name.clone(),
            period,
            why: why.text(),
        })
    }

    /// The two amounts, when both are known.
    pub fn both(&self) -> Option<(&Known, &Known)> {
        self.from.as_ref().ok().zip(self.to.as_ref().ok())
    }
}

/// The total's change less its parts' changes, when the total's is known and something is left.
fn unexplained(total: &ChangeRow, parts: &[ChangeRow]) -> Option<Quantity> {
    let base = |amount: Option<Quantity>| {
        let amount = amount?;
        amount.value.checked_mul(amount.unit.factor())
    };
    let whole = total.change.amount?;
    let mut rest = base(Some(whole))?;
    for part in parts {
        rest = rest.checked_sub(base(part.change.amount).unwrap_or(Decimal::ZERO))?;
    }
    let unit = if whole.unit.is_money() {
        whole.unit
    } else {
        Unit::Yuan
    };
    (!rest.is_zero()).then(|| quantity(rest, unit, whole.decimals))
}
