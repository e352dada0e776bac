//! Whose accounts a text explains, of which year, and in which unit it counts.

use std::collections::BTreeMap;

use super::draft::{Draft, ParagraphKind};
use super::number::NumberUnit;

/// Reads the cover: the first line that names a year of final accounts, then the headings that do.
pub(super) fn read(draft: &mut Draft) {
    let mut cover = String::new();
    for paragraph in &draft.paragraphs {
        match paragraph.kind {
            ParagraphKind::Body | ParagraphKind::Contents if cover.is_empty() => {
                cover.push_str(paragraph.text());
            }
            ParagraphKind::Heading => break,
            ParagraphKind::Body => cover.push_str(paragraph.text()),
            _ => {}
        }
        if cover.contains("决算") {
            break;
        }
    }
    // Without a cover the titles of the parts decide, one that was copied from last year not.
    let found = title(&cover).unwrap_or_else(|| {
        let titles = draft.paragraphs.iter().filter(|paragraph| {
            matches!(
                paragraph.kind,
                ParagraphKind::Heading | ParagraphKind::Contents
            )
        });
        let titles: Vec<Title> = titles.filter_map(|line| title(line.text())).collect();
        Title {
            department: most(titles.iter().filter_map(|title| title.department.clone())),
            year: most(titles.iter().filter_map(|title| title.year)),
        }
    });
    let Title { department, year } = found;
    draft.department = department;
    draft.year = year;
    draft.unit = unit(draft);
}

/// What a title says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Title {
    department: Option<String>,
    year: Option<u16>,
}

/// What comes most often; the first of those that come equally often.
fn most<T: Ord + Clone>(all: impl Iterator<Item = T>) -> Option<T> {
    let all: Vec<T> = all.collect();
    let count = |one: &T| all.iter().filter(|other| *other == one).count();
    let best = all.iter().map(count).max()?;
    all.iter().find(|one| count(one) == best).cloned()
}

/// Department and year of a title: `甲局2024年度部门决算…`, `2024年度甲局部门决算`.
fn title(text: &str) -> Option<Title> {
    if !text.contains("决算") {
        return None;
    }
    let places = text.match_indices('年');
    let mut years = places.filter_map(|(at, _)| {
        let (start, year) = year(&text[..at])?;
        Some((start, year, &text[at + '年'.len_utf8()..]))
    });
    let (start, year, behind) = years.next()?;
    let name = &text[..start];
    let name = &name[super::heading::marker(name).map_or(0, |mark| mark.len)..];
    let name = if name.is_empty() {
        let behind = behind.strip_prefix('度').unwrap_or(behind);
        let ends = ["部门决算", "单位决算", "决算"];
        let end = ends.iter().find_map(|end| behind.find(end));
        end.map_or("", |end| &behind[..end])
    } else {
        name
    };
    let is_name = name.chars().count() >= 3 && !name.contains(['，', '。', '：', '“', '、']);
    Some(Title {
        department: is_name.then(|| name.to_owned()),
        year: Some(year),
    })
}

/// The year that a text ends with and where it begins: `2024`, `二〇二四`.
fn year(text: &str) -> Option<(usize, u16)> {
    let mut chars = text.char_indices().rev();
    let mut year = 0;
    let mut start = text.len();
    for place in [1, 10, 100, 1000] {
        let (at, c) = chars.next()?;
        let digit = match c {
            '〇' | '○' | '零' => 0,
            c => c.to_digit(10).or_else(|| {
                let numerals = "一二三四五六七八九";
                let at = numerals.chars().position(|numeral| numeral == c)?;
                u32::try_from(at + 1).ok()
            })?,
        };
        year += digit * place;
        start = at;
    }
    let year = u16::try_from(year).ok()?;
    (1949..2200).contains(&year).then_some((start, year))
}

/// The unit of money of most amounts.
fn unit(draft: &Draft) -> Option<&'static str> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let bodies = draft.paragraphs.iter();
    let bodies = bodies.filter(|paragraph| paragraph.kind == ParagraphKind::Body);
    for number in bodies.flat_map(|paragraph| &paragraph.numbers) {
        if let NumberUnit::Unit(unit) = number.unit
            && unit.is_money()
            // 0万元 is printed among amounts in 元, so zeros say nothing.
            && number.range.len() > 8
        {
            *counts.entry(unit.printed()).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(unit, _)| unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(Option<String>, Option<u16>)> {
        title(text).map(|title| (title.department, title.year))
    }

    #[test]
    fn department_and_year_of_titles() {
        let name = || Some("甲市乙区财政局".to_owned());
        for text in [
            "甲市乙区财政局2024年度部门决算",
            "第三部分甲市乙区财政局2024年度部门决算情况说明",
            "2024年度甲市乙区财政局部门决算",
            "甲市乙区财政局二〇二四年度部门决算",
        ] {
            assert_eq!(parts(text), Some((name(), Some(2024))), "{text}");
        }
        assert_eq!(parts("2024年度部门决算"), Some((None, Some(2024))));
        assert_eq!(parts("名词解释"), None);
    }

    #[test]
    fn without_a_cover_most_titles_decide() {
        let text = "第一部分 甲市乙局2023年度部门决算情况说明\n\n本年收入较多。\n\n第二部分 甲市乙局2024年度部门决算表\n\n表从略。\n\n第三部分 甲市乙局2024年度部门决算绩效情况\n";
        let mut draft = crate::narrative::lines::draft(text, &[]);
        read(&mut draft);
        assert_eq!(draft.year, Some(2024));
        assert_eq!(draft.department.as_deref(), Some("甲市乙局"));
        let text = format!("甲市乙局2022年度部门决算\n\n{text}");
        let mut draft = crate::narrative::lines::draft(&text, &[]);
        read(&mut draft);
        assert_eq!(draft.year, Some(2022));
    }
}
