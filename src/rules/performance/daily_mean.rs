//! A daily mean is not the year's total divided by the days of the year (G103).
//!
//! The claim of a mean (日均, 月均) names the claim of its total in `within`, which it cannot
//! exceed either.

use rust_decimal::Decimal;

use crate::model::{Counter, Text, Unit};
use crate::relation::{Figure, Missing, NotChecked, Relation, RuleCode, Scale, Side, Term};
use crate::rules::claims::claim::{Claim, Column};
use crate::rules::claims::group::wholes;
use crate::rules::claims::parts::is_mean;
use crate::rules::{Checks, CodeRule, Context, Level};

/// Daily mean.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(103),
    reads: &["claims"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for group in wholes(context, Column::Within) {
        for mean in group.parts.iter().filter(|part| is_mean(part)) {
            let total = group.whole.clone();
            let relation = total.and_then(|total| state_mean(context, mean, &total));
            match relation {
                Ok(relation) => checks.relation(Level::Warning, relation),
                Err(missing) => checks.not_checked(RULE.code, NotChecked::Missing(missing)),
            }
        }
    }
}

fn state_mean(
    context: &Context<'_>,
    mean: &Claim<'_>,
    total: &Claim<'_>,
) -> Result<Relation, Missing> {
    let stated = mean.figure(Column::Count)?;
    let periods = match (mean.words(Column::Every), context.accounts.year) {
        (Some("月均"), _) => 12,
        (Some("日均"), Some(year)) => days(year),
        (Some("日均"), None) => {
            let why = Text::new("文件没有写年度", "the file does not say the year");
            return Err(mean.missing(Column::Every, why));
        }
        _ => {
            let why = Text::new("不是认识的频次", "no known frequency");
            return Err(mean.missing(Column::Every, why));
        }
    };
    // The word stands for this number of days in the year, so its cell is their place.
    let periods = Figure {
        value: Decimal::from(periods),
        unit: Unit::Count(Counter::Day),
        decimals: 0,
        place: mean.place(Column::Every),
    };
    let quotient = Side::Ratio {
        over: vec![Term::plus(total.figure(Column::Count))],
        under: vec![Term::plus(periods)],
        scale: Scale::Per(stated.unit),
    };
    Ok(Relation::equal(RULE.code, Side::figure(stated), quotient))
}

fn days(year: u16) -> u32 {
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    if leap { 366 } else { 365 }
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn leap_years_have_a_day_more() {
        assert_eq!([2023, 2024, 2000, 2100].map(days), [365, 366, 366, 365]);
    }
}
