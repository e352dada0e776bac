//! The user's own rule files: read before anything is checked, and refused with every mistake
//! pointed at.

use std::path::PathBuf;

use crate::document::Document;
use crate::file::{self, MAX_BYTES, Progress};
use crate::model::{Lang, Text};
use crate::rules::{Book, BookError, BookErrorKind, Level};

use super::notice::shown;
use super::output::{self, Output};
use super::wrap::{cut_end, cut_start, width};
use super::{Notice, style};

/// Reads the rule files into one book; none without files.
///
/// # Errors
/// A file that cannot be read, or the number of mistakes, which are printed before.
pub(super) fn read(paths: &[PathBuf], output: &Output) -> Result<Option<Book>, Notice> {
    if paths.is_empty() {
        return Ok(None);
    }
    let mut files: Vec<(String, Document)> = Vec::new();
    for path in paths {
        let opened = file::read(path, MAX_BYTES, &Progress::default())?;
        files.push((shown(path), opened.document));
    }
    let named = files.iter().map(|(name, document)| (&**name, document));
    match Book::own(named) {
        Ok(book) => {
            for warning in book.warnings() {
                output::print_aside(&pointed_at(warning, output));
            }
            Ok(Some(book))
        }
        Err(errors) => {
            for error in &errors {
                output::print_aside(&pointed_at(error, output));
            }
            Err(refused(errors.len()))
        }
    }
}

fn refused(mistakes: usize) -> Notice {
    Notice::error(
        format!("规则文件有 {mistakes} 处错误，没有审核"),
        format!("the rule files have {mistakes} mistakes, so nothing was checked"),
    )
    .hint(
        "gouji rule --template 写出一份样例",
        "gouji rule --template writes an example",
    )
}

/// A mistake with a line that points at the wrong word of the formula.
fn pointed_at(error: &BookError, output: &Output) -> String {
    let lang = output.lang;
    let place = error.place().get(lang).to_owned();
    let Some(excerpt) = error.excerpt() else {
        return format!("{}\n", error.line_text().get(lang));
    };
    let code = error.code.as_deref().unwrap_or_default();
    let (open, close) = match lang {
        Lang::Zh => (format!("{place}  {code}：公式“"), "”"),
        Lang::En => (format!("{place}  {code}: formula “"), "”"),
    };
    // A long formula is shown around the mistake.
    let room = output.width.saturating_sub(width(&open)).max(40);
    let before = cut_start(&excerpt.before, room / 2);
    let left = room.saturating_sub(width(&before) + width(&excerpt.wrong) + 2);
    let after = cut_end(&excerpt.after, left.max(8));
    let wrong = painted(&excerpt.wrong);
    let gap = " ".repeat(width(&open) + width(&before));
    let carets = "^".repeat(width(&excerpt.wrong).max(1));
    let carets = painted(&carets);
    let what = what(error);
    format!(
        "{open}{before}{wrong}{after}{close}\n{gap}{carets} {}\n",
        what.get(lang)
    )
}

fn painted(text: &str) -> String {
    style::painted(style::of_level(Level::Error), text)
}

/// What is wrong, without the formula.
fn what(error: &BookError) -> Text {
    match &error.kind {
        BookErrorKind::Formula { error, .. } => error.text(),
        other => other.text(),
    }
}
