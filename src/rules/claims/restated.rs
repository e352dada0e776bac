//! One thing is stated twice with two values (G070).
//!
//! A claim that restates a cell is compared with the cell: by `against_tables` where the table has
//! a code of its own, here for the disclosures beside the tables. Topics, and cells that the file
//! does not hold, are compared among their claims.

use std::collections::BTreeMap;

use crate::model::{Counter, Place, Text, Unit};
use crate::relation::{Figure, Missing, Operand, Relation, RuleCode};
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

use super::against_tables::code_for;
use super::cell::cell_figure;
use super::claim::{Claim, Column, claims};
use super::group::most_stated;

/// Restatements are equal.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(70),
    reads: &[],
    state,
};

/// Claims of one thing in one measure.
type Groups<'a> = BTreeMap<String, Vec<Claim<'a>>>;

fn state(context: &Context<'_>, checks: &mut Checks) {
    let mut amounts = Groups::new();
    let mut counts = Groups::new();
    let mut ranks = Groups::new();
    for claim in claims(context) {
        let Some(subject) = claim.subject_key() else {
            continue;
        };
        if against_cell(context, &claim, checks) {
            continue;
        }
        if claim.prints(Column::Amount) {
            amounts.entry(subject.clone()).or_default().push(claim);
        }
        if claim.prints(Column::Count) {
            if claim.count_unit() == Some(Unit::Count(Counter::Rank)) {
                ranks.entry(subject).or_default().push(claim);
            } else {
                counts
                    .entry(measure(&claim, &subject))
                    .or_default()
                    .push(claim);
            }
        }
    }
    for group in amounts.into_values() {
        compare(&group, Column::Amount, checks);
    }
    for group in counts.into_values() {
        compare(&group, Column::Count, checks);
    }
    for group in ranks.into_values() {
        compare_ranks(&group, checks);
    }
}

/// Counts a week and counts a month, or in the city and in the country, are different things.
fn measure(claim: &Claim<'_>, subject: &str) -> String {
    let every = claim.words(Column::Every).unwrap_or_default();
    let scope = claim.words(Column::Scope).unwrap_or_default();
    format!("{subject}\n{every}\n{scope}")
}

/// Compares a claim with the cell that it restates; whether there is such a cell to read.
fn against_cell(context: &Context<'_>, claim: &Claim<'_>, checks: &mut Checks) -> bool {
    let Some(reference) = claim.subject_cell() else {
        return false;
    };
    let Ok(cell) = cell_figure(context.accounts, &reference) else {
        return false;
    };
    if code_for(reference.table).is_some() {
        return true;
    }
    let (column, level) = if claim.prints(Column::Amount) {
        (Column::Amount, Level::Error)
    } else if claim.prints(Column::Count) {
        (Column::Count, Level::Warning)
    } else {
        return true;
    };
    let relation = Relation::same(RULE.code, claim.figure(column), cell);
    checks.relation(level, relation);
    true
}

fn compare(group: &[Claim<'_>], column: Column, checks: &mut Checks) {
    let figures: Vec<Result<Figure, Missing>> =
        group.iter().map(|claim| claim.figure(column)).collect();
    let values: Vec<_> = figures
        .iter()
        .map(|figure| figure.as_ref().ok()?.base_value())
        .collect();
    let measure = most_stated(&values);
    for (at, claim) in group.iter().enumerate().filter(|(at, _)| *at != measure) {
        let other = &group[measure];
        let apart = claim.words(Column::Section) != other.words(Column::Section);
        // Sections may count as of different days; a sum of money is the same everywhere.
        let level = if column == Column::Count && apart {
            Level::Warning
        } else {
            Level::Error
        };
        let (stated, known) = (figures[at].clone(), figures[measure].clone());
        let relation = Relation::same(RULE.code, stated, Operand::from(known));
        let name = claim.name();
        let about = Text::new(
            format!("“{}”前后两处不一致", name.zh),
            format!("“{}” is stated with two values", name.en),
        );
        checks.relation_about(level, relation, about);
    }
}

/// Ranks of one thing: equal within one scope; with several scopes, which is which is asked.
fn compare_ranks(group: &[Claim<'_>], checks: &mut Checks) {
    let mut scopes: BTreeMap<&str, Vec<Claim<'_>>> = BTreeMap::new();
    for claim in group {
        let scope = claim.words(Column::Scope).unwrap_or_default();
        scopes.entry(scope).or_default().push(*claim);
    }
    for claims in scopes.values() {
        compare(claims, Column::Count, checks);
    }
    if scopes.len() < 2 {
        return;
    }
    let stated = |claim: &Claim<'_>| {
        let scope = claim.words(Column::Scope).unwrap_or("—");
        let rank = claim.figure(Column::Count).ok()?.quantity().text();
        Some(Text::new(
            format!("{scope}第 {}", rank.zh),
            format!("{} ({scope})", rank.en),
        ))
    };
    let ranks: Vec<Text> = group.iter().filter_map(stated).collect();
    let (ranks, name) = (Text::join(&ranks, "、", ", "), group[0].name());
    let places: Vec<Place> = group
        .iter()
        .map(|claim| claim.place(Column::Count))
        .collect();
    let message = Text::new(
        format!("“{}”有几种范围的名次：{}，请统一范围", name.zh, ranks.zh),
        format!("“{}” is ranked in several scopes: {}", name.en, ranks.en),
    );
    checks.flaw(RULE.code, Level::Question, Flaw::new(message, places));
}
