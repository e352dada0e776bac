//! Lists in sentences: how many things are named behind, before or below a number that counts them.
//!
//! A list that ends in 等 names some of them only, and one whose last item may be two things (甲和
//! 乙) says no number; both are left alone.

use std::ops::Range;

use crate::narrative::draft::{Draft, Paragraph, ParagraphKind};
use crate::narrative::heading::marker;

use super::phrase::sentence;
use super::record::At;

/// Words between a number and the list of what it counts.
const LEADS: [&str; 12] = [
    "具体包括",
    "分别为",
    "分别是",
    "具体为",
    "具体是",
    "包括",
    "包含",
    "即",
    "依次为",
    "依次是",
    "名单如下",
    "如下",
];

/// Verbs before a list whose number stands behind it.
const VERBS: [&str; 9] = [
    "下设",
    "内设",
    "设有",
    "设立",
    "包括",
    "包含",
    "分别为",
    "即",
    "设置",
];

/// The things that a list names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Items {
    /// Each of them, in bytes of the normal text.
    pub(super) ranges: Vec<Range<usize>>,
}

/// What is listed behind a number: `3个单位，即甲、乙、丙`.
pub(super) fn behind(paragraph: &Paragraph, number: usize) -> Option<Items> {
    let text = paragraph.text();
    let from = paragraph.numbers[number].range.end;
    let end = sentence(paragraph, number).end;
    let rest = text.get(from..end)?;
    let mark = rest.find(['，', '：', '（'])?;
    let noun = &rest[..mark];
    if noun.contains(['、', '；', '。']) || noun.chars().count() > 16 || has_digit(noun) {
        return None;
    }
    let c = rest[mark..].chars().next()?;
    let mut at = from + mark + c.len_utf8();
    let lead = LEADS.iter().find(|lead| text[at..end].starts_with(**lead));
    // What 包括 names need not be all, unless it is what a body consists of.
    let bodies = ["单位", "科室", "处室", "部门", "机构", "方面", "部分"];
    let whole = bodies
        .iter()
        .any(|body| text[..from + mark].ends_with(body))
        || super::phrase::any(noun, &bodies);
    if lead.is_some_and(|lead| lead.contains('包')) && c != '：' && !whole {
        return None;
    }
    let noun_leads = LEADS.iter().any(|lead| noun.ends_with(lead));
    at += lead.map_or(0, |lead| lead.len());
    if text[at..end].starts_with('：') {
        at += '：'.len_utf8();
    }
    let inner_end = if c == '（' {
        text[at..end].find('）').map(|close| at + close)?
    } else {
        end
    };
    let titles = (c == '，').then(|| titles(text, at, end)).flatten();
    if titles.is_some() && lead.is_none() {
        return titles;
    }
    if c == '，' && lead.is_none() && !noun_leads {
        return None;
    }
    enumerated(text, at).or_else(|| separated(text, at..inner_end))
}

/// What is listed from a place on, between 、 up to the next mark.
pub(super) fn plain(text: &str, from: usize) -> Option<Items> {
    separated(text, from..text.len())
}

/// Titles in 《》 that the next few words lead to: `修订5项，完善《甲》《乙》`.
fn titles(text: &str, from: usize, end: usize) -> Option<Items> {
    let first = from + text[from..end].find('《')?;
    let between = &text[from..first];
    let some = super::phrase::any(between, &["其中", "包括", "如", "按照", "根据", "依据"]);
    if some || between.chars().count() > 8 || between.contains(['，', '；']) {
        return None;
    }
    let mut ranges = Vec::new();
    let mut at = first;
    while text[at..end].starts_with('《') {
        let close = at + text[at..end].find('》')? + '》'.len_utf8();
        ranges.push(at..close);
        at = close;
        for joint in ['、', '和', '及'] {
            if text[at..end].starts_with(joint)
                && text[at + joint.len_utf8()..end].starts_with('《')
            {
                at += joint.len_utf8();
            }
        }
    }
    let open = text[at..end].starts_with('等');
    (ranges.len() > 1 && !open).then_some(Items { ranges })
}

/// Items behind ①, （1） or 一是, to the end of the paragraph.
fn enumerated(text: &str, from: usize) -> Option<Items> {
    let circled: Vec<String> = ('①'..='⑳').map(String::from).collect();
    let bracketed: Vec<String> = (1..=20).map(|n| format!("（{n}）")).collect();
    let said = [
        "一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是",
    ];
    let said: Vec<String> = said.iter().map(|word| (*word).to_owned()).collect();
    [circled, bracketed, said]
        .iter()
        .find_map(|marks| marked(text, from, marks))
}

/// Items behind marks that follow each other; the first one stands right at `from`.
pub(super) fn marked(text: &str, from: usize, marks: &[String]) -> Option<Items> {
    if !text[from..].starts_with(marks.first()?) {
        return None;
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut at = from;
    for mark in marks {
        let Some(found) = text[at..].find(mark.as_str()) else {
            break;
        };
        let found = at + found;
        if let Some(last) = ranges.last_mut() {
            last.end = found;
        }
        at = found + mark.len();
        ranges.push(at..text.len());
    }
    (ranges.len() > 1).then(|| Items {
        ranges: ranges
            .into_iter()
            .map(|range| trimmed(text, range))
            .collect(),
    })
}

/// Items between 、 or ；, up to the next mark that ends them.
fn separated(text: &str, range: Range<usize>) -> Option<Items> {
    let (semicolons, end) = extent(text, &range);
    let mark = if semicolons { '；' } else { '、' };
    let items = split(text, range.start..end, mark);
    checked(text, items)
}

/// Where a list ends, and whether its items stand between semicolons.
fn extent(text: &str, range: &Range<usize>) -> (bool, usize) {
    let mut depth = 0_usize;
    let mut comma = None;
    let mut semicolon = false;
    for (offset, c) in text[range.clone()].char_indices() {
        match c {
            '（' | '《' | '“' => depth += 1,
            '）' | '》' | '”' => depth = depth.saturating_sub(1),
            '。' | '！' => {
                return (
                    semicolon && comma.is_none(),
                    comma.unwrap_or(range.start + offset),
                );
            }
            '，' if depth == 0 && !semicolon => {
                comma.get_or_insert(range.start + offset);
            }
            '；' if depth == 0 && comma.is_none() => semicolon = true,
            _ => {}
        }
    }
    (semicolon && comma.is_none(), comma.unwrap_or(range.end))
}

/// Splits at a mark that stands outside brackets and quotes; quoted items may follow each other
/// without one.
fn split(text: &str, range: Range<usize>, mark: char) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut depth = 0_usize;
    let mut start = range.start;
    let mut closed = false;
    for (offset, c) in text[range.clone()].char_indices() {
        let at = range.start + offset;
        match c {
            '“' | '《' if depth == 0 && closed => {
                items.push(start..at);
                start = at;
                depth = 1;
            }
            '（' | '《' | '“' => depth += 1,
            '）' | '》' | '”' => depth = depth.saturating_sub(1),
            c if c == mark && depth == 0 => {
                items.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
        closed = matches!(c, '”' | '》') && depth == 0;
    }
    items.push(start..range.end);
    items
}

/// A list, if it is certain what it names.
fn checked(text: &str, items: Vec<Range<usize>>) -> Option<Items> {
    let items: Vec<Range<usize>> = items.into_iter().map(|item| trimmed(text, item)).collect();
    let last = text.get(items.last()?.clone())?;
    let joined = |item: &str| {
        let bare = item.trim_matches(['“', '”', '《', '》']);
        !item.starts_with(['“', '《']) && bare.contains(['和', '及', '与'])
    };
    let bad = |item: &&Range<usize>| {
        let words = &text[(*item).clone()];
        words.is_empty() || words.chars().count() > 40 || has_digit(words)
    };
    let is_open = last.replace("等级", "").contains(['等', '…']);
    if is_open || joined(last) || items.iter().any(|item| bad(&item)) {
        return None;
    }
    Some(Items { ranges: items })
}

fn has_digit(words: &str) -> bool {
    words.bytes().any(|byte| byte.is_ascii_digit())
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let marks = ['；', '。', '，', ' ', '：'];
    let start = range.start + (words.len() - words.trim_start_matches(marks).len());
    let end = range.end - (words.len() - words.trim_end_matches(marks).len());
    start..end.max(start)
}

/// What is listed before a number: `下设甲科、乙科、丙科3个科室`.
pub(super) fn before(paragraph: &Paragraph, number: usize) -> Option<Items> {
    let text = paragraph.text();
    let floor = sentence(paragraph, number).start;
    let mut end = paragraph.numbers[number].range.start;
    for word in ["共计", "共有", "共", "合计", "总计"] {
        end = text[..end].strip_suffix(word).map_or(end, str::len);
    }
    let region = text.get(floor..end)?;
    // The last run of the sentence that no other mark interrupts.
    let mut depth = 0_usize;
    let mut start = 0;
    for (offset, c) in region.char_indices().rev() {
        match c {
            '）' | '》' | '”' => depth += 1,
            '（' | '《' | '“' => depth = depth.saturating_sub(1),
            '，' | '；' | '：' if depth == 0 => {
                start = offset + c.len_utf8();
                break;
            }
            _ => {}
        }
    }
    let run = &region[start..];
    let after_colon = region[..start].ends_with('：');
    let verb = super::phrase::last(run.split('、').next().unwrap_or(run), &VERBS);
    let quoted = run.find(['“', '《']).filter(|_| run.ends_with(['”', '》']));
    let from = match (verb, quoted) {
        (_, Some(quote)) => quote,
        (Some((at, verb)), None) => at + verb.len(),
        (None, None) if after_colon => 0,
        (None, None) => return None,
    };
    let range = floor + start + from..end;
    let items = split(text, range, '、');
    if items.len() < 2 {
        return None;
    }
    checked(text, items)
}

/// How many items stand below the paragraph of a number that ends in a colon: paragraphs with
/// marks of one kind that count from 1 on.
pub(super) fn below(draft: &Draft, at: At) -> Option<usize> {
    let paragraph = &draft.paragraphs[at.paragraph];
    let end = paragraph.numbers[at.number].range.end;
    let rest = paragraph.text().get(end..)?;
    let noun = rest.strip_suffix('：')?;
    if noun.contains(['，', '。', '；']) || noun.chars().count() > 16 {
        return None;
    }
    let mut depth = None;
    let mut count = 0;
    for next in &draft.paragraphs[at.paragraph + 1..] {
        if matches!(next.kind, ParagraphKind::Row(_) | ParagraphKind::TableLine) {
            break;
        }
        let Some(mark) = marker(next.text()) else {
            if count == 0 {
                break;
            }
            continue;
        };
        let of = *depth.get_or_insert(mark.depth);
        if mark.depth < of || (mark.depth == of && mark.number != count + 1) {
            break;
        }
        if mark.depth == of {
            count += 1;
        }
    }
    (count > 1).then_some(count as usize)
}

/// How many things are listed with a number, wherever the list stands.
pub(super) fn listed(draft: &Draft, at: At) -> Option<usize> {
    let paragraph = &draft.paragraphs[at.paragraph];
    let of = |items: Items| items.ranges.len();
    // What is named alone may be one of several.
    let several = |count: &usize| *count > 1;
    let behind = behind(paragraph, at.number).map(of);
    let is_one = paragraph.numbers[at.number].digits(paragraph.text()) == "1";
    behind
        .filter(|count| several(count) || is_one)
        .or_else(|| before(paragraph, at.number).map(of).filter(several))
        .or_else(|| below(draft, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::narrative::flow::Flow;

    fn paragraph(text: &str) -> Paragraph {
        let mut flow = Flow::default();
        flow.push(text, 0);
        Paragraph::new(flow, 0, ParagraphKind::Body)
    }

    fn listed(text: &str) -> Option<usize> {
        let draft = Draft {
            paragraphs: vec![paragraph(text)],
            ..Draft::default()
        };
        let at = At {
            paragraph: 0,
            number: 0,
        };
        super::listed(&draft, at)
    }

    #[test]
    fn what_is_listed_behind_and_before() {
        for (text, due) in [
            ("编报范围的单位包括1个单位，即甲市乙局。", Some(1)),
            (
                "共有3个单位，包括甲局、乙中心、丙站，没有其他单位。",
                Some(3),
            ),
            ("下设办公室、综合科、法规科3个科室。", Some(3)),
            ("内设机构2个：办公室、综合科。", Some(2)),
            (
                "修订其中2项，进一步完善《甲规范》、《乙、丙规范》。",
                Some(2),
            ),
            ("开设“甲”“乙”“丙”3个专栏。", Some(3)),
            ("开设“甲”“乙”等8个专栏。", None),
            ("包括3个方面：①甲事②乙事③丙事。", Some(3)),
            ("联合甲局、乙局开展检查9次。", None),
            ("检查9次，发现问题、隐患2个。", None),
            ("共有3个单位，包括甲局、乙中心和丙站。", None),
            ("共完成3项，同时推进甲、乙。", None),
            ("发现问题8个，包括甲、乙。", None),
            ("共3个项目，为甲局、乙局提供服务。", None),
        ] {
            assert_eq!(listed(text), due, "{text}");
        }
    }
}
