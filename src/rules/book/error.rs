//! What is wrong with a formula, and where: for the people who write them.

use std::ops::Range;

use crate::model::Text;

/// A mistake in a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// The characters that are meant, counted from 0.
    pub at: Range<usize>,
    /// What is wrong with them.
    pub kind: FormulaErrorKind,
    /// The name that may have been meant.
    pub near: Option<String>,
}

/// Kinds of mistakes in a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormulaErrorKind {
    /// Something else belongs here.
    Expected {
        /// What belongs here.
        what: Text,
        /// What stands here; empty at the end of the formula.
        found: String,
    },
    /// A `[` that is never closed.
    OpenBracket,
    /// No table of the catalogue has this id, key or title.
    Table(String),
    /// The table has no such column.
    Column {
        /// The table's title.
        table: Text,
        /// As written.
        column: String,
    },
    /// The column holds words, not numbers.
    Words(String),
    /// Several entries of the code list have this name.
    Several(String),
    /// The form has no such row.
    Row {
        /// The table's title.
        table: Text,
        /// As written.
        row: String,
    },
    /// The row stands in both halves of the table.
    Half(String),
    /// Rows such as 类 cannot be told in this table.
    Level {
        /// The table's title.
        table: Text,
        /// As written.
        level: String,
    },
    /// No period has this name.
    Period(String),
    /// The first cell of a formula names table and row, and its column where there are several.
    Incomplete(Text),
    /// 同行 or 所属 without a 每行, 每类 or 每款 that it follows.
    Unbound(String),
    /// A second 每行 or 每列, or one that is not in the first cell.
    SecondBinding(String),
    /// A number beside other terms.
    ConstantInSum,
    /// A number that cannot be read.
    Number(Text),
    /// A side that is empty: a formula of numbers alone compares nothing.
    NoCell,
    /// A code that the lists do not have. They may be older than it, so this is only a warning.
    UnknownCode(String),
    /// A code with another name beside it than the list has. A warning too.
    CodeName {
        /// The code.
        code: String,
        /// The name that the list has.
        name: String,
    },
}

impl FormulaError {
    /// A mistake at these characters.
    pub(super) fn new(at: Range<usize>, kind: FormulaErrorKind) -> Self {
        Self {
            at,
            kind,
            near: None,
        }
    }

    /// The mistake in words, with the name that may have been meant.
    pub fn text(&self) -> Text {
        let what = self.kind.text();
        match &self.near {
            None => what,
            Some(near) => Text::new(
                format!("{}；是否指“{near}”", what.zh),
                format!("{}; did you mean “{near}”?", what.en),
            ),
        }
    }
}

impl FormulaErrorKind {
    /// The mistake in words.
    pub fn text(&self) -> Text {
        match self {
            Self::Expected { what, found } if found.is_empty() => Text::new(
                format!("公式在此结束，还应有{}", what.zh),
                format!("the formula ends here, {} is missing", what.en),
            ),
            Self::Expected { what, found } => Text::new(
                format!("此处应为{}，实为“{found}”", what.zh),
                format!("{} belongs here, found “{found}”", what.en),
            ),
            Self::OpenBracket => Text::new("方括号没有闭合", "the bracket is not closed"),
            Self::Table(name) => Text::new(
                format!("没有名为“{name}”的表"),
                format!("there is no table “{name}”"),
            ),
            Self::Column { table, column } => Text::new(
                format!("《{}》没有“{column}”这一列", table.zh),
                format!("“{}” has no column “{column}”", table.en),
            ),
            Self::Words(column) => Text::new(
                format!("“{column}”一列是文字，不能计算"),
                format!("the column “{column}” holds words"),
            ),
            Self::Several(name) => Text::new(
                format!("科目表中有几个“{name}”，请写编码"),
                format!("several entries of the code list are called “{name}”: write the code"),
            ),
            Self::Row { table, row } => Text::new(
                format!("《{}》没有“{row}”这一行", table.zh),
                format!("“{}” has no row “{row}”", table.en),
            ),
            Self::Half(row) => Text::new(
                format!("“{row}”在收入、支出两边都有，请写成“收入:{row}”或“支出:{row}”"),
                format!("“{row}” stands in both halves: write 收入:{row} or 支出:{row}"),
            ),
            Self::Level { table, level } => Text::new(
                format!("《{}》不按科目编码列示，不能用“{level}”", table.zh),
                format!("“{}” has no codes, so “{level}” means nothing", table.en),
            ),
            Self::Period(name) => Text::new(
                format!("“{name}”不是期间，应为 上年数、年初预算数 或 全年预算数"),
                format!("“{name}” is no period: 上年数, 年初预算数 or 全年预算数"),
            ),
            Self::Incomplete(what) => Text::new(
                format!("公式的第一项要写明{}", what.zh),
                format!("the first cell has to name its {}", what.en),
            ),
            Self::Unbound(word) => Text::new(
                format!("“{word}”要跟随公式第一项的“每行”“每类”或“每款”"),
                format!("“{word}” follows 每行, 每类 or 每款 in the first cell"),
            ),
            Self::SecondBinding(word) => Text::new(
                format!("“{word}”只能写在公式的第一项"),
                format!("“{word}” belongs into the first cell only"),
            ),
            Self::ConstantInSum => Text::new(
                "数字只能单独作为等式的一边",
                "a number is a side by itself, not a term",
            ),
            Self::Number(reason) => reason.clone(),
            Self::NoCell => Text::new(
                "公式中没有表格的单元格",
                "the formula names no cell of a table",
            ),
            Self::UnknownCode(code) => Text::new(
                format!("科目表中没有编码 {code}，仍按此编码核对"),
                format!("the code lists do not have {code}; it is looked for all the same"),
            ),
            Self::CodeName { code, name } => Text::new(
                format!("科目表中 {code} 的名称是“{name}”，按编码核对"),
                format!("{code} is called “{name}” in the code list; the code counts"),
            ),
        }
    }
}
