//! A stated number of things is not the number that is listed (G076).
//!
//! Where two lists of one thing are of different length, which of them is complete is asked.

use std::collections::BTreeMap;

use crate::model::Text;
use crate::relation::{Relation, RuleCode};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::claim::{Claim, Column, claims};

/// Enumerations.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(76),
    reads: &["claims"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let mut lists: BTreeMap<String, Vec<Claim<'_>>> = BTreeMap::new();
    for claim in claims(context).filter(|claim| claim.prints(Column::Listed)) {
        if claim.prints(Column::Count) {
            let (count, listed) = (claim.figure(Column::Count), claim.figure(Column::Listed));
            let relation = Relation::same(RULE.code, count, listed);
            checks.relation(Level::Warning, relation);
        } else if let Some(subject) = claim.subject_key() {
            lists.entry(subject).or_default().push(claim);
        }
    }
    for lists in lists.values() {
        for pair in lists.windows(2) {
            let [earlier, later] = [&pair[0], &pair[1]].map(|claim| claim.figure(Column::Listed));
            let name = pair[1].name();
            let about = Text::new(
                format!("“{}”两处列举的个数不同", name.zh),
                format!("two lists of “{}” differ in length", name.en),
            );
            let relation = Relation::same(RULE.code, later, earlier);
            checks.relation_about(Level::Question, relation, about);
        }
    }
}
