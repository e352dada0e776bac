//! The list of findings: one a row, with what is needed to decide about it and a link to its cell.

use std::collections::BTreeMap;

use rust_xlsxwriter::{FormatAlign, Url, Worksheet, XlsxError};

use crate::export::listed::{fixes, formula, state};
use crate::export::{Reviewed, expected_text, place_text, wrong_word};
use crate::model::{Lang, Text, Unit};
use crate::relation::{Comparison, Quantity};
use crate::review::Stance;
use crate::rules::Finding;
use crate::workbook::exact_number;

use super::style;

/// The row of the head; the title stands above.
pub(super) const HEAD_ROW: u32 = 1;

/// The columns with their widths in digits.
const COLUMNS: [(&str, &str, u32); 16] = [
    ("序号", "No.", 6),
    ("级别", "Level", 10),
    ("规则", "Rule", 20),
    ("表", "Table", 22),
    ("位置（点击跳转）", "Where (click to go)", 24),
    ("原工作簿单元格", "Cell of the original", 22),
    ("问题", "Problem", 44),
    ("实为", "Found", 19),
    ("应为", "Expected", 19),
    ("差额", "Difference", 19),
    ("算式", "Formula", 46),
    ("原因", "Cause", 36),
    ("改法", "Fix", 32),
    ("依据", "Source", 28),
    ("状态", "State", 14),
    ("审核说明", "Explanation", 26),
];
const WHERE: u16 = 4;
const ORIGINAL: u16 = 5;
const FOUND: u16 = 7;

/// A finding in the list.
pub(super) struct Entry<'a> {
    pub(super) finding: &'a Finding,
    pub(super) stance: &'a Stance,
    /// Its number, from 1.
    pub(super) number: usize,
    /// Where its cell stands in this workbook: `'收入决算表'!D7`.
    pub(super) target: Option<String>,
}

impl Entry<'_> {
    /// Its row in the list.
    pub(super) fn row(&self) -> u32 {
        HEAD_ROW + u32::try_from(self.number).unwrap_or(u32::MAX - HEAD_ROW)
    }
}

/// Writes the list.
pub(super) fn write(
    worksheet: &mut Worksheet,
    name: &str,
    reviewed: &Reviewed<'_>,
    entries: &[Entry<'_>],
    lang: Lang,
) -> Result<(), XlsxError> {
    worksheet.set_name(name)?;
    let title = reviewed.accounts.name();
    let title = match lang {
        Lang::Zh => format!("{} 问题清单", title.zh),
        Lang::En => format!("Findings: {}", title.en),
    };
    worksheet.set_row_height(0, 30)?;
    worksheet.write_with_format(0, 0, title, &style::page_title())?;
    worksheet.set_row_height(HEAD_ROW, 24)?;
    for (column, (zh, en, width)) in (0..).zip(COLUMNS) {
        worksheet.write_with_format(HEAD_ROW, column, lang.pick(zh, en), &style::head())?;
        worksheet.set_column_width(column, width)?;
    }
    let from_workbook = entries
        .iter()
        .any(|entry| source(reviewed, entry, lang).is_some());
    if !from_workbook {
        worksheet.set_column_hidden(ORIGINAL)?;
    }
    let numbers: BTreeMap<&str, usize> = entries
        .iter()
        .map(|entry| (&*entry.finding.fingerprint, entry.number))
        .collect();
    for entry in entries {
        write_entry(worksheet, reviewed, entry, &numbers, lang)?;
    }
    if entries.is_empty() {
        let none = lang.pick("没有发现问题。", "None.");
        worksheet.write_with_format(HEAD_ROW + 1, 0, none, &style::caption())?;
    }
    let last = HEAD_ROW + u32::try_from(entries.len()).unwrap_or(0);
    let last_column = u16::try_from(COLUMNS.len() - 1).unwrap_or_default();
    worksheet.autofilter(HEAD_ROW, 0, last, last_column)?;
    worksheet.set_freeze_panes(HEAD_ROW + 1, 3)?;
    worksheet.set_screen_gridlines(false);
    worksheet.set_landscape().set_paper_size(8);
    worksheet.set_print_fit_to_pages(1, 0);
    worksheet.set_repeat_rows(HEAD_ROW, HEAD_ROW)?;
    worksheet.set_footer("&C&P / &N");
    Ok(())
}

fn source(reviewed: &Reviewed<'_>, entry: &Entry<'_>, lang: Lang) -> Option<String> {
    let shown = entry.finding.shown.first()?;
    let Some(cell) = reviewed.accounts.sheet_cell(shown.place) else {
        let line = reviewed.accounts.text_where(shown.place)?;
        let file = reviewed.accounts.narrative.as_ref()?.file.as_deref();
        let parts = file.into_iter().chain([line.get(lang)]);
        return Some(parts.collect::<Vec<_>>().join("\n"));
    };
    Some(match cell.file {
        Some(file) => format!("{file}\n{cell}"),
        None => cell.to_string(),
    })
}

fn write_entry(
    worksheet: &mut Worksheet,
    reviewed: &Reviewed<'_>,
    entry: &Entry<'_>,
    numbers: &BTreeMap<&str, usize>,
    lang: Lang,
) -> Result<(), XlsxError> {
    let (finding, row) = (entry.finding, entry.row());
    let accounts = reviewed.accounts;
    let words = style::words();
    let info = reviewed.review.rule_info(finding.rule);
    let (table, place) = where_text(reviewed, finding);
    let formula = formula(finding, accounts);
    let fixes: Vec<Text> = fixes(finding).collect();
    let (mut state, explanation) = state(finding, entry.stance);
    let root = finding.because_of.as_deref().and_then(|of| numbers.get(of));
    if let Some(root) = root.filter(|_| finding.is_consequence() && entry.stance.is_open()) {
        state = Text::new(
            format!("随第 {root} 条改正"),
            format!("Follows from no. {root}"),
        );
    }
    let code = Text::same(finding.rule.to_string());
    let rule = std::iter::once(&code).chain(info.map(|info| &info.title));
    let texts = [
        (2, Some(Text::join(rule, "\n", "\n"))),
        (3, table),
        (WHERE, place),
        (ORIGINAL, source(reviewed, entry, lang).map(Text::same)),
        (6, Some(finding.message.clone())),
        (10, formula.map(|parts| Text::join(&parts, "\n", "\n"))),
        (11, finding.cause.as_ref().map(crate::rules::Cause::text)),
        (12, Some(Text::join(&fixes, "\n", "\n"))),
        (13, info.map(|info| info.source.clone())),
        (14, Some(state)),
        (15, Some(Text::same(explanation))),
    ]
    .map(|(column, text)| (column, text.unwrap_or_default()));
    let centred = style::centred().set_align(FormatAlign::Top);
    let number = u32::try_from(entry.number).unwrap_or_default();
    worksheet.write_with_format(row, 0, number, &centred)?;
    let level = style::flagged(centred, finding.level);
    worksheet.write_with_format(row, 1, finding.level.name(lang), &level)?;
    for (column, text) in &texts {
        let text = text.get(lang);
        match entry.target.as_ref().filter(|_| *column == WHERE) {
            Some(target) => {
                let url = Url::new(format!("internal:{target}")).set_text(text);
                let link = style::link(style::words());
                worksheet.write_url_with_format(row, *column, url, &link)?;
            }
            None => {
                worksheet.write_with_format(row, *column, text, &words)?;
            }
        }
    }
    let cells = texts.iter().map(|(column, text)| {
        let (.., width) = COLUMNS[usize::from(*column)];
        (text.get(lang), width)
    });
    worksheet.set_row_height(row, style::height(cells))?;
    amounts(worksheet, reviewed, finding, row, lang)
}

/// The table of a finding's first cell, and where in it.
fn where_text(reviewed: &Reviewed<'_>, finding: &Finding) -> (Option<Text>, Option<Text>) {
    let Some(shown) = finding.shown.first() else {
        return (None, None);
    };
    let table = reviewed.accounts.table(shown.place.table_ref());
    let title = table.map_or_else(
        || shown.place.table.spec().title.clone(),
        super::table::title,
    );
    let label = place_text(&shown.label);
    let below = |label: &str, title: &str| {
        let rest = label.strip_prefix(title).unwrap_or(label);
        rest.strip_prefix(" · ").unwrap_or(rest).to_owned()
    };
    let spec = &shown.place.table.spec().title;
    let place = Text::new(below(&label.zh, &spec.zh), below(&label.en, &spec.en));
    (Some(title), Some(place))
}

/// 实为, 应为, 差额 as numbers that carry their unit in the format, so that they can be summed and
/// sorted; as words where they are none.
fn amounts(
    worksheet: &mut Worksheet,
    reviewed: &Reviewed<'_>,
    finding: &Finding,
    row: u32,
    lang: Lang,
) -> Result<(), XlsxError> {
    let words = style::amount("@");
    if let Some((stands, due)) = wrong_word(finding, reviewed.accounts) {
        worksheet.write_with_format(row, FOUND, stands.get(lang), &words)?;
        worksheet.write_with_format(row, FOUND + 1, due.get(lang), &words)?;
        worksheet.write_blank(row, FOUND + 2, &words)?;
        return Ok(());
    }
    let bound = finding
        .relation
        .as_ref()
        .is_some_and(|relation| relation.comparison != Comparison::Equal);
    if let Some(found) = &finding.found {
        quantity(worksheet, (row, FOUND), found, false, lang)?;
    } else {
        let stands = finding.shown.first().map(|shown| shown.text.clone());
        let stands = stands.unwrap_or_default();
        worksheet.write_with_format(row, FOUND, stands.get(lang), &words)?;
    }
    match &finding.expected {
        Some(expected) if bound => {
            let text = expected_text(finding, expected);
            worksheet.write_with_format(row, FOUND + 1, text.get(lang), &words)?;
        }
        Some(expected) => quantity(worksheet, (row, FOUND + 1), expected, false, lang)?,
        None => {
            worksheet.write_blank(row, FOUND + 1, &words)?;
        }
    }
    match &finding.difference {
        Some(difference) => quantity(worksheet, (row, FOUND + 2), difference, true, lang),
        None => worksheet.write_blank(row, FOUND + 2, &words).map(drop),
    }
}

fn quantity(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    quantity: &Quantity,
    difference: bool,
    lang: Lang,
) -> Result<(), XlsxError> {
    let unit = match quantity.unit {
        Unit::Percent if difference => lang.pick(" 个百分点", " percentage points").to_owned(),
        Unit::Percent => "%".to_owned(),
        unit => format!(" {}", unit.text().get(lang)),
    };
    let Some(value) = exact_number(&quantity.typed()) else {
        let text = quantity.text();
        worksheet.write_with_format(row, column, text.get(lang), &style::amount("@"))?;
        return Ok(());
    };
    let decimals = match quantity.decimals {
        0 => String::new(),
        decimals => format!(".{}", "0".repeat(decimals as usize)),
    };
    let format = style::amount(&format!("#,##0{decimals}\"{unit}\""));
    worksheet.write_number_with_format(row, column, value, &format)?;
    Ok(())
}
