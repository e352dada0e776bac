//! What the user is told when something does not go as asked: one shape for every command.

use std::path::Path;

use crate::document::{ParseError, ParseErrorKind};
use crate::model::{FormatError, Lang, Text};

/// A message with what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How serious it is.
    pub level: NoticeLevel,
    /// What happened and why, the place last.
    pub text: Text,
    /// What can be done.
    pub hints: Vec<Text>,
}

/// How serious a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeLevel {
    /// What was asked could not be done.
    Error,
    /// It was done, with something to know.
    Warning,
}

impl NoticeLevel {
    /// The word before the message.
    pub fn text(self) -> Text {
        match self {
            Self::Error => Text::new("错误", "error"),
            Self::Warning => Text::new("注意", "warning"),
        }
    }
}

impl Notice {
    /// Something could not be done.
    pub fn error(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            level: NoticeLevel::Error,
            text: Text::new(zh, en),
            hints: Vec::new(),
        }
    }

    /// Something to know.
    pub fn warning(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            level: NoticeLevel::Warning,
            ..Self::error(zh, en)
        }
    }

    /// The same with something that can be done.
    #[must_use]
    pub fn hint(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.hints.push(Text::new(zh, en));
        self
    }

    /// A file, and why it could not be read.
    pub(super) fn unreadable(file: &str, reason: &Text) -> Self {
        Self::error(
            format!("未能读取 {file}：{}", reason.zh),
            format!("cannot read {file}: {}", reason.en),
        )
    }

    /// As lines: the message, then the hints.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let (colon, hint) = match lang {
            Lang::Zh => ("：", "  提示："),
            Lang::En => (": ", "  hint: "),
        };
        let first = format!(
            "{}{colon}{}",
            self.level.text().get(lang),
            self.text.get(lang)
        );
        let hints = self
            .hints
            .iter()
            .map(|text| format!("{hint}{}", text.get(lang)));
        std::iter::once(first).chain(hints).collect()
    }
}

/// Why bytes are no document, in words, with the place.
pub(super) fn parse_error_text(error: &ParseError) -> Text {
    let zh = match error.kind {
        ParseErrorKind::Empty => "文件是空的".to_owned(),
        ParseErrorKind::UnexpectedEnd => "文件在中途结束，可能没有传完整".to_owned(),
        ParseErrorKind::UnexpectedCharacter(c) => format!("不是 JSON：此处不应出现字符 {c:?}"),
        ParseErrorKind::InvalidNumber => "不是 JSON：数字的写法不对".to_owned(),
        ParseErrorKind::InvalidEscape => "不是 JSON：反斜杠后的写法不对".to_owned(),
        ParseErrorKind::ControlCharacter => {
            "不是 JSON：文字中有控制字符，可能缺少后引号".to_owned()
        }
        ParseErrorKind::TooDeep(levels) => format!("嵌套超过 {levels} 层"),
        ParseErrorKind::TrailingCharacters => "不是 JSON：结尾之后还有内容".to_owned(),
        ParseErrorKind::TooLong => "文本超过 4 GiB".to_owned(),
        ParseErrorKind::Undecodable => {
            "无法识别编码（能读取 UTF-8、带标记的 UTF-16、GB18030）".to_owned()
        }
    };
    let at = error.position;
    if error.kind == ParseErrorKind::Empty {
        return Text::new(zh, "the file is empty");
    }
    Text::new(
        format!("{zh}（第 {} 行第 {} 列）", at.line, at.column),
        error.to_string(),
    )
}

/// Why a document is no accounts, in words, with what to do about it.
pub(super) fn format_notice(file: &str, error: &FormatError) -> Notice {
    Notice::unreadable(file, &error.text()).hint(
        "用 gouji sample 可得到一份格式正确的样例",
        "gouji sample writes an example of the format",
    )
}

/// A path as it is shown and reported.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string()
}
