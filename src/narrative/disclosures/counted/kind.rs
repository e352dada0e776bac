//! What a number of a sentence counts, if it counts anything.

use crate::model::{Counter, OtherKind, Unit};
use crate::narrative::disclosures::phrase::label;
use crate::narrative::draft::Paragraph;
use crate::narrative::number::NumberUnit;

/// 余 or 多 behind the digits, or 左右 behind the unit.
pub(super) fn is_round(of: &Paragraph, number: usize) -> bool {
    let text = of.text();
    let found = &of.numbers[number];
    let unit = &text[found.digits_end..found.range.end];
    unit.starts_with(['余', '多']) || text[found.range.end..].starts_with("左右")
}

/// The words of a measure that the accounts do not know: 家, 所.
pub(super) fn measure(of: &Paragraph, number: usize) -> String {
    let found = &of.numbers[number];
    let words = &of.text()[found.digits_end..found.range.end];
    words.trim_start_matches(['余', '多']).to_owned()
}

/// Whether a number counts something.
pub(super) fn counts(of: &Paragraph, number: usize) -> bool {
    match of.numbers[number].unit {
        NumberUnit::Unit(Unit::Count(counter)) => counter != Counter::Point,
        NumberUnit::Other => {
            let words = measure(of, number);
            !matches!(
                words.as_str(),
                "万" | "亿" | "小时" | "平方米" | "公里" | "期"
            )
        }
        _ => false,
    }
}

/// Whether a number counts things that can be listed, not times or visitors.
pub(super) fn is_of_things(of: &Paragraph, number: usize) -> bool {
    let NumberUnit::Unit(Unit::Count(counter)) = of.numbers[number].unit else {
        return true;
    };
    matches!(
        counter,
        Counter::Piece | Counter::Item | Counter::Set | Counter::Copy
    )
}

/// Whether it is a place: `第5名`.
pub(super) fn is_rank(of: &Paragraph, number: usize) -> bool {
    let found = &of.numbers[number];
    let text = of.text();
    let behind = &text[found.digits_end..];
    text[..found.range.start].ends_with('第') && behind.starts_with(['名', '位'])
}

/// What a number is that counts nothing of the year.
pub(super) fn no_count(of: &Paragraph, number: usize) -> Option<OtherKind> {
    let text = of.text();
    let found = &of.numbers[number];
    let behind = &text[found.range.end..];
    let digits = found.digits(text);
    let hours = text[found.digits_end..].starts_with("小时");
    if hours && digits == "24" {
        return Some(OtherKind::General);
    }
    let counts = counts(of, number);
    let before = label(of, number).plain;
    let limit = [
        "不少于",
        "不低于",
        "不超过",
        "不得超过",
        "最多",
        "不多于",
        "不小于",
    ];
    let limited = limit.iter().any(|word| before.ends_with(word))
        || behind.starts_with("为限")
        || behind.starts_with("以内");
    (counts && limited).then_some(OtherKind::Condition)
}

/// Whether it is the year that lost its 年: `2024甲局决算公开报表`.
pub(super) fn is_year(of: &Paragraph, number: usize, year: Option<u16>) -> bool {
    let found = &of.numbers[number];
    let bare = found.unit == NumberUnit::None;
    bare && year.is_some_and(|year| found.digits(of.text()) == year.to_string())
}
