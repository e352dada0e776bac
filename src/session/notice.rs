//! Messages to the user: what happened, and what can be done about it.

use crate::model::Text;

/// Identifies a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoticeId(pub(super) u64);

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// How bad it is.
    pub level: NoticeLevel,
    /// What happened.
    pub text: Text,
    /// What can be done.
    pub hints: Vec<Text>,
}

/// How bad a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeLevel {
    /// Something was done.
    Done,
    /// Something to know.
    Info,
    /// Something did not work, and nothing was lost.
    Error,
}
