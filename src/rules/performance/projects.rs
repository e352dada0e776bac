//! The number of evaluated projects does not fit their share or their grades (G094).

use crate::relation::{Figure, Relation, RuleCode, Scale, Side, Term};
use crate::rules::claims::cell::figure_of;
use crate::rules::{Checks, CodeRule, Context, Level};

/// Project count.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(94),
    reads: &["evaluation"],
    state,
};

/// The grades of projects.
const GRADES: [&str; 4] = ["优", "良", "合格", "不合格"];

fn state(context: &Context<'_>, checks: &mut Checks) {
    let value = |row| figure_of(context.accounts, "evaluation", row, "value");
    let Ok(evaluated) = value("评价项目数") else {
        return;
    };
    if let Ok(share) = value("评价项目占比") {
        let quotient = Side::Ratio {
            over: vec![Term::plus(evaluated)],
            under: vec![Term::plus(value("部门项目总数"))],
            scale: Scale::Percent,
        };
        let relation = Relation::equal(RULE.code, Side::figure(share), quotient);
        checks.relation(Level::Error, relation);
    }
    let graded: Vec<Figure> = GRADES
        .iter()
        .filter_map(|grade| value(grade).ok())
        .collect();
    if graded.is_empty() {
        return;
    }
    // A grade that nobody got may be left out, but then the others prove a bound only.
    let complete = graded.len() == GRADES.len();
    let graded = Side::Sum(graded.into_iter().map(Term::plus).collect());
    let relation = if complete {
        Relation::equal(RULE.code, Side::figure(evaluated), graded)
    } else {
        Relation::at_most(RULE.code, graded, Side::figure(evaluated))
    };
    checks.relation(Level::Error, relation);
}
