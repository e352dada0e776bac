//! The user's own rule files: read at the start, when they are chosen and when asked again.
//!
//! A file that cannot be read leaves the rules as they were and says every mistake; that it is not
//! in force stays visible until it is read or taken off.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::Document;
use crate::file::{self, MAX_BYTES, Progress};
use crate::model::Text;
use crate::rules::{Book, BookError};

use super::disk::{self, Failure};
use super::{NoticeLevel, OwnRulesView, Session};

/// Mistakes that a message lists; the rest are counted.
const LISTED: usize = 8;

/// The user's own rules as a session has them.
#[derive(Default)]
pub(super) struct OwnRules {
    files: Vec<PathBuf>,
    book: Option<Arc<Book>>,
    problem: Option<Text>,
}

impl OwnRules {
    /// The rules that are in force.
    pub(super) fn book(&self) -> Option<Arc<Book>> {
        self.book.clone()
    }

    pub(super) fn view(&self) -> OwnRulesView {
        OwnRulesView {
            files: self.files.clone(),
            rules: self.book.as_ref().map_or(0, |book| book.infos().len()),
            problem: self.problem.clone(),
        }
    }
}

impl Session {
    /// Takes rule files in the place of those before, or none.
    pub(super) fn load_rules(&mut self, files: Vec<PathBuf>) -> Result<(), Failure> {
        self.own.files = files;
        self.reload_rules()
    }

    /// Reads the rule files again.
    pub(super) fn reload_rules(&mut self) -> Result<(), Failure> {
        let had_some = self.own.book.is_some();
        match read(&self.own.files) {
            Ok(book) => {
                self.own.problem = None;
                self.own.book = book.map(Arc::new);
                self.relate_years();
                self.say_what_is_in_force(had_some);
                Ok(())
            }
            Err((text, hints)) => {
                let kept = if had_some {
                    Text::new(
                        "仍按原来读取的规则核对",
                        "the rules read before stay in force",
                    )
                } else {
                    Text::new("自定规则没有核对", "no rule of your own is checked")
                };
                let text = Text::join([&text, &kept], "，", "; ");
                self.own.problem = Some(text.clone());
                Err((text, hints))
            }
        }
    }

    fn say_what_is_in_force(&mut self, had_some: bool) {
        let Some(book) = self.own.book() else {
            if had_some {
                self.done("不再核对自定规则", "your own rules are no longer checked");
            }
            return;
        };
        let odd: Vec<Text> = book.warnings().iter().map(BookError::line_text).collect();
        let count = book.infos().len();
        let (zh, en) = (
            format!("正在核对 {count} 条自定规则"),
            format!("{count} rule(s) of your own are checked"),
        );
        if odd.is_empty() {
            self.done(zh, en);
        } else {
            self.notify(NoticeLevel::Info, Text::new(zh, en), few(odd));
        }
    }
}

/// The rules of all files together; none without files.
fn read(files: &[PathBuf]) -> Result<Option<Book>, Failure> {
    if files.is_empty() {
        return Ok(None);
    }
    let documents: Result<Vec<(String, Document)>, Failure> =
        files.iter().map(|file| read_one(file)).collect();
    let documents = documents?;
    let named = documents.iter().map(|(name, document)| (&**name, document));
    Book::own(named).map(Some).map_err(|errors| {
        let text = Text::new(
            format!("规则文件有 {} 处错误", errors.len()),
            format!("the rule files have {} mistakes", errors.len()),
        );
        let lines = errors.iter().map(BookError::line_text).collect();
        (text, few(lines))
    })
}

fn read_one(path: &Path) -> Result<(String, Document), Failure> {
    let opened = file::read(path, MAX_BYTES, &Progress::default())
        .map_err(|error| disk::failure(error.message()))?;
    Ok((disk::file_name(path), opened.document))
}

/// The first lines, and how many more there are.
fn few(mut lines: Vec<Text>) -> Vec<Text> {
    let more = lines.len().saturating_sub(LISTED);
    if more > 0 {
        lines.truncate(LISTED);
        lines.push(Text::new(
            format!("另有 {more} 处"),
            format!("and {more} more"),
        ));
    }
    lines
}
