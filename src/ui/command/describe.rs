//! How the lists of commands are written.

use crate::ui::command::{Command, Group, Info};
use eframe::egui::{Key, KeyboardShortcut, Modifiers};

/// Labels and hints are given in Chinese and in English.
pub(super) const fn describe(
    command: Command,
    group: Group,
    [zh, en]: [&'static str; 2],
    [hint_zh, hint_en]: [&'static str; 2],
    keys: &'static [KeyboardShortcut],
) -> Info {
    Info {
        command,
        group,
        zh,
        en,
        hint_zh,
        hint_en,
        keys,
        asks: false,
    }
}

impl Info {
    /// The same, asking for more before anything is done.
    pub(super) const fn asking(self) -> Self {
        Self { asks: true, ..self }
    }
}

/// A key by itself.
pub(super) const fn key(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

/// A key with Shift.
pub(super) const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

/// A key with Alt.
pub(super) const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

/// A key with Ctrl, on a Mac with Command.
pub(super) const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

/// The same with Shift.
pub(super) const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

/// The same with Alt.
pub(super) const fn ctrl_alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::ALT), key)
}
