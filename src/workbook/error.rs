//! Why a file could not be read as a workbook, in words for the person who opened it.

use super::cell::CellAt;
use super::package::PackageError;
use crate::model::Text;
use std::fmt;

/// A file that could not be read as a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkbookError {
    /// The file's name.
    pub file: String,
    /// What is wrong with it.
    pub kind: WorkbookErrorKind,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkbookErrorKind {
    /// There is nothing in it.
    Empty,
    /// Its bytes are of no kind that we know.
    Unknown,
    /// It opens with a password only.
    Password,
    /// Another kind of document: which one, in words.
    Other(Text),
    /// The container (zip or OLE) is damaged: the reader's reason.
    Broken(String),
    /// A part would unpack to more than we are willing to hold.
    TooLarge {
        /// The part's name.
        part: String,
        /// The bound in MiB.
        limit: u64,
    },
    /// A part that must be there is not.
    Missing(String),
    /// A part is not what it should be.
    BadPart {
        /// The part's name.
        part: String,
        /// The reader's reason.
        why: String,
    },
    /// A part defines entities, which no program that writes workbooks does.
    Entities(String),
    /// More cells than we are willing to hold.
    TooManyCells {
        /// The sheet's name.
        sheet: String,
        /// The bound.
        limit: usize,
    },
    /// Two cells have one address.
    CellTwice {
        /// The sheet's name.
        sheet: String,
        /// The address.
        at: CellAt,
    },
    /// Two sheets have one name.
    SheetTwice(String),
    /// A cell lies outside of any sheet there can be.
    Outside(String),
    /// There is no sheet, or the page of HTML has no table.
    NoSheet,
    /// Its bytes are in no encoding that we know.
    Undecodable,
    /// A quotation mark in a row of separated values is never closed.
    OpenQuote(u32),
    /// The reader of this format came to a state that its makers did not foresee.
    Crashed,
}

impl WorkbookError {
    /// What is wrong, with the names of the file and of the part.
    pub fn text(&self) -> Text {
        let said = self.kind.text();
        Text::new(
            format!("{}：{}", self.file, said.zh),
            format!("{}: {}", self.file, said.en),
        )
    }

    /// What can be done about it.
    pub fn hint(&self) -> Text {
        use WorkbookErrorKind as Kind;
        match &self.kind {
            Kind::Password => Text::new(
                "请用 Excel 或 WPS 打开，取消密码后另存，再导入。",
                "Open it in Excel or WPS, remove the password, save it and import it again.",
            ),
            Kind::Empty | Kind::Broken(_) | Kind::Missing(_) | Kind::BadPart { .. } => Text::new(
                "文件可能没有传完或已损坏；请重新取得，或用 Excel、WPS 打开后另存为 .xlsx。",
                "The file may be cut off or damaged: fetch it again, or open it in Excel or WPS and save it as .xlsx.",
            ),
            Kind::Unknown | Kind::Other(_) | Kind::NoSheet | Kind::Undecodable => Text::new(
                "可以导入 .xlsx、.xls、.ods 和 CSV；其他格式请先另存为 .xlsx。",
                "Workbooks are .xlsx, .xls, .ods and CSV; save other kinds as .xlsx first.",
            ),
            Kind::TooLarge { .. } | Kind::TooManyCells { .. } | Kind::Entities(_) => Text::new(
                "决算表不会这么大；请确认文件来源，或删去无关的工作表后另存。",
                "No accounts are like this: make sure where the file comes from, or save it without the sheets that are not needed.",
            ),
            Kind::OpenQuote(_) => Text::new(
                "请补上这一行缺少的双引号，或用 Excel、WPS 另存为 .xlsx。",
                "Close the quotation mark in that row, or save the file as .xlsx.",
            ),
            Kind::CellTwice { .. } | Kind::SheetTwice(_) | Kind::Outside(_) | Kind::Crashed => {
                Text::new(
                    "请用 Excel 或 WPS 打开后另存为 .xlsx，再导入。",
                    "Open it in Excel or WPS, save it as .xlsx and import it again.",
                )
            }
        }
    }
}

impl WorkbookErrorKind {
    fn text(&self) -> Text {
        match self {
            Self::Empty => Text::new("文件是空的", "the file is empty"),
            Self::Unknown => Text::new("不是能读的工作簿", "this is no workbook that can be read"),
            Self::Password => Text::new("工作簿有打开密码", "the workbook has a password"),
            Self::Other(what) => Text::new(
                format!("不是工作簿，而是{}", what.zh),
                format!("this is no workbook but {}", what.en),
            ),
            Self::Broken(why) => Text::new(
                format!("文件已损坏（{why}）"),
                format!("the file is damaged ({why})"),
            ),
            Self::TooLarge { part, limit } => Text::new(
                format!("部件“{part}”解开后超过 {limit} MiB，不予读取"),
                format!("its part “{part}” unpacks to more than {limit} MiB and is not read"),
            ),
            Self::Missing(part) => Text::new(
                format!("缺少部件“{part}”"),
                format!("its part “{part}” is missing"),
            ),
            Self::BadPart { part, why } => Text::new(
                format!("部件“{part}”读不懂（{why}）"),
                format!("its part “{part}” cannot be read ({why})"),
            ),
            Self::Entities(part) => Text::new(
                format!("部件“{part}”含有实体定义（DTD），不予读取"),
                format!("its part “{part}” defines entities (a DTD) and is not read"),
            ),
            Self::TooManyCells { sheet, limit } => Text::new(
                format!("到工作表“{sheet}”为止，单元格已超过 {limit} 个"),
                format!("up to the sheet “{sheet}” there are more than {limit} cells"),
            ),
            Self::CellTwice { sheet, at } => Text::new(
                format!("工作表“{sheet}”有两个单元格都是 {at}"),
                format!("the sheet “{sheet}” has two cells {at}"),
            ),
            Self::SheetTwice(sheet) => Text::new(
                format!("有两个工作表都叫“{sheet}”"),
                format!("there are two sheets called “{sheet}”"),
            ),
            Self::Outside(sheet) => Text::new(
                format!("工作表“{sheet}”有单元格超出 XFD1048576"),
                format!("the sheet “{sheet}” has a cell beyond XFD1048576"),
            ),
            Self::NoSheet => Text::new("里面没有表格", "there is no table in it"),
            Self::Undecodable => Text::new(
                "文字编码不是 UTF-8、UTF-16 或 GB18030",
                "its text is neither UTF-8 nor UTF-16 nor GB18030",
            ),
            Self::OpenQuote(row) => Text::new(
                format!("第 {row} 行有一个双引号没有结束"),
                format!("a quotation mark in row {row} is never closed"),
            ),
            Self::Crashed => Text::new(
                "读取时遇到没有料到的内容",
                "it holds something that its reader did not foresee",
            ),
        }
    }
}

impl From<PackageError> for WorkbookErrorKind {
    fn from(error: PackageError) -> Self {
        match error {
            PackageError::Password => Self::Password,
            PackageError::Broken(why) => Self::Broken(why),
            PackageError::TooLarge { part, limit } => Self::TooLarge { part, limit },
            PackageError::Missing(part) => Self::Missing(part),
            PackageError::BadPart { part, why } => Self::BadPart { part, why },
            PackageError::Entities(part) => Self::Entities(part),
        }
    }
}

impl fmt::Display for WorkbookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().zh)
    }
}

impl std::error::Error for WorkbookError {}
