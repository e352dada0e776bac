//! One amount that was typed wrongly wherever a table repeats it: in the total of a row and in its
//! only part, in two totals that must agree, in the same row of two tables.
//!
//! Such cells agree with each other, so that only the sums above them are broken, and no single
//! cell mends those. The cells are taken as one, and what they should say is looked for in other
//! tables and among slips of the hand. What the sums alone would give is no reason to prefer one
//! row to another.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::{CellEdit, ColumnKind, Place, Text};
use crate::relation::{Comparison, Figure, Relation, Side};
use crate::rules::{Certainty, Fix, brief_name, plain_name};

use super::fix::typed;
use super::judged::published;
use super::moved::Found;
use super::solve::Solver;
use super::sum::{Verdict, judge};
use super::trial::{Change, Changes};
use super::{Cause, CauseKind, Mistake, digits, figure, origin};

/// An amount that more cells than this repeat is not typed wrongly in all of them.
const MOST_CELLS: usize = 12;

/// Why the cells should say an amount, the strongest last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// The sums need it.
    Needed,
    /// One slip of the hand leads to what is printed.
    Slip(CauseKind),
    /// The same row of another table prints it.
    Printed(Place),
}

impl Why {
    fn rank(&self) -> u8 {
        match self {
            Self::Needed => 0,
            Self::Slip(_) => 1,
            Self::Printed(_) => 2,
        }
    }
}

/// A hypothesis: all of these cells should say this.
struct Chain {
    cells: BTreeSet<Place>,
    figure: Figure,
    value: Decimal,
    why: Why,
    mended: Vec<usize>,
}

impl Solver<'_, '_> {
    /// Several cells with one wrong amount, when exactly one amount explains best.
    pub(super) fn chain(&self) -> Option<Found> {
        let mut seen: BTreeSet<BTreeSet<Place>> = BTreeSet::new();
        let mut best: Vec<Chain> = Vec::new();
        for one in &self.open {
            if one.relation.comparison != Comparison::Equal {
                continue;
            }
            let figures = one.relation.terms().filter_map(|t| t.operand.figure());
            for figure in figures.filter(|figure| !figure.value.is_zero()) {
                let cells = self.repeats(figure);
                let is_possible = (2..=MOST_CELLS).contains(&cells.len())
                    && cells.iter().all(|place| published(*place) == 0);
                if !is_possible || !seen.insert(cells.clone()) {
                    continue;
                }
                let Some(found) = self.as_one(&one.relation, figure, cells) else {
                    continue;
                };
                let rank = |one: &Chain| (one.mended.len(), one.why.rank());
                match best.first().map(|first| rank(&found).cmp(&rank(first))) {
                    Some(std::cmp::Ordering::Less) => {}
                    Some(std::cmp::Ordering::Equal) => best.push(found),
                    _ => best = vec![found],
                }
            }
        }
        let [chain] = best.as_slice() else {
            return None;
        };
        Some(self.told(chain))
    }

    /// The cells that repeat a figure, by relations that hold and have nothing else in them.
    fn repeats(&self, figure: &Figure) -> BTreeSet<Place> {
        let mut cells = BTreeSet::from([figure.place]);
        let mut waiting = vec![figure.place];
        while let Some(place) = waiting.pop() {
            for (_, tested) in self.evidence.at(place) {
                if tested.is_broken() || cells.len() > MOST_CELLS {
                    continue;
                }
                let Some(pair) = pair(&tested.relation) else {
                    continue;
                };
                for other in pair {
                    if other.base_value() == figure.base_value() && cells.insert(other.place) {
                        waiting.push(other.place);
                    }
                }
            }
        }
        cells
    }

    /// What these cells should say, taken as one.
    fn as_one(
        &self,
        relation: &Relation,
        figure: &Figure,
        cells: BTreeSet<Place>,
    ) -> Option<Chain> {
        let needed = figure::needed(relation, figure.place)?;
        let mut values: Vec<(Decimal, Why)> = self.printed_elsewhere(figure, &cells);
        values.retain(|(value, _)| needed.contains(&figure.with_value(*value)));
        values.extend(slips(relation, figure));
        let open = self.open.iter().map(|one| &one.relation);
        let middles = open.flat_map(|relation| {
            let at = cells.iter();
            at.filter_map(|place| figure::mending(relation, *place))
        });
        values.extend(middles.map(|value| (value, Why::Needed)));
        let chains = values.into_iter().filter_map(|(value, why)| {
            let mut changes = self.given.clone();
            for place in &cells {
                changes.add(Change::Value(*place, value));
            }
            let mended = self.mended_by(&changes, &cells)?;
            let exact = mended
                .iter()
                .filter(|index| judge(&changes, &self.open[**index].relation) == Verdict::Holds);
            Some((exact.count(), value, why, mended))
        });
        let (_, value, why, mended) = chains
            .max_by_key(|(exact, value, why, _)| (why.rank(), *exact, std::cmp::Reverse(*value)))?;
        (mended.len() > 1).then_some(Chain {
            cells,
            figure: *figure,
            value,
            why,
            mended,
        })
    }

    /// The open relations of the cells, when all of them hold with the changes and what held
    /// still does.
    fn mended_by(&self, changes: &Changes, cells: &BTreeSet<Place>) -> Option<Vec<usize>> {
        let holds = cells.iter().all(|place| {
            let mut all = self.evidence.at(*place);
            all.all(|(_, tested)| {
                tested.is_broken() || judge(changes, &tested.relation) != Verdict::Broken
            })
        });
        if !holds {
            return None;
        }
        let speaks = |relation: &Relation| relation.places().any(|place| cells.contains(&place));
        let touched = (0..self.open.len()).filter(|index| speaks(&self.open[*index].relation));
        let touched: Vec<usize> = touched.collect();
        let all = touched
            .iter()
            .all(|index| judge(changes, &self.open[*index].relation) != Verdict::Broken);
        all.then_some(touched)
    }

    /// What other tables print in the same row, when it is not what these cells say.
    fn printed_elsewhere(&self, figure: &Figure, cells: &BTreeSet<Place>) -> Vec<(Decimal, Why)> {
        let accounts = self.context.accounts;
        let own = accounts
            .table(figure.place.table_ref())
            .and_then(|table| table.rows.get(figure.place.row as usize));
        let Some(own) = own.filter(|row| !row.code.is_empty()) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for table in &accounts.tables {
            let id = table.id;
            if id == figure.place.table_ref() || id.period != figure.place.period {
                continue;
            }
            let Some((index, row)) = origin::twin(table, own) else {
                continue;
            };
            for (column, _) in row.cells.iter().enumerate() {
                let is_money = table.spec().columns[column].kind == ColumnKind::Money;
                let Ok(column) = u16::try_from(column) else {
                    continue;
                };
                let place = table.place(index, column);
                if !is_money || cells.contains(&place) {
                    continue;
                }
                if let Ok(other) = Figure::at(accounts, place)
                    && other.unit == figure.unit
                    && !other.value.is_zero()
                    && other.value != figure.value
                {
                    found.push((other.value, Why::Printed(place)));
                }
            }
        }
        found
    }

    /// The mistake in words, with what mends it.
    fn told(&self, chain: &Chain) -> Found {
        let accounts = self.context.accounts;
        let mut changes = Changes::default();
        for place in &chain.cells {
            changes.add(Change::Value(*place, chain.value));
        }
        let right = chain.figure.with_value(chain.value).quantity();
        let (is, should) = (chain.figure.quantity().text(), right.text());
        let names: Vec<Text> = chain
            .cells
            .iter()
            .map(|place| plain_name(accounts, *place))
            .collect();
        let distinct: BTreeSet<&str> = names.iter().map(|name| name.zh.as_ref()).collect();
        let names = if distinct.len() < names.len() {
            // Both halves of a table have a row of this name.
            let cells = chain.cells.iter();
            cells.map(|place| accounts.label(*place)).collect()
        } else {
            names
        };
        let names = Text::join(&names, "、", ", ");
        let message = Text::new(
            format!("{}都写成了 {}，应为 {}", names.zh, is.zh, should.zh),
            format!("{} all say {}; it should be {}", names.en, is.en, should.en),
        );
        let title = Text::new(
            format!("将 {} 个单元格都改为 {}", chain.cells.len(), should.zh),
            format!("Change {} cells to {}", chain.cells.len(), should.en),
        );
        let edits = chain
            .cells
            .iter()
            .map(|place| CellEdit::new(*place, typed(accounts, *place, chain.value)));
        let fix = Fix {
            title,
            certainty: Certainty::Review,
            edits: edits.collect(),
        };
        let broken = chain.mended.iter().map(|index| self.open[*index].broke());
        let mistake = Mistake {
            broken: broken.collect(),
            flaws: Vec::new(),
            at: chain.cells.iter().copied().collect(),
            message: Some(message),
            expected: Some(right),
            cause: Some(self.reason(chain)),
            fixes: vec![fix],
            after: None,
        };
        Found {
            mistake,
            changes,
            mended: chain.mended.clone(),
        }
    }

    fn reason(&self, chain: &Chain) -> Cause {
        let count = chain.cells.len();
        let same = Text::new(
            format!("同一金额在 {count} 处写错，彼此相符，所以只有上级合计不平"),
            format!("one wrong amount in {count} cells that agree; only sums above show it"),
        );
        let (kind, why) = match &chain.why {
            Why::Printed(place) => {
                let name = brief_name(self.context.accounts, *place);
                let right = chain.figure.with_value(chain.value).quantity().text();
                (
                    CauseKind::Copied,
                    Text::new(
                        format!("；{}为 {}", name.zh, right.zh),
                        format!("; {} says {}", name.en, right.en),
                    ),
                )
            }
            Why::Slip(kind) => (
                *kind,
                match kind {
                    CauseKind::SwappedDigits => {
                        Text::new("；相邻两位数字颠倒", "; two digits changed places")
                    }
                    CauseKind::DecimalSlip => {
                        Text::new("；小数点移位", "; the decimal point slipped")
                    }
                    _ => Text::new("；数字写错", "; a slip of digits"),
                },
            ),
            Why::Needed => (CauseKind::Copied, Text::default()),
        };
        Cause::new(
            kind,
            Text::new(
                format!("{}{}", same.zh, why.zh),
                format!("{}{}", same.en, why.en),
            ),
        )
    }
}

/// The two figures of a relation that says nothing but that they are equal.
fn pair(relation: &Relation) -> Option<[&Figure; 2]> {
    if relation.comparison != Comparison::Equal {
        return None;
    }
    let only = |side: &'_ Side| -> Option<usize> {
        let Side::Sum(terms) = side else { return None };
        let mut found = None;
        for (index, term) in terms.iter().enumerate() {
            let figure = term.operand.figure()?;
            if !figure.value.is_zero() && found.replace(index).is_some() {
                return None;
            }
        }
        found
    };
    let (left, right) = (only(&relation.left)?, only(&relation.right)?);
    let (Side::Sum(one), Side::Sum(other)) = (&relation.left, &relation.right) else {
        return None;
    };
    Some([one[left].operand.figure()?, other[right].operand.figure()?])
}

/// Amounts that one slip turns into what is printed, among those that a sum needs.
fn slips(relation: &Relation, figure: &Figure) -> Vec<(Decimal, Why)> {
    let told = |kind: CauseKind| {
        matches!(
            kind,
            CauseKind::SwappedDigits
                | CauseKind::DecimalSlip
                | CauseKind::DroppedDigit
                | CauseKind::ExtraDigit
        )
    };
    let found = figure::slips(relation, figure).into_iter();
    found
        .filter(|(_, slip)| told(slip.kind))
        .filter(|(right, slip)| figure::is_telling(figure, *right, *slip))
        .filter_map(|(right, slip): (i128, digits::Slip)| {
            let value = Decimal::try_from_i128_with_scale(right, figure.decimals).ok()?;
            Some((value, Why::Slip(slip.kind)))
        })
        .collect()
}
