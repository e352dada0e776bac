//! What the user is told when something does not go as asked: one shape for every command.

use std::path::Path;

use crate::file::{ReadError, SaveError};
use crate::model::{Lang, Text};
use crate::origin::{OpenError, Unwritable};

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

    /// The same as something to know.
    #[must_use]
    pub fn as_warning(self) -> Self {
        Self {
            level: NoticeLevel::Warning,
            ..self
        }
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

impl From<ReadError> for Notice {
    fn from(error: ReadError) -> Self {
        let (zh, en) = error.message();
        Self::error(zh, en)
    }
}

impl From<OpenError> for Notice {
    fn from(error: OpenError) -> Self {
        let notice = Self {
            level: NoticeLevel::Error,
            text: error.text(),
            hints: error.hints(),
        };
        match error {
            OpenError::Format { .. } => notice.hint(
                "用 gouji sample 可得到一份格式正确的样例",
                "gouji sample writes an example of the format",
            ),
            _ => notice,
        }
    }
}

impl From<Unwritable> for Notice {
    fn from(error: Unwritable) -> Self {
        Self {
            level: NoticeLevel::Error,
            text: error.text(),
            hints: error.hints(),
        }
    }
}

impl From<SaveError> for Notice {
    fn from(error: SaveError) -> Self {
        let (zh, en) = error.message();
        Self::error(zh, en)
    }
}

/// A path as it is shown and reported.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string()
}
