//! Why a workbook cannot be changed in place.

use crate::model::Text;
use crate::workbook::CellAt;
use crate::workbook::package::PackageError;

/// Why a workbook cannot be changed in place. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatchError {
    /// It has a password.
    #[error("the workbook has a password")]
    Encrypted,
    /// It is no `.xlsx`; only those are changed in place.
    #[error("only .xlsx is changed in place")]
    NotXlsx,
    /// It carries a digital signature, which any change would break.
    #[error("the workbook is signed")]
    Signed,
    /// A part is not as the standard has it.
    #[error("the workbook is damaged: {0}")]
    Damaged(String),
    /// A part is larger than what is unpacked into memory.
    #[error("too large when unpacked: {0}")]
    TooLarge(String),
    /// There is no sheet of this name, or it is one of charts.
    #[error("no sheet “{0}”")]
    NoSheet(String),
    /// The cell cannot be changed alone.
    #[error("{}!{}: {why}", .sheet, .at)]
    Cell {
        /// Its sheet.
        sheet: String,
        /// The cell.
        at: CellAt,
        /// Why not.
        why: CellRefusal,
    },
}

/// Why a cell cannot be changed alone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CellRefusal {
    /// It lies under the first cell of a merged area, so nobody would see it.
    #[error("it is merged into {0}")]
    Merged(CellAt),
    /// Other cells take their formula from it.
    #[error("other cells share its formula")]
    SharedFormula,
    /// It belongs to a formula of several cells, an array or a data table.
    #[error("it belongs to an array formula")]
    ArrayFormula,
    /// It is to hold a number that is none.
    #[error("not a number: {0}")]
    NotANumber(String),
    /// A sheet has no such row or column.
    #[error("a sheet has no such cell")]
    Outside,
}

impl PatchError {
    /// The reason in words.
    pub fn text(&self) -> Text {
        match self {
            Self::Encrypted => Text::new(
                "工作簿设有密码，不能改写；请先去掉密码",
                "the workbook has a password and cannot be changed; take the password off first",
            ),
            Self::NotXlsx => Text::new(
                "只有 .xlsx 可以原样改写；请另存为新工作簿",
                "only .xlsx is changed in place; write a new workbook instead",
            ),
            Self::Signed => Text::new(
                "工作簿带有数字签名，改动任何单元格都会使签名失效；请另存为新工作簿",
                "the workbook is signed and any change breaks the signature; write a new workbook \
                 instead",
            ),
            Self::Damaged(what) => Text::new(
                format!("工作簿已损坏，不能改写：{what}"),
                format!("the workbook is damaged and cannot be changed: {what}"),
            ),
            Self::TooLarge(part) => Text::new(
                format!("工作簿解压后过大，不能改写：{part}"),
                format!("the workbook is too large when unpacked: {part}"),
            ),
            Self::NoSheet(sheet) => Text::new(
                format!("没有名为“{sheet}”的工作表"),
                format!("there is no sheet “{sheet}”"),
            ),
            Self::Cell { sheet, at, why } => {
                let why = why.text();
                Text::new(
                    format!("{sheet}!{at} 不能改写：{}", why.zh),
                    format!("{sheet}!{at} cannot be changed: {}", why.en),
                )
            }
        }
    }
}

impl CellRefusal {
    /// The reason in words.
    pub fn text(&self) -> Text {
        match self {
            Self::Merged(first) => Text::new(
                format!("它已并入合并单元格 {first}，写入的内容不会显示"),
                format!("it is merged into {first}, so nobody would see it"),
            ),
            Self::SharedFormula => Text::new(
                "其他单元格共用它的公式，改成数值会使那些公式失效",
                "other cells take their formula from it and would lose it",
            ),
            Self::ArrayFormula => Text::new(
                "它属于数组公式或模拟运算表，不能单独改动",
                "it belongs to an array formula or a data table and cannot be changed alone",
            ),
            Self::NotANumber(text) => Text::new(
                format!("“{text}”不是可以写入的数字"),
                format!("“{text}” is no number that can be written"),
            ),
            Self::Outside => Text::new("工作表没有这个单元格", "a sheet has no such cell"),
        }
    }
}

impl From<PackageError> for PatchError {
    fn from(error: PackageError) -> Self {
        match error {
            PackageError::Password => Self::Encrypted,
            PackageError::Broken(why) => Self::Damaged(why),
            PackageError::TooLarge { part, .. } => Self::TooLarge(part),
            PackageError::Missing(part) => Self::Damaged(format!("{part} is missing")),
            PackageError::BadPart { part, why } => Self::Damaged(format!("{part}: {why}")),
            PackageError::Entities(part) => Self::Damaged(format!("{part} defines entities")),
        }
    }
}
