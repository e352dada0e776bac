//! More staff than posts, or retirees that do not add up (G093).

use crate::relation::{Relation, RuleCode, Side, Term};
use crate::rules::claims::cell::figure_of;
use crate::rules::{Checks, CodeRule, Context, Level};

/// Staff.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(93),
    reads: &["staffing"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let people = |row| figure_of(context.accounts, "staffing", row, "count");
    let sum = |rows: &[&'static str]| {
        let terms = rows.iter().map(|row| Term::plus(people(row)));
        Side::Sum(terms.collect())
    };
    if let Ok(present) = people("实有人数") {
        let posts = sum(&["行政编制", "事业编制", "工勤编制"]);
        let relation = Relation::at_most(RULE.code, Side::figure(present), posts);
        checks.relation(Level::Warning, relation);
    }
    if let Ok(retired) = people("离退休人员") {
        let kinds = sum(&["离休", "退休"]);
        let relation = Relation::equal(RULE.code, Side::figure(retired), kinds);
        checks.relation(Level::Warning, relation);
    }
}
