//! Years that the text states of itself, and years that it compares itself with.
//!
//! Titles, closing dates and sentences about the whole year state the fiscal year, 与2022年度相比
//! the one before. Years of laws, contracts and histories state neither, and where a sentence could
//! be read both ways nothing is taken from it.

use std::ops::Range;

use super::words::Words;
use super::{Case, Found, is_prose};
use crate::narrative::draft::{Draft, Paragraph, ParagraphKind};
use crate::narrative::topic::Topic;

/// Words that compare.
const COMPARES: [&str; 4] = ["与", "比", "较", "同"];
/// Words of a comparison's outcome.
const OUTCOMES: [&str; 11] = [
    "相比", "增加", "增长", "减少", "下降", "上升", "降低", "提高", "持平", "一致", "相同",
];

/// Reads the text.
pub(super) fn read(draft: &Draft, found: &mut Vec<Found>) {
    let headings = draft.paragraphs.iter();
    let body = headings
        .take_while(|paragraph| paragraph.kind != ParagraphKind::Heading)
        .count();
    for (index, paragraph) in draft.paragraphs.iter().enumerate() {
        if !is_prose(paragraph) {
            continue;
        }
        let is_title = match paragraph.kind {
            ParagraphKind::Heading | ParagraphKind::Contents => true,
            _ => index < body && index < 3,
        };
        for year in years(paragraph) {
            let case = if is_title {
                is_own_title(paragraph.text(), &year).then_some(Case::YearTitle)
            } else {
                of_sentence(draft, index, &year)
            };
            found.extend(case.map(|case| Found::new(case, index, year)));
        }
    }
}

/// Where years stand, without the word behind them.
fn years(paragraph: &Paragraph) -> Vec<Range<usize>> {
    let text = paragraph.text();
    let numbers = paragraph.numbers.iter();
    let digits = numbers.map(|number| number.range.start..number.digits_end);
    let years = digits.filter(|range| {
        let digits = &text[range.clone()];
        let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
        is_year && text[range.end..].starts_with('年') && !is_in_name(&text[..range.start])
    });
    years.collect()
}

/// Whether what follows stands in the title of a law or of a contract.
fn is_in_name(before: &str) -> bool {
    let open = before.rfind('《');
    open.is_some_and(|open| !before[open..].contains('》'))
}

/// Whether a title speaks of the accounts of its year.
fn is_own_title(text: &str, year: &Range<usize>) -> bool {
    let behind = &text[year.end..];
    let compares = COMPARES
        .iter()
        .any(|word| text[..year.start].ends_with(word));
    let about = ["决算", "部门绩效", "部门整体", "其他重要事项"];
    !compares && about.iter().any(|word| behind.contains(word)) && !behind.contains('至')
}

fn of_sentence(draft: &Draft, index: usize, year: &Range<usize>) -> Option<Case> {
    let paragraph = &draft.paragraphs[index];
    let text = paragraph.text();
    let (before, behind) = (&text[..year.start], &text[year.end..]);
    let topic = draft.topic(index);
    if matches!(topic, Topic::Duties | Topic::Glossary | Topic::Contents) {
        return None;
    }
    let closes = ["年12月31日", "年12月底", "年底", "年末"];
    if (before.ends_with("截至") || before.ends_with("截止"))
        && closes.iter().any(|close| behind.starts_with(close))
    {
        return Some(Case::YearDate);
    }
    let sentence = paragraph.sentences();
    let sentence = sentence
        .into_iter()
        .find(|range| range.contains(&year.start))?;
    if is_base(paragraph, topic, &sentence, year) {
        return Some(Case::PriorYear);
    }
    let rest = behind.strip_prefix("年度")?;
    let own = Words::get().year_subjects.iter();
    let speaks = own.into_iter().any(|word| rest.starts_with(word.as_str()));
    let begins = begins_with(draft, &before[sentence.start..]);
    // 2022年度收入…，2023年度收入…: the first one may be the base of the second.
    let own_year = draft.year.map(|year| year.to_string());
    let is_other = own_year.as_deref() != Some(&text[year.clone()]);
    let both = own_year.is_some_and(|own| text[sentence].contains(&format!("{own}年")));
    (speaks && begins && !(is_other && both)).then_some(Case::YearBody)
}

/// Whether a sentence or a clause begins with the year, or with the department and the year.
fn begins_with(draft: &Draft, before: &str) -> bool {
    let clause = before.rfind(['；', '：']).map_or(before, |at| {
        let at = at + '；'.len_utf8();
        &before[at..]
    });
    let department = draft.department.as_deref().unwrap_or_default();
    let own = Words::get().self_names.iter();
    clause.is_empty()
        || (clause.chars().count() >= 3 && department.ends_with(clause))
        || own.into_iter().any(|name| name == clause)
}

/// Whether the year is the base of a comparison of amounts.
fn is_base(
    paragraph: &Paragraph,
    topic: Topic,
    sentence: &Range<usize>,
    year: &Range<usize>,
) -> bool {
    let text = paragraph.text();
    let before = &text[sentence.start..year.start];
    let bracketed = ["上年（", "上年度（", "上一年度（", "上一年（"];
    let compares = COMPARES.iter().any(|word| before.ends_with(word))
        || bracketed.iter().any(|word| before.ends_with(word));
    // 2020年 of a history, 合同 of a project.
    if !compares || matches!(topic, Topic::Performance | Topic::Staffing | Topic::Units) {
        return false;
    }
    let behind = &text[year.end..sentence.end];
    let clause = behind.find(['，', '；', '。']).unwrap_or(behind.len());
    let clause = &behind[..clause];
    let stated = paragraph.numbers[paragraph.numbers_in(sentence)].iter();
    let mut stated = stated.filter(|number| number.is_money() || number.is_percent());
    let even = ["持平", "一致", "相同"];
    // 比2023年年初预算 is a comparison within the year.
    !clause.contains("预算")
        && OUTCOMES.iter().any(|word| clause.contains(word))
        && (stated.next().is_some() || even.iter().any(|word| behind.contains(word)))
}

#[cfg(test)]
mod tests {
    use crate::narrative::wording::tests::statements;

    fn of(sentence: &str) -> Vec<String> {
        let text =
            format!("甲市乙局2023年度部门决算\n\n一、收入支出决算总体情况说明\n\n{sentence}\n");
        let mut found = statements(&text);
        found.retain(|row| row.contains("year"));
        found.remove(0);
        found
    }

    #[test]
    fn years_that_the_text_states_of_itself() {
        for (sentence, due) in [
            ("甲市乙局2022年度收入支出总计5.00万元。", "year.body 2022"),
            ("2023年度本年收入合计5.00万元。", "year.body 2023"),
            ("截至2022年12月31日，共有车辆2辆。", "year.date 2022"),
            ("截止2023年底，固定资产5.00万元。", "year.date 2023"),
            ("与2021年度相比，收入减少5.00万元。", "prior_year.base 2021"),
            ("支出决算数比2022年度减少5.00万元。", "prior_year.base 2022"),
            ("支出与上年（2022年）相比持平。", "prior_year.base 2022"),
        ] {
            assert_eq!(of(sentence), [due], "{sentence}");
        }
    }

    #[test]
    fn years_of_other_things_state_nothing() {
        for sentence in [
            "根据《2019年度政府采购管理办法》执行。",
            "该办法（2018年）自2020年起施行，合同期2021年至2024年。",
            "与2023年年初预算数一致，比2023年度“三公”经费年初预算减少5.00万元。",
            "2022年度收入总计5.00万元，2023年度收入总计6.00万元。",
            "2019年我局成立，2020年度评为先进单位。",
            "金额2,077.09万元，其中2024.50万元用于培训。",
        ] {
            let found = of(sentence);
            let wrong = found.iter().find(|row| !row.ends_with(" 2023"));
            assert_eq!(wrong, None, "{sentence}");
        }
    }

    #[test]
    fn titles_state_their_year() {
        let text = "甲市乙局2023年度部门决算\n\n第一部分 甲市乙局概况\n\n职责从略。\n\n第二部分 甲市乙局2022年度部门决算情况说明\n\n本年收入5.00万元。\n";
        let found = statements(text);
        assert!(found.contains(&"year.title 2022".to_owned()), "{found:?}");
        assert!(found.contains(&"year.title 2023".to_owned()), "{found:?}");
    }
}
