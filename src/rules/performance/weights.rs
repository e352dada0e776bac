//! Weights of indicators do not make 100, or not what their group prints (G096).

use rust_decimal::Decimal;

use crate::model::{Unit, normal_name};
use crate::relation::{Figure, Relation, RuleCode, Side, Term};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::indicator::{Indicator, indicators};

/// Weights.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(96),
    reads: &["indicators", "indicator_groups"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let all: Vec<Indicator<'_>> = indicators(context).collect();
    if all.is_empty() {
        return;
    }
    let weights = |of: &[Indicator<'_>]| {
        let terms = of.iter().map(|one| Term::plus(one.figure("weight")));
        Side::Sum(terms.collect())
    };
    let full = Side::Constant(Decimal::ONE_HUNDRED, Unit::POINT);
    checks.relation(
        Level::Error,
        Relation::equal(RULE.code, weights(&all), full),
    );
    let Some(groups) = context.accounts.final_table("indicator_groups") else {
        return;
    };
    let Some(weight) = groups.spec().column("weight") else {
        return;
    };
    for (row, group) in groups.rows.iter().enumerate() {
        let name = normal_name(&group.name);
        let in_group =
            |one: &&Indicator<'_>| one.words("group").map(normal_name).as_ref() == Some(&name);
        let members: Vec<Indicator<'_>> = all.iter().filter(in_group).copied().collect();
        if members.is_empty() {
            continue;
        }
        let printed = Figure::at(context.accounts, groups.place(row, weight));
        let relation = Relation::equal(RULE.code, Side::figure(printed), weights(&members));
        checks.relation(Level::Error, relation);
    }
}
