//! The laws of deciding: what a printed figure can mean, against brute force over the values that
//! print so (identities.md, "What a printed figure can mean": TS, TX, TP).

use gouji::document::Document;
use gouji::model::{Accounts, Counter, Period, Place, TableId, Unit};
use gouji::relation::{
    Comparison, Figure, NotChecked, Outcome, Relation, Rounding, RuleCode, Scale, Side, Sign, Term,
    decide,
};
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

/// A figure as printed: `12.30万元`, `7.83%`, `5辆`.
fn figure(text: &str) -> Figure {
    let (digits, unit) = Unit::split_off(text);
    let value = decimal(digits);
    Figure {
        value,
        unit: unit.unwrap_or(Unit::Yuan),
        decimals: value.scale(),
        place: Place {
            table: TableId::named("K01"),
            period: Period::Final,
            row: 0,
            column: 0,
        },
    }
}

fn sum(texts: &[&str]) -> Side {
    let terms = texts.iter().map(|text| match text.strip_prefix('-') {
        Some(text) => Term::minus(figure(text)),
        None => Term::plus(figure(text)),
    });
    Side::Sum(terms.collect())
}

fn percent(over: &str, under: &str) -> Side {
    Side::Ratio {
        over: vec![Term::plus(figure(over))],
        under: vec![Term::plus(figure(under))],
        scale: Scale::Percent,
    }
}

fn equal(left: Side, right: Side) -> Outcome {
    decide(&Relation::equal(RuleCode::standard(1), left, right))
}

fn at_most(left: Side, right: Side) -> Outcome {
    decide(&Relation::at_most(RuleCode::standard(1), left, right))
}

const ROUNDED: Outcome = Outcome::WithinRounding(Rounding::Amounts);

fn is_broken(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Broken(_))
}

#[test]
fn sums_of_rounded_parts_may_be_off_by_half_a_unit_each() {
    // TS: three parts and a total of two decimals in 万元 hide up to 4 × 0.005.
    let parts = ["4.79万元", "0.00万元", "246.47万元"];
    assert_eq!(equal(sum(&["251.26万元"]), sum(&parts)), Outcome::Holds);
    assert_eq!(equal(sum(&["251.25万元"]), sum(&parts)), ROUNDED);
    // A printed zero is exactly zero, so only three figures are rounded: 0.015 is the most.
    assert!(is_broken(&equal(sum(&["251.24万元"]), sum(&parts))));
}

#[test]
fn amounts_to_the_cent_are_exact() {
    let parts = ["70.00", "49.99"];
    assert!(is_broken(&equal(sum(&["120.00"]), sum(&parts))));
    assert!(is_broken(&equal(
        sum(&["4219.187312万元"]),
        sum(&["42191873.13"])
    )));
    assert_eq!(
        equal(sum(&["4219.187312万元"]), sum(&["42191873.12"])),
        Outcome::Holds
    );
}

#[test]
fn two_printings_agree_when_their_intervals_touch() {
    // TX: 元 with cents against 万元 with two decimals may differ by 50 元, and by no cent more.
    assert_eq!(equal(sum(&["12.34万元"]), sum(&["123450.00"])), ROUNDED);
    assert_eq!(equal(sum(&["12.34万元"]), sum(&["123350.00"])), ROUNDED);
    assert!(is_broken(&equal(sum(&["12.34万元"]), sum(&["123450.01"]))));
    assert_eq!(
        equal(sum(&["1.2345亿元"]), sum(&["12345.00万元"])),
        Outcome::Holds
    );
    assert_eq!(
        equal(
            sum(&["0.30万元"]),
            sum(&["3,000".replace(',', "").as_str()])
        ),
        Outcome::Holds
    );
}

#[test]
fn percentages_are_rounded_or_excused_with_a_note() {
    // TP. 17,140,515.53 ÷ 59,332,388.65 = 28.88896… %
    let ratio = || percent("17140515.53", "59332388.65");
    assert_eq!(equal(sum(&["28.89%"]), ratio()), Outcome::Holds);
    assert_eq!(
        equal(sum(&["28.88%"]), ratio()),
        Outcome::WithinRounding(Rounding::Truncated)
    );
    assert_eq!(
        equal(sum(&["28.90%"]), ratio()),
        Outcome::WithinRounding(Rounding::LastDigit)
    );
    assert!(is_broken(&equal(sum(&["28.91%"]), ratio())));
    assert_eq!(equal(sum(&["29%"]), ratio()), Outcome::Holds);
    // 71.73 % printed for 71.65 %.
    let Outcome::Broken(broken) = equal(sum(&["71.73%"]), percent("2106.66万元", "2940.05万元"))
    else {
        panic!("71.73 % is not 71.65 %");
    };
    assert_eq!(broken.expected.text().zh, "71.65%");
    assert_eq!(broken.difference.text().zh, "0.08%");
}

#[test]
fn rounded_operands_widen_a_percentage() {
    // Both amounts have one digit: anything from 0.5 ÷ 7.5 to 1.5 ÷ 6.5 prints so.
    let ratio = || percent("1万元", "7万元");
    for shown in ["6.67%", "14.29%", "23.08%"] {
        assert_eq!(equal(sum(&[shown]), ratio()), Outcome::Holds, "{shown}");
    }
    assert!(is_broken(&equal(sum(&["23.10%"]), ratio())));
}

#[test]
fn bounds_are_broken_only_beyond_rounding() {
    assert_eq!(at_most(sum(&["5.00"]), sum(&["5.00"])), Outcome::Holds);
    assert_eq!(at_most(sum(&["5.01万元"]), sum(&["5.00万元"])), ROUNDED);
    assert!(is_broken(&at_most(sum(&["5.02万元"]), sum(&["5.00万元"]))));
    assert!(is_broken(&at_most(sum(&["5.01"]), sum(&["5.00"]))));
    assert_eq!(at_most(sum(&[]), sum(&["5.01"])), Outcome::Holds);
    let whole = || Side::Constant(Decimal::ONE_HUNDRED, Unit::Percent);
    assert_eq!(at_most(sum(&["100.00%"]), whole()), Outcome::Holds);
    assert!(is_broken(&at_most(sum(&["100.01%"]), whole())));
}

#[test]
fn what_cannot_be_decided_is_not_checked() {
    let not_checked = |outcome| match outcome {
        Outcome::NotChecked(reason) => reason,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        not_checked(equal(sum(&["5%"]), percent("1.00", "0"))),
        NotChecked::ZeroBase
    );
    // A base that rounding cannot tell from zero is none either.
    let difference = Side::Ratio {
        over: vec![Term::plus(figure("1.00万元"))],
        under: vec![
            Term::plus(figure("5.01万元")),
            Term::minus(figure("5.00万元")),
        ],
        scale: Scale::Percent,
    };
    assert_eq!(
        not_checked(equal(sum(&["5%"]), difference)),
        NotChecked::ZeroBase
    );
    assert_eq!(
        not_checked(equal(sum(&["5%"]), sum(&["5.00"]))),
        NotChecked::Units
    );
    assert_eq!(
        not_checked(equal(sum(&["5辆"]), sum(&["5.00"]))),
        NotChecked::Units
    );
    let long = "9999999999999999999999999999";
    assert_eq!(
        not_checked(equal(sum(&[long, "0.05"]), sum(&[long]))),
        NotChecked::OutOfRange
    );
}

#[test]
fn a_quotient_may_be_an_amount() {
    let per_vehicle = Side::Ratio {
        over: vec![Term::plus(figure("60000.00"))],
        under: vec![Term::plus(figure("7辆"))],
        scale: Scale::Per(Unit::Yuan),
    };
    assert_eq!(
        equal(sum(&["8571.43"]), per_vehicle.clone()),
        Outcome::Holds
    );
    assert_eq!(
        equal(sum(&["0.86万元"]), per_vehicle.clone()),
        Outcome::Holds
    );
    assert!(is_broken(&equal(sum(&["8571.45"]), per_vehicle)));
    assert!(figure("7辆").is_exact());
    assert_eq!(figure("7辆").unit, Unit::Count(Counter::Vehicle));
}

#[test]
fn the_decimals_of_an_amount_are_those_of_its_table() {
    let document = Document::parse(
        r#"{"format": "gouji-accounts/1", "unit": "万元", "tables": {"procurement": [
            {"name": "合计", "final": "1"}, {"name": "货物", "final": "0.99"},
            {"name": "工程", "final": "0.6元"}]}}"#
            .as_bytes()
            .to_vec(),
    );
    let accounts = Accounts::read(&document.unwrap()).unwrap();
    let table = accounts.final_table("K12").unwrap();
    let at = |row| Figure::at(&accounts, table.place(row, 0)).unwrap();
    // A cell whose zeros were dropped is as exact as its neighbours.
    assert_eq!(at(0).decimals, 2);
    // A number with a unit of its own stands for itself.
    assert_eq!(at(2).decimals, 1);
}

/// A printed amount in units of its last digit, with that digit: 0, 1 or 2 decimals in 万元.
fn printed() -> impl Strategy<Value = (i64, u32)> {
    (-6_i64..=6, 0_u32..=1)
}

fn of(printed: (i64, u32)) -> Figure {
    let value = Decimal::new(printed.0, printed.1);
    Figure {
        value,
        unit: Unit::WanYuan,
        decimals: printed.1,
        ..figure("0")
    }
}

/// The values that print so, in 万元, on a grid of a quarter of the smallest unit.
fn values(printed: (i64, u32)) -> Vec<Decimal> {
    let value = Decimal::new(printed.0, printed.1);
    if value.is_zero() {
        return vec![value];
    }
    let step = decimal("0.025");
    let half = Decimal::new(5, printed.1 + 1);
    let mut all = Vec::new();
    let mut at = value - half;
    while at <= value + half {
        all.push(at);
        at += step;
    }
    all
}

/// All sums of one value of each.
fn sums(parts: &[(i64, u32)]) -> Vec<Decimal> {
    parts.iter().fold(vec![Decimal::ZERO], |sums, part| {
        let mut all: Vec<Decimal> = sums
            .iter()
            .flat_map(|sum| values(*part).into_iter().map(move |value| sum + value))
            .collect();
        all.sort();
        all.dedup();
        all
    })
}

fn side(parts: &[(i64, u32)]) -> Side {
    Side::Sum(parts.iter().map(|part| Term::plus(of(*part))).collect())
}

fn exact_sum(parts: &[(i64, u32)]) -> Decimal {
    parts.iter().map(|part| Decimal::new(part.0, part.1)).sum()
}

proptest! {
    /// A sum is broken exactly when no values that print so add up.
    #[test]
    fn sums_agree_with_brute_force(
        left in prop::collection::vec(printed(), 1..3),
        right in prop::collection::vec(printed(), 0..4),
    ) {
        let possible = {
            let right = sums(&right);
            sums(&left).iter().any(|value| right.binary_search(value).is_ok())
        };
        let outcome = equal(side(&left), side(&right));
        let expected = match (possible, exact_sum(&left) == exact_sum(&right)) {
            (_, true) => Outcome::Holds,
            (true, false) => ROUNDED,
            (false, false) => {
                prop_assert!(is_broken(&outcome), "{outcome:?}");
                return Ok(());
            }
        };
        prop_assert_eq!(outcome, expected);
    }

    /// A bound is broken exactly when no values that print so keep it.
    #[test]
    fn bounds_agree_with_brute_force(
        left in prop::collection::vec(printed(), 1..3),
        right in prop::collection::vec(printed(), 0..3),
    ) {
        let possible = sums(&left).first() <= sums(&right).last();
        let outcome = at_most(side(&left), side(&right));
        prop_assert_eq!(is_broken(&outcome), !possible, "{:?}", outcome);
        let certain = exact_sum(&left) <= exact_sum(&right);
        prop_assert_eq!(outcome == Outcome::Holds, certain);
    }

    /// A percentage holds exactly when the values that print so reach it, rounded.
    #[test]
    fn percentages_agree_with_brute_force(
        over in (-9_i64..=9, 0_u32..=1),
        under in (1_i64..=9, 0_u32..=1),
        shown in -2000_i64..=2000,
    ) {
        let stated = Figure {
            value: Decimal::new(shown, 1),
            unit: Unit::Percent,
            decimals: 1,
            ..figure("0")
        };
        let quotient = Side::Ratio {
            over: vec![Term::plus(of(over))],
            under: vec![Term::plus(of(under))],
            scale: Scale::Percent,
        };
        let outcome = equal(Side::figure(stated), quotient);
        let unders = values(under);
        let round = |value: Decimal| {
            value.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)
        };
        let rates: Vec<Decimal> = values(over)
            .iter()
            .flat_map(|over| unders.iter().map(move |under| over * Decimal::ONE_HUNDRED / under))
            .collect();
        // Between the extremes every rate is reached, since amounts are not only on the grid.
        let (low, high) = (rates.iter().min().unwrap(), rates.iter().max().unwrap());
        let reached = round(*low) <= stated.value && stated.value <= round(*high);
        prop_assert_eq!(outcome == Outcome::Holds, reached, "{:?}", outcome);
        let far = stated.value < round(*low) - decimal("0.2") || stated.value > round(*high) + decimal("0.2");
        if far {
            prop_assert!(is_broken(&outcome), "{:?}", outcome);
        }
    }

    /// Moving a term to the other side with its sign changed decides the same.
    #[test]
    fn a_term_may_change_sides(
        left in prop::collection::vec(printed(), 1..3),
        right in prop::collection::vec(printed(), 1..3),
    ) {
        let straight = equal(side(&left), side(&right));
        let all = left.iter().map(|part| Term::plus(of(*part)));
        let moved = right.iter().map(|part| Term::minus(of(*part)));
        let terms: Vec<Term> = all.chain(moved).collect();
        prop_assert!(terms.iter().any(|term| term.sign == Sign::Minus));
        let gathered = decide(&Relation {
            rule: RuleCode::standard(1),
            left: Side::Sum(terms),
            comparison: Comparison::Equal,
            right: Side::Sum(Vec::new()),
        });
        prop_assert_eq!(is_broken(&straight), is_broken(&gathered));
        prop_assert_eq!(straight == Outcome::Holds, gathered == Outcome::Holds);
    }
}
