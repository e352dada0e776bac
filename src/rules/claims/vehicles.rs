//! Vehicles, their costs and the cost per vehicle do not fit together (G073).

use rust_decimal::Decimal;

use crate::model::{Accounts, Counter, Reference, Text, Unit};
use crate::relation::{Figure, Missing, NotChecked, Relation, RuleCode, Scale, Side, Term};
use crate::rules::{Checks, CodeRule, Context, Flaw, Level, plain_name};

use super::cell::{cell_of, cell_or_stated, figure_of};
use super::claim::{Claim, Column, claims};

/// Vehicles.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(73),
    reads: &["claims", "K11", "three_public_counts"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let count = |row| figure_of(context.accounts, "three_public_counts", row, "final");
    let cost = |row| cell_or_stated(context, &cell_of("K11", row, "final"));
    let kinds = [
        ("公务用车购置费", "公务用车购置数", "车均购置费"),
        ("公务用车运行维护费", "公务用车保有量", "车均运行维护费"),
    ];
    for (spent, vehicles, each) in kinds {
        if let Ok(vehicles) = count(vehicles) {
            let accounts = context.accounts;
            per_vehicle(accounts, checks, cost(spent), vehicles, count(each));
        }
    }
    let none = matches!(count("公务用车保有量"), Ok(kept) if kept.value.is_zero());
    for claim in claims(context).filter(|_| none) {
        if claim.words(Column::Use) == Some("是") {
            use_of_nothing(checks, RULE.code, &claim, "公务用车");
        }
    }
}

fn per_vehicle(
    accounts: &Accounts,
    checks: &mut Checks,
    cost: Result<Figure, Missing>,
    vehicles: Figure,
    each: Result<Figure, Missing>,
) {
    if vehicles.value.is_zero() {
        let (name, none) = (
            plain_name(accounts, vehicles.place),
            vehicles.quantity().text(),
        );
        let about = Text::new(
            format!("{}为 {}，费用应为零", name.zh, none.zh),
            format!("{} is {}, so the cost must be zero", name.en, none.en),
        );
        let zero = |figure| zero(RULE.code, figure);
        checks.relation_about(Level::Error, zero(cost), about.clone());
        if each.is_ok() {
            checks.relation_about(Level::Error, zero(each), about);
        }
        return;
    }
    if let Ok(each) = each {
        let guessed = cost
            .as_ref()
            .ok()
            .filter(|cost| is_unit_guessed(accounts, cost));
        let guessed =
            guessed.or_else(|| Some(&each).filter(|each| is_unit_guessed(accounts, each)));
        if let Some(guessed) = guessed {
            let missing = Missing {
                what: accounts.label(guessed.place),
                why: Text::new(
                    "没有注明金额单位，无法核对车均数",
                    "no unit of the amount is declared, so the mean cannot be checked",
                ),
                place: Some(guessed.place),
            };
            checks.not_checked(RULE.code, NotChecked::Missing(missing));
            return;
        }
        let quotient = Side::Ratio {
            over: vec![Term::plus(cost)],
            under: vec![Term::plus(vehicles)],
            scale: Scale::Per(Unit::Yuan),
        };
        let relation = Relation::equal(RULE.code, Side::figure(each), quotient);
        checks.relation(Level::Error, relation);
    }
}

/// Whether neither the cell nor its table nor the file says in which unit an amount is.
fn is_unit_guessed(accounts: &Accounts, figure: &Figure) -> bool {
    let own = accounts.cell(figure.place).number();
    let own = own.is_some_and(|printed| printed.own_unit);
    let table = accounts.table(figure.place.table_ref());
    let declared = table.is_some_and(|table| table.declares_unit);
    !own && !declared && !figure.value.is_zero()
}

/// The figure is zero.
pub(super) fn zero(code: RuleCode, figure: Result<Figure, Missing>) -> Relation {
    let unit = figure.as_ref().map_or(Unit::Yuan, |figure| figure.unit);
    let unit = match unit {
        Unit::Count(_) => Unit::Count(Counter::Piece),
        unit => unit,
    };
    Relation::equal(
        code,
        Side::figure(figure),
        Side::Constant(Decimal::ZERO, unit),
    )
}

/// A use is described for money that was not spent: words of a form that were left in.
pub(super) fn use_of_nothing(checks: &mut Checks, code: RuleCode, claim: &Claim<'_>, row: &str) {
    let about =
        |cell: &Reference| cell.table.spec().id.as_deref() == Some("K11") && cell.row.contains(row);
    if !claim.subject_cell().as_ref().is_some_and(about) {
        return;
    }
    match claim.amount() {
        Ok(amount) if amount.value.is_zero() => {
            let name = claim.name();
            let message = Text::new(
                format!("“{}”为零，却写了用途", name.zh),
                format!("“{}” is zero, yet its use is described", name.en),
            );
            let places = vec![claim.place(Column::Use), amount.place];
            checks.flaw(code, Level::Question, Flaw::new(message, places));
        }
        _ => checks.fine(code),
    }
}
