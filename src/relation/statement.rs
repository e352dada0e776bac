//! Relations: a left side, a comparison, a right side, each a sum or a ratio of figures.

use std::fmt;

use rust_decimal::Decimal;

use crate::model::{Place, Text, Unit};

use super::quantity::MINUS;
use super::{Figure, Missing};

/// The code of a rule: `G060`, or `U…` for a user's own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleCode {
    letter: char,
    number: u16,
}

impl RuleCode {
    /// The rule of the standard with this number.
    pub const fn standard(number: u16) -> Self {
        Self {
            letter: 'G',
            number,
        }
    }

    /// Reads `G060` or `U001`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut chars = text.trim().chars();
        let letter = chars.next()?.to_ascii_uppercase();
        let digits = chars.as_str();
        let fits = matches!(letter, 'G' | 'U')
            && digits.len() == 3
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse().ok().filter(|_| fits)?;
        Some(Self { letter, number })
    }

    /// Whether it is a rule of the standard, and not a user's own.
    pub const fn is_standard(self) -> bool {
        self.letter == 'G'
    }
}

impl fmt::Display for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:03}", self.letter, self.number)
    }
}

impl fmt::Debug for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A statement about figures: `left` compared with `right`.
///
/// By convention the left side is what is stated (the total, the printed rate, the part) and the
/// right side what it must be (the sum of the parts, the quotient, the whole).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The rule that it belongs to.
    pub rule: RuleCode,
    /// What is stated.
    pub left: Side,
    /// How it must compare.
    pub comparison: Comparison,
    /// What it must be.
    pub right: Side,
}

/// One side of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// A signed sum; one term is a figure by itself, none is zero.
    Sum(Vec<Term>),
    /// A ratio of two signed sums.
    Ratio {
        /// Above the line.
        over: Vec<Term>,
        /// Below the line.
        under: Vec<Term>,
        /// How it is expressed.
        scale: Scale,
    },
    /// A value of the standard, exact, in base units: 100 %, a threshold.
    Constant(Decimal, Unit),
}

/// How a ratio is expressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// As a percentage.
    Percent,
    /// As an amount of this unit: money per vehicle, visits per day.
    Per(Unit),
}

/// How two sides compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// They are equal.
    Equal,
    /// The left is at most the right.
    AtMost,
    /// The left is at least the right.
    AtLeast,
}

/// A signed operand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether it is added or taken off.
    pub sign: Sign,
    /// The figure, or why there is none.
    pub operand: Operand,
    /// The cell of the word (增加, 减少) from which the sign was read, if it was.
    pub direction: Option<Place>,
}

/// The sign of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Added.
    Plus,
    /// Taken off.
    Minus,
}

impl Sign {
    /// The other sign.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Plus => Self::Minus,
            Self::Minus => Self::Plus,
        }
    }
}

/// A figure, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A printed figure.
    Figure(Figure),
    /// Nothing that can be computed with: the relation is not checked.
    Missing(Missing),
}

impl From<Result<Figure, Missing>> for Operand {
    fn from(result: Result<Figure, Missing>) -> Self {
        match result {
            Ok(figure) => Self::Figure(figure),
            Err(missing) => Self::Missing(missing),
        }
    }
}

impl Operand {
    /// The figure, if there is one.
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Figure(figure) => Some(figure),
            Self::Missing(_) => None,
        }
    }
}

impl Term {
    /// An added operand.
    pub fn plus(operand: impl Into<Operand>) -> Self {
        Self {
            sign: Sign::Plus,
            operand: operand.into(),
            direction: None,
        }
    }

    /// An operand that is taken off.
    pub fn minus(operand: impl Into<Operand>) -> Self {
        Self {
            sign: Sign::Minus,
            ..Self::plus(operand)
        }
    }

    /// An operand whose sign is a word of the text.
    pub fn directed(sign: Sign, operand: impl Into<Operand>, direction: Place) -> Self {
        Self {
            sign,
            direction: Some(direction),
            ..Self::plus(operand)
        }
    }
}

impl From<Figure> for Operand {
    fn from(figure: Figure) -> Self {
        Self::Figure(figure)
    }
}

impl From<Missing> for Operand {
    fn from(missing: Missing) -> Self {
        Self::Missing(missing)
    }
}

impl Side {
    /// One figure by itself.
    pub fn figure(operand: impl Into<Operand>) -> Self {
        Self::Sum(vec![Term::plus(operand)])
    }

    /// The terms of the side, a ratio's upper ones first.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        let (first, second): (&[Term], &[Term]) = match self {
            Self::Sum(terms) => (terms, &[]),
            Self::Ratio { over, under, .. } => (over, under),
            Self::Constant(..) => (&[], &[]),
        };
        first.iter().chain(second)
    }

    /// The same for changing them, in hypotheses.
    pub fn terms_mut(&mut self) -> impl Iterator<Item = &mut Term> {
        let (first, second): (&mut [Term], &mut [Term]) = match self {
            Self::Sum(terms) => (terms, &mut []),
            Self::Ratio { over, under, .. } => (over, under),
            Self::Constant(..) => (&mut [], &mut []),
        };
        first.iter_mut().chain(second)
    }
}

impl Relation {
    /// `left` equals `right`.
    pub fn equal(rule: RuleCode, left: Side, right: Side) -> Self {
        Self {
            rule,
            left,
            comparison: Comparison::Equal,
            right,
        }
    }

    /// `left` is at most `right`.
    pub fn at_most(rule: RuleCode, left: Side, right: Side) -> Self {
        Self {
            rule,
            left,
            comparison: Comparison::AtMost,
            right,
        }
    }

    /// `left` is at least `right`.
    pub fn at_least(rule: RuleCode, left: Side, right: Side) -> Self {
        Self {
            rule,
            left,
            comparison: Comparison::AtLeast,
            right,
        }
    }

    /// Two printings of one quantity.
    pub fn same(rule: RuleCode, stated: impl Into<Operand>, source: impl Into<Operand>) -> Self {
        Self::equal(rule, Side::figure(stated), Side::figure(source))
    }

    /// All terms, left side first.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.left.terms().chain(self.right.terms())
    }

    /// All terms, for changing them in hypotheses.
    pub fn terms_mut(&mut self) -> impl Iterator<Item = &mut Term> {
        self.left.terms_mut().chain(self.right.terms_mut())
    }

    /// Places of all figures, in order of appearance.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        self.terms().filter_map(|term| match &term.operand {
            Operand::Figure(figure) => Some(figure.place),
            Operand::Missing(missing) => missing.place,
        })
    }

    /// The formula in words, with the names of its cells: `a = b + c`.
    pub fn formula(&self, name: &dyn Fn(Place) -> Text) -> Text {
        self.render(&|term| match &term.operand {
            Operand::Figure(figure) => name(figure.place),
            Operand::Missing(missing) => missing.what.clone(),
        })
    }

    /// The formula in numbers: `120.00 元 = 70.00 元 + 40.00 元`.
    pub fn arithmetic(&self) -> Text {
        self.render(&|term| match &term.operand {
            Operand::Figure(figure) => figure.quantity().text(),
            Operand::Missing(_) => Text::new("（缺）", "(missing)"),
        })
    }

    fn render(&self, show: &dyn Fn(&Term) -> Text) -> Text {
        let comparison = match self.comparison {
            Comparison::Equal => " = ",
            Comparison::AtMost => " ≤ ",
            Comparison::AtLeast => " ≥ ",
        };
        let sides = [self.left.render(show), self.right.render(show)];
        Text::join(&sides, comparison, comparison)
    }
}

impl Side {
    fn render(&self, show: &dyn Fn(&Term) -> Text) -> Text {
        match self {
            Self::Sum(terms) => render_sum(terms, show),
            Self::Constant(value, unit) => super::Quantity::exact(*value, *unit).text(),
            Self::Ratio { over, under, scale } => {
                let bracket = |terms: &[Term]| {
                    let text = render_sum(terms, show);
                    if terms.len() == 1 && terms[0].sign == Sign::Plus {
                        return text;
                    }
                    Text::new(format!("({})", text.zh), format!("({})", text.en))
                };
                let ratio = Text::join(&[bracket(over), bracket(under)], " ÷ ", " ÷ ");
                match scale {
                    Scale::Percent => Text::new(
                        format!("{} × 100%", ratio.zh),
                        format!("{} × 100%", ratio.en),
                    ),
                    Scale::Per(_) => ratio,
                }
            }
        }
    }
}

fn render_sum(terms: &[Term], show: &dyn Fn(&Term) -> Text) -> Text {
    if terms.is_empty() {
        return Text::same("0");
    }
    let mut sum = Text::default();
    for (index, term) in terms.iter().enumerate() {
        let shown = show(term);
        // A negative amount is taken off instead of added: two signs in a row are hard to read.
        let negative = shown.zh.starts_with(MINUS) && shown.en.starts_with(MINUS);
        let sign = if negative {
            term.sign.flipped()
        } else {
            term.sign
        };
        let sign = match (index, sign) {
            (0, Sign::Plus) => "",
            (0, Sign::Minus) => MINUS,
            (_, Sign::Plus) => " + ",
            (_, Sign::Minus) => " − ",
        };
        for (sum, shown) in [(&mut sum.zh, &shown.zh), (&mut sum.en, &shown.en)] {
            sum.push_str(sign);
            sum.push_str(if negative {
                &shown[MINUS.len()..]
            } else {
                shown
            });
        }
    }
    sum
}
