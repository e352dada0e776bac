//! What `gouji fix` did and what is left.

use crate::cli::fix::Fixed;
use crate::cli::output::Output;
use crate::model::Text;
use crate::rules::Level;

use super::{Page, style, verdict_style};

/// The report on applied fixes; `dry_run` says that nothing was written.
pub(in crate::cli) fn fixes(fixed: &Fixed, dry_run: bool, output: &Output) -> String {
    let mut page = Page::new(output);
    let done = fixed.done.len();
    let head = match (done, dry_run) {
        (0, _) => Text::new("没有可以放心自动改正的数字", "No fix is safe to apply"),
        (_, true) => Text::new(
            format!("将改正 {done} 处（未写文件）"),
            format!("{done} to be fixed (nothing was written)"),
        ),
        (_, false) => Text::new(format!("已改正 {done} 处"), format!("{done} fixed")),
    };
    page.painted(style::HEAD, &head);
    for fix in &fixed.done {
        page.gap();
        page.item(style::GOOD, "✓", fix.finding.rule, &fix.title);
        page.field(&Text::new("问题", "Problem"), &fix.finding.message);
        for (label, from, to) in &fix.cells {
            let from = if from.is_empty() { "—" } else { from };
            let text = Text::new(
                format!("{}：{from} → {to}", label.zh),
                format!("{}: {from} → {to}", label.en),
            );
            page.field(&Text::new("改动", "Change"), &text);
        }
    }
    for (finding, reason) in &fixed.refused {
        page.gap();
        page.item(style::QUIET, "–", finding.rule, &finding.message);
        page.field(&Text::new("未改", "Not done"), reason);
    }
    left(&mut page, fixed);
    page.finish()
}

/// What a person still has to deal with, one line each.
fn left(page: &mut Page<'_>, fixed: &Fixed) {
    let review = &fixed.review;
    let (style, mark) = verdict_style(review.verdict());
    let verdict = review
        .verdict()
        .text(&review.counts(), review.ledger.not_checked);
    page.section(
        style,
        &Text::new(
            format!("{mark} 改后：{}", verdict.zh),
            format!("{mark} After that: {}", verdict.en),
        ),
    );
    for level in [Level::Error, Level::Warning] {
        for (_, finding) in review
            .open()
            .filter(|(_, f)| f.level == level && !f.is_consequence())
        {
            let (style, mark) = (style::of_level(level), style::mark(level));
            page.item(style, mark, finding.rule, &finding.message);
        }
    }
}
