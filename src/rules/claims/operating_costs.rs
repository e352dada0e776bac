//! Operating costs do not fit the public funds of basic expenditure (G090).
//!
//! They are at most the public funds (公用经费), and all of them when every unit is an
//! administrative one. A subordinate public institution spends public funds too, which are not
//! operating costs, so with one of those equality is asked about.

use crate::model::{Place, Table, Text};
use crate::relation::{
    Comparison, Missing, NotChecked, Outcome, Relation, RuleCode, Side, Sign, Term, decide,
};
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

use super::cell::figure_of;
use super::group::value;

/// Operating costs.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(90),
    reads: &["operating_costs", "K07", "units"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let Ok(costs) = figure_of(context.accounts, "operating_costs", "机关运行经费", "final")
    else {
        return;
    };
    let public_funds = public_funds(context);
    if value(&public_funds).is_some_and(|funds| funds.is_sign_negative() && !funds.is_zero()) {
        // A ceiling below nothing says that the table of basic expenditure is wrong, which its own
        // sums tell; costs cannot be compared with it.
        let missing = Missing {
            what: Text::new("公用经费", "public funds"),
            why: Text::new(
                "《一般公共预算财政拨款基本支出决算表》倒推的公用经费为负，先核对该表",
                "the public funds derived from the table of basic expenditure are negative",
            ),
            place: None,
        };
        checks.not_checked(RULE.code, NotChecked::Missing(missing));
        return;
    }
    let bound = Relation::at_most(RULE.code, Side::figure(costs), Side::Sum(public_funds));
    let exceeds = matches!(decide(&bound), Outcome::Broken(_));
    let all = Relation {
        comparison: Comparison::Equal,
        ..bound.clone()
    };
    checks.relation(Level::Error, bound);
    if exceeds {
        return;
    }
    let equal = matches!(decide(&all), Outcome::Holds | Outcome::WithinRounding(_));
    match units(context) {
        Units::Administrative => checks.relation(Level::Warning, all),
        Units::Institution(kind) if equal && !costs.value.is_zero() => {
            let message = Text::new(
                "机关运行经费等于全部公用经费，而所属有事业单位：请说明其公用经费是否计入",
                "operating costs are all of the public funds although there is a public \
                 institution: ask whether its funds are among them",
            );
            let flaw = Flaw::new(message, vec![kind, costs.place]);
            checks.flaw(RULE.code, Level::Question, flaw);
        }
        Units::Institution(_) | Units::Unknown => {}
    }
}

/// 公用经费合计, or what is left of the total without the classes that are not public funds.
///
/// The total and the classes 301 and 303 decide it, whichever other classes are printed.
fn public_funds(context: &Context<'_>) -> Vec<Term> {
    let cell = |row| figure_of(context.accounts, "K07", row, "final");
    let printed = cell("公用经费合计");
    let missing = |row| {
        let table = context.accounts.final_table("K07");
        table.is_none_or(|table| matches!(table.row(row, None), Ok(None)))
    };
    if !missing("公用经费合计") {
        return vec![Term::plus(printed)];
    }
    let staff: &[&str] = if missing("人员经费合计") {
        &["301", "303"]
    } else {
        &["人员经费合计"]
    };
    let mut terms = vec![Term::plus(cell("合计"))];
    terms.extend(staff.iter().map(|row| Term {
        sign: Sign::Minus,
        ..Term::plus(cell(row))
    }));
    terms
}

/// What is known about the units of the department.
enum Units {
    /// Every one is administrative, or run like one (参公).
    Administrative,
    /// One of them is a public institution.
    Institution(Place),
    /// Not said of all.
    Unknown,
}

fn units(context: &Context<'_>) -> Units {
    let Some(table) = context.accounts.final_table("units") else {
        return Units::Unknown;
    };
    let Some(column) = table.spec().column("kind") else {
        return Units::Unknown;
    };
    let mut all = !table.rows.is_empty();
    for place in kinds(table, column) {
        let kind = context.accounts.cell(place).words().unwrap_or_default();
        let administrative =
            kind.contains("行政") || kind.contains("参公") || kind.contains("参照");
        if !administrative && kind.contains("事业") {
            return Units::Institution(place);
        }
        all &= administrative;
    }
    if all {
        Units::Administrative
    } else {
        Units::Unknown
    }
}

fn kinds(table: &Table, column: u16) -> impl Iterator<Item = Place> {
    (0..table.rows.len()).map(move |row| table.place(row, column))
}
