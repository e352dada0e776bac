//! Words for others, headings that lost a character, dates with a digit too many or too few.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::words::{Confusion, ConfusionCase, Words};
use super::{Case, Found};
use crate::model::{Catalogue, Edition, TableGroup};
use crate::narrative::draft::{Draft, Paragraph, ParagraphKind};
use crate::narrative::heading::marker;

/// Confusions by their first character.
static BY_FIRST: LazyLock<BTreeMap<char, Vec<&'static Confusion>>> = LazyLock::new(|| {
    let mut all: BTreeMap<char, Vec<&'static Confusion>> = BTreeMap::new();
    for confusion in &Words::get().confusions {
        if let Some(first) = confusion.flaw.chars().next() {
            all.entry(first).or_default().push(confusion);
        }
    }
    all
});

/// The shortest heading that is compared with the known ones, in characters.
const SHORTEST: usize = 4;

/// Reads a paragraph.
pub(super) fn read(draft: &Draft, index: usize, paragraph: &Paragraph, found: &mut Vec<Found>) {
    let text = paragraph.text();
    for (at, c) in text.char_indices() {
        for confusion in BY_FIRST.get(&c).into_iter().flatten() {
            let end = at + confusion.flaw.len();
            if text[at..].starts_with(&confusion.flaw) {
                found.extend(confused(index, text, confusion, at..end));
            }
        }
    }
    dates(draft, index, text, found);
    if matches!(
        paragraph.kind,
        ParagraphKind::Heading | ParagraphKind::Contents
    ) {
        heading(index, text, found);
    }
}

/// What a place that reads like a confusion is, when its neighbours agree.
fn confused(index: usize, text: &str, confusion: &Confusion, place: Range<usize>) -> Option<Found> {
    let (before, behind) = (&text[..place.start], &text[place.end..]);
    let some = |list: &[String], is: &dyn Fn(&str) -> bool| {
        list.is_empty() || list.iter().any(|word| is(word))
    };
    let neighbour = |c: Option<char>, list: &str| c.is_some_and(|c| list.contains(c));
    if !some(&confusion.preceded_by, &|word| before.ends_with(word))
        || !some(&confusion.followed_by, &|word| behind.starts_with(word))
        || neighbour(before.chars().next_back(), &confusion.not_behind)
        || neighbour(behind.chars().next(), &confusion.not_before)
    {
        return None;
    }
    let case = match confusion.case {
        ConfusionCase::Word => Case::TypoWord,
        ConfusionCase::Usage => Case::TypoUsage,
        ConfusionCase::Maybe => Case::TypoMaybe,
    };
    Some(Found::new(case, index, place).proposing(&confusion.right))
}

/// `20209月`, `202年度`, `20233年`: a year that lost a digit or took one too many.
fn dates(draft: &Draft, index: usize, text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let len = bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let end = at + len;
        if len > 0 && text[at..].starts_with("20") && !text[..at].ends_with(['.', ',', '-']) {
            let rest = &text[end..];
            let word = ["年度", "年初", "年末", "年底", "年部门", "年12月"];
            let flawed = match len {
                5 => rest.starts_with('月') || rest.starts_with('年'),
                3 => word.iter().any(|word| rest.starts_with(word)),
                _ => false,
            };
            if flawed {
                let unit = rest.chars().next().map_or(0, char::len_utf8);
                let flaw = Found::new(Case::TypoDate, index, at..end + unit);
                // 20209月 has lost the 年.
                let year = draft.year.map(|year| year.to_string());
                let split =
                    len == 5 && rest.starts_with('月') && year.as_deref() == text.get(at..at + 4);
                found.push(if split {
                    flaw.proposing(format!("{}年{}月", &text[at..at + 4], &text[at + 4..end]))
                } else {
                    flaw
                });
            }
        }
        at = end.max(at + 1);
    }
}

/// `二、入决算情况说明`: a heading that is a known one but for a part of a word.
fn heading(index: usize, text: &str, found: &mut Vec<Found>) {
    let mark = marker(text).map_or(0, |mark| mark.len);
    let title = text[mark..].trim_end_matches('。');
    if mark == 0 || title.chars().count() < SHORTEST || is_known(title) {
        return;
    }
    let near = known().filter(|known| lost_part_of_word(title, known));
    // The shortest title that explains it, when no other of that length does.
    let mut near: Vec<&str> = near.collect();
    near.sort_unstable_by_key(|known| (known.len(), *known));
    near.dedup();
    let only = match near[..] {
        [one] => Some(one),
        [one, other, ..] if one.len() < other.len() => Some(one),
        _ => None,
    };
    if let Some(only) = only {
        let range = mark..mark + title.len();
        found.push(Found::new(Case::TypoHeading, index, range).proposing(only));
    }
}

/// Whether a heading is a title, whatever it ends in: 情况, 说明, 情况说明.
fn is_known(title: &str) -> bool {
    let stem = stem(title);
    known().any(|known| known == title || self::stem(known) == stem)
}

fn stem(title: &str) -> &str {
    let stem = title.strip_suffix("说明").unwrap_or(title);
    let stem = stem.strip_suffix('的').unwrap_or(stem);
    stem.strip_suffix("情况").unwrap_or(stem)
}

/// Titles of sections and tables, of all editions.
fn known() -> impl Iterator<Item = &'static str> {
    let catalogue = Catalogue::get();
    let official = catalogue.tables();
    let official = official.filter(|(_, spec)| spec.group == TableGroup::Official);
    let tables =
        official.flat_map(|(_, spec)| std::iter::once(&spec.title.zh).chain(&spec.aliases));
    let editions = catalogue.editions().iter();
    let editions = editions.flat_map(Edition::tables);
    let editions = editions.map(|(_, table)| &table.title.zh);
    let sections = Words::get().extra_titles.iter();
    sections.chain(tables).chain(editions).map(String::as_str)
}

/// Whether a heading is a title without one or two characters together, which are no whole words:
/// 收入决算说明 has lost the word 情况 and is in order, 入决算情况说明 has lost a part of 收入.
fn lost_part_of_word(heading: &str, title: &str) -> bool {
    let Some(lost) = title
        .len()
        .checked_sub(heading.len())
        .filter(|lost| *lost > 0)
    else {
        return false;
    };
    let chars: Vec<char> = title.chars().collect();
    let short: Vec<char> = heading.chars().collect();
    let missing = chars.len().saturating_sub(short.len());
    if !(1..=2).contains(&missing) || lost > 6 {
        return false;
    }
    let same = chars.iter().zip(&short).take_while(|(a, b)| a == b).count();
    if chars[same + missing..] != short[same..] {
        return false;
    }
    let (from, to) = (same, same + missing);
    let words = Words::get().heading_parts.iter();
    words.into_iter().any(|word| {
        let len = word.chars().count();
        let word: Vec<char> = word.chars().collect();
        (0..=chars.len().saturating_sub(len)).any(|at| {
            let hit = chars[at..at + len] == word[..];
            let cut = at < to && from < at + len;
            let whole = from <= at && at + len <= to;
            hit && cut && !whole
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::narrative::wording::tests::flaws;

    fn of(sentence: &str) -> Vec<String> {
        flaws(&format!(
            "甲市乙局2023年度部门决算\n\n一、收入支出决算总体情况说明\n\n{sentence}\n"
        ))
    }

    #[test]
    fn words_for_others() {
        for (sentence, due) in [
            ("项目较上一度增加5.00万元。", "typo.word 上一度→上一年度"),
            ("支出与上年下降3.00%。", "typo.word 与上年下降→比上年下降"),
            ("财政拔款收入5.00万元。", "typo.word 财政拔款→财政拨款"),
            (
                "主要是原因是人员减少。",
                "typo.word 主要是原因是→主要原因是",
            ),
            ("自20239月起执行。", "typo.date 20239月→2023年9月"),
            ("比202年度增加5.00万元。", "typo.date 202年"),
        ] {
            assert_eq!(of(sentence), [due], "{sentence}");
        }
        for sentence in [
            "是历史上一度辉煌的街区，比上一年度增加。",
            "与上年相比下降3.00%，与上年持平。",
            "当年未结转资金，自己完成测评，收入人员较多，赋予预算单位自主权。",
            "总额20,233.00元，共20233户，20年前建成。",
        ] {
            assert_eq!(of(sentence), [""; 0], "{sentence}");
        }
    }

    #[test]
    fn headings_that_lost_a_part_of_a_word() {
        let of = |heading: &str| {
            flaws(&format!(
                "甲市乙局2023年度部门决算\n\n一、收入支出决算总体情况说明\n\n本年收支平衡。\n\n{heading}\n\n本年收入5.00万元。\n"
            ))
        };
        assert_eq!(
            of("二、入决算情况说明"),
            ["typo.heading 入决算情况说明→收入决算情况说明"]
        );
        assert_eq!(
            of("二、支出决情况说明"),
            ["typo.heading 支出决情况说明→支出决算情况说明"]
        );
        for heading in [
            "二、收入决算说明",
            "二、政府采购情况",
            "二、收入情况说明",
            "二、支出决算情况",
            "二、国有资产占用情况说明",
        ] {
            assert_eq!(of(heading), [""; 0], "{heading}");
        }
    }
}
