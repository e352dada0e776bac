//! Why a printed rate or share is not the quotient that it states.
//!
//! Every hypothesis is tried by deciding the relation with it: what prints the very same number
//! explains it.

use std::cell::OnceCell;

use rust_decimal::Decimal;

use crate::model::{Place, Text};
use crate::relation::{
    Comparison, Figure, Outcome, Quantity, Relation, Rounding, Scale, Side, Sign, Term, decide,
    recomputed,
};
use crate::rules::{Context, brief_name};

use super::candidate::{Candidate, Rank, Reason};
use super::evidence::Evidence;
use super::trial::Change;
use super::{Cause, CauseKind, column_key, digits, figure};

/// The denominators of all ratios, found when the first wrong ratio asks for them.
#[derive(Debug, Default)]
pub(super) struct Wholes {
    sums: OnceCell<Vec<Vec<Term>>>,
}

impl Wholes {
    /// The wholes of shares. The base of a change belongs to its own indicator, so it is no
    /// candidate for another one.
    fn get(&self, evidence: &Evidence<'_>) -> &[Vec<Term>] {
        self.sums.get_or_init(|| {
            let mut sums: Vec<Vec<Term>> = Vec::new();
            let mut seen = std::collections::BTreeSet::new();
            for (_, tested) in evidence.all() {
                if let Side::Ratio { over, under, .. } = &tested.relation.right
                    && !is_rate(over, under)
                    && let Some(value) = value_of(under)
                    && seen.insert(value)
                {
                    sums.push(under.clone());
                }
            }
            sums
        })
    }
}

/// A broken ratio, taken apart.
struct Ratio<'a> {
    relation: &'a Relation,
    stated: &'a Figure,
    over: &'a [Term],
    under: &'a [Term],
    scale: Scale,
}

impl<'a> Ratio<'a> {
    fn of(relation: &'a Relation) -> Option<Self> {
        let (Comparison::Equal, Side::Sum(left), Side::Ratio { over, under, scale }) =
            (relation.comparison, &relation.left, &relation.right)
        else {
            return None;
        };
        match left.as_slice() {
            [term] if term.sign == Sign::Plus => Some(Self {
                relation,
                stated: term.operand.figure()?,
                over,
                under,
                scale: *scale,
            }),
            _ => None,
        }
    }

    /// The quotient over another denominator, in the unit of the stated figure.
    fn over(&self, under: &[Term]) -> Option<Decimal> {
        let percent = match self.scale {
            Scale::Percent => Decimal::ONE_HUNDRED,
            Scale::Per(_) => Decimal::ONE,
        };
        value_of(self.over)?
            .checked_mul(percent)?
            .checked_div(value_of(under)?)?
            .checked_div(self.stated.unit.factor())
    }

    fn exact(&self) -> Option<Decimal> {
        self.over(self.under)
    }

    fn rounded(&self, exact: Decimal) -> Decimal {
        exact.round_dp_with_strategy(
            self.stated.decimals,
            rust_decimal::RoundingStrategy::MidpointAwayFromZero,
        )
    }
}

/// Whether a quotient says how much something changed.
fn is_rate(over: &[Term], under: &[Term]) -> bool {
    let is_change = |term: &Term| {
        let figure = term.operand.figure();
        let column = figure.and_then(|figure| column_key(figure.place));
        term.direction.is_some() || column == Some("change")
    };
    over.iter().chain(under).any(is_change)
}

/// The quotient that a printed rate or share states, as it would be printed.
pub fn quotient(relation: &Relation) -> Option<Quantity> {
    let ratio = Ratio::of(relation)?;
    Some(Quantity {
        value: ratio.rounded(ratio.exact()?),
        ..ratio.stated.quantity()
    })
}

/// The one candidate of a broken ratio: the printed quotient, computed again.
pub(super) fn candidate(
    context: &Context<'_>,
    evidence: &Evidence<'_>,
    wholes: &Wholes,
    relation: &Relation,
) -> Option<Candidate> {
    let ratio = Ratio::of(relation)?;
    let exact = ratio.exact()?;
    let right = recomputed(ratio.stated, exact);
    let cause = wrong_denominator(context, evidence, wholes, &ratio)
        .or_else(|| decimal_slip(&ratio))
        .or_else(|| copied(context, &ratio));
    let reason = match cause {
        Some(cause) => Some(Reason {
            rank: Rank::Strong,
            cause,
        }),
        None => slipped_digit(&ratio, right),
    };
    Some(Candidate {
        change: Change::Value(ratio.stated.place, right),
        is_derived: true,
        reason,
    })
}

/// The printed quotient is that over another amount: the final one, or another whole.
fn wrong_denominator(
    context: &Context<'_>,
    evidence: &Evidence<'_>,
    wholes: &Wholes,
    ratio: &Ratio<'_>,
) -> Option<Cause> {
    let right = value_of(ratio.under)?;
    let own = ratio.under.iter().filter(|term| {
        ratio.under.len() > 1 && term.sign == Sign::Plus && term.direction.is_none()
    });
    let own = own.map(|term| vec![term.clone()]);
    let beside = row_mates(context, ratio.stated.place).map(|figure| vec![Term::plus(figure)]);
    let is_rate = is_rate(ratio.over, ratio.under);
    let others = wholes.get(evidence).iter().filter(|_| !is_rate).cloned();
    // 100 % is what one writes when nothing was computed, so it does not tell what was divided by.
    let over = value_of(ratio.over)?;
    own.chain(beside).chain(others).find_map(|under| {
        let value = value_of(&under)?;
        if value == right || value == over || value.is_zero() {
            return None;
        }
        let trial = Relation {
            right: Side::Ratio {
                over: ratio.over.to_vec(),
                under: under.clone(),
                scale: ratio.scale,
            },
            ..ratio.relation.clone()
        };
        match decide(&trial) {
            Outcome::Holds => Some(denominator_cause(context, ratio, &under, false)),
            Outcome::WithinRounding(Rounding::Truncated) => {
                Some(denominator_cause(context, ratio, &under, true))
            }
            _ => None,
        }
    })
}

/// Amounts of the same row: what a statement of the text prints beside its rate.
fn row_mates(context: &Context<'_>, place: Place) -> impl Iterator<Item = Figure> {
    let columns = place.table.spec().columns.len();
    let accounts = context.accounts;
    (0..columns)
        .filter_map(|column| u16::try_from(column).ok())
        .filter(move |column| *column != place.column)
        .filter_map(move |column| Figure::at(accounts, place.beside(column)).ok())
        .filter(|figure| figure.unit.is_money())
}

fn denominator_cause(
    context: &Context<'_>,
    ratio: &Ratio<'_>,
    under: &[Term],
    cut_off: bool,
) -> Cause {
    let over = shown_sum(ratio.over);
    let (wrong, right) = (shown_sum(under), shown_sum(ratio.under));
    let exact = two_more(ratio, ratio.over(under));
    let name = match under {
        [term] => term
            .operand
            .figure()
            .map(|figure| brief_name(context.accounts, figure.place)),
        _ => None,
    }
    .unwrap_or_else(|| Text::new("另一基数", "another base"));
    let cause = Cause::new(
        CauseKind::WrongDenominator,
        Text::new(
            format!(
                "误用{}作分母：{} ÷ {} = {}，应除以 {}",
                name.zh, over.zh, wrong.zh, exact.zh, right.zh
            ),
            format!(
                "divided by {}: {} ÷ {} = {}; the base is {}",
                name.en, over.en, wrong.en, exact.en, right.en
            ),
        ),
    );
    if !cut_off {
        return cause;
    }
    let printed = ratio.stated.quantity().text();
    cause.then(
        CauseKind::Truncated,
        Text::new(
            format!("{} 又被截断成 {}，未四舍五入", exact.zh, printed.zh),
            format!(
                "{} was then cut off to {} instead of rounded",
                exact.en, printed.en
            ),
        ),
    )
}

/// The printed quotient is the right one with its point elsewhere.
fn decimal_slip(ratio: &Ratio<'_>) -> Option<Cause> {
    let exact = ratio.exact()?;
    if ratio.stated.value.is_zero() {
        return None;
    }
    let decimals = ratio.stated.decimals;
    for (places, left) in [
        (1, true),
        (1, false),
        (2, true),
        (2, false),
        (3, true),
        (3, false),
    ] {
        let power = Decimal::from(10_u32.pow(places));
        let moved = if left {
            exact.checked_div(power)?
        } else {
            exact.checked_mul(power)?
        };
        let printed = ratio.stated.value;
        let rounded = ratio.rounded(moved) == printed;
        // To the right, the digits that were printed are moved, not those that were rounded off.
        let digits = if left {
            moved.trunc_with_scale(decimals) == printed
        } else {
            ratio.rounded(exact).checked_mul(power)? == printed
        };
        if rounded || digits {
            return Some(slip_cause(ratio, exact, places, left));
        }
    }
    None
}

fn slip_cause(ratio: &Ratio<'_>, exact: Decimal, places: u32, left: bool) -> Cause {
    let (over, under) = (shown_sum(ratio.over), shown_sum(ratio.under));
    let right = two_more(ratio, Some(exact));
    let printed = ratio.stated.quantity().text();
    let (zh, en) = if left {
        ("左", "left")
    } else {
        ("右", "right")
    };
    Cause::new(
        CauseKind::DecimalSlip,
        Text::new(
            format!(
                "{} ÷ {} = {}，小数点{zh}移 {places} 位写成了 {}",
                over.zh, under.zh, right.zh, printed.zh
            ),
            format!(
                "{} ÷ {} = {}; the point slipped {places} to the {en}, to {}",
                over.en, under.en, right.en, printed.en
            ),
        ),
    )
}

/// Claims of a text between two that print a quotient.
const MOST_LINES: u32 = 6;

/// The printed quotient stands in the line above or below as well.
fn copied(context: &Context<'_>, ratio: &Ratio<'_>) -> Option<Cause> {
    let place = ratio.stated.place;
    // Of the claims of a text, the next one that prints such a quotient is the line above.
    let reach = if context.accounts.text_span(place).is_some() {
        MOST_LINES
    } else {
        1
    };
    let nearest = |is_above: bool| {
        let rows = (1..=reach).filter_map(move |by| {
            let row = if is_above {
                place.row.checked_sub(by)
            } else {
                place.row.checked_add(by)
            };
            Some(Place { row: row?, ..place })
        });
        let mut printed = rows.filter(|beside| context.accounts.cell(*beside).is_present());
        (printed.next(), is_above)
    };
    [nearest(true), nearest(false)]
        .into_iter()
        .find_map(|(beside, is_above)| {
            let beside = beside?;
            let other = Figure::at(context.accounts, beside).ok()?;
            let same = other.value == ratio.stated.value && other.unit == ratio.stated.unit;
            if !same || other.value.is_zero() || other.value == Decimal::ONE_HUNDRED {
                return None;
            }
            let (zh, en) = if is_above {
                ("上", "above")
            } else {
                ("下", "below")
            };
            let name = brief_name(context.accounts, beside);
            let shown = other.quantity().text();
            Some(Cause::new(
                CauseKind::Copied,
                Text::new(
                    format!("照抄了{zh}一行：{}也是 {}", name.zh, shown.zh),
                    format!("copied from the line {en}: {} is {} too", name.en, shown.en),
                ),
            ))
        })
}

fn slipped_digit(ratio: &Ratio<'_>, right: Decimal) -> Option<Reason> {
    let printed = digits::whole(ratio.stated.value, ratio.stated.decimals)?;
    let right = digits::whole(right, ratio.stated.decimals)?;
    let slip = digits::slip(printed, right)
        .filter(|slip| figure::is_telling(ratio.stated, right, *slip))?;
    Some(figure::slip_reason(ratio.stated, right, slip))
}

/// The value of a sum in base units.
fn value_of(terms: &[Term]) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    for term in terms {
        let value = term.operand.figure()?.base_value()?;
        sum = match term.sign {
            Sign::Plus => sum.checked_add(value)?,
            Sign::Minus => sum.checked_sub(value)?,
        };
    }
    Some(sum)
}

/// A sum as one amount, in the unit of its first figure.
fn shown_sum(terms: &[Term]) -> Text {
    let first = terms.first().and_then(|term| term.operand.figure());
    let sum = first.zip(value_of(terms)).map(|(first, value)| Quantity {
        value: value.checked_div(first.unit.factor()).unwrap_or(value),
        unit: first.unit,
        decimals: first.decimals,
    });
    sum.map(|sum| sum.text()).unwrap_or_default()
}

/// A quotient with two decimals more than the stated one prints, so that its rounding shows.
fn two_more(ratio: &Ratio<'_>, value: Option<Decimal>) -> Text {
    let decimals = ratio.stated.decimals + 2;
    let shown = Quantity {
        value: value.unwrap_or_default(),
        unit: ratio.stated.unit,
        decimals,
    };
    shown.text()
}
