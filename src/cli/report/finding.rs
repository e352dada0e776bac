//! Findings: each with its numbers, its formula, its cause and what can be done.

use crate::export::{Reviewed, difference_text, formula_text};
use crate::model::Text;
use crate::review::Stance;
use crate::rules::{Finding, Level};

use super::{Page, style};

/// The open findings of a level. Those that follow from another are named beneath it.
pub(super) fn level(page: &mut Page<'_>, reviewed: &Reviewed<'_>, level: Level) {
    let review = reviewed.review;
    let count = review.counts().level(level);
    if count == 0 {
        return;
    }
    let name = level.text();
    page.section(
        style::of_level(level),
        &Text::new(
            format!("{} · {count}", name.zh),
            format!("{} · {count}", name.en),
        ),
    );
    for (index, finding) in review.open() {
        if finding.level == level && root_of(reviewed, finding).is_none() {
            one(page, reviewed, finding, &review.stances[index]);
        }
    }
}

/// The open finding that this one follows from.
fn root_of<'a>(reviewed: &Reviewed<'a>, finding: &Finding) -> Option<&'a Finding> {
    let root = finding.because_of.as_ref()?;
    reviewed
        .review
        .open()
        .map(|(_, other)| other)
        .find(|other| other.fingerprint == *root)
}

fn one(page: &mut Page<'_>, reviewed: &Reviewed<'_>, finding: &Finding, stance: &Stance) {
    page.gap();
    let (style, mark) = (style::of_level(finding.level), style::mark(finding.level));
    page.item(style, mark, finding.rule, &finding.message);
    numbers(page, finding);
    places(page, reviewed, finding);
    formula(page, reviewed, finding);
    if let Some(cause) = &finding.cause {
        page.field(&Text::new("原因", "Cause"), &cause.text());
    }
    for fix in &finding.fixes {
        let certainty = fix.certainty.text();
        let text = Text::new(
            format!("{}（{}）", fix.title.zh, certainty.zh),
            format!("{} ({})", fix.title.en, certainty.en.to_lowercase()),
        );
        page.field(&Text::new("改法", "Fix"), &text);
    }
    if let Stance::Reopened { text, changed } = stance {
        let text = Text::new(
            format!("{text}（{changed}，数字已变，需重新说明）"),
            format!("{text} ({changed}: a figure has changed since)"),
        );
        page.field(&Text::new("曾说明", "Explained"), &text);
    }
    for (_, other) in reviewed.review.open() {
        if other.because_of.as_deref() == Some(finding.fingerprint.as_str()) {
            let text = Text::new(
                format!("{} {}", other.rule, other.message.zh),
                format!("{} {}", other.rule, other.message.en),
            );
            page.field(&Text::new("引起", "Leads to"), &text);
        }
    }
}

/// 实为, 应为, 差额.
fn numbers(page: &mut Page<'_>, finding: &Finding) {
    if let Some(found) = &finding.found {
        page.field(&Text::new("实为", "Found"), &found.text());
    }
    if let Some(expected) = &finding.expected {
        page.field(&Text::new("应为", "Expected"), &expected.text());
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
    for shown in shown {
        let value = reviewed
            .accounts
            .pointer(shown.place)
            .and_then(|at| reviewed.document.find(&at));
        let text = match value {
            Some(value) => {
                let line = value.position().line;
                Text::new(
                    format!("{}（第 {line} 行）", shown.label.zh),
                    format!("{} (line {line})", shown.label.en),
                )
            }
            None => shown.label.clone(),
        };
        page.field(&Text::new("位置", "Where"), &text);
    }
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
