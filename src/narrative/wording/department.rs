//! The department's name where the text speaks of the department itself.
//!
//! Titles of parts, sentences about its year, and names that differ from its own by a character.
//! Other bodies that the text names (a superior one of the same branch, subordinate units, issuers)
//! are not its concern.

use std::ops::Range;

use super::template;
use super::words::Words;
use super::{Case, Found, is_han, is_prose, places};
use crate::narrative::draft::{Draft, ParagraphKind};
use crate::narrative::heading::marker;
use crate::narrative::topic::Topic;

/// The shortest name behind the region that is compared character by character, in characters:
/// 财政局 and 民政局 are two offices.
const SHORTEST_NEAR: usize = 5;
/// The longest name of an office, in characters.
const LONGEST: usize = 40;

/// Reads the text.
pub(super) fn read(draft: &Draft, found: &mut Vec<Found>) {
    let Some(department) = draft.department.as_deref() else {
        return;
    };
    let headings = draft.paragraphs.iter();
    let cover = headings
        .take_while(|paragraph| paragraph.kind != ParagraphKind::Heading)
        .take(3)
        .count();
    for (index, paragraph) in draft.paragraphs.iter().enumerate() {
        if !is_prose(paragraph) {
            continue;
        }
        let text = paragraph.text();
        if paragraph.kind != ParagraphKind::Body || index < cover {
            let name = titled(text).filter(|range| is_office(&text[range.clone()]));
            let name = name.filter(|range| {
                let name = &text[range.clone()];
                name == department || !is_short_form(name, department)
            });
            found.extend(name.map(|range| {
                let exact = &text[range.clone()] == department;
                let row = Found::new(Case::DepartmentTitle, index, range);
                if exact {
                    row
                } else {
                    row.proposing(department)
                }
            }));
        } else if !matches!(draft.topic(index), Topic::Duties | Topic::Glossary) {
            in_sentences(draft, department, index, found);
        }
    }
}

/// The name in a title of a part: `第一部分 甲局概况`, `甲局2024年度部门决算表`.
fn titled(text: &str) -> Option<Range<usize>> {
    let mark = marker(text);
    if mark.is_some_and(|mark| mark.depth > 0) {
        return None;
    }
    let start = mark.map_or(0, |mark| mark.len);
    let rest = &text[start..];
    let digits = rest.find(|c: char| c.is_ascii_digit());
    let digits = digits.filter(|at| {
        let year = rest.get(*at..at + 4).unwrap_or_default();
        year.bytes().all(|byte| byte.is_ascii_digit()) && rest[at + 4..].starts_with('年')
    });
    let ends = ["部门概况", "单位概况", "概况", "部门基本情况", "基本情况"];
    let end = digits.or_else(|| {
        let end = ends.iter().find(|end| rest.ends_with(**end))?;
        Some(rest.len() - end.len())
    })?;
    (end > 0).then_some(start..start + end)
}

/// Whether words are the name of an office.
fn is_office(name: &str) -> bool {
    let words = Words::get();
    let length = name.chars().count();
    let last = name.chars().next_back();
    (4..=LONGEST).contains(&length)
        && name.chars().all(|c| is_han(c) || matches!(c, '（' | '）'))
        && last.is_some_and(|c| words.organ_ends.contains(c))
        && !words.self_names.iter().any(|own| own == name)
        && !template::has_placeholder(name)
        && !["本部门", "本单位", "我"]
            .iter()
            .any(|own| name.starts_with(own))
}

/// Whether a name is the department's own, in full or cut at the front: 乙区财政局 for
/// 甲市乙区财政局, 乙区委 for 中共甲市乙区委员会.
fn is_short_form(name: &str, department: &str) -> bool {
    let plain = |name: &str| {
        let name = name.replace("委员会", "委").replace("人民政府", "政府");
        let name = name.replace("中国共产党", "中共");
        name.strip_prefix("中共").unwrap_or(&name).to_owned()
    };
    let (name, department) = (plain(name), plain(department));
    let cut = |name: &str| {
        let name = name.strip_suffix("（本级）").unwrap_or(name);
        let name = name.strip_suffix("部门").unwrap_or(name);
        name.strip_suffix("机关").unwrap_or(name).to_owned()
    };
    // 甲市财政局 names 甲市乙区财政局 by its city alone: that is another office.
    let is_cut = |name: &str| !name.is_empty() && department.ends_with(name);
    is_cut(&name) || is_cut(&cut(&name)) || cut(&department) == name
}

fn in_sentences(draft: &Draft, department: &str, index: usize, found: &mut Vec<Found>) {
    let paragraph = &draft.paragraphs[index];
    let text = paragraph.text();
    let mut rows: Vec<Found> = Vec::new();
    let dates = paragraph.numbers.iter();
    for number in dates.filter(|number| text[number.digits_end..].starts_with("年度")) {
        let before = &text[..number.range.start];
        let start = before
            .rfind(['，', '。', '；', '：', '”', '“'])
            .map_or(0, |at| {
                let mark = text[at..].chars().next();
                at + mark.map_or(0, char::len_utf8)
            });
        let start = start
            + if before[start..].starts_with("纳入") {
                "纳入".len()
            } else {
                0
            };
        let name = &before[start..];
        let own = Words::get().year_subjects.iter();
        let behind = &text[number.digits_end + "年度".len()..];
        let speaks = own
            .into_iter()
            .any(|word| behind.starts_with(word.as_str()));
        if speaks
            && is_office(name)
            && begins_like_one(name, department)
            && !is_short_form(name, department)
            && !is_listed(draft, name)
        {
            let range = start..number.range.start;
            rows.push(Found::new(Case::DepartmentBody, index, range).proposing(department));
        }
    }
    rows.extend(near(text, department, index));
    rows.sort_by_key(|row| (row.range.start, row.range.end));
    rows.dedup_by(|next, kept| next.range.start < kept.range.end);
    found.extend(rows);
}

/// Whether a name begins like that of an office of a region.
fn begins_like_one(name: &str, department: &str) -> bool {
    let head: String = name.chars().take(6).collect();
    let first: String = name.chars().take(2).collect();
    department.contains(&first) || head.contains(['市', '区', '县', '省'])
}

/// Whether the text lists a unit of that name.
fn is_listed(draft: &Draft, name: &str) -> bool {
    let paragraphs = draft.paragraphs.iter().enumerate();
    let mut units = paragraphs.filter(|(index, _)| draft.topic(*index) == Topic::Units);
    units.any(|(_, paragraph)| paragraph.text().contains(name))
}

/// Names in the department's own region that differ from its own by one character.
fn near(text: &str, department: &str, index: usize) -> Vec<Found> {
    let cut = region_len(department);
    let (region, core) = department.split_at(cut);
    let length = core.chars().count();
    let Some(last) = last_segment(region).filter(|_| length >= SHORTEST_NEAR) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for place in places(text, last) {
        let rest = &text[place.end..];
        if rest.starts_with(core) {
            continue;
        }
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
        let ends = ends.skip(length - 2).take(3);
        let slip = ends
            .filter(|end| is_slip(&rest[..*end], core))
            .find(|end| rest[..*end].chars().next_back() == core.chars().next_back());
        let Some(end) = slip else { continue };
        let start = if text[..place.end].ends_with(region) {
            place.end - region.len()
        } else {
            place.start
        };
        let name = format!("{}{core}", &text[start..place.end]);
        let row = Found::new(Case::DepartmentBody, index, start..place.end + end);
        rows.push(row.proposing(name));
    }
    rows
}

/// Whether a name is another but for one character: changed, left out or put in. Numerals tell
/// units apart (第一中学, 第二中学).
fn is_slip(name: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (name.chars().collect(), other.chars().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (&a[same..], &b[same..]);
    let numeral = |c: Option<&char>| c.is_some_and(|c| "一二三四五六七八九十".contains(*c));
    if a == b || numeral(rest_a.first()) || numeral(rest_b.first()) {
        return false;
    }
    match (rest_a, rest_b) {
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([_, a @ ..], b) if a == b => true,
        (a, [_, b @ ..]) => a == b,
        _ => false,
    }
}

/// How many bytes of a name are its region: 甲市乙区.
fn region_len(name: &str) -> usize {
    // 市 and 区 end other words as well.
    let words = [
        "城市",
        "社区",
        "地区",
        "园区",
        "景区",
        "校区",
        "开发区",
        "保税区",
    ];
    let mut cut = 0;
    for (at, c) in name.char_indices() {
        let end = at + c.len_utf8();
        let segment = &name[cut..end];
        let length = segment.chars().count();
        if "省市区县州盟旗".contains(c) {
            if !(2..=6).contains(&length) || words.iter().any(|word| segment.ends_with(word)) {
                break;
            }
            cut = end;
        } else if length > 6 {
            break;
        }
    }
    cut
}

/// The last part of a region: 乙区 of 甲市乙区.
fn last_segment(region: &str) -> Option<&str> {
    let mut ends = region
        .char_indices()
        .filter(|(_, c)| "省市区县州盟旗".contains(*c));
    let last = ends.next_back()?;
    let before = ends.next_back();
    let start = before.map_or(0, |(at, c)| at + c.len_utf8());
    Some(&region[start..last.0 + last.1.len_utf8()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::narrative::wording::tests::statements;

    fn of(body: &str) -> Vec<String> {
        let text = format!("甲市乙区农业和水务局2023年度部门决算\n\n{body}\n");
        let mut found = statements(&text);
        found.retain(|row| row.contains("department"));
        assert_eq!(found.remove(0), "department.title 甲市乙区农业和水务局");
        found
    }

    #[test]
    fn names_of_titles_and_of_sentences() {
        let own = "甲市乙区农业和水务局";
        assert_eq!(
            of("第二部分 甲市农业和水务局2023年度部门决算表\n\n表格从略。"),
            [format!("department.title 甲市农业和水务局→{own}")]
        );
        let sentence =
            |name: &str, rest: &str| of(&format!("一、收入支出决算总体情况说明\n\n{name}{rest}\n"));
        assert_eq!(
            sentence("甲市乙区农业与水务局", "所属各预算单位车辆为0辆。"),
            [format!("department.body 甲市乙区农业与水务局→{own}")]
        );
        assert_eq!(
            sentence("甲市丙区民政局", "2023年度无“三公”经费支出。"),
            [format!("department.body 甲市丙区民政局→{own}")]
        );
        for name in ["乙区农业和水务局", "农业和水务局", own, "本部门", "我局"] {
            assert_eq!(
                sentence(name, "2023年度收入支出总计5.00万元。"),
                [""; 0],
                "{name}"
            );
        }
        for rest in [
            "根据甲市农业和水务局要求开展工作。",
            "与甲市乙区农业综合服务中心共建，转发甲市丙区民政局文件。",
        ] {
            assert_eq!(sentence("", rest), [""; 0], "{rest}");
        }
    }

    #[test]
    fn regions_of_names() {
        for (name, due) in [
            ("甲城市乙区财政局", "甲城市乙区"),
            ("北京市城市管理委员会", "北京市"),
            ("上海市市场监督管理局", "上海市"),
            ("财政局", ""),
        ] {
            let due = if name.starts_with("甲城市") {
                ""
            } else {
                due
            };
            assert_eq!(&name[..region_len(name)], due, "{name}");
        }
        assert!(is_slip("规划与土地局", "规划和土地局"));
        assert!(!is_slip("第一中学校", "第二中学校"));
        assert!(!is_slip("规划和土地局", "规划和土地局"));
    }
}
