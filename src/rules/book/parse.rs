//! From tokens to the shape of a formula. What its names mean is left to `resolve`.
//!
//! ```text
//! formula   = side ("=" | "≤" | "≥" | "≈") side
//! side      = sum ["÷" sum]                 a sum of several terms below or above ÷ in brackets ()
//! sum       = ["−"] term {("+" | "−") term}
//! term      = number | ["Σ"] cell
//! cell      = [table] ["[" row "]"] ["." column] ["@" period]      a bare name is a column
//! condition = ("有" | "无") cell | formula
//! ```

use std::ops::Range;

use crate::model::Text;

use super::error::{FormulaError, FormulaErrorKind};
use super::token::{Compare, Spanned, Token, tokens};

/// A formula whose names are not looked up yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Syntax {
    pub left: SideSyntax,
    pub compare: Compare,
    pub right: SideSyntax,
}

/// One side: a sum, or a sum over a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SideSyntax {
    pub over: Vec<TermSyntax>,
    pub under: Option<Vec<TermSyntax>>,
}

/// A signed term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TermSyntax {
    pub minus: bool,
    pub operand: OperandSyntax,
    pub at: Range<usize>,
}

/// A number or a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OperandSyntax {
    Number(String),
    Cell(CellSyntax),
}

/// A cell with whatever parts of its name are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CellSyntax {
    /// Whether `Σ` stands before it.
    pub sum: bool,
    pub table: Option<Word>,
    pub row: Option<Word>,
    pub column: Option<Word>,
    pub period: Option<Word>,
    pub at: Range<usize>,
}

/// A name and its characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub text: String,
    pub at: Range<usize>,
}

/// A condition whose names are not looked up yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ConditionSyntax {
    /// `有 …` (true) or `无 …` (false).
    Printed(bool, CellSyntax),
    /// A formula that has to hold.
    Holds(Syntax),
}

/// Reads a formula.
pub(super) fn formula(text: &str) -> Result<Syntax, FormulaError> {
    let tokens = tokens(text)?;
    let mut reader = Reader {
        text,
        tokens: &tokens,
        next: 0,
    };
    let syntax = reader.formula()?;
    reader.end()?;
    Ok(syntax)
}

/// Reads a condition.
pub(super) fn condition(text: &str) -> Result<ConditionSyntax, FormulaError> {
    let mut tokens = tokens(text)?;
    let printed = match tokens.first_mut() {
        Some(Spanned {
            token: Token::Name(name),
            at,
        }) if name.starts_with(['有', '无']) => {
            let printed = name.starts_with('有');
            name.remove(0);
            at.start += 1;
            Some(printed)
        }
        _ => None,
    };
    if matches!(tokens.first(), Some(first) if first.at.is_empty()) {
        tokens.remove(0);
    }
    let mut reader = Reader {
        text,
        tokens: &tokens,
        next: 0,
    };
    let condition = match printed {
        Some(printed) => ConditionSyntax::Printed(printed, reader.cell(false)?),
        None => ConditionSyntax::Holds(reader.formula()?),
    };
    reader.end()?;
    Ok(condition)
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Spanned],
    next: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|spanned| &spanned.token)
    }

    fn take(&mut self, token: &Token) -> bool {
        let fits = self.peek() == Some(token);
        self.next += usize::from(fits);
        fits
    }

    /// The characters of the next token; the end of the text when there is none.
    fn here(&self) -> Range<usize> {
        let end = || self.text.chars().count();
        let next = self.tokens.get(self.next);
        next.map_or_else(|| end()..end(), |spanned| spanned.at.clone())
    }

    fn expected<T>(&self, zh: &str, en: &str) -> Result<T, FormulaError> {
        let found = self.tokens.get(self.next);
        let kind = FormulaErrorKind::Expected {
            what: Text::new(zh, en),
            found: found.map_or_else(String::new, |token| token.written(self.text)),
        };
        Err(FormulaError::new(self.here(), kind))
    }

    fn end(&self) -> Result<(), FormulaError> {
        if self.next == self.tokens.len() {
            return Ok(());
        }
        self.expected("公式的结尾", "the end of the formula")
    }

    fn formula(&mut self) -> Result<Syntax, FormulaError> {
        let left = self.side()?;
        let Some(Token::Compare(compare)) = self.peek().cloned() else {
            return self.expected("+、−、÷、=、≤ 或 ≥", "+, −, ÷, =, ≤ or ≥");
        };
        self.next += 1;
        let right = self.side()?;
        Ok(Syntax {
            left,
            compare,
            right,
        })
    }

    fn side(&mut self) -> Result<SideSyntax, FormulaError> {
        let (over, bracketed) = self.part()?;
        if !self.take(&Token::Over) {
            return Ok(SideSyntax { over, under: None });
        }
        if over.len() > 1 && !bracketed {
            // Without brackets, a + b ÷ c would read in two ways.
            self.next -= 1;
            return self.expected("括号：(甲 + 乙) ÷ 丙", "brackets: (a + b) ÷ c");
        }
        let under = if self.peek() == Some(&Token::Open) {
            self.part()?.0
        } else {
            vec![self.term(false)?]
        };
        Ok(SideSyntax {
            over,
            under: Some(under),
        })
    }

    /// A sum, and whether it stands in brackets.
    fn part(&mut self) -> Result<(Vec<TermSyntax>, bool), FormulaError> {
        let bracketed = self.take(&Token::Open);
        let first_minus = self.take(&Token::Minus);
        let mut terms = vec![self.term(first_minus)?];
        loop {
            let minus = if self.take(&Token::Plus) {
                false
            } else if self.take(&Token::Minus) {
                true
            } else {
                break;
            };
            terms.push(self.term(minus)?);
        }
        if bracketed && !self.take(&Token::Close) {
            return self.expected("右括号 )", "a closing bracket )");
        }
        Ok((terms, bracketed))
    }

    fn term(&mut self, minus: bool) -> Result<TermSyntax, FormulaError> {
        let start = self.here().start;
        let operand = if let Some(Token::Number(number)) = self.peek().cloned() {
            self.next += 1;
            OperandSyntax::Number(number)
        } else {
            let sum = self.take(&Token::Sum);
            OperandSyntax::Cell(self.cell(sum)?)
        };
        Ok(TermSyntax {
            minus,
            operand,
            at: start..self.last_end(),
        })
    }

    fn last_end(&self) -> usize {
        self.next
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map_or(0, |spanned| spanned.at.end)
    }

    fn cell(&mut self, sum: bool) -> Result<CellSyntax, FormulaError> {
        let start = self.here().start;
        let mut cell = CellSyntax {
            sum,
            ..CellSyntax::default()
        };
        let name = self.name();
        let row_follows = matches!(self.peek(), Some(Token::Row(_)));
        if row_follows {
            cell.row = self.row();
        }
        let dot_follows = self.take(&Token::Dot);
        if dot_follows {
            cell.column = self.name();
            if cell.column.is_none() {
                return self.expected("列名", "a column");
            }
        }
        match name {
            Some(name) if row_follows || dot_follows || is_table(&name.text) => {
                cell.table = Some(name);
            }
            Some(name) => cell.column = Some(name),
            None if row_follows => {}
            None => return self.expected("单元格或数字", "a cell or a number"),
        }
        if self.take(&Token::At) {
            cell.period = self.name();
            if cell.period.is_none() {
                return self.expected("期间，如 上年数", "a period such as 上年数");
            }
        }
        cell.at = start..self.last_end();
        Ok(cell)
    }

    fn name(&mut self) -> Option<Word> {
        let spanned = self.tokens.get(self.next)?;
        let Token::Name(text) = &spanned.token else {
            return None;
        };
        self.next += 1;
        Some(Word {
            text: text.clone(),
            at: spanned.at.clone(),
        })
    }

    fn row(&mut self) -> Option<Word> {
        let spanned = self.tokens.get(self.next)?;
        let Token::Row(text) = &spanned.token else {
            return None;
        };
        self.next += 1;
        Some(Word {
            text: text.clone(),
            at: spanned.at.clone(),
        })
    }
}

/// Whether a bare name can only be a table: its id, as in `有 K05`.
fn is_table(name: &str) -> bool {
    let digits = name.strip_prefix(['K', 'k']).unwrap_or_default();
    digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> FormulaError {
        formula(text).unwrap_err()
    }

    #[test]
    fn a_formula_has_two_sides() {
        let syntax = formula("K02[每行].合计 = 事业收入 − Σ[类] + K03.基本支出@上年数").unwrap();
        assert_eq!(syntax.left.over.len(), 1);
        let [first, second, third] = syntax.right.over.as_slice() else {
            panic!("three terms");
        };
        assert!(!first.minus && second.minus && !third.minus);
        let OperandSyntax::Cell(cell) = &third.operand else {
            panic!("a cell");
        };
        assert_eq!(cell.table.as_ref().unwrap().text, "K03");
        assert_eq!(cell.row, None);
        assert_eq!(cell.column.as_ref().unwrap().text, "基本支出");
        assert_eq!(cell.period.as_ref().unwrap().text, "上年数");
    }

    #[test]
    fn a_ratio_of_sums_needs_brackets() {
        let syntax = formula("K12[货物].占比 = 决算数 ÷ ([货物] + [工程])").unwrap();
        assert_eq!(syntax.right.under.unwrap().len(), 2);
        assert_eq!(error("K12[货物] = [货物] + [工程] ÷ [合计]").at, 22..23);
    }

    #[test]
    fn conditions_are_printed_or_hold() {
        for text in ["有 K05", "有K05", "无 K07[合计]", "有 K10.本年收入"] {
            assert!(
                matches!(condition(text), Ok(ConditionSyntax::Printed(..))),
                "{text}"
            );
        }
        assert!(matches!(
            condition("K02[合计].事业收入 = 0"),
            Ok(ConditionSyntax::Holds(_))
        ));
    }

    #[test]
    fn mistakes_are_pointed_at() {
        assert_eq!(error("").at, 0..0);
        assert_eq!(error("K01[合计]").at, 7..7);
        assert_eq!(error("K01[合计] = ").at, 10..10);
        assert_eq!(error("K01[合计] = [甲] [乙]").at, 14..17);
        assert_eq!(error("K01[合计]. = 0").at, 9..10);
        assert_eq!(error("K01[合计] = (0").at, 12..12);
        assert_eq!(error("K01[合计]@ = 0").at, 9..10);
        assert_eq!(error("= 0").at, 0..1);
    }
}
