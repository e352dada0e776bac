//! Findings in words: what is stated where, what it must be, and by how much it is off.
//!
//! Built from the operands and nothing else. A sentence begins with the plain name of the cell.

use rust_decimal::Decimal;

use crate::model::{Accounts, Period, Place, Text, Unit};
use crate::relation::{Broken, Comparison, Figure, Outcome, Quantity, Relation, Side, Sign, Term};
use crate::rules::cause::{Broke, Mistake, Tested};
use crate::rules::{CauseKind, plain_name};

use super::sum_name;
use super::told::Told;

/// The sentence of a mistake: about the wrong figure where it is known, else about the relation.
pub(super) fn of_mistake(
    accounts: &Accounts,
    mistake: &Mistake,
    broke: &Broke,
    tested: &Tested,
) -> Option<Told> {
    let Outcome::Broken(broken) = &broke.outcome else {
        return None;
    };
    let told = Told {
        message: of_relation(accounts, &broke.relation, broken, tested),
        found: broken.found,
        expected: broken.expected,
        difference: broken.difference,
    };
    if let (Some(known), Some(about)) = (&tested.known, &tested.about) {
        let name = plain_name(accounts, known.place);
        let message = Text::new(
            format!("{}：{}", name.zh, about.zh),
            format!("{}: {}", name.en, about.en),
        );
        let told = Told { message, ..told };
        let last = known.cause.steps.last().map(|step| step.kind);
        let of_parts = |kind| matches!(kind, CauseKind::MissingPart | CauseKind::RepeatedPart);
        return Some(if last.is_some_and(of_parts) {
            told.of_the_parts()
        } else {
            told
        });
    }
    let (Some(expected), Some(place)) = (mistake.expected, mistake.at.first()) else {
        let turned = turned_by_a_rate(accounts, mistake, broke, &told);
        let message = turned.unwrap_or_else(|| told.message.clone());
        let told = Told { message, ..told };
        return Some(told);
    };
    let states = single(&broke.relation.left).is_some_and(|(figure, _)| figure.place == *place);
    let others = mistake.broken.len() - 1;
    // An amount in words is a figure only in its relation.
    let mut operands = broke.relation.terms().filter_map(|t| t.operand.figure());
    let figure = match Figure::at(accounts, *place) {
        Ok(figure) => figure,
        Err(_) => *operands.find(|figure| figure.place == *place)?,
    };
    let found = figure.quantity();
    let difference = difference(&found, &expected)?;
    if states {
        // What is said to be right and what the correction writes are one number.
        return Some(Told {
            message: and_others(told.message, others),
            found,
            expected,
            difference,
        });
    }
    let (name, apart) = (plain_name(accounts, *place), distance(&difference));
    let (is, must) = (found.text(), expected.text());
    let message = Text::new(
        format!(
            "{}为 {}，应为 {}，相差 {}",
            name.zh, is.zh, must.zh, apart.zh
        ),
        format!(
            "{} is {}; it must be {}, a difference of {}",
            name.en, is.en, must.en, apart.en
        ),
    );
    Some(Told {
        message: and_others(message, others),
        found,
        expected,
        difference,
    })
}

/// A word of direction that only the rate beside it contradicts.
fn turned_by_a_rate(
    accounts: &Accounts,
    mistake: &Mistake,
    broke: &Broke,
    told: &Told,
) -> Option<Text> {
    let Side::Ratio { .. } = broke.relation.right else {
        return None;
    };
    let place = *mistake.at.first()?;
    mistake.cause.as_ref()?;
    let mut directions = broke.relation.terms().filter_map(|term| term.direction);
    let words = directions
        .find(|direction| *direction == place)
        .and_then(|direction| accounts.cell(direction).words())?;
    let name = plain_name(accounts, place);
    let (found, expected) = (told.found.text(), told.expected.text());
    Some(Text::new(
        format!(
            "{}写“{words}”，按此计算增减率为 {}，所写却是 {}",
            name.zh, expected.zh, found.zh
        ),
        format!(
            "{} reads “{words}”, which gives a rate of {}; {} is stated",
            name.en, expected.en, found.en
        ),
    ))
}

/// How far two amounts are apart, in the unit of the first.
fn difference(found: &Quantity, expected: &Quantity) -> Option<Quantity> {
    let in_unit = expected
        .value
        .checked_mul(expected.unit.factor())?
        .checked_div(found.unit.factor())?;
    let value = found.value.checked_sub(in_unit)?;
    let decimals = if found.unit == expected.unit {
        found.decimals.max(expected.decimals)
    } else {
        found.decimals.max(value.normalize().scale())
    };
    Some(Quantity {
        value,
        unit: found.unit,
        decimals,
    })
}

fn and_others(message: Text, others: usize) -> Text {
    if others == 0 {
        return message;
    }
    Text::new(
        format!("{}；另有 {others} 处因此不符", message.zh),
        format!("{}; {others} more disagree because of it", message.en),
    )
}

/// The sentence of a broken relation.
pub(super) fn of_relation(
    accounts: &Accounts,
    relation: &Relation,
    broken: &Broken,
    tested: &Tested,
) -> Text {
    if let Some(about) = &tested.about {
        return with_about(accounts, relation, broken, about);
    }
    match (&relation.left, relation.comparison, &relation.right) {
        (_, Comparison::AtMost | Comparison::AtLeast, _) => bound(accounts, relation, broken),
        (_, _, Side::Ratio { over, under, .. }) => {
            quotient(accounts, relation, broken, (over, under))
        }
        (Side::Sum(left), _, Side::Sum(right)) => match (left.as_slice(), right.as_slice()) {
            ([stated], _) if stated.direction.is_some() => {
                change(accounts, relation, (stated, right), broken)
            }
            ([_], [other]) => two(accounts, relation, other, broken),
            ([_], _) => sum(accounts, relation, right, broken),
            ([amount, change], [base]) if change.direction.is_some() => {
                implied_base(accounts, (amount, change), base, broken)
                    .unwrap_or_else(|| sides(accounts, relation, broken))
            }
            _ => sides(accounts, relation, broken),
        },
        _ => stated_and_due(accounts, relation, broken),
    }
}

/// The first cell that a relation states something about.
fn name_of(accounts: &Accounts, relation: &Relation) -> Text {
    let place = relation.places().next();
    place
        .map(|place| plain_name(accounts, place))
        .unwrap_or_default()
}

fn with_about(accounts: &Accounts, relation: &Relation, broken: &Broken, about: &Text) -> Text {
    let name = name_of(accounts, relation);
    let (found, expected) = (broken.found.text(), broken.expected.text());
    let apart = distance(&broken.difference);
    let two = matches!(&relation.right, Side::Sum(terms) if terms.len() == 1);
    let (zh, en) = match relation.comparison {
        Comparison::AtMost => (" 大于", " more than"),
        Comparison::AtLeast => (" 小于", " less than"),
        Comparison::Equal if two => ("，另一处", ", elsewhere"),
        Comparison::Equal => ("，应为", "; it must be"),
    };
    Text::new(
        format!(
            "{}：{}，{}{zh} {}，相差 {}",
            name.zh, about.zh, found.zh, expected.zh, apart.zh
        ),
        format!(
            "{}: {}, {}{en} {}, a difference of {}",
            name.en, about.en, found.en, expected.en, apart.en
        ),
    )
}

fn bound(accounts: &Accounts, relation: &Relation, broken: &Broken) -> Text {
    let name = sum_name::stated(accounts, relation).unwrap_or_else(|| name_of(accounts, relation));
    let (found, expected) = (broken.found.text(), broken.expected.text());
    let apart = distance(&broken.difference);
    let whole = match single(&relation.right) {
        Some((figure, _)) => plain_name(accounts, figure.place),
        None => Text::new("上限", "the limit"),
    };
    if relation.comparison == Comparison::AtLeast {
        return Text::new(
            format!(
                "{}为 {}，低于要求的 {}，差 {}",
                name.zh, found.zh, expected.zh, apart.zh
            ),
            format!(
                "{} is {}, below the {} required by {}",
                name.en, found.en, expected.en, apart.en
            ),
        );
    }
    Text::new(
        format!(
            "{}为 {}，超过{} {}，多 {}",
            name.zh, found.zh, whole.zh, expected.zh, apart.zh
        ),
        format!(
            "{} is {}, above {} ({}) by {}",
            name.en, found.en, whole.en, expected.en, apart.en
        ),
    )
}

fn quotient(
    accounts: &Accounts,
    relation: &Relation,
    broken: &Broken,
    (over, under): (&[Term], &[Term]),
) -> Text {
    let name = name_of(accounts, relation);
    let (found, expected) = (broken.found.text(), broken.expected.text());
    let apart = distance(&broken.difference);
    let (over, under) = (total(over), total(under));
    Text::new(
        format!(
            "{}为 {}，按 {} ÷ {} 应为 {}，相差 {}",
            name.zh, found.zh, over.zh, under.zh, expected.zh, apart.zh
        ),
        format!(
            "{} is {}; {} ÷ {} gives {}, a difference of {}",
            name.en, found.en, over.en, under.en, expected.en, apart.en
        ),
    )
}

/// A change whose sign is a word, against the changes of its parts or the two figures.
fn change(
    accounts: &Accounts,
    relation: &Relation,
    (stated, others): (&Term, &[Term]),
    broken: &Broken,
) -> Text {
    let direction = stated.direction;
    // Of another size than the others give, it is the amount that is off and not the word.
    if broken.found.value != -broken.expected.value {
        return sum(accounts, relation, others, broken);
    }
    let name = direction
        .map(|place| plain_name(accounts, place))
        .unwrap_or_default();
    let words = direction
        .and_then(|place| accounts.cell(place).words())
        .unwrap_or_default();
    let (found, expected) = (signed(&broken.found), signed(&broken.expected));
    let apart = distance(&broken.difference);
    let are_parts = others.iter().all(|term| term.direction.is_some());
    let (zh, en) = if are_parts {
        ("各部分之和却是", "the parts add up to")
    } else {
        ("按前后两个数却是", "the two figures give")
    };
    Text::new(
        format!(
            "{}写“{words}”，即变动 {}，{zh} {}，相差 {}",
            name.zh, found.zh, expected.zh, apart.zh
        ),
        format!(
            "{} reads “{words}”, a change of {}; {en} {}, a difference of {}",
            name.en, found.en, expected.en, apart.en
        ),
    )
}

fn two(accounts: &Accounts, relation: &Relation, other: &Term, broken: &Broken) -> Text {
    let name = name_of(accounts, relation);
    let found = broken.found.text();
    let apart = distance(&broken.difference);
    let Some(figure) = other.operand.figure() else {
        return stated_and_due(accounts, relation, broken);
    };
    let (source, shown) = (
        other_name(accounts, relation, figure.place),
        figure.quantity().text(),
    );
    Text::new(
        format!(
            "{}为 {}，而{}为 {}，相差 {}",
            name.zh, found.zh, source.zh, shown.zh, apart.zh
        ),
        format!(
            "{} is {}, but {} is {}, a difference of {}",
            name.en, found.en, source.en, shown.en, apart.en
        ),
    )
}

/// The name of a second cell: only its column when it stands in the same row.
fn other_name(accounts: &Accounts, relation: &Relation, place: Place) -> Text {
    let first = relation.places().next();
    let same_row = first.is_some_and(|first| first.beside(place.column) == place);
    match place.table.spec().columns.get(usize::from(place.column)) {
        Some(column) if same_row => Text::new(
            format!("同一行的{}", column.title.zh),
            format!("{} of the same row", column.title.en),
        ),
        _ => plain_name(accounts, place),
    }
}

fn sum(accounts: &Accounts, relation: &Relation, parts: &[Term], broken: &Broken) -> Text {
    let name = name_of(accounts, relation);
    let (found, expected) = (broken.found.text(), broken.expected.text());
    let apart = distance(&broken.difference);
    let added = parts.iter().all(|term| term.sign == Sign::Plus);
    let (zh, en) = if added {
        ("各分项之和为", "its parts add up to")
    } else {
        ("计算应为", "it should be")
    };
    Text::new(
        format!(
            "{}为 {}，{zh} {}，相差 {}",
            name.zh, found.zh, expected.zh, apart.zh
        ),
        format!(
            "{} is {}; {en} {}, a difference of {}",
            name.en, found.en, expected.en, apart.en
        ),
    )
}

fn sides(accounts: &Accounts, relation: &Relation, broken: &Broken) -> Text {
    let name = name_of(accounts, relation);
    let formula = relation.arithmetic();
    let apart = distance(&broken.difference);
    Text::new(
        format!("{}：应有 {}，两边相差 {}", name.zh, formula.zh, apart.zh),
        format!(
            "{}: {} should hold; the sides differ by {}",
            name.en, formula.en, apart.en
        ),
    )
}

/// What the base of a change was by the text, against what was published of it.
fn implied_base(
    accounts: &Accounts,
    (amount, change): (&Term, &Term),
    base: &Term,
    broken: &Broken,
) -> Option<Text> {
    let words = accounts.cell(change.direction?).words()?;
    let change = change.operand.figure()?.quantity().text();
    let name = plain_name(accounts, amount.operand.figure()?.place);
    let known = base.operand.figure()?;
    let (of, is) = match known.place.period {
        Period::InitialBudget | Period::AdjustedBudget => (
            Text::new("预算数", "budget"),
            Text::new("公布的预算", "the published budget"),
        ),
        _ => (
            Text::new("上年数", "figure of last year"),
            Text::new("上年决算", "last year's accounts"),
        ),
    };
    let (found, expected) = (broken.found.text(), known.quantity().text());
    let apart = distance(&broken.difference);
    Some(Text::new(
        format!(
            "{}：按“{words} {}”倒推的{}为 {}，而{}为 {}，相差 {}",
            name.zh, change.zh, of.zh, found.zh, is.zh, expected.zh, apart.zh
        ),
        format!(
            "{}: “{words} {}” implies a {} of {}, but {} say {}, a difference of {}",
            name.en, change.en, of.en, found.en, is.en, expected.en, apart.en
        ),
    ))
}

fn stated_and_due(accounts: &Accounts, relation: &Relation, broken: &Broken) -> Text {
    let name = name_of(accounts, relation);
    let (found, expected) = (broken.found.text(), broken.expected.text());
    let apart = distance(&broken.difference);
    Text::new(
        format!(
            "{}为 {}，应为 {}，相差 {}",
            name.zh, found.zh, expected.zh, apart.zh
        ),
        format!(
            "{} is {}; it must be {}, a difference of {}",
            name.en, found.en, expected.en, apart.en
        ),
    )
}

/// What a side of amounts gives, in base units.
pub(super) fn value(side: &Side) -> Option<Decimal> {
    match side {
        Side::Constant(value, _) => Some(*value),
        Side::Sum(terms) => terms.iter().try_fold(Decimal::ZERO, |sum, term| {
            let value = term.operand.figure()?.base_value()?;
            match term.sign {
                Sign::Plus => sum.checked_add(value),
                Sign::Minus => sum.checked_sub(value),
            }
        }),
        Side::Ratio { .. } => None,
    }
}

/// The one figure of a side, with the sign with which it counts.
fn single(side: &Side) -> Option<(&Figure, Sign)> {
    match side {
        Side::Sum(terms) => match terms.as_slice() {
            [term] => Some((term.operand.figure()?, term.sign)),
            _ => None,
        },
        _ => None,
    }
}

/// A sum as one amount, in the unit of its first figure.
fn total(terms: &[Term]) -> Text {
    let first = terms.first().and_then(|term| term.operand.figure());
    let sum = value(&Side::Sum(terms.to_vec()));
    let quantity = first.zip(sum).map(|(first, sum)| Quantity {
        value: sum.checked_div(first.unit.factor()).unwrap_or(sum),
        unit: first.unit,
        decimals: first.decimals,
    });
    quantity.map(|quantity| quantity.text()).unwrap_or_default()
}

/// A difference without its sign; percentages differ by points.
pub(super) fn distance(difference: &Quantity) -> Text {
    let shown = difference.abs().text();
    if difference.unit != Unit::Percent {
        return shown;
    }
    let digits = shown.zh.trim_end_matches('%');
    Text::new(
        format!("{digits} 个百分点"),
        format!("{digits} percentage points"),
    )
}

fn signed(quantity: &Quantity) -> Text {
    let shown = quantity.abs().text();
    let sign = if quantity.value < Decimal::ZERO {
        "−"
    } else {
        "+"
    };
    Text::new(format!("{sign}{}", shown.zh), format!("{sign}{}", shown.en))
}
