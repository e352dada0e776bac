//! Why a file cannot be read as a text, in words for the person who opened it.

use crate::model::Text;
use crate::workbook::package::PackageError;
use std::fmt;

/// A file that cannot be read as a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManuscriptError {
    /// The file's name.
    pub file: String,
    /// Why not.
    pub kind: ManuscriptErrorKind,
}

/// Why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManuscriptErrorKind {
    /// There is nothing in it.
    Empty,
    /// Its bytes are of no kind that is known, and no text.
    Unknown,
    /// It opens with a password only.
    Password,
    /// Another kind of document: which one, in words.
    Other(Text),
    /// The file is damaged: the reader's reason.
    Damaged(String),
    /// Its end is missing, and with it whatever stood there.
    Torn,
    /// A part of it would unpack to more than we are willing to hold.
    TooLarge {
        /// The part's name.
        part: String,
        /// The bound in MiB.
        limit: u64,
    },
    /// It has more text than we are willing to hold.
    TooLong {
        /// The bound in characters.
        limit: usize,
    },
    /// A byte that no character of the text's encoding has.
    BadByte {
        /// Its line, from 1.
        line: usize,
        /// The byte of the file, from 1.
        at: usize,
        /// The byte.
        byte: u8,
        /// The encoding of the rest.
        encoding: &'static str,
    },
    /// Some lines are UTF-8 and others are not.
    MixedEncodings {
        /// A line that is UTF-8.
        utf8: usize,
        /// The first line that is not.
        other: usize,
    },
    /// A character that no text has.
    Control {
        /// Its line, from 1.
        line: usize,
        /// The character.
        code: u32,
    },
    /// UTF-16 without the mark that says so.
    Unmarked,
    /// The reader of this format came to a state that its makers did not foresee.
    Crashed,
}

impl ManuscriptError {
    /// The reason in words.
    pub fn text(&self) -> Text {
        let said = self.kind.text();
        Text::new(
            format!("{}：{}", self.file, said.zh),
            format!("{}: {}", self.file, said.en),
        )
    }

    /// What can be done about it.
    pub fn hint(&self) -> Text {
        use ManuscriptErrorKind as Kind;
        match &self.kind {
            Kind::Password => Text::new(
                "请打开文件，取消密码后另存，再导入。",
                "Open it, remove the password, save it and import it again.",
            ),
            Kind::Empty | Kind::Damaged(_) | Kind::Torn | Kind::Crashed => Text::new(
                "文件可能没有传完或已损坏；请重新取得，或用 Word、WPS 打开后另存为 .docx。",
                "The file may be cut off or damaged: fetch it again, or open it in Word or WPS and save it as .docx.",
            ),
            Kind::Unknown | Kind::Other(_) => Text::new(
                "可以读取 .docx、.txt 和有文字层的 .pdf；其他格式请用 Word 或 WPS 另存为 .docx。",
                "Texts are .docx, .txt and .pdf with a text layer; save other kinds as .docx in Word or WPS.",
            ),
            Kind::TooLarge { .. } | Kind::TooLong { .. } => Text::new(
                "决算说明不会这么长；请确认文件来源，或只保留决算说明后另存。",
                "No account is this long: make sure where the file comes from, or save it with the account alone.",
            ),
            Kind::BadByte { .. } | Kind::MixedEncodings { .. } | Kind::Control { .. } => Text::new(
                "为免读错文字，没有替换任何字符；请改好这一处，或从原文档重新另存为 UTF-8 文本。",
                "No character was replaced by a guess: mend this place, or save the original as text in UTF-8 again.",
            ),
            Kind::Unmarked => Text::new(
                "请用记事本或 WPS 打开，另存为 UTF-8 文本。",
                "Open it in an editor and save it as text in UTF-8.",
            ),
        }
    }
}

impl ManuscriptErrorKind {
    /// What is wrong, without the file's name.
    pub fn text(&self) -> Text {
        match self {
            Self::Empty => Text::new("文件是空的", "the file is empty"),
            Self::Unknown => Text::new("不是可以读取的文本", "not a text that can be read"),
            Self::Password => Text::new("文件有打开密码", "the file has a password"),
            Self::Other(what) => Text::new(
                format!("不是可以读取的文本，而是{}", what.zh),
                format!("this is no text that can be read but {}", what.en),
            ),
            Self::Damaged(why) => Text::new(
                format!("文件已损坏（{why}）"),
                format!("the file is damaged ({why})"),
            ),
            Self::Torn => Text::new(
                "文件不完整，末尾缺失",
                "the file is incomplete: its end is missing",
            ),
            Self::TooLarge { part, limit } => Text::new(
                format!("部件“{part}”解开后超过 {limit} MiB，不予读取"),
                format!("its part “{part}” unpacks to more than {limit} MiB and is not read"),
            ),
            Self::TooLong { limit } => Text::new(
                format!("文字超过 {limit} 字，不予读取"),
                format!("it has more than {limit} characters and is not read"),
            ),
            Self::BadByte {
                line,
                at,
                byte,
                encoding,
            } => Text::new(
                format!("第 {line} 行（文件第 {at} 字节）的字节 {byte:02X} 不是 {encoding} 文字"),
                format!("line {line} (byte {at} of the file): {byte:02X} is no text in {encoding}"),
            ),
            Self::MixedEncodings { utf8, other } => Text::new(
                format!("编码混杂：第 {utf8} 行是 UTF-8，第 {other} 行不是"),
                format!("two encodings in one file: line {utf8} is UTF-8, line {other} is not"),
            ),
            Self::Control { line, code } => Text::new(
                format!("第 {line} 行有控制字符 U+{code:04X}，文本中不应有"),
                format!("line {line} has the control character U+{code:04X}, as no text has"),
            ),
            Self::Unmarked => Text::new(
                "像是没有标记（BOM）的 UTF-16 文本，不能确定",
                "perhaps UTF-16 without the mark (BOM) that says so",
            ),
            Self::Crashed => Text::new(
                "读取时遇到没有料到的内容",
                "it holds something that its reader did not foresee",
            ),
        }
    }
}

impl From<PackageError> for ManuscriptErrorKind {
    fn from(error: PackageError) -> Self {
        match error {
            PackageError::Password => Self::Password,
            // A zip has its directory at its end.
            PackageError::Broken(why) if why.contains("EOCD") => Self::Torn,
            PackageError::Broken(why) => Self::Damaged(why),
            PackageError::TooLarge { part, limit } => Self::TooLarge { part, limit },
            PackageError::Missing(part) => Self::Damaged(format!("{part}?")),
            PackageError::BadPart { part, why } => Self::Damaged(format!("{part}: {why}")),
            PackageError::Entities(part) => Self::Damaged(format!("{part}: DTD")),
        }
    }
}

impl fmt::Display for ManuscriptErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().zh)
    }
}

impl fmt::Display for ManuscriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().zh)
    }
}

impl std::error::Error for ManuscriptError {}
