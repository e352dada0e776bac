//! What stands around a table: unit, department and year.

use std::collections::BTreeSet;

use crate::model::Unit;

use super::words::{bare, leading_year};

/// Labels of the department, longest first, and of the unit of money.
const DEPARTMENT: &[&str] = &[
    "编制单位",
    "填报单位",
    "公开单位",
    "编报单位",
    "单位名称",
    "部门名称",
    "编制部门",
    "公开部门",
    "填报部门",
    "预算单位",
    "部门",
];
const MONEY: &[&str] = &["金额单位", "计量单位", "货币单位", "单位"];

/// What the lines around tables say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Departments.
    pub(super) departments: BTreeSet<String>,
    /// Years.
    pub(super) years: BTreeSet<u16>,
}

/// What one text says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Labels {
    /// The unit of money, as written.
    pub(super) unit: Option<String>,
    /// The department.
    pub(super) department: Option<String>,
    /// The year.
    pub(super) year: Option<u16>,
}

/// Reads a text with labels: `编制单位：甲局  2024年度  单位：万元`.
pub(super) fn labels(text: &str) -> Labels {
    let mut found = Labels::default();
    if text.len() > 400 {
        return found;
    }
    let whole = bare(text);
    let whole = without_brackets(&whole);
    if let Some((year, "")) = leading_year(whole) {
        found.year = Some(year);
        return found;
    }
    let mut pieces = whole.split('：');
    let mut label = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        // The next label stands at the end of this value.
        let (value, next) = split_label(piece);
        if let Some(is_money) = kind(&label) {
            let value = without_brackets(without_seal(value));
            let unit = value.strip_prefix("人民币").unwrap_or(value);
            let unit = unit.split('（').next().unwrap_or(unit);
            if is_money && Unit::parse(unit).is_some_and(Unit::is_money) {
                found.unit.get_or_insert_with(|| unit.to_owned());
            } else if is_money && unit.ends_with('元') {
                // A unit that is not known is still the unit and no department.
                found.unit.get_or_insert_with(|| unit.to_owned());
            } else if !value.is_empty() {
                let (department, year) = without_year(value);
                found.year = found.year.or(year);
                if department.chars().count() >= 2 {
                    found.department.get_or_insert(department);
                }
            }
        }
        next.clone_into(&mut label);
    }
    found
}

/// Reads the texts of a line, where a label and its value may stand in two cells.
pub(super) fn line_labels(texts: &[&str]) -> Labels {
    let mut all = Labels::default();
    for (index, text) in texts.iter().enumerate() {
        let value = texts
            .get(index + 1)
            .filter(|_| text.trim_end().ends_with(['：', ':']));
        let found = value.map_or_else(|| labels(text), |value| labels(&format!("{text}{value}")));
        all.unit = all.unit.or(found.unit);
        all.department = all.department.or(found.department);
        all.year = all.year.or(found.year);
    }
    all
}

/// Whether a label is that of the unit of money, which may be the department's too.
fn kind(label: &str) -> Option<bool> {
    if MONEY.iter().any(|money| label.ends_with(money))
        && !DEPARTMENT
            .iter()
            .any(|department| label.ends_with(department))
    {
        return Some(true);
    }
    let is = DEPARTMENT
        .iter()
        .any(|department| label.ends_with(department));
    is.then_some(false)
}

fn split_label(piece: &str) -> (&str, &str) {
    let labels = DEPARTMENT.iter().chain(MONEY);
    let label = labels
        .filter(|label| piece.ends_with(**label))
        .max_by_key(|label| label.len());
    label.map_or((piece, ""), |label| {
        piece.split_at(piece.len() - label.len())
    })
}

/// A text without brackets around it or open at one end; `甲局（本级）` keeps its own.
fn without_brackets(text: &str) -> &str {
    let text = text.trim_start_matches('（');
    let closed = text.matches('（').count();
    let closing = text.matches('）').count();
    let text = if closing > closed {
        text.strip_suffix('）').unwrap_or(text)
    } else {
        text
    };
    text.strip_suffix('（').unwrap_or(text)
}

/// A department without the place for its seal: `甲局（公章）`.
fn without_seal(value: &str) -> &str {
    let cut = value.rfind('（').map(|at| value.split_at(at));
    cut.filter(|(before, inside)| !before.is_empty() && inside.contains('章'))
        .map_or(value, |(before, _)| before)
}

fn without_year(value: &str) -> (String, Option<u16>) {
    for (at, _) in value.char_indices() {
        if let Some((year, after)) = leading_year(&value[at..]) {
            return (format!("{}{after}", &value[..at]), Some(year));
        }
    }
    (value.to_owned(), None)
}

/// Whether a sentence says that the table above it has no figures. A template's instruction to
/// write such a sentence is none.
pub(super) fn declares_empty(text: &str) -> bool {
    let text = bare(text);
    let instruction = ["仍保留", "下述说明", "如下说明", "XX", "××", "应当"];
    if instruction.iter().any(|word| text.contains(word)) {
        return false;
    }
    let none = ["没有", "未安排", "未发生", "无", "未使用"]
        .iter()
        .any(|word| text.contains(word));
    let empty = [
        "本表无数据",
        "本表为空",
        "此表无数据",
        "此表为空",
        "空表",
        "本表无内容",
    ];
    let money = ["收入", "支出", "经费", "拨款", "预算", "安排"];
    let this = ["本年", "年度", "本部门", "本单位", "我", "局", "故"];
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    says(&empty) || none && says(&money) && says(&this)
}

/// Whether a text that stands alone in its line is a sentence below a table.
pub(super) fn is_note(text: &str) -> bool {
    let text = bare(text);
    let begins = [
        "注：",
        "注1",
        "备注",
        "说明：",
        "※",
        "*",
        "注:",
        "本表",
        "填表说明",
    ];
    begins.iter().any(|word| text.starts_with(word))
        || text.contains('。')
        || text.chars().count() > 30
        || declares_empty(&text) && text.chars().count() > 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read() {
        let unit = |text| labels(text).unit;
        assert_eq!(unit("单位：万元").as_deref(), Some("万元"));
        assert_eq!(unit("单 位: 元").as_deref(), Some("元"));
        assert_eq!(unit("（金额单位：人民币万元）").as_deref(), Some("万元"));
        assert_eq!(unit("单位：元（列至角分）").as_deref(), Some("元"));
        assert_eq!(unit("单位：甲局"), None);
        let both = labels("编制单位：甲市乙局   2024年度   单位：万元");
        assert_eq!(both.unit.as_deref(), Some("万元"));
        assert_eq!(both.department.as_deref(), Some("甲市乙局"));
        assert_eq!(both.year, Some(2024));
        assert_eq!(labels("（2023年度）").year, Some(2023));
        assert_eq!(labels("部门：甲局").department.as_deref(), Some("甲局"));
        assert_eq!(labels("备注：见下"), Labels::default());
    }

    #[test]
    fn sentences_of_empty_tables() {
        assert!(declares_empty(
            "甲局2024年度没有政府性基金预算收入和支出，所以这里空着"
        ));
        assert!(declares_empty("注：本表无数据"));
        assert!(!declares_empty(
            "没有国有资本经营预算支出的，仍保留本表格式，并作下述说明："
        ));
        assert!(!declares_empty("注：金额取自账簿"));
    }
}
