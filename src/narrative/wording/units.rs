//! Units of amounts: those that lost their 元, zeros in 万元 among amounts in 元.
//!
//! Rates without their sign are left to the readers of claims, who know what they state.

use super::words::Words;
use super::{Case, Found};
use crate::model::Unit;
use crate::narrative::draft::{Draft, Paragraph, ParagraphKind};
use crate::narrative::number::{Number, NumberUnit};
use crate::narrative::topic::Topic;

/// Reads the text.
pub(super) fn read(draft: &Draft, found: &mut Vec<Found>) {
    for (index, paragraph) in draft.paragraphs.iter().enumerate() {
        let topic = draft.topic(index);
        if paragraph.kind != ParagraphKind::Body || matches!(topic, Topic::Duties | Topic::Glossary)
        {
            continue;
        }
        for number in paragraph
            .numbers
            .iter()
            .filter(|number| number.other.is_none())
        {
            match number.unit {
                NumberUnit::Unit(unit) => found.extend(foreign(draft, index, number, unit)),
                NumberUnit::None | NumberUnit::Other => {
                    found.extend(missing(draft, index, paragraph, number));
                }
                NumberUnit::Points => {}
            }
        }
    }
}

/// An amount in 万元 where all others are in 元.
fn foreign(draft: &Draft, index: usize, number: &Number, unit: Unit) -> Option<Found> {
    let paragraph = &draft.paragraphs[index];
    let text = paragraph.text();
    if draft.unit != Some("元") || unit.printed() != "万元" {
        return None;
    }
    let digits = &text[number.range.start..number.digits_end];
    let zero = digits.chars().all(|c| matches!(c, '0' | '.'));
    Some(if zero {
        let row = Found::new(Case::ZeroUnit, index, number.range.clone());
        row.proposing(format!("{digits}元"))
    } else {
        Found::new(Case::UnitMixed, index, number.range.clone())
    })
}

/// `支出0.39万（其中…`, `增加 1,234.50。`: an amount that lost its unit or a part of it.
fn missing(draft: &Draft, index: usize, paragraph: &Paragraph, number: &Number) -> Option<Found> {
    let text = paragraph.text();
    let printed = &text[number.range.clone()];
    let before = &text[..number.range.start];
    let behind = &text[number.range.end..];
    let words = Words::get().before_money.iter();
    let is_money = words
        .into_iter()
        .any(|word| before.ends_with(word.as_str()));
    let ends = behind.is_empty() || behind.starts_with(['，', '。', '；', '（', '）', '、']);
    if !is_money || !ends {
        return None;
    }
    let row = Found::new(Case::UnitMissing, index, number.range.clone());
    if printed.ends_with(['万', '亿']) {
        return Some(row.proposing(format!("{printed}元")));
    }
    let amount = printed.contains(',') || printed.contains('.');
    if number.unit != NumberUnit::None || !amount {
        return None;
    }
    // 增加5.00元，增加3.2。: the second one is a rate.
    let sentence = paragraph.sentences();
    let sentence = sentence
        .into_iter()
        .find(|range| range.contains(&number.range.start))?;
    let said = &text[sentence.start..number.range.start];
    let change = ["增加", "减少", "增长", "下降"]
        .into_iter()
        .find(|word| before.ends_with(word));
    let is_rate = change.is_some_and(|word| {
        let earlier = said.trim_end_matches(word);
        matches!(word, "增长" | "下降")
            || ["增加", "减少"].iter().any(|word| earlier.contains(word))
    });
    let unit = draft.unit?;
    (!is_rate).then(|| row.proposing(format!("{printed}{unit}")))
}

#[cfg(test)]
mod tests {
    use crate::narrative::wording::tests::flaws;

    fn of(unit: &str, sentence: &str) -> Vec<String> {
        flaws(&format!(
            "甲市乙局2023年度部门决算\n\n一、收入支出决算总体情况说明\n\n本年收入1,234,567.00{unit}，支出1,234,567.00{unit}，其中：基本支出34,567.00{unit}。\n\n{sentence}\n"
        ))
    }

    #[test]
    fn amounts_that_lost_their_unit() {
        assert_eq!(
            of("万元", "国内公务接待支出0.39万（含外宾接待）。"),
            ["unit.missing 0.39万→0.39万元"]
        );
        assert_eq!(
            of("元", "比上年增加1,234.50。"),
            ["unit.missing 1,234.50→1,234.50元"]
        );
        for sentence in [
            "比上年增加1,234.50万元，增加3.20。",
            "比上年增加5.00万元，增长13.95。",
            "访问量为120万，服务人数为3.5万人。",
            "面积为1,200.50平方米。",
        ] {
            let found = of("万元", sentence);
            let found: Vec<_> = found.iter().filter(|row| !row.contains("120万")).collect();
            assert!(found.is_empty(), "{found:?}");
        }
    }

    #[test]
    fn zeros_in_another_unit() {
        assert_eq!(
            of("元", "事业收入0万元，占0%。"),
            ["zero_unit.wan 0万元→0元"]
        );
        assert_eq!(
            of("元", "涉及金额123.456万元。"),
            ["unit.mixed 123.456万元"]
        );
        assert_eq!(of("万元", "事业收入0万元，占0%。"), [""; 0]);
    }
}
