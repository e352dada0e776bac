//! Claims that belong together: the parts of a whole, and restatements of one thing.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::Text;
use crate::relation::{Figure, Missing, Sign, Term};
use crate::rules::Context;

use super::claim::{Claim, Column, claims};

/// A claim and those that name it in one of their columns.
pub(in crate::rules) struct Whole<'a> {
    /// The claim named, or why there is none.
    pub whole: Result<Claim<'a>, Missing>,
    /// The claims that name it, in the order of the text.
    pub parts: Vec<Claim<'a>>,
}

/// Claims that are named by others in `column`, by their number.
pub(in crate::rules) fn wholes<'a>(context: &Context<'a>, column: Column) -> Vec<Whole<'a>> {
    let mut parts: BTreeMap<&str, Vec<Claim<'a>>> = BTreeMap::new();
    for claim in claims(context) {
        if let Some(id) = claim.words(column) {
            parts.entry(id).or_default().push(claim);
        }
    }
    // The claim of each number that is named; `None` where several have it.
    let mut numbered: BTreeMap<&str, Option<Claim<'a>>> = BTreeMap::new();
    for claim in claims(context).filter(|claim| parts.contains_key(claim.id())) {
        let known = numbered.entry(claim.id());
        known.and_modify(|of| *of = None).or_insert(Some(claim));
    }
    let named = parts.into_iter().map(|(id, parts)| {
        let whole = match numbered.get(id) {
            Some(Some(whole)) => Ok(*whole),
            Some(None) => Err(Text::new(
                format!("有多条陈述编号为“{id}”"),
                format!("several claims have the number “{id}”"),
            )),
            None => Err(Text::new(
                format!("没有编号为“{id}”的陈述"),
                format!("no claim has the number “{id}”"),
            )),
        };
        let whole = whole.map_err(|why| parts[0].missing(column, why));
        Whole { whole, parts }
    });
    named.collect()
}

/// The value of a sum in base units, when every figure is there.
pub(in crate::rules) fn value(terms: &[Term]) -> Option<Decimal> {
    terms.iter().try_fold(Decimal::ZERO, |sum, term| {
        let value = term.operand.figure()?.base_value()?;
        sum.checked_add(match term.sign {
            Sign::Plus => value,
            Sign::Minus => -value,
        })
    })
}

/// Whether a sum is zero beyond doubt: every figure is there and exact.
pub(in crate::rules) fn is_exactly_zero(terms: &[Term]) -> bool {
    let exact = |term: &Term| term.operand.figure().is_some_and(Figure::is_exact);
    terms.iter().all(exact) && value(terms).is_some_and(|value| value.is_zero())
}

/// Whether a sum is zero as it is printed: what it is made of may have been rounded.
pub(in crate::rules) fn is_zero_as_printed(terms: &[Term]) -> bool {
    !terms.is_empty() && value(terms).is_some_and(|value| value.is_zero())
}

/// Index of the value that most others agree with, the first of equals: what the odd ones out are
/// compared with, so that one wrong figure is one finding.
pub(in crate::rules) fn most_stated(values: &[Option<Decimal>]) -> usize {
    let mut votes: BTreeMap<Decimal, usize> = BTreeMap::new();
    for value in values.iter().flatten() {
        *votes.entry(*value).or_default() += 1;
    }
    let votes = |value: &Option<Decimal>| value.and_then(|value| votes.get(&value));
    let all = values.iter().enumerate();
    // Of equals, the last of a reversed list is the first.
    all.rev()
        .max_by_key(|(_, value)| votes(value))
        .map_or(0, |(index, _)| index)
}

/// Larger less smaller: the distance of two figures, whatever a word says about its direction.
pub(in crate::rules) fn distance(
    one: Result<Figure, Missing>,
    other: Result<Figure, Missing>,
) -> Vec<Term> {
    let swapped = match (&one, &other) {
        (Ok(one), Ok(other)) => one.base_value() < other.base_value(),
        _ => false,
    };
    let (larger, smaller) = if swapped { (other, one) } else { (one, other) };
    vec![Term::plus(larger), Term::minus(smaller)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_odd_one_out_is_not_the_measure() {
        let values = |values: &[i64]| -> Vec<Option<Decimal>> {
            values.iter().map(|value| Some((*value).into())).collect()
        };
        assert_eq!(most_stated(&values(&[7, 8, 8])), 1);
        assert_eq!(most_stated(&values(&[8, 7, 8])), 0);
        assert_eq!(most_stated(&values(&[7, 8])), 0);
        assert_eq!(most_stated(&[None, Some(8.into())]), 1);
    }
}
