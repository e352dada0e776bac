//! Steps of a scoring ladder overlap or leave a gap (G100): 以上 and 以下 both include the number.

use rust_decimal::Decimal;

use crate::model::{Place, Text};
use crate::relation::RuleCode;
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

use super::indicator::{Indicator, indicators};

/// Ladder wording.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(100),
    reads: &["indicators"],
    state,
};

/// A step as worded: from–to, both included, open where it says nothing.
#[derive(Clone, Copy, Debug)]
struct Step {
    from: Option<Decimal>,
    to: Option<Decimal>,
    score: Option<Decimal>,
    place: Place,
}

fn state(context: &Context<'_>, checks: &mut Checks) {
    for indicator in indicators(context) {
        let steps = steps(&indicator);
        if steps.len() < 2 {
            continue;
        }
        match overlap(&steps).or_else(|| gap(&steps)) {
            Some((what, places)) => {
                let name = indicator.text();
                let message = Text::new(
                    format!("“{}”的评分档次{}", name.zh, what.zh),
                    format!("the steps of “{}” {}", name.en, what.en),
                );
                checks.flaw(RULE.code, Level::Question, Flaw::new(message, places));
            }
            None => checks.fine(RULE.code),
        }
    }
}

fn steps(indicator: &Indicator<'_>) -> Vec<Step> {
    let step = |number: u8| {
        let value = |part: &str| {
            let figure = indicator.readable(&format!("step_{number}_{part}"));
            figure.map(|figure| figure.value)
        };
        let (from, to) = (value("from"), value("to"));
        let bound = if from.is_some() { "from" } else { "to" };
        (from.is_some() || to.is_some()).then(|| Step {
            from,
            to,
            score: value("score"),
            place: indicator.place(&format!("step_{number}_{bound}")),
        })
    };
    (1..=3).filter_map(step).collect()
}

/// The first number that belongs to two steps with different scores.
fn overlap(steps: &[Step]) -> Option<(Text, Vec<Place>)> {
    let pairs = steps.iter().enumerate();
    let mut pairs =
        pairs.flat_map(|(at, step)| steps[at + 1..].iter().map(move |next| (step, next)));
    let (one, other, shared) = pairs.find_map(|(one, other)| {
        let exception = |step: &Step| step.from.is_some() && step.from == step.to;
        let cascade = matches!((one.to, other.to), (None, None))
            || matches!((one.from, other.from), (None, None));
        // Steps that are read in turn (10 以上, 5 以上), and a number named by itself, are clear.
        if cascade || exception(one) || exception(other) || one.score == other.score {
            return None;
        }
        let low = one.from.max(other.from);
        let high = match (one.to, other.to) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        match (low, high) {
            (Some(low), Some(high)) if low <= high => Some((one, other, low)),
            _ => None,
        }
    })?;
    let shared = shared.normalize();
    let text = Text::new(
        format!("重叠：{shared} 同时属于两档"),
        format!("overlap: {shared} belongs to two of them"),
    );
    Some((text, vec![one.place, other.place]))
}

/// The first space between two neighbouring steps that belongs to none.
fn gap(steps: &[Step]) -> Option<(Text, Vec<Place>)> {
    let mut sorted: Vec<&Step> = steps.iter().collect();
    sorted.sort_by_key(|step| (step.from, step.to));
    // Whole numbers have nothing between neighbours.
    let bounds = steps.iter().flat_map(|step| [step.from, step.to]);
    let whole = bounds.flatten().all(|bound| bound.fract().is_zero());
    let step = if whole { Decimal::ONE } else { Decimal::ZERO };
    let (lower, upper, from, to) = sorted.windows(2).find_map(|pair| {
        let (to, from) = (pair[0].to?, pair[1].from?);
        (from - to > step).then_some((pair[0], pair[1], to, from))
    })?;
    let (from, to) = (from.normalize(), to.normalize());
    let text = Text::new(
        format!("有空档：{from} 与 {to} 之间不属于任何一档"),
        format!("leave a gap between {from} and {to}"),
    );
    Some((text, vec![lower.place, upper.place]))
}
