//! The word for the direction contradicts the two printed figures (G062).

use crate::model::{CellEdit, Text, Unit};
use crate::relation::{Figure, Operand, Relation, RuleCode, Side, Sign, Term};
use crate::rules::{Certainty, Checks, CodeRule, Context, Fix, Flaw, Level};

use super::claim::{Claim, Column, Direction, claims};

/// Direction word.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(62),
    reads: &[],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for claim in claims(context) {
        if disagree(&claim, checks) || !claim.prints(Column::Base) {
            continue;
        }
        match claim.direction() {
            Some(Ok(direction)) => compare(&claim, direction, checks),
            Some(Err(missing)) => {
                let amount = Side::figure(claim.amount());
                let relation =
                    Relation::equal(RULE.code, amount, Side::figure(Operand::Missing(missing)));
                checks.relation(Level::Error, relation);
            }
            None => {}
        }
    }
}

/// The two words of one clause must say the same.
fn disagree(claim: &Claim<'_>, checks: &mut Checks) -> bool {
    let mut words = claim
        .words(Column::Direction)
        .unwrap_or_default()
        .to_owned();
    let beside_rate = claim.words(Column::RateDirection);
    if let Some(word) = beside_rate.filter(|_| !words.is_empty()) {
        words.push('、');
        words.push_str(word);
    }
    let mut known = Direction::all(&words).flatten();
    let first = known.next();
    let opposed = known.any(|other| Some(other) != first);
    if opposed {
        let message = Text::new(
            format!("同一句的两个增减方向不一致：{words}"),
            format!("one sentence states two directions: {words}"),
        );
        let mut places = vec![claim.place(Column::Direction)];
        places.extend(beside_rate.map(|_| claim.place(Column::RateDirection)));
        checks.flaw(RULE.code, Level::Error, Flaw::new(message, places));
    }
    opposed
}

fn compare(claim: &Claim<'_>, direction: Direction, checks: &mut Checks) {
    let (amount, base) = (claim.amount(), claim.figure(Column::Base));
    let relation = match direction {
        Direction::Level => {
            let (amount, base) = (amount.map(as_read), base.map(as_read));
            Relation::same(RULE.code, amount, base)
        }
        Direction::Up | Direction::Down => {
            if let (Ok(amount), Ok(base)) = (&amount, &base)
                && amount.is_exact()
                && base.is_exact()
                && amount.base_value() == base.base_value()
            {
                return no_change(claim, checks);
            }
            let (smaller, larger) = match direction {
                Direction::Down => (amount, base),
                _ => (base, amount),
            };
            // Both carry the word: the opposite word turns the comparison round.
            let word = claim.place(Column::Direction);
            let side = |figure| Side::Sum(vec![Term::directed(Sign::Plus, figure, word)]);
            Relation::at_most(RULE.code, side(smaller), side(larger))
        }
    };
    let word = claim.words(Column::Direction).unwrap_or_default();
    let about = Text::new(
        format!("写“{word}”，与前后两个数不符"),
        format!("“{word}” does not fit the two figures"),
    );
    checks.relation_about(Level::Error, relation, about);
}

/// 持平 is said of figures as a reader sees them, with two decimals of 万元: a difference behind
/// those is none.
fn as_read(figure: Figure) -> Figure {
    match figure.unit {
        Unit::QianYuan | Unit::WanYuan | Unit::YiYuan => Figure {
            decimals: figure.decimals.min(2),
            ..figure
        },
        _ => figure,
    }
}

/// A direction is stated where there is no change. When the text itself prints a change of zero
/// only the word is odd.
fn no_change(claim: &Claim<'_>, checks: &mut Checks) {
    let word = claim.words(Column::Direction).unwrap_or_default();
    let stated_zero = claim
        .readable(Column::Change)
        .is_some_and(|change| change.value.is_zero());
    let level = if stated_zero {
        Level::Question
    } else {
        Level::Error
    };
    let place = claim.place(Column::Direction);
    let mut flaw = Flaw::new(
        Text::new(
            format!("写“{word}”，但前后两个数相等"),
            format!("“{word}” is stated of two equal figures"),
        ),
        vec![
            place,
            claim.place(Column::Amount),
            claim.place(Column::Base),
        ],
    );
    flaw.fixes = vec![Fix {
        title: Text::new(
            format!("将“{word}”改为“持平”"),
            format!("Change “{word}” to “持平” (level)"),
        ),
        certainty: Certainty::Review,
        edits: vec![CellEdit::new(place, "持平")],
    }];
    checks.flaw(RULE.code, level, flaw);
}
