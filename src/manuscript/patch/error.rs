//! Why words of a text cannot be changed in its file.

use crate::manuscript::error::ManuscriptErrorKind;
use crate::model::Text;
use crate::workbook::package::PackageError;

/// Why a text cannot be changed in place. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPatchError {
    /// Texts of this kind are not changed in place.
    Pdf,
    /// The file cannot be read as a text.
    Unreadable(ManuscriptErrorKind),
    /// It carries a digital signature, which any change would break.
    Signed,
    /// The text has no such place.
    Outside,
    /// Two changes of the same words.
    Overlap {
        /// Their line.
        line: usize,
    },
    /// A character that the file cannot hold there.
    Unwritable {
        /// The line of the change.
        line: usize,
        /// The character.
        character: char,
    },
    /// The place is not written in the file but made when it is shown.
    Made {
        /// Its line.
        line: usize,
        /// What it is.
        what: Made,
    },
    /// There are no words at this place that others could be put beside.
    NoWords {
        /// The line of the change.
        line: usize,
    },
    /// The changed file does not read as it should; it was not written.
    Differs {
        /// The first line that differs.
        line: usize,
    },
}

/// What stands in a text that is not written in the file as words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Made {
    /// The automatic number of a paragraph.
    Number,
    /// The end of a paragraph, or of a row of a table.
    Paragraph,
    /// The break of a line within a paragraph.
    Line,
    /// The break of a page.
    Page,
    /// A tab.
    Tab,
    /// What keeps the cells of a row, or the paragraphs of a cell, apart.
    Cell,
    /// A symbol or a hyphen that is an element of its own.
    Symbol,
}

impl Made {
    /// What it is, in words.
    pub fn text(self) -> Text {
        match self {
            Self::Number => Text::new("自动编号", "the automatic number of a paragraph"),
            Self::Paragraph => Text::new("段落的结尾", "the end of a paragraph"),
            Self::Line => Text::new("段内换行", "the break of a line"),
            Self::Page => Text::new("分页", "the break of a page"),
            Self::Tab => Text::new("制表符", "a tab"),
            Self::Cell => Text::new("单元格的分界", "the border of a cell"),
            Self::Symbol => Text::new("插入的符号", "an inserted symbol"),
        }
    }
}

impl TextPatchError {
    /// The reason in words.
    pub fn text(&self) -> Text {
        match self {
            Self::Pdf => Text::new(
                "PDF 不能改写；请导出修改清单，在原 .docx 中修改后重新生成 PDF",
                "a PDF is not changed: export the list of changes, change the .docx and make the PDF anew",
            ),
            Self::Unreadable(kind) => {
                let why = kind.text();
                Text::new(
                    format!("读不出原文，不能改写：{}", why.zh),
                    format!("the text cannot be read and is not changed: {}", why.en),
                )
            }
            Self::Signed => Text::new(
                "文档带有数字签名，改动任何文字都会使签名失效；请先去掉签名",
                "the document is signed and any change breaks the signature; take it off first",
            ),
            Self::Outside => Text::new(
                "要改的位置不在这份文本里；文件可能已经变动",
                "the text has no such place; the file may have changed",
            ),
            Self::Overlap { line } => Text::new(
                format!("第 {line} 行有两处修改重叠"),
                format!("two changes meet in line {line}"),
            ),
            Self::Unwritable { line, character } => {
                let code = u32::from(*character);
                Text::new(
                    format!("第 {line} 行的修改含有文件里不能写的字符 U+{code:04X}"),
                    format!("a change in line {line} has U+{code:04X}, which cannot stand there"),
                )
            }
            Self::Made { line, what } => {
                let what = what.text();
                Text::new(
                    format!("第 {line} 行要改的地方含有{}，不能在原文件中改写", what.zh),
                    format!("a change in line {line} covers {}", what.en),
                )
            }
            Self::NoWords { line } => Text::new(
                format!("第 {line} 行没有文字，不能在这里插入"),
                format!("line {line} has no words beside which others could be put"),
            ),
            Self::Differs { line } => Text::new(
                format!("改写后重新读取，第 {line} 行与预期不符，未予保存"),
                format!("read again, line {line} is not as it should be; nothing was written"),
            ),
        }
    }
}

impl From<PackageError> for TextPatchError {
    fn from(error: PackageError) -> Self {
        Self::Unreadable(error.into())
    }
}

impl std::fmt::Display for TextPatchError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text().zh)
    }
}

impl std::error::Error for TextPatchError {}
