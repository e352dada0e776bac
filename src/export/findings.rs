//! The findings as a table for Excel and WPS: CSV with a byte-order mark and CRLF.

use csv::{Terminator, WriterBuilder};

use crate::model::{Lang, Text};
use crate::relation::Quantity;
use crate::review::Stance;
use crate::rules::Finding;

use super::listed::{formula, in_order, state};
use super::{Reviewed, where_text, wrong_word};

/// Without it Excel takes UTF-8 for the system's old encoding and shows garbage.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The findings, one a line, the head first.
///
/// # Panics
/// Never: all rows have as many fields as the head, and memory takes what is written.
pub fn findings_csv(reviewed: &Reviewed<'_>, lang: Lang) -> String {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let rows = in_order(reviewed.review)
        .into_iter()
        .map(|(finding, stance)| row(reviewed, finding, stance, lang));
    for row in std::iter::once(head(lang)).chain(rows) {
        writer
            .write_record(row.iter().map(|field| harmless(field)))
            .expect("all rows have as many fields as the head, and memory takes what is written");
    }
    let bytes = writer.into_inner().unwrap_or_default();
    let text = String::from_utf8(bytes).expect("fields are text, so is what joins them");
    format!("{BYTE_ORDER_MARK}{text}")
}

fn head(lang: Lang) -> Vec<String> {
    [
        ("级别", "Level"),
        ("规则", "Rule"),
        ("规则名称", "Rule title"),
        ("问题", "Problem"),
        ("位置", "Where"),
        ("实为", "Found"),
        ("应为", "Expected"),
        ("差额", "Difference"),
        ("单位", "Unit"),
        ("算式", "Formula"),
        ("原因", "Cause"),
        ("改法", "Fix"),
        ("把握", "Certainty"),
        ("状态", "State"),
        ("审核说明", "Explanation"),
        ("JSON 位置", "JSON pointer"),
        ("指纹", "Fingerprint"),
    ]
    .map(|(zh, en)| Text::new(zh, en).get(lang).to_owned())
    .to_vec()
}

fn row(reviewed: &Reviewed<'_>, finding: &Finding, stance: &Stance, lang: Lang) -> Vec<String> {
    let in_lang = |text: Text| text.get(lang).to_owned();
    let info = reviewed.review.rule_info(finding.rule);
    let title = info.map(|info| info.title.clone());
    let first = finding.shown.first();
    let formula = formula(finding, reviewed.accounts);
    let formula = formula.map(|parts| Text::join(&parts, "；", "; "));
    let fix = finding.fixes.first();
    let (state, explanation) = state(finding, stance);
    let pointer = first.and_then(|shown| reviewed.accounts.pointer(shown.place));
    let [found, expected, difference, unit] = amounts(reviewed, finding, lang);
    vec![
        in_lang(finding.level.text()),
        finding.rule.to_string(),
        in_lang(title.unwrap_or_default()),
        in_lang(finding.message.clone()),
        in_lang(
            first
                .map(|shown| where_text(reviewed.accounts, shown))
                .unwrap_or_default(),
        ),
        found,
        expected,
        difference,
        unit,
        in_lang(formula.unwrap_or_default()),
        in_lang(
            finding
                .cause
                .as_ref()
                .map(crate::rules::Cause::text)
                .unwrap_or_default(),
        ),
        in_lang(fix.map(|fix| fix.title.clone()).unwrap_or_default()),
        in_lang(fix.map(|fix| fix.certainty.text()).unwrap_or_default()),
        in_lang(state),
        explanation.to_owned(),
        pointer.map(|at| at.as_str().to_owned()).unwrap_or_default(),
        finding.fingerprint.clone(),
    ]
}

/// 实为, 应为, 差额 and their unit. Where no amount is wrong, 实为 is what stands in the cell.
fn amounts(reviewed: &Reviewed<'_>, finding: &Finding, lang: Lang) -> [String; 4] {
    let in_lang = |text: Text| text.get(lang).to_owned();
    if let Some((stands, due)) = wrong_word(finding, reviewed.accounts) {
        return [in_lang(stands), in_lang(due), String::new(), String::new()];
    }
    let Some(unit) = finding.found.or(finding.expected) else {
        let first = finding.shown.first();
        let stands = first.map(|shown| shown.text.clone()).unwrap_or_default();
        return [in_lang(stands), String::new(), String::new(), String::new()];
    };
    [
        number(finding.found.as_ref()),
        number(finding.expected.as_ref()),
        number(finding.difference.as_ref()),
        in_lang(unit.unit.text()),
    ]
}

/// The amount without its unit, which has a column of its own: a spreadsheet can compute with it.
fn number(quantity: Option<&Quantity>) -> String {
    quantity.map(Quantity::typed).unwrap_or_default()
}

/// A field that a spreadsheet takes for a text, not for a formula to run.
///
/// Source: OWASP, “CSV Injection”. A plain negative number starts like a formula and is none.
fn harmless(field: &str) -> String {
    let starts_like_a_formula =
        field.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let number = field
        .strip_prefix('-')
        .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'));
    if starts_like_a_formula && !number {
        format!("'{field}")
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_are_disarmed_and_numbers_are_left_alone() {
        assert_eq!(harmless("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless("-1+cmd|' /C calc'!A0"), "'-1+cmd|' /C calc'!A0");
        assert_eq!(harmless("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(harmless("-1234.50"), "-1234.50");
        assert_eq!(harmless("收入合计"), "收入合计");
    }
}
