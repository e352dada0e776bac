//! What is wrong with a rule file, and on which line: for the people who write them.

use crate::document::ParseError;
use crate::model::Text;

use super::error::FormulaError;

/// A mistake in a rule file, or something odd in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookError {
    /// The file, where it is known.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: usize,
    /// The code of the rule in which it stands.
    pub code: Option<String>,
    /// What it is.
    pub kind: BookErrorKind,
}

/// Kinds of mistakes in a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookErrorKind {
    /// It is not JSON.
    Json(ParseError),
    /// Something of another kind belongs here.
    Shape {
        /// The member.
        member: String,
        /// What belongs here.
        what: Text,
    },
    /// A member that has to be there.
    Missing(String),
    /// A member that means nothing.
    Unknown {
        /// As written.
        member: String,
        /// The member that may have been meant.
        near: Option<String>,
    },
    /// A member that stands twice in one object.
    Twice(String),
    /// A code that is neither `G001` nor `U001`.
    Code(String),
    /// A code of the standard in a user's own file.
    Standard(String),
    /// A code that another rule has already.
    Repeated(String),
    /// A level that is none.
    Level(String),
    /// A formula or condition that cannot be read.
    Formula {
        /// The formula.
        formula: String,
        /// What is wrong with it.
        error: Box<FormulaError>,
    },
    /// A gap that no parameter names, or that is no number.
    Parameter(String),
}

/// A formula around a mistake in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// What stands before it.
    pub before: String,
    /// The wrong part; empty where something is missing.
    pub wrong: String,
    /// What stands behind it.
    pub after: String,
}

impl BookError {
    /// The mistake in words, without file and line.
    pub fn text(&self) -> Text {
        let what = self.kind.text();
        match &self.code {
            None => what,
            Some(code) => Text::new(
                format!("{code}：{}", what.zh),
                format!("{code}: {}", what.en),
            ),
        }
    }

    /// File and line.
    pub fn place(&self) -> Text {
        let line = self.line;
        match &self.file {
            None => Text::new(format!("第 {line} 行"), format!("line {line}")),
            Some(file) => Text::new(
                format!("{file} 第 {line} 行"),
                format!("{file}, line {line}"),
            ),
        }
    }

    /// Everything in one line, with its place.
    pub fn line_text(&self) -> Text {
        Text::join([&self.place(), &self.text()], "  ", "  ")
    }

    /// The formula around the mistake, when it is one of a formula.
    pub fn excerpt(&self) -> Option<Excerpt> {
        let BookErrorKind::Formula { formula, error } = &self.kind else {
            return None;
        };
        let part = |from: usize, to: usize| {
            let chars = formula.chars().skip(from);
            chars.take(to.saturating_sub(from)).collect()
        };
        Some(Excerpt {
            before: part(0, error.at.start),
            wrong: part(error.at.start, error.at.end),
            after: part(error.at.end, usize::MAX),
        })
    }
}

impl BookErrorKind {
    /// The mistake in words.
    pub fn text(&self) -> Text {
        match self {
            Self::Json(error) => {
                let (zh, en) = error.message();
                Text::new(format!("不是有效的 JSON：{zh}"), format!("not JSON: {en}"))
            }
            Self::Shape { member, what } => Text::new(
                format!("“{member}”应为{}", what.zh),
                format!("“{member}” has to be {}", what.en),
            ),
            Self::Missing(member) => Text::new(
                format!("没有写“{member}”"),
                format!("there is no “{member}”"),
            ),
            Self::Unknown { member, near } => match near {
                None => Text::new(
                    format!("不认识的项“{member}”"),
                    format!("“{member}” means nothing here"),
                ),
                Some(near) => Text::new(
                    format!("不认识的项“{member}”；是否指“{near}”"),
                    format!("“{member}” means nothing here; did you mean “{near}”?"),
                ),
            },
            Self::Twice(member) => Text::new(
                format!("“{member}”写了两次"),
                format!("“{member}” stands there twice"),
            ),
            Self::Code(code) => Text::new(
                format!("规则代码“{code}”应形如 U001"),
                format!("the code “{code}” is not of the form U001"),
            ),
            Self::Standard(code) => Text::new(
                format!("{code} 是内置规则的代码，自定规则请用 U001 至 U999"),
                format!("{code} is a rule of the program; your own rules are U001 to U999"),
            ),
            Self::Repeated(code) => Text::new(
                format!("{code} 已有一条规则，每个代码只能用一次"),
                format!("there is a rule {code} already; a code is used once"),
            ),
            Self::Level(level) => Text::new(
                format!(
                    "级别“{level}”应为 error（必改）、warning（需核实）、question（待说明）或 note（提示）"
                ),
                format!("the level “{level}” is none of error, warning, question, note"),
            ),
            Self::Formula { formula, error } => {
                let (what, at) = (error.text(), error.at.start + 1);
                Text::new(
                    format!("公式“{formula}”第 {at} 个字：{}", what.zh),
                    format!("formula “{formula}”, character {at}: {}", what.en),
                )
            }
            Self::Parameter(name) => Text::new(
                format!("没有名为“{name}”的参数，或其值不是数字"),
                format!("there is no parameter “{name}”, or it is no number"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::FormulaErrorKind;

    #[test]
    fn an_excerpt_is_the_formula_in_three_parts() {
        let error = |at| BookError {
            file: Some("规则.json".to_owned()),
            line: 3,
            code: Some("U001".to_owned()),
            kind: BookErrorKind::Formula {
                formula: "甲 = 乙".to_owned(),
                error: Box::new(FormulaError::new(at, FormulaErrorKind::NoCell)),
            },
        };
        let parts = |at| {
            let excerpt = error(at).excerpt().unwrap();
            [excerpt.before, excerpt.wrong, excerpt.after]
        };
        assert_eq!(parts(2..3), ["甲 ", "=", " 乙"]);
        assert_eq!(parts(5..5), ["甲 = 乙", "", ""]);
        let line = error(2..3).line_text();
        assert!(
            line.zh
                .starts_with("规则.json 第 3 行  U001：公式“甲 = 乙”第 3 个字")
        );
    }
}
