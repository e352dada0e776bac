//! The rule book's file: rules with a code, a level and formulas, and named parameters.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::{Amount, Catalogue, RowKindSpec, TableId, TableSpec, Text, Unit};
use crate::relation::{Quantity, RuleCode};
use crate::rules::{Checks, Context, Level, Reads, Rule};

use super::error::FormulaError;
use super::formula::{Condition, Formula, Rows, Set};
use super::state::Stater;
use super::{parse, resolve};

/// A rule book that was read.
#[derive(Debug, Default)]
pub struct Book {
    rules: Vec<BookRule>,
    parameters: BTreeMap<String, String>,
}

/// The formulas of a rule that look at the same tables: so much is stated again when one of the
/// tables is edited, and no more.
#[derive(Debug)]
struct BookRule {
    code: RuleCode,
    tables: Vec<TableId>,
    formulas: Vec<Entry>,
}

/// A formula, when it applies, and what applies otherwise.
#[derive(Debug)]
struct Entry {
    level: Level,
    when: Vec<Condition>,
    formula: Formula,
    otherwise: Option<Formula>,
    gap: Option<Quantity>,
}

/// What is wrong with a rule book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookError {
    /// It is not JSON of the right shape.
    Json {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// The reason, in English.
        reason: String,
    },
    /// A code that is neither `G001` nor `U001`.
    Code(String),
    /// A level that is none.
    Level {
        /// The rule.
        code: String,
        /// As written.
        level: String,
    },
    /// A formula or condition that cannot be read.
    Formula {
        /// The rule.
        code: String,
        /// The formula.
        formula: String,
        /// What is wrong with it.
        error: Box<FormulaError>,
    },
    /// A gap that no parameter names, or that is no number.
    Parameter {
        /// The rule.
        code: String,
        /// As written.
        name: String,
    },
}

impl BookError {
    /// The error in words.
    pub fn text(&self) -> Text {
        match self {
            Self::Json {
                line,
                column,
                reason,
            } => Text::new(
                format!("规则文件第 {line} 行第 {column} 列无法读取：{reason}"),
                format!("the rule file cannot be read, line {line}, column {column}: {reason}"),
            ),
            Self::Code(code) => Text::new(
                format!("规则代码“{code}”应形如 G001 或 U001"),
                format!("the code “{code}” is not of the form G001 or U001"),
            ),
            Self::Level { code, level } => Text::new(
                format!("{code}：级别“{level}”应为 error、warning、question 或 note"),
                format!("{code}: the level “{level}” is none of error, warning, question, note"),
            ),
            Self::Formula {
                code,
                formula,
                error,
            } => {
                let what = error.text();
                Text::new(
                    format!("{code}：公式“{formula}”{}", what.zh),
                    format!("{code}: in the formula “{formula}”, {}", what.en),
                )
            }
            Self::Parameter { code, name } => Text::new(
                format!("{code}：没有名为“{name}”的参数，或其值不是数字"),
                format!("{code}: there is no parameter “{name}”, or it is no number"),
            ),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BookFile {
    #[serde(default)]
    parameters: BTreeMap<String, String>,
    rules: Vec<RuleFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    code: String,
    level: String,
    formulas: Vec<EntryFile>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum EntryFile {
    Plain(String),
    Full(FullEntry),
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct FullEntry {
    formula: String,
    #[serde(default)]
    when: Vec<String>,
    otherwise: Option<String>,
    level: Option<String>,
    gap: Option<String>,
}

impl Book {
    /// Reads a rule book, all of it or the list of what is wrong.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the file.
    pub fn read(json: &str) -> Result<Self, Vec<BookError>> {
        let file: BookFile = serde_json::from_str(json).map_err(|error| {
            vec![BookError::Json {
                line: error.line(),
                column: error.column(),
                reason: error.to_string(),
            }]
        })?;
        let mut errors = Vec::new();
        let mut rules = Vec::new();
        for rule in &file.rules {
            match rule.read(&file.parameters) {
                Ok(parts) => rules.extend(parts),
                Err(more) => errors.extend(more),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self {
            rules,
            parameters: file.parameters,
        })
    }

    /// Its rules, in the order of the file; a rule over several tables stands in parts.
    pub fn rules(&self) -> impl Iterator<Item = &dyn Rule> {
        self.rules.iter().map(|rule| rule as &dyn Rule)
    }

    /// A named parameter, as it is written.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str)
    }
}

impl RuleFile {
    fn read(&self, parameters: &BTreeMap<String, String>) -> Result<Vec<BookRule>, Vec<BookError>> {
        let code = RuleCode::parse(&self.code);
        let code = code.ok_or_else(|| vec![BookError::Code(self.code.clone())])?;
        let mut errors = Vec::new();
        let mut parts: Vec<BookRule> = Vec::new();
        for entry in &self.formulas {
            let entry = match self.entry(entry, parameters) {
                Ok(entry) => entry,
                Err(error) => {
                    errors.push(error);
                    continue;
                }
            };
            let tables = entry.tables();
            match parts.iter_mut().find(|part| part.tables == tables) {
                Some(part) => part.formulas.push(entry),
                None => parts.push(BookRule {
                    code,
                    tables,
                    formulas: vec![entry],
                }),
            }
        }
        if errors.is_empty() {
            Ok(parts)
        } else {
            Err(errors)
        }
    }

    fn entry(
        &self,
        entry: &EntryFile,
        parameters: &BTreeMap<String, String>,
    ) -> Result<Entry, BookError> {
        let plain;
        let entry = match entry {
            EntryFile::Full(entry) => entry,
            EntryFile::Plain(formula) => {
                plain = FullEntry {
                    formula: formula.clone(),
                    ..FullEntry::default()
                };
                &plain
            }
        };
        let level = entry.level.as_ref().unwrap_or(&self.level);
        let known = Level::ALL.into_iter().find(|known| known.key() == level);
        let level = known.ok_or_else(|| BookError::Level {
            code: self.code.clone(),
            level: level.clone(),
        })?;
        let conditions = entry.when.iter().map(|text| {
            let read = parse::condition(text).and_then(|syntax| resolve::condition(&syntax));
            read.map_err(|error| self.wrong(text, error))
        });
        let gap = entry.gap.as_ref().map(|name| {
            let quantity = parameters.get(name).and_then(|text| quantity(text));
            quantity.ok_or_else(|| BookError::Parameter {
                code: self.code.clone(),
                name: name.clone(),
            })
        });
        Ok(Entry {
            level,
            when: conditions.collect::<Result<_, _>>()?,
            formula: self.formula(&entry.formula)?,
            otherwise: entry
                .otherwise
                .as_ref()
                .map(|text| self.formula(text))
                .transpose()?,
            gap: gap.transpose()?,
        })
    }

    fn formula(&self, text: &str) -> Result<Formula, BookError> {
        let read = parse::formula(text).and_then(|syntax| resolve::formula(&syntax));
        read.map_err(|error| self.wrong(text, error))
    }

    fn wrong(&self, formula: &str, error: FormulaError) -> BookError {
        BookError::Formula {
            code: self.code.clone(),
            formula: formula.to_owned(),
            error: Box::new(error),
        }
    }
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

/// A parameter that is an amount.
pub(super) fn quantity(text: &str) -> Option<Quantity> {
    let amount = Amount::parse(text).ok()?;
    Some(Quantity {
        value: amount.value,
        unit: amount.unit.unwrap_or(Unit::Yuan),
        decimals: amount.decimals,
    })
}

impl Rule for BookRule {
    fn code(&self) -> RuleCode {
        self.code
    }

    fn reads(&self) -> Reads {
        Reads::Tables(self.tables.clone())
    }

    fn state(&self, context: &Context<'_>, checks: &mut Checks) {
        let mut stater = Stater::new(context.accounts, self.code, checks);
        for entry in &self.formulas {
            if entry.when.iter().all(|condition| stater.is_met(condition)) {
                stater.state(entry.level, &entry.formula, entry.gap);
            } else if let Some(otherwise) = &entry.otherwise {
                stater.state(entry.level, otherwise, entry.gap);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Classification, lookup_code};

    use super::super::rows::level_of;
    use super::*;

    fn bundled() -> Book {
        Book::read(include_str!("../../../assets/rulebook.json")).unwrap()
    }

    fn errors(rule: &str) -> Vec<BookError> {
        Book::read(&format!(r#"{{"rules": [{rule}]}}"#)).unwrap_err()
    }

    /// Reading looks tables, columns and rows of forms up; codes are in a list of their own.
    #[test]
    fn every_code_of_the_bundled_book_is_in_the_lists() {
        let book = bundled();
        let entries = book.rules.iter().flat_map(|rule| &rule.formulas);
        let formulas = entries.flat_map(|entry| [Some(&entry.formula), entry.otherwise.as_ref()]);
        let mut codes: Vec<&String> = Vec::new();
        for cell in formulas.flatten().flat_map(Formula::patterns) {
            match &cell.rows {
                Rows::Named(name) => codes.push(name),
                Rows::Sum(Set::Level(_, names) | Set::Listed(names)) => codes.extend(names),
                Rows::Each(_) | Rows::Bound | Rows::Sum(Set::Children(_)) => {}
            }
        }
        codes.retain(|code| level_of(code).is_some());
        assert!(!codes.is_empty());
        for code in codes {
            let known = [Classification::Functional, Classification::Economic]
                .iter()
                .any(|list| lookup_code(*list, code).is_some());
            assert!(known, "{code}");
        }
    }

    #[test]
    fn a_rule_says_which_tables_it_reads() {
        let book = bundled();
        let code = RuleCode::standard(38);
        let rule = book.rules().find(|rule| rule.code() == code).unwrap();
        let tables = ["K01", "K04"].map(TableId::named);
        assert_eq!(rule.reads(), Reads::Tables(tables.to_vec()));
    }

    #[test]
    fn every_mistake_of_a_book_is_reported() {
        let book = r#"{"rules": [
            {"code": "X1", "level": "error", "formulas": []},
            {"code": "U001", "level": "fatal", "formulas": ["K12[货物] = 0"]},
            {"code": "U002", "level": "error", "formulas": ["K12[货] = 0", "K12[货物] ="]},
            {"code": "U003", "level": "error",
             "formulas": [{"formula": "K12[货物] ≈ [服务]", "gap": "none"}]}]}"#;
        let errors = Book::read(book).unwrap_err();
        let kinds: Vec<String> = errors.iter().map(|error| error.text().zh).collect();
        assert_eq!(
            kinds,
            [
                "规则代码“X1”应形如 G001 或 U001",
                "U001：级别“fatal”应为 error、warning、question 或 note",
                "U002：公式“K12[货] = 0”第 4 个字：《政府采购情况表》没有“货”这一行",
                "U002：公式“K12[货物] =”第 10 个字：公式在此结束，还应有单元格或数字",
                "U003：没有名为“none”的参数，或其值不是数字",
            ]
        );
        assert!(errors.iter().all(|error| !error.text().en.is_empty()));
    }

    #[test]
    fn a_book_that_is_not_json_says_where() {
        let error = Book::read("{\"rules\": [\n  {]}").unwrap_err().remove(0);
        assert!(
            matches!(error, BookError::Json { line: 2, .. }),
            "{error:?}"
        );
        let unknown = errors(r#"{"code": "U001", "level": "note", "formulas": [], "x": 1}"#);
        assert!(matches!(unknown[..], [BookError::Json { .. }]));
    }

    #[test]
    fn conditions_are_read_with_their_places() {
        let rule = r#"{"code": "U001", "level": "note",
            "formulas": [{"formula": "K12[货物] = 0", "when": ["有 K12[货]"]}]}"#;
        let [BookError::Formula { formula, error, .. }] = &errors(rule)[..] else {
            panic!("a formula error");
        };
        assert_eq!(formula, "有 K12[货]");
        assert_eq!(error.at, 5..8);
    }

    proptest::proptest! {
        /// Whatever is typed gives a formula or a mistake within the text.
        #[test]
        fn no_formula_breaks_the_reader(
            text in "(K0[1-9]|[\\[\\].@+−÷()=≤≥≈Σ0-9 ]|合计|每行|每类|本年收入合计|收入:|有 |除|.){0,16}"
        ) {
            let length = text.chars().count();
            let read = parse::formula(&text).and_then(|syntax| resolve::formula(&syntax));
            if let Err(error) = read {
                proptest::prop_assert!(error.at.start <= length && error.at.end <= length + 1);
                proptest::prop_assert!(!error.text().zh.is_empty());
            }
            let _condition = parse::condition(&text).and_then(|c| resolve::condition(&c));
        }
    }
}
