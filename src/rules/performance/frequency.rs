//! A count does not fit the word for how often it was done (G101).
//!
//! identities.md lets 每日 mean 200–260 or 350–366 times a year. The standard's own example, 226
//! times, is to be asked about, so working days are counted here as the calendar has them,
//! 240–260. Far off is more than half off; then the count of a neighbouring frequency was often
//! copied.

use rust_decimal::Decimal;

use crate::model::Text;
use crate::relation::{Figure, NotChecked, RuleCode};
use crate::rules::claims::claim::{Claim, Column, claims};
use crate::rules::claims::parts::is_mean;
use crate::rules::{Cause, CauseKind, Checks, CodeRule, Context, Flaw, Level};

use super::every::Every;

/// Frequency words.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(101),
    reads: &["claims"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for claim in claims(context).filter(|claim| claim.prints(Column::Count) && !is_mean(claim)) {
        let Some(word) = claim.words(Column::Every) else {
            continue;
        };
        let Some(every) = Every::named(word) else {
            let why = Text::new(
                format!("“{word}”不是认识的频次"),
                format!("“{word}” is no known frequency"),
            );
            let missing = claim.missing(Column::Every, why);
            checks.not_checked(RULE.code, NotChecked::Missing(missing));
            continue;
        };
        match claim.figure(Column::Count) {
            Ok(count) => compare(context, &claim, every, &count, checks),
            Err(missing) => checks.not_checked(RULE.code, NotChecked::Missing(missing)),
        }
    }
}

fn compare(
    context: &Context<'_>,
    claim: &Claim<'_>,
    every: &Every,
    count: &Figure,
    checks: &mut Checks,
) {
    let ranges = every.times.iter().map(|times| times.map(Decimal::from));
    let distance = |[least, most]: [Decimal; 2]| {
        if count.value < least {
            (least - count.value, least)
        } else if count.value > most {
            (count.value - most, most)
        } else {
            (Decimal::ZERO, most)
        }
    };
    let Some((off, bound)) = ranges.map(distance).min() else {
        return;
    };
    if off.is_zero() {
        return checks.fine(RULE.code);
    }
    let far = off > bound / Decimal::TWO;
    let level = if far { Level::Warning } else { Level::Question };
    let expected: Vec<String> = every.times.iter().map(|times| range(*times)).collect();
    let (name, printed) = (claim.name(), count.quantity().text());
    let message = Text::new(
        format!(
            "“{}”写{}，共 {}；一年应为 {} 次",
            name.zh,
            every.word.zh,
            printed.zh,
            expected.join(" 或 ")
        ),
        format!(
            "“{}” is done {} and {} are counted; a year has {}",
            name.en,
            every.word.en,
            printed.en,
            expected.join(" or ")
        ),
    );
    let mut places = vec![claim.place(Column::Count), claim.place(Column::Every)];
    let copied = neighbour(context, claim, count).filter(|_| far);
    places.extend(copied.map(|other| other.place(Column::Count)));
    let mut flaw = Flaw::new(message, places);
    flaw.cause = copied.map(|other| {
        let other = other.name();
        let text = Text::new(
            format!("{} 与“{}”的次数相同，可能是照抄", printed.zh, other.zh),
            format!(
                "{} is the count of “{}”, probably copied",
                printed.en, other.en
            ),
        );
        Cause::new(CauseKind::Copied, text)
    });
    checks.flaw(RULE.code, level, flaw);
}

fn range([least, most]: [u32; 2]) -> String {
    if least == most {
        least.to_string()
    } else {
        format!("{least}–{most}")
    }
}

/// The nearest claim of another frequency with the same count.
fn neighbour<'a>(context: &Context<'a>, claim: &Claim<'a>, count: &Figure) -> Option<Claim<'a>> {
    let row = claim.place(Column::Count).row;
    let same = |other: &Claim<'_>| {
        let every = other.words(Column::Every);
        every.is_some()
            && every != claim.words(Column::Every)
            && other
                .readable(Column::Count)
                .is_some_and(|other| other.value == count.value)
    };
    claims(context)
        .filter(same)
        .min_by_key(|other| other.place(Column::Count).row.abs_diff(row))
}
