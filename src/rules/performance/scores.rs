//! A score is out of its bounds; a total or a grade is missing, or they do not fit (G098).
//!
//! The bands of the grades are not attested for this form, so a grade outside its band is asked
//! about.

use rust_decimal::Decimal;

use crate::model::{Place, Table, Text, Unit, normal_name};
use crate::relation::{Figure, Missing, NotChecked, Relation, RuleCode, Side, Term};
use crate::rules::claims::cell::figure_of;
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

use super::indicator::{Indicator, indicators, total};

/// Scores.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(98),
    reads: &["indicators", "grades", "evaluation", "contract"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let scored: Vec<Indicator<'_>> = indicators(context)
        .filter(|one| one.prints("score"))
        .collect();
    for indicator in &scored {
        let score = Side::figure(indicator.figure("score"));
        let weight = Side::figure(indicator.figure("weight"));
        let zero = Side::Constant(Decimal::ZERO, Unit::POINT);
        let relation = Relation::at_most(RULE.code, score.clone(), weight);
        checks.relation(Level::Error, relation);
        checks.relation(Level::Error, Relation::at_most(RULE.code, zero, score));
    }
    if let Some(last) = scored.last() {
        check_total(context, &scored, last.place("score"), checks);
    }
    if let Some(grades) = context.accounts.final_table("grades") {
        for row in 0..grades.rows.len() {
            grade(context, grades, row, checks);
        }
    }
}

fn check_total(context: &Context<'_>, scored: &[Indicator<'_>], last: Place, checks: &mut Checks) {
    let printed = total(context)
        .and_then(|row| row.readable("score"))
        .or_else(|| of_project(context));
    let Some(printed) = printed else {
        let message = Text::new(
            "各指标都有得分，没有写总分和结论",
            "the indicators have scores, but no total and no grade is stated",
        );
        checks.flaw(RULE.code, Level::Question, Flaw::new(message, vec![last]));
        return;
    };
    let terms = scored.iter().map(|one| Term::plus(one.figure("score")));
    let sum = Side::Sum(terms.collect());
    let relation = Relation::equal(RULE.code, Side::figure(printed), sum);
    checks.relation(Level::Error, relation);
}

/// The score of the project that the indicators are of, among the grades.
fn of_project(context: &Context<'_>) -> Option<Figure> {
    let grades = context.accounts.final_table("grades")?;
    let score = grades.spec().column("score")?;
    let contracts = context.accounts.final_table("contract");
    let projects: Vec<String> = contracts
        .into_iter()
        .flat_map(|table| &table.rows)
        .map(|row| normal_name(&row.name))
        .collect();
    let row = grades.rows.iter().position(|row| {
        let name = normal_name(&row.name);
        projects.contains(&name) || name == "项目" || name == "总分"
    })?;
    let place = grades.place(row, score);
    context.accounts.cell(place).number()?;
    Figure::at(context.accounts, place).ok()
}

fn grade(context: &Context<'_>, grades: &Table, row: usize, checks: &mut Checks) {
    let spec = grades.spec();
    let (Some(grade), Some(score)) = (spec.column("grade"), spec.column("score")) else {
        return;
    };
    let (grade, score) = (grades.place(row, grade), grades.place(row, score));
    let name = &grades.rows[row].name;
    let word = context.accounts.cell(grade).words();
    let word = word.filter(|word| !word.is_empty());
    let points = match context.accounts.cell(score).number() {
        Some(_) => Figure::at(context.accounts, score).ok(),
        // The department's own score may stand among the figures of the evaluation.
        None if name.contains("整体") => {
            figure_of(context.accounts, "evaluation", "整体自评得分", "value").ok()
        }
        None => None,
    };
    let message = match (word, points) {
        (Some(word), Some(points)) => return band(word, grade, &points, checks),
        (Some(word), None) => Text::new(
            format!("“{name}”评为“{word}”，没有写得分"),
            format!("“{name}” is graded “{word}” without a score"),
        ),
        (None, Some(points)) => Text::new(
            format!("“{name}”得 {}，没有写等级", points.quantity().text().zh),
            format!(
                "“{name}” scores {} without a grade",
                points.quantity().text().en
            ),
        ),
        (None, None) => return,
    };
    let flaw = Flaw::new(message, vec![grade, score]);
    checks.flaw(RULE.code, Level::Question, flaw);
}

/// Bands of the grades: 90 优, 80 良, 60 中, below 差.
fn band(word: &str, grade: Place, points: &Figure, checks: &mut Checks) {
    let stated = match word {
        "优" | "优秀" => 0,
        "良" | "良好" => 1,
        "中" | "合格" => 2,
        "差" | "不合格" => 3,
        _ => {
            let why = Text::new(
                format!("“{word}”不是认识的等级"),
                format!("“{word}” is no known grade"),
            );
            let missing = Missing {
                what: Text::new("等级", "grade"),
                why,
                place: Some(grade),
            };
            return checks.not_checked(RULE.code, NotChecked::Missing(missing));
        }
    };
    let reached = [90, 80, 60]
        .into_iter()
        .position(|least| points.value >= Decimal::from(least));
    if reached.unwrap_or(3) == stated {
        return checks.fine(RULE.code);
    }
    let score = points.quantity().text();
    let message = Text::new(
        format!("得 {}，等级“{word}”与通常的分档不符", score.zh),
        format!("a score of {} is usually not graded “{word}”", score.en),
    );
    let flaw = Flaw::new(message, vec![grade, points.place]);
    checks.flaw(RULE.code, Level::Question, flaw);
}
