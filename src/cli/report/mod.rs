//! The report that a person reads in a terminal: verdict first, then findings by level, then what
//! was and was not checked.

mod coverage;
mod finding;
mod fixes;
mod page;

pub(super) use fixes::fixes;
pub(super) use page::Page;

use crate::export::Reviewed;
use crate::model::Text;
use crate::review::{Review, Stance, Verdict};
use crate::rules::Level;

use super::output::Output;
use super::style;

/// The report on all files; `unread` names those that could not be read.
pub(super) fn text(reviews: &[Reviewed<'_>], unread: &[&str], output: &Output) -> String {
    let mut page = Page::new(output);
    for reviewed in reviews {
        one(&mut page, reviewed);
        page.gap();
    }
    if reviews.len() > 1 {
        summary(&mut page, reviews);
        page.gap();
    }
    if !unread.is_empty() && !reviews.is_empty() {
        let text = Text::new(
            format!("未能读取 {} 个文件：{}", unread.len(), unread.join("、")),
            format!(
                "{} files could not be read: {}",
                unread.len(),
                unread.join(", ")
            ),
        );
        page.painted(style::of_level(Level::Error), &text);
    }
    page.finish()
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
fn summary(page: &mut Page<'_>, reviews: &[Reviewed<'_>]) {
    let must = |reviewed: &&Reviewed<'_>| reviewed.review.verdict() == Verdict::ToCorrect;
    let to_correct = reviews.iter().filter(must).count();
    page.section(
        style::HEAD,
        &Text::new(
            format!("共 {} 份决算，{to_correct} 份有必改问题", reviews.len()),
            format!("{} accounts, {to_correct} to be corrected", reviews.len()),
        ),
    );
    for reviewed in reviews {
        let (style, mark) = verdict_style(reviewed.review.verdict());
        let counts = crate::export::counts_text(reviewed.review);
        page.entry(style, mark, &reviewed.accounts.name(), &counts);
    }
}
