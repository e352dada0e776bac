//! Findings: each with its numbers, its formula, its cause and what can be done.

use crate::export::{
    Reviewed, difference_text, expected_text, formula_text, place_text, where_text, wrong_word,
};
use crate::model::{Lang, Period, TableRef, Text};
use crate::review::{Review, Stance};
use crate::rules::{Finding, Fix, Level, Shown};

use super::{Page, style};

/// Cells listed one a line before they are counted by table instead.
const MOST_CELLS: usize = 6;
/// Cells that are still listed then.
const FIRST_CELLS: usize = 3;
/// Consequences listed beneath a finding before the rest is only counted.
const MOST_CONSEQUENCES: usize = 8;

/// The open findings of a level. What only follows from another finding stands beneath that one.
pub(super) fn level(page: &mut Page<'_>, reviewed: &Reviewed<'_>, level: Level) {
    let review = reviewed.review;
    let count = review.counts().level(level);
    if count == 0 {
        return;
    }
    let head = Text::new(
        format!("{} · {count}", level.name(Lang::Zh)),
        format!("{} · {count}", capitalised(level.name(Lang::En))),
    );
    page.section(style::of_level(level), &head);
    for (index, finding) in review.open() {
        if finding.level == level && !finding.is_consequence() {
            one(page, reviewed, finding, &review.stances[index]);
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars.clone()).collect()
}

fn one(page: &mut Page<'_>, reviewed: &Reviewed<'_>, finding: &Finding, stance: &Stance) {
    page.gap();
    let (style, mark) = (style::of_level(finding.level), style::mark(finding.level));
    page.item(style, mark, finding.rule, &finding.message);
    numbers(page, reviewed, finding);
    places(page, reviewed, finding);
    quote(page, reviewed, finding);
    formula(page, reviewed, finding);
    if let Some(cause) = &finding.cause {
        page.field(&Text::new("原因", "Cause"), &cause.text());
    }
    comes_after(page, reviewed, finding);
    for fix in &finding.fixes {
        page.field(&Text::new("改法", "Fix"), &fix_text(fix));
    }
    if let Stance::Reopened { text, changed } = stance {
        let text = Text::new(
            format!("{text}（{changed}，数字已变，需重新说明）"),
            format!("{text} ({changed}: a figure has changed since)"),
        );
        page.field(&Text::new("说明", "Reason"), &text);
    }
    consequences(page, reviewed.review, finding);
}

/// The finding whose correction comes first, when this one is a mistake of its own beside it.
fn comes_after(page: &mut Page<'_>, reviewed: &Reviewed<'_>, finding: &Finding) {
    let root = finding.because_of.as_deref();
    let Some((_, root)) = root.and_then(|root| reviewed.review.find(root)) else {
        return;
    };
    let place = root.shown.first().map(|shown| place_text(&shown.label));
    let code = Text::same(root.rule.to_string());
    let text = Text::join([Some(code), place].iter().flatten(), " ", " ");
    page.field(&Text::new("先改", "After"), &text);
}

/// What only follows from a finding, one line each.
pub(super) fn consequences(page: &mut Page<'_>, review: &Review, finding: &Finding) {
    let consequences: Vec<_> = review.consequences(finding).collect();
    for (_, other) in consequences.iter().take(MOST_CONSEQUENCES) {
        let text = Text::new(
            format!("{} {}", other.rule, other.message.zh),
            format!("{} {}", other.rule, other.message.en),
        );
        page.field(&Text::new("引起", "Leads to"), &text);
    }
    if consequences.len() > MOST_CONSEQUENCES {
        let more = consequences.len() - MOST_CONSEQUENCES;
        let text = Text::new(format!("另有 {more} 处"), format!("{more} more"));
        page.field(&Text::default(), &text);
    }
}

fn fix_text(fix: &Fix) -> Text {
    let certainty = fix.certainty.text();
    Text::new(
        format!("{}（{}）", fix.title.zh, certainty.zh),
        format!("{} ({})", fix.title.en, certainty.en.to_lowercase()),
    )
}

/// 实为, 应为, 差额.
fn numbers(page: &mut Page<'_>, reviewed: &Reviewed<'_>, finding: &Finding) {
    if let Some((stands, due)) = wrong_word(finding, reviewed.accounts) {
        page.field(&Text::new("实为", "Found"), &stands);
        page.field(&Text::new("应为", "Expected"), &due);
        return;
    }
    if let Some(found) = &finding.found {
        page.field(&Text::new("实为", "Found"), &found.text());
    }
    if let Some(expected) = &finding.expected {
        page.field(
            &Text::new("应为", "Expected"),
            &expected_text(finding, expected),
        );
    }
    if let Some(difference) = &finding.difference {
        page.field(&Text::new("差额", "Off by"), &difference_text(difference));
    }
}

/// The cell to look at, with its line in the file; the others are in the formula, if there is one.
fn places(page: &mut Page<'_>, reviewed: &Reviewed<'_>, finding: &Finding) {
    let shown = match finding.relation {
        Some(_) => finding.shown.get(..1).unwrap_or_default(),
        None => &finding.shown,
    };
    let (listed, more) = if shown.len() > MOST_CELLS {
        page.field(&Text::new("位置", "Where"), &by_table(shown));
        (&shown[..FIRST_CELLS], shown.len() - FIRST_CELLS)
    } else {
        (shown, 0)
    };
    for (index, shown) in listed.iter().enumerate() {
        let label = where_text(reviewed.accounts, shown);
        // The line of a document that was made of a workbook or a text is nothing that anyone sees.
        let of_file = reviewed.accounts.sheet_cell(shown.place).is_none()
            && reviewed.accounts.text_near(shown.place).is_none()
            && !reviewed.accounts.is_of_text(shown.place);
        let value = reviewed
            .accounts
            .pointer(shown.place)
            .filter(|_| of_file)
            .and_then(|at| reviewed.document.find(&at));
        let text = match value {
            Some(value) => {
                let line = value.position().line;
                Text::new(
                    format!("{}（第 {line} 行）", label.zh),
                    format!("{} (line {line})", label.en),
                )
            }
            None => label,
        };
        let label = match index {
            0 if more == 0 => Text::new("位置", "Where"),
            0 => Text::new("例如", "Such as"),
            _ => Text::default(),
        };
        page.field(&label, &text);
    }
    if more > 0 {
        let text = Text::new(
            format!("另有 {more} 处，--format json 列出全部"),
            format!("{more} more; --format json lists all"),
        );
        page.field(&Text::default(), &text);
    }
}

/// What the text says there.
fn quote(page: &mut Page<'_>, reviewed: &Reviewed<'_>, finding: &Finding) {
    let accounts = reviewed.accounts;
    let first = finding.shown.first();
    let span = first.and_then(|shown| accounts.text_near(shown.place));
    if let (Some(span), Some(narrative)) = (span, &accounts.narrative) {
        let quote = narrative.quote(span);
        let text = Text::new(format!("“{quote}”"), format!("“{quote}”"));
        page.field(&Text::new("原文", "Text"), &text);
    }
}

/// `收入决算表 5 处、支出决算表 3 处`, in the order in which they come.
fn by_table(shown: &[Shown]) -> Text {
    let mut tables: Vec<(TableRef, usize)> = Vec::new();
    for shown in shown {
        let table = shown.place.table_ref();
        match tables.iter_mut().find(|(other, _)| *other == table) {
            Some((_, count)) => *count += 1,
            None => tables.push((table, 1)),
        }
    }
    let tables: Vec<Text> = tables
        .into_iter()
        .map(|(table, count)| {
            let title = &table.table.spec().title;
            let period = match table.period {
                Period::Final => Text::default(),
                period => period.text(),
            };
            Text::new(
                format!("{}{} {count} 处", title.zh, period.zh),
                format!("{} {} {count}", title.en, period.en).replace("  ", " "),
            )
        })
        .collect();
    Text::join(&tables, "、", ", ")
}

/// The formula in words, then in numbers.
fn formula(page: &mut Page<'_>, reviewed: &Reviewed<'_>, finding: &Finding) {
    let Some(relation) = &finding.relation else {
        return;
    };
    let words = formula_text(relation, reviewed.accounts);
    page.field(&Text::new("算式", "Formula"), &words);
    page.field(&Text::default(), &relation.arithmetic());
}
