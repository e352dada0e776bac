//! What leaves the program, one format per file.
//!
//! The report for programs (JSON), the list of findings (CSV, XLSX), the review memo (Markdown),
//! charts (SVG, PNG), the tables as a workbook, the cells of a workbook and the words of a text that
//! edits change.
//!
//! Pure: a review in, text or bytes out. No clock either, so the same review gives the same bytes.
//! Writing them somewhere is left to the caller; the accounts themselves need no writer, they are
//! [`Document::bytes`].

pub mod chart;
mod findings;
mod listed;
mod memo;
mod report;
mod text_changes;
mod unchecked;
mod words;
mod workbook_changes;
mod xlsx;

pub use findings::findings_csv;
pub use memo::memo;
pub use report::{ReportJson, Unread, report_json};
pub use text_changes::{not_in_text, text_as_stated, text_changes, text_now};
pub use unchecked::{Unchecked, unchecked};
pub use words::{
    counts_text, difference_text, expected_text, formula_text, ledger_text, place_text,
    text_coverage_text, where_text, wrong_word,
};
pub use workbook_changes::{RowsChanged, workbook_changes};
pub use xlsx::{WorkbookNotWritten, findings_workbook, tables_workbook};

use crate::document::Document;
use crate::model::Accounts;
use crate::review::Review;

/// A review with what it was made from.
#[derive(Clone, Copy, Debug)]
pub struct Reviewed<'a> {
    /// The file as the user named it, of several all of them.
    pub file: &'a str,
    /// Each of several files that are one set of accounts; nothing where there is one.
    pub files: &'a [String],
    /// The file as written.
    pub document: &'a Document,
    /// What it says.
    pub accounts: &'a Accounts,
    /// What checking it gave.
    pub review: &'a Review,
}
