//! The sub-scores of a criterion do not make its weight (G097). The steps of a ladder are
//! alternatives, of which the criterion counts the highest.

use crate::relation::{Relation, RuleCode, Side, Term};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::indicator::indicators;

/// Sub-scores.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(97),
    reads: &["indicators"],
    state,
};

const SUB_SCORES: [&str; 5] = ["sub_1", "sub_2", "sub_3", "sub_4", "sub_5"];

fn state(context: &Context<'_>, checks: &mut Checks) {
    for indicator in indicators(context) {
        let printed = SUB_SCORES.iter().filter(|column| indicator.prints(column));
        let terms: Vec<Term> = printed
            .map(|column| Term::plus(indicator.figure(column)))
            .collect();
        if !terms.is_empty() {
            let weight = Side::figure(indicator.figure("weight"));
            let relation = Relation::equal(RULE.code, weight, Side::Sum(terms));
            checks.relation(Level::Error, relation);
        }
    }
}
