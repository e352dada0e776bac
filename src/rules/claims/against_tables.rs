//! A claim does not say what the table says (G079–G083, G085–G089).
//!
//! One relation for all: the claim's amount equals the cell that it is about; the code follows
//! from the table.

use crate::model::{Cell, Period, Reference, Table, TableId, Text};
use crate::relation::{Figure, Missing, Relation, RuleCode};
use crate::rules::{Checks, CodeRule, Context, Level};

use super::cell::{cell_figure, figure_of};
use super::claim::{Column, claims};

/// Tables with the number of the rule that ties the text to them, and what the rule reads.
const TABLES: &[(&str, u16, &[&str])] = &[
    ("K01", 79, &["claims", "K01"]),
    ("K02", 80, &["claims", "K02"]),
    ("K03", 81, &["claims", "K03"]),
    ("K04", 82, &["claims", "K04"]),
    ("K05", 83, &["claims", "K05", "K06"]),
    ("K06", 83, &["claims", "K05", "K06"]),
    ("K07", 85, &["claims", "K06", "K07"]),
    ("K08", 86, &["claims", "K08", "K09", "K10"]),
    ("K09", 86, &["claims", "K08", "K09", "K10"]),
    ("K10", 86, &["claims", "K08", "K09", "K10"]),
    ("K11", 87, &["claims", "K11"]),
    ("K12", 88, &["claims", "K12"]),
    ("K13", 89, &["claims", "K13"]),
];

/// The rule with this number.
pub(in crate::rules) const fn rule<const NUMBER: u16>() -> CodeRule {
    let mut index = 0;
    while TABLES[index].1 != NUMBER {
        index += 1;
    }
    CodeRule {
        code: RuleCode::standard(NUMBER),
        reads: TABLES[index].2,
        state: state::<NUMBER>,
    }
}

/// The number of the rule that ties the text to a table.
pub(super) fn code_for(table: TableId) -> Option<u16> {
    let id = table.spec().id.as_deref()?;
    let (_, number, _) = TABLES.iter().find(|(name, ..)| *name == id)?;
    Some(*number)
}

fn state<const NUMBER: u16>(context: &Context<'_>, checks: &mut Checks) {
    for claim in claims(context) {
        let table = claim.subject_table();
        if !claim.prints(Column::Amount) || table.and_then(code_for) != Some(NUMBER) {
            continue;
        }
        let cell = claim.reference(Column::Subject).and_then(|reference| {
            let cell = cell_figure(context.accounts, &reference)
                .or_else(|missing| same_elsewhere(context, &reference).ok_or(missing))?;
            // A form in which nobody wrote anything says nothing, not zero.
            let table = context.accounts.table(reference.table_ref());
            if claim.is_of_text() && table.is_some_and(|table| !has_figures(table)) {
                return Err(Missing {
                    what: reference.text(),
                    why: Text::new("表中一个数字也没有", "the table has no figure at all"),
                    place: None,
                });
            }
            Ok(cell)
        });
        let code = RuleCode::standard(NUMBER);
        let relation = Relation::same(code, claim.figure(Column::Amount), cell);
        checks.relation(Level::Error, relation);
    }
}

/// The total of basic expenditure, which not every form of its table prints, where the table of
/// the general budget has it (G043).
fn same_elsewhere(context: &Context<'_>, reference: &Reference) -> Option<Figure> {
    let is_total = reference.row == "合计" && reference.period == Period::Final;
    let is_basic = reference.table.spec().id.as_deref() == Some("K07");
    let table = context.accounts.final_table("K07")?;
    let lacks = table.row(&reference.row, None) == Ok(None);
    if !is_total || !is_basic || !lacks {
        return None;
    }
    figure_of(context.accounts, "K06", "合计", "basic").ok()
}

/// Whether any cell prints a number, be it zero.
pub(in crate::rules) fn has_figures(table: &Table) -> bool {
    let mut cells = table.rows.iter().flat_map(|row| &row.cells);
    cells.any(|cell| cell.number().is_some() || matches!(cell, Cell::Unreadable(_)))
}
