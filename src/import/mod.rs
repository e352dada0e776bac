//! Workbooks → accounts, with a list of what was not understood.
//!
//! Tables are recognised by title and head, never by position or form number; nothing is guessed
//! and text never becomes 0. The result is a document of the format `gouji-accounts/1` whose tables
//! and rows say from which sheet and line they were read.
