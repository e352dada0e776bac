//! What was checked, what could not be, and what was not understood.

use crate::export::{Reviewed, Unchecked, counts_text, ledger_text, text_coverage_text, unchecked};
use crate::model::{Lang, Remark, RemarkKind, Text};

use super::{Page, style};

/// Cells and tables that are listed before the rest is only counted.
const MOST_NAMES: usize = 3;
/// Codes that are listed before the rest is only counted.
const MOST_CODES: usize = 6;
/// Remarks that are listed before the rest is only counted.
const MOST_REMARKS: usize = 20;

/// The ledger, the reasons and the remarks.
pub(super) fn coverage(page: &mut Page<'_>, reviewed: &Reviewed<'_>) {
    page.section(style::HEAD, &Text::new("检查情况", "Coverage"));
    page.body(&counts_text(reviewed.review));
    page.body(&ledger_text(&reviewed.review.ledger));
    if let Some(numbers) = text_coverage_text(reviewed.review) {
        page.body(&numbers);
    }
    let reasons = unchecked(reviewed.review);
    if !reasons.is_empty() {
        page.section(style::HEAD, &Text::new("未能检查", "Not checked"));
        for reason in &reasons {
            self::reason(page, reason);
        }
    }
    remarks(page, reviewed);
}

fn reason(page: &mut Page<'_>, reason: &Unchecked) {
    let rules: Vec<String> = reason.rules.iter().map(ToString::to_string).collect();
    let rules = Text::same(shortened(&rules, MOST_CODES, page.lang()));
    let head = Text::new(
        format!("{} 项：{}（{}）", reason.count, reason.why.zh, rules.zh),
        format!("{}: {} ({})", reason.count, reason.why.en, rules.en),
    );
    page.body(&head);
    if !reason.what.is_empty() {
        let lang = page.lang();
        let what: Vec<String> = reason
            .what
            .iter()
            .map(|what| what.get(lang).to_owned())
            .collect();
        page.field(
            &Text::new("缺", "Missing"),
            &Text::same(shortened(&what, MOST_NAMES, lang)),
        );
    }
}

fn shortened(names: &[String], most: usize, lang: Lang) -> String {
    let comma = match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    };
    let listed = names.len().min(most);
    let text = names[..listed].join(comma);
    match (names.len() - listed, lang) {
        (0, _) => text,
        (_, Lang::Zh) => format!("{text} 等 {} 项", names.len()),
        (more, Lang::En) => format!("{text} and {more} more"),
    }
}

/// What was not understood, where it stands, and how a workbook was read.
fn remarks(page: &mut Page<'_>, reviewed: &Reviewed<'_>) {
    let remarks = reviewed.accounts.remarks.iter();
    let (notes, others): (Vec<_>, Vec<_>) =
        remarks.partition(|remark| remark.kind == RemarkKind::Note);
    let head = Text::new("文件中未能理解的内容", "Not understood in the file");
    listed(page, &head, &others);
    let head = Text::new("导入说明", "How the workbook was read");
    listed(page, &head, &notes);
}

fn listed(page: &mut Page<'_>, head: &Text, remarks: &[&Remark]) {
    if remarks.is_empty() {
        return;
    }
    let count = remarks.len();
    page.section(
        style::HEAD,
        &Text::new(
            format!("{} · {count}", head.zh),
            format!("{} · {count}", head.en),
        ),
    );
    for remark in remarks.iter().take(MOST_REMARKS) {
        page.entry(style::QUIET, "·", &remark.place_text(), &remark.text);
    }
    if remarks.len() > MOST_REMARKS {
        let more = remarks.len() - MOST_REMARKS;
        page.quiet(&Text::new(
            format!("另有 {more} 处，--format json 列出全部"),
            format!("{more} more; --format json lists all"),
        ));
    }
}
