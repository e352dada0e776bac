//! gouji 勾稽 reviews a Chinese government department's final accounts (部门决算).
//!
//! Everything follows from two things: a **figure** is one printed number with its unit, its
//! precision and its place; a **relation** is a statement about figures. Deciding relations gives
//! findings, the coverage ledger and the verdict; the window and the command line only display
//! them.
//!
//! # Layers
//!
//! | layer | what it is | may use |
//! |---|---|---|
//! | [`document`] | the accounts file as written, byte for byte | – |
//! | [`model`] | what it says: units, tables, rows, printed cells | document |
//! | [`workbook`] | a workbook as written: grids of printed cells, and cells changed in place | model |
//! | [`manuscript`] | a text as written: `.txt`, `.docx`, `.pdf` as lines on pages, and words changed in place | workbook, model, document |
//! | [`narrative`] | text → sections → sentences → claims: which cell each number of it states | model |
//! | [`import`] | workbook and text → document, with a list of what was not understood | narrative, manuscript, workbook, model, document |
//! | [`relation`] | figure, interval, relation, outcome, ledger | model |
//! | [`file`](mod@file) | the only code that touches the disk | document |
//! | [`rules`] | the rules, finding, cause, fix | relation, model, document |
//! | [`review`] | runs the rules → findings, coverage, verdict | rules and what it may use |
//! | [`compare`] | years and departments side by side | relation, model |
//! | [`chart`] | what plots show and where it stands | review, compare, rules, relation, model |
//! | [`export`] | one format a file: bytes out | manuscript, workbook, chart, review, compare, rules, relation, model, document |
//! | [`origin`] | accounts out of JSON, workbooks and texts, and these with the edited cells | export, file, import, manuscript, workbook, model, document |
//! | [`session`] | the one mutable state: actions in, snapshot out | everything above |
//! | [`cli`] | one file a command | everything above but `ui` |
//! | [`ui`] | draws a snapshot, returns actions | session, and the types of the others |
//!
//! All but `file`, `origin`, `session`, `cli` and `ui` are pure: no disk, no clock, no window. A test
//! (`tests/it/tidy.rs`) enforces the table.

pub mod document;

pub mod model;

pub mod workbook;

pub mod manuscript;

pub mod narrative;

pub mod import;

pub mod relation;

pub mod file;

pub mod rules;

pub mod review;

pub mod compare;

pub mod chart;

pub mod export;

pub mod origin;

pub mod session;

pub mod cli;

pub mod ui;
