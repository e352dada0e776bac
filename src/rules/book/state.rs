//! States a formula about accounts: one relation for each row and column that it binds.
//!
//! A missing operand makes a relation "not checked", never passed. What is missing as a whole (a
//! table, a level of rows, a column) is said once a rule instead of once a relation.

use std::collections::BTreeSet;

use crate::model::{
    self, Accounts, ColumnKind, Period, Place, RowKind, Table, TableGroup, TableRef, Text, Unit,
};
use crate::relation::{
    Comparison, Missing, NotChecked, Operand, Outcome, Quantity, Relation, RuleCode, Scale, Side,
    Term, decide,
};
use crate::rules::{Checks, Flaw, Level, plain_name};

use super::astray;
use super::find::{Bound, Finder, Hole};
use super::formula::{Condition, Expression, Formula, Part, Rows};
use super::gap::Gap;
use super::rows::{self, Found};
use super::token::Compare;

/// States the formulas of one rule.
pub(super) struct Stater<'a, 'c> {
    accounts: &'a Accounts,
    rule: RuleCode,
    /// What a finding says before its numbers.
    about: Option<&'c Text>,
    checks: &'c mut Checks,
    told: BTreeSet<Gap>,
    /// Rows that were told to be missing or to stand twice.
    astray: BTreeSet<(Place, String)>,
    finder: Finder<'a>,
}

/// What the operands of one relation lack.
#[derive(Clone, Copy, Default)]
struct Lacks {
    row: bool,
    cell: bool,
}

impl<'a, 'c> Stater<'a, 'c> {
    pub(super) fn new(
        accounts: &'a Accounts,
        rule: RuleCode,
        about: Option<&'c Text>,
        checks: &'c mut Checks,
    ) -> Self {
        Self {
            accounts,
            rule,
            about,
            checks,
            told: BTreeSet::new(),
            astray: BTreeSet::new(),
            finder: Finder::new(accounts),
        }
    }

    /// Whether a condition is met; what cannot be known is not.
    pub(super) fn is_met(&mut self, condition: &Condition) -> bool {
        match condition {
            Condition::Printed {
                is,
                table,
                side,
                row,
                column,
            } => {
                let printed = self.accounts.table(*table).is_some_and(|table| {
                    let has_row =
                        |row: &String| !matches!(rows::named(table, *side, row), Found::None);
                    row.as_ref().is_none_or(has_row)
                        && column.is_none_or(|column| rows::has_column(table, column))
                });
                printed == *is
            }
            Condition::Holds(formula) => {
                if !self.missing_tables(formula).is_empty() {
                    return false;
                }
                let relation = self.relation(formula, &Bound::default());
                relation.is_ok_and(|relation| {
                    matches!(
                        decide(&relation),
                        Outcome::Holds | Outcome::WithinRounding(_)
                    )
                })
            }
        }
    }

    /// States a formula; `gap` is what two sides of `≈` may differ by.
    pub(super) fn state(&mut self, level: Level, formula: &Formula, gap: Option<Quantity>) {
        let missing = self.missing_tables(formula);
        if missing.iter().any(|table| self.is_not_of_edition(*table)) {
            return;
        }
        if !missing.is_empty() {
            self.tell(Gap::Tables(missing));
            return;
        }
        let columns = self.columns(formula);
        for row in self.bound_rows(formula) {
            for column in &columns {
                let bound = Bound {
                    column: *column,
                    ..row.clone()
                };
                match self.relation(formula, &bound) {
                    Ok(relation) => self.relate(level, relation, gap),
                    Err(Hole::Gap(gap)) => self.tell(gap),
                    Err(_) => {}
                }
            }
        }
    }

    fn relate(&mut self, level: Level, relation: Relation, gap: Option<Quantity>) {
        if let Some(gap) = gap
            && let Outcome::Broken(broken) = decide(&relation)
        {
            let base = |quantity: Quantity| quantity.value.checked_mul(quantity.unit.factor());
            let within = base(broken.difference.abs()) <= base(gap);
            if within {
                self.checks.fine(self.rule);
                return;
            }
        }
        self.repeated_rows(&relation);
        let Some(astray) = astray::explain(self.accounts, &relation) else {
            match self.about {
                Some(about) => self.checks.relation_about(level, relation, about.clone()),
                None => self.checks.relation(level, relation),
            }
            return;
        };
        if self.astray.insert(astray.key) {
            self.checks
                .relation_known(level, relation, astray.about, astray.known);
            return;
        }
        // The row is one mistake; the sums of its other columns wait for it.
        let place = relation.places().next();
        let why = Text::new(
            format!("{}，改正后再核对", astray.about.zh),
            format!("{}; to be checked when that is mended", astray.about.en),
        );
        let missing = Missing {
            what: place.map_or_else(Text::default, |place| self.accounts.label(place)),
            why,
            place,
        };
        self.checks
            .not_checked(self.rule, NotChecked::Missing(missing));
    }

    /// Asks about rows of one code and name, unless a sum proves that one is too many.
    fn repeated_rows(&mut self, relation: &Relation) {
        for (first, second, code) in astray::twins(self.accounts, relation) {
            let is_proven = astray::explain(self.accounts, relation).is_some();
            if is_proven || !self.astray.insert((second.beside(0), code)) {
                continue;
            }
            let name = plain_name(self.accounts, second.beside(Place::NAME));
            let message = Text::new(
                format!("{}列了两行，请核对是否重复", name.zh),
                format!("{} stands in two rows; is one of them too many?", name.en),
            );
            let head = |place: Place| place.beside(Place::NAME);
            let flaw = Flaw::new(message, vec![head(second), head(first)]);
            self.checks.flaw(self.rule, Level::Question, flaw);
        }
    }

    fn tell(&mut self, gap: Gap) {
        // The details of nothing are nothing: an empty form lacks none.
        if let Gap::Level(table, _) = gap
            && self.accounts.table(table).is_some_and(rows::is_empty)
        {
            return;
        }
        let reason = NotChecked::Missing(gap.missing());
        if self.told.insert(gap) {
            self.checks.not_checked(self.rule, reason);
        }
    }

    fn missing_tables(&self, formula: &Formula) -> Vec<TableRef> {
        let needed = formula.patterns().filter(|pattern| !pattern.optional);
        let mut missing: Vec<TableRef> = needed
            .map(|pattern| pattern.table)
            .filter(|table| self.accounts.table(*table).is_none())
            .collect();
        missing.sort();
        missing.dedup();
        missing
    }

    /// Whether the edition that the accounts follow has no such table at all.
    fn is_not_of_edition(&self, table: TableRef) -> bool {
        let edition = self
            .accounts
            .edition
            .filter(|_| table.period == Period::Final);
        let is_official = table.table.spec().group == TableGroup::Official;
        is_official && edition.is_some_and(|edition| edition.table(table.table).is_none())
    }

    fn columns(&self, formula: &Formula) -> Vec<Option<u16>> {
        let Some(pattern) = formula.column_binding() else {
            return vec![None];
        };
        let Some(table) = self.accounts.table(pattern.table) else {
            return Vec::new();
        };
        (0_u16..)
            .zip(&table.spec().columns)
            .filter(|(_, column)| column.kind == ColumnKind::Money)
            .filter(|(column, _)| rows::has_column(table, *column))
            .map(|(column, _)| Some(column))
            .collect()
    }

    /// The rows for which a formula is stated: those of the binding cell, then those that only
    /// the other tables have.
    fn bound_rows(&mut self, formula: &Formula) -> Vec<Bound> {
        let Some(home) = formula.row_binding() else {
            return vec![Bound::default()];
        };
        let Rows::Each(level) = home.rows else {
            return Vec::new();
        };
        let others = formula.patterns().filter(|p| p.rows == Rows::Bound);
        let mut bound: Vec<Bound> = Vec::new();
        let mut keys = BTreeSet::new();
        let mut tables = BTreeSet::new();
        for pattern in std::iter::once(home).chain(others) {
            let is_home = pattern.table == home.table;
            let Some(table) = self.accounts.table(pattern.table) else {
                continue;
            };
            if !tables.insert(pattern.table) {
                continue;
            }
            for row in level_rows(table, pattern.side, level) {
                let key = rows::key(table, &table.rows[row]);
                let is_new = keys.insert(key.clone());
                if is_new || is_home {
                    bound.push(Bound {
                        home: is_home.then_some((home.table, row)),
                        key,
                        column: None,
                    });
                }
            }
        }
        if bound.is_empty() {
            self.tell(Gap::Level(home.table, level));
        }
        bound
    }

    /// The relation for one row and column.
    fn relation(&mut self, formula: &Formula, bound: &Bound) -> Result<Relation, Hole> {
        let mut lacks = Lacks::default();
        let left = self.side(&formula.left, bound, &mut lacks);
        if matches!(formula.right, Expression::Ratio(..)) && states_nothing(&left) {
            // No rate is stated, so there is none to recompute.
            return Err(Hole::Silent);
        }
        let right = self.side(&formula.right, bound, &mut lacks);
        let (left, right) = match (left, right) {
            (Ok(left), Ok(right)) => (left, right),
            (Err(Hole::Silent), _) | (_, Err(Hole::Silent)) => return Err(Hole::Silent),
            (Err(hole), _) | (_, Err(hole)) => return Err(hole),
        };
        if lacks.row && !lacks.cell && is_zero(&left) && is_zero(&right) {
            // A row of zeros need not be printed everywhere.
            return Err(Hole::Silent);
        }
        let is_ratio = |side: &Side| matches!(side, Side::Ratio { .. });
        let (left, right) = if is_ratio(&left) || is_ratio(&right) {
            (scaled(left.clone(), &right), scaled(right, &left))
        } else {
            (left, right)
        };
        let (comparison, left, right) = match formula.compare {
            Compare::Equal | Compare::Near => (Comparison::Equal, left, right),
            Compare::AtMost => (Comparison::AtMost, left, right),
            Compare::AtLeast => (Comparison::AtMost, right, left),
        };
        Ok(Relation {
            rule: self.rule,
            left,
            comparison,
            right,
        })
    }

    fn side(
        &mut self,
        expression: &Expression,
        bound: &Bound,
        lacks: &mut Lacks,
    ) -> Result<Side, Hole> {
        Ok(match expression {
            Expression::Constant(value, unit) => Side::Constant(*value, *unit),
            Expression::Sum(parts) => Side::Sum(self.terms(parts, bound, lacks)?),
            Expression::Ratio(over, under) => Side::Ratio {
                over: self.terms(over, bound, lacks)?,
                under: self.terms(under, bound, lacks)?,
                scale: Scale::Percent,
            },
        })
    }

    fn terms(
        &mut self,
        parts: &[Part],
        bound: &Bound,
        lacks: &mut Lacks,
    ) -> Result<Vec<Term>, Hole> {
        let mut terms = Vec::new();
        for part in parts {
            let operands = match self.finder.operands(&part.cell, bound) {
                Ok(operands) => operands,
                Err(Hole::NoRow(missing)) => {
                    lacks.row = true;
                    terms.push(Term {
                        sign: part.sign,
                        ..Term::plus(missing)
                    });
                    continue;
                }
                Err(Hole::Cell(missing)) => vec![Operand::Missing(missing)],
                Err(hole) => return Err(hole),
            };
            lacks.cell |= operands.iter().any(|operand| operand.figure().is_none());
            terms.extend(operands.into_iter().map(|operand| Term {
                sign: part.sign,
                ..Term::plus(operand)
            }));
        }
        Ok(terms)
    }
}

fn level_rows(table: &Table, side: Option<model::Side>, level: Option<RowKind>) -> Vec<usize> {
    if level.is_some() {
        return rows::of_level(table, side, level);
    }
    let in_half = |row: &usize| side.is_none() || table.rows[*row].side == side;
    (0..table.rows.len()).filter(in_half).collect()
}

/// Whether the file leaves the cell of a side out.
fn states_nothing(side: &Result<Side, Hole>) -> bool {
    match side {
        Err(hole) => matches!(hole, Hole::Gap(Gap::Column(..))),
        Ok(side) => side.terms().any(
            |term| matches!(&term.operand, Operand::Missing(missing) if missing.place.is_none()),
        ),
    }
}

/// Whether all figures of a side are zero.
fn is_zero(side: &Side) -> bool {
    let mut figures = side.terms().filter_map(|term| term.operand.figure());
    figures.all(|figure| figure.value.is_zero())
}

/// A ratio as the other side states it: a percentage, or an amount of its unit.
fn scaled(side: Side, other: &Side) -> Side {
    let Side::Ratio { over, under, .. } = side else {
        return side;
    };
    let unit = match other {
        Side::Constant(_, unit) => Some(*unit),
        other => other
            .terms()
            .find_map(|term| term.operand.figure())
            .map(|figure| figure.unit),
    };
    let scale = match unit {
        None | Some(Unit::Percent) => Scale::Percent,
        Some(unit) => Scale::Per(unit),
    };
    Side::Ratio { over, under, scale }
}
