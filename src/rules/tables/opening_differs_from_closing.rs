//! An opening balance is not last year's closing balance (G052).
//!
//! Last year's figures stand in the file, or in last year's accounts when they are open too.

use std::sync::LazyLock;

use crate::model::{Period, Reference, Text};
use crate::relation::{Missing, NotChecked, Relation, RuleCode, Side};
use crate::rules::claims::cell::{cell_figure, published};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::prior_year_differs::is_the_year_before;

/// Opening against last closing balance.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(52),
    reads: &["K01", "K04", "K05", "K08", "K10"],
    state,
};

/// Opening balances with the closing balances that they continue.
const PAIRS: [(&str, &str); 8] = [
    ("K01[收入:年初结转和结余]", "K01[支出:年末结转和结余]"),
    (
        "K04[收入:年初财政拨款结转和结余].合计",
        "K04[支出:年末财政拨款结转和结余].合计",
    ),
    (
        "K04[收入:年初一般公共预算财政拨款].合计",
        "K04[支出:年末财政拨款结转和结余].一般公共预算财政拨款",
    ),
    (
        "K04[收入:年初政府性基金预算财政拨款].合计",
        "K04[支出:年末财政拨款结转和结余].政府性基金预算财政拨款",
    ),
    (
        "K04[收入:年初国有资本经营预算财政拨款].合计",
        "K04[支出:年末财政拨款结转和结余].国有资本经营预算财政拨款",
    ),
    (
        "K05[合计].年初结转和结余合计",
        "K05[合计].年末结转和结余合计",
    ),
    ("K08[合计].年初结转和结余", "K08[合计].年末结转和结余"),
    ("K10[合计].年初结转和结余", "K10[合计].年末结转和结余"),
];

static CELLS: LazyLock<Vec<(Reference, Reference)>> = LazyLock::new(|| {
    let read = |text| Reference::parse(text).expect("these cells exist; a test follows them");
    let pairs = PAIRS.iter();
    pairs
        .map(|(opening, closing)| (read(opening), read(closing)))
        .collect()
});

fn state(context: &Context<'_>, checks: &mut Checks) {
    if let Err(reason) = is_the_year_before(context) {
        checks.not_checked(RULE.code, reason);
        return;
    }
    let mut known = false;
    for (opening, closing) in CELLS.iter() {
        if context.accounts.table(opening.table_ref()).is_none() {
            continue;
        }
        for last in published(context, closing, Period::PriorYear) {
            known = true;
            let this = cell_figure(context.accounts, opening);
            if this.is_err() && last.is_err() {
                continue;
            }
            let relation = Relation::equal(RULE.code, Side::figure(this), Side::figure(last));
            checks.relation(Level::Warning, relation);
        }
    }
    if !known {
        let missing = Missing {
            what: Text::new("上年决算", "last year's accounts"),
            why: Text::new(
                "文件中没有上年数，也没有打开上年决算",
                "neither in the file nor open beside it",
            ),
            place: None,
        };
        checks.not_checked(RULE.code, NotChecked::Missing(missing));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_names_cells_of_the_catalogue() {
        assert_eq!(CELLS.len(), PAIRS.len());
        for (opening, closing) in CELLS.iter() {
            for cell in [opening, closing] {
                let row = cell.table.spec().row(&cell.row, cell.side);
                assert!(row.is_some(), "{cell}");
            }
        }
    }
}
