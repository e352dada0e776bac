//! Two claims about one subject imply different bases of comparison (G054).

use std::collections::BTreeMap;

use crate::relation::{Relation, RuleCode, Side, Term};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::claim::claims;
use super::group::{most_stated, value};

/// One base per subject.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(54),
    reads: &[],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let mut bases: BTreeMap<_, Vec<Vec<Term>>> = BTreeMap::new();
    for claim in claims(context) {
        let (Some(Ok(period)), Some(base)) = (claim.against(), claim.base()) else {
            continue;
        };
        if let Some(subject) = claim.subject_key() {
            bases.entry((subject, period)).or_default().push(base);
        }
    }
    for stated in bases.into_values() {
        let values: Vec<_> = stated.iter().map(|base| value(base)).collect();
        let measure = most_stated(&values);
        let others = stated.iter().enumerate().filter(|(at, _)| *at != measure);
        for (_, base) in others {
            let (left, right) = (base.clone(), stated[measure].clone());
            let relation = Relation::equal(RULE.code, Side::Sum(left), Side::Sum(right));
            checks.relation(Level::Error, relation);
        }
    }
}
