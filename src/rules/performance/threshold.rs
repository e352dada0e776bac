//! Full marks although the result does not reach what is required for them (G099).
//!
//! The relation is "actual ≥ required"; it is stated where the points that hang on it were given.
//! Points that were taken off for it are in order.

use rust_decimal::Decimal;

use crate::model::{CellEdit, Text};
use crate::relation::{Figure, Missing, NotChecked, Relation, RuleCode, Side};
use crate::rules::{
    Cause, CauseKind, Certainty, Checks, CodeRule, Context, Fix, Flaw, Known, Level,
};

use super::every::Every;
use super::indicator::{Indicator, indicators};

/// Threshold against result.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(99),
    reads: &["indicators"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for indicator in indicators(context) {
        if !indicator.prints("required") && !indicator.prints("actual") {
            continue;
        }
        if let Err(missing) = check(&indicator, checks) {
            checks.not_checked(RULE.code, NotChecked::Missing(missing));
        }
    }
}

fn check(indicator: &Indicator<'_>, checks: &mut Checks) -> Result<(), Missing> {
    let required = indicator.figure("required")?;
    let actual = indicator.figure("actual")?;
    let score = indicator.figure("score")?;
    let weight = indicator.figure("weight")?;
    let needed = every(indicator, "required")?;
    let done = every(indicator, "actual")?;
    let reached = reaches(indicator, (&needed, &required), (&done, &actual))?;
    let least = without_points(indicator, &score);
    let most_below = without_points(indicator, &weight);
    let given = match most_below {
        Some(most) => score.value > most,
        None => score.value >= weight.value,
    };
    if !reached && !given {
        // The points were taken off, as they should be.
        checks.fine(RULE.code);
        return Ok(());
    }
    let (about, cause) = words((&needed, &required), (&done, &actual), &score);
    let fixes = least.into_iter().map(|least| fix(indicator, &score, least));
    let known = Known {
        place: score.place,
        cause,
        fixes: fixes.collect(),
    };
    if needed.word() == done.word() {
        let (actual, required) = (Side::figure(actual), Side::figure(required));
        let relation = Relation::at_least(RULE.code, actual, required);
        checks.relation_known(Level::Error, relation, about, known);
    } else if reached {
        checks.fine(RULE.code);
    } else {
        // 每月 against 每季度: the printed figures cannot be compared as they are.
        let flaw = Flaw {
            fixes: known.fixes,
            cause: Some(known.cause),
            ..Flaw::new(about, vec![score.place, actual.place, required.place])
        };
        checks.flaw(RULE.code, Level::Error, flaw);
    }
    Ok(())
}

/// How often something is required or done; most things are just counted.
enum Often {
    Counted,
    Every(&'static Every),
}

impl Often {
    fn word(&self) -> Option<&'static Text> {
        match self {
            Self::Counted => None,
            Self::Every(every) => Some(&every.word),
        }
    }

    /// A figure with its frequency: 每季度 2 次.
    fn of(&self, figure: &Figure) -> Text {
        let figure = figure.quantity().text();
        match self.word() {
            None => figure,
            Some(word) => Text::new(
                format!("{} {}", word.zh, figure.zh),
                format!("{} {}", figure.en, word.en),
            ),
        }
    }
}

fn every(indicator: &Indicator<'_>, of: &str) -> Result<Often, Missing> {
    let column = format!("{of}_every");
    let Some(word) = indicator.words(&column) else {
        return Ok(Often::Counted);
    };
    let known = Every::named(word).map(Often::Every);
    known.ok_or_else(|| {
        let why = Text::new(
            format!("“{word}”不是认识的频次"),
            format!("“{word}” is no known frequency"),
        );
        let place = indicator.place(&column);
        Missing {
            what: indicator.text(),
            why,
            place: Some(place),
        }
    })
}

/// Whether the result reaches what is required, in one period or over the year.
fn reaches(
    indicator: &Indicator<'_>,
    (needed, required): (&Often, &Figure),
    (done, actual): (&Often, &Figure),
) -> Result<bool, Missing> {
    if needed.word() == done.word() {
        return Ok(required.base_value() <= actual.base_value());
    }
    let a_year = |often: &Often, figure: &Figure| match often {
        // A count without a word is that of the year.
        Often::Counted => Some(figure.value),
        Often::Every(every) => figure.value.checked_mul(every.a_year?.into()),
    };
    match (a_year(needed, required), a_year(done, actual)) {
        (Some(needed), Some(done)) => Ok(needed <= done),
        _ => Err(Missing {
            what: indicator.text(),
            why: Text::new(
                "要求和实际的频次不同，无法换算",
                "the frequencies required and reported cannot be converted",
            ),
            place: Some(actual.place),
        }),
    }
}

/// A score with the points of the threshold replaced by those for missing it.
fn without_points(indicator: &Indicator<'_>, score: &Figure) -> Option<Decimal> {
    let (points, below) = (indicator.readable("points")?, indicator.readable("below")?);
    score
        .value
        .checked_sub(points.value)?
        .checked_add(below.value)
}

fn words(
    (needed, required): (&Often, &Figure),
    (done, actual): (&Often, &Figure),
    score: &Figure,
) -> (Text, Cause) {
    let (required, actual) = (needed.of(required), done.of(actual));
    let score = score.quantity().text();
    let about = Text::new(
        format!(
            "得 {}，但实际 {}，未达到要求的 {}",
            score.zh, actual.zh, required.zh
        ),
        format!(
            "{} were given, but the result is {} where {} are required",
            score.en, actual.en, required.en
        ),
    );
    let frequency = needed.word().is_some() || done.word().is_some();
    let kind = if frequency {
        CauseKind::Frequency
    } else {
        CauseKind::BelowThreshold
    };
    let text = Text::new(
        format!("{} < {}", actual.zh, required.zh),
        format!("{} < {}", actual.en, required.en),
    );
    (about, Cause::new(kind, text))
}

fn fix(indicator: &Indicator<'_>, score: &Figure, least: Decimal) -> Fix {
    let least = least.normalize().to_string();
    let old = score.value.normalize();
    let name = indicator.text();
    Fix {
        title: Text::new(
            format!("按标准扣分：将“{}”的得分由 {old} 改为 {least}", name.zh),
            format!(
                "Score by the criterion: “{}” from {old} to {least}",
                name.en
            ),
        ),
        certainty: Certainty::Review,
        edits: vec![CellEdit::new(score.place, least)],
    }
}
