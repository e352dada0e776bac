//! Integration tests: one binary, a module per concern.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails with the place where it stopped"
)]

mod bad_input;
mod bad_workbooks;
mod cause;
mod cli;
mod compare;
mod document;
mod editions;
mod export;
mod file;
mod forms;
mod grid;
mod import;
mod manuscript;
mod model;
mod other_text;
mod own_rules;
mod planted;
mod plots;
mod program;
mod published_texts;
mod reading;
mod recovery;
mod relation;
mod review;
mod rules_all;
mod rules_claims;
mod rules_tables;
mod sample;
mod schema;
mod session;
mod support;
mod text;
mod text_cli;
mod text_edits;
mod text_rules;
mod texts;
mod tidy;
mod widgets;
mod window;
mod workbook_cli;
mod workbook_export;
mod workbook_read;
mod workbook_session;
mod workbook_write;
