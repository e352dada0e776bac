//! Numbers of a sentence: digits with their unit, and what is around them that says what they are.

use std::ops::Range;

use crate::model::{OtherKind, Unit};

/// A number as a sentence prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// Its bytes of the normal text, the unit included.
    pub(super) range: Range<usize>,
    /// Where its digits end and its unit begins, in bytes of the normal text.
    pub(super) digits_end: usize,
    /// Its unit, if one follows.
    pub(super) unit: NumberUnit,
    /// What it is when it states nothing about the accounts; extractors may still know better.
    pub(super) other: Option<OtherKind>,
}

/// What follows the digits of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberUnit {
    /// A unit that cells may carry.
    Unit(Unit),
    /// `个百分点`, a difference of percentages.
    Points,
    /// A measure word that the accounts do not have: `所`, `家`, `公里`, `万次`.
    Other,
    /// Nothing.
    None,
}

impl Number {
    /// Its digits alone.
    pub(super) fn digits<'a>(&self, text: &'a str) -> &'a str {
        let digits = text.get(self.range.start..self.digits_end);
        digits.unwrap_or_default()
    }

    /// The digits of a number with its unit, as a cell prints them.
    pub(super) fn printed(&self, text: &str) -> String {
        let digits = text
            .get(self.range.start..self.digits_end)
            .unwrap_or_default();
        let unit = match self.unit {
            NumberUnit::Unit(unit) => unit.printed(),
            NumberUnit::Points | NumberUnit::Other | NumberUnit::None => "",
        };
        format!("{digits}{unit}")
    }

    /// Whether it is an amount of money with its unit.
    pub(super) fn is_money(&self) -> bool {
        matches!(self.unit, NumberUnit::Unit(unit) if unit.is_money())
    }

    /// Whether it is a percentage with its sign.
    pub(super) fn is_percent(&self) -> bool {
        self.unit == NumberUnit::Unit(Unit::Percent)
    }
}

/// Units as they are printed behind numbers, the longer ones first; those that a cell cannot carry
/// are `None`.
const UNITS: &[(&str, Option<&str>)] = &[
    ("个百分点", Some("点")),
    ("百分点", Some("点")),
    ("万人次", Some("万人次")),
    ("亿元", Some("亿元")),
    ("万元", Some("万元")),
    ("千元", Some("千元")),
    ("元", Some("元")),
    ("%", Some("%")),
    ("人次", Some("人次")),
    ("批次", Some("批次")),
    ("台（套）", Some("台（套）")),
    ("台套", Some("台（套）")),
    ("台/套", Some("台（套）")),
    ("台", Some("台（套）")),
    ("套", Some("台（套）")),
    ("个", Some("个")),
    ("辆", Some("辆")),
    ("名", Some("人")),
    ("人", Some("人")),
    ("批", Some("批次")),
    ("次", Some("次")),
    ("分", Some("分")),
    ("项", Some("项")),
    ("份", Some("份")),
    ("天", Some("天")),
    ("万次", None),
    ("万", None),
    ("亿", None),
    ("家", None),
    ("所", None),
    ("件", None),
    ("户", None),
    ("条", None),
    ("篇", None),
    ("场", None),
    ("期", None),
    ("处", None),
    ("张", None),
    ("册", None),
    ("座", None),
    ("间", None),
    ("则", None),
    ("幅", None),
    ("轮", None),
    ("种", None),
    ("类", None),
    ("平方米", None),
    ("公里", None),
    ("小时", None),
];

/// The numbers of a normal text, in order. Only Arabic digits: numerals are left to whoever knows
/// what they count.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = digits_end(bytes, at);
        let end = before_year(text, at, end).unwrap_or(end);
        let start = match text[..at].chars().next_back() {
            // 5次-9次 is a range, not a number below zero.
            Some('-')
                if found
                    .last()
                    .is_none_or(|last: &Number| last.range.end + 1 != at) =>
            {
                at - 1
            }
            _ => at,
        };
        let (unit, unit_end) = unit(text, end);
        let other = other(text, start, end, unit);
        found.push(Number {
            range: start..unit_end,
            digits_end: end,
            unit,
            other,
        });
        at = unit_end.max(end);
    }
    found
}

/// Where the digits of a number end: groups of three behind separators, one decimal point.
fn digits_end(bytes: &[u8], start: usize) -> usize {
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let mut end = start + digits(start);
    while bytes.get(end) == Some(&b',') && digits(end + 1) == 3 {
        end += 4;
    }
    if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    end
}

/// Where the number of an item ends whose words begin with a year: `1.2023年支出` is no decimal.
fn before_year(text: &str, start: usize, end: usize) -> Option<usize> {
    let (item, year) = text[start..end].split_once('.')?;
    let is_year = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    let found = item.len() <= 2 && is_year && text[end..].starts_with('年');
    found.then_some(start + item.len())
}

fn unit(text: &str, end: usize) -> (NumberUnit, usize) {
    let rest = &text[end..];
    // 60余个, 10多人: about as many.
    let about = ["余", "多"].iter().find(|about| rest.starts_with(**about));
    let skipped = about.map_or(0, |about| about.len());
    for (printed, unit) in UNITS {
        if !rest[skipped..].starts_with(printed) {
            continue;
        }
        let behind = end + skipped + printed.len();
        let found = match unit {
            Some("点") => NumberUnit::Points,
            Some(unit) => Unit::parse(unit).map_or(NumberUnit::Other, NumberUnit::Unit),
            None => NumberUnit::Other,
        };
        return (found, behind);
    }
    (NumberUnit::None, end)
}

/// What a number is by the words around it, when it states nothing.
fn other(text: &str, start: usize, end: usize, unit: NumberUnit) -> Option<OtherKind> {
    let before = &text[..start];
    let after = &text[end..];
    let digits = &text[start..end];
    let ends = |with: &[&str]| with.iter().any(|with| before.ends_with(with));
    let starts = |with: &[&str]| with.iter().any(|with| after.starts_with(with));
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    if is_year && (starts(&["年", "—", "-", "～", "至", "/", "."]) && unit == NumberUnit::None)
    {
        return Some(OtherKind::Date);
    }
    if ends(&["（"]) && starts(&["）"]) && digits.len() <= 2 {
        return Some(OtherKind::Ordinal);
    }
    let year = text.get(end + 1..end + 5).unwrap_or_default();
    if starts(&["."]) && year.bytes().all(|byte| byte.is_ascii_digit()) && year.len() == 4 {
        return Some(OtherKind::Ordinal);
    }
    if starts(&["月", "日", "时", "点"]) && unit == NumberUnit::None {
        return Some(OtherKind::Date);
    }
    if starts(&["年"]) && !ends(&["近", "满"]) && digits.len() <= 4 {
        return Some(OtherKind::Date);
    }
    if (ends(&["〔", "[", "【"]) && starts(&["〕", "]", "】"]))
        || (starts(&["号"]) && !ends(&["第"]))
    {
        return Some(OtherKind::Reference);
    }
    if starts(&["号", "条", "款", "章", "页"]) && ends(&["第"]) {
        return Some(OtherKind::Reference);
    }
    // 其中：（1）…；（2）…: numbers of a list inside a paragraph.
    if digits.len() <= 2 && ends(&["（"]) && starts(&["）"]) {
        return Some(OtherKind::Ordinal);
    }
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if letter(before.chars().next_back()) || (letter(after.chars().next())) {
        return Some(OtherKind::Name);
    }
    let condition = [
        "以上",
        "以下",
        "（含）",
        "及以上",
        "以内",
        "以下的",
        "以上的",
    ];
    let behind = match unit {
        NumberUnit::Unit(unit) => after.strip_prefix(unit.printed()).unwrap_or(after),
        _ => after,
    };
    if ends(&["单价", "单位价值"]) && condition.iter().any(|with| behind.starts_with(with)) {
        return Some(OtherKind::Condition);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Counter;

    #[test]
    fn digits_units_and_what_they_are() {
        let text = "2023年收入2,077.09万元，增长2.1%，京财发〔2014〕57号，5G，单价100万元（含）以上设备2台（套），60余个";
        let found: Vec<(String, Option<OtherKind>)> = numbers(text)
            .iter()
            .map(|number| (number.printed(text), number.other))
            .collect();
        let due = [
            ("2023", Some(OtherKind::Date)),
            ("2,077.09万元", None),
            ("2.1%", None),
            ("2014", Some(OtherKind::Reference)),
            ("57", Some(OtherKind::Reference)),
            ("5", Some(OtherKind::Name)),
            ("100万元", Some(OtherKind::Condition)),
            ("2台（套）", None),
            ("60个", None),
        ];
        let due: Vec<(String, Option<OtherKind>)> = due
            .into_iter()
            .map(|(printed, other)| (printed.to_owned(), other))
            .collect();
        assert_eq!(found, due);
    }

    #[test]
    fn numbers_of_items_are_no_amounts() {
        let found = numbers("1.2023年支出决算，其中：（2）项目支出1.2023万元");
        let others: Vec<Option<OtherKind>> = found.iter().map(|number| number.other).collect();
        let due = [
            Some(OtherKind::Ordinal),
            Some(OtherKind::Date),
            Some(OtherKind::Ordinal),
            None,
        ];
        assert_eq!(others, due);
    }

    #[test]
    fn people_are_people() {
        let found = numbers("编制25名");
        assert_eq!(
            found[0].unit,
            NumberUnit::Unit(Unit::Count(Counter::Person))
        );
    }
}
