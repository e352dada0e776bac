//! Colours of the terminal, by what they mean.

use anstyle::{AnsiColor, Style};

use crate::rules::Level;

use super::NoticeLevel;

/// Heads of sections.
pub(super) const HEAD: Style = Style::new().bold();
/// What is read last: labels, places, counts of what is in order.
pub(super) const QUIET: Style = Style::new().dimmed();
/// What is in order.
pub(super) const GOOD: Style = AnsiColor::Green.on_default().bold();

/// The colour of a level; the word and the mark beside it say the same.
pub(super) fn of_level(level: Level) -> Style {
    match level {
        Level::Error => AnsiColor::Red.on_default().bold(),
        Level::Warning => AnsiColor::Yellow.on_default().bold(),
        Level::Question => AnsiColor::Cyan.on_default().bold(),
        Level::Note => AnsiColor::Blue.on_default(),
    }
}

/// The mark of a level, for readers without colour.
pub(super) fn mark(level: Level) -> &'static str {
    match level {
        Level::Error => "✗",
        Level::Warning => "!",
        Level::Question => "?",
        Level::Note => "·",
    }
}

pub(super) fn of_notice(level: NoticeLevel) -> Style {
    match level {
        NoticeLevel::Error => of_level(Level::Error),
        NoticeLevel::Warning => of_level(Level::Warning),
    }
}

/// `text` between the codes of `style`, line by line, so that a wrapped indent stays plain.
pub(super) fn painted(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}
