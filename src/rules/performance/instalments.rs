//! Instalments do not make the contract's amount, or belong to contracts of other years (G095).
//!
//! More than the contract is wrong; less may be a tail that is still open, so it is asked about.

use crate::model::{Place, Table, Text};
use crate::relation::{Broken, Figure, Outcome, Relation, RuleCode, Side, Term, decide};
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

/// Instalments.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(95),
    reads: &["contract", "instalments"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let accounts = context.accounts;
    let (Some(contracts), Some(paid)) = (
        accounts.final_table("contract"),
        accounts.final_table("instalments"),
    ) else {
        return;
    };
    let payments = years(context, paid, "contract_year");
    for (contract, year) in years(context, contracts, "year") {
        let of_contract: Vec<_> = payments
            .iter()
            // With several contracts the year says which one a payment belongs to.
            .filter(|(_, of)| contracts.rows.len() == 1 || *of == year)
            .collect();
        if of_contract.is_empty() {
            continue;
        }
        let terms = of_contract
            .iter()
            .map(|(place, _)| Term::plus(Figure::at(accounts, *place)));
        let sum = Side::Sum(terms.collect());
        let amount = Side::figure(Figure::at(accounts, contract));
        let relation = Relation::equal(RULE.code, amount, sum);
        let strangers: Vec<Place> = of_contract
            .iter()
            .filter(|(_, of)| *of != year && !of.is_empty() && !year.is_empty())
            .map(|(place, _)| *place)
            .collect();
        let level = match decide(&relation) {
            Outcome::Broken(Broken { difference, .. })
                if difference.value.is_sign_positive() || !strangers.is_empty() =>
            {
                Level::Question
            }
            _ => Level::Warning,
        };
        checks.relation(level, relation);
        if strangers.is_empty() {
            checks.fine(RULE.code);
        } else {
            other_years(checks, year, strangers, contract);
        }
    }
}

/// Amount cells of a table with the contract year beside them.
fn years<'a>(context: &Context<'a>, table: &'a Table, year: &str) -> Vec<(Place, &'a str)> {
    let spec = table.spec();
    let (Some(amount), Some(year)) = (spec.column("amount"), spec.column(year)) else {
        return Vec::new();
    };
    let words = |row| context.accounts.cell(table.place(row, year)).words();
    (0..table.rows.len())
        .map(|row| (table.place(row, amount), words(row).unwrap_or_default()))
        .collect()
}

fn other_years(checks: &mut Checks, year: &str, strangers: Vec<Place>, contract: Place) {
    let count = strangers.len();
    let message = Text::new(
        format!("{year} 年合同的付款中有 {count} 笔属于其他年度的合同，请分开列明"),
        format!("{count} of the payments for the contract of {year} belong to another year's"),
    );
    let mut places = strangers;
    places.push(contract);
    checks.flaw(RULE.code, Level::Question, Flaw::new(message, places));
}
