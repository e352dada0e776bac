//! The report that a person reads in a terminal: verdict first, then findings by level, then what
//! was and was not checked.

mod coverage;
mod finding;
mod fixes;
mod imported;
mod page;

pub(super) use fixes::fixes;
pub(super) use imported::imported;
pub(super) use page::Page;

use crate::export::{Reviewed, Unread, counts_text};
use crate::model::Text;
use crate::review::{Review, Stance, Verdict};
use crate::rules::Level;

use super::output::Output;
use super::style;

/// The report on all files, written as reviews come.
#[derive(Debug)]
pub(super) struct Report<'a> {
    output: &'a Output,
    /// One line a file, for the end.
    files: Vec<(Verdict, Text, Text)>,
}

impl<'a> Report<'a> {
    /// A report that has not begun.
    pub(super) fn new(output: &'a Output) -> Self {
        Self {
            output,
            files: Vec::new(),
        }
    }

    /// The report on the next file, with an empty line before it if it is not the first.
    pub(super) fn review(&mut self, reviewed: &Reviewed<'_>) -> String {
        let mut page = Page::new(self.output);
        one(&mut page, reviewed);
        let review = reviewed.review;
        let line = (
            review.verdict(),
            reviewed.accounts.name(),
            counts_text(review),
        );
        self.files.push(line);
        let gap = if self.files.len() > 1 { "\n" } else { "" };
        format!("{gap}{}", page.finish())
    }

    /// What is said at the end: a line a file, and which files could not be read.
    pub(super) fn end(self, unread: &[Unread]) -> String {
        let mut page = Page::new(self.output);
        if self.files.len() > 1 {
            summary(&mut page, &self.files);
        }
        if !unread.is_empty() && !self.files.is_empty() {
            page.gap();
            let names: Vec<&str> = unread.iter().map(|unread| unread.file.as_str()).collect();
            let count = names.len();
            let text = Text::new(
                format!("未能读取 {count} 个文件：{}", names.join("、")),
                format!("{count} files could not be read: {}", names.join(", ")),
            );
            page.painted(style::of_level(Level::Error), &text);
        }
        match page.finish() {
            text if text.is_empty() => text,
            text => format!("\n{text}"),
        }
    }
}

fn one(page: &mut Page<'_>, reviewed: &Reviewed<'_>) {
    let review = reviewed.review;
    head(page, reviewed);
    for level in Level::ALL {
        finding::level(page, reviewed, level);
    }
    explained(page, review);
    coverage::coverage(page, reviewed);
}

/// Whose accounts, and the verdict.
fn head(page: &mut Page<'_>, reviewed: &Reviewed<'_>) {
    let Reviewed {
        accounts, review, ..
    } = *reviewed;
    page.head(&accounts.name(), reviewed.file);
    let (style, mark) = verdict_style(review.verdict());
    let verdict = review
        .verdict()
        .text(&review.counts(), review.ledger.not_checked);
    let marked = Text::new(
        format!("{mark} {}", verdict.zh),
        format!("{mark} {}", verdict.en),
    );
    page.painted(style, &marked);
}

fn verdict_style(verdict: Verdict) -> (anstyle::Style, &'static str) {
    match verdict {
        Verdict::Clean => (style::GOOD, "✓"),
        Verdict::ToVerify => (style::of_level(Level::Warning), "!"),
        Verdict::ToCorrect => (style::of_level(Level::Error), "✗"),
        Verdict::NothingChecked => (style::of_level(Level::Warning), "–"),
    }
}

/// What was explained instead of corrected, apart from what is open.
fn explained(page: &mut Page<'_>, review: &Review) {
    let explained: Vec<_> = review
        .findings
        .iter()
        .zip(&review.stances)
        .filter_map(|(finding, stance)| match stance {
            Stance::Explained { text } => Some((finding, text)),
            Stance::Open | Stance::Reopened { .. } => None,
        })
        .collect();
    if explained.is_empty() {
        return;
    }
    page.section(
        style::HEAD,
        &Text::new(
            format!("已说明 · {}", explained.len()),
            format!("Explained · {}", explained.len()),
        ),
    );
    for (finding, text) in explained {
        page.item(style::QUIET, "=", finding.rule, &finding.message);
        page.field(&Text::new("说明", "Reason"), &Text::same(text));
        finding::consequences(page, review, finding);
    }
}

/// One line a file, when there are several.
fn summary(page: &mut Page<'_>, files: &[(Verdict, Text, Text)]) {
    let must = |(verdict, ..): &&(Verdict, Text, Text)| *verdict == Verdict::ToCorrect;
    let (count, to_correct) = (files.len(), files.iter().filter(must).count());
    page.section(
        style::HEAD,
        &Text::new(
            format!("共 {count} 份决算，{to_correct} 份有必改问题"),
            format!("{count} accounts, {to_correct} to be corrected"),
        ),
    );
    for (verdict, name, counts) in files {
        let (style, mark) = verdict_style(*verdict);
        page.entry(style, mark, name, counts);
    }
}
