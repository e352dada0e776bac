//! What one figure of a sum would have to be, and which slip would explain what is printed.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::model::{Place, Text, Unit};
use crate::relation::{Comparison, Figure, Outcome, Quantity, Relation, Side, Sign, Term, decide};
use crate::rules::Context;

use super::candidate::{Candidate, Rank, Reason};
use super::digits::{self, Slip};
use super::trial::Change;
use super::{Cause, CauseKind, origin, printed_unit};

/// Sums of more terms say nothing about a single part: too many would explain the difference.
pub(super) const MOST_TERMS: usize = 64;

/// Candidates for every figure of a broken sum or of two figures that should be equal.
pub(super) fn candidates(context: &Context<'_>, relation: &Relation, into: &mut Vec<Candidate>) {
    match relation.comparison {
        Comparison::Equal => {}
        Comparison::AtMost => {
            into.extend(unit_of_bound(relation));
            return;
        }
        Comparison::AtLeast => return,
    }
    let Some(linear) = Linear::of(relation) else {
        return;
    };
    let stated = relation.left.terms().count();
    let few = relation.terms().count() <= MOST_TERMS;
    let decimals = relation.terms().filter_map(|term| term.operand.figure());
    let decimals = decimals.map(|figure| figure.decimals).max();
    let terms = relation.terms().take(if few { usize::MAX } else { stated });
    let first = into.len();
    for (index, term) in terms.enumerate() {
        let Some(figure) = term.operand.figure() else {
            return;
        };
        let sign = if index < stated {
            term.sign
        } else {
            term.sign.flipped()
        };
        // A zero or a blank may have been any amount of its table.
        let figure = match decimals {
            Some(decimals) if figure.value.is_zero() => &Figure {
                decimals,
                ..*figure
            },
            _ => figure,
        };
        of_figure(context, relation, &linear, term, (sign, figure), into);
    }
    if !few {
        // The parts were not looked at, so only a slip can point at the total.
        let stated = into.split_off(first);
        into.extend(stated.into_iter().filter(|one| one.reason.is_some()));
    }
    printed_unit::blame(context.accounts, relation, first, into);
}

/// Whether a slip says something about these two numbers: one digit of a short or round number
/// is different by chance, and percentages, weights and scores are short.
pub(super) fn is_telling(figure: &Figure, right: i128, slip: Slip) -> bool {
    let (fewest, round) = match slip.kind {
        CauseKind::WrongDigit => (1_000, 100),
        CauseKind::SwappedDigits => (100, 100),
        _ => return true,
    };
    let is_long = |value: Decimal| {
        let mut exact = value;
        exact.rescale(figure.decimals);
        let digits = exact.mantissa().unsigned_abs();
        let mut significant = digits;
        while significant > 0 && significant.is_multiple_of(10) {
            significant /= 10;
        }
        digits >= fewest && significant >= round
    };
    let right = Decimal::try_from_i128_with_scale(right, figure.decimals);
    figure.unit != Unit::Percent && is_long(figure.value) && right.is_ok_and(is_long)
}

fn of_figure(
    context: &Context<'_>,
    relation: &Relation,
    linear: &Linear,
    term: &Term,
    (sign, figure): (Sign, &Figure),
    into: &mut Vec<Candidate>,
) {
    let Some(range) = linear.range(sign, figure) else {
        return;
    };
    let Some(printed) = digits::whole(figure.value, figure.decimals) else {
        return;
    };
    let unsigned = term.direction.is_some() || matches!(figure.unit, Unit::Count(_));
    let mut found: Vec<(i128, Option<Reason>)> = digits::origins(printed, range.low, range.high)
        .into_iter()
        .filter(|(right, slip)| !(slip.kind == CauseKind::Sign && (unsigned || *right < 0)))
        .filter(|(right, slip)| is_telling(figure, *right, *slip))
        .map(|(right, slip)| {
            let mut reason = slip_reason(figure, right, slip);
            if is_chance(
                slip,
                right,
                range.high - range.low + 1,
                relation.terms().count(),
            ) {
                reason.rank = Rank::Weak;
            }
            (right, Some(reason))
        })
        .collect();
    found.extend(
        doubled(relation, figure, printed, &range).map(|(right, reason)| (right, Some(reason))),
    );
    let turns_negative = range.middle < 0 && (unsigned || printed >= 0);
    if (range.low..=range.high).contains(&range.middle) && !turns_negative {
        let taken = origin::part(context.accounts, relation, figure)
            .or_else(|| origin::origin(context, relation, figure))
            .map(|cause| Reason {
                rank: Rank::Strong,
                cause,
            });
        found.push((range.middle, taken));
    }
    into.extend(found.into_iter().filter_map(|(right, reason)| {
        let value = Decimal::try_from_i128_with_scale(right, figure.decimals).ok()?;
        Some(Candidate {
            change: Change::Value(figure.place, value),
            is_derived: false,
            reason,
        })
    }));
}

/// Whether some figure of a sum this long is so explained by chance: the many parts of a long
/// sum, each with the room that rounding leaves, against the numbers that such a slip leads to.
fn is_chance(slip: Slip, right: i128, width: i128, terms: usize) -> bool {
    const LEAST: i128 = 8;
    let digits = i128::try_from(right.unsigned_abs().to_string().len()).unwrap_or(i128::MAX);
    let possible = match slip.kind {
        CauseKind::DroppedDigit => 10 * digits,
        CauseKind::DecimalSlip => 2 * i128::from(slip.shift.unsigned_abs()),
        CauseKind::Unit => 1,
        // A negative amount is odd by itself.
        CauseKind::Sign => return false,
        _ => digits,
    };
    let terms = i128::try_from(terms).unwrap_or(i128::MAX);
    let cases = possible.saturating_mul(width).saturating_mul(terms);
    // A slip in a total and the same in its only part are equally likely.
    let printed = 10_i128
        .checked_pow(slip.shift.unsigned_abs())
        .filter(|_| slip.shift < 0)
        .map_or_else(|| right.abs(), |factor| right.abs() / factor);
    cases.saturating_mul(LEAST) > printed
}

/// A total twice as large as its parts: sums of sums were added to them.
fn doubled(
    relation: &Relation,
    figure: &Figure,
    printed: i128,
    range: &Range,
) -> Option<(i128, Reason)> {
    let (Side::Sum(left), Side::Sum(right)) = (&relation.left, &relation.right) else {
        return None;
    };
    let [total] = left.as_slice() else {
        return None;
    };
    let half = printed / 2;
    let is_total = total.operand.figure() == Some(figure) && right.len() > 1;
    let is_twice = printed % 2 == 0 && (range.low..=range.high).contains(&half);
    let is_long = half.abs() >= 1_000;
    if !(is_total && is_twice && is_long) {
        return None;
    }
    let shown = figure.quantity().text();
    let cause = Cause::new(
        CauseKind::RepeatedPart,
        Text::new(
            format!("{} 恰为各分项之和的 2 倍，像是把小计又加了一遍", shown.zh),
            format!(
                "{} is twice the parts: subtotals were added again",
                shown.en
            ),
        ),
    );
    let reason = Reason {
        rank: Rank::Strong,
        cause,
    };
    Some((half, reason))
}

/// Why `right` became what is printed, in words.
pub(super) fn slip_reason(figure: &Figure, right: i128, slip: Slip) -> Reason {
    let right = Quantity {
        value: Decimal::try_from_i128_with_scale(right, figure.decimals).unwrap_or(figure.value),
        ..figure.quantity()
    };
    Reason {
        rank: match slip.kind {
            CauseKind::WrongDigit => Rank::Weak,
            CauseKind::SwappedDigits => Rank::Fair,
            _ => Rank::Strong,
        },
        cause: Cause::new(slip.kind, slip_text(slip, &right, &figure.quantity())),
    }
}

/// What the slip was, in words.
fn slip_text(slip: Slip, right: &Quantity, printed: &Quantity) -> Text {
    let (right, printed) = (right.text(), printed.text());
    let places = slip.shift.unsigned_abs();
    let (zh, en) = match slip.kind {
        CauseKind::Sign => ("正负号写反".to_owned(), "the sign is wrong".to_owned()),
        CauseKind::Unit => (
            "元与万元混淆".to_owned(),
            "元 and 万元 were mixed up".to_owned(),
        ),
        CauseKind::DecimalSlip if slip.shift < 0 => (
            format!("小数点左移了 {places} 位"),
            format!("the decimal point slipped {places} to the left"),
        ),
        CauseKind::DecimalSlip => (
            format!("小数点右移了 {places} 位"),
            format!("the decimal point slipped {places} to the right"),
        ),
        CauseKind::DroppedDigit => ("漏写一位数字".to_owned(), "a digit was left out".to_owned()),
        CauseKind::ExtraDigit => ("多写一位数字".to_owned(), "a digit too many".to_owned()),
        CauseKind::SwappedDigits => (
            "相邻两位数字颠倒".to_owned(),
            "two neighbouring digits changed places".to_owned(),
        ),
        _ => ("一位数字有误".to_owned(), "one digit is wrong".to_owned()),
    };
    Text::new(
        format!("{zh}：{} 写成了 {}", right.zh, printed.zh),
        format!("{en}: {} became {}", right.en, printed.en),
    )
}

/// An equality of sums as one linear equation: left − right.
struct Linear {
    gap: Decimal,
    slack: Decimal,
}

/// Whole numbers of a figure's last printed digit that would mend the equation.
pub(super) struct Range {
    pub(super) low: i128,
    middle: i128,
    pub(super) high: i128,
}

impl Linear {
    fn of(relation: &Relation) -> Option<Self> {
        let mut linear = Self {
            gap: Decimal::ZERO,
            slack: Decimal::ZERO,
        };
        linear.add(&relation.left, Sign::Plus)?;
        linear.add(&relation.right, Sign::Minus)?;
        Some(linear)
    }

    fn add(&mut self, side: &Side, side_sign: Sign) -> Option<()> {
        let terms = match side {
            Side::Sum(terms) => terms,
            Side::Constant(value, _) => {
                self.gap = match side_sign {
                    Sign::Plus => self.gap.checked_add(*value)?,
                    Sign::Minus => self.gap.checked_sub(*value)?,
                };
                return Some(());
            }
            Side::Ratio { .. } => return None,
        };
        for term in terms {
            let figure = term.operand.figure()?;
            let value = figure.base_value()?;
            self.gap = if term.sign == side_sign {
                self.gap.checked_add(value)?
            } else {
                self.gap.checked_sub(value)?
            };
            self.slack = self.slack.checked_add(figure.half_ulp())?;
        }
        Some(())
    }

    /// What `figure`, which counts with `sign`, would have to be.
    fn range(&self, sign: Sign, figure: &Figure) -> Option<Range> {
        let unit = figure.unit.factor();
        let ten = Decimal::from_i128_with_scale(10_i128.checked_pow(figure.decimals)?, 0);
        let in_digits = |base: Decimal| base.checked_div(unit)?.checked_mul(ten);
        let base = figure.base_value()?;
        let middle = match sign {
            Sign::Plus => base.checked_sub(self.gap)?,
            Sign::Minus => base.checked_add(self.gap)?,
        };
        let whole = |value: Decimal| value.to_i128();
        let low = in_digits(middle.checked_sub(self.slack)?)?.ceil();
        let high = in_digits(middle.checked_add(self.slack)?)?.floor();
        Some(Range {
            low: whole(low)?,
            middle: whole(in_digits(middle)?.round())?,
            high: whole(high)?,
        })
    }
}

/// What one figure of a broken sum would have to be.
pub(super) struct Needed {
    pub(super) range: Range,
    unit: Unit,
    pub(super) decimals: u32,
}

impl Needed {
    /// Whether another figure says that.
    pub(super) fn contains(&self, other: &Figure) -> bool {
        other.unit == self.unit
            && digits::whole(other.value, self.decimals)
                .is_some_and(|whole| (self.range.low..=self.range.high).contains(&whole))
    }
}

/// What the figure at `place` would have to be for a sum to hold.
pub(super) fn needed(relation: &Relation, place: Place) -> Option<Needed> {
    if relation.comparison != Comparison::Equal {
        return None;
    }
    let (range, figure) = range_at(relation, place)?;
    Some(Needed {
        range,
        unit: figure.unit,
        decimals: figure.decimals,
    })
}

/// The numbers from which one slip leads to a figure, among those that would mend a sum.
pub(super) fn slips(relation: &Relation, figure: &Figure) -> Vec<(i128, Slip)> {
    let range = range_at(relation, figure.place);
    let printed = digits::whole(figure.value, figure.decimals);
    let Some(((range, _), printed)) = range.zip(printed) else {
        return Vec::new();
    };
    digits::origins(printed, range.low, range.high)
}

/// The value of the figure at `place` that mends a sum, when its printed digits can say it.
pub(super) fn mending(relation: &Relation, place: Place) -> Option<Decimal> {
    let (range, figure) = range_at(relation, place)?;
    let fits = (range.low..=range.high).contains(&range.middle);
    Decimal::try_from_i128_with_scale(range.middle, figure.decimals)
        .ok()
        .filter(|_| fits)
}

fn range_at(relation: &Relation, place: Place) -> Option<(Range, Figure)> {
    let linear = Linear::of(relation)?;
    let stated = relation.left.terms().count();
    let (index, term) = relation.terms().enumerate().find(|(_, term)| {
        let figure = term.operand.figure();
        figure.is_some_and(|figure| figure.place == place)
    })?;
    let figure = term.operand.figure()?;
    let sign = if index < stated {
        term.sign
    } else {
        term.sign.flipped()
    };
    let figure = Figure {
        decimals: as_others(relation, figure),
        ..*figure
    };
    Some((linear.range(sign, &figure)?, figure))
}

/// The decimals of a figure; a zero or a blank may have been any amount, so that it takes those of
/// the others.
fn as_others(relation: &Relation, figure: &Figure) -> u32 {
    let others = relation.terms().filter_map(|term| term.operand.figure());
    let most = others.map(|other| other.decimals).max();
    most.filter(|_| figure.value.is_zero())
        .unwrap_or(figure.decimals)
}

/// A part above its whole that is within it once 万元 is read as 元.
fn unit_of_bound(relation: &Relation) -> Option<Candidate> {
    let (Side::Sum(left), Side::Sum(right)) = (&relation.left, &relation.right) else {
        return None;
    };
    let ([part], [whole]) = (left.as_slice(), right.as_slice()) else {
        return None;
    };
    let (part, whole) = (part.operand.figure()?, whole.operand.figure()?);
    let right = part.value.checked_div(Decimal::from(10_000))?;
    let printed = digits::whole(part.value, part.decimals)?;
    let right_whole = digits::whole(right, part.decimals)?;
    // 10,000 times the whole is a unit; a little more than the whole is something else.
    let is_scale = whole.base_value()? < part.base_value()?.checked_div(Decimal::from(100))?;
    if !part.unit.is_money() || !is_scale || whole.value.is_zero() {
        return None;
    }
    let slip = digits::slip(printed, right_whole)?;
    Some(Candidate {
        change: Change::Value(part.place, right),
        is_derived: false,
        reason: Some(slip_reason(part, right_whole, slip)),
    })
}

/// The value that a stated figure must have to agree with the other side, as it would be printed.
pub(super) fn recomputed(relation: &Relation) -> Option<(Figure, Decimal)> {
    let term = match &relation.left {
        Side::Sum(terms) => match terms.as_slice() {
            [term] => term,
            _ => return None,
        },
        _ => return None,
    };
    let figure = *term.operand.figure()?;
    let Outcome::Broken(broken) = decide(relation) else {
        return None;
    };
    // A quotient comes with the decimals that it needs.
    let decimals = match relation.right {
        Side::Ratio { .. } => figure.decimals.max(broken.expected.decimals),
        _ => as_others(relation, &figure),
    };
    let value = broken
        .expected
        .value
        .checked_mul(broken.expected.unit.factor())?
        .checked_div(figure.unit.factor())?
        .round_dp_with_strategy(
            decimals,
            rust_decimal::RoundingStrategy::MidpointAwayFromZero,
        );
    let value = match term.sign {
        Sign::Plus => value,
        Sign::Minus => -value,
    };
    // A printed change carries its sign in a word.
    let impossible = value.is_sign_negative() && !value.is_zero() && term.direction.is_some();
    (!impossible).then_some((figure, value))
}
