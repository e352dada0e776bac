//! Sections: their numbers, the contents page against the text, and what the edition expects.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Found};
use crate::model::{Catalogue, Edition};
use crate::narrative::draft::{Draft, Paragraph, ParagraphKind};
use crate::narrative::heading::{Marker, marker};
use crate::narrative::topic::Topic;

/// From how many sections on a text is one that the edition's list can be held against.
const ENOUGH: usize = 4;

/// Reads the text.
pub(super) fn read(draft: &Draft, edition: Option<&Edition>, found: &mut Vec<Found>) {
    numbering(draft, found);
    contents(draft, found);
    if let Some(edition) = edition {
        expected(draft, edition, found);
    }
}

/// 二、 and then 四、; 三、 twice.
fn numbering(draft: &Draft, found: &mut Vec<Found>) {
    let mut last: [u32; 3] = [0; 3];
    let mut since = 0;
    let mut unnumbered = false;
    let begun = begun(draft);
    for (index, paragraph) in draft.paragraphs.iter().enumerate() {
        let is_heading = is_heading(paragraph, index, begun);
        let mark = marker(paragraph.text());
        if is_heading && mark.is_none() {
            // A part without a number stands for one.
            unnumbered = true;
            last[1] = 0;
            last[2] = 0;
            continue;
        }
        let numbered = is_heading || paragraph.kind == ParagraphKind::Body;
        let Some(mark) = mark.filter(|mark| numbered && mark.depth <= 2 && mark.number > 0) else {
            continue;
        };
        let depth = usize::from(mark.depth);
        let before = last[depth];
        last[depth] = mark.number;
        last[depth + 1..].fill(0);
        let between = std::mem::replace(&mut since, index);
        let skipped_part = depth == 0 && std::mem::take(&mut unnumbered);
        // Tasks and definitions are lists that go on within paragraphs.
        if matches!(draft.topic(index), Topic::Duties | Topic::Glossary) && !is_heading {
            continue;
        }
        let row = |case| Found::new(case, index, 0..mark.len);
        if mark.number == before {
            if is_heading {
                found.push(row(Case::SectionRepeated));
            }
        } else if mark.number > before + 1
            && (before > 0 || depth > 0)
            && !skipped_part
            && !is_inside(draft, between..index, mark, before)
            && !is_of_tables(draft, before + 1..mark.number, mark.depth)
        {
            found.push(row(Case::SectionGap));
        }
    }
}

/// Whether the parts that are missing are those of the tables, by the contents: an office hands
/// them in as a workbook beside the text.
fn is_of_tables(draft: &Draft, mut missing: std::ops::Range<u32>, depth: u8) -> bool {
    let listed = |number: u32| {
        let mut contents = draft.paragraphs.iter();
        contents.any(|paragraph| {
            let mark = marker(paragraph.text());
            paragraph.kind == ParagraphKind::Contents
                && mark.is_some_and(|mark| (mark.depth, mark.number) == (0, number))
                && Topic::of_title(paragraph.text()) == Some(Topic::Tables)
        })
    };
    depth == 0 && missing.all(listed)
}

/// Whether a number that seems to be missing stands inside the paragraphs in between, or on a line
/// of a table.
fn is_inside(draft: &Draft, between: std::ops::Range<usize>, mark: Marker, before: u32) -> bool {
    let numerals = [
        "", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
    ];
    let numeral = |number: u32| {
        let one = |digit: u32| numerals.get(digit as usize).copied().unwrap_or_default();
        match number {
            0..=10 => one(number).to_owned(),
            11..=19 => format!("十{}", one(number - 10)),
            _ => format!("{}十{}", one(number / 10), one(number % 10)),
        }
    };
    let printed = (before + 1..mark.number).map(|number| match mark.depth {
        0 => format!("第{}部分", numeral(number)),
        1 => format!("{}、", numeral(number)),
        _ => format!("（{}）", numeral(number)),
    });
    let paragraphs = &draft.paragraphs[between];
    let mut printed = printed.filter(|_| !paragraphs.is_empty());
    printed.any(|mark| {
        paragraphs
            .iter()
            .any(|paragraph| paragraph.text().contains(&mark))
    })
}

/// A title in the form in which titles are compared: 其他重要事项的情况说明 and 其他重要事项说明
/// are one.
fn plain(draft: &Draft, title: &str) -> String {
    let mark = marker(title).map_or(0, |mark| mark.len);
    let mut plain = title[mark..].to_owned();
    if let Some(department) = &draft.department {
        plain = plain.replace(department.as_str(), "");
    }
    let drop = [
        "情况", "说明", "的", "年度", "年", "。", "（", "）", "总体", "“", "”", "、",
    ];
    for word in drop {
        plain = plain.replace(word, "");
    }
    plain.retain(|c| !c.is_ascii_digit());
    plain
}

/// A line of the contents.
struct Entry<'a> {
    index: usize,
    paragraph: &'a Paragraph,
    mark: Marker,
    /// The number of the part above it.
    part: u32,
}

/// The line that looks like one of the contents, and with which the text begins: a title that
/// the contents have already. A line of contents without a page is told by nothing else.
fn begun(draft: &Draft) -> usize {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut lines = draft.paragraphs.iter().enumerate();
    let repeated = lines.find(|(_, paragraph)| {
        let is_line = paragraph.kind == ParagraphKind::Contents;
        let part = marker(paragraph.text()).is_some_and(|mark| mark.depth == 0);
        is_line && part && !seen.insert(paragraph.text().split_whitespace().collect())
    });
    repeated.map_or(usize::MAX, |(index, _)| index)
}

fn is_heading(paragraph: &Paragraph, index: usize, begun: usize) -> bool {
    match paragraph.kind {
        ParagraphKind::Heading => true,
        ParagraphKind::Contents => index >= begun,
        _ => false,
    }
}

fn entries(draft: &Draft) -> Vec<Entry<'_>> {
    let mut part = 0;
    let mut found = Vec::new();
    for (index, paragraph) in draft.paragraphs.iter().enumerate().take(begun(draft)) {
        if paragraph.kind != ParagraphKind::Contents {
            continue;
        }
        let Some(mark) = marker(paragraph.text()) else {
            continue;
        };
        if mark.depth == 0 {
            part = mark.number;
        }
        found.push(Entry {
            index,
            paragraph,
            mark,
            part,
        });
    }
    found
}

/// Sections and tables that the contents page has and the text does not.
fn contents(draft: &Draft, found: &mut Vec<Found>) {
    let catalogue = Catalogue::get();
    let entries = entries(draft);
    let begun = begun(draft);
    let titles: Vec<(usize, &Paragraph)> = draft
        .paragraphs
        .iter()
        .enumerate()
        .filter(|(index, paragraph)| paragraph.kind != ParagraphKind::Contents || *index >= begun)
        .collect();
    let table = |title: &str| {
        let title = &title[marker(title).map_or(0, |mark| mark.len)..];
        let is_title = title.ends_with('表') && title.chars().count() <= 40;
        is_title.then(|| catalogue.table_named(title))?
    };
    let printed: Vec<_> = titles
        .iter()
        .filter_map(|(_, line)| table(line.text()))
        .collect();
    let listed = entries
        .iter()
        .filter_map(|entry| Some((entry, table(entry.paragraph.text())?)));
    let (there, absent): (Vec<_>, Vec<_>) = listed.partition(|(_, id)| printed.contains(id));
    // A text without its tables has them in a file of their own.
    if there.len() > absent.len() {
        found.extend(absent.into_iter().map(|(entry, _)| {
            let range = 0..entry.paragraph.text().len();
            Found::new(Case::SectionTable, entry.index, range)
        }));
    }
    let headings: Vec<(&str, String)> = titles
        .iter()
        .filter(|(index, paragraph)| is_heading(paragraph, *index, begun))
        .map(|(_, paragraph)| (paragraph.text(), plain(draft, paragraph.text())))
        .collect();
    for entry in &entries {
        let title = entry.paragraph.text();
        if headings.len() < ENOUGH || title.ends_with('表') || entry.mark.depth > 1 {
            continue;
        }
        let name = plain(draft, title);
        let same = |heading: &&(&str, String)| {
            let (_, other) = *heading;
            *other == name
                || (!name.is_empty() && other.contains(&name))
                || (!other.is_empty() && name.contains(other.as_str()))
        };
        let number =
            |heading: &&(&str, String)| marker(heading.0).map(|mark| (mark.depth, mark.number));
        let own = Some((entry.mark.depth, entry.mark.number));
        let alike: Vec<_> = headings.iter().filter(same).collect();
        let range = 0..title.len();
        if alike.is_empty() {
            // Another title under the same number and of the same topic is a shorter form.
            let topic = Topic::of_title(title);
            let shorter = headings
                .iter()
                .any(|heading| number(&heading) == own && Topic::of_title(heading.0) == topic);
            let part = entry.mark.depth == 0 && name.is_empty();
            if !shorter && !part && !is_broken(draft, entry) {
                found.push(Found::new(Case::SectionMissing, entry.index, range));
            }
        } else if entry.mark.depth == 1
            && let [only] = alike[..]
            && only.1 == name
            && number(&only).is_some_and(|found| found.0 == 1 && Some(found) != own)
            && entry.part > 0
        {
            found.push(Found::new(Case::SectionRenumbered, entry.index, range));
        }
    }
}

/// Whether a line of the contents goes on behind a line end.
fn is_broken(draft: &Draft, entry: &Entry<'_>) -> bool {
    let next = draft.paragraphs.get(entry.index + 1);
    let next = next.filter(|next| next.kind == ParagraphKind::Contents);
    next.is_some_and(|next| marker(next.text()).is_none())
}

/// Sections of the edition that the text does not have, or has in another order.
fn expected(draft: &Draft, edition: &Edition, found: &mut Vec<Found>) {
    let mut headings: BTreeMap<usize, &str> = BTreeMap::new();
    for (index, paragraph) in draft.paragraphs.iter().enumerate() {
        if paragraph.kind == ParagraphKind::Heading {
            headings.insert(index, paragraph.text());
        }
    }
    let places: Vec<Option<usize>> = edition
        .sections
        .iter()
        .map(|section| {
            let is = |title: &str| {
                section.has.iter().all(|word| title.contains(word.as_str()))
                    && !section
                        .lacks
                        .iter()
                        .any(|word| title.contains(word.as_str()))
            };
            let mut hits = headings.iter().filter(|(_, title)| is(title));
            hits.next().map(|(index, _)| *index)
        })
        .collect();
    if places.iter().flatten().count() < ENOUGH {
        return;
    }
    let Some((end, _)) = headings.last_key_value() else {
        return;
    };
    let mut furthest = 0;
    for (section, place) in edition.sections.iter().zip(places) {
        match place {
            None => {
                let mut row = Found::absent(Case::SectionExpected, *end, &section.title);
                row.level = Some(section.level.clone());
                found.push(row);
            }
            Some(at) if at < furthest => {
                let range = 0..draft.paragraphs[at].text().len();
                found.push(Found::new(Case::SectionOrder, at, range));
            }
            Some(at) => furthest = at,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::narrative::wording::tests::flaws;

    const BODY: &str = "本年收支平衡。";

    fn of(headings: &[&str]) -> Vec<String> {
        let mut text = "甲市乙局2023年度部门决算\n\n".to_owned();
        text.extend(
            headings
                .iter()
                .map(|heading| format!("{heading}\n\n{BODY}\n\n")),
        );
        flaws(&text)
    }

    #[test]
    fn numbers_of_headings() {
        assert_eq!(
            of(&[
                "一、收入支出决算总体情况说明",
                "二、收入决算情况说明",
                "四、支出决算情况说明"
            ]),
            ["section.gap 四、"]
        );
        assert_eq!(
            of(&[
                "一、收入支出决算总体情况说明",
                "二、收入决算情况说明",
                "二、支出决算情况说明"
            ]),
            ["section.repeated 二、"]
        );
        for headings in [
            &[
                "一、收入决算情况说明",
                "二、支出决算情况说明",
                "第二部分 名词解释",
                "一、机关运行经费支出情况",
            ][..],
            &[
                "一、收入决算情况说明。二、支出决算较大。",
                "三、政府采购支出情况",
            ][..],
            &[
                "第一部分 部门概况",
                "甲市乙局2023年度部门决算表",
                "第三部分 2023年度部门决算情况说明",
            ][..],
        ] {
            assert_eq!(of(headings), [""; 0], "{headings:?}");
        }
    }

    #[test]
    fn the_contents_page_agrees_with_the_text() {
        let contents = "目录\n第一部分 决算情况说明\n一、收入决算情况说明\n二、支出决算情况说明\n三、政府采购支出情况\n四、国有资产占用情况\n五、机关运行经费支出情况\n";
        let text = |headings: &[&str]| {
            let mut text = format!("甲市乙局2023年度部门决算\n{contents}第一部分 决算情况说明\n");
            text.extend(
                headings
                    .iter()
                    .map(|heading| format!("{heading}\n{BODY}\n")),
            );
            text
        };
        let all = [
            "一、收入决算情况的说明",
            "二、支出决算说明",
            "三、政府采购情况",
            "四、国有资产占有使用情况说明",
            "五、机关运行经费支出情况",
        ];
        let first = text(&[&["一、收入决算情况说明。本年较好。"], &all[..]].concat());
        assert!(
            !flaws(&first).iter().any(|row| row.contains("missing")),
            "{:?}",
            flaws(&first)
        );
        let some = text(&[all[0], all[1], "三、绩效情况", all[3], all[4]]);
        assert_eq!(flaws(&some), ["section.missing 三、政府采购支出情况"]);
        let moved = text(&[
            all[0],
            all[1],
            all[2],
            "四、绩效情况",
            "五、国有资产占用情况",
            "六、机关运行经费支出情况",
        ]);
        assert_eq!(
            flaws(&moved),
            [
                "section.renumbered 四、国有资产占用情况",
                "section.renumbered 五、机关运行经费支出情况"
            ]
        );
    }

    #[test]
    fn contents_without_pages_end_where_the_text_begins() {
        let text = "甲市乙局2023年度部门决算\n目    录\n第一部分  2023年度部门决算报表\n第二部分  2023年度部门决算说明\n第二部分  2023年度部门决算说明\n一、部门基本情况\n甲市乙局有内设机构三个。\n二、收入支出决算总体情况说明\n本年收支平衡。\n三、政府采购支出情况\n本年没有采购。\n四、机关运行经费支出情况\n本年没有支出。\n";
        let found = flaws(text);
        assert!(
            !found.iter().any(|row| row.starts_with("section")),
            "{found:?}"
        );
        let gap = flaws(&text.replace("三、政府", "五、政府"));
        assert!(gap.iter().any(|row| row == "section.gap 五、"), "{gap:?}");
    }

    #[test]
    fn a_table_of_the_contents_that_is_not_there() {
        let contents =
            "目录\n第一部分 部门决算表\n一、收入支出决算总表\n二、收入决算表\n三、支出决算表\n";
        let table = |title: &str| format!("{title}\n单位：万元\n项目 决算数\n合计 5.00\n");
        let of = |titles: &[&str]| {
            let tables: String = titles.iter().map(|title| table(title)).collect();
            flaws(&format!(
                "甲市乙局2023年度部门决算\n{contents}第一部分 甲市乙局2023年度部门决算表\n{tables}"
            ))
        };
        assert_eq!(
            of(&["收入支出决算总表", "收入决算表"]),
            ["section.table 三、支出决算表"]
        );
        assert_eq!(
            of(&["收入支出决算总表", "收入决算表", "支出决算表"]),
            [""; 0]
        );
        assert_eq!(of(&[]), [""; 0]);
    }

    #[test]
    fn sections_that_the_edition_expects() {
        let of = |department: &str, headings: &[&str]| {
            let mut text = format!("{department}2024年度部门决算\n\n");
            text.extend(
                headings
                    .iter()
                    .map(|heading| format!("{heading}\n\n{BODY}\n\n")),
            );
            flaws(&text)
        };
        let headings = [
            "一、收入支出决算总体情况说明",
            "二、支出决算情况说明",
            "三、收入决算情况说明",
            "四、财政拨款“三公”经费支出决算情况说明",
            "五、政府采购支出情况",
        ];
        let found = of("上海市甲局", &headings);
        let has = |row: &str| found.iter().any(|found| found == row);
        assert!(has("section.expected 机关运行经费支出情况"), "{found:?}");
        assert!(has("section.order 二、支出决算情况说明"), "{found:?}");
        assert!(!has("section.expected 政府采购支出情况"), "{found:?}");
        // Of a region without a list nothing is expected.
        assert_eq!(of("甲市乙局", &headings), [""; 0]);
    }
}
