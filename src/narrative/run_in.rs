//! Headings that run into their paragraph: a converted document may lose the line end between them.
//!
//! Where the heading ends is known from the contents, which print it by itself, or from the words
//! that headings of sections end with.

use std::collections::BTreeSet;

use super::heading::marker;
use super::topic::Topic;

/// What headings of sections end with, the longer ones first.
const ENDS: &[&str] = &[
    "总体情况说明",
    "结构情况说明",
    "具体情况说明",
    "情况说明",
    "总体情况",
    "结构情况",
    "具体情况",
    "支出情况",
    "使用情况",
    "占用情况",
    "单位构成",
    "管理情况",
];
/// What a sentence goes on with behind the same words.
const GOES_ON: &[char] = &[
    '如', '：', '的', '为', '，', '。', '是', '和', '及', '、', '（', '）', '表', '”', '；',
];
/// The longest heading, in characters.
const LONGEST: usize = 44;
/// The shortest paragraph behind one.
const SHORTEST_BODY: usize = 8;

/// Where the paragraph begins behind the heading that a line begins with, in bytes of the normal
/// text; `None` for a line that is a heading or a paragraph only. `titles` are the lines with marks
/// that stand by themselves.
pub(super) fn body_start(text: &str, titles: &BTreeSet<&str>) -> Option<usize> {
    let mark = marker(text)?;
    by_contents(text, titles).or_else(|| by_words(text, mark.len))
}

fn by_contents(text: &str, titles: &BTreeSet<&str>) -> Option<usize> {
    let ends = text.char_indices().map(|(at, _)| at).skip(4).take(LONGEST);
    let found = ends.filter(|end| titles.contains(&text[..*end]));
    found.filter(|end| is_body(&text[*end..])).last()
}

fn by_words(text: &str, mark: usize) -> Option<usize> {
    let found = ENDS.iter().filter_map(|end| {
        let at = text[mark..].find(end)? + mark;
        Some((at, at + end.len()))
    });
    // The first one, and the longest of those that begin there.
    let (_, end) = found.min_by_key(|(at, end)| (*at, usize::MAX - *end))?;
    let tail = ["说明", "的说明", "情况说明"];
    let longer = tail.iter().find(|tail| text[end..].starts_with(**tail));
    let end = end + longer.map_or(0, |tail| tail.len());
    let title = &text[mark..end];
    let is_title = title.chars().count() <= LONGEST
        && !title.contains(['，', '。', '：', '；'])
        && Topic::of_title(title).is_some();
    (is_title && is_body(&text[end..])).then_some(end)
}

fn is_body(rest: &str) -> bool {
    !rest.starts_with(GOES_ON) && rest.chars().count() >= SHORTEST_BODY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_end_where_their_words_do() {
        let titles = BTreeSet::from(["一、主要职能", "二、收入决算情况说明"]);
        for (text, due) in [
            (
                "一、主要职能甲局负责统筹全区有关工作。",
                Some("甲局负责统筹全区有关工作。"),
            ),
            (
                "二、收入决算情况说明本年收入合计5.00万元。",
                Some("本年收入合计5.00万元。"),
            ),
            (
                "（一）机关运行经费支出情况机关运行经费支出5.00万元。",
                Some("机关运行经费支出5.00万元。"),
            ),
            (
                "（二）一般公共预算支出决算结构情况全年一般公共预算支出5万元。",
                Some("全年一般公共预算支出5万元。"),
            ),
            (
                "（三）国有资产占有使用情况说明截至2024年12月31日，共有车辆0辆。",
                Some("截至2024年12月31日，共有车辆0辆。"),
            ),
            ("一、主要职能", None),
            ("（三）国有资产占有使用情况说明", None),
            ("十、预算绩效管理情况如下：编报了目标的项目4个。", None),
            ("1.负责了解有关情况，提出建议并组织实施。", None),
        ] {
            let found = body_start(text, &titles).map(|at| &text[at..]);
            assert_eq!(found, due, "{text}");
        }
    }
}
