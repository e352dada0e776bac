//! Looks the names of a formula up in the catalogue.

use std::ops::Range;

use crate::model::{
    Amount, Catalogue, ColumnKind, Counter, RowKind, Side, TableRef, TableSpec, Text, Unit,
};
use crate::relation::Sign;

use super::error::{FormulaError, FormulaErrorKind};
use super::formula::{Column, Condition, Expression, Formula, Part, Pattern, Rows, Set};
use super::names::{column, fail, half_and_row, has_levels, known_row, only_column, table};
use super::parse::{
    CellSyntax, ConditionSyntax, OperandSyntax, SideSyntax, Syntax, TermSyntax, Word,
};

/// Looks up a formula. What is odd about it and yet no mistake is noted.
pub(super) fn formula(
    syntax: &Syntax,
    odd: &mut Vec<FormulaError>,
) -> Result<Formula, FormulaError> {
    let mut resolver = Resolver { home: None, odd };
    let left = resolver.side(&syntax.left)?;
    let right = resolver.side(&syntax.right)?;
    let home = resolver
        .home
        .ok_or_else(|| FormulaError::new(0..0, FormulaErrorKind::NoCell))?;
    let unit = constant_unit(&home);
    let with_unit = |side| match side {
        Expression::Constant(value, Unit::Yuan) => Expression::Constant(value, unit),
        side => side,
    };
    Ok(Formula {
        left: with_unit(left),
        compare: syntax.compare,
        right: with_unit(right),
    })
}

/// Looks up a condition, which is about the accounts as a whole.
pub(super) fn condition(
    syntax: &ConditionSyntax,
    odd: &mut Vec<FormulaError>,
) -> Result<Condition, FormulaError> {
    match syntax {
        ConditionSyntax::Holds(syntax) => {
            let formula = formula(syntax, odd)?;
            let bound = formula.row_binding().is_some() || formula.column_binding().is_some();
            if bound {
                return Err(FormulaError::new(
                    0..1,
                    FormulaErrorKind::Unbound("每".to_owned()),
                ));
            }
            Ok(Condition::Holds(formula))
        }
        ConditionSyntax::Printed(is, cell) => {
            // A name by itself is a table here, since there is no first cell whose column it is.
            let mut cell = cell.clone();
            if cell.table.is_none() && cell.row.is_none() {
                cell.table = cell.column.take();
            }
            let table = table(&cell, None)?;
            let spec = table.table.spec();
            let (side, row) = match &cell.row {
                None => (None, None),
                Some(word) => {
                    let (side, row) = half_and_row(&word.text);
                    let row = known_row(spec, side, row, &within(word, row), None, odd)?;
                    (row.side, Some(row.name))
                }
            };
            let column = cell.column.as_ref().map(|word| column(spec, word));
            Ok(Condition::Printed {
                is: *is,
                table,
                side,
                row,
                column: column.transpose()?,
            })
        }
    }
}

/// The first cell, from which the others take what they leave out.
type Home = Pattern;

struct Resolver<'a> {
    home: Option<Home>,
    /// What is odd and yet no mistake.
    odd: &'a mut Vec<FormulaError>,
}

impl Resolver<'_> {
    fn side(&mut self, syntax: &SideSyntax) -> Result<Expression, FormulaError> {
        if let ([only], None) = (syntax.over.as_slice(), &syntax.under)
            && let OperandSyntax::Number(number) = &only.operand
        {
            return constant(number, only);
        }
        let over = self.parts(&syntax.over)?;
        Ok(match &syntax.under {
            Some(under) => Expression::Ratio(over, self.parts(under)?),
            None => Expression::Sum(over),
        })
    }

    fn parts(&mut self, terms: &[TermSyntax]) -> Result<Vec<Part>, FormulaError> {
        let mut part = |term: &TermSyntax| match &term.operand {
            OperandSyntax::Number(_) => fail(&term.at, FormulaErrorKind::ConstantInSum),
            OperandSyntax::Cell(cell) => {
                let cell = self.cell(cell)?;
                let sign = if term.minus { Sign::Minus } else { Sign::Plus };
                Ok(Part { sign, cell })
            }
        };
        terms.iter().map(&mut part).collect()
    }

    fn cell(&mut self, cell: &CellSyntax) -> Result<Pattern, FormulaError> {
        if let Some(word) = lone_table(cell, self.home.as_ref()) {
            let what = Text::new("行，如 收入决算表[合计]", "row, such as 收入决算表[合计]");
            return fail(&word.at, FormulaErrorKind::Incomplete(what));
        }
        let table = table(cell, self.home.as_ref())?;
        let (side, rows, optional) = self.rows(cell, table)?;
        let home = self.home.as_ref();
        let same_table = home.is_some_and(|home| home.table.table == table.table);
        let column = match &cell.column {
            Some(word) if word.text == "每列" && home.is_none() => Column::Each,
            Some(word) if word.text == "每列" => {
                let kind = FormulaErrorKind::SecondBinding(word.text.clone());
                return fail(&word.at, kind);
            }
            Some(word) => Column::At(column(table.table.spec(), word)?),
            None => match (home, only_column(table.table.spec())) {
                (_, Some(column)) => Column::At(column),
                (Some(home), None) if same_table => home.column,
                _ => {
                    let what = Text::new("列", "column");
                    return fail(&cell.at, FormulaErrorKind::Incomplete(what));
                }
            },
        };
        let pattern = Pattern {
            table,
            side,
            rows,
            column,
            optional,
        };
        if self.home.is_none() {
            self.home = Some(pattern.clone());
        }
        Ok(pattern)
    }

    fn rows(
        &mut self,
        cell: &CellSyntax,
        table: TableRef,
    ) -> Result<(Option<Side>, Rows, bool), FormulaError> {
        let spec = table.table.spec();
        let Some(word) = &cell.row else {
            return self.same_row(cell, spec);
        };
        let (side, row) = half_and_row(&word.text);
        let row = row.trim();
        let (row, optional) = match row.strip_suffix("如有") {
            Some(row) => (row.trim_end(), true),
            None => (row, false),
        };
        // A row of the first cell's table stands in its half, where it does not say another.
        let home_side = self.home.as_ref().filter(|_| cell.table.is_none());
        let home_side = home_side.and_then(|home| home.side);
        if cell.sum {
            let side = side.or(home_side);
            let set = self.set(row, spec, side, word)?;
            return Ok((side, Rows::Sum(set), optional));
        }
        let rows = match row {
            "每行" => Rows::Each(None),
            "每类" => Rows::Each(Some(RowKind::Class)),
            "每款" => Rows::Each(Some(RowKind::Subclass)),
            "每项" => Rows::Each(Some(RowKind::Item)),
            "同行" => {
                self.bound(row, word)?;
                Rows::Bound
            }
            _ => {
                let at = within(word, row);
                let row = known_row(spec, side, row, &at, home_side, self.odd)?;
                return Ok((row.side, Rows::Named(row.name), optional));
            }
        };
        if let Rows::Each(level) = &rows {
            if self.home.is_some() {
                return fail(&word.at, FormulaErrorKind::SecondBinding(row.to_owned()));
            }
            has_levels(spec, *level, row, word)?;
        }
        Ok((side.or(home_side), rows, optional))
    }

    /// The rows of a cell that names none: those of the first cell.
    fn same_row(
        &self,
        cell: &CellSyntax,
        spec: &TableSpec,
    ) -> Result<(Option<Side>, Rows, bool), FormulaError> {
        let incomplete = || {
            let what = Text::new("行", "row");
            fail(&cell.at, FormulaErrorKind::Incomplete(what))
        };
        let Some(home) = self.home.as_ref().filter(|_| !cell.sum) else {
            return incomplete();
        };
        match &home.rows {
            Rows::Each(_) | Rows::Bound => Ok((home.side, Rows::Bound, false)),
            Rows::Named(name) => {
                // What is odd about the name was noted where it stands.
                let mut noted = Vec::new();
                let row = known_row(spec, home.side, name, &cell.at, None, &mut noted)?;
                Ok((row.side, Rows::Named(row.name), false))
            }
            Rows::Sum(_) => incomplete(),
        }
    }

    fn bound(&self, name: &str, word: &Word) -> Result<Option<RowKind>, FormulaError> {
        match self.home.as_ref().map(|home| &home.rows) {
            Some(Rows::Each(level)) => Ok(*level),
            _ => fail(&word.at, FormulaErrorKind::Unbound(name.to_owned())),
        }
    }

    fn set(
        &mut self,
        row: &str,
        spec: &TableSpec,
        side: Option<Side>,
        word: &Word,
    ) -> Result<Set, FormulaError> {
        let mut named = |list: &str| -> Result<Vec<String>, FormulaError> {
            let names = list.split(['、', '，', ',']).map(str::trim);
            names
                .filter(|name| !name.is_empty())
                .map(|name| {
                    let at = within(word, name);
                    Ok(known_row(spec, side, name, &at, None, self.odd)?.name)
                })
                .collect()
        };
        let (level, rest) = match row.split_once(char::is_whitespace) {
            Some((level, rest)) if rest.trim_start().starts_with('除') => {
                let list = rest.trim_start().trim_start_matches('除');
                (level, named(list)?)
            }
            _ => (row, Vec::new()),
        };
        let of_level = |kind| {
            has_levels(spec, kind, level, word)?;
            Ok(Set::Level(kind, rest.clone()))
        };
        match level {
            "各行" => of_level(None),
            "类" => of_level(Some(RowKind::Class)),
            "款" => of_level(Some(RowKind::Subclass)),
            "项" => of_level(Some(RowKind::Item)),
            "所属款" | "所属项" => {
                self.bound(level, word)?;
                let kind = if level == "所属款" {
                    RowKind::Subclass
                } else {
                    RowKind::Item
                };
                has_levels(spec, Some(kind), level, word)?;
                Ok(Set::Children(kind))
            }
            list => Ok(Set::Listed(named(list)?)),
        }
    }
}

/// The characters of a part of what stands between brackets.
fn within(word: &Word, part: &str) -> Range<usize> {
    let part = part.trim();
    let Some(offset) = word.text.find(part).filter(|_| !part.is_empty()) else {
        return word.at.clone();
    };
    // The bracket comes first.
    let start = word.at.start + 1 + word.text[..offset].chars().count();
    start..start + part.chars().count()
}

/// A table that stands by itself where a cell belongs.
fn lone_table<'a>(cell: &'a CellSyntax, home: Option<&Home>) -> Option<&'a Word> {
    if cell.table.is_some() || cell.row.is_some() {
        return None;
    }
    let word = cell.column.as_ref()?;
    let is_column = home.is_some_and(|home| home.table.table.spec().column(&word.text).is_some());
    let is_table = || Catalogue::get().table_named(&word.text).is_some();
    (!is_column && is_table()).then_some(word)
}

fn constant(number: &str, term: &TermSyntax) -> Result<Expression, FormulaError> {
    let amount = Amount::parse(number).map_err(|reason| {
        FormulaError::new(term.at.clone(), FormulaErrorKind::Number(reason.text()))
    })?;
    if amount.value.is_zero() {
        // Nothing at all: zero of whatever the other side counts.
        return Ok(Expression::Sum(Vec::new()));
    }
    let unit = amount.unit.unwrap_or(Unit::Yuan);
    let Some(value) = amount.base_value(unit) else {
        let reason = Text::new("数字过大", "the number is too large");
        return fail(&term.at, FormulaErrorKind::Number(reason));
    };
    let base = if unit.is_money() { Unit::Yuan } else { unit };
    let value = if term.minus { -value } else { value };
    Ok(Expression::Constant(value, base))
}

/// The unit of a bare number beside the first cell's column.
fn constant_unit(home: &Home) -> Unit {
    let spec = home.table.table.spec();
    let kind = match home.column {
        Column::At(column) => spec.columns.get(usize::from(column)).map(|c| c.kind),
        Column::Each => None,
    };
    match kind {
        Some(ColumnKind::Percent) => Unit::Percent,
        Some(ColumnKind::Number) => Unit::Count(Counter::Piece),
        _ => Unit::Yuan,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::book::parse;

    fn read(text: &str) -> Result<Formula, FormulaError> {
        formula(&parse::formula(text)?, &mut Vec::new())
    }

    fn kind(text: &str) -> FormulaErrorKind {
        read(text).unwrap_err().kind
    }

    #[test]
    fn terms_take_what_they_leave_out_from_the_first_cell() {
        let formula = read("K02[每行].本年收入合计 = 财政拨款收入 + 事业收入").unwrap();
        let home = formula.row_binding().unwrap().table;
        assert!(formula.patterns().skip(1).all(|cell| {
            cell.rows == Rows::Bound && cell.table == home && matches!(cell.column, Column::At(_))
        }));
        let other = read("K05[每行].本年支出基本支出 = K06.基本支出").unwrap();
        assert_eq!(other.patterns().nth(1).unwrap().rows, Rows::Bound);
        let halves = read("K01[支出:本年支出合计] = Σ[类]").unwrap();
        assert_eq!(
            halves.patterns().nth(1).unwrap().side,
            Some(Side::Expenditure)
        );
    }

    #[test]
    fn sums_name_levels_children_and_lists() {
        let set = |text: &str| match read(text).unwrap().patterns().nth(1).unwrap() {
            Pattern {
                rows: Rows::Sum(set),
                ..
            } => set.clone(),
            other => panic!("{other:?}"),
        };
        let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        assert_eq!(
            set("K07[公用经费合计] = Σ[类 除 301、303]"),
            Set::Level(Some(RowKind::Class), codes(&["301", "303"]))
        );
        assert_eq!(
            set("K07[人员经费合计] = Σ[301、303]"),
            Set::Listed(codes(&["301", "303"]))
        );
        assert_eq!(
            set("K02[每类].每列 = Σ[所属款]"),
            Set::Children(RowKind::Subclass)
        );
        assert_eq!(set("K13[合计] = Σ[各行]"), Set::Level(None, Vec::new()));
    }

    #[test]
    fn a_number_takes_the_unit_of_its_column() {
        let right = |text: &str| read(text).unwrap().right;
        assert_eq!(right("K12[货物].决算数 = 0"), Expression::Sum(Vec::new()));
        assert!(matches!(
            right("K12[货物].占采购支出比重 ≤ 100"),
            Expression::Constant(_, Unit::Percent)
        ));
        assert!(matches!(
            right("K12[货物].决算数 ≤ 1.5万元"),
            Expression::Constant(value, Unit::Yuan) if value == 15_000.into()
        ));
    }

    #[test]
    fn names_that_nobody_knows_are_named() {
        use FormulaErrorKind as E;
        assert_eq!(kind("K99[合计] = 0"), E::Table("K99".to_owned()));
        assert!(matches!(kind("K06[合计].经营支出 = 0"), E::Column { .. }));
        assert!(matches!(kind("K11[差旅费].决算数 = 0"), E::Row { .. }));
        assert!(matches!(kind("K02[20].本年收入合计 = 0"), E::Row { .. }));
        assert_eq!(kind("K01[总计] = 0"), E::Half("总计".to_owned()));
        assert!(matches!(kind("K11[每类].决算数 = 0"), E::Level { .. }));
        assert!(matches!(kind("K02[合计] = 0"), E::Incomplete(_)));
        assert!(matches!(kind("[合计] = 0"), E::Incomplete(_)));
        assert!(matches!(kind("K01.决算数 = 0"), E::Incomplete(_)));
        assert_eq!(kind("K12[合计]@前年 = 0"), E::Period("前年".to_owned()));
        assert_eq!(
            kind("K02[合计].其他收入 = K03[同行].基本支出"),
            E::Unbound("同行".to_owned())
        );
        assert_eq!(
            kind("K02[每行].其他收入 = K03[每行].基本支出"),
            E::SecondBinding("每行".to_owned())
        );
        assert_eq!(kind("0 = 0"), E::NoCell);
        assert_eq!(kind("K12[货物] = [工程] + 5"), E::ConstantInSum);
    }

    #[test]
    fn conditions_bind_nothing() {
        let read = |text: &str| condition(&parse::condition(text).unwrap(), &mut Vec::new());
        assert!(read("有 K07[合计]").is_ok());
        assert!(read("无 K04[支出:223]").is_ok());
        assert!(read("K02[合计].事业收入 + 经营收入 = 0").is_ok());
        assert!(read("K02[每行].事业收入 = 0").is_err());
        assert!(read("有 K07[车辆]").is_err());
    }
}
