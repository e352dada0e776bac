//! The word for the direction contradicts the two printed figures (G062).

use rust_decimal::Decimal;

use crate::model::{CellEdit, Text, Unit};
use crate::relation::{Figure, Operand, Outcome, Relation, RuleCode, Side, Sign, Term, decide};
use crate::rules::{
    Cause, CauseKind, Certainty, Checks, CodeRule, Context, Fix, Flaw, Known, Level,
};

use super::cell::cell_figure;
use super::claim::{Claim, Column, Direction, claims, printed_beside};

/// Direction word.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(62),
    reads: &[],
    state,
};

/// 基本 is said of two figures that are nearly the same; so far apart in percent it is asked about.
const NEARLY: Decimal = Decimal::from_parts(2, 0, 0, false, 0);

fn state(context: &Context<'_>, checks: &mut Checks) {
    for claim in claims(context) {
        if disagree(&claim, checks) || change_of_nothing(&claim, checks) {
            continue;
        }
        if !claim.prints(Column::Base) {
            continue;
        }
        match claim.direction() {
            Some(Ok(_)) if fits_another_base(&claim) => checks.fine(RULE.code),
            Some(Ok(direction)) => compare(context, &claim, direction, checks),
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

/// A word that is printed once is said of one of the bases that stand in its sentence: where it
/// does not fit this claim's, but that of another claim about the same amount, it is said of that.
fn fits_another_base(claim: &Claim<'_>) -> bool {
    if !claim.is_of_text() || fits(claim, claim) {
        return false;
    }
    let word = claim.place(Column::Direction);
    printed_beside(claim, Column::Amount).any(|other| {
        let is_beside = other.id() != claim.id() && other.prints(Column::Base);
        let is_free = other.words(Column::Direction).is_none();
        is_beside && (is_free || other.place(Column::Direction) == word) && fits(claim, &other)
    })
}

/// Whether the word of one claim fits the figures of another.
fn fits(claim: &Claim<'_>, of: &Claim<'_>) -> bool {
    let figures = of.amount().ok().zip(of.figure(Column::Base).ok());
    let values = figures.and_then(|(amount, base)| {
        Some((as_read(amount).base_value()?, as_read(base).base_value()?))
    });
    let (Some((amount, base)), Some(Ok(direction))) = (values, claim.direction()) else {
        return false;
    };
    match direction {
        Direction::Up => amount > base,
        Direction::Down => amount < base,
        Direction::Level => amount == base,
    }
}

/// 持平 beside a change that is more than what is behind the last digit that a reader sees.
fn change_of_nothing(claim: &Claim<'_>, checks: &mut Checks) -> bool {
    let is_level = claim.direction() == Some(Ok(Direction::Level));
    let Some(change) = claim.readable(Column::Change).filter(|_| is_level) else {
        return false;
    };
    let word = claim.words(Column::Direction).unwrap_or_default();
    if as_read(change).value.is_zero() || word.starts_with("基本") {
        checks.fine(RULE.code);
        return true;
    }
    let shown = change.quantity().text();
    let message = Text::new(
        format!("写“{word}”，却有增减额 {}", shown.zh),
        format!("“{word}” (level) is stated beside a change of {}", shown.en),
    );
    let places = vec![claim.place(Column::Direction), claim.place(Column::Change)];
    checks.flaw(RULE.code, Level::Error, Flaw::new(message, places));
    true
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

fn compare(context: &Context<'_>, claim: &Claim<'_>, direction: Direction, checks: &mut Checks) {
    let (amount, base) = (claim.amount(), claim.figure(Column::Base));
    let relation = match direction {
        Direction::Level => {
            let (amount, base) = (amount.map(as_read), base.map(as_read));
            Relation::same(RULE.code, amount, base)
        }
        Direction::Up | Direction::Down => {
            let figures = amount.as_ref().ok().zip(base.as_ref().ok());
            let same = figures.filter(|(one, other)| one.base_value() == other.base_value());
            let is_exact = same.map(|(one, other)| one.is_exact() && other.is_exact());
            if let Some(is_exact) = is_exact.filter(|exact| *exact || claim.is_of_text()) {
                return no_change(claim, is_exact, checks);
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
    let level = match direction {
        Direction::Level if word.starts_with("基本") => {
            if is_nearly(claim) {
                checks.fine(RULE.code);
                return;
            }
            Level::Question
        }
        _ => Level::Error,
    };
    match known(context, claim, direction) {
        Some(known) => checks.relation_known(level, relation, about, known),
        None => checks.relation_about(level, relation, about),
    }
}

/// Whether two figures are as near as 基本 says.
fn is_nearly(claim: &Claim<'_>) -> bool {
    let values = || {
        let amount = claim.amount().ok()?.base_value()?;
        let base = claim.figure(Column::Base).ok()?.base_value()?;
        let apart = amount.checked_sub(base)?.abs();
        Some(apart.checked_mul(Decimal::ONE_HUNDRED)? <= base.abs().checked_mul(NEARLY)?)
    };
    values().unwrap_or(false)
}

/// Two figures that differ, of which neither is in doubt, make 等于 the wrong word. Words for
/// more and less have a candidate of their own.
fn known(context: &Context<'_>, claim: &Claim<'_>, direction: Direction) -> Option<Known> {
    if direction != Direction::Level || !claim.is_of_text() {
        return None;
    }
    let (amount, base) = (claim.amount().ok()?, claim.figure(Column::Base).ok()?);
    let is_less = amount.base_value()? < base.base_value()?;
    let table = claim.subject_cell();
    let table = table.and_then(|cell| cell_figure(context.accounts, &cell).ok());
    let is_doubted = table.is_some_and(|cell| {
        let same = Relation::same(RULE.code, amount, cell);
        matches!(decide(&same), Outcome::Broken(_))
    });
    if is_doubted {
        return None;
    }
    let word = claim.words(Column::Direction)?;
    let right = if is_less { "小于" } else { "大于" };
    let (amount, base) = (amount.quantity().text(), base.quantity().text());
    let (than_zh, than_en) = if is_less {
        ("小于", "less than")
    } else {
        ("大于", "more than")
    };
    let text = Text::new(
        format!("{} {than_zh} {}，“{word}”应为“{right}”", amount.zh, base.zh),
        format!(
            "{} is {than_en} {}: “{word}” should read “{right}”",
            amount.en, base.en
        ),
    );
    let place = claim.place(Column::Direction);
    // 持平 stands behind the two figures, so that another word needs another sentence.
    let edits = matches!(word, "等于").then(|| CellEdit::new(place, right));
    let certainty = if edits.is_some() {
        Certainty::Review
    } else {
        Certainty::Hint
    };
    Some(Known {
        place,
        cause: Cause::new(CauseKind::Direction, text),
        fixes: vec![Fix {
            title: Text::new(
                format!("将“{word}”改为“{right}”"),
                format!("Change “{word}” to “{right}”"),
            ),
            certainty,
            edits: edits.into_iter().collect(),
        }],
    })
}

/// 持平 is said of figures as a reader sees them, with two decimals of 万元: a difference behind
/// those is none.
fn as_read(figure: Figure) -> Figure {
    match figure.unit {
        Unit::QianYuan | Unit::WanYuan | Unit::YiYuan if figure.decimals > 2 => Figure {
            value: figure.value.round_dp(2),
            decimals: 2,
            ..figure
        },
        _ => figure,
    }
}

/// A direction is stated where there is no change. When the text itself prints a change of zero
/// only the word is odd; behind rounded figures there may be a difference.
fn no_change(claim: &Claim<'_>, is_exact: bool, checks: &mut Checks) {
    let word = claim.words(Column::Direction).unwrap_or_default();
    let stated_zero = claim
        .readable(Column::Change)
        .is_some_and(|change| change.value.is_zero());
    let level = if stated_zero || !is_exact {
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
    let compares = ["大于", "小于", "高于", "低于"];
    let right = if compares.contains(&word) {
        "等于"
    } else {
        "持平"
    };
    flaw.fixes = vec![Fix {
        title: Text::new(
            format!("将“{word}”改为“{right}”"),
            format!("Change “{word}” to “{right}” (level)"),
        ),
        certainty: Certainty::Review,
        edits: vec![CellEdit::new(place, right)],
    }];
    checks.flaw(RULE.code, level, flaw);
}
