//! The rules of a book: formulas with what they look at, stated when their conditions are met.

use crate::model::{Catalogue, RowKindSpec, TableId, TableSpec, Text};
use crate::relation::{Quantity, RuleCode};
use crate::rules::{Checks, Context, Level, Reads, Rule};

use super::formula::{Condition, Formula, Rows, Set};
use super::state::Stater;

/// The formulas of a rule that look at the same tables: so much is stated again when one of the
/// tables is edited, and no more.
#[derive(Debug)]
pub(super) struct BookRule {
    code: RuleCode,
    /// What a finding says before its numbers, for rules that have a title of their own.
    about: Option<Text>,
    tables: Vec<TableId>,
    pub(super) formulas: Vec<Entry>,
}

/// A formula, when it applies, and what applies otherwise.
#[derive(Debug)]
pub(super) struct Entry {
    pub level: Level,
    pub when: Vec<Condition>,
    pub formula: Formula,
    pub otherwise: Option<Formula>,
    pub gap: Option<Quantity>,
}

/// The parts of a rule, by the tables that its formulas look at.
pub(super) fn parts(code: RuleCode, about: Option<&Text>, entries: Vec<Entry>) -> Vec<BookRule> {
    let mut parts: Vec<BookRule> = Vec::new();
    for entry in entries {
        let tables = entry.tables();
        match parts.iter_mut().find(|part| part.tables == tables) {
            Some(part) => part.formulas.push(entry),
            None => parts.push(BookRule {
                code,
                about: about.cloned(),
                tables,
                formulas: vec![entry],
            }),
        }
    }
    parts
}

/// The tables whose rows have codes, and the statements about them.
fn of_code_lists() -> impl Iterator<Item = TableId> {
    let coded = |spec: &TableSpec| {
        let fixed = matches!(spec.row_kind, RowKindSpec::Fixed | RowKindSpec::Free);
        !fixed || spec.key == "claims"
    };
    let tables = Catalogue::get().tables();
    tables
        .filter(move |(_, spec)| coded(spec))
        .map(|(id, _)| id)
}

impl Entry {
    /// A formula that always applies.
    pub(super) fn plain(level: Level, formula: Formula) -> Self {
        Self {
            level,
            when: Vec::new(),
            formula,
            otherwise: None,
            gap: None,
        }
    }

    /// The tables that it looks at, of whatever period.
    fn tables(&self) -> Vec<TableId> {
        let formulas = std::iter::once(&self.formula).chain(&self.otherwise);
        let mut tables: Vec<TableId> = Vec::new();
        for cell in formulas.flat_map(Formula::patterns) {
            tables.push(cell.table.table);
            if matches!(
                cell.rows,
                Rows::Sum(Set::Level(Some(_), _) | Set::Children(_))
            ) {
                // What a sum of a code list lacks is looked for wherever it may be printed.
                tables.extend(of_code_lists());
            }
        }
        tables.extend(self.when.iter().flat_map(Condition::tables));
        tables.sort();
        tables.dedup();
        tables
    }
}

impl Rule for BookRule {
    fn code(&self) -> RuleCode {
        self.code
    }

    fn reads(&self) -> Reads {
        Reads::Tables(self.tables.clone())
    }

    fn state(&self, context: &Context<'_>, checks: &mut Checks) {
        let mut stater = Stater::new(context.accounts, self.code, self.about.as_ref(), checks);
        for entry in &self.formulas {
            if entry.when.iter().all(|condition| stater.is_met(condition)) {
                stater.state(entry.level, &entry.formula, entry.gap);
            } else if let Some(otherwise) = &entry.otherwise {
                stater.state(entry.level, otherwise, entry.gap);
            }
        }
    }
}
